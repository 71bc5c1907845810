// What the items of a sheet count for on this page, read as the host reads them, and what a run comes to.

import type {ItemDefinition, RunDefinition, SheetContent, SheetStatus} from '../shared/types';
import {BeyondThisPage, compare, isWhole, readFraction, readNumber, textOf, times, truth, whole} from './exact';
import type {Figure, Fraction} from './exact';
import {evaluate} from './formula';
import type {FormulaScope} from './formula';

/** What a sheet comes to, as text; unknown: only the host can say. */
export type Worth = {known: true; total: string | null} | {known: false};

/** The page's own total where it is ahead of the host's (else `own` is null); null: nobody knows it yet. */
export function totalShown(own: Worth | null, hosts: string | null): string | null {
    if (own === null) return hosts;
    return own.known ? own.total : null;
}

/** A number of the rules, which may be a fraction. */
export function ruled(value: number | string | null | undefined): Figure {
    return value === null || value === undefined ? null : readFraction(String(value));
}

function numberOf(item: ItemDefinition, entered: unknown, from_rules: boolean): Figure {
    if (typeof entered !== 'number' && typeof entered !== 'string') return null;
    const value = from_rules ? ruled(entered) : readNumber(String(entered));
    return value !== null && item.kind !== 'number' && !isWhole(value) ? null : value;
}

/** Its value and its points; what is left out has its default, what cannot be read is missing. */
export function readItem(item: ItemDefinition, given: unknown): {value: Figure; points: Figure} {
    const left_out = given === null || given === undefined;
    const entered = left_out ? (item.default ?? null) : given;
    const each = ruled(item.points);
    const worth = (value: Figure) => ({value, points: value === null || each === null ? null : times(value, each)});
    if (item.kind === 'choice') {
        const option = typeof entered === 'string' ? item.options?.find((one) => one.id === entered) : undefined;
        const value = entered === null ? whole(0) : ruled(option?.points);
        return {value, points: value};
    }
    if (item.kind === 'flag') return worth(entered === null ? whole(0) : typeof entered === 'boolean' ? truth(entered) : null);
    const value = entered === null ? whole(0) : numberOf(item, entered, left_out);
    if (item.kind !== 'table') return worth(value);
    const table = item.table ?? [];
    return {value, points: value === null || value.above < 0 ? null : ruled(table[Math.min(value.above, table.length - 1)])};
}

export function isDisqualified(items: ItemDefinition[], entered: {[item: string]: unknown}): boolean {
    return items.some((item) => {
        const most = item.kind === 'penalty' ? ruled(item.dsq_at) : null;
        const value = most === null ? null : readItem(item, entered[item.id]).value;
        return most !== null && value !== null && compare(value, most) >= 0;
    });
}

interface Parts {
    items: ItemDefinition[];
    derived: {id: string; formula: string}[];
}

/** What a run's formulas know, or one side's. */
export class SheetScope implements FormulaScope {
    private readonly reckoned = new Map<string, Figure>();

    constructor(
        private readonly parts: Parts,
        private readonly entered: {[item: string]: unknown},
        /** Names of the formulas that are not of the rules: `time_ms`, `bouts_won`. */
        private readonly given: {[name: string]: Figure},
        private readonly other: () => SheetScope | null = () => null,
        readonly field: FormulaScope['field'] = () => null,
    ) {}

    value(name: string): Figure {
        if (name.startsWith('other.')) return this.other()?.value(name.slice(6)) ?? null;
        const item = this.parts.items.find((one) => one.id === name);
        if (item) return readItem(item, this.entered[name]).value;
        const rule = this.parts.derived.find((one) => one.id === name);
        if (!rule) return this.given[name] ?? null;
        if (!this.reckoned.has(name)) this.reckoned.set(name, evaluate(rule.formula, this));
        return this.reckoned.get(name) ?? null;
    }

    points(name: string): Figure {
        if (name.startsWith('other.')) return this.other()?.points(name.slice(6)) ?? null;
        const item = this.parts.items.find((one) => one.id === name);
        return item ? readItem(item, this.entered[name]).points : null;
    }

    /** A value too large in any of them leaves the host no total either. */
    total(name: string): Figure {
        for (const {id} of this.parts.derived) this.value(id);
        return this.value(name);
    }
}

/** Unknown where the page cannot reckon it exactly. */
export function worthFrom(total: () => Figure): Worth {
    try {
        const figure = total();
        return {known: true, total: figure === null ? null : textOf(figure)};
    } catch (beyond) {
        if (beyond instanceof BeyondThisPage) return {known: false};
        throw beyond;
    }
}

function timeOf(entered: unknown): Figure {
    const time = typeof entered === 'number' ? readNumber(String(entered)) : null;
    return time !== null && isWhole(time) ? time : null;
}

export function worthOfRun(definition: RunDefinition, content: Pick<SheetContent, 'status' | 'items' | 'time_ms'>): Worth {
    const {items, derived, status} = definition;
    if (!derived || !status) return {known: false};
    return worthFrom(() => {
        const ran = content.status !== 'DNS' && content.status !== 'VOID';
        const ended: SheetStatus = ran && isDisqualified(items, content.items) ? 'DSQ' : content.status;
        const rule = status[ended];
        if (rule.score !== 'keep') return ruled(rule.score);
        const time_ms: Fraction | null = rule.time === 'limit' ? ruled(definition.time?.limit_ms) : timeOf(content.time_ms);
        return new SheetScope({items, derived}, content.items, {time_ms}).total('total');
    });
}

// What a match's sheet would come to with what is entered here: totals while the host cannot be asked, and
// whether a tap would win at once.

import type {ItemDefinition, MatchContent, MatchDefinition, SharedDefinition} from '../shared/types';
import {evaluate} from './formula';
import type {Figure, FormulaScope} from './formula';

export interface SideWorth {
    side: string;
    total: Figure;
    /** The first that holds. */
    instant_win: string | null;
}

function entered(item: ItemDefinition, value: unknown): unknown {
    return value ?? item.default ?? 0;
}

function valueOf(item: ItemDefinition, given: unknown): number {
    const value = entered(item, given);
    if (item.kind === 'choice') return Number(item.options?.find((option) => option.id === value)?.points ?? 0);
    return Number(value) || 0;
}

function pointsOf(item: ItemDefinition, given: unknown): number {
    const value = valueOf(item, given);
    if (item.kind === 'choice') return value;
    if (item.kind === 'table' && item.table) return Number(item.table[Math.min(value, item.table.length - 1)] ?? 0);
    return value * Number(item.points ?? 0);
}

type Cells = (string | null)[][];

function onGrid(call: string, shared: SharedDefinition, cells: Cells, side: string, args: number[]): Figure {
    const own = (row: number, col: number) => (cells[row]?.[col] ?? null) === side;
    const points = shared.points_by_side?.[side] ?? shared.points;
    let [count, sum] = [0, 0];
    for (let row = 0; row < (shared.rows ?? 0); row += 1)
        for (let col = 0; col < (shared.cols ?? 0); col += 1) {
            if (!own(row, col)) continue;
            sum += Number(points?.[row]?.[col] ?? 0);
            if ((call === 'ROW_OWNED' && row !== args[0]) || (call === 'COL_OWNED' && col !== args[0])) continue;
            count += 1;
        }
    if (call === 'CELL_POINTS') return sum;
    if (call === 'HAS_LINE') return (shared.lines ?? []).some((line) => line.every(([row, col]) => own(row, col))) ? 1 : 0;
    return count;
}

function onStacks(call: string, shared: SharedDefinition, stacks: string[][], side: string, args: number[]): Figure {
    const own = (stack: string[]) => stack.filter((one) => one === side).length;
    if (call === 'OWN_COUNT') return stacks.reduce((sum, stack) => sum + own(stack), 0);
    const [at_least = 0, full = 0, on_top = 0] = args;
    return stacks.filter(
        (stack) =>
            own(stack) >= at_least && (full === 0 || stack.length === shared.cap) && (on_top === 0 || stack[stack.length - 1] === side),
    ).length;
}

class SideScope implements FormulaScope {
    private readonly derived = new Map<string, Figure>();

    constructor(
        private readonly definition: MatchDefinition,
        private readonly content: MatchContent,
        private readonly side: string,
        private readonly other: () => SideScope | null,
    ) {}

    item(id: string): ItemDefinition | undefined {
        return this.definition.items.find((one) => one.id === id);
    }

    value(name: string): Figure {
        if (name.startsWith('other.')) return this.other()?.value(name.slice(6)) ?? null;
        if (name === 'bouts_won') return this.content.bouts.filter((bout) => bout.winner === this.side).length;
        const item = this.item(name);
        if (item) return valueOf(item, this.content.sides[this.side]?.items[name]);
        const rule = this.definition.derived.find((one) => one.id === name);
        if (!rule) return null;
        if (!this.derived.has(name)) this.derived.set(name, evaluate(rule.formula, this));
        return this.derived.get(name) ?? null;
    }

    points(id: string): Figure {
        const item = this.item(id);
        return item ? pointsOf(item, this.content.sides[this.side]?.items[id]) : null;
    }

    field(call: string, id: string, args: number[]): Figure {
        const shared = this.definition.shared.find((one) => one.id === id);
        const state = this.content.shared[id] ?? [];
        if (!shared) return null;
        return shared.kind === 'grid'
            ? onGrid(call, shared, state as Cells, this.side, args)
            : onStacks(call, shared, state as string[][], this.side, args);
    }

    get out(): boolean {
        const one = this.content.sides[this.side];
        if (one && one.status !== 'OK') return true;
        return this.definition.items.some((item) => item.dsq_at != null && valueOf(item, one?.items[item.id]) >= Number(item.dsq_at));
    }
}

export function worthOf(definition: MatchDefinition, content: MatchContent): SideWorth[] {
    const scopes = new Map<string, SideScope>();
    for (const side of definition.sides)
        scopes.set(
            side,
            new SideScope(definition, content, side, () => scopes.get(definition.sides.find((one) => one !== side) ?? '') ?? null),
        );
    return definition.sides.map((side) => {
        const scope = scopes.get(side)!;
        const won = scope.out ? undefined : definition.instant_win.find((win) => (evaluate(win.when, scope) ?? 0) !== 0);
        const has_total = definition.derived.some((one) => one.id === 'total');
        const total = scope.out ? 0 : scope.value(has_total ? 'total' : 'bouts_won');
        return {side, total: total === null ? null : Math.round(total * 1e6) / 1e6, instant_win: won?.id ?? null};
    });
}

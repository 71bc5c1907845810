// What a match's sheet would come to with what is entered here: totals while the host cannot be asked, and
// whether a tap would win at once.

import type {MatchContent, MatchDefinition, SharedDefinition} from '../shared/types';
import {add, BeyondThisPage, compare, isZero, truth, whole} from './exact';
import type {Figure, Fraction} from './exact';
import {evaluate} from './formula';
import {isDisqualified, ruled, SheetScope, worthFrom} from './sheet_worth';
import type {Worth} from './sheet_worth';

export interface SideWorth {
    side: string;
    worth: Worth;
    /** The first that holds. */
    instant_win: string | null;
}

type Cells = (string | null)[][];

function onGrid(call: string, shared: SharedDefinition, cells: Cells, side: string, args: Fraction[]): Figure {
    const own = (row: number, col: number) => (cells[row]?.[col] ?? null) === side;
    if (call === 'HAS_LINE') return truth((shared.lines ?? []).some((line) => line.every(([row, col]) => own(row, col))));
    const points = shared.points_by_side?.[side] ?? shared.points;
    if (call === 'CELL_POINTS' && !points) return null;
    const at = args[0]?.above;
    let [count, sum] = [0, whole(0)];
    for (let row = 0; row < (shared.rows ?? 0); row += 1)
        for (let col = 0; col < (shared.cols ?? 0); col += 1) {
            if (!own(row, col)) continue;
            if (call === 'CELL_POINTS') sum = add(sum, ruled(points?.[row]?.[col]) ?? whole(0));
            if ((call === 'ROW_OWNED' && row !== at) || (call === 'COL_OWNED' && col !== at)) continue;
            count += 1;
        }
    return call === 'CELL_POINTS' ? sum : whole(count);
}

function onStacks(call: string, shared: SharedDefinition, stacks: string[][], side: string, args: Fraction[]): Figure {
    const own = (stack: string[]) => whole(stack.filter((one) => one === side).length);
    if (call === 'OWN_COUNT') return stacks.map(own).reduce(add, whole(0));
    const [at_least, full, on_top] = args as [Fraction, Fraction, Fraction];
    const counted = stacks.filter(
        (stack) =>
            compare(own(stack), at_least) >= 0 &&
            (isZero(full) || stack.length >= (shared.cap ?? 0)) &&
            (isZero(on_top) || stack[stack.length - 1] === side),
    );
    return whole(counted.length);
}

function scopeOf(definition: MatchDefinition, content: MatchContent, side: string, other: () => SheetScope | null): SheetScope {
    const bouts_won = whole(content.bouts.filter((bout) => bout.winner === side).length);
    return new SheetScope(definition, content.sides[side]!.items, {bouts_won}, other, (call, id, args) => {
        const shared = definition.shared.find((one) => one.id === id);
        const state = content.shared[id] ?? [];
        if (!shared) return null;
        return shared.kind === 'grid'
            ? onGrid(call, shared, state as Cells, side, args)
            : onStacks(call, shared, state as string[][], side, args);
    });
}

function isOut(definition: MatchDefinition, content: MatchContent, side: string): boolean {
    const {status, items} = content.sides[side]!;
    return status === 'DNS' || status === 'DSQ' || (status === 'OK' && isDisqualified(definition.items, items));
}

/** Who is seen to win at once is asked for a word; of what only the host can reckon nobody is. */
function holds(when: string, scope: SheetScope): boolean {
    try {
        const value = evaluate(when, scope);
        return value !== null && !isZero(value);
    } catch (beyond) {
        if (beyond instanceof BeyondThisPage) return false;
        throw beyond;
    }
}

export function worthOf(definition: MatchDefinition, content: MatchContent): SideWorth[] {
    const scopes = new Map<string, SheetScope>();
    const {sides} = definition;
    const other = (side: string) => (sides.length === 2 ? (scopes.get(sides.find((one) => one !== side)!) ?? null) : null);
    const total = definition.derived.some((one) => one.id === 'total') ? 'total' : 'bouts_won';
    for (const side of sides) scopes.set(side, scopeOf(definition, content, side, () => other(side)));
    return sides.map((side) => {
        const scope = scopes.get(side)!;
        const out = isOut(definition, content, side);
        const won = out ? undefined : definition.instant_win.find((win) => holds(win.when, scope));
        return {side, worth: worthFrom(() => (out ? whole(0) : scope.total(total))), instant_win: won?.id ?? null};
    });
}

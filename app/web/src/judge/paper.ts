// What a seat fills in: a run's sheet, a match's, a judge's mark of an entry. The outbox knows no more of
// them than is said here. Every value is a plain one: a cell of a grid is the side that has it, a stack its
// sides from the bottom, "red,blue", and so are bouts, "-" where nobody won.

import type {Cell, MatchContent, MatchSheet, Sheet, SheetContent} from '../shared/types';

/** `items.zone`, `sides.red.items.zone`, `shared.board.0.2`, `criteria.new` */
export type FieldPath = string;
export type Value = string | number | boolean | null;
export type Expect = {[object: string]: number};
export type Payload = {[key: string]: unknown};

export interface Entered {
    field: FieldPath;
    value: Value;
}

export interface Paper {
    readonly id: string;
    /** The command that enters values. */
    readonly set_kind: string;
    value(field: FieldPath): Value;
    /** The versions against which these fields are changed; of no field: against which a step is taken. */
    expect(fields: FieldPath[]): Expect;
    /** What the command says. `now` is what the other fields hold. */
    payload(changes: Entered[], now: (field: FieldPath) => Value): Payload;
}

export type Filled = Sheet | MatchSheet | Cell;

const papers = new WeakMap<Filled, Paper>();

export function paperOf(filled: Filled): Paper {
    let paper = papers.get(filled);
    if (!paper) {
        paper = 'criteria' in filled ? cellPaper(filled) : isMatchSheet(filled) ? matchPaper(filled) : runPaper(filled);
        papers.set(filled, paper);
    }
    return paper;
}

export function isMatchSheet(sheet: Sheet | MatchSheet): sheet is MatchSheet {
    return sheet.kind === 'match';
}

export function valueOf(filled: Filled, field: FieldPath): Value {
    return paperOf(filled).value(field);
}

/** The name by which letters call a judge's cell. No sheet has a colon in its name. */
export const cell_prefix = 'mark:';
export const cellId = (cell: {stage: string; entry: string}) => `${cell_prefix}${cell.stage}.${cell.entry}`;

function runPaper(sheet: Sheet): Paper {
    return {
        id: sheet.id,
        set_kind: 'score.set',
        value: (field) =>
            field.startsWith('items.')
                ? ((sheet.content.items[field.slice(6)] ?? null) as Value)
                : ((sheet.content as unknown as {[key: string]: Value})[field] ?? null),
        expect: () => ({[`sheet:${sheet.id}`]: sheet.version}),
        payload(changes) {
            const payload: Payload = {sheet: sheet.id};
            const items: {[id: string]: Value} = {};
            for (const {field, value} of changes) {
                if (field.startsWith('items.')) items[field.slice(6)] = value;
                else payload[field] = value;
            }
            if (Object.keys(items).length > 0) payload['items'] = items;
            return payload;
        },
    };
}

function cellPaper(cell: Cell): Paper {
    return {
        id: cellId(cell),
        set_kind: 'mark.set',
        value(field) {
            const value = cell.criteria[field.slice('criteria.'.length)];
            return value === undefined || value === null ? null : String(value);
        },
        expect: () => ({[cell.object]: cell.version}),
        payload(changes) {
            const payload: Payload = {stage: cell.stage, entry: cell.entry};
            if (changes.length === 0) return payload;
            const criteria: {[id: string]: Value} = {};
            for (const {field, value} of changes) criteria[field.slice('criteria.'.length)] = value;
            return {...payload, criteria};
        },
    };
}

const listed = (text: Value) => (text === null || text === '' ? [] : String(text).split(','));

/** Bouts as one value, and back. */
export const boutsText = (bouts: MatchContent['bouts']) => bouts.map((bout) => bout.winner ?? '-').join(',');
export const boutsOf = (text: Value) => listed(text).map((winner) => ({winner: winner === '-' ? null : winner}));

function matchValue(sheet: MatchSheet, field: FieldPath): Value {
    const [part, of, what, more] = field.split('.');
    if (part === 'bouts') return boutsText(sheet.content.bouts);
    if (part === 'shared') {
        const rows = sheet.content.shared[of!] as (string | null)[][] | undefined;
        const row = rows?.[Number(what)];
        return more === undefined ? (row ?? []).join(',') : (row?.[Number(more)] ?? null);
    }
    const side = sheet.content.sides[of!];
    if (!side) return null;
    if (what === 'items') return (side.items[more!] ?? null) as Value;
    return (side as unknown as {[key: string]: Value})[what!] ?? null;
}

/** Shared state goes out whole, as the field stands with what is changed. */
function sharedState(sheet: MatchSheet, id: string, value: (field: FieldPath) => Value): unknown {
    const shared = sheet.definition.shared.find((one) => one.id === id);
    const numbers = (count: number | undefined) => Array.from({length: count ?? 0}, (_, n) => n);
    if (shared?.kind === 'stacks') return numbers(shared.count).map((stack) => listed(value(`shared.${id}.${stack}`)));
    return numbers(shared?.rows).map((row) => numbers(shared?.cols).map((col) => value(`shared.${id}.${row}.${col}`)));
}

/** What a run's sheet holds with other values in some fields. */
export function runContentWith(sheet: Sheet, value: (field: FieldPath) => Value): Pick<SheetContent, 'status' | 'items' | 'time_ms'> {
    const items: SheetContent['items'] = {};
    for (const item of sheet.definition.items) items[item.id] = value(`items.${item.id}`);
    return {status: value('status') as SheetContent['status'], items, time_ms: value('time_ms') as number | null};
}

/** The same of a match's. */
export function contentWith(sheet: MatchSheet, value: (field: FieldPath) => Value): MatchContent {
    const content: MatchContent = {sides: {}, shared: {}, bouts: boutsOf(value('bouts')), reason: sheet.content.reason};
    for (const side of sheet.definition.sides) {
        const items: MatchContent['sides'][string]['items'] = {};
        for (const item of sheet.definition.items) items[item.id] = value(`sides.${side}.items.${item.id}`);
        content.sides[side] = {
            entry: sheet.content.sides[side]?.entry ?? '',
            status: String(value(`sides.${side}.status`) ?? 'OK') as 'OK',
            items,
            instant_win_ms: null,
            reason: '',
        };
    }
    for (const shared of sheet.definition.shared) content.shared[shared.id] = sharedState(sheet, shared.id, value) as string[][];
    return content;
}

function matchPaper(sheet: MatchSheet): Paper {
    const part = (field: FieldPath) => (field.startsWith('sides.') ? field.split('.')[1]! : 'shared');
    return {
        id: sheet.id,
        set_kind: 'score.set',
        value: (field) => matchValue(sheet, field),
        expect(fields) {
            const expect: Expect = {};
            // Two tablets, one at each side, do not stand in each other's way.
            for (const field of fields) expect[`sheet:${sheet.id}:${part(field)}`] = sheet.versions[part(field)] ?? 0;
            return fields.length > 0 ? expect : {[`sheet:${sheet.id}`]: sheet.version};
        },
        payload(changes, now) {
            if (changes.length === 0) return {sheet: sheet.id};
            const value = (field: FieldPath) => {
                const change = changes.find((one) => one.field === field);
                return change ? change.value : now(field);
            };
            const match: {sides: {[side: string]: {[key: string]: unknown}}; shared: Payload; bouts?: unknown} = {sides: {}, shared: {}};
            for (const change of changes) {
                const [kind, of, what, more] = change.field.split('.');
                if (kind === 'bouts') match.bouts = boutsOf(change.value);
                else if (kind === 'shared') match.shared[of!] = sharedState(sheet, of!, value);
                else {
                    const side = (match.sides[of!] = match.sides[of!] ?? {});
                    if (what === 'items') side['items'] = {...(side['items'] as Payload | undefined), [more!]: change.value};
                    else side[what!] = change.value;
                }
            }
            const given: Payload = {};
            if (Object.keys(match.sides).length > 0) given['sides'] = match.sides;
            if (Object.keys(match.shared).length > 0) given['shared'] = match.shared;
            if (match.bouts !== undefined) given['bouts'] = match.bouts;
            return {sheet: sheet.id, match: given};
        },
    };
}

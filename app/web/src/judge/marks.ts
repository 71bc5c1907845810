// A judge's marks as this page reads them: which figures a criterion takes, what they come to, what is missing.
// The total here is only to see at once; the official one is the host's.

import type {Cell, Criterion, Rubric} from '../shared/types';
import {compareDecimals, readDecimal} from './figures';
import type {Outbox, Value} from './outbox';
import {cellId} from './paper';

/** A criterion of more steps than these takes a number pad or a band. */
const buttons_max = 11;

export const criterionField = (id: string) => `criteria.${id}`;

const decimal = (value: number | string | null): string | null => (value === null ? null : readDecimal(String(value)));
const placesOf = (text: string) => (text.split('.')[1] ?? '').length;

/** a + times·b, exactly, for decimals of a few places. */
export function plus(a: string, b: string, times = 1): string {
    const places = Math.max(placesOf(a), placesOf(b));
    const scale = 10 ** places;
    const sum = Math.round(Number(a) * scale) + times * Math.round(Number(b) * scale);
    return readDecimal((sum / scale).toFixed(places)) ?? '0';
}

/** Every figure that a criterion of few steps takes; null: too many to show. */
export function figuresOf(criterion: Criterion): string[] | null {
    const [min, max, step] = [decimal(criterion.min), decimal(criterion.max), decimal(criterion.step)];
    if (min === null || max === null || step === null || compareDecimals(step, '0') <= 0) return null;
    const figures: string[] = [];
    for (let at = min; compareDecimals(at, max) <= 0; at = plus(at, step)) {
        figures.push(at);
        if (figures.length > buttons_max) return null;
    }
    return figures;
}

export const stepOf = (criterion: Criterion): string => decimal(criterion.step) ?? '1';

/** One step more or less, within the limits; from nothing to the nearest end. */
export function stepped(criterion: Criterion, value: Value, way: 1 | -1): string {
    const [min, max] = [decimal(criterion.min) ?? '0', decimal(criterion.max) ?? '0'];
    const now = value === null ? null : readDecimal(String(value));
    if (now === null) return way > 0 ? min : max;
    const next = plus(now, stepOf(criterion), way);
    return compareDecimals(next, min) < 0 ? min : compareDecimals(next, max) > 0 ? max : next;
}

export type MarkWrong = 'range' | 'step' | null;

export function wrongMark(criterion: Criterion, value: string): MarkWrong {
    const [min, max] = [decimal(criterion.min), decimal(criterion.max)];
    if (min !== null && compareDecimals(value, min) < 0) return 'range';
    if (max !== null && compareDecimals(value, max) > 0) return 'range';
    const step = decimal(criterion.step);
    if (step === null || min === null || compareDecimals(step, '0') <= 0) return null;
    const scale = 10 ** Math.max(placesOf(value), placesOf(step), placesOf(min));
    const over = Math.round(Number(value) * scale) - Math.round(Number(min) * scale);
    return over % Math.round(Number(step) * scale) === 0 ? null : 'step';
}

/** The band that a figure falls into; where two touch, the upper one. */
export function bandAt(criterion: Criterion, value: Value): number {
    const now = value === null ? null : readDecimal(String(value));
    if (now === null) return -1;
    let found = -1;
    criterion.bands.forEach((band, n) => {
        const [from, to] = [decimal(band.from), decimal(band.to)];
        if (from === null || to === null || compareDecimals(now, from) < 0 || compareDecimals(now, to) > 0) return;
        const better = found < 0 || compareDecimals(from, decimal(criterion.bands[found]!.from) ?? '0') > 0;
        if (better) found = n;
    });
    return found;
}

export type Progress = 'none' | 'draft' | 'complete' | 'submitted' | 'recused';

export interface MyMark {
    id: string;
    cell: Cell;
    rubric: Rubric;
    values: {[criterion: string]: string | null};
    missing: Criterion[];
    wrong: Criterion[];
    /** What is there so far. */
    total: string;
    progress: Progress;
}

export function markOf(cell: Cell, rubric: Rubric, outbox: Outbox): MyMark {
    const mark: MyMark = {id: cellId(cell), cell, rubric, values: {}, missing: [], wrong: [], total: '0', progress: 'none'};
    for (const criterion of rubric.criteria) {
        const given = outbox.current(cell, criterionField(criterion.id));
        const value = given === null ? null : readDecimal(String(given));
        mark.values[criterion.id] = value;
        if (value === null) mark.missing.push(criterion);
        else {
            if (wrongMark(criterion, value) !== null) mark.wrong.push(criterion);
            mark.total = plus(mark.total, weighted(criterion, value));
        }
    }
    if (cell.state === 'submitted') mark.progress = cell.recused ? 'recused' : 'submitted';
    else if (mark.missing.length === rubric.criteria.length) mark.progress = 'none';
    else mark.progress = mark.missing.length + mark.wrong.length > 0 ? 'draft' : 'complete';
    return mark;
}

function weighted(criterion: Criterion, value: string): string {
    const weight = decimal(criterion.weight);
    if (weight === null || weight === '1') return value;
    const places = placesOf(value) + placesOf(weight);
    return readDecimal((Number(value) * Number(weight)).toFixed(places)) ?? value;
}

export type Order = 'number' | 'total' | 'missing' | string;

const by_number = (a: MyMark, b: MyMark) =>
    (a.cell.number ?? a.cell.entry).localeCompare(b.cell.number ?? b.cell.entry, 'vi', {numeric: true});
const urgency: Progress[] = ['none', 'draft', 'complete', 'submitted', 'recused'];

/** By number, by total, by what is still to do, or by a criterion's figure; figures from the highest. */
export function sorted(marks: MyMark[], order: Order): MyMark[] {
    const figure = (mark: MyMark) => (order === 'total' ? (mark.missing.length < mark.rubric.criteria.length ? mark.total : null) : (mark.values[order] ?? null));
    return marks.slice().sort((a, b) => {
        if (order === 'number') return by_number(a, b);
        if (order === 'missing') return urgency.indexOf(a.progress) - urgency.indexOf(b.progress) || by_number(a, b);
        const [one, other] = [figure(a), figure(b)];
        if (one === null || other === null) return Number(one === null) - Number(other === null) || by_number(a, b);
        return compareDecimals(other, one) || by_number(a, b);
    });
}

/** Entries that are still to be marked or submitted. */
export const unfinished = (marks: MyMark[]) => marks.filter((mark) => mark.progress === 'none' || mark.progress === 'draft' || mark.progress === 'complete');

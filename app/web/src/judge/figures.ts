// Reading what a referee types, and saying what would be right. Figures stay decimal text: no value
// passes through binary floating point.

import type {ItemDefinition} from '../shared/types';
import type {JudgeWordKey} from './words';

export type Wrong = {key: JudgeWordKey; args?: {[name: string]: string | number}};

/** "12,50" → "12.5"; null: no number. */
export function readDecimal(text: string): string | null {
    const parts = /^([+\-−]?)(\d{1,12})(?:[.,](\d{0,9}))?$/.exec(text.trim());
    if (!parts) return null;
    const whole = parts[2]!.replace(/^0+(?=\d)/, '');
    const decimals = (parts[3] ?? '').replace(/0+$/, '');
    const sign = (parts[1] === '-' || parts[1] === '−') && (whole !== '0' || decimals !== '') ? '-' : '';
    return sign + whole + (decimals ? `.${decimals}` : '');
}

/** Below 0, 0 or above 0, exactly, for decimals as readDecimal gives them. */
export function compareDecimals(a: string, b: string): number {
    const [na, nb] = [a.startsWith('-'), b.startsWith('-')];
    if (na !== nb) return na ? -1 : 1;
    const [wa = '', fa = ''] = a.replace('-', '').split('.');
    const [wb = '', fb = ''] = b.replace('-', '').split('.');
    const length = Math.max(fa.length, fb.length);
    const [da, db] = [wa.padStart(20, '0') + fa.padEnd(length, '0'), wb.padStart(20, '0') + fb.padEnd(length, '0')];
    const order = da < db ? -1 : da > db ? 1 : 0;
    return na ? -order : order;
}

const bound = (value: ItemDefinition['min']): string | null =>
    value === null || value === undefined ? null : readDecimal(String(value));

/** The limits of an item; counts begin at 0. */
export function limits(item: ItemDefinition): {min: string | null; max: string | null} {
    const counted = item.kind === 'count' || item.kind === 'table' || item.kind === 'penalty';
    return {min: bound(item.min) ?? (counted ? '0' : null), max: bound(item.max)};
}

/** What is wrong with a typed figure of that item; null: nothing. */
export function wrongWith(item: ItemDefinition, value: string): Wrong | null {
    const {min, max} = limits(item);
    if (min !== null && compareDecimals(value, min) < 0)
        return max === null ? {key: 'range_min', args: {min}} : {key: 'range', args: {min, max}};
    if (max !== null && compareDecimals(value, max) > 0)
        return min === null ? {key: 'range_max', args: {max}} : {key: 'range', args: {min, max}};
    const decimals = item.kind === 'number' ? (item.decimals ?? 9) : 0;
    if ((value.split('.')[1] ?? '').length > decimals) return {key: 'decimals', args: {n: decimals}};
    return null;
}

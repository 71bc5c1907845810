// Names of things in the language of the page.

import type {Lang} from './format';
import {duration, figure} from './format';
import type {Contest, Entry, Field, Match, Standings} from './types';
import {hasWord, textOf, words} from './words';

export function entryName(entry: Entry | undefined, id: string): string {
    return entry?.name || id;
}

/** "12 · THCS Lê Quý Đôn" */
export function entryOrigin(entry: Entry | undefined): string {
    if (!entry) return '';
    return [entry.organization, entry.district].filter(Boolean).join(' · ');
}

/** A field's own name where it has one ("Sân 1"), else "Sân 1" from its id F1. */
export function fieldName(field: Field | undefined, id: string, lang: Lang): string {
    const name = textOf(field?.name, lang);
    if (name && name !== id && /[^\d\s]/.test(name)) return name;
    return words(lang, 'field', {field: (name || id).replace(/^F(?=\d+$)/, '')});
}

export function divisionName(contest: Contest | undefined, id: string, lang: Lang): string {
    return textOf(contest?.divisions.find((division) => division.id === id)?.name, lang) || id;
}

export function stageName(contest: Contest | undefined, id: string, lang: Lang): string {
    return textOf(contest?.stages.find((stage) => stage.id === id)?.name, lang) || id;
}

/** "Bảng đấu G1 · lượt đấu 2", "Tứ kết 3". */
export function matchPlace(contest: Contest | undefined, match: Match, all: ReadonlyMap<string, Match>, lang: Lang): string {
    const round = match.round ?? 0;
    const format = contest?.stages.find((stage) => stage.id === match.stage)?.format ?? '';
    if (!/elimination/.test(format)) {
        const n = round > 0 ? words(lang, 'match_round', {n: round}) : '';
        return [match.group ? words(lang, 'group', {group: match.group}) : '', n].filter(Boolean).join(' · ');
    }
    const branch = /^(WB|LB)(.*)$/.exec(match.name);
    if (branch) return words(lang, branch[1] === 'WB' ? 'match_winners' : 'match_losers', {name: branch[2]!});
    if (match.name === 'T') return words(lang, 'match_third');
    if (match.name === 'GF1' || match.name === 'GF2') return words(lang, match.name === 'GF1' ? 'match_grand' : 'match_grand_reset');
    const alike = Array.from(all.values()).filter(
        (one) => one.stage === match.stage && one.division === match.division && one.round === match.round && one.name !== 'T',
    ).length;
    if (alike === 1) return words(lang, 'match_final');
    const name = alike === 2 ? words(lang, 'match_semi') : alike === 4 ? words(lang, 'match_quarter') : words(lang, 'match_of', {count: alike, teams: alike * 2});
    return [name, match.name.split('-')[1] ?? ''].filter(Boolean).join(' ');
}

/** A ranking key in words; one that nobody has words for stays as the rules write it. */
export function keyName(standings: Standings, key: string, lang: Lang): string {
    const given = standings.names?.[key];
    if (given) return textOf(given, lang);
    if (key.startsWith('decision')) return words(lang, 'why_decision');
    const numbered = /^(best|time_of_best)_(\d+)$/.exec(key);
    if (numbered) return words(lang, numbered[1] === 'best' ? 'key_best' : 'key_time_of_best', {n: numbered[2]!});
    if (key === 'sum_time_ms') return words(lang, 'key_sum_time');
    if (key === 'min_time_ms') return words(lang, 'key_min_time');
    const folded = /^(sum|mean)_(.+)$/.exec(key);
    if (folded)
        return words(lang, folded[1] === 'sum' ? 'key_sum' : 'key_mean', {key: keyName(standings, folded[2]!, lang)});
    const own = `key_${key}`;
    return hasWord(own) ? words(lang, own) : key;
}

/** A ranking key's value: times as times, figures as figures. */
export function keyValue(key: string, value: string | null, lang: Lang): string {
    if (value !== null && /(^|_)time(_ms$|_of_best_\d+$)/.test(key) && /^-?\d+$/.test(value))
        return duration(Number(value), lang);
    return figure(value, lang);
}

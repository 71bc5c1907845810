// An elimination's matches as a bracket is drawn: branches, in each the rounds, in each the places from the top.

import type {Contest, Match} from './types';

export interface Round {
    matches: Match[];
}

export interface Branch {
    /** Empty where there is only one. */
    id: '' | 'WB' | 'LB' | 'GF';
    rounds: Round[];
}

const branchOf = (match: Match): Branch['id'] => {
    const name = /^(WB|LB|GF)/.exec(match.name);
    return name ? (name[1] as Branch['id']) : '';
};

/** Its place in the round, from 1; the match for the third place stands after the final. */
export function placeInRound(match: Match): number {
    if (match.name === 'T') return 2;
    const numbers = /(\d+)$/.exec(match.name);
    return numbers ? Number(numbers[1]) : 1;
}

const is_played = (match: Match) => match.sides.every((side) => side.entry !== null) || match.state !== 'planned' || match.result !== null;

/** Divisions and stages that have a bracket. */
export function bracketStages(contest: Contest | undefined, matches: ReadonlyMap<string, Match>): string[] {
    return (contest?.stages ?? [])
        .filter((stage) => /elimination/.test(stage.format) && Array.from(matches.values()).some((match) => match.stage === stage.id))
        .map((stage) => stage.id);
}

export function branchesOf(all: ReadonlyMap<string, Match>, stage: string, division: string): Branch[] {
    const own = Array.from(all.values()).filter((match) => match.stage === stage && match.division === division);
    const last = own.reduce((most, match) => Math.max(most, match.name === 'T' ? 0 : (match.round ?? 0)), 0);
    const branches = new Map<Branch['id'], Map<number, Match[]>>();
    for (const match of own) {
        // Played only where the lower side wins the first: nothing to be seen before it is known.
        if (match.name === 'GF2' && !is_played(match)) continue;
        const rounds = branches.get(branchOf(match)) ?? new Map<number, Match[]>();
        const round = match.name === 'T' ? last : (match.round ?? 0);
        rounds.set(round, (rounds.get(round) ?? []).concat(match));
        branches.set(branchOf(match), rounds);
    }
    return (['', 'WB', 'LB', 'GF'] as const)
        .filter((id) => branches.has(id))
        .map((id) => ({
            id,
            rounds: Array.from(branches.get(id)!.entries())
                .sort(([a], [b]) => a - b)
                .map(([, matches]) => ({matches: matches.sort((a, b) => placeInRound(a) - placeInRound(b))})),
        }));
}

const columns_max = 3;

/**
 * A branch in pieces that fit a wall: at most so many matches in a column, three columns. The first rounds in
 * blocks from the top, then what is left of it whole.
 */
export function pagesOf(branch: Branch, matches_max: number): Branch[] {
    const pages: Branch[] = [];
    let at = 0;
    while (at < branch.rounds.length) {
        const rounds = branch.rounds.slice(at, at + columns_max);
        const most = rounds[0]!.matches.length;
        const blocks = Math.ceil(most / matches_max);
        for (let block = 0; block < blocks; block += 1)
            pages.push({
                id: branch.id,
                rounds: rounds
                    .map((round) => {
                        const share = Math.max(1, Math.ceil(round.matches.length / blocks));
                        return {matches: round.matches.slice(block * share, block * share + share)};
                    })
                    .filter((round) => round.matches.length > 0),
            });
        if (at + columns_max >= branch.rounds.length) break;
        at += blocks > 1 ? 2 : columns_max;
    }
    return pages;
}

const by_name = (a: Match, b: Match) => a.id.localeCompare(b.id, 'vi', {numeric: true});

/** Matches that are still to be played and whose sides are known, in the order of the stages and rounds. */
export function nextMatches(contest: Contest | undefined, all: ReadonlyMap<string, Match>): Match[] {
    const stages = (contest?.stages ?? []).map((stage) => stage.id);
    return Array.from(all.values())
        .filter((match) => match.state === 'planned' && match.result === null && !match.decided && match.sides.every((side) => side.entry !== null))
        .sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage) || (a.round ?? 0) - (b.round ?? 0) || by_name(a, b));
}

// A bracket: its rounds beside each other, each match with both its sides, the winner marked by sign and weight.

import {figure} from './format';
import type {Branch} from './bracket';
import {entryName, matchPlace} from './names';
import {useContest, useEntries, usePage, useWords} from './page';
import type {Match} from './types';

function MatchBox({match, pinned}: {match: Match; pinned: string[]}) {
    const {lang, say} = useWords();
    const entries = useEntries();
    const live = match.state === 'running' || match.state === 'called';
    return (
        <li class={`bracket-match${live ? ' bracket-live' : ''}`} data-match={match.id}>
            {match.name === 'T' ? <small class="bracket-third">{say('match_third')}</small> : null}
            {live ? <em class="bracket-now">{say(`run_${match.state === 'running' ? 'running' : 'called'}`)}</em> : null}
            {match.sides.map((side, index) => {
                const won = match.winner !== null && match.winner === side.side;
                const name = side.entry === null ? say('match_waiting') : entryName(entries.get(side.entry), side.entry);
                const own = side.entry !== null && pinned.includes(side.entry);
                return (
                    <p key={side.side} class={`bracket-side${won ? ' won' : ''}${own ? ' own' : ''}${side.entry === null ? ' soft' : ''}`}>
                        <span class={`side-${index === 0 ? 'red' : 'blue'}`} aria-label={say(index === 0 ? 'side_red' : 'side_blue')} role="img">
                            {index === 0 ? '■' : '▲'}
                        </span>
                        <span class="bracket-team">
                            {name}
                            {won ? <span class="bracket-won"> ✓<span class="hidden"> {say('bracket_won')}</span></span> : null}
                        </span>
                        <span class="figures">{side.total === null ? '' : figure(side.total, lang)}</span>
                    </p>
                );
            })}
        </li>
    );
}

/** "Tứ kết" over its matches; in a branch of its own the branch's word and the round's number. */
function useRoundName(): (branch: Branch, round: number) => string {
    const {store} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    return (branch, round) => {
        const match = branch.rounds[round]!.matches[0]!;
        if (branch.id === 'WB' || branch.id === 'LB') return say('bracket_round', {n: /^[WL]B(\d+)/.exec(match.name)?.[1] ?? round + 1});
        const named = matchPlace(contest, match, store.all<Match>('matches'), lang);
        return branch.id === 'GF' ? named : named.replace(/ \d+$/, '');
    };
}

export function BracketBranch({branch, pinned = []}: {branch: Branch; pinned?: string[]}) {
    const {say} = useWords();
    const round_name = useRoundName();
    const name = branch.id === 'WB' ? say('bracket_winners') : branch.id === 'LB' ? say('bracket_losers') : '';
    return (
        <section class="bracket-branch">
            <h3 class={name ? undefined : 'hidden'}>{name || say('bracket')}</h3>
            <div class="bracket" tabIndex={0} role="region" aria-label={name || say('bracket')}>
                {branch.rounds.map((round, n) => (
                    <section key={n} class="bracket-round">
                        <h4>{round_name(branch, n)}</h4>
                        <ol>
                            {round.matches.map((match) => (
                                <MatchBox key={match.id} match={match} pinned={pinned} />
                            ))}
                        </ol>
                    </section>
                ))}
            </div>
        </section>
    );
}

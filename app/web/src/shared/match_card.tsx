// A match on its field, and one that is over: red against blue, told apart by word and mark as well.

import {ClockFace} from './clock_face';
import {figure} from './format';
import {divisionName, entryName, entryOrigin, fieldName, matchPlace} from './names';
import {useContest, useEntries, usePage, useWords} from './page';
import type {Field, Match, MatchSide} from './types';
import type {Words} from './page';

/** The first side is the red one, whatever the rules call it. */
function SideName({index}: {index: number}) {
    const {say} = useWords();
    return (
        <span class={`side-name side-${index === 0 ? 'red' : 'blue'}`}>
            <span class="side-mark" aria-hidden="true">
                {index === 0 ? '■' : '▲'}
            </span>{' '}
            {say(index === 0 ? 'side_red' : 'side_blue')}
        </span>
    );
}

/** Who won, or that nobody did; nothing before it is published. */
export function verdict(match: Match, {say, text}: Pick<Words, 'say' | 'text'>): string {
    if (!match.decided) return '';
    if (match.winner === null)
        return say(match.sides.every((side) => side.status !== null && side.status !== 'OK') ? 'match_nobody' : 'match_draw');
    const red = match.sides[0]?.side === match.winner;
    const won = say('match_won', {side: `${red ? '■' : '▲'} ${say(red ? 'side_red' : 'side_blue')}`});
    const by = match.decided_by ?? '';
    if (by.startsWith('instant_win:'))
        return `${won}: ${say('by_instant_win', {name: text(match.decided_by_name) || by.slice('instant_win:'.length)})}`;
    if (by.startsWith('decision:')) return `${won}: ${say('by_decision')}`;
    if (by === 'bouts_won') return `${won}: ${say('by_bouts_won')}`;
    return by === 'status' ? `${won}: ${say('by_status')}` : won;
}

function Side({match, side, index}: {match: Match; side: MatchSide; index: number}) {
    const {lang, say} = useWords();
    const entry = useEntries().get(side.entry ?? '');
    const won = match.winner !== null && match.winner === side.side;
    const out = side.status === 'DNS' || side.status === 'DSQ' ? side.status : null;
    return (
        <div class={`match-side match-side-${index === 0 ? 'red' : 'blue'}${won ? ' won' : ''}`} data-side={side.side}>
            <SideName index={index} />
            <strong class="match-team">{side.entry === null ? say('match_waiting') : entryName(entry, side.entry)}</strong>
            <small class="match-origin">{entryOrigin(entry)}</small>
            {out ? <em class="match-out">{say(`status_${out}`)}</em> : null}
            {side.total !== null ? <span class="match-total">{figure(side.total, lang)}</span> : null}
        </div>
    );
}

export function MatchCard({field, match}: {field: Field; match: Match}) {
    const {store} = usePage();
    const said = useWords();
    const {lang, say} = said;
    const contest = useContest();
    const over = verdict(match, said);
    const place = matchPlace(contest, match, store.all<Match>('matches'), lang);
    return (
        <article class={`card run-card match-card run-${match.state}`} data-field={field.id} data-match={match.id}>
            <header class="run-head">
                <h3 class="run-field">{fieldName(field, field.id, lang)}</h3>
                <span class={`chip chip-${match.state}`}>{say(match.state === 'planned' ? 'next_up' : `run_${match.state}`)}</span>
            </header>
            <p class="run-about">{[place, divisionName(contest, match.division, lang)].filter(Boolean).join(' · ')}</p>
            {over ? <p class="match-verdict">{over}</p> : match.clock ? <ClockFace clock={match.clock} /> : null}
            <div class="match-sides">
                {match.sides.map((side, index) => (
                    <Side key={side.side} match={match} side={side} index={index} />
                ))}
            </div>
            {match.provisional ? (
                <p class="match-provisional" title={say('provisional_hint')}>
                    <em class="provisional">{say('total_provisional')}</em>
                </p>
            ) : null}
        </article>
    );
}

/** What was published of a stage's matches in a division, in the order of their names. */
export function MatchResults({stage, division}: {stage: string; division: string}) {
    const {store} = usePage();
    const said = useWords();
    const {lang, say} = said;
    const contest = useContest();
    const entries = useEntries();
    const all = store.all<Match>('matches');
    const shown = Array.from(all.values())
        .filter((match) => match.result !== null && match.stage === stage && match.division === division)
        .sort((a, b) => a.id.localeCompare(b.id, 'vi', {numeric: true}));
    if (shown.length === 0) return null;
    return (
        <section class="card match-results">
            <h3>{say('match_results')}</h3>
            <ul>
                {shown.map((match) => (
                    <li key={match.id} data-match={match.id}>
                        <p class="run-about">{matchPlace(contest, match, all, lang)}</p>
                        {match.sides.map((side, index) => (
                            <p key={side.side} class={`match-line${match.winner === side.side ? ' won' : ''}`}>
                                <SideName index={index} />
                                <span class="match-team">{entryName(entries.get(side.entry ?? ''), side.entry ?? '')}</span>
                                <span class="match-total">{figure(side.total, lang)}</span>
                            </p>
                        ))}
                        <p class="match-why">{verdict(match, said)}</p>
                    </li>
                ))}
            </ul>
        </section>
    );
}

// One ranking, each place with its reason on tap.

import {useState} from 'preact/hooks';

import {figure} from './format';
import {divisionName, entryName, entryOrigin, keyName, keyValue} from './names';
import {useContest, useEntries, usePage, useWords} from './page';
import type {Standings, StandingRow} from './types';
import type {Words} from './page';
import {hasWord} from './words';

/** The sentence that explains a place: the host's own, else made from what decided it. */
export function reasonOf(standings: Standings, row: StandingRow, first: boolean, words: Words): string {
    const given = words.text(row.reason);
    if (given) return given;
    if (row.decided_by === null) return words.say(first ? 'why_first' : 'why_tied');
    if (row.decided_by.startsWith('decision')) return words.say('why_decision');
    return words.say('why_by', {key: keyName(standings, row.decided_by, words.lang)});
}

export function totalOf(row: StandingRow): {key: string; value: string | null} {
    const key = 'agg' in row.values ? 'agg' : (Object.keys(row.values)[0] ?? '');
    return {key, value: row.values[key] ?? null};
}

export function StandingsTable({standings, limit}: {standings: Standings; limit?: number}) {
    const {preferences} = usePage();
    const contest = useContest();
    const entries = useEntries();
    const words = useWords();
    const [open, setOpen] = useState<string | null>(null);
    const pins = contest ? preferences.pinned(contest.id) : [];
    const {lang, say} = words;
    const rows = limit ? standings.rows.slice(0, limit) : standings.rows;
    const attempts = rows.reduce((most, row) => Math.max(most, row.runs?.length ?? 0), 0);
    const unranked = (standings.unranked ?? []).map((one) => (typeof one === 'string' ? {entry: one} : one));
    const title = [
        divisionName(contest, standings.division, lang),
        standings.group ? say('group', {group: standings.group}) : '',
    ]
        .filter(Boolean)
        .join(' · ');
    return (
        <section class="card standings" data-standings={`${standings.stage}/${standings.division}`}>
            <header class="standings-head">
                <h3>{title}</h3>
                <span class={`chip chip-${standings.state}`}>{say(`state_${standings.state}`)}</span>
            </header>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="place">
                            {say('place')}
                        </th>
                        <th scope="col">{say('team')}</th>
                        {attempts > 1 ? (
                            <th scope="col" class="runs">
                                {say('runs')}
                            </th>
                        ) : null}
                        <th scope="col" class="total">
                            {say('total')}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row, index) => {
                        const entry = entries.get(row.entry);
                        const name = entryName(entry, row.entry);
                        const total = totalOf(row);
                        const is_open = open === row.entry;
                        const classes = ['row', `place-${row.place}`];
                        if (is_open) classes.push('open');
                        if (pins.includes(row.entry)) classes.push('pinned');
                        return [
                            <tr key={row.entry} class={classes.join(' ')} onClick={() => setOpen(is_open ? null : row.entry)}>
                                <td class="place">
                                    <span class="place-mark">{row.place}</span>
                                </td>
                                <th scope="row" class="team">
                                    <span class="team-name">
                                        {entry?.number ? <span class="number">{entry.number}</span> : null}
                                        {name}
                                    </span>
                                    <span class="team-origin">{entryOrigin(entry)}</span>
                                    {standings.promoted?.includes(row.entry) ? (
                                        <span class="promoted">{say('promoted')}</span>
                                    ) : null}
                                    <button
                                        type="button"
                                        class="why"
                                        aria-expanded={is_open}
                                        aria-label={say('why_of', {name, place: row.place})}
                                    >
                                        {say('why')}
                                    </button>
                                </th>
                                {attempts > 1 ? (
                                    <td class="runs">
                                        {(row.runs ?? []).map((run, n) => (
                                            <span key={n}>{figure(run, lang)}</span>
                                        ))}
                                    </td>
                                ) : null}
                                <td class="total">{keyValue(total.key, total.value, lang)}</td>
                            </tr>,
                            is_open ? (
                                <tr key={`${row.entry}?`} class="reason">
                                    <td colSpan={attempts > 1 ? 4 : 3}>
                                        <p>{reasonOf(standings, row, index === 0, words)}</p>
                                        {row.score ? <p class="soft">{words.text(row.score)}</p> : null}
                                        <dl>
                                            {Object.keys(row.values).map((key) => (
                                                <div key={key} class={key === row.decided_by ? 'decided' : undefined}>
                                                    <dt>{keyName(standings, key, lang)}</dt>
                                                    <dd>{keyValue(key, row.values[key] ?? null, lang)}</dd>
                                                </div>
                                            ))}
                                        </dl>
                                    </td>
                                </tr>
                            ) : null,
                        ];
                    })}
                </tbody>
            </table>
            {unranked.length > 0 && !limit ? (
                <details class="unranked">
                    <summary>
                        {say('unranked')} ({unranked.length})
                    </summary>
                    <ul>
                        {unranked.map((one) => {
                            const why = `unranked_${'why' in one ? one.why : ''}`;
                            return (
                                <li key={one.entry}>
                                    {entryName(entries.get(one.entry), one.entry)}
                                    {hasWord(why) ? <span class="soft"> – {say(why)}</span> : null}
                                </li>
                            );
                        })}
                    </ul>
                </details>
            ) : null}
        </section>
    );
}

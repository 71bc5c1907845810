// What a wall shows, a page at a time.

import type {RefObject} from 'preact';
import {useEffect, useLayoutEffect, useRef, useState} from 'preact/hooks';

import {figure, timeOfDay} from '../shared/format';
import {LiveCards} from '../shared/live_cards';
import {divisionName, entryName, entryOrigin, fieldName, keyValue, stageName} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import {totalOf} from '../shared/standings_table';
import {TeamNames} from '../shared/team_names';
import {coming} from '../shared/timetable';
import type {Coming} from '../shared/timetable';
import type {Field, Standings} from '../shared/types';
import {pageTimeMs} from './wall_size';

/** Which of `count` pages is up; each stays as long as its rows take to read. */
export function usePages(count: number, rows: number): number {
    const [at, setAt] = useState(0);
    useEffect(() => {
        if (count <= 1) return undefined;
        const timer = setInterval(() => setAt((n) => n + 1), pageTimeMs(rows));
        return () => clearInterval(timer);
    }, [count, rows]);
    return count > 0 ? at % count : 0;
}

/**
 * How many rows are really shown: long names wrap, and a row that hangs out of the picture is worse than
 * one more page. Starts anew when there is other room.
 */
export function useFit(rows: number): {rows: number; fit: RefObject<HTMLElement | null>} {
    const fit = useRef<HTMLElement>(null);
    const [fewer, setFewer] = useState({rows, by: 0});
    const by = fewer.rows === rows ? fewer.by : 0;
    useLayoutEffect(() => {
        const section = fit.current;
        const room = section?.parentElement;
        if (section && room && rows - by > 2 && section.getBoundingClientRect().bottom > room.getBoundingClientRect().bottom + 1)
            setFewer({rows, by: by + 1});
    });
    return {rows: rows - by, fit};
}

export function WallLive() {
    const {say} = useWords();
    return (
        <div class="wall-live">
            <h2 class="hidden">{say('live')}</h2>
            <LiveCards />
        </div>
    );
}

export function StandingsPages({all, rows: rows_max}: {all: Standings[]; rows: number}) {
    const {rows, fit} = useFit(rows_max);
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const pages = all.reduce<{standings: Standings; from: number; count: number}[]>((list, standings) => {
        const count = Math.ceil(standings.rows.length / rows);
        for (let n = 0; n < count; n += 1) list.push({standings, from: n * rows, count});
        return list;
    }, []);
    const at = usePages(pages.length, rows);
    const page = pages[at];
    if (!page) return <p class="wall-message">{say('standings_none')}</p>;
    const {standings, from} = page;
    const key = `${standings.stage} ${standings.division} ${standings.group ?? ''} ${from}`;
    return (
        <section class="wall-standings" key={key} ref={fit}>
            <header>
                <h2>
                    {divisionName(contest, standings.division, lang)}
                    {standings.group ? ` · ${say('group', {group: standings.group})}` : ''}
                </h2>
                <p>
                    {stageName(contest, standings.stage, lang)}{' '}
                    <span class={`chip chip-${standings.state}`}>{say(`state_${standings.state}`)}</span>{' '}
                    {page.count > 1 ? say('page_of', {n: Math.floor(from / rows) + 1, count: page.count}) : ''}
                </p>
            </header>
            <table>
                <thead class="hidden">
                    <tr>
                        <th scope="col">{say('place')}</th>
                        <th scope="col">{say('team')}</th>
                        <th scope="col">{say('runs')}</th>
                        <th scope="col">{say('total')}</th>
                    </tr>
                </thead>
                <tbody>
                    {standings.rows.slice(from, from + rows).map((row) => {
                        const entry = entries.get(row.entry);
                        const total = totalOf(row);
                        return (
                            <tr key={row.entry} class={`place-${row.place}`}>
                                <td class="place">
                                    <span class="place-mark">{row.place}</span>
                                </td>
                                <th scope="row">
                                    <strong>{entryName(entry, row.entry)}</strong> <span class="soft">{entryOrigin(entry)}</span>
                                </th>
                                <td class="runs">
                                    {(row.runs ?? []).map((run, n) => (
                                        <span key={n}>{figure(run, lang)}</span>
                                    ))}
                                </td>
                                <td class="total">{keyValue(total.key, total.value, lang)}</td>
                            </tr>
                        );
                    })}
                </tbody>
            </table>
        </section>
    );
}

export function NextPages({rows: rows_max, stage, division}: {rows: number; stage: string; division: string}) {
    const {rows, fit} = useFit(rows_max);
    const {store, clock} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const fields = store.all<Field>('fields');
    const divisionOf = (one: Coming) => one.match?.division ?? entries.get(one.entries[0] ?? '')?.division;
    const wanted = coming(store, clock.now()).filter(
        (one) => (stage === '' || one.stage === stage) && (division === '' || divisionOf(one) === division),
    );
    // What comes after the next two pages is of no use to anybody in the hall.
    const shown = wanted.slice(0, rows * 2);
    const at = usePages(Math.ceil(shown.length / rows), rows);
    if (shown.length === 0) return <p class="wall-message">{say('no_next')}</p>;
    return (
        <section class="wall-standings wall-next" key={at} ref={fit}>
            <header>
                <h2>{say('next_up')}</h2>
            </header>
            <table>
                <thead class="hidden">
                    <tr>
                        <th scope="col">{say('time_col')}</th>
                        <th scope="col">{say('team')}</th>
                        <th scope="col">{say('field_col')}</th>
                    </tr>
                </thead>
                <tbody>
                    {shown.slice(at * rows, at * rows + rows).map((one) => (
                        <tr key={one.id} data-match={one.match?.id}>
                            <td class="figures when">{one.at_ms === null ? '' : timeOfDay(one.at_ms, contest?.utc_offset_min ?? 0)}</td>
                            <th scope="row">
                                <TeamNames match={one.match} entries={one.entries} />
                            </th>
                            <td class="total">{one.slot ? fieldName(fields.get(one.slot.field), one.slot.field, lang) : ''}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

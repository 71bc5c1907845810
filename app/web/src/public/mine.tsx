// My teams: found without accents, kept on this device, with what comes next for them.

import {useMemo, useState} from 'preact/hooks';

import {fold, matches} from '../shared/fold';
import {bound, duration, figure, timeOfDay} from '../shared/format';
import {Icon} from '../shared/icons';
import {divisionName, entryName, entryOrigin, fieldName, matchPlace, stageName} from '../shared/names';
import {useBeat, useContest, useEntries, usePage, useWords} from '../shared/page';
import {verdict} from '../shared/match_card';
import {reasonOf} from '../shared/standings_table';
import {coming} from '../shared/timetable';
import type {Coming} from '../shared/timetable';
import type {Contest, Entry, Field, Match, Run, RunResult, Standings} from '../shared/types';

const found_max = 12;

function PinButton({contest, entry, id}: {contest: Contest; entry: Entry | undefined; id: string}) {
    const {preferences} = usePage();
    const {say} = useWords();
    const pinned = preferences.pinned(contest.id).includes(id);
    const name = entryName(entry, id);
    return (
        <button
            type="button"
            class="pin"
            aria-pressed={pinned}
            aria-label={say(pinned ? 'unpin' : 'pin', {name})}
            onClick={() => preferences.togglePin(contest.id, id)}
        >
            <Icon name="mine" filled={pinned} />
            <span>{say(pinned ? 'unpin_short' : 'pin_short')}</span>
        </button>
    );
}

export function MineView() {
    const {preferences} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const [text, setText] = useState('');
    useBeat(1000);
    const index = useMemo(
        () =>
            Array.from(entries.values())
                .map((entry) => ({
                    entry,
                    name: fold(entry.name),
                    folded: fold([entry.number, entry.name, entry.organization, entry.district].filter(Boolean).join(' ')),
                }))
                .sort((a, b) => a.entry.name.localeCompare(b.entry.name, 'vi', {numeric: true})),
        [entries],
    );
    if (!contest) return null;
    const query = fold(text);
    const all_found = query === '' ? [] : index.filter((one) => matches(one.folded, query));
    // Whose own name it is comes before whose school it is.
    const found = all_found
        .filter((one) => matches(one.name, query))
        .concat(all_found.filter((one) => !matches(one.name, query)));
    const pins = preferences.pinned(contest.id);
    return (
        <div class="mine-view">
            <h2 class="hidden">{say('mine')}</h2>
            <div class="search">
                <Icon name="search" />
                <input
                    type="search"
                    value={text}
                    aria-label={say('search')}
                    placeholder={say('search')}
                    autocomplete="off"
                    spellcheck={false}
                    maxLength={80}
                    onInput={(event) => setText(event.currentTarget.value)}
                />
            </div>
            <p class="hint">{say('search_hint')}</p>
            <div role="status">
                {query !== '' && found.length === 0 ? <p class="empty card">{say('search_none', {text: text.trim()})}</p> : null}
            </div>
            {found.length > 0 ? (
                <ul class="card found">
                    {found.slice(0, found_max).map(({entry}) => (
                        <li key={entry.id}>
                            <span class="who">
                                <strong>
                                    {entry.number ? <span class="number">{entry.number}</span> : null}
                                    {entry.name}
                                </strong>
                                <span class="soft">
                                    {[entryOrigin(entry), divisionName(contest, entry.division, lang)].filter(Boolean).join(' · ')}
                                </span>
                            </span>
                            <PinButton contest={contest} entry={entry} id={entry.id} />
                        </li>
                    ))}
                </ul>
            ) : null}
            {found.length > found_max ? <p class="hint">{say('search_more', {n: found.length - found_max})}</p> : null}
            {pins.length === 0 && query === '' ? <p class="empty card">{say('mine_none')}</p> : null}
            {!preferences.kept ? <p class="hint">{say('pins_not_kept')}</p> : null}
            <div class="mine-cards">
                {pins.map((id) => (
                    <MyTeam key={id} contest={contest} id={id} entry={entries.get(id)} />
                ))}
            </div>
        </div>
    );
}

function MyTeam({contest, id, entry}: {contest: Contest; id: string; entry: Entry | undefined}) {
    const {store} = usePage();
    const {lang, say} = useWords();
    const results = Array.from(store.all<RunResult>('results').values()).filter((one) => one.entry === id);
    return (
        <article class="card my-team" data-entry={id}>
            <header>
                <h3>
                    {entry?.number ? <span class="number">{entry.number}</span> : null}
                    {entryName(entry, id)}
                </h3>
                <PinButton contest={contest} entry={entry} id={id} />
            </header>
            <p class="soft">
                {[entryOrigin(entry), entry ? divisionName(contest, entry.division, lang) : ''].filter(Boolean).join(' · ')}
            </p>
            {entry?.members && entry.members.length > 0 ? (
                <p class="soft">
                    {say('members')}: {entry.members.join(', ')}
                </p>
            ) : null}
            {entry?.state === 'withdrawn' ? <p class="chip chip-ended">{say('withdrawn')}</p> : <Next id={id} />}
            <Places id={id} />
            <MyMatches id={id} />
            {results.length > 0 ? (
                <div class="my-results">
                    <h4>{say('results')}</h4>
                    <ul>
                        {results.map((one) => (
                            <li key={one.id}>
                                <span>
                                    {stageName(contest, one.stage, lang)} · {say('attempt', {n: one.number})}
                                    {one.status !== 'OK' ? <em class="status"> {say(`status_${one.status}`)}</em> : null}
                                </span>
                                <span class="figures">
                                    {one.time_ms != null ? <span class="soft">{duration(one.time_ms, lang)} {one.bound_us != null ? bound(one.bound_us, lang) : ''} </span> : null}
                                    <strong>{figure(one.total, lang)}</strong>
                                </span>
                            </li>
                        ))}
                    </ul>
                </div>
            ) : null}
        </article>
    );
}

function Next({id}: {id: string}) {
    const {store, clock} = usePage();
    const is_own = (match: Match) => match.sides.some((side) => side.entry === id);
    const on_field = Array.from(store.all<Match>('matches').values()).find((match) => is_own(match) && match.result === null && (match.state === 'called' || match.state === 'running'));
    const ahead = coming(store, clock.now()).filter((one) => one.entries.includes(id));
    const match = on_field ?? ahead.find((one) => one.match !== null)?.match;
    return (
        <>
            <NextRun id={id} next={ahead.find((one) => one.match === null)} />
            {match ? <NextMatch id={id} match={match} next={ahead.find((one) => one.match === match)} /> : null}
        </>
    );
}

/** When it is likely to be, counting down; without a time its place among those that wait. */
function Countdown({next}: {next: Coming}) {
    const {clock} = usePage();
    const {say} = useWords();
    if (next.at_ms === null) return <span class="countdown">{next.place === 1 ? say('queue_first') : say('queue_before', {n: next.place - 1})}</span>;
    const left_ms = next.at_ms - clock.now();
    const minutes = Math.ceil(left_ms / 60_000);
    return <span class="countdown">{left_ms <= 0 ? say('starts_late') : minutes <= 1 ? say('starts_now') : say('starts_in', {minutes})}</span>;
}

/** "Sân 2, lúc 09:40"; a later estimate is said to be one. */
function usePlaceAndTime(): (next: Coming) => string {
    const {store} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    return ({slot, at_ms}) => {
        if (slot === null || at_ms === null) return '';
        const field = fieldName(store.one<Field>('fields', slot.field), slot.field, lang);
        const time = timeOfDay(at_ms, contest?.utc_offset_min ?? 0);
        return say(at_ms > slot.starts_at_ms ? 'next_run_about' : 'next_run_at', {field, time});
    };
}

/** The field where it is being played; before that, whom it is against. */
function NextMatch({id, match, next}: {id: string; match: Match; next: Coming | undefined}) {
    const placeAndTime = usePlaceAndTime();
    const {store} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const other = match.sides.find((side) => side.entry !== id)?.entry ?? '';
    const place = matchPlace(contest, match, store.all<Match>('matches'), lang);
    const where = say('next_match_at', {place, name: entryName(entries.get(other), other)});
    if (match.field === null || match.state === 'planned')
        return (
            <p class="next-run" data-next-match={match.id}>
                <span>
                    {say('next_match')}: <strong>{[next ? placeAndTime(next) : '', where].filter(Boolean).join(' · ')}</strong>
                </span>
                {next ? <Countdown next={next} /> : null}
            </p>
        );
    return (
        <p class="next-run next-now" data-next-match={match.id}>
            <strong>{say('on_field_now', {field: fieldName(store.one<Field>('fields', match.field), match.field, lang)})}</strong>
            <span>{where}</span>
        </p>
    );
}

function MyMatches({id}: {id: string}) {
    const {store} = usePage();
    const said = useWords();
    const contest = useContest();
    const entries = useEntries();
    const all = store.all<Match>('matches');
    const played = Array.from(all.values())
        .filter((match) => match.result !== null && match.sides.some((side) => side.entry === id))
        .sort((a, b) => a.id.localeCompare(b.id, 'vi', {numeric: true}));
    if (played.length === 0) return null;
    return (
        <div class="my-results">
            <h4>{said.say('my_matches')}</h4>
            <ul>
                {played.map((match) => (
                    <li key={match.id} data-match={match.id}>
                        <span>
                            {matchPlace(contest, match, all, said.lang)}: {match.sides.map((side) => entryName(entries.get(side.entry ?? ''), side.entry ?? '')).join(' – ')}
                            <small class="soft"> {verdict(match, said)}</small>
                        </span>
                        <strong class="figures">{match.sides.map((side) => figure(side.total, said.lang)).join(' : ')}</strong>
                    </li>
                ))}
            </ul>
        </div>
    );
}

function NextRun({id, next}: {id: string; next: Coming | undefined}) {
    const {store} = usePage();
    const {lang, say} = useWords();
    const placeAndTime = usePlaceAndTime();
    const live = Array.from(store.all<Run>('runs').values()).find((run) => run.entry === id);
    if (live) {
        const field = fieldName(store.one<Field>('fields', live.field), live.field, lang);
        return (
            <p class="next-run next-now">
                <strong>{say('on_field_now', {field})}</strong>
                <span>{say(`run_${live.state}`)}</span>
            </p>
        );
    }
    if (!next) return null;
    return (
        <p class="next-run">
            <span>
                {say('next_run')}: <strong>{placeAndTime(next)}</strong>
            </span>
            <Countdown next={next} />
        </p>
    );
}

function Places({id}: {id: string}) {
    const {store} = usePage();
    const words = useWords();
    const contest = useContest();
    const places = Array.from(store.all<Standings>('standings').values())
        .map((standings) => ({standings, at: standings.rows.findIndex((row) => row.entry === id)}))
        .filter(({at}) => at >= 0);
    return (
        <div class="places">
            {places.map(({standings, at}) => {
                const row = standings.rows[at]!;
                return (
                    <details key={`${standings.stage}/${standings.group ?? ''}`}>
                        <summary>
                            <strong>{words.say('place_is', {place: row.place})}</strong>
                            <span>{stageName(contest, standings.stage, words.lang)}</span>
                            <span class="why-word">{words.say('why')}</span>
                        </summary>
                        <p>{reasonOf(standings, row, at === 0, words)}</p>
                    </details>
                );
            })}
        </div>
    );
}

// What an announcer reads out: who is on each field, who comes next, what was published last. Schools are
// written out, and nothing is here that the public may not know.

import {duration, figure, timeOfDay} from '../shared/format';
import {verdict} from '../shared/match_card';
import {divisionName, entryName, fieldName, matchPlace, stageName} from '../shared/names';
import {useBeat, useContest, useEntries, usePage, useWords} from '../shared/page';
import {spoken} from '../shared/spoken';
import {coming} from '../shared/timetable';
import type {Store} from '../shared/store';
import type {Match, RunResult} from '../shared/types';
import {ComingTime, useFields} from './queue';

const told_count = 6;

/** Published runs and matches, the last first. */
export function lastPublished(store: Store, count: number): (RunResult | Match)[] {
    const all: (RunResult | Match)[] = [...Array.from(store.all<RunResult>('results').values()), ...Array.from(store.all<Match>('matches').values()).filter((match) => match.result !== null)];
    return all.sort((a, b) => (b.published_at_ms ?? 0) - (a.published_at_ms ?? 0) || b.id.localeCompare(a.id, 'vi', {numeric: true})).slice(0, count);
}

/** A team as it is called out: its number, its name, its school in full, its members where they may be named. */
function Team({id}: {id: string}) {
    const entry = useEntries().get(id);
    const origin = [entry?.organization, entry?.district].map((one) => spoken(one ?? '')).filter(Boolean);
    return (
        <p class="told-team" data-team={id}>
            <strong>
                {entry?.number ? <span class="number">{entry.number}</span> : null}
                {entryName(entry, id)}
            </strong>
            <span class="told-origin">{origin.join(', ')}</span>
            {entry?.members && entry.members.length > 0 ? <span class="told-members">{entry.members.join(', ')}</span> : null}
        </p>
    );
}

function Sides({match, entries}: {match: Match | null | undefined; entries: string[]}) {
    const {say} = useWords();
    if (!match)
        return (
            <>
                {entries.map((id) => (
                    <Team key={id} id={id} />
                ))}
            </>
        );
    return (
        <>
            {match.sides.map((side, index) => (
                <div key={side.side} class={`told-side side-${index === 0 ? 'red' : 'blue'}`}>
                    <span class="told-colour">
                        {index === 0 ? '■' : '▲'} {say(index === 0 ? 'side_red' : 'side_blue')}
                    </span>
                    {side.entry === null ? <p class="told-team">{say('match_waiting')}</p> : <Team id={side.entry} />}
                </div>
            ))}
        </>
    );
}

export function AnnouncerBoard() {
    const {store, clock} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const fields = useFields();
    useBeat(1000);
    const all = coming(store, clock.now());
    const matches = store.all<Match>('matches');
    const unplaced = all.find((one) => one.slot === null);
    return (
        <section class="board-view announcer-view">
            <h2 class="hidden">{say('live')}</h2>
            <div class="board-columns">
                {fields.map(({field, run, match, entries}) => {
                    const next = all.find((one) => one.slot?.field === field.id) ?? (fields.length === 1 ? unplaced : undefined);
                    const about = run
                        ? [divisionName(contest, run.division, lang), stageName(contest, run.stage, lang), say('attempt', {n: run.number})]
                        : match
                          ? [divisionName(contest, match.division, lang), matchPlace(contest, match, matches, lang)]
                          : [];
                    return (
                        <article key={field.id} class="card told-field" data-told={field.id}>
                            <h3>{fieldName(field, field.id, lang)}</h3>
                            {entries.length > 0 ? (
                                <div class="told-now">
                                    <p class="soft">{about.filter(Boolean).join(' · ')}</p>
                                    <Sides match={match} entries={entries} />
                                </div>
                            ) : (
                                <p class="told-now soft">{say('field_empty')}</p>
                            )}
                            {next ? (
                                <div class="told-next" data-coming={next.id}>
                                    <h4>
                                        {say('coming_after')} <ComingTime one={next} />
                                    </h4>
                                    <Sides match={next.match} entries={next.entries} />
                                </div>
                            ) : null}
                        </article>
                    );
                })}
            </div>
            <article class="card told-results">
                <h3>{say('just_published')}</h3>
                <LastPublished />
            </article>
        </section>
    );
}

function LastPublished() {
    const {store} = usePage();
    const said = useWords();
    const {lang, say} = said;
    const contest = useContest();
    const entries = useEntries();
    const last = lastPublished(store, told_count);
    if (last.length === 0) return <p class="soft">{say('nothing_published')}</p>;
    const nameOf = (id: string | null) => entryName(entries.get(id ?? ''), id ?? '');
    return (
        <ol>
            {last.map((one) => (
                <li key={one.id} data-published={one.id}>
                    {one.published_at_ms ? <span class="figures when">{timeOfDay(one.published_at_ms, contest?.utc_offset_min ?? 0)}</span> : null}
                    <strong>{'sides' in one ? one.sides.map((side) => nameOf(side.entry)).join(' – ') : nameOf(one.entry)}</strong>
                    <span class="told-figure">
                        {'sides' in one
                            ? [one.sides.map((side) => figure(side.total, lang)).join(' : '), verdict(one, said)].filter(Boolean).join(' · ')
                            : [
                                  one.status === 'OK' ? '' : say(`status_${one.status}`),
                                  one.total === null ? '' : `${say('points')}: ${figure(one.total, lang)}`,
                                  one.time_ms == null ? '' : `${say('time')}: ${duration(one.time_ms, lang)}`,
                              ]
                                  .filter(Boolean)
                                  .join(' · ')}
                    </span>
                </li>
            ))}
        </ol>
    );
}

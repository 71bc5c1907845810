// The call list beside the fields: who is on each now, who comes after, and when as the field goes today.

import {timeOfDay} from '../shared/format';
import {entryName, fieldName} from '../shared/names';
import {useBeat, useContest, useEntries, usePage, useWords} from '../shared/page';
import {TeamNames} from '../shared/team_names';
import {coming} from '../shared/timetable';
import type {Coming} from '../shared/timetable';
import type {Field, Match, Run} from '../shared/types';

/** The fields in order, and the teams that are on each. */
export function useFields(): {field: Field; run: Run | undefined; match: Match | undefined; entries: string[]}[] {
    const {store} = usePage();
    return Array.from(store.all<Field>('fields').values())
        .sort((a, b) => a.id.localeCompare(b.id, 'vi', {numeric: true}))
        .map((field) => {
            const run = field.run ? store.one<Run>('runs', field.run) : undefined;
            const match = field.match ? store.one<Match>('matches', field.match) : undefined;
            const sides = (match?.sides ?? []).map((side) => side.entry ?? '').filter(Boolean);
            return {field, run, match, entries: run ? [run.entry] : sides};
        });
}

export function ComingTime({one}: {one: Coming}) {
    const {say} = useWords();
    const contest = useContest();
    if (one.slot === null || one.at_ms === null) return null;
    const offset = contest?.utc_offset_min ?? 0;
    const late = one.at_ms - one.slot.starts_at_ms >= 60_000;
    return (
        <span class="coming-time">
            <span class="figures">{late ? say('about_time', {time: timeOfDay(one.at_ms, offset)}) : timeOfDay(one.at_ms, offset)}</span>
            {late ? <small class="soft"> {say('planned_time', {time: timeOfDay(one.slot.starts_at_ms, offset)})}</small> : null}
        </span>
    );
}

function Line({one}: {one: Coming}) {
    return (
        <li data-coming={one.id}>
            <span class="queue-who">
                <TeamNames match={one.match} entries={one.entries} />
            </span>
            <ComingTime one={one} />
        </li>
    );
}

export function QueueBoard({rows}: {rows: number}) {
    const {store, clock} = usePage();
    const {lang, say} = useWords();
    const entries = useEntries();
    const fields = useFields();
    useBeat(1000);
    const all = coming(store, clock.now());
    const unplaced = all.filter((one) => one.slot === null);
    // Who stands where in the queue is called out of its first few; the head of each column is on the field.
    const shown = Math.max(2, Math.floor(rows / 2));
    return (
        <section class="board-view queue-view">
            <h2 class="board-title">{say('queue')}</h2>
            <div class="board-columns">
                {fields.map(({field, run, match, entries: on_field}) => {
                    const own = all.filter((one) => one.slot?.field === field.id);
                    return (
                        <article key={field.id} class="card queue-field" data-queue={field.id}>
                            <h3>{fieldName(field, field.id, lang)}</h3>
                            <p class={`queue-now${on_field.length > 0 ? ' next-now' : ''}`}>
                                {on_field.length > 0 ? (
                                    <>
                                        <span class="chip">{say(run ? `run_${run.state}` : match && match.state !== 'planned' ? `run_${match.state}` : 'next_up')}</span>{' '}
                                        <strong>{on_field.map((id) => entryName(entries.get(id), id)).join(' – ')}</strong>
                                    </>
                                ) : (
                                    say('field_empty')
                                )}
                            </p>
                            {own.length > 0 ? (
                                <ol>
                                    {own.slice(0, shown).map((one) => (
                                        <Line key={one.id} one={one} />
                                    ))}
                                </ol>
                            ) : (
                                <p class="soft">{say('queue_empty')}</p>
                            )}
                        </article>
                    );
                })}
                {unplaced.length > 0 ? (
                    <article class="card queue-field" data-queue="">
                        <h3>{say('queue_unplaced')}</h3>
                        <ol>
                            {unplaced.slice(0, shown + 1).map((one) => (
                                <Line key={one.id} one={one} />
                            ))}
                        </ol>
                    </article>
                ) : null}
            </div>
        </section>
    );
}

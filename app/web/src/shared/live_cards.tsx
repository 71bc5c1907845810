// The fields and what is on them now: for the public page and the wall.

import {ClockFace} from './clock_face';
import {bound, duration, figure, timeOfDay} from './format';
import {MatchCard} from './match_card';
import {divisionName, entryName, entryOrigin, fieldName} from './names';
import {useContest, useEntries, usePage, useWords} from './page';
import {coming} from './timetable';
import type {Field, Match, Run} from './types';

export function LiveCards() {
    const {store} = usePage();
    const fields = Array.from(store.all<Field>('fields').values()).sort((a, b) =>
        a.id.localeCompare(b.id, 'vi', {numeric: true}),
    );
    const runs = store.all<Run>('runs');
    const matches = store.all<Match>('matches');
    return (
        <div class={`live-cards live-cards-${Math.min(fields.length, 6)}`}>
            {fields.map((field) => {
                const match = field.match ? matches.get(field.match) : undefined;
                if (match) return <MatchCard key={field.id} field={field} match={match} />;
                const run = field.run ? runs.get(field.run) : undefined;
                return run ? <RunCard key={field.id} field={field} run={run} /> : <EmptyCard key={field.id} field={field} />;
            })}
        </div>
    );
}

function RunCard({field, run}: {field: Field; run: Run}) {
    const {lang, say} = useWords();
    const contest = useContest();
    const entry = useEntries().get(run.entry);
    const attempts = contest?.stages.find((stage) => stage.id === run.stage)?.attempts;
    const attempt =
        attempts && run.number <= attempts
            ? say('attempt_of', {n: run.number, count: attempts})
            : say('attempt', {n: run.number});
    const over = run.state === 'ended' && run.time_ms != null ? {time_ms: run.time_ms} : null;
    return (
        <article class={`card run-card run-${run.state}`} data-field={field.id} data-run={run.id}>
            <header class="run-head">
                <h3 class="run-field">{fieldName(field, field.id, lang)}</h3>
                <span class={`chip chip-${run.state}`}>{say(`run_${run.state}`)}</span>
            </header>
            <p class="run-team">
                {entry?.number ? <span class="number">{entry.number}</span> : null}
                <strong>{entryName(entry, run.entry)}</strong>
            </p>
            <p class="run-about">
                {[entryOrigin(entry), divisionName(contest, run.division, lang), attempt].filter(Boolean).join(' · ')}
            </p>
            <div class="run-body">
                {over ? <TimeFace time_ms={over.time_ms} bound_us={run.bound_us ?? null} /> : <ClockFace clock={run.clock} />}
                <dl class="run-figures">
                    {run.time_ms != null && !over ? (
                        <div class="figure figure-time">
                            <dt>{say(run.bound_us != null ? 'time_measured' : 'time')}</dt>
                            <dd>
                                <span class="value">{duration(run.time_ms, lang)}</span>
                                {run.bound_us != null ? <small class="bound">{bound(run.bound_us, lang)}</small> : null}
                            </dd>
                        </div>
                    ) : null}
                    {run.total != null ? (
                        <div class="figure figure-total" title={run.provisional ? say('provisional_hint') : undefined}>
                            <dt>
                                {say('points')}
                                {run.provisional ? <em class="provisional">{say('total_provisional')}</em> : null}
                            </dt>
                            <dd>
                                <span class="value">{figure(run.total, lang)}</span>
                            </dd>
                        </div>
                    ) : null}
                </dl>
            </div>
        </article>
    );
}

/** Once a run is over its time is what everybody looks for, not what was left on the clock. */
function TimeFace({time_ms, bound_us}: {time_ms: number; bound_us: number | null}) {
    const {lang, say} = useWords();
    return (
        <div class="clock clock-time figure-time">
            <span class="digits">{duration(time_ms, lang)}</span>
            <span class="clock-state">
                {bound_us !== null ? `${say('time_measured')} ${bound(bound_us, lang)}` : say('time')}
            </span>
        </div>
    );
}

function EmptyCard({field}: {field: Field}) {
    const page = usePage();
    const {lang, say} = useWords();
    const entries = useEntries();
    const contest = useContest();
    const next = coming(page.store, page.clock.now()).find((one) => one.slot?.field === field.id);
    const names = next?.entries.map((id) => entryName(entries.get(id), id)).join(' – ');
    return (
        <article class="card run-card run-none" data-field={field.id}>
            <header class="run-head">
                <h3 class="run-field">{fieldName(field, field.id, lang)}</h3>
            </header>
            <p class="run-empty">{say('field_empty')}</p>
            {next && names ? (
                <p class="run-about">
                    {say('up_next', {name: names})} · {timeOfDay(next.at_ms ?? 0, contest?.utc_offset_min ?? 0)}
                </p>
            ) : null}
        </article>
    );
}

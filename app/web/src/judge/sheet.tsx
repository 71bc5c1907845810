// One run's sheet: items, time, outcome, problems, and the one next action.

import {useEffect, useState} from 'preact/hooks';

import {ClockFace} from '../shared/clock_face';
import {bound, duration, figure} from '../shared/format';
import {divisionName, entryName, entryOrigin} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import type {ItemValue, Run, Seat, Sheet} from '../shared/types';
import {wayOf} from './grants';
import {ItemCard, SavedMark, TimeEntry} from './inputs';
import type {FieldPath, Outbox, Value} from './outbox';
import {Outcome} from './outcome';
import {Notices, useValueNames} from './notices';
import {runContentWith} from './paper';
import {NextAction, Problems, Undo, valueCard, WayOfSheet} from './sheet_parts';
import {totalShown, worthOfRun} from './sheet_worth';
import type {Taps} from './taps';
import {useJudgeWords} from './words';

export interface SheetProps {
    seat: Seat;
    sheet: Sheet;
    outbox: Outbox;
    taps: Taps;
}

export function SheetView({seat, sheet, outbox, taps}: SheetProps) {
    const page = usePage();
    const {text} = useWords();
    const say = useJudgeWords();
    const names = useValueNames(sheet);
    const way = wayOf(seat.grants, sheet);
    const [asked, setAsked] = useState(false);
    const run = page.store.one<Run>('runs', sheet.id);
    const step_waiting = outbox.stepWaiting(sheet.id);
    const locked = !way.may_set || step_waiting !== null;
    useEffect(() => setAsked(false), [sheet.id, sheet.state]);

    const current = (field: FieldPath) => outbox.current(sheet, field);
    const enter = (values: {field: FieldPath; value: Value}[]) => {
        taps.note(sheet, values, outbox, page.clock.now());
        outbox.set(sheet, values);
    };
    const status = String(current('status') ?? 'OK');
    const no_score = status === 'DNS' || status === 'DSQ';
    const unanswered = no_score
        ? []
        : sheet.definition.items.filter(
              (item) => item.kind === 'flag' && item.default == null && current(`items.${item.id}`) === null,
          );

    return (
        <div class="sheet" data-sheet={sheet.id} data-state={sheet.state}>
            <TeamHead sheet={sheet} run={run} />
            <Notices id={sheet.id} names={names} outbox={outbox} />
            {asked && unanswered.length > 0 ? (
                <p class="notice notice-bad" role="alert">
                    {say('unanswered_list', {items: unanswered.map((item) => text(item.name) || item.id).join(', ')})}
                </p>
            ) : null}
            <div class="items">
                {sheet.definition.items.map((item) => (
                    <ItemCard
                        key={item.id}
                        item={item}
                        {...valueCard<ItemValue>(sheet, `items.${item.id}`, outbox, enter)}
                        locked={locked || no_score}
                        missing={asked && unanswered.includes(item)}
                    />
                ))}
                <TimeCard sheet={sheet} outbox={outbox} locked={locked || no_score} enter={enter} />
                <Outcome sheet={sheet} outbox={outbox} locked={locked} enter={enter} />
            </div>
            <Problems problems={sheet.problems ?? []} names={names} />
            <footer class="actions">
                <Total sheet={sheet} outbox={outbox} />
                <Undo filled={sheet} names={names} outbox={outbox} taps={taps} locked={locked} enter={(values) => outbox.set(sheet, values)} />
                <NextAction
                    sheet={sheet}
                    way={way}
                    waiting={step_waiting !== null}
                    step={(kind) => {
                        if (kind === 'score.review' && unanswered.length > 0) setAsked(true);
                        else outbox.step(sheet, kind);
                    }}
                />
            </footer>
        </div>
    );
}

function TeamHead({sheet, run}: {sheet: Sheet; run: Run | undefined}) {
    const contest = useContest();
    const entry = useEntries().get(sheet.entry);
    const {lang, say: everywhere} = useWords();
    return (
        <section class="card team-head">
            <div class="team-words">
                <h2>
                    {entry?.number ? <span class="number">{entry.number}</span> : null}
                    {entryName(entry, sheet.entry)}
                </h2>
                <p class="soft">
                    {[entryOrigin(entry), divisionName(contest, sheet.division, lang), everywhere('attempt', {n: sheet.number})]
                        .filter(Boolean)
                        .join(' · ')}
                </p>
                <WayOfSheet state={sheet.state} />
            </div>
            {run ? <ClockFace clock={run.clock} /> : null}
        </section>
    );
}

interface EnterProps {
    sheet: Sheet;
    outbox: Outbox;
    locked: boolean;
    enter(values: {field: FieldPath; value: Value}[]): void;
}

function TimeCard({sheet, outbox, locked, enter}: EnterProps) {
    const {lang} = useWords();
    const say = useJudgeWords();
    const measured = sheet.content.measured;
    const official = outbox.current(sheet, 'time_ms') as number | null;
    const hand = outbox.current(sheet, 'hand_ms') as number | null;
    if (!sheet.definition.time && official === null && !measured) return null;
    const limit_ms = sheet.definition.time?.limit_ms ?? null;
    const faulty = measured !== null && Boolean(measured.fault);
    return (
        <section class="card item item-times" data-item="time">
            <header>
                <h3>{say('time')}</h3>
                <SavedMark mark={official === null ? null : outbox.mark(sheet.id, 'time_ms')} />
            </header>
            <p class="measured">
                <span>{say('time_measured')}</span>
                {measured ? (
                    <strong class="figures">
                        {duration(measured.time_ms, lang)} <small class="bound">{bound(measured.bound_ns / 1000, lang)}</small>
                    </strong>
                ) : (
                    <span class="soft">{say('time_none')}</span>
                )}
            </p>
            {faulty ? <p class="wrong">{say('time_fault')}</p> : null}
            {measured && !faulty && official !== measured.time_ms ? (
                <button type="button" class="plain" disabled={locked} onClick={() => enter([{field: 'time_ms', value: measured.time_ms}])}>
                    {say('time_use')}
                </button>
            ) : null}
            <div class="time-pair">
                <TimeEntry
                    label={say('time_official')}
                    value_ms={official}
                    limit_ms={limit_ms}
                    locked={locked}
                    set={(value) => enter([{field: 'time_ms', value}])}
                />
                <TimeEntry
                    label={say('time_hand')}
                    value_ms={hand}
                    locked={locked}
                    set={(value) => enter([{field: 'hand_ms', value}])}
                />
            </div>
        </section>
    );
}

/** What is not sent yet is counted here, and said to be so; what only the host can reckon is left to it. */
function Total({sheet, outbox}: {sheet: Sheet; outbox: Outbox}) {
    const {lang} = useWords();
    const say = useJudgeWords();
    const own = outbox.ahead(sheet.id) ? worthOfRun(sheet.definition, runContentWith(sheet, (field) => outbox.current(sheet, field))) : null;
    const waits = outbox.letters.some((letter) => letter.sheet === sheet.id && letter.kind === 'score.set');
    return (
        <p class="sheet-total">
            <span>{say('total')}</span>
            <strong class="figures">{figure(totalShown(own, sheet.total), lang)}</strong>
            {waits ? <em class="provisional">{say(own?.known === false ? 'total_unknown' : 'total_waits')}</em> : null}
        </p>
    );
}

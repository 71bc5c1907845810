// What the sheets of runs, of matches and of judges' marks have in common: their way, their problems, undo, the
// one next action.

import {useRef} from 'preact/hooks';

import {timeOfDayExact} from '../shared/format';
import {Icon} from '../shared/icons';
import {useContest, useWords} from '../shared/page';
import type {MatchSheet, Sheet, SheetProblem, SheetState} from '../shared/types';
import type {Way} from './grants';
import type {ValueNames} from './notices';
import type {Outbox} from './outbox';
import {paperOf, valueOf} from './paper';
import type {Entered, FieldPath, Filled, Value} from './paper';
import type {Taps} from './taps';
import {useJudgeWords} from './words';

type AnySheet = Sheet | MatchSheet;

/** A tap that comes sooner after the sheet changed its step was meant for the step before. */
const deaf_ms = 500;

const states = ['draft', 'reviewed', 'committed', 'published'] as const;

export function WayOfSheet({state}: {state: SheetState}) {
    const say = useJudgeWords();
    const at = state === 'official' ? states.length - 1 : states.indexOf(state);
    return (
        <ol class="way">
            {states.map((one, n) => (
                <li key={one} class={n === at ? 'way-now' : n < at ? 'way-done' : undefined} aria-current={n === at ? 'step' : undefined}>
                    {say(`state_${n === at && state === 'official' ? 'official' : one}`)}
                </li>
            ))}
        </ol>
    );
}

export function Problems({problems, names}: {problems: SheetProblem[]; names: ValueNames}) {
    const {text} = useWords();
    const say = useJudgeWords();
    const whose = ({side, item}: SheetProblem) => (side ? `${names.field(`sides.${side}.${item ? `items.${item}` : 'status'}`).split(':')[0]}: ` : '');
    return (
        <div role="status">
            {problems.length > 0 ? (
                <section class="problems" aria-label={say('problems')}>
                    {problems.map((problem, n) => (
                        <p key={n} class={`notice notice-${problem.severity === 'error' ? 'bad' : 'warn'}`}>
                            <strong>{say(`problem_${problem.severity}`)}:</strong> {whose(problem)}
                            {text(problem.text)}
                        </p>
                    ))}
                </section>
            ) : null}
        </div>
    );
}

/** What a card needs of one value of a sheet or mark: how it stands here, how far it got, how another is entered. */
export function valueCard<V extends Value>(filled: Filled, field: FieldPath, outbox: Outbox, enter: (values: Entered[]) => void) {
    const latest = () => outbox.current(filled, field) as V;
    const value = latest();
    return {
        value,
        mark: value === null && valueOf(filled, field) === null ? null : outbox.mark(paperOf(filled).id, field),
        latest,
        set: (entered: V) => enter([{field, value: entered}]),
    };
}

interface UndoProps {
    filled: Filled;
    names: ValueNames;
    outbox: Outbox;
    taps: Taps;
    locked: boolean;
    enter(values: Entered[]): void;
}

export function Undo({filled, names, outbox, taps, locked, enter}: UndoProps) {
    const {lang} = useWords();
    const say = useJudgeWords();
    const contest = useContest();
    const {id} = paperOf(filled);
    const list = taps.of(id);
    const last = list[list.length - 1];
    const first = last?.changes[0];
    if (!last || !first) return <span class="undo-place" />;
    const words = say('undo_what', {
        item: names.field(first.field),
        after: names.value(first.field, first.after),
        before: names.value(first.field, first.before),
    });
    return (
        <button
            type="button"
            class="undo"
            disabled={locked}
            lang={lang}
            onClick={() => {
                const tap = taps.takeLast(id, (field) => outbox.current(filled, field));
                if (tap) enter(tap.changes.map(({field, before}) => ({field, value: before})));
                else outbox.touch();
            }}
        >
            <Icon name="undo" />
            <span>
                <strong>
                    {say('undo')} ({list.length})
                </strong>
                <small>
                    {words} · {timeOfDayExact(last.at_ms, contest?.utc_offset_min ?? 0)}
                </small>
            </span>
        </button>
    );
}

interface NextProps {
    sheet: AnySheet;
    way: Way;
    waiting: boolean;
    /** Why the next step cannot be taken yet; empty: it can. */
    held?: string;
    step(kind: string): void;
}

export function NextAction({sheet, way, waiting, held = '', step}: NextProps) {
    const say = useJudgeWords();
    const since = useRef({key: '', at: 0});
    const key = `${sheet.id} ${sheet.state}`;
    if (since.current.key !== key) since.current = {key, at: performance.now()};
    const take = (kind: string) => {
        if (performance.now() - since.current.at >= deaf_ms) step(kind);
    };
    const has_errors = (sheet.problems ?? []).some((problem) => problem.severity === 'error');
    const barred = way.next === 'score.commit' && has_errors;
    return (
        <div class="next-action">
            {way.may_reopen ? (
                <button type="button" class="plain" disabled={waiting} onClick={() => take('score.reopen')}>
                    {say('reopen')}
                </button>
            ) : null}
            {barred ? <p class="wrong">{say('fix_errors')}</p> : null}
            {held !== '' && way.next ? <p class="why-not">{held}</p> : null}
            {way.next ? (
                <button type="button" class="main-action" disabled={waiting || barred || held !== ''} onClick={() => take(way.next!)}>
                    {waiting ? say('step_waits') : say(`next_${way.next.slice(6) as 'review' | 'commit' | 'publish'}`)}
                </button>
            ) : (
                <p class="waiting-for">{waiting ? say('step_waits') : say(waitingFor(sheet))}</p>
            )}
        </div>
    );
}

function waitingFor(sheet: AnySheet): 'wait_commit' | 'wait_publish' | 'done' | 'state_draft' {
    switch (sheet.state) {
        case 'draft':
            return 'state_draft';
        case 'reviewed':
            return 'wait_commit';
        case 'committed':
            return 'wait_publish';
        case 'published':
        case 'official':
            return 'done';
    }
}

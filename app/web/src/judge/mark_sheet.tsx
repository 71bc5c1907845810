// One entry before a judge: what it is, its documents beside the rubric, the mark so far, one next action.

import type {ComponentChildren} from 'preact';
import {useEffect, useState} from 'preact/hooks';

import {figure} from '../shared/format';
import {divisionName} from '../shared/names';
import {useContest, usePage, useWords} from '../shared/page';
import type {AttachedFile, Cell} from '../shared/types';
import {ReasonFields} from './confirm';
import {CriterionCard} from './criterion_card';
import {Files, LargePhoto} from './files';
import {criterionField} from './marks';
import type {MyMark} from './marks';
import {Notices} from './notices';
import type {ValueNames} from './notices';
import type {Outbox, Value} from './outbox';
import type {Entered} from './paper';
import {usePanelWords} from './panel_words';
import {Undo, valueCard} from './sheet_parts';
import type {Taps} from './taps';

export interface MarkSheetProps {
    mark: MyMark;
    outbox: Outbox;
    taps: Taps;
    place: number;
    all: number;
    go(way: -1 | 0 | 1): void;
}

export function useMarkNames(mark: MyMark): ValueNames {
    const {lang, text} = useWords();
    return {
        field: (path) => {
            const found = mark.rubric.criteria.find((one) => criterionField(one.id) === path);
            return found ? text(found.name) || found.id : path;
        },
        value: (_, value) => (value === null ? '–' : figure(String(value), lang)),
    };
}

export function MarkSheet({mark, outbox, taps, place, all, go}: MarkSheetProps) {
    const {clock} = usePage();
    const {text} = useWords();
    const say = usePanelWords();
    const names = useMarkNames(mark);
    const [asked, setAsked] = useState(false);
    const [large, setLarge] = useState<AttachedFile | null>(null);
    useEffect(() => setAsked(false), [mark.id, mark.cell.state]);
    useEffect(() => setLarge(null), [mark.id]);
    const {cell, rubric} = mark;
    const waiting = outbox.stepWaiting(mark.id) !== null;
    const locked = cell.state === 'submitted' || waiting;
    const enter = (values: Entered[]) => {
        taps.note(cell, values, outbox, clock.now());
        outbox.set(cell, values);
    };
    const listed = (criteria: typeof mark.missing) => criteria.map((one) => text(one.name) || one.id).join(', ');
    return (
        <div class="sheet mark-sheet" data-mark={mark.id} data-progress={mark.progress}>
            <SheetTools place={place} all={all} go={go} />
            <div class="mark-columns">
                <div class="mark-about">
                    <About cell={cell} blind={rubric.blind.length > 0} />
                    <Documents cell={cell} open={setLarge} />
                    <OwnNote key={mark.id} id={`${outbox.contest}.${outbox.user}.${mark.id}`} />
                    <Conflict mark={mark} outbox={outbox} locked={locked} />
                </div>
                <div class="mark-criteria">
                    <Notices id={mark.id} names={names} outbox={outbox} />
                    {asked && mark.missing.length > 0 ? (
                        <p class="notice notice-bad" role="alert">
                            {say('missing_list', {items: listed(mark.missing)})}
                        </p>
                    ) : null}
                    {mark.wrong.length > 0 ? (
                        <p class="notice notice-bad" role="alert">
                            {say('wrong_list', {items: listed(mark.wrong)})}
                        </p>
                    ) : null}
                    {cell.recused ? <p class="notice notice-warn">{say('recused')}</p> : null}
                    {rubric.criteria.map((criterion) => (
                        <CriterionCard
                            key={criterion.id}
                            criterion={criterion}
                            {...valueCard<Value>(cell, criterionField(criterion.id), outbox, enter)}
                            locked={locked}
                            missing={asked && mark.missing.includes(criterion)}
                        />
                    ))}
                </div>
            </div>
            <Actions
                mark={mark}
                outbox={outbox}
                waiting={waiting}
                refuse={() => setAsked(true)}
                undo={<Undo filled={cell} names={names} outbox={outbox} taps={taps} locked={locked} enter={(values) => outbox.set(cell, values)} />}
            />
            {large ? <LargePhoto photo={large} files={cell.files} go={setLarge} /> : null}
        </div>
    );
}

function SheetTools({place, all, go}: {place: number; all: number; go(way: -1 | 0 | 1): void}) {
    const say = usePanelWords();
    return (
        <nav class="mark-tools">
            <button type="button" class="plain" onClick={() => go(0)}>
                ☰ {say('back')}
            </button>
            <span class="mark-place">
                <button type="button" class="plain" aria-label={say('previous')} disabled={place <= 1} onClick={() => go(-1)}>
                    ‹
                </button>
                <span class="figures">{say('place', {n: place, all})}</span>
                <button type="button" class="plain" aria-label={say('next')} disabled={place >= all} onClick={() => go(1)}>
                    ›
                </button>
            </span>
        </nav>
    );
}

function About({cell, blind}: {cell: Cell; blind: boolean}) {
    const say = usePanelWords();
    const {lang} = useWords();
    const contest = useContest();
    return (
        <section class="card mark-head">
            <h2>
                {cell.number ? <span class="number">{cell.number}</span> : null}
                {cell.name}
            </h2>
            <p class="soft">{[divisionName(contest, cell.division, lang), cell.organization].filter(Boolean).join(' · ')}</p>
            {cell.authors && cell.authors.length > 0 ? <p class="soft">{say('authors', {names: cell.authors.join(', ')})}</p> : null}
            {blind ? <p class="chip">{say('blind')}</p> : null}
        </section>
    );
}

function Documents({cell, open}: {cell: Cell; open(photo: AttachedFile): void}) {
    const say = usePanelWords();
    return (
        <section class="card documents">
            <h3>{say('documents')}</h3>
            {cell.documents.length + cell.files.length === 0 ? <p class="soft">{say('no_documents')}</p> : null}
            <Files files={cell.files} open={open} />
            <dl>
                {cell.documents.map((one, n) => (
                    <div key={n}>
                        <dt>{one.name}</dt>
                        <dd>
                            {one.link ? (
                                <a href={one.text} target="_blank" rel="noopener noreferrer">
                                    {one.text} <small>({say('link_hint')})</small>
                                </a>
                            ) : (
                                one.text
                            )}
                        </dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}

/** What a judge writes down for oneself: it stays on this device. */
function OwnNote({id}: {id: string}) {
    const say = usePanelWords();
    const key = `sandau.note.${id}`;
    const [text, setText] = useState(() => {
        try {
            return localStorage.getItem(key) ?? '';
        } catch {
            return '';
        }
    });
    return (
        <label class="card own-note reason-entry">
            <span>
                {say('note')} <small>{say('note_hint')}</small>
            </span>
            <textarea
                rows={2}
                maxLength={2000}
                value={text}
                onInput={(event) => {
                    setText(event.currentTarget.value);
                    try {
                        localStorage.setItem(key, event.currentTarget.value);
                    } catch {
                        // Nothing is kept here; the text stays on the page.
                    }
                }}
            />
        </label>
    );
}

const reasons = ['same_organization', 'supervisor', 'relative'] as const;

/** Declaring it takes the entry from this judge, at once. */
function Conflict({mark, outbox, locked}: {mark: MyMark; outbox: Outbox; locked: boolean}) {
    const say = usePanelWords();
    const [why, setWhy] = useState<(typeof reasons)[number] | null>(null);
    const [open, setOpen] = useState(false);
    const [typed, setTyped] = useState('');
    const [empty, setEmpty] = useState(false);
    if (locked) return null;
    const lacking = empty && (why === null || typed.trim() === '');
    if (!open)
        return (
            <button type="button" class="plain conflict-open" onClick={() => setOpen(true)}>
                {say('conflict')}
            </button>
        );
    const send = () => {
        if (why === null || typed.trim() === '') {
            setEmpty(true);
            return;
        }
        outbox.orderOf(mark.id, 'conflict.declare', {entry: mark.cell.entry, why, reason: typed.trim()}, {});
        setOpen(false);
    };
    return (
        <section class="card conflict reason-entry">
            <h3>{say('conflict_why')}</h3>
            <div class="segments segments-many" role="group" aria-label={say('conflict_why')}>
                {reasons.map((one) => (
                    <button key={one} type="button" class="segment" aria-pressed={why === one} onClick={() => setWhy(one)}>
                        {say(`why_${one}`)}
                    </button>
                ))}
            </div>
            <ReasonFields
                label={say('conflict_reason')}
                value={typed}
                type={setTyped}
                wrong={lacking ? say(why === null ? 'why_needed' : 'reason_needed') : ''}
                warning={mark.progress !== 'none' ? say('conflict_lost') : ''}
                cancel={() => setOpen(false)}
                go={send}
                go_words={say('conflict_send')}
            />
        </section>
    );
}

interface ActionsProps {
    mark: MyMark;
    outbox: Outbox;
    waiting: boolean;
    refuse(): void;
    undo: ComponentChildren;
}

/** A tap that comes sooner after the sheet was opened was meant for the one before. */
const deaf_ms = 500;

function Actions({mark, outbox, waiting, refuse, undo}: ActionsProps) {
    const {lang} = useWords();
    const page = usePage();
    const say = usePanelWords();
    const [since] = useState(() => page.clock.now());
    const submit = () => {
        if (page.clock.now() - since < deaf_ms) return;
        if (mark.missing.length + mark.wrong.length > 0) refuse();
        else outbox.step(mark.cell, 'mark.submit');
    };
    return (
        <footer class="actions">
            <p class="sheet-total">
                <span>{say('total')}</span>
                <strong class="figures">
                    {mark.progress === 'recused' || mark.progress === 'none' ? '–' : figure(mark.total, lang)} <small>{say('of_max', {max: figure(mark.rubric.max, lang)})}</small>
                </strong>
            </p>
            {undo}
            <div class="next-action">
                {mark.cell.state === 'submitted' ? (
                    <p class="waiting-for">{say(mark.cell.recused ? 'recused' : 'submitted')}</p>
                ) : (
                    <button type="button" class="main-action" disabled={waiting} onClick={submit}>
                        {say(waiting ? 'step_waits' : 'submit')}
                    </button>
                )}
            </div>
        </footer>
    );
}

// A judge's own marks: what is left to do, all of them beside each other in the order wished for, and the sheet
// of the one that is being marked.

import {useEffect, useState} from 'preact/hooks';

import {figure, timeOfDay} from '../shared/format';
import {divisionName, stageName} from '../shared/names';
import {useContest, usePage, useWords} from '../shared/page';
import type {Cell, Rubric} from '../shared/types';
import {Sure} from './confirm';
import {MarkSheet} from './mark_sheet';
import {markOf, sorted, unfinished} from './marks';
import type {MyMark, Order} from './marks';
import type {Outbox} from './outbox';
import {usePanelWords} from './panel_words';
import type {Taps} from './taps';

const where_key = 'sandau.mark';

function remembered(): string {
    try {
        return sessionStorage.getItem(where_key) ?? '';
    } catch {
        return '';
    }
}

/** A stage's division with the marks that are to be given there. */
interface Bunch {
    id: string;
    rubric: Rubric;
    marks: MyMark[];
}

export function bunchesOf(cells: ReadonlyMap<string, Cell>, rubrics: ReadonlyMap<string, Rubric>, stages: string[], outbox: Outbox): Bunch[] {
    const bunches = new Map<string, Bunch>();
    cells.forEach((cell) => {
        const id = `${cell.stage}.${cell.division}`;
        const rubric = rubrics.get(id);
        if (!rubric) return;
        const bunch = bunches.get(id) ?? {id, rubric, marks: []};
        bunch.marks.push(markOf(cell, rubric, outbox));
        bunches.set(id, bunch);
    });
    const at = (bunch: Bunch) => stages.indexOf(bunch.rubric.stage);
    return Array.from(bunches.values()).sort((a, b) => at(a) - at(b) || a.id.localeCompare(b.id, 'vi', {numeric: true}));
}

export function MyMarks({outbox, taps}: {outbox: Outbox; taps: Taps}) {
    const {store} = usePage();
    const [order, setOrder] = useState<Order>('number');
    const [chosen, setChosen] = useState(remembered());
    const stages = (useContest()?.stages ?? []).map((stage) => stage.id);
    const bunches = bunchesOf(store.all<Cell>('cells'), store.all<Rubric>('rubrics'), stages, outbox);
    const marks = bunches.reduce<MyMark[]>((all, bunch) => all.concat(sorted(bunch.marks, order)), []);
    const at = marks.findIndex((mark) => mark.id === chosen);
    useEffect(() => {
        try {
            sessionStorage.setItem(where_key, chosen);
        } catch {
            // A reload begins with the list, then.
        }
        window.scrollTo(0, 0);
    }, [chosen]);
    const mark = marks[at];
    if (mark)
        return (
            <MarkSheet
                key={mark.id}
                mark={mark}
                outbox={outbox}
                taps={taps}
                place={at + 1}
                all={marks.length}
                go={(way) => setChosen(way === 0 ? '' : (marks[at + way]?.id ?? ''))}
            />
        );
    return (
        <div class="my-marks">
            <Nudges left={unfinished(marks).length} />
            <Left marks={marks} />
            {bunches.map((bunch) => (
                <MarkTable key={bunch.id} bunch={bunch} order={order} setOrder={setOrder} choose={setChosen} outbox={outbox} several={bunches.length > 1} />
            ))}
            <ListActions marks={marks} outbox={outbox} choose={setChosen} />
        </div>
    );
}

interface Nudge {
    /** Null: whoever sits at the host. */
    from: string | null;
    at_ms: number;
}

/** The head judge reminds: it stays as long as something is left. */
function Nudges({left}: {left: number}) {
    const {store} = usePage();
    const contest = useContest();
    const say = usePanelWords();
    const nudges = Array.from(store.all<Nudge>('nudges').values());
    return (
        <div role="alert">
            {left > 0
                ? nudges.map((one, n) => (
                      <p key={n} class="notice notice-warn" data-nudge>
                          {say('nudged', {name: one.from ?? say('organisers'), time: timeOfDay(one.at_ms, contest?.utc_offset_min ?? 0), n: left})}
                      </p>
                  ))
                : null}
        </div>
    );
}

function Left({marks}: {marks: MyMark[]}) {
    const say = usePanelWords();
    const of = (progress: MyMark['progress']) => marks.filter((mark) => mark.progress === progress).length;
    const left = unfinished(marks).length;
    return (
        <section class="card left" role="status">
            <h2>{left > 0 ? say('left', {n: left}) : say('left_none')}</h2>
            {left > 0 ? <p class="soft">{say('left_what', {none: of('none'), draft: of('draft'), complete: of('complete')})}</p> : null}
            <progress max={marks.length} value={marks.length - left} aria-label={say('judge_progress', {done: marks.length - left, all: marks.length})} />
        </section>
    );
}

interface TableProps {
    bunch: Bunch;
    order: Order;
    setOrder(order: Order): void;
    choose(id: string): void;
    outbox: Outbox;
    several: boolean;
}

function MarkTable({bunch, order, setOrder, choose, outbox, several}: TableProps) {
    const {lang, text} = useWords();
    const contest = useContest();
    const say = usePanelWords();
    const {rubric} = bunch;
    const title = [stageName(contest, rubric.stage, lang), divisionName(contest, rubric.division, lang)].filter(Boolean).join(' · ');
    const orders: [Order, string][] = [
        ['number', say('sort_number')],
        ['total', say('sort_total')],
        ['missing', say('sort_missing')],
        ...rubric.criteria.map((one): [Order, string] => [one.id, text(one.name) || one.id]),
    ];
    return (
        <section class="card mark-table">
            <header>
                <h2>{several ? title : say('my_marks')}</h2>
                <label class="sort">
                    <span>{say('sort')}</span>
                    <select value={order} onChange={(event) => setOrder(event.currentTarget.value)}>
                        {orders.map(([id, name]) => (
                            <option key={id} value={id}>
                                {name}
                            </option>
                        ))}
                    </select>
                </label>
            </header>
            <div class="table-scroll" tabIndex={0} role="region" aria-label={title}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say('entry')}</th>
                            {rubric.criteria.map((one) => (
                                <th key={one.id} scope="col" class="of-criterion" aria-sort={order === one.id ? 'descending' : undefined}>
                                    {text(one.name) || one.id}
                                </th>
                            ))}
                            <th scope="col" aria-sort={order === 'total' ? 'descending' : undefined}>
                                {say('total')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {sorted(bunch.marks, order).map((mark) => (
                            <MarkRow key={mark.id} mark={mark} outbox={outbox} choose={choose} />
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function MarkRow({mark, outbox, choose}: {mark: MyMark; outbox: Outbox; choose(id: string): void}) {
    const {lang} = useWords();
    const say = usePanelWords();
    const progress = mark.cell.state === 'draft' && outbox.stepWaiting(mark.id) ? say('step_waits') : say(`progress_${mark.progress}`);
    const odd = outbox.conflicts.some((one) => one.sheet === mark.id) || outbox.refusals.some((one) => one.sheet === mark.id);
    return (
        <tr data-row={mark.id} data-progress={mark.progress}>
            <th scope="row">
                <button type="button" class="row-name" onClick={() => choose(mark.id)}>
                    <span>
                        {mark.cell.number ? <span class="number">{mark.cell.number}</span> : null}
                        {mark.cell.name}
                    </span>
                    <small class={`progress progress-${odd ? 'odd' : mark.progress}`}>{odd ? `⚠ ${progress}` : progress}</small>
                </button>
            </th>
            {mark.rubric.criteria.map((one) => (
                <td key={one.id} class="figures of-criterion">
                    {mark.progress === 'recused' ? '' : figure(mark.values[one.id], lang)}
                </td>
            ))}
            <td class="figures mark-total">{mark.progress === 'recused' || mark.progress === 'none' ? '–' : figure(mark.total, lang)}</td>
        </tr>
    );
}

function ListActions({marks, outbox, choose}: {marks: MyMark[]; outbox: Outbox; choose(id: string): void}) {
    const say = usePanelWords();
    const [sure, setSure] = useState(false);
    const open = unfinished(marks).filter((mark) => outbox.stepWaiting(mark.id) === null);
    const complete = open.filter((mark) => mark.progress === 'complete');
    const next = open.find((mark) => mark.progress === 'draft') ?? open.find((mark) => mark.progress === 'none');
    const to_mark = next !== undefined;
    return (
        <footer class="actions list-actions">
            {sure && complete.length > 0 ? (
                <Sure
                    cancel={() => setSure(false)}
                    go={() => {
                        complete.forEach((mark) => outbox.step(mark.cell, 'mark.submit'));
                        setSure(false);
                    }}
                    go_words={say('submit_yes', {n: complete.length})}
                >
                    {say('submit_sure')}
                </Sure>
            ) : (
                <div class="next-action">
                    {complete.length > 0 ? (
                        <button type="button" class={to_mark ? 'plain' : 'main-action'} onClick={() => setSure(true)}>
                            {say('submit_all', {n: complete.length})}
                        </button>
                    ) : null}
                    {to_mark ? (
                        <button type="button" class="main-action" onClick={() => choose(next.id)}>
                            {say('next_unfinished', {name: next.cell.name})}
                        </button>
                    ) : null}
                    {!to_mark && complete.length === 0 ? <p class="waiting-for">{say('left_none')}</p> : null}
                </div>
            )}
        </footer>
    );
}

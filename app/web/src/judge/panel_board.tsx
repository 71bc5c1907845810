// What the head of a panel sees: who has not submitted, how far the marks are apart, and the way to the public.

import {useState} from 'preact/hooks';

import {figure} from '../shared/format';
import {divisionName, stageName} from '../shared/names';
import {useContest, usePage, useWords} from '../shared/page';
import type {Panel, PanelCell, PanelEntry, Rubric, Seat} from '../shared/types';
import {sendNudge} from './api';
import {ReasonFields, Sure} from './confirm';
import {compareDecimals} from './figures';
import {mayHead} from './grants';
import {RefusalNotice} from './notices';
import type {Outbox} from './outbox';
import {usePanelWords} from './panel_words';

interface BoardProps {
    seat: Seat;
    panel: Panel;
    outbox: Outbox;
}

type Show = 'all' | 'missing' | 'spread';
type Order = 'number' | 'agg' | 'spread';

const open = (cell: PanelCell) => cell.state !== 'submitted';
/** The name by which letters call what is done to a panel's marks. */
export const panel_prefix = 'panel:';
const orderId = (panel: Panel) => panel_prefix + panel.id;

function rowsOf(entries: PanelEntry[], show: Show, order: Order): PanelEntry[] {
    const figureOf = (entry: PanelEntry) => (order === 'agg' ? entry.agg : entry.spread);
    const by_number = (a: PanelEntry, b: PanelEntry) => (a.number ?? a.entry).localeCompare(b.number ?? b.entry, 'vi', {numeric: true});
    return entries
        .filter((entry) => show === 'all' || (show === 'missing' ? entry.cells.some(open) : entry.discrepant))
        .sort((a, b) => {
            const [one, other] = [figureOf(a), figureOf(b)];
            if (order === 'number' || (one === null && other === null)) return by_number(a, b);
            if (one === null || other === null) return one === null ? 1 : -1;
            // A fraction that is no decimal is near enough for an order on the screen.
            const plain = !/\//.test(one + other);
            return (plain ? compareDecimals(other, one) : valueOf(other) - valueOf(one)) || by_number(a, b);
        });
}

function valueOf(text: string): number {
    const [over, under] = text.split('/');
    return Number(over) / Number(under ?? 1);
}

export function PanelBoard({seat, panel, outbox}: BoardProps) {
    const {store} = usePage();
    const {lang} = useWords();
    const contest = useContest();
    const say = usePanelWords();
    const [show, setShow] = useState<Show>('all');
    const [order, setOrder] = useState<Order>('number');
    const entries = Array.from(store.all<PanelEntry>('panel_entries').values()).filter((entry) => entry.panel === panel.id);
    const chair = panel.members.find((member) => member.judge === panel.chair);
    const counts: [Show, number][] = [
        ['all', entries.length],
        ['missing', entries.filter((entry) => entry.cells.some(open)).length],
        ['spread', entries.filter((entry) => entry.discrepant).length],
    ];
    const rows = rowsOf(entries, show, order);
    return (
        <div class="sheet panel-board" data-panel={panel.id}>
            <section class="card mark-head">
                <h2>{[stageName(contest, panel.stage, lang), panel.division ? divisionName(contest, panel.division, lang) : ''].filter(Boolean).join(' · ')}</h2>
                <p class="soft">
                    {[panel.decision_number ? say('decision', {number: panel.decision_number}) : '', chair ? say('chair', {name: chair.name}) : ''].filter(Boolean).join(' · ')}
                </p>
            </section>
            <div role="alert">
                {outbox.refusals
                    .filter((one) => one.sheet === orderId(panel))
                    .map((refusal, n) => (
                        <RefusalNotice key={n} refusal={refusal} fields={[]} done={() => outbox.dismissRefusals(orderId(panel))} />
                    ))}
            </div>
            <Members panel={panel} entries={entries} />
            {entries.some((entry) => entry.blind) ? <p class="notice notice-warn">{say('blind_head')}</p> : null}
            <header class="board-tools">
                <div class="chips" role="group" aria-label={say('entries')}>
                    {counts.map(([one, n]) => (
                        <button key={one} type="button" class="choice" aria-pressed={show === one} onClick={() => setShow(one)}>
                            {say(`show_${one}`, {n})}
                        </button>
                    ))}
                </div>
                <label class="sort">
                    <span>{say('sort')}</span>
                    <select value={order} onChange={(event) => setOrder(event.currentTarget.value as Order)}>
                        {(['number', 'agg', 'spread'] as const).map((one) => (
                            <option key={one} value={one}>
                                {say(`sort_${one}`)}
                            </option>
                        ))}
                    </select>
                </label>
            </header>
            {rows.length === 0 ? <p class="empty card">{say(entries.length === 0 ? 'nobody' : 'nothing_here')}</p> : null}
            <ul class="board">
                {rows.map((entry) => (
                    <EntryCard key={entry.entry} entry={entry} panel={panel} outbox={outbox} />
                ))}
            </ul>
            <Publish seat={seat} panel={panel} entries={entries} outbox={outbox} />
        </div>
    );
}

function Members({panel, entries}: {panel: Panel; entries: PanelEntry[]}) {
    const say = usePanelWords();
    const [told, setTold] = useState<{[judge: string]: 'done' | 'failed'}>({});
    const cells = entries.reduce<PanelCell[]>((all, entry) => all.concat(entry.cells), []);
    return (
        <section class="card members" aria-label={say('members')}>
            <h3>{say('members')}</h3>
            <ul>
                {panel.members.map((member) => {
                    const own = cells.filter((cell) => cell.judge === member.judge);
                    const drafts = own.filter((cell) => cell.state === 'draft').length;
                    const none = own.filter((cell) => cell.state === 'none').length;
                    const done = own.length - drafts - none;
                    const rest = [drafts > 0 ? say('judge_drafts', {n: drafts}) : '', none > 0 ? say('judge_none', {n: none}) : ''].filter(Boolean);
                    return (
                        <li key={member.judge} data-member={member.judge}>
                            <div>
                                <strong>{member.name}</strong>
                                <p class="soft">{rest.length === 0 ? say('judge_done') : [say('judge_progress', {done, all: own.length}), ...rest].join(' · ')}</p>
                                <progress max={Math.max(1, own.length)} value={done} aria-label={`${member.name}: ${say('judge_progress', {done, all: own.length})}`} />
                            </div>
                            {rest.length > 0 ? (
                                <button
                                    type="button"
                                    class="plain"
                                    aria-label={say('nudge_who', {name: member.name})}
                                    onClick={() => void sendNudge(panel.id, member.judge).then((sent) => setTold((before) => ({...before, [member.judge]: sent ? 'done' : 'failed'})))}
                                >
                                    {say(told[member.judge] === 'done' ? 'nudge_done' : 'nudge')}
                                </button>
                            ) : null}
                            {told[member.judge] === 'failed' ? (
                                <p class="wrong" role="alert">
                                    {say('nudge_failed')}
                                </p>
                            ) : null}
                        </li>
                    );
                })}
            </ul>
        </section>
    );
}

function EntryCard({entry, panel, outbox}: {entry: PanelEntry; panel: Panel; outbox: Outbox}) {
    const {store} = usePage();
    const {lang} = useWords();
    const say = usePanelWords();
    const threshold = store.one<Rubric>('rubrics', `${entry.stage}.${entry.division}`)?.discrepancy?.threshold;
    return (
        <li class={`card board-entry${entry.discrepant ? ' board-apart' : ''}`} data-entry={entry.entry}>
            <header>
                <h3>
                    {entry.number ? <span class="number">{entry.number}</span> : null}
                    {entry.name}
                </h3>
                <p class="board-figures">
                    <span>
                        {say('aggregate')} <strong class="figures">{figure(entry.agg, lang)}</strong>
                    </span>
                    <span>
                        {say('spread')} <strong class="figures">{figure(entry.spread, lang)}</strong>
                    </span>
                </p>
            </header>
            {entry.discrepant ? <p class="apart">⚠ {threshold === undefined ? say('discrepant_short') : say('discrepant', {threshold: figure(threshold, lang)})}</p> : null}
            <ul class="cells">
                {entry.cells.map((cell) => (
                    <CellLine key={cell.judge} entry={entry} cell={cell} panel={panel} outbox={outbox} />
                ))}
            </ul>
        </li>
    );
}

/** One judge's mark of it; a submitted one the head may reopen, with a reason. */
function CellLine({entry, cell, panel, outbox}: {entry: PanelEntry; cell: PanelCell; panel: Panel; outbox: Outbox}) {
    const {lang} = useWords();
    const say = usePanelWords();
    const [asking, setAsking] = useState(false);
    const [typed, setTyped] = useState('');
    const [empty, setEmpty] = useState(false);
    const send = () => {
        if (typed.trim() === '') {
            setEmpty(true);
            return;
        }
        const payload = {stage: entry.stage, entry: entry.entry, judge: cell.judge, reason: typed.trim()};
        outbox.orderOf(orderId(panel), 'mark.reopen', payload, {[cell.object]: cell.version});
        setAsking(false);
        setTyped('');
    };
    const state = cell.recused ? say('state_recused') : cell.state === 'submitted' ? (cell.total === null ? say('progress_submitted') : figure(cell.total, lang)) : say(`state_${cell.state}`);
    return (
        <li class={`cell cell-${cell.recused ? 'recused' : cell.state}`} data-judge={cell.judge}>
            <span class="cell-who">{cell.name}</span>
            <strong class="figures">{cell.state === 'submitted' && !cell.recused ? `✓ ${state}` : state}</strong>
            {cell.state === 'submitted' && !asking ? (
                <button type="button" class="quiet" aria-label={say('reopen_who', {name: cell.name})} onClick={() => setAsking(true)}>
                    {say('reopen')}
                </button>
            ) : null}
            {asking ? (
                <div class="reason-entry">
                    <ReasonFields
                        label={say('reopen_reason', {name: cell.name})}
                        value={typed}
                        type={setTyped}
                        wrong={empty ? say('reason_needed') : ''}
                        cancel={() => setAsking(false)}
                        go={send}
                        go_words={say('reopen')}
                    />
                </div>
            ) : null}
        </li>
    );
}

/** First what was submitted becomes public, then the ranking that follows from it. */
function Publish({seat, panel, entries, outbox}: {seat: Seat; panel: Panel; entries: PanelEntry[]; outbox: Outbox}) {
    const say = usePanelWords();
    const [sure, setSure] = useState(false);
    const cells = entries.reduce<PanelCell[]>((all, entry) => all.concat(entry.cells), []);
    const missing = cells.filter(open).length;
    const fresh = cells.filter((cell) => cell.state === 'submitted' && !cell.published).length;
    const division = panel.division ?? '';
    const waiting = outbox.stepWaiting(orderId(panel)) !== null;
    if (!mayHead(seat.grants, {stage: panel.stage, division})) return null;
    const order = (kind: string, payload: {[key: string]: string}) => {
        outbox.orderOf(orderId(panel), kind, payload, {});
        setSure(false);
    };
    const may_rank = fresh === 0 && cells.some((cell) => cell.published) && mayHead(seat.grants, {stage: panel.stage, division: ''});
    return (
        <footer class="actions list-actions">
            {sure ? (
                <Sure
                    cancel={() => setSure(false)}
                    go={() => order('score.publish_stage', {stage: panel.stage, ...(division ? {division} : {})})}
                    go_words={say('publish_yes')}
                >
                    {missing > 0 ? <strong>{say('publish_sure', {n: missing})} </strong> : null}
                    {say('publish_final')}
                </Sure>
            ) : (
                <div class="next-action">
                    {waiting ? <p class="waiting-for">{say('step_waits')}</p> : null}
                    {!waiting && fresh > 0 ? (
                        <button type="button" class={missing > 0 ? 'plain' : 'main-action'} onClick={() => setSure(true)}>
                            {say('publish_marks', {n: fresh})}
                        </button>
                    ) : null}
                    {!waiting && fresh === 0 ? <p class="waiting-for">{say(may_rank ? 'published' : 'publish_nothing')}</p> : null}
                    {!waiting && may_rank ? (
                        <button type="button" class="main-action" onClick={() => order('stage.publish', {stage: panel.stage})}>
                            {say('publish_ranking')}
                        </button>
                    ) : null}
                </div>
            )}
        </footer>
    );
}

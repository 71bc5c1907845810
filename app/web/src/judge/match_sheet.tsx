// A match's sheet: both sides beside each other, what they share between them, an instant win that waits for
// the referee's word.

import {useEffect, useState} from 'preact/hooks';

import {ClockFace} from '../shared/clock_face';
import {duration, figure} from '../shared/format';
import {divisionName, entryName, entryOrigin, matchPlace} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import type {ItemValue, Match, MatchSheet, Seat} from '../shared/types';
import {may, mayEndMatch, wayOf} from './grants';
import type {Way} from './grants';
import {ItemCard} from './inputs';
import {worthOf} from './match_worth';
import type {SideWorth} from './match_worth';
import {Notices, useSideNames, useValueNames} from './notices';
import type {Outbox} from './outbox';
import {Outcome} from './outcome';
import {contentWith} from './paper';
import type {Entered, FieldPath, Value} from './paper';
import {Bouts, SharedCard} from './shared_state';
import {NextAction, Problems, Undo, valueCard, WayOfSheet} from './sheet_parts';
import {totalShown} from './sheet_worth';
import type {Taps} from './taps';
import {useJudgeWords} from './words';

const setters = ['organiser', 'secretary', 'head_judge', 'judge', 'referee'];
const out = (status: Value) => status === 'DNS' || status === 'DSQ';

interface MatchProps {
    seat: Seat;
    sheet: MatchSheet;
    outbox: Outbox;
    taps: Taps;
}

/** When it is on the match's own clock. */
function elapsedOf(match: Match | undefined, now_ms: number): number {
    const clock = match?.clock;
    if (!clock) return 0;
    const elapsed = clock.state === 'running' && clock.started_at_ms != null ? now_ms - clock.started_at_ms : (clock.elapsed_ms ?? 0);
    return Math.max(0, Math.round(clock.period_ms > 0 ? Math.min(elapsed, clock.period_ms) : elapsed));
}

export function MatchSheetView({seat, sheet, outbox, taps}: MatchProps) {
    const page = usePage();
    const {text} = useWords();
    const say = useJudgeWords();
    const names = useValueNames(sheet);
    const side_name = useSideNames(sheet.definition.sides);
    const {definition} = sheet;
    const match = page.store.one<Match>('matches', sheet.id);
    const way = wayOf(seat.grants, sheet);
    const [asked, setAsked] = useState(false);
    useEffect(() => setAsked(false), [sheet.id, sheet.state]);
    const current = (field: FieldPath) => outbox.current(sheet, field);
    const waiting = outbox.stepWaiting(sheet.id) !== null;
    const open = sheet.state === 'draft' && !waiting;
    const maySet = (side?: string) => open && may(seat.grants, setters, side === undefined ? sheet : {...sheet, side});
    const own_sides = definition.sides.filter((side) => may(seat.grants, setters, {...sheet, side}));
    const [shown, setShown] = useState(own_sides.length === 1 ? own_sides[0]! : definition.sides[0]!);
    const has_field = definition.shared.length > 0 || definition.bouts !== undefined;
    const held = outbox.heldOf(sheet.id)?.held;
    const worth = worthOf(definition, contentWith(sheet, current));

    const put = (values: Entered[]) => {
        const given = (field: FieldPath) => values.find((one) => one.field === field);
        const after = worthOf(definition, contentWith(sheet, (field) => (given(field) ? given(field)!.value : current(field))));
        const running = match?.state === 'running';
        const won = running ? after.find((one) => one.instant_win !== null && !sheet.worth.sides[one.side]?.instant_win) : undefined;
        const before = outbox.heldOf(sheet.id)?.held;
        if (won) {
            // The time of the win is that of the first tap that made it.
            const at_ms = before?.side === won.side ? before.at_ms : elapsedOf(match, page.clock.now());
            outbox.hold(sheet, values, {side: won.side, win: won.instant_win!, at_ms});
        } else if (before) outbox.release(sheet, values);
        else outbox.set(sheet, values);
    };
    const enter = (values: Entered[]) => {
        taps.note(sheet, values, outbox, page.clock.now());
        put(values);
    };
    const unanswered = definition.sides.reduce<string[]>((all, side) => {
        if (out(current(`sides.${side}.status`))) return all;
        const missing = definition.items.filter((item) => item.kind === 'flag' && item.default == null && current(`sides.${side}.items.${item.id}`) === null);
        return all.concat(missing.map((item) => `sides.${side}.items.${item.id}`));
    }, []);
    const column = {sheet, outbox, enter};
    return (
        <div class="sheet match-sheet" data-sheet={sheet.id} data-state={sheet.state}>
            <MatchHead sheet={sheet} match={match} />
            {own_sides.length === 1 ? <p class={`side-only side-only-${definition.sides.indexOf(own_sides[0]!) === 0 ? 'red' : 'blue'}`}>{say('side_only', {side: side_name(own_sides[0]!)})}</p> : null}
            <Notices id={sheet.id} names={names} outbox={outbox} />
            {held ? (
                <section class="notice notice-win" role="alert" data-win={held.side}>
                    <strong>
                        {say('win_seen', {
                            side: side_name(held.side),
                            name: text(definition.instant_win.find((win) => win.id === held.win)?.name) || held.win,
                            time: duration(held.at_ms, page.preferences.lang),
                        })}
                    </strong>
                    <p>{say(mayEndMatch(seat.grants, {...sheet, side: held.side}) ? 'win_hint' : 'win_not_yours')}</p>
                    <div class="pair">
                        {mayEndMatch(seat.grants, {...sheet, side: held.side}) ? (
                            <button
                                type="button"
                                class="plain plain-strong"
                                onClick={() => outbox.release(sheet, [{field: `sides.${held.side}.instant_win_ms`, value: held.at_ms}])}
                            >
                                {say('win_confirm', {side: side_name(held.side)})}
                            </button>
                        ) : null}
                        <button type="button" class="plain" onClick={() => outbox.reject(sheet.id)}>
                            {say('win_reject')}
                        </button>
                    </div>
                </section>
            ) : null}
            {asked && unanswered.length > 0 ? (
                <p class="notice notice-bad" role="alert">
                    {say('unanswered_list', {items: unanswered.map(names.field).join(', ')})}
                </p>
            ) : null}
            <div class="segments match-parts" role="group" aria-label={say('parts')}>
                {[definition.sides[0]!, has_field ? 'field' : null, definition.sides[1]!].map((part) =>
                    part === null ? null : (
                        <button
                            key={part}
                            type="button"
                            class={`segment brush-${part === 'field' ? 'free' : definition.sides[0] === part ? 'red' : 'blue'}`}
                            aria-pressed={shown === part}
                            onClick={() => setShown(part)}
                        >
                            {part === 'field' ? say('field_part') : side_name(part)}
                        </button>
                    ),
                )}
            </div>
            <div class={`match-board${has_field ? '' : ' match-board-plain'}`}>
                {definition.sides.map((side, index) => (
                    <SideColumn
                        key={side}
                        {...column}
                        side={side}
                        index={index}
                        worth={worth.find((one) => one.side === side)}
                        hidden={shown !== side}
                        locked={!maySet(side)}
                        missing={asked ? unanswered : []}
                    />
                ))}
                {has_field ? (
                    <div class={`match-column column-field${shown === 'field' ? '' : ' column-away'}`}>
                        {definition.shared.map((shared) => (
                            <SharedCard key={shared.id} {...column} shared={shared} locked={!maySet()} />
                        ))}
                        <Bouts {...column} locked={!maySet()} />
                    </div>
                ) : null}
            </div>
            <Problems problems={sheet.problems} names={names} />
            <footer class="actions match-actions">
                <Totals sheet={sheet} outbox={outbox} worth={worth} />
                <Undo filled={sheet} names={names} outbox={outbox} taps={taps} locked={!open} enter={put} />
                <NextAction
                    sheet={sheet}
                    way={own_sides.length < definition.sides.length ? noWay(way) : way}
                    waiting={waiting}
                    held={held ? say('win_waits') : sheet.state === 'draft' && match?.state === 'running' ? say('match_runs') : ''}
                    step={(kind) => {
                        if (kind === 'score.review' && unanswered.length > 0) setAsked(true);
                        else outbox.step(sheet, kind);
                    }}
                />
            </footer>
        </div>
    );
}

/** Who has one side of a match reviews it not. */
const noWay = (way: Way): Way => ({...way, next: null, may_reopen: false});

function MatchHead({sheet, match}: {sheet: MatchSheet; match: Match | undefined}) {
    const {store} = usePage();
    const {lang} = useWords();
    const contest = useContest();
    const place = match ? matchPlace(contest, match, store.all<Match>('matches'), lang) : sheet.name;
    return (
        <section class="card team-head">
            <div class="team-words">
                <h2>{place || sheet.name}</h2>
                <p class="soft">{divisionName(contest, sheet.division, lang)}</p>
                <WayOfSheet state={sheet.state} />
            </div>
            {match?.clock ? <ClockFace clock={match.clock} /> : null}
        </section>
    );
}

interface ColumnProps {
    sheet: MatchSheet;
    outbox: Outbox;
    side: string;
    index: number;
    worth: SideWorth | undefined;
    /** On a phone there is room for one part at a time. */
    hidden: boolean;
    locked: boolean;
    missing: FieldPath[];
    enter(values: Entered[]): void;
}

function SideColumn({sheet, outbox, side, index, worth, hidden, locked, missing, enter}: ColumnProps) {
    const entries = useEntries();
    const {text} = useWords();
    const side_name = useSideNames(sheet.definition.sides)(side);
    const colour = index === 0 ? 'red' : 'blue';
    const id = sheet.content.sides[side]?.entry ?? '';
    const current = (field: FieldPath) => outbox.current(sheet, field);
    const status = current(`sides.${side}.status`);
    const win = sheet.definition.instant_win.find((one) => one.id === (worth?.instant_win ?? sheet.worth.sides[side]?.instant_win));
    return (
        <section class={`match-column column-${colour}${hidden ? ' column-away' : ''}`} data-side={side} aria-label={side_name}>
            <header class="side-head">
                <p class={`side-name side-${colour}`}>{side_name}</p>
                <h3>{entryName(entries.get(id), id)}</h3>
                <p class="soft">{entryOrigin(entries.get(id))}</p>
                {win ? <p class="side-win">{text(win.name) || win.id}</p> : null}
            </header>
            {sheet.definition.items.map((item) => {
                const field = `sides.${side}.items.${item.id}`;
                return (
                    <ItemCard
                        key={item.id}
                        item={item}
                        whose={side_name}
                        {...valueCard<ItemValue>(sheet, field, outbox, enter)}
                        locked={locked || out(status)}
                        missing={missing.includes(field)}
                    />
                );
            })}
            <Outcome sheet={sheet} prefix={`sides.${side}.`} whose={side_name} outbox={outbox} locked={locked} enter={enter} />
        </section>
    );
}

/** Both sides as they stand. What is not sent yet is counted here, and said to be so. */
function Totals({sheet, outbox, worth}: {sheet: MatchSheet; outbox: Outbox; worth: SideWorth[]}) {
    const {lang} = useWords();
    const say = useJudgeWords();
    const side_name = useSideNames(sheet.definition.sides);
    const waits = outbox.letters.some((letter) => letter.sheet === sheet.id && letter.changes.length > 0);
    const own = outbox.ahead(sheet.id) ? worth : [];
    const total = (side: string) => {
        const hosts = sheet.worth.sides[side];
        const known = hosts?.total ?? (sheet.definition.bouts ? String(hosts?.bouts_won ?? 0) : null);
        return totalShown(own.find((one) => one.side === side)?.worth ?? null, known);
    };
    const unknown = own.some((one) => !one.worth.known);
    return (
        <div class="match-totals">
            {sheet.definition.sides.map((side, index) => (
                <p key={side} class={`sheet-total total-${index === 0 ? 'red' : 'blue'}`} data-total={side}>
                    <span>{side_name(side)}</span>
                    <strong class="figures">{figure(total(side), lang)}</strong>
                </p>
            ))}
            {waits ? <em class="provisional">{say(unknown ? 'total_unknown' : 'total_waits')}</em> : <em class="leads">{leads(sheet, say, side_name)}</em>}
        </div>
    );
}

function leads(sheet: MatchSheet, say: ReturnType<typeof useJudgeWords>, side_name: (side: string) => string): string {
    const {winner, decided_by} = sheet.worth;
    if (winner !== null) return say(decided_by?.startsWith('instant_win') ? 'outcome_won' : 'outcome_leads', {side: side_name(winner)});
    return say('outcome_draw');
}

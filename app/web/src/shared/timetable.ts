// What of the published timetable is over, what comes next, and when that will be as far as can be told.

import {nextMatches} from './bracket';
import type {Store} from './store';
import type {Contest, Field, Match, Run, RunClock, RunResult, Slot} from './types';

/** A slot whose team was never called is shown as waiting for so long, and then no more. */
const late_max_ms = 3 * 3600_000;

const runOf = (slot: Slot) => `${slot.stage}.${slot.entry}.${slot.number}`;

export type SlotState = 'past' | 'now' | 'next';

export function slotState(store: Store, slot: Slot, host_now_ms: number): SlotState {
    const played = slot.match ? matchState(store.one<Match>('matches', slot.match), slot.starts_at_ms > host_now_ms) : runState(store, slot);
    if (played !== 'next') return played;
    return slot.starts_at_ms + slot.duration_ms + late_max_ms < host_now_ms ? 'past' : 'next';
}

function runState(store: Store, slot: Slot): SlotState {
    const run = store.one<Run>('runs', runOf(slot));
    if (run) return run.state === 'ended' || run.state === 'aborted' ? 'past' : 'now';
    return store.one<RunResult>('results', runOf(slot)) ? 'past' : 'next';
}

/** One that was broken off is played again where a slot that is still to come says so. */
function matchState(match: Match | undefined, is_ahead: boolean): SlotState {
    if (!match) return 'past';
    if (match.state === 'aborted' && match.result === null) return is_ahead ? 'next' : 'past';
    if (match.state === 'planned') return match.result === null ? 'next' : 'past';
    return match.state === 'called' || match.state === 'running' ? 'now' : 'past';
}

/** Whose slot it is: a run's team, a match's sides as far as they are known. */
export function slotEntries(store: Store, slot: Slot): string[] {
    if (!slot.match) return slot.entry ? [slot.entry] : [];
    return matchEntries(store.one<Match>('matches', slot.match));
}

function matchEntries(match: Match | undefined): string[] {
    return (match?.sides ?? []).reduce<string[]>((all, side) => (side.entry === null ? all : all.concat(side.entry)), []);
}

/** All slots in the order of the day. */
export function slotsInOrder(store: Store): Slot[] {
    return Array.from(store.all<Slot>('schedule').values()).sort(
        (a, b) => a.starts_at_ms - b.starts_at_ms || a.field.localeCompare(b.field, 'vi', {numeric: true}),
    );
}

/**
 * What is still to come, soonest first; on one field where one is given. A run that was overtaken by a
 * later one of its field is over, even where its result is not published yet.
 */
export function nextSlots(store: Store, host_now_ms: number, field?: string): Slot[] {
    const slots = slotsInOrder(store);
    const overtaken = new Map<string, number>();
    for (const slot of slots)
        if (slotState(store, slot, host_now_ms) !== 'next' && slot.starts_at_ms <= host_now_ms + late_max_ms)
            overtaken.set(slot.field, Math.max(overtaken.get(slot.field) ?? 0, slot.starts_at_ms));
    return slots.filter(
        (slot) =>
            (field === undefined || slot.field === field) &&
            slotState(store, slot, host_now_ms) === 'next' &&
            slot.starts_at_ms > (overtaken.get(slot.field) ?? 0),
    );
}

/** A run or match that is still to be played. */
export interface Coming {
    /** Of the run or match. */
    id: string;
    stage: string;
    match: Match | null;
    /** One team, or both sides of a match: red first. */
    entries: string[];
    /** Null: nobody has said where and when. */
    slot: Slot | null;
    /** When it will be, as the field goes now. */
    at_ms: number | null;
    /** The how-manyth of its field's queue, or of those that have no field yet; from 1. */
    place: number;
}

/** When the field will be free: what is on it takes as long as its slot says, from when it really began. */
function freeAt(store: Store, field: string, now_ms: number): number {
    const on_it = store.one<Field>('fields', field);
    const run = on_it?.run ? store.one<Run>('runs', on_it.run) : undefined;
    const match = on_it?.match ? store.one<Match>('matches', on_it.match) : undefined;
    const state = match?.state ?? run?.state;
    if (state === undefined || state === 'ended' || state === 'aborted' || state === 'planned') return now_ms;
    const own = slotsInOrder(store).find((slot) => (slot.match ? slot.match === match?.id : run !== undefined && runOf(slot) === run.id));
    const clock: RunClock | null = match ? match.clock : (run?.clock ?? null);
    const began_ms = clock?.state === 'running' ? (clock.started_at_ms ?? now_ms) : now_ms;
    const clock_ends_ms = clock?.state === 'running' ? (clock.ends_at_ms ?? now_ms) : now_ms;
    return Math.max(now_ms, clock_ends_ms, began_ms + (own?.duration_ms ?? 0));
}

/** All that is still to come: what has a slot by when it will be, then the other matches as they were drawn. */
export function coming(store: Store, now_ms: number): Coming[] {
    const free = new Map<string, {at_ms: number; place: number}>();
    const matches = store.all<Match>('matches');
    const planned = nextSlots(store, now_ms).map((slot): Coming => {
        const before = free.get(slot.field) ?? {at_ms: freeAt(store, slot.field, now_ms), place: 0};
        const at_ms = Math.max(slot.starts_at_ms, before.at_ms);
        const place = before.place + 1;
        free.set(slot.field, {at_ms: at_ms + slot.duration_ms, place});
        const match = (slot.match && matches.get(slot.match)) || null;
        return {id: match?.id ?? runOf(slot), stage: slot.stage, match, entries: slotEntries(store, slot), slot, at_ms, place};
    });
    const has_slot = new Set(slotsInOrder(store).map((slot) => slot.match));
    const drawn = nextMatches(store.one<Contest>('contest'), matches)
        .filter((match) => !has_slot.has(match.id))
        .map((match, n): Coming => ({id: match.id, stage: match.stage, match, entries: matchEntries(match), slot: null, at_ms: null, place: n + 1}));
    return planned.sort((a, b) => (a.at_ms ?? 0) - (b.at_ms ?? 0)).concat(drawn);
}

// What of the published timetable is over, and what comes next.

import type {Store} from './store';
import type {Run, RunResult, Slot} from './types';

/** A slot whose team was never called is shown as waiting for so long, and then no more. */
const late_max_ms = 3 * 3600_000;

const runOf = (slot: Slot) => `${slot.stage}.${slot.entry}.${slot.number}`;

export type SlotState = 'past' | 'now' | 'next';

export function slotState(store: Store, slot: Slot, host_now_ms: number): SlotState {
    const run = store.one<Run>('runs', runOf(slot));
    if (run) return run.state === 'ended' || run.state === 'aborted' ? 'past' : 'now';
    if (store.one<RunResult>('results', runOf(slot))) return 'past';
    return slot.starts_at_ms + slot.duration_ms + late_max_ms < host_now_ms ? 'past' : 'next';
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

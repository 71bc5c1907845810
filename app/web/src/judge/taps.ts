// The last few entries of a sheet, so that they can be taken back one after the other.

import type {FieldPath, Outbox, Value} from './outbox';
import {paperOf} from './paper';
import type {Entered, Filled} from './paper';

export interface Tap {
    /** What went in together: a status comes with its reason, and goes with it. */
    changes: {field: FieldPath; before: Value; after: Value}[];
    at_ms: number;
}

const kept_count = 5;

export class Taps {
    private readonly of_sheet = new Map<string, Tap[]>();

    add(sheet: string, tap: Tap): void {
        this.of_sheet.set(sheet, this.of(sheet).concat(tap).slice(-kept_count));
    }

    /** What is about to be entered there. */
    note(filled: Filled, values: Entered[], outbox: Outbox, at_ms: number): void {
        const changes = values.map(({field, value}) => ({field, before: outbox.current(filled, field), after: value}));
        this.add(paperOf(filled).id, {changes, at_ms});
    }

    of(sheet: string): Tap[] {
        return this.of_sheet.get(sheet) ?? [];
    }

    /**
     * Takes the last one away and gives it. One whose value somebody else has changed since cannot be
     * taken back by writing the old value: it is dropped.
     */
    takeLast(sheet: string, current: (field: FieldPath) => Value): Tap | null {
        const taps = this.of(sheet);
        const last = taps[taps.length - 1];
        if (!last) return null;
        this.of_sheet.set(sheet, taps.slice(0, -1));
        const untouched = last.changes.every((change) => String(current(change.field)) === String(change.after));
        return untouched ? last : null;
    }
}

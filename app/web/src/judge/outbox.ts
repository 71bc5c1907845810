// What a referee entered and the host has not confirmed yet. Every tap goes into a letter that is kept
// on this device before it is sent; a letter keeps its id until it is answered, so that sending it
// twice has no second effect. Values are absolute.

import type {Sheet} from '../shared/types';
import type {Command, Outcome} from './api';
import type {Keep, Record} from './keep';

/** `items.zone`, `status`, `reason`, `time_ms`, `hand_ms` */
export type FieldPath = string;
export type Value = string | number | boolean | null;

export interface Change {
    field: FieldPath;
    value: Value;
    /** What the host's sheet said when this device began to change it. */
    base: Value;
}

export interface Letter extends Record {
    type: 'letter';
    user: string;
    contest: string;
    sheet: string;
    kind: string;
    changes: Change[];
    /** Its place in the queue. */
    order: number;
    /** The version that the sender saw; null: taken when it is first sent. */
    expect: number | null;
    /** Once it may have reached the host its content is fixed. */
    sent: boolean;
    received: boolean;
}

export interface Conflict extends Record {
    type: 'conflict';
    user: string;
    contest: string;
    sheet: string;
    field: FieldPath;
    mine: Value;
    theirs: Value;
}

export interface Refusal {
    sheet: string;
    kind: string;
    fields: FieldPath[];
    problem: import('../shared/types').Problem;
}

/** here: on this device; received: the host has it; durable: on the host's disk. */
export type Mark = 'here' | 'received' | 'durable';

export interface OutboxSources {
    send(command: Command): Promise<Outcome>;
    /** The sheet as the host has it now, asked for anew; null: not to be had. */
    freshSheet(id: string): Promise<Sheet | null>;
    /** The sheet and the seq as the stream has brought them. */
    sheet(id: string): Sheet | undefined;
    seq(): number;
    uuid(): string;
    later(wait_ms: number, call: () => void): void;
}

interface Settled {
    value: Value;
    seq: number;
}

const retry_max_ms = 8000;

export function valueOf(sheet: Sheet, field: FieldPath): Value {
    if (field.startsWith('items.')) return (sheet.content.items[field.slice(6)] ?? null) as Value;
    return ((sheet.content as unknown as {[key: string]: Value})[field] ?? null) as Value;
}

const same = (a: Value, b: Value) => a === b || (a !== null && b !== null && String(a) === String(b));

export class Outbox {
    letters: Letter[] = [];
    conflicts: Conflict[] = [];
    refusals: Refusal[] = [];
    signed_out = false;
    /** The last attempt did not reach the host. */
    unreachable = false;

    private settled = new Map<string, Map<FieldPath, Settled>>();
    private known_version = new Map<string, number>();
    private busy = false;
    private failures = 0;
    private order = 0;
    private listeners = new Set<() => void>();

    constructor(
        private readonly keep: Keep,
        private readonly sources: OutboxSources,
        readonly user: string,
        readonly contest: string,
    ) {}

    /** Takes up what an earlier page left. */
    async restore(): Promise<void> {
        const records = (await this.keep.all()) as (Letter | Conflict)[];
        const own = records.filter((record) => record.user === this.user && record.contest === this.contest);
        this.letters = own
            .filter((record): record is Letter => record.type === 'letter')
            .sort((a, b) => a.order - b.order)
            .concat(this.letters);
        this.conflicts = own.filter((record): record is Conflict => record.type === 'conflict');
        this.order = this.letters.reduce((most, letter) => Math.max(most, letter.order), this.order);
        this.changed();
        this.pump();
    }

    /** Enters values; several that belong together (a status and its reason) in one call. */
    set(sheet: Sheet, values: {field: FieldPath; value: Value}[]): void {
        this.refusals = this.refusals.filter((one) => one.sheet !== sheet.id);
        let letter = this.letters[this.letters.length - 1];
        if (!letter || letter.sent || letter.sheet !== sheet.id || letter.kind !== 'score.set')
            letter = this.append(sheet.id, 'score.set');
        for (const {field, value} of values) {
            const there = letter.changes.find((change) => change.field === field);
            if (there) there.value = value;
            else letter.changes.push({field, value, base: this.current(sheet, field)});
            this.dropConflict(sheet.id, field);
        }
        this.keep.put(letter);
        this.changed();
        this.pump();
    }

    /** A step of the sheet's way: after everything entered before it. */
    step(sheet: Sheet, kind: string): void {
        this.refusals = this.refusals.filter((one) => one.sheet !== sheet.id);
        this.keep.put(this.append(sheet.id, kind));
        this.changed();
        this.pump();
    }

    /** The value as this device knows it: what waits, else what was confirmed, else what the host says. */
    current(sheet: Sheet, field: FieldPath): Value {
        for (let n = this.letters.length - 1; n >= 0; n -= 1) {
            const letter = this.letters[n]!;
            const change = letter.sheet === sheet.id ? letter.changes.find((one) => one.field === field) : undefined;
            if (change) return change.value;
        }
        const settled = this.settled.get(sheet.id)?.get(field);
        if (settled && settled.seq > this.sources.seq()) return settled.value;
        return valueOf(sheet, field);
    }

    mark(sheet: string, field: FieldPath): Mark {
        const waiting = this.letters.filter(
            (letter) => letter.sheet === sheet && letter.changes.some((change) => change.field === field),
        );
        if (waiting.length === 0) return 'durable';
        return waiting.every((letter) => letter.received) ? 'received' : 'here';
    }

    /** How many entries wait to be confirmed. */
    get waiting(): number {
        return this.letters.reduce((sum, letter) => sum + Math.max(1, letter.changes.length), 0);
    }

    stepWaiting(sheet: string): string | null {
        const step = this.letters.find((letter) => letter.sheet === sheet && letter.kind !== 'score.set');
        return step ? step.kind : null;
    }

    resolve(conflict: Conflict, keep_mine: boolean): void {
        this.dropConflict(conflict.sheet, conflict.field);
        const sheet = this.sources.sheet(conflict.sheet);
        if (keep_mine && sheet) this.set(sheet, [{field: conflict.field, value: conflict.mine}]);
        this.changed();
    }

    /** Nothing changed here, but what is shown beside it did. */
    touch(): void {
        this.changed();
    }

    dismissRefusals(sheet: string): void {
        this.refusals = this.refusals.filter((one) => one.sheet !== sheet);
        this.changed();
    }

    /** Tries at once: the connection is back, or somebody signed in again. */
    wake(): void {
        this.signed_out = false;
        this.failures = 0;
        this.pump();
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }

    private append(sheet: string, kind: string): Letter {
        this.order += 1;
        const letter: Letter = {
            id: this.sources.uuid(), type: 'letter', user: this.user, contest: this.contest, sheet, kind,
            changes: [], order: this.order, expect: null, sent: false, received: false,
        };
        this.letters.push(letter);
        return letter;
    }

    private pump(): void {
        if (this.busy || this.signed_out || this.letters.length === 0) return;
        this.busy = true;
        void this.sendFirst().then((wait_ms) => {
            this.busy = false;
            this.changed();
            if (wait_ms === null) this.pump();
            else if (wait_ms >= 0) this.sources.later(wait_ms, () => this.pump());
        });
    }

    /** How long to wait before the next attempt; null: go on; below 0: until woken. */
    private async sendFirst(): Promise<number | null> {
        const letter = this.letters[0]!;
        if (!letter.sent) {
            letter.expect = this.version(letter.sheet);
            letter.sent = true;
            this.keep.put(letter);
        }
        const outcome = await this.sources.send(commandOf(letter));
        this.unreachable = outcome.kind === 'unreachable';
        switch (outcome.kind) {
            case 'done':
                this.failures = 0;
                this.settle(letter, outcome.seq);
                return null;
            case 'received':
                letter.received = true;
                return 1000;
            case 'unreachable':
                this.failures += 1;
                return Math.min(retry_max_ms, 500 * 2 ** Math.min(this.failures, 5));
            case 'later':
                return outcome.wait_ms;
            case 'signed_out':
                this.signed_out = true;
                return -1;
            case 'stale':
                return this.rebase(letter);
            case 'refused':
                this.forget(letter);
                this.refusals.push({
                    sheet: letter.sheet, kind: letter.kind, problem: outcome.problem,
                    fields: letter.changes.map((change) => change.field),
                });
                return null;
        }
    }

    private version(sheet: string): number | null {
        const streamed = this.sources.sheet(sheet)?.version;
        const known = this.known_version.get(sheet);
        if (streamed === undefined) return known ?? null;
        return Math.max(streamed, known ?? 0);
    }

    private settle(letter: Letter, seq: number): void {
        this.forget(letter);
        this.known_version.set(letter.sheet, seq);
        const fields = this.settled.get(letter.sheet) ?? new Map<FieldPath, Settled>();
        for (const change of letter.changes) fields.set(change.field, {value: change.value, seq});
        this.settled.set(letter.sheet, fields);
    }

    /**
     * The sheet changed under the letter: a gate's time, another field, or another device in the same
     * field. Only the last is a conflict; otherwise the letter goes out anew, with a new id.
     */
    private async rebase(letter: Letter): Promise<number | null> {
        const sheet = await this.sources.freshSheet(letter.sheet);
        // What is to be had here may be as old as what the host refused: the stream will bring it.
        if (!sheet || sheet.version === letter.expect) {
            this.failures += 1;
            return Math.min(retry_max_ms, 1000 * this.failures);
        }
        this.known_version.set(letter.sheet, sheet.version);
        this.forget(letter);
        if (letter.kind !== 'score.set') {
            // Nobody confirms what he has not seen.
            this.refusals.push({sheet: letter.sheet, kind: letter.kind, fields: [], problem: {status: 409, code: 'command.stale'}});
            return null;
        }
        const clean: Change[] = [];
        for (const change of letter.changes) {
            const theirs = valueOf(sheet, change.field);
            if (same(theirs, change.value)) continue;
            if (same(theirs, change.base)) clean.push({...change, base: theirs});
            else this.disagree(letter.sheet, change, theirs);
        }
        if (clean.length > 0) {
            const again: Letter = {...letter, id: this.sources.uuid(), changes: clean, expect: sheet.version, sent: true, received: false};
            this.letters.unshift(again);
            this.keep.put(again);
        }
        return null;
    }

    private disagree(sheet: string, change: Change, theirs: Value): void {
        this.dropConflict(sheet, change.field);
        const conflict: Conflict = {
            id: this.sources.uuid(), type: 'conflict', user: this.user, contest: this.contest,
            sheet, field: change.field, mine: change.value, theirs,
        };
        this.conflicts.push(conflict);
        this.keep.put(conflict);
    }

    private dropConflict(sheet: string, field: FieldPath): void {
        for (const one of this.conflicts)
            if (one.sheet === sheet && one.field === field) this.keep.remove(one.id);
        this.conflicts = this.conflicts.filter((one) => one.sheet !== sheet || one.field !== field);
    }

    private forget(letter: Letter): void {
        this.letters = this.letters.filter((one) => one !== letter);
        this.keep.remove(letter.id);
    }

    private changed(): void {
        this.listeners.forEach((listener) => listener());
    }
}

function commandOf(letter: Letter): Command {
    const payload: Command['payload'] = {sheet: letter.sheet};
    const items: {[id: string]: Value} = {};
    for (const change of letter.changes) {
        if (change.field.startsWith('items.')) items[change.field.slice(6)] = change.value;
        else payload[change.field] = change.value;
    }
    if (Object.keys(items).length > 0) payload['items'] = items;
    const expect = letter.expect === null ? {} : {[`sheet:${letter.sheet}`]: letter.expect};
    return {id: letter.id, kind: letter.kind, expect, payload};
}

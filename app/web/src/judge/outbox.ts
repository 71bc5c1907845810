// What a referee entered and the host has not confirmed yet. Every tap goes into a letter that is kept
// on this device before it is sent; a letter keeps its id until it is answered, so that sending it
// twice has no second effect. Values are absolute.

import type {Command, Outcome} from './api';
import type {Keep, Record} from './keep';
import {paperOf} from './paper';
import type {Entered, Expect, FieldPath, Filled, Paper, Payload, Value} from './paper';

export {valueOf} from './paper';
export type {FieldPath, Value} from './paper';

export interface Change extends Entered {
    /** What the host's sheet said when this device began to change it. */
    base: Value;
}

/** A win at once that waits for the referee's word: whose, which, when on the match's clock. */
export interface Held {
    side: string;
    win: string;
    at_ms: number;
}

export interface Letter extends Record {
    type: 'letter';
    user: string;
    contest: string;
    sheet: string;
    kind: string;
    changes: Change[];
    /** What a step says beside its sheet: a reason. */
    more?: Payload;
    /** Its place in the queue. */
    order: number;
    /** The versions that the sender saw; null: taken when it is first sent. */
    expect: Expect | null;
    /** What goes out; null: made when it is first sent. */
    payload: Payload | null;
    /** Once it may have reached the host its content is fixed. */
    sent: boolean;
    received: boolean;
    /** It does not go out before somebody has confirmed it. */
    held?: Held;
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
    freshSheet(id: string): Promise<Filled | null>;
    /** The sheet and the seq as the stream has brought them. */
    sheet(id: string): Filled | undefined;
    /** Whether the stream has brought anything yet. */
    filled?(): boolean;
    seq(): number;
    uuid(): string;
    later(wait_ms: number, call: () => void): void;
}

interface Settled {
    value: Value;
    seq: number;
}

const retry_max_ms = 2000;
/** Radio that is gone for seconds comes back at any moment: so often asked, what waited is away soon after. */
const retry_soon_ms = 250;
const retries_soon = 40;

const same = (a: Value, b: Value) => a === b || (a !== null && b !== null && String(a) === String(b));

export class Outbox {
    letters: Letter[] = [];
    conflicts: Conflict[] = [];
    refusals: Refusal[] = [];
    signed_out = false;
    /** The last attempt did not reach the host. */
    unreachable = false;

    private settled = new Map<string, Map<FieldPath, Settled>>();
    /** Object → the seq of what this device changed of it last. */
    private known = new Map<string, number>();
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
            .map(upToDate)
            .sort((a, b) => a.order - b.order)
            .concat(this.letters);
        this.conflicts = own.filter((record): record is Conflict => record.type === 'conflict');
        this.order = this.letters.reduce((most, letter) => Math.max(most, letter.order), this.order);
        this.changed();
        this.pump();
    }

    /** Enters values; several that belong together (a status and its reason) in one call. */
    set(filled: Filled, values: Entered[]): void {
        const paper = paperOf(filled);
        this.refusals = this.refusals.filter((one) => one.sheet !== paper.id);
        const last = this.letters[this.letters.length - 1];
        const open = (one: Letter | undefined) => one && !one.sent && one.sheet === paper.id && one.kind === paper.set_kind;
        const letter = this.heldOf(paper.id) ?? (open(last) ? last! : this.append(paper.id, paper.set_kind));
        for (const {field, value} of values) {
            const there = letter.changes.find((change) => change.field === field);
            if (there) there.value = value;
            else letter.changes.push({field, value, base: this.current(filled, field)});
            this.dropConflict(paper.id, field);
        }
        this.keep.put(letter);
        this.changed();
        this.pump();
    }

    /** Enters values that would win at once: they wait here until `release` or `reject`. */
    hold(filled: Filled, values: Entered[], win: Held): void {
        const {id, set_kind} = paperOf(filled);
        (this.heldOf(id) ?? this.append(id, set_kind)).held = win;
        this.set(filled, values);
    }

    heldOf(sheet: string): Letter | undefined {
        return this.letters.find((letter) => letter.sheet === sheet && letter.held !== undefined);
    }

    /** The win is one: what was held goes out, with its time. */
    release(filled: Filled, more: Entered[]): void {
        const letter = this.heldOf(paperOf(filled).id);
        if (!letter) return;
        delete letter.held;
        // It is sent as what was entered last.
        this.order += 1;
        letter.order = this.order;
        this.letters = this.letters.filter((one) => one !== letter).concat(letter);
        this.set(filled, more);
    }

    /** It was none: what was entered for it is taken back. */
    reject(sheet: string): void {
        const letter = this.heldOf(sheet);
        if (letter) this.forget(letter);
        this.changed();
    }

    /** A step of the sheet's way: after everything entered before it. */
    step(filled: Filled, kind: string, more?: Payload): void {
        const {id} = paperOf(filled);
        this.refusals = this.refusals.filter((one) => one.sheet !== id);
        const letter = this.append(id, kind);
        if (more) letter.more = more;
        this.keep.put(letter);
        this.changed();
        this.pump();
    }

    /** A command that is about no sheet of this seat: what a head judge does to others' marks. */
    orderOf(name: string, kind: string, payload: Payload, expect: Expect): void {
        this.refusals = this.refusals.filter((one) => one.sheet !== name);
        this.keep.put(Object.assign(this.append(name, kind), {payload, expect}));
        this.changed();
        this.pump();
    }

    /** The value as this device knows it: what waits, else what was confirmed, else what the host says. */
    current(filled: Filled, field: FieldPath): Value {
        const paper = paperOf(filled);
        for (let n = this.letters.length - 1; n >= 0; n -= 1) {
            const letter = this.letters[n]!;
            const change = letter.sheet === paper.id ? letter.changes.find((one) => one.field === field) : undefined;
            if (change) return change.value;
        }
        return this.confirmed(paper, field);
    }

    private confirmed(paper: Paper, field: FieldPath): Value {
        const settled = this.settled.get(paper.id)?.get(field);
        return settled && settled.seq > this.sources.seq() ? settled.value : paper.value(field);
    }

    mark(sheet: string, field: FieldPath): Mark {
        const waiting = this.letters.filter(
            (letter) => letter.sheet === sheet && letter.changes.some((change) => change.field === field),
        );
        if (waiting.length === 0) return 'durable';
        return waiting.every((letter) => letter.received) ? 'received' : 'here';
    }

    /** This device knows values of the sheet that what the stream has brought of it does not hold yet. */
    ahead(sheet: string): boolean {
        if (this.letters.some((letter) => letter.sheet === sheet && letter.changes.length > 0)) return true;
        return Array.from(this.settled.get(sheet)?.values() ?? []).some((one) => one.seq > this.sources.seq());
    }

    /** How many entries wait to be confirmed. */
    get waiting(): number {
        return this.letters.reduce((sum, letter) => sum + Math.max(1, letter.changes.length), 0);
    }

    stepWaiting(sheet: string): string | null {
        const step = this.letters.find((letter) => letter.sheet === sheet && letter.changes.length === 0 && !letter.held);
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
            changes: [], order: this.order, expect: null, payload: null, sent: false, received: false,
        };
        this.letters.push(letter);
        return letter;
    }

    private pump(): void {
        if (this.busy || this.signed_out || !this.letters.some((letter) => !letter.held)) return;
        this.busy = true;
        void this.sendFirst().then((wait_ms) => {
            this.busy = false;
            this.changed();
            if (wait_ms === null) this.pump();
            else if (wait_ms >= 0) this.sources.later(wait_ms, () => this.pump());
        });
    }

    /** Fixes what the letter says. Without its sheet there is nothing to say it of, yet or for ever. */
    private seal(letter: Letter): 'sealed' | 'no_sheet' | 'nothing_left' {
        if (letter.sent) return 'sealed';
        if (letter.payload === null) {
            const filled = this.sources.sheet(letter.sheet);
            if (!filled) return 'no_sheet';
            const paper = paperOf(filled);
            // It waited, and the stream brought what others entered meanwhile: that is not written over.
            const clean = letter.changes.filter((change) => {
                const theirs = this.confirmed(paper, change.field);
                const open = same(theirs, change.base) || same(theirs, change.value);
                if (!open) this.disagree(letter.sheet, change, theirs);
                return open;
            });
            if (clean.length === 0 && letter.changes.length > 0) {
                this.forget(letter);
                return 'nothing_left';
            }
            letter.changes = clean;
            letter.payload = {...paper.payload(clean, (field) => this.confirmed(paper, field)), ...letter.more};
            letter.expect = letter.expect ?? this.withKnown(paper.expect(clean.map((change) => change.field)));
        }
        letter.sent = true;
        this.keep.put(letter);
        return 'sealed';
    }

    /** How long to wait before the next attempt; null: go on; below 0: until woken. */
    private async sendFirst(): Promise<number | null> {
        const letter = this.letters.find((one) => !one.held)!;
        const sealed = this.seal(letter);
        if (sealed === 'nothing_left') return null;
        if (sealed === 'no_sheet') {
            if (this.sources.filled && !this.sources.filled()) return 500;
            // Published, given up or taken from this seat meanwhile: what was entered has no place any more.
            this.refuse(letter, {code: 'sheet.gone'});
            return null;
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
                return this.failures <= retries_soon ? retry_soon_ms : retry_max_ms;
            case 'later':
                return outcome.wait_ms;
            case 'signed_out':
                this.signed_out = true;
                return -1;
            case 'stale':
                return this.rebase(letter);
            case 'refused':
                this.refuse(letter, outcome.problem);
                return null;
        }
    }

    private refuse(letter: Letter, problem: Refusal['problem']): void {
        this.forget(letter);
        this.refusals.push({sheet: letter.sheet, kind: letter.kind, problem, fields: letter.changes.map((change) => change.field)});
    }

    /** The stream may be behind what this device has just been told. */
    private withKnown(expect: Expect): Expect {
        const known: Expect = {};
        for (const object of Object.keys(expect)) {
            const seq = this.known.get(object) ?? 0;
            known[object] = seq > this.sources.seq() ? Math.max(seq, expect[object]!) : expect[object]!;
        }
        return known;
    }

    private settle(letter: Letter, seq: number): void {
        this.forget(letter);
        const filled = this.sources.sheet(letter.sheet);
        const whole = filled ? paperOf(filled).expect([]) : {};
        for (const object of Object.keys({...letter.expect, ...whole})) this.known.set(object, seq);
        const fields = this.settled.get(letter.sheet) ?? new Map<FieldPath, Settled>();
        for (const change of letter.changes) fields.set(change.field, {value: change.value, seq});
        this.settled.set(letter.sheet, fields);
    }

    /**
     * The sheet changed under the letter: a gate's time, another field, or another device in the same
     * field. Only the last is a conflict; otherwise the letter goes out anew, with a new id.
     */
    private async rebase(letter: Letter): Promise<number | null> {
        if (letter.changes.length === 0) {
            // Nobody confirms what he has not seen.
            this.refuse(letter, {status: 409, code: 'command.stale'});
            return null;
        }
        const fresh = await this.sources.freshSheet(letter.sheet);
        const paper = fresh ? paperOf(fresh) : null;
        const expect = paper?.expect(letter.changes.map((change) => change.field)) ?? {};
        const expected = letter.expect ?? {};
        const behind = Object.keys(expected).some((object) => (this.known.get(object) ?? 0) > this.sources.seq());
        // What is to be had here may be as old as what the host refused: the stream will bring it.
        if (!paper || behind || Object.keys(expect).every((object) => expect[object] === expected[object])) {
            this.failures += 1;
            return Math.min(retry_max_ms, 1000 * this.failures);
        }
        this.forget(letter);
        const clean: Change[] = [];
        for (const change of letter.changes) {
            const theirs = paper.value(change.field);
            if (same(theirs, change.value)) continue;
            if (same(theirs, change.base)) clean.push({...change, base: theirs});
            else this.disagree(letter.sheet, change, theirs);
        }
        if (clean.length > 0) {
            const payload = {...paper.payload(clean, (field) => paper.value(field)), ...letter.more};
            const again: Letter = {...letter, id: this.sources.uuid(), changes: clean, expect, payload, sent: true, received: false};
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

const commandOf = (letter: Letter): Command => ({id: letter.id, kind: letter.kind, expect: letter.expect ?? {}, payload: letter.payload ?? {}});

/** A letter that an older page left had one version, of its sheet, and no payload. */
function upToDate(letter: Letter): Letter {
    if (typeof letter.expect === 'number') letter.expect = {[`sheet:${letter.sheet}`]: letter.expect};
    if (letter.payload === undefined) {
        letter.payload = null;
        letter.sent = false;
    }
    return letter;
}

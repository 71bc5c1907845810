import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {Command, Outcome} from 'pages/judge/api';
import {MemoryKeep, StorageKeep} from 'pages/judge/keep';
import type {Keep} from 'pages/judge/keep';
import {Outbox, valueOf} from 'pages/judge/outbox';
import {Taps} from 'pages/judge/taps';
import type {ItemValue, Sheet} from 'pages/shared/types';

function sheetOf(items: {[id: string]: ItemValue}, version = 100): Sheet {
    return {
        id: 'final.T1.1', stage: 'final', entry: 'T1', division: 'A', number: 1, state: 'draft', version, object: 'sheet:final.T1.1',
        content: {status: 'OK', items, time_ms: null, measured: null, hand_ms: null, reason: ''},
        total: null, definition: {items: []},
    };
}

/** A host whose answers are given by hand, and time that passes when told. */
function world(keep: Keep = new MemoryKeep(), user = 'u') {
    const state = {
        sheet: sheetOf({}), seq: 100, ids: 0,
        sent: [] as Command[],
        answers: [] as Outcome[],
        timers: [] as (() => void)[],
    };
    const outbox = new Outbox(
        keep,
        {
            send: (command) => {
                state.sent.push(JSON.parse(JSON.stringify(command)) as Command);
                return Promise.resolve(state.answers.shift() ?? {kind: 'unreachable'});
            },
            freshSheet: () => Promise.resolve(state.sheet),
            sheet: () => state.sheet,
            seq: () => state.seq,
            uuid: () => `id-${user}-${(state.ids += 1)}`,
            later: (_wait_ms, call) => void state.timers.push(call),
        },
        user,
        'contest',
    );
    const settle = async () => {
        for (let n = 0; n < 20; n += 1) await Promise.resolve();
    };
    const pass = async () => {
        state.timers.splice(0).forEach((call) => call());
        await settle();
    };
    return {state, outbox, settle, pass};
}

const zone = (value: ItemValue) => [{field: 'items.zone', value: value as string | number | boolean | null}];

test('a value goes out absolute, with the version that was seen', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'done', seq: 101});
    outbox.set(state.sheet, zone(3));
    await settle();
    assert.deepEqual(state.sent, [
        {id: 'id-u-1', kind: 'score.set', expect: {'sheet:final.T1.1': 100}, payload: {sheet: 'final.T1.1', items: {zone: 3}}},
    ]);
    assert.equal(outbox.waiting, 0);
});

test('three marks: here until answered, received when the host has it, durable when it is on its disk', async () => {
    const {state, outbox, settle, pass} = world();
    state.answers.push({kind: 'received'}, {kind: 'done', seq: 101});
    outbox.set(state.sheet, zone(1));
    assert.equal(outbox.mark('final.T1.1', 'items.zone'), 'here');
    await settle();
    assert.equal(outbox.mark('final.T1.1', 'items.zone'), 'received');
    await pass();
    assert.equal(outbox.mark('final.T1.1', 'items.zone'), 'durable');
});

test('taps that come while a letter is under way go out together, the last value only', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'done', seq: 101}, {kind: 'done', seq: 102});
    for (const value of [1, 2, 3, 4]) outbox.set(state.sheet, zone(value));
    await settle();
    assert.deepEqual(state.sent.map((one) => one.payload['items']), [{zone: 1}, {zone: 4}]);
    assert.deepEqual(state.sent[1]!.expect, {'sheet:final.T1.1': 101});
});

test('a letter whose answer was lost is sent again under the same id', async () => {
    const {state, outbox, settle, pass} = world();
    state.answers.push({kind: 'unreachable'}, {kind: 'done', seq: 101});
    outbox.set(state.sheet, zone(2));
    await settle();
    assert.equal(outbox.waiting, 1);
    outbox.set(state.sheet, zone(3));
    state.answers.push({kind: 'done', seq: 102});
    await pass();
    assert.deepEqual(state.sent.map((one) => one.id), ['id-u-1', 'id-u-1', 'id-u-2']);
    assert.deepEqual(state.sent.map((one) => one.payload['items']), [{zone: 2}, {zone: 2}, {zone: 3}]);
});

test('what was confirmed is shown until the stream has brought it', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'done', seq: 105});
    outbox.set(state.sheet, zone(2));
    await settle();
    assert.equal(outbox.current(state.sheet, 'items.zone'), 2);
    state.seq = 105;
    state.sheet = sheetOf({zone: 7}, 105);
    assert.equal(outbox.current(state.sheet, 'items.zone'), 7);
});

test('a sheet that changed elsewhere is no conflict: the letter goes out anew with a new id', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'stale'}, {kind: 'done', seq: 112});
    outbox.set(state.sheet, zone(2));
    state.sheet = {...sheetOf({restart: 1}, 111)};
    await settle();
    assert.deepEqual(state.sent.map((one) => [one.id, one.expect['sheet:final.T1.1']]), [['id-u-1', 100], ['id-u-2', 111]]);
    assert.equal(outbox.conflicts.length, 0);
    assert.equal(outbox.waiting, 0);
});

test('another device’s value in the same field is a conflict, which a person decides', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'stale'});
    outbox.set(state.sheet, zone(2));
    state.sheet = sheetOf({zone: 4}, 111);
    await settle();
    assert.equal(outbox.waiting, 0);
    assert.deepEqual(outbox.conflicts.map(({field, mine, theirs}) => ({field, mine, theirs})), [{field: 'items.zone', mine: 2, theirs: 4}]);
    assert.equal(outbox.current(state.sheet, 'items.zone'), 4);
    state.answers.push({kind: 'done', seq: 112});
    outbox.resolve(outbox.conflicts[0]!, true);
    await settle();
    assert.deepEqual(state.sent[1]!.payload['items'], {zone: 2});
    assert.equal(outbox.conflicts.length, 0);
});

test('what waited unsent is not written over what the stream brought of others meanwhile', async () => {
    const {state, outbox, settle, pass} = world();
    state.answers.push({kind: 'unreachable'});
    outbox.set(state.sheet, [{field: 'items.restart', value: 1}]);
    await settle();
    outbox.set(state.sheet, zone(1));
    state.sheet = sheetOf({zone: 3}, 105);
    state.seq = 105;
    await settle();
    state.answers.push({kind: 'done', seq: 106});
    await pass();
    assert.deepEqual(outbox.conflicts.map(({field, mine, theirs}) => ({field, mine, theirs})), [{field: 'items.zone', mine: 1, theirs: 3}]);
    assert.deepEqual(outbox.letters, []);
    assert.ok(state.sent.every((one) => !('zone' in ((one.payload['items'] ?? {}) as object))));
});

test('two devices that entered the same need nobody', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'stale'});
    outbox.set(state.sheet, zone(4));
    state.sheet = sheetOf({zone: 4}, 111);
    await settle();
    assert.equal(outbox.conflicts.length, 0);
    assert.equal(state.sent.length, 1);
});

test('a refused sheet that is no newer here waits for the stream instead of asking in a circle', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'stale'}, {kind: 'stale'}, {kind: 'stale'});
    outbox.set(state.sheet, zone(4));
    await settle();
    assert.equal(state.sent.length, 1);
    assert.equal(state.timers.length, 1);
    assert.equal(outbox.waiting, 1);
});

test('a step that met a changed sheet is not repeated: nobody confirms what he has not seen', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'stale'});
    outbox.step(state.sheet, 'score.commit');
    state.sheet = sheetOf({zone: 4}, 111);
    await settle();
    assert.equal(state.sent.length, 1);
    assert.equal(outbox.waiting, 0);
    assert.equal(outbox.refusals[0]?.problem.code, 'command.stale');
});

test('a step goes after everything entered before it', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'done', seq: 101}, {kind: 'done', seq: 102});
    outbox.set(state.sheet, zone(5));
    outbox.step(state.sheet, 'score.review');
    assert.equal(outbox.stepWaiting('final.T1.1'), 'score.review');
    await settle();
    assert.deepEqual(state.sent.map((one) => one.kind), ['score.set', 'score.review']);
    assert.deepEqual(state.sent[1]!.expect, {'sheet:final.T1.1': 101});
});

test('a refusal gives the host’s value back and says why', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'refused', problem: {status: 422, code: 'sheet.locked', detail: {vi: 'Đã xác nhận'}}});
    outbox.set(state.sheet, zone(5));
    await settle();
    assert.equal(outbox.current(state.sheet, 'items.zone'), null);
    assert.deepEqual(outbox.refusals[0]?.fields, ['items.zone']);
});

test('unsent letters survive a reload and go out under their ids', async () => {
    const keep = new MemoryKeep();
    const before = world(keep);
    before.outbox.set(before.state.sheet, zone(5));
    await before.settle();
    before.outbox.set(before.state.sheet, zone(6));
    const after = world(keep);
    after.state.answers.push({kind: 'done', seq: 101}, {kind: 'done', seq: 102});
    await after.outbox.restore();
    await after.settle();
    assert.deepEqual(after.state.sent.map((one) => [one.id, one.payload['items']]), [['id-u-1', {zone: 5}], ['id-u-2', {zone: 6}]]);
    assert.deepEqual(await keep.all(), []);
});

test('open conflicts survive a reload', async () => {
    const keep = new MemoryKeep();
    const before = world(keep);
    before.state.answers.push({kind: 'stale'});
    before.outbox.set(before.state.sheet, zone(2));
    before.state.sheet = sheetOf({zone: 4}, 111);
    await before.settle();
    const after = world(keep);
    await after.outbox.restore();
    assert.equal(after.outbox.conflicts.length, 1);
});

test('letters of another person on the same device stay where they are', async () => {
    const keep = new MemoryKeep();
    const other = world(keep, 'other');
    other.outbox.set(other.state.sheet, zone(5));
    await other.settle();
    const mine = world(keep, 'me');
    await mine.outbox.restore();
    await mine.settle();
    assert.equal(mine.state.sent.length, 0);
    assert.equal((await keep.all()).length, 1);
});

test('signed out, nothing is lost: it goes out after signing in again', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'signed_out'}, {kind: 'done', seq: 101});
    outbox.set(state.sheet, zone(5));
    await settle();
    assert.ok(outbox.signed_out);
    assert.equal(outbox.waiting, 1);
    outbox.wake();
    await settle();
    assert.equal(outbox.waiting, 0);
    assert.equal(state.sent[0]!.id, state.sent[1]!.id);
});

test('a status and its reason travel together', async () => {
    const {state, outbox, settle} = world();
    state.answers.push({kind: 'done', seq: 101});
    outbox.set(state.sheet, [{field: 'status', value: 'DNS'}, {field: 'reason', value: 'gọi ba lần'}]);
    await settle();
    assert.deepEqual(state.sent[0]!.payload, {sheet: 'final.T1.1', status: 'DNS', reason: 'gọi ba lần'});
});

test('a storage that holds something else gives back only whole letters', async () => {
    const entries = new Map([['sandau.outbox.x', '{"id":'], ['other', '{}'], ['sandau.outbox.y', '{"id":"y"}']]);
    const storage = {
        get length() {
            return entries.size;
        },
        key: (n: number) => Array.from(entries.keys())[n] ?? null,
        getItem: (key: string) => entries.get(key) ?? null,
        setItem: (key: string, value: string) => void entries.set(key, value),
        removeItem: (key: string) => void entries.delete(key),
    } as unknown as Storage;
    const keep = new StorageKeep(storage);
    assert.deepEqual(await keep.all(), [{id: 'y'}]);
    keep.remove('y');
    assert.deepEqual(await keep.all(), []);
});

test('the last five taps are taken back one after the other', () => {
    const taps = new Taps();
    for (let n = 0; n < 7; n += 1) taps.add('s', {changes: [{field: 'f', before: n, after: n + 1}], at_ms: 0});
    assert.equal(taps.of('s').length, 5);
    let value: string | number | boolean | null = 7;
    for (let n = 6; n >= 2; n -= 1) {
        const tap = taps.takeLast('s', () => value);
        value = tap!.changes[0]!.before;
        assert.equal(value, n);
    }
    assert.equal(taps.takeLast('s', () => value), null);
});

test('a tap whose value somebody else changed is not taken back', () => {
    const taps = new Taps();
    taps.add('s', {changes: [{field: 'f', before: 1, after: 2}], at_ms: 0});
    assert.equal(taps.takeLast('s', () => 9), null);
    assert.equal(taps.of('s').length, 0);
});

test('a sheet’s values are found by their path', () => {
    const sheet = sheetOf({zone: 3});
    assert.equal(valueOf(sheet, 'items.zone'), 3);
    assert.equal(valueOf(sheet, 'items.none'), null);
    assert.equal(valueOf(sheet, 'status'), 'OK');
});

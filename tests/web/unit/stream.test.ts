import assert from 'node:assert/strict';
import {test} from 'node:test';

import {HostClock} from 'pages/shared/host_clock';
import {Store} from 'pages/shared/store';
import {Stream} from 'pages/shared/stream';

class FakeSource {
    readyState = 1;
    closed = false;
    private handlers = new Map<string, (event: unknown) => void>();

    addEventListener(name: string, handle: (event: unknown) => void): void {
        this.handlers.set(name, handle);
    }

    close(): void {
        this.closed = true;
        this.readyState = 2;
    }

    say(name: string, data: unknown, id = ''): void {
        this.handlers.get(name)?.({data: typeof data === 'string' ? data : JSON.stringify(data), lastEventId: id});
    }
}

function world() {
    const state = {now_ms: 0, beat: () => {}};
    const sources: FakeSource[] = [];
    const store = new Store();
    const clock = new HostClock({now: () => state.now_ms, ask: () => Promise.resolve(state.now_ms)});
    const stream = new Stream('/events', store, clock, {
        open: () => {
            const source = new FakeSource();
            sources.push(source);
            return source as unknown as EventSource;
        },
        now: () => state.now_ms,
        every: (_interval_ms, call) => {
            state.beat = call;
            return () => {
                state.beat = () => {};
            };
        },
        random: () => 0.5,
    });
    stream.start();
    return {
        store,
        stream,
        sources,
        last: () => sources[sources.length - 1]!,
        pass: (ms: number) => {
            for (const end = state.now_ms + ms; state.now_ms < end; state.now_ms += 250) state.beat();
        },
    };
}

const snapshot = (seq = 1, epoch = 'a') => ({seq, epoch, server_now_ms: 5, resources: {'runs/r': {total: '1'}}});

test('the first snapshot makes the page live', () => {
    const {stream, store, last} = world();
    assert.equal(stream.health, 'connecting');
    last().say('snapshot', snapshot());
    assert.equal(stream.health, 'live');
    assert.deepEqual(store.one('runs', 'r'), {total: '1'});
});

test('a tick says how far the page is, also where what was entered changed nothing it is told', () => {
    const {store, last} = world();
    last().say('snapshot', {seq: 4, epoch: 'e', server_now_ms: 0, resources: {}});
    last().say('tick', {seq: 6, server_now_ms: 1000});
    assert.equal(store.seq, 6);
    last().say('tick', {seq: 5, server_now_ms: 2000});
    assert.equal(store.seq, 6);
});

test('without a tick for 2.5 s the page is stale, and live again with the next one', () => {
    const {stream, store, last, pass} = world();
    last().say('snapshot', snapshot());
    pass(2500);
    assert.equal(stream.health, 'live');
    pass(500);
    assert.equal(stream.health, 'stale');
    assert.ok(store.filled, 'what was there stays readable');
    last().say('tick', {seq: 1, server_now_ms: 3005});
    assert.equal(stream.health, 'live');
    assert.equal(stream.heard_host_ms, 3005);
});

test('a host that cannot be reached at all makes the page stale too', () => {
    const {stream, pass} = world();
    pass(3000);
    assert.equal(stream.health, 'stale');
});

test('patches that follow a resumed connection are applied', () => {
    const {store, last} = world();
    last().say('snapshot', snapshot(1), 'a.1');
    last().say('patch', {seq: 3, set: {'runs/r': {total: '3'}}, gone: []}, 'a.3');
    assert.deepEqual(store.one('runs', 'r'), {total: '3'});
});

test('a patch of another epoch is not applied: a new connection gets a snapshot', () => {
    const {store, sources, last, pass} = world();
    last().say('snapshot', snapshot(1), 'a.1');
    last().say('patch', {seq: 4, set: {'runs/r': {total: 'other'}}}, 'b.4');
    assert.deepEqual(store.one('runs', 'r'), {total: '1'});
    pass(500);
    assert.equal(sources.length, 2);
    assert.ok(sources[0]!.closed);
    last().say('snapshot', snapshot(4, 'b'), 'b.4');
    assert.equal(store.epoch, 'b');
});

test('a connection that is open and dead is opened anew', () => {
    const {sources, last, pass} = world();
    last().say('snapshot', snapshot());
    pass(10_000);
    assert.equal(sources.length, 2);
    assert.ok(sources[0]!.closed);
});

test('a source that the browser gave up is opened anew, more slowly each time', () => {
    const {sources, last, pass} = world();
    const counts = [1000, 2000, 4000, 8000].map((ms) => {
        last().readyState = 2;
        const before = sources.length;
        pass(250);
        assert.equal(sources.length, before, 'not at once');
        pass(ms);
        return sources.length - before;
    });
    assert.deepEqual(counts, [1, 1, 1, 1]);
});

test('what is not JSON does not break the page', () => {
    const {store, sources, last, pass} = world();
    last().say('snapshot', snapshot());
    last().say('patch', '{"seq":', 'a.2');
    pass(1000);
    assert.equal(sources.length, 2);
    assert.deepEqual(store.one('runs', 'r'), {total: '1'});
});

test('a message of a source that was given up is not heard', () => {
    const {store, sources, last, pass} = world();
    last().say('snapshot', snapshot());
    pass(10_000);
    sources[0]!.say('patch', {seq: 9, set: {'runs/r': {total: '9'}}}, 'a.9');
    assert.deepEqual(store.one('runs', 'r'), {total: '1'});
});

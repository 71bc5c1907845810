import assert from 'node:assert/strict';
import {test} from 'node:test';

import {HostClock, shownMs} from 'pages/shared/host_clock';

const host_ahead_ms = 1_700_000_000_000;

/** A device whose clock is moved by hand, and a host that answers after given round trips. */
function world(round_trips_ms: number[]) {
    const state = {now_ms: 1000, asked: 0, ahead_ms: host_ahead_ms};
    const clock = new HostClock({
        now: () => state.now_ms,
        ask: () => {
            const trip_ms = round_trips_ms[state.asked % round_trips_ms.length]!;
            state.asked += 1;
            // The answer is written when the request has arrived: after a third, so that halves are not exact.
            const host_ms = state.now_ms + trip_ms / 3 + state.ahead_ms;
            state.now_ms += trip_ms;
            return Promise.resolve(host_ms);
        },
    });
    return {state, clock, truth: () => state.now_ms + state.ahead_ms};
}

test('the quickest of five answers is believed', async () => {
    const {clock, state, truth} = world([900, 300, 6, 1200, 600]);
    await clock.measure();
    assert.equal(state.asked, 5);
    assert.ok(Math.abs(clock.now() - truth()) <= 3);
});

test('a host that does not answer leaves the clock as it was', async () => {
    const clock = new HostClock({now: () => 0, ask: () => Promise.reject(new Error('down'))});
    await clock.measure();
    assert.equal(clock.known, false);
});

test('the first tick gives an estimate, later ones that agree leave it alone', async () => {
    const {clock, state, truth} = world([6]);
    clock.tick(truth() - 40);
    assert.equal(clock.now(), truth() - 40);
    await clock.measure();
    const before = clock.now() - state.now_ms;
    clock.tick(truth() - 200);
    assert.equal(clock.now() - state.now_ms, before);
});

test('a tick from the future or the far past says that a clock stepped: the host is asked anew', async () => {
    const {clock, state, truth} = world([6]);
    await clock.measure();
    state.asked = 0;
    state.ahead_ms += 60_000; // this device slept: its clock did not go on
    clock.tick(truth());
    await new Promise(setImmediate);
    assert.ok(Math.abs(clock.now() - truth()) <= 3);
    assert.ok(state.asked > 0);
});

test('a rehearsal that is played faster counts down faster, and back', () => {
    const state = {local_ms: 0, host_ms: 0};
    const clock = new HostClock({now: () => state.local_ms, ask: () => Promise.reject(new Error('not now'))});
    const pass = (ms: number, speed: number) => {
        state.local_ms += ms;
        state.host_ms += ms * speed;
    };
    const ticks = (count: number, speed: number) => {
        for (let n = 0; n < count; n += 1) {
            pass(1000, speed);
            clock.tick(state.host_ms);
        }
    };
    ticks(4, 4);
    pass(700, 4);
    assert.equal(clock.now(), state.host_ms);
    ticks(4, 1);
    pass(700, 1);
    assert.equal(clock.now(), state.host_ms);
});

test('a single step of the host’s clock is no speed', () => {
    const state = {local_ms: 0};
    const clock = new HostClock({now: () => state.local_ms, ask: () => Promise.reject(new Error('not now'))});
    for (const host_ms of [0, 1000, 2000, 6000, 7000]) {
        clock.tick(host_ms);
        state.local_ms += 1000;
    }
    assert.equal(clock.now(), 8000);
});

test('a running clock counts down to its end and not below', () => {
    const clock = {state: 'running', period_ms: 90_000, ends_at_ms: 100_000};
    assert.equal(shownMs(clock, 40_000), 60_000);
    assert.equal(shownMs(clock, 99_999), 1);
    assert.equal(shownMs(clock, 200_000), 0);
});

test('a clock that is a little ahead never shows more than its period', () => {
    assert.equal(shownMs({state: 'running', period_ms: 90_000, ends_at_ms: 100_000}, 9_900), 90_000);
});

test('a clock that stands shows what it says', () => {
    assert.equal(shownMs({state: 'paused', period_ms: 90_000, left_ms: 12_340}, 5), 12_340);
    assert.equal(shownMs({state: 'stopped', period_ms: 90_000}, 5), 90_000);
    assert.equal(shownMs({state: 'over', period_ms: 90_000}, 5), 0);
    assert.equal(shownMs({state: 'over', period_ms: 90_000, left_ms: 30_000}, 5), 30_000);
});

test('a clock without an end counts up', () => {
    assert.equal(shownMs({state: 'running', period_ms: 0, started_at_ms: 1000}, 4500), 3500);
    assert.equal(shownMs({state: 'stopped', period_ms: 0, elapsed_ms: 700}, 4500), 700);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Store} from 'pages/shared/store';
import {nextSlots, slotState} from 'pages/shared/timetable';
import type {Slot} from 'pages/shared/types';
import {standingsFor} from 'pages/wall/choose';
import {capHeightM, pageTimeMs, roomOf, wallSize} from 'pages/wall/wall_size';

test('letters subtend 20 minutes of arc at the farthest seat', () => {
    assert.ok(Math.abs(capHeightM(20, 20) - 0.1164) < 0.0001);
});

test('at 20 m before a picture 3 m wide there are about eight rows', () => {
    const size = wallSize(1920, 1080, {screen_width_m: 3, farthest_m: 20});
    assert.ok(size.rows >= 4 && size.rows <= 8, `${size.rows}`);
});

test('a room too deep for its screen is said', () => {
    assert.equal(wallSize(1920, 1080, {screen_width_m: 3, farthest_m: 10}).too_deep, false);
    assert.equal(wallSize(1920, 1080, {screen_width_m: 2, farthest_m: 60}).too_deep, true);
});

test('a room is read from the address, nonsense is not', () => {
    assert.deepEqual(roomOf(new URLSearchParams('width=3,5&far=20')), {screen_width_m: 3.5, farthest_m: 20});
    for (const text of ['', 'width=3', 'width=0&far=20', 'width=x&far=2', 'width=3&far=99999'])
        assert.equal(roomOf(new URLSearchParams(text)), null, text);
});

test('a page stays long enough to be read', () => {
    assert.equal(pageTimeMs(4), 6000);
    assert.equal(pageTimeMs(20), 8500);
});

const slot = (id: string, minute: number, field = 'F1'): Slot => ({
    id, stage: 'final', entry: id, number: 1, field, starts_at_ms: minute * 60_000, duration_ms: 240_000,
});

function storeOf(resources: {[key: string]: unknown}): Store {
    const store = new Store();
    store.snapshot({seq: 1, epoch: 'a', server_now_ms: 0, resources: resources as {[key: string]: {[key: string]: unknown}}});
    return store;
}

test('what is on a field, and what it overtook, is not next', () => {
    const store = storeOf({
        'schedule/a': slot('a', 0), 'schedule/b': slot('b', 4), 'schedule/c': slot('c', 8), 'schedule/d': slot('d', 8, 'F2'),
        'runs/final.b.1': {id: 'final.b.1', state: 'running'},
    });
    const now_ms = 5 * 60_000;
    assert.equal(slotState(store, slot('b', 4), now_ms), 'now');
    assert.deepEqual(nextSlots(store, now_ms).map((one) => one.id), ['c', 'd']);
    assert.deepEqual(nextSlots(store, now_ms, 'F2').map((one) => one.id), ['d']);
});

test('a run with a published result is over', () => {
    const store = storeOf({'schedule/a': slot('a', 0), 'results/final.a.1': {id: 'final.a.1'}});
    assert.equal(slotState(store, slot('a', 0), 0), 'past');
});

test('a wall shows the rankings it was told, else those of the last stage that has any', () => {
    const contest = {id: 'c', name: 'c', utc_offset_min: 420, divisions: [{id: 'A'}, {id: 'B'}], stages: [{id: 'q', format: 'runs'}, {id: 'f', format: 'runs'}]};
    const one = (stage: string, division: string, rows = 1) => ({
        stage, division, group: null, state: 'provisional' as const,
        rows: Array.from({length: rows}, () => ({entry: 'x', place: 1, values: {}, decided_by: null})),
    });
    const all = [one('q', 'B'), one('q', 'A'), one('f', 'A', 0)];
    assert.deepEqual(standingsFor(contest, all, undefined).map((each) => each.stage + each.division), ['qA', 'qB']);
    assert.deepEqual(standingsFor(contest, all, {id: 'wall', view: 'standings', stage: 'q', division: 'B'}).map((each) => each.division), ['B']);
});

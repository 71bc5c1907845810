import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Store} from 'pages/shared/store';
import {spoken} from 'pages/shared/spoken';
import {coming, nextSlots, slotState} from 'pages/shared/timetable';
import type {Match, Slot} from 'pages/shared/types';
import {lastPublished} from 'pages/wall/announcer';
import {standingsFor, viewOf} from 'pages/wall/choose';
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

const minute_ms = 60_000;

test('a field that is late makes those who wait on it late, and no others', () => {
    const store = storeOf({
        'schedule/a': slot('a', 0), 'schedule/b': slot('b', 4), 'schedule/c': slot('c', 8), 'schedule/d': slot('d', 30), 'schedule/e': slot('e', 8, 'F2'),
        'fields/F1': {id: 'F1', run: 'final.a.1'}, 'fields/F2': {id: 'F2', run: null},
        'runs/final.a.1': {id: 'final.a.1', state: 'running', clock: {state: 'running', started_at_ms: 5 * minute_ms, ends_at_ms: 6 * minute_ms}},
    });
    const seen = coming(store, 6 * minute_ms).map((one) => [one.id, one.at_ms! / minute_ms, one.place]);
    // On F1 until 9; b after it, c after that, d has time enough.
    assert.deepEqual(seen, [['final.e.1', 8, 1], ['final.b.1', 9, 1], ['final.c.1', 13, 2], ['final.d.1', 30, 3]]);
});

test('a team that was never called is due now, and those after it later', () => {
    const store = storeOf({'schedule/a': slot('a', 1), 'schedule/b': slot('b', 5)});
    assert.deepEqual(coming(store, 3 * minute_ms).map((one) => one.at_ms! / minute_ms), [3, 7]);
});

function drawn(id: string, more: Partial<Match> = {}): Match {
    const sides = ['red', 'blue'].map((side) => ({side, entry: `${id}-${side}`, status: null, total: null}));
    return {id, stage: 'final', division: 'A', name: id, group: null, round: 1, sides, field: null, state: 'planned', clock: null, decided: false, winner: null, decided_by: null, provisional: false, result: null, ...more};
}

test('matches come by their slots; those without one have a place in the queue', () => {
    const store = storeOf({
        contest: {id: 'c', stages: [{id: 'final', format: 'swiss'}]},
        'schedule/s1': {...slot('s1', 4), entry: null, match: 'm2'},
        'matches/m1': drawn('m1'), 'matches/m2': drawn('m2'), 'matches/m3': drawn('m3'), 'matches/m4': drawn('m4', {state: 'ended', result: 'published'}),
    });
    assert.deepEqual(coming(store, 0).map((one) => [one.id, one.at_ms, one.place, one.entries.join(' ')]), [
        ['m2', 4 * minute_ms, 1, 'm2-red m2-blue'],
        ['m1', null, 1, 'm1-red m1-blue'],
        ['m3', null, 2, 'm3-red m3-blue'],
    ]);
});

test('a match that was broken off and has a slot ahead is to come, and overtakes nobody', () => {
    const of_match = (id: string, minute: number, match: string) => ({...slot(id, minute), entry: null, match});
    const store = storeOf({
        'schedule/s1': of_match('s1', 10, 'm1'), 'schedule/s2': of_match('s2', 20, 'm2'),
        'matches/m1': drawn('m1'), 'matches/m2': drawn('m2', {state: 'aborted'}),
    });
    assert.deepEqual(coming(store, 5 * minute_ms).map((one) => one.id), ['m1', 'm2']);
    assert.deepEqual(coming(store, 25 * minute_ms).map((one) => one.id), []);
});

test('schools are written out for who reads them aloud, other words stay', () => {
    assert.equal(spoken('TH&THCS Bố Hạ'), 'Tiểu học và Trung học cơ sở Bố Hạ');
    assert.equal(spoken('THPT Chu Văn An'), 'Trung học phổ thông Chu Văn An');
    assert.equal(spoken('TP. Bắc Giang'), 'Thành phố Bắc Giang');
    assert.equal(spoken('GDNN-GDTX Lục Nam'), 'Giáo dục nghề nghiệp và Giáo dục thường xuyên Lục Nam');
    assert.equal(spoken('constructor A-B'), 'constructor A-B');
});

test('a screen shows what its address asks for, then what the station says, then what it is called', () => {
    const address = (text: string) => new URLSearchParams(text);
    assert.equal(viewOf(address(''), 'hall', undefined), 'live');
    assert.equal(viewOf(address(''), 'queue', undefined), 'queue');
    assert.equal(viewOf(address(''), 'queue', {id: 'queue', view: 'next'}), 'next');
    assert.equal(viewOf(address('view=announcer'), 'queue', {id: 'queue', view: 'next'}), 'announcer');
    assert.equal(viewOf(address('view=nonsense'), 'hall', undefined), 'live');
});

test('what was published last comes first, runs and matches together; what is not published is not there', () => {
    const store = storeOf({
        'results/a': {id: 'a', published_at_ms: 10}, 'results/b': {id: 'b', published_at_ms: 30},
        'matches/m1': drawn('m1', {result: 'published', published_at_ms: 20}), 'matches/m2': drawn('m2'),
    });
    assert.deepEqual(lastPublished(store, 5).map((one) => one.id), ['b', 'm1', 'a']);
    assert.deepEqual(lastPublished(store, 1).map((one) => one.id), ['b']);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Store} from 'pages/shared/store';

function filled(): Store {
    const store = new Store();
    store.snapshot({
        seq: 10,
        epoch: 'a',
        server_now_ms: 0,
        resources: {contest: {id: 'c'}, 'runs/r1': {total: '1'}, 'runs/r2': {total: '2'}, 'standings/final/A': {rows: []}},
    });
    return store;
}

test('a snapshot replaces everything that was there', () => {
    const store = filled();
    store.snapshot({seq: 20, epoch: 'b', server_now_ms: 0, resources: {'runs/r3': {total: '3'}}});
    assert.deepEqual(Array.from(store.all('runs').keys()), ['r3']);
    assert.equal(store.one('contest'), undefined);
    assert.equal(store.seq, 20);
    assert.equal(store.epoch, 'b');
});

test('a resource is found by its collection and its id, which may have parts', () => {
    const store = filled();
    assert.deepEqual(store.one('contest'), {id: 'c'});
    assert.deepEqual(store.one('standings', 'final/A'), {rows: []});
});

test('ids are taken out of their percent encoding', () => {
    const store = new Store();
    store.snapshot({seq: 1, epoch: 'a', server_now_ms: 0, resources: {'entries/%C4%90%2F1': {name: 'x'}, 'entries/100%': {name: 'y'}}});
    assert.deepEqual(store.one('entries', 'Đ/1'), {name: 'x'});
    assert.deepEqual(store.one('entries', '100%'), {name: 'y'});
});

test('a patch sets whole resources and takes away what is gone', () => {
    const store = filled();
    assert.equal(store.patch({seq: 11, set: {'runs/r1': {time_ms: 5}}, gone: ['runs/r2']}, 'a'), true);
    assert.deepEqual(store.one('runs', 'r1'), {time_ms: 5});
    assert.equal(store.one('runs', 'r2'), undefined);
    assert.equal(store.seq, 11);
});

test('a resource that a patch both removes and sets is there', () => {
    const store = filled();
    store.patch({seq: 11, set: {'runs/r1': {total: '9'}}, gone: ['runs/r1']}, 'a');
    assert.deepEqual(store.one('runs', 'r1'), {total: '9'});
});

test('a patch older than what is held changes nothing, one of the same seq does', () => {
    const store = filled();
    store.patch({seq: 9, set: {'runs/r1': {total: 'old'}}}, 'a');
    assert.deepEqual(store.one('runs', 'r1'), {total: '1'});
    store.patch({seq: 10, set: {'runs/r1': {total: 'provisional'}}}, 'a');
    assert.deepEqual(store.one('runs', 'r1'), {total: 'provisional'});
});

test('a patch of another history, or before any snapshot, is refused', () => {
    assert.equal(filled().patch({seq: 11, set: {}}, 'b'), false);
    assert.equal(new Store().patch({seq: 11, set: {}}), false);
});

test('collections that nothing changed stay the same object', () => {
    const store = filled();
    const standings = store.all('standings');
    const runs = store.all('runs');
    store.patch({seq: 11, set: {'runs/r1': {}}}, 'a');
    assert.equal(store.all('standings'), standings);
    assert.notEqual(store.all('runs'), runs);
});

test('listeners hear of changes until they leave', () => {
    const store = filled();
    let heard = 0;
    const leave = store.subscribe(() => (heard += 1));
    store.patch({seq: 11, set: {'runs/r1': {}}}, 'a');
    leave();
    store.patch({seq: 12, set: {'runs/r1': {}}}, 'a');
    assert.equal(heard, 1);
});

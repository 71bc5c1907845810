import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {Command, Outcome} from 'pages/judge/api';
import {BeyondThisPage, textOf, whole} from 'pages/judge/exact';
import {evaluate} from 'pages/judge/formula';
import type {FormulaScope} from 'pages/judge/formula';
import {MemoryKeep} from 'pages/judge/keep';
import {worthOf} from 'pages/judge/match_worth';
import {Outbox} from 'pages/judge/outbox';
import {boutsOf, boutsText, contentWith, paperOf, valueOf} from 'pages/judge/paper';
import type {MatchDefinition, MatchSheet} from 'pages/shared/types';

const definition: MatchDefinition = {
    sides: ['red', 'blue'],
    items: [
        {id: 'goals', kind: 'count', points: '2'},
        {id: 'foul', kind: 'penalty', points: '-1.5', dsq_at: 3},
        {id: 'last', kind: 'choice', options: [{id: 'a', points: '5'}, {id: 'b', points: '7'}]},
        {id: 'boxes', kind: 'table', table: ['0', '5', '15']},
    ],
    shared: [
        {id: 'board', kind: 'grid', rows: 2, cols: 2, lines: [[[0, 0], [1, 1]]], points: [['1', '2'], ['3', '4']]},
        {id: 'silo', kind: 'stacks', count: 2, cap: 3},
    ],
    derived: [
        {id: 'total', formula: 'task + CELL_POINTS(board) + 10 * STACKS_WHERE(silo, 2, TRUE, TRUE)'},
        {id: 'task', formula: 'POINTS(goals) + POINTS(foul) + POINTS(last) + POINTS(boxes)'},
        {id: 'ahead', formula: 'total > other.total'},
    ],
    instant_win: [{id: 'line', name: 'Line', when: 'AND(HAS_LINE(board), OWN_COUNT(silo) >= 1)'}],
};

function sheetOf(version = 100): MatchSheet {
    const side = (entry: string) => ({entry, status: 'OK' as const, items: {}, instant_win_ms: null, reason: ''});
    return {
        kind: 'match', id: 'g.m1', stage: 'g', division: 'A', name: 'm1', state: 'draft', version, versions: {red: 90, blue: 91, shared: 92},
        object: 'sheet:g.m1',
        content: {sides: {red: side('T1'), blue: side('T2')}, shared: {board: [['red', null], [null, null]], silo: [['blue', 'red'], []]}, bouts: [], reason: ''},
        worth: {sides: {}, decided: false, winner: null, decided_by: null}, problems: [], definition,
    };
}

const plain = (values: {[name: string]: number}): FormulaScope => ({
    value: (name) => (name in values ? whole(values[name]!) : null),
    points: () => null,
    field: () => null,
});
const reckoned = (formula: string, values = {}) => {
    const figure = evaluate(formula, plain(values));
    return figure === null ? null : Number(textOf(figure));
};

test('formulas are read as the rules say', () => {
    const of = reckoned;
    assert.equal(of('1 + 2 * 3 - 4 / 2'), 5);
    assert.equal(of('-2 * -(3 + 1)'), 8);
    assert.equal(of('IF(a >= 2, 10, 20)', {a: 2}), 10);
    assert.equal(of('if(0.1 + 0.2 = 0.3, 1, 0)'), 1);
    assert.equal(of('MOD(-7, 3)'), 2);
    assert.equal(of('ROUND(-2.5, 0)'), -3);
    assert.equal(of('ROUND(1234, -2)'), 1200);
    assert.equal(of('CEILING(1.2) + FLOOR(-1.2)'), 0);
    assert.equal(of('MAX(1, MIN(5, 3), SUM(1, 1))'), 3);
    assert.equal(of('NOT(a <> 1)', {a: 1}), 1);
});

test('missing spreads, but one answer that decides is enough; dividing by zero is missing', () => {
    const of = reckoned;
    assert.equal(of('x + 1'), null);
    assert.equal(of('1 / 0'), null);
    assert.equal(of('AND(FALSE, x)'), 0);
    assert.equal(of('AND(TRUE, x)'), null);
    assert.equal(of('OR(x, TRUE)'), 1);
    assert.equal(of('IFMISSING(x, 7)'), 7);
    assert.equal(of('IF(x, 1, 2)'), null);
});

test('what is no formula is left to the host, however it is broken', () => {
    for (const text of ['', '1 +', '((1)', '1 1', 'a..b', '#', 'IF(', '('.repeat(5000), '-'.repeat(5000) + '1']) assert.throws(() => evaluate(text, plain({})), BeyondThisPage);
});

test('a sheet comes to what its rules say, for either side', () => {
    const sheet = sheetOf();
    const values: {[field: string]: string | number} = {
        'sides.red.items.goals': 3, 'sides.red.items.foul': 1, 'sides.red.items.last': 'b', 'sides.red.items.boxes': 9,
        'shared.board.1.1': 'red', 'shared.silo.0': 'blue,red,red',
    };
    const content = contentWith(sheet, (field) => values[field] ?? valueOf(sheet, field));
    const [red, blue] = worthOf(definition, content);
    assert.deepEqual(red!.worth, {known: true, total: String(6 - 1.5 + 7 + 15 + 5 + 10)});
    assert.equal(red!.instant_win, 'line');
    assert.deepEqual(blue!.worth, {known: true, total: '0'});
    assert.equal(blue!.instant_win, null);
});

test('who is absent or disqualified has nothing and wins nothing', () => {
    const sheet = sheetOf();
    const of = (values: {[field: string]: string | number}) =>
        worthOf(definition, contentWith(sheet, (field) => values[field] ?? valueOf(sheet, field)))[0]!;
    const win = {'shared.board.1.1': 'red', 'sides.red.items.goals': 1};
    assert.equal(of(win).instant_win, 'line');
    assert.deepEqual(of({...win, 'sides.red.status': 'DNS'}), {side: 'red', worth: {known: true, total: '0'}, instant_win: null});
    assert.deepEqual(of({...win, 'sides.red.items.foul': 3}), {side: 'red', worth: {known: true, total: '0'}, instant_win: null});
});

test('shared state goes out whole, with what was confirmed beside it; each side names its own version', () => {
    const paper = paperOf(sheetOf());
    const now = (field: string) => (field === 'shared.board.0.1' ? 'blue' : paper.value(field));
    assert.deepEqual(paper.payload([{field: 'shared.board.1.1', value: 'red'}, {field: 'sides.red.items.goals', value: 2}], now), {
        sheet: 'g.m1',
        match: {sides: {red: {items: {goals: 2}}}, shared: {board: [['red', 'blue'], [null, 'red']]}},
    });
    assert.deepEqual(paper.payload([{field: 'shared.silo.1', value: 'red,blue'}], paper.value), {sheet: 'g.m1', match: {shared: {silo: [['blue', 'red'], ['red', 'blue']]}}});
    assert.deepEqual(paper.expect(['sides.blue.status', 'bouts']), {'sheet:g.m1:blue': 91, 'sheet:g.m1:shared': 92});
    assert.deepEqual(paper.expect([]), {'sheet:g.m1': 100});
    assert.deepEqual(boutsOf(boutsText([{winner: 'red'}, {winner: null}])), [{winner: 'red'}, {winner: null}]);
});

test('what would win at once is kept here until it is confirmed; other sheets go on', async () => {
    const sent: Command[] = [];
    const sheet = sheetOf();
    const other = {...sheetOf(), id: 'g.m2'};
    let ids = 0;
    const keep = new MemoryKeep();
    const make = () =>
        new Outbox(
            keep,
            {
                send: (command): Promise<Outcome> => {
                    sent.push(command);
                    return Promise.resolve({kind: 'done', seq: 101});
                },
                freshSheet: () => Promise.resolve(sheet),
                sheet: (id) => (id === 'g.m2' ? other : sheet),
                seq: () => 100,
                uuid: () => `id-${(ids += 1)}`,
                later: () => undefined,
            },
            'u',
            'contest',
        );
    const settle = async () => {
        for (let n = 0; n < 20; n += 1) await Promise.resolve();
    };
    const outbox = make();
    outbox.hold(sheet, [{field: 'shared.board.1.1', value: 'red'}], {side: 'red', win: 'line', at_ms: 1500});
    outbox.set(other, [{field: 'sides.red.items.goals', value: 1}]);
    outbox.set(sheet, [{field: 'sides.red.items.goals', value: 4}]);
    await settle();
    assert.deepEqual(sent.map((one) => one.payload['sheet']), ['g.m2']);
    assert.equal(outbox.current(sheet, 'shared.board.1.1'), 'red');

    const after_reload = make();
    await after_reload.restore();
    await settle();
    assert.equal(sent.length, 1);
    assert.deepEqual(after_reload.heldOf('g.m1')?.held, {side: 'red', win: 'line', at_ms: 1500});
    after_reload.release(sheet, [{field: 'sides.red.instant_win_ms', value: 1500}]);
    await settle();
    assert.deepEqual(sent[1]?.payload, {
        sheet: 'g.m1',
        match: {sides: {red: {items: {goals: 4}, instant_win_ms: 1500}}, shared: {board: [['red', null], [null, 'red']]}},
    });
    assert.deepEqual(after_reload.letters, []);

    after_reload.hold(sheet, [{field: 'shared.board.1.0', value: 'red'}], {side: 'red', win: 'line', at_ms: 1700});
    after_reload.reject('g.m1');
    assert.equal(after_reload.current(sheet, 'shared.board.1.0'), null);
    assert.equal(sent.length, 2);
});

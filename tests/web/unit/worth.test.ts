import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {cwd, env} from 'node:process';
import {test} from 'node:test';

import {BeyondThisPage, readFraction, textOf} from 'pages/judge/exact';
import {evaluate} from 'pages/judge/formula';
import {worthOf} from 'pages/judge/match_worth';
import {contentWith, isMatchSheet, runContentWith, valueOf} from 'pages/judge/paper';
import {totalShown, worthOfRun} from 'pages/judge/sheet_worth';
import type {MatchSheet, RunDefinition, Sheet} from 'pages/shared/types';

/** The tests run in tests/web. */
const root = join(cwd(), '..', '..');

interface Line {
    rules: string;
    /** The totals that were put in the place of the rules' own; empty: none. */
    drawn: string;
    definition: Sheet['definition'] | MatchSheet['definition'];
    sheets: (Sheet | MatchSheet)[];
}

/** What the host says of random sheets; the seed is said when they disagree. */
function randomSheets(seed: number): Line[] {
    const program = env['SANDAU_WEB_SHEETS'] ?? '';
    assert.ok(existsSync(program), `There is no ${program}: build the target web_random_sheets first.`);
    const folders = ['scoring/presets', 'tests/contests/rules'].map((folder) => join(root, folder));
    const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => join(folder, name)));
    const said = spawnSync(program, [String(seed), ...files], {encoding: 'utf8', maxBuffer: 1 << 30});
    assert.equal(said.status, 0, said.stderr);
    return said.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line);
}

/** What the host says and what the page reckons, side by side; the page's is `beyond` where it leaves it to the host. */
function bothOf(sheet: Sheet | MatchSheet): [string, string] {
    const shown = (one: {known: true; total: string | null} | {known: false}) => (one.known ? String(one.total) : 'beyond');
    if (!isMatchSheet(sheet)) return [String(sheet.total), shown(worthOfRun(sheet.definition, runContentWith(sheet, (field) => valueOf(sheet, field))))];
    const hosts = sheet.definition.sides.map((side) => sheet.worth.sides[side]!);
    const own = worthOf(sheet.definition, contentWith(sheet, (field) => valueOf(sheet, field)));
    return [
        hosts.map((one) => `${one.total} ${one.instant_win}`).join(' : '),
        own.map((one) => `${shown(one.worth)} ${one.instant_win}`).join(' : '),
    ];
}

test('on random sheets of every preset, and of rules drawn at random, the page comes to what the host comes to', () => {
    const seed = Math.floor(Math.random() * 1e9);
    const counts = {'as they are': 0, drawn: 0, beyond: 0};
    const [kinds, totals] = [new Set<string>(), new Set<string>()];
    for (const {rules, drawn, definition, sheets} of randomSheets(seed)) {
        definition.items.forEach((item) => kinds.add(item.kind));
        for (const sheet of sheets) {
            const [host, page] = bothOf({...sheet, definition} as Sheet | MatchSheet);
            const what = `seed ${seed}, ${rules}, ${drawn || 'as they are'}: ${JSON.stringify(sheet.content)}`;
            totals.add(host);
            counts[drawn === '' ? 'as they are' : 'drawn'] += 1;
            if (page.includes('beyond') && drawn !== '') counts.beyond += 1;
            else assert.equal(page, host, what);
        }
    }
    assert.deepEqual(Array.from(kinds).sort(), ['choice', 'count', 'flag', 'number', 'penalty', 'table', 'time']);
    assert.ok(counts['as they are'] > 1000 && counts.drawn > 1000 && totals.size > 1000, 'they are of many kinds');
    assert.ok(counts.beyond < counts.drawn / 20, 'the page knows all but a few of the oddest totals');
});

const run = (definition: Partial<RunDefinition>, items: Sheet['content']['items'], total = 'x * 2'): RunDefinition => {
    const keep = {score: 'keep', time: 'keep'} as const;
    return {
        items: Object.keys(items).map((id) => ({id, kind: 'number' as const})),
        derived: [{id: 'total', formula: total}],
        status: {OK: keep, DNF: keep, DNS: {score: 0, time: 'limit'}, DSQ: {score: '1/3', time: 'limit'}, VOID: keep},
        ...definition,
    };
};
const worth = (definition: RunDefinition, items: Sheet['content']['items'], status: Sheet['content']['status'] = 'OK') => worthOfRun(definition, {status, items, time_ms: null});

test('no figure is rounded on its way', () => {
    const items = {x: '0.1', y: '0.2'};
    assert.deepEqual(worth(run({}, items, 'x + y'), items), {known: true, total: '0.3'});
    assert.deepEqual(worth(run({}, items, '(x + y) / 0.9'), items), {known: true, total: '1/3'});
    assert.deepEqual(worth(run({}, items, 'ROUND(x * 12345, 0) * 1000000'), items), {known: true, total: '1235000000'});
    assert.deepEqual(worth(run({}, items), items, 'DSQ'), {known: true, total: '1/3'});
});

test('what the page cannot reckon exactly it says to be unknown, and shows no figure', () => {
    const items = {x: '123456789.123456'};
    const beyond = [
        worth(run({}, items, 'x * x * x'), items),
        worth(run({}, items, 'STAGE_MAX(x)'), items),
        worth(run({}, items, 'x +'), items),
        worth(run({}, {x: '1'}), {x: '12345678901234567890'}),
        worth(run({derived: [{id: 'total', formula: 'x'}, {id: 'more', formula: 'x * x * x'}]}, items), items),
        // A host that does not say by which rules.
        worthOfRun({items: []}, {status: 'OK', items: {}, time_ms: null}),
    ];
    for (const one of beyond) {
        assert.deepEqual(one, {known: false});
        assert.equal(totalShown(one, '98'), null);
    }
    assert.equal(totalShown(null, '98'), '98');
    assert.equal(totalShown({known: true, total: '99.5'}, '98'), '99.5');
});

test('fractions are exact to the last digit that the page holds', () => {
    const nothing = {value: () => null, points: () => null, field: () => null};
    const of = (text: string) => textOf(evaluate(text, nothing)!);
    const most = '(9007199254740 * 1000 + 991)';
    assert.equal(of(`${most} - 1`), '9007199254740990');
    assert.throws(() => of(`${most} + 1`), BeyondThisPage);
    assert.equal(of(`FLOOR(-${most} / 2)`), '-4503599627370496');
    assert.equal(of('1 / 900719925474099 * 900719925474099'), '1');
    assert.equal(of('ROUND(2.345, 2) + ROUND(-2.345, 2)'), '0');
    assert.equal(textOf(readFraction('-0.000000001')!), '-0.000000001');
    assert.equal(readFraction('1/0'), null);
    assert.equal(readFraction('0x10'), null);
});

// Forty team names that want to be something else, on every page and screen: they stay text.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';

import {becomes, closePage, openBrowser, openPage, picture, until} from '../support/browser.mjs';
import {RealHost} from '../support/real_host.mjs';

const names = JSON.parse(readFileSync(new URL('../../data/hostile_names.json', import.meta.url), 'utf8'));
let browser;

before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** A page on which nothing came to life, whatever is written there. */
async function harmless(page, what) {
    const found = await page.evaluate(() => ({
        hacked: window.hacked ?? null,
        alive: document.querySelectorAll('body script:not([src]), img, iframe, main b, main style, main a[href^="javascript"], [onerror], [onload], [onfocus], [onmouseover]').length,
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }));
    assert.deepEqual(found, {hacked: null, alive: 0, wide: false}, what);
}

/** Every name can be read there, letter by letter. */
async function readable(page, wanted, what) {
    const missing = async () => {
        const text = await page.evaluate(() => document.body.textContent);
        return wanted.filter((name) => !text.includes(name));
    };
    await until(`${what}: ${await missing()}`, async () => (await missing()).length === 0);
}

async function started(rules, division, more) {
    const host = new RealHost(rules);
    await host.start();
    const entries = await host.teams(names, division, more);
    assert.deepEqual(entries.map((entry) => entry.name).sort(), names.slice().sort(), 'the host keeps every name as it is');
    return {host, entries};
}

test('runs: live, standings, schedule, my team, the walls and the tablet', {timeout: 120_000}, async () => {
    const {host, entries} = await started('provincial-robocon', 'A');
    await host.command('stage.schedule', {stage: 'final', division: 'A', fields: 4, start: Date.now() + 60_000, slot_ms: 240_000, rest_ms: 0, breaks: [], seed: 1});
    await host.command('schedule.publish', {stage: 'final'});
    for (const [n, entry] of entries.entries()) {
        const {run} = await host.command('run.load', {stage: 'final', entry: entry.id, field: n % 2 ? 'F2' : 'F1'});
        for (const kind of ['run.ready', 'run.start', 'run.end']) await host.command(kind, {run});
        if (n >= 38) continue;
        await host.command('score.set', {sheet: run, items: {zone: n % 5, finish: false}, time_ms: 30_000 + n});
        for (const kind of ['score.review', 'score.commit', 'score.publish']) await host.command(kind, {sheet: run});
    }
    const page = await openPage(browser);
    for (const [view, wanted] of [['live', names.slice(38)], ['standings', names.slice(0, 38)], ['schedule', []]]) {
        await page.goto(`${host.url}/#${view}`);
        await page.waitForSelector('main > *');
        for (const more of ['.more', '.show-all']) while ((await page.locator(more).count()) > 0) await page.locator(more).first().click();
        await readable(page, wanted, view);
        await harmless(page, view);
    }
    await page.goto(`${host.url}/#mine`);
    for (const entry of entries) {
        await page.fill('input[type=search]', entry.name);
        await page.locator(`.found li:has(.number:text-is("${entry.number}")) .pin`).first().click().catch(() => assert.fail(`not found: ${entry.name}`));
    }
    await page.fill('input[type=search]', '');
    await readable(page, names, 'my teams');
    await harmless(page, 'my teams');
    await picture(page, 'hostile-mine');
    await closePage(page, host.url);
    const wall = await openPage(browser, {size: 'wall'});
    await wall.goto(`${host.url}/screen/wall`);
    for (const view of ['live', 'standings', 'next']) {
        await host.command('display.show', {display: {id: 'wall', view, stage: 'final', division: 'A', message: ''}});
        await becomes(() => wall.getAttribute('.wall', 'data-view'), view);
        await harmless(wall, `${view} on the wall`);
    }
    // Whoever is on the two fields, whoever comes next there, and what was published last.
    for (const [view, column] of [['announcer', '[data-told="F1"]'], ['queue', '[data-queue="F1"]']]) {
        await host.command('display.show', {display: {id: 'wall', view, stage: 'final', division: 'A', message: ''}});
        await becomes(() => wall.getAttribute('.wall', 'data-view'), view);
        await wall.waitForSelector(column);
        await readable(wall, view === 'announcer' ? [...names.slice(38), ...names.slice(35, 38)] : names.slice(38), `${view} on the wall`);
        await harmless(wall, `${view} on the wall`);
        await picture(wall, `hostile-${view}`);
    }
    await host.command('display.show', {display: {id: 'wall', view: 'message', stage: '', division: '', message: names.join(' | ')}});
    await readable(wall, names, 'the message on the wall');
    await harmless(wall, 'the message on the wall');
    await closePage(wall, host.url);
    const tablet = await openPage(browser, {size: 'tablet'});
    await tablet.goto(`${host.url}/join/654321`);
    await tablet.waitForSelector('.sheet');
    for (const n of [38, 39]) {
        await tablet.click(`.choice:has-text("${n - 37}")`);
        await readable(tablet, [names[n]], 'the tablet');
        await harmless(tablet, 'the tablet');
    }
    await closePage(tablet, host.url);
    await host.stop();
});

test('matches: the bracket, what is next, the results and the tablet', {timeout: 120_000}, async () => {
    const {host, entries} = await started('tests/data/cup.json', 'main');
    await host.command('stage.draw', {stage: 'cup', seed: 7, groups: {}, seeds: entries.map((entry) => entry.id), source: ''});
    const page = await openPage(browser, {size: 'wall'});
    await page.goto(`${host.url}/#bracket`);
    await readable(page, names, 'the bracket');
    await harmless(page, 'the bracket');
    const wall = await openPage(browser, {size: 'wall'});
    await wall.goto(`${host.url}/screen/wall`);
    for (const view of ['bracket', 'next']) {
        await host.command('display.show', {display: {id: 'wall', view, stage: 'cup', division: '', message: ''}});
        await becomes(() => wall.getAttribute('.wall', 'data-view'), view);
        await wall.waitForSelector('.wall-standings');
        await harmless(wall, `${view} on the wall`);
    }
    for (const view of ['announcer', 'queue']) {
        await host.command('display.show', {display: {id: 'wall', view, stage: 'cup', division: '', message: ''}});
        await becomes(() => wall.getAttribute('.wall', 'data-view'), view);
        await wall.waitForSelector('.board-view');
        await harmless(wall, `${view} on the wall`);
    }
    const tablet = await openPage(browser, {size: 'landscape'});
    await tablet.goto(`${host.url}/join/654321`);
    const drawn = (await (await fetch(`${host.url}/api/v1/matches?stage=cup`)).json()).items.filter((match) => match.sides.every((side) => side.entry));
    for (const match of drawn.slice(0, 8)) {
        await host.command('match.load', {match: match.id, field: 'F1'});
        await tablet.waitForSelector(`[data-sheet="${match.id}"]`);
        await harmless(tablet, `the tablet at ${match.id}`);
        await harmless(page, `the bracket at ${match.id}`);
        await host.command('match.abort', {match: match.id, reason: 'thử'});
    }
    for (const one of [page, wall, tablet]) await closePage(one, host.url);
    await host.stop();
});

test('panels: a judge’s list and sheets, the documents, the head’s board', {timeout: 120_000}, async () => {
    const {host, entries} = await started('tests/data/panel.json', 'hoctap', {extra: Object.fromEntries(names.map((name, n) => [`Mô tả ${n} ${name}`, name]))});
    const members = [];
    for (const code of ['222222', '654321']) {
        const answer = await fetch(`${host.url}/api/v1/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code})});
        members.push({judge: (await answer.json()).user, organization: ''});
    }
    await host.command('panel.set', {panel: {id: 'HD2', stage: 'chung', division: '', decision_number: names[0], chair: '', members}});
    await host.command('judge.assign', {panel: 'HD2', verb: 'add', entries: entries.map((entry) => entry.id)});
    const judge = await openPage(browser, {size: 'tablet'});
    await judge.goto(`${host.url}/join/222222`);
    await judge.waitForSelector('.my-marks');
    await readable(judge, names, 'the list');
    await harmless(judge, 'the list');
    await judge.locator('.row-name').first().click();
    await judge.waitForSelector('.documents');
    await readable(judge, names, 'the documents');
    await harmless(judge, 'the documents');
    await closePage(judge, host.url);
    const head = await openPage(browser, {size: 'landscape'});
    await head.goto(`${host.url}/join/654321`);
    await head.click('.choice:has-text("HD2")');
    await readable(head, names, 'the board');
    await harmless(head, 'the board');
    await closePage(head, host.url);
    await host.stop();
});

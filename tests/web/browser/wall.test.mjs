// The projector's page, in a real browser.

import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, test} from 'node:test';

import {MockHost} from '../mock/host.mjs';
import {accessible, becomes, closePage, dist, fits, matches, openBrowser, openPage, picture} from '../support/browser.mjs';

let browser;
let host;
let url;

before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());
beforeEach(async () => {
    host = new MockHost({dist});
    url = await host.listen();
});
afterEach(() => host.close());

test('without a word from the station it shows the fields', async () => {
    const page = await openPage(browser, {size: 'wall'});
    await page.goto(`${url}/screen/wall`);
    await page.waitForSelector('[data-field="F1"] .digits');
    await becomes(() => page.locator('.run-card').count(), 4);
    await fits(page, 'live');
    await picture(page, 'wall-live');
    await accessible(page, 'live');
    await closePage(page, url);
});

test('it shows what the station says, as it says it', async () => {
    const page = await openPage(browser, {size: 'wall', theme: 'dark', lang: 'en'});
    await page.goto(`${url}/screen/wall`);
    await page.waitForSelector('.wall');
    for (const [display, there] of [
        [{view: 'standings', stage: 'final', division: 'B'}, '.wall-standings .total'],
        [{view: 'next'}, '.wall-next .when'],
        [{view: 'message', message: {vi: 'Nghỉ giải lao', en: 'A break'}}, '.wall-message'],
        [{view: 'blank'}, '.wall-blank'],
        [{view: 'live'}, '.wall-live'],
    ]) {
        host.publish({'display/wall': {id: 'wall', ...display}});
        await page.waitForSelector(there, {state: 'attached'});
        await becomes(() => page.getAttribute('.wall', 'data-view'), display.view);
        await fits(page, display.view);
        await picture(page, `wall-${display.view}-dark`);
        if (display.view !== 'blank') await accessible(page, display.view);
    }
    await closePage(page, url);
});

test('another screen follows its own display', async () => {
    const page = await openPage(browser, {size: 'wall'});
    host.publish({'display/hall 2': {id: 'hall 2', view: 'message', message: {vi: 'Sảnh hai'}}, 'display/wall': {id: 'wall', view: 'blank'}});
    await page.goto(`${url}/screen/hall%202`);
    await page.waitForSelector('.wall-message');
    await matches(() => page.textContent('.wall-message'), /Sảnh hai/);
    await closePage(page, url);
});

test('pages turn by themselves, through every division, all rows in the picture', async () => {
    const page = await openPage(browser, {size: 'wall'});
    await page.clock.install();
    host.publish({'display/wall': {id: 'wall', view: 'standings', stage: 'final'}});
    await page.goto(`${url}/screen/wall`);
    await page.waitForSelector('.wall-standings tbody tr');
    const seen = new Set();
    for (let turn = 0; turn < 6; turn += 1) {
        const title = await page.textContent('.wall-standings header');
        seen.add(title);
        const box = await page.locator('.wall-standings tbody tr').last().boundingBox();
        assert.ok(box.y + box.height <= 1080, title);
        await page.clock.runFor(6100);
        await page.waitForFunction((before) => document.querySelector('.wall-standings header')?.textContent !== before, title);
    }
    assert.equal(seen.size, 6);
    await closePage(page, url);
});

test('long names wrap and cost a row instead of hanging out', async () => {
    for (const row of host.resources.get('standings/final/A').rows) {
        const entry = host.resources.get(`entries/${row.entry}`);
        host.resources.set(`entries/${row.entry}`, {...entry, name: `${entry.name} – câu lạc bộ khoa học kỹ thuật trường tiểu học và trung học cơ sở`});
    }
    const page = await openPage(browser, {size: 'wall'});
    host.publish({'display/wall': {id: 'wall', view: 'standings', stage: 'final', division: 'A'}});
    await page.goto(`${url}/screen/wall`);
    await page.waitForFunction(() => {
        const rows = document.querySelectorAll('.wall-standings tbody tr');
        return rows.length > 2 && rows[rows.length - 1].getBoundingClientRect().bottom <= innerHeight;
    });
    await closePage(page, url);
});

test('a wall that is cut off says so, and keeps its picture', async () => {
    const page = await openPage(browser, {size: 'wall'});
    await page.goto(`${url}/screen/wall`);
    await page.waitForSelector('[data-field="F1"] .digits');
    host.ticking = false;
    await page.waitForSelector('.banner-stale');
    await becomes(() => page.locator('.run-card').count(), 4);
    await picture(page, 'wall-stale');
    await closePage(page, url);
});

test('letters follow the room, and a room too deep is said', async () => {
    const page = await openPage(browser, {size: 'wall'});
    await page.goto(`${url}/screen/wall?width=3&far=10`);
    await page.waitForSelector('.wall-main');
    const text_px = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.wall')).fontSize));
    assert.ok(Math.abs((await text_px()) - 52.1) < 1, `${await text_px()}`);
    await page.goto(`${url}/screen/wall?width=2&far=60`);
    await page.waitForSelector('text=Phòng quá sâu');
    await closePage(page, url);
});

test('over a stream it has no ground and no head, only what is shown', async () => {
    const page = await openPage(browser, {size: 'wall'});
    await page.goto(`${url}/screen/stream?ground=none`);
    await page.waitForSelector('[data-field="F1"] .digits');
    const grounds = () => page.evaluate(() => ['html', 'body', '.wall'].map((one) => getComputedStyle(document.querySelector(one)).backgroundColor).join(' '));
    await becomes(grounds, 'rgba(0, 0, 0, 0) rgba(0, 0, 0, 0) rgba(0, 0, 0, 0)');
    await fits(page, 'over a stream');
    await accessible(page, 'over a stream');
    host.publish({'display/stream': {id: 'stream', view: 'message', message: {vi: 'Chung kết bắt đầu'}}});
    await matches(() => page.textContent('.wall-message'), /Chung kết/);
    await becomes(grounds, 'rgba(0, 0, 0, 0) rgba(0, 0, 0, 0) rgba(0, 0, 0, 0)');
    await closePage(page, url);
});

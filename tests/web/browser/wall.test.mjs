// The projector's page, in a real browser.

import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, test} from 'node:test';

import {MockHost} from '../mock/host.mjs';
import {accessible, becomes, closePage, dist, fits, matches, openBrowser, openPage, picture, until} from '../support/browser.mjs';

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

test('the announcer reads who is on each field, who comes next and what was published last', async () => {
    host.resources.set('results/final.T010.1', {...host.resources.get('results/final.T010.1'), published_at_ms: Date.now(), status: 'OK', total: '177'});
    host.resources.set('entries/T002', {...host.resources.get('entries/T002'), organization: 'THCS Trần Phú', district: 'TP Bắc Giang', members: ['Lê An', 'Vũ Bình']});
    for (const [size, theme, lang] of [['wall', 'light', 'vi'], ['tablet', 'dark', 'vi'], ['phone', 'light', 'en']]) {
        const page = await openPage(browser, {size, theme, lang});
        await page.goto(`${url}/screen/announcer`);
        await matches(() => page.textContent('[data-told="F2"] .told-now'), /Nguyễn Đức.*Trung học cơ sở Trần Phú, Thành phố Bắc Giang.*Lê An, Vũ Bình/);
        await matches(() => page.textContent('[data-told="F1"] .told-next'), /\d\d:\d\d/);
        await matches(() => page.textContent('.told-results li:first-child'), /177/);
        await becomes(() => page.locator('.told-results li').count(), 6);
        await fits(page, `announcer ${size}`);
        await picture(page, `announcer-${size}-${lang}`);
        await accessible(page, `announcer ${size}`);
        await closePage(page, url);
    }
});

test('the call list follows each field, chosen in the address whatever the station says', async () => {
    host.publish({'display/wall': {id: 'wall', view: 'blank'}});
    for (const [size, theme, lang] of [['wall', 'dark', 'vi'], ['tablet', 'light', 'en'], ['phone', 'light', 'vi']]) {
        const page = await openPage(browser, {size, theme, lang});
        await page.goto(`${url}/screen/wall?view=queue`);
        await page.waitForSelector('[data-queue="F1"] li');
        await becomes(() => page.locator('[data-queue]').count(), 4);
        await fits(page, `queue ${size}`);
        await picture(page, `queue-${size}-${lang}`);
        await accessible(page, `queue ${size}`);
        await closePage(page, url);
    }
});

test('who is called leaves the call list, and the rest move up', async () => {
    const page = await openPage(browser, {size: 'wall'});
    host.publish({'display/hall': {id: 'hall', view: 'queue'}});
    await page.goto(`${url}/screen/hall`);
    const first = () => page.getAttribute('[data-queue="F4"] li:first-child', 'data-coming');
    await page.waitForSelector('[data-queue="F4"] li');
    const run = await first();
    const [stage, entry, number] = run.split('.');
    host.publish({
        [`runs/${run}`]: {id: run, stage, entry, division: 'A', number: Number(number), field: 'F4', state: 'called', clock: {state: 'stopped', period: 'setup', period_ms: 60000, left_ms: 60000}},
        'fields/F4': {...host.resources.get('fields/F4'), run},
    });
    await until('it is on the field', async () => (await first()) !== run);
    await matches(() => page.textContent('[data-queue="F4"] .queue-now'), /Gọi vào sân/);
    await closePage(page, url);
});

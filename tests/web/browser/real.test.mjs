// The pages against the real host: its desk, its file, its server.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {accessible, closePage, fits, openBrowser, openPage, picture, until} from '../support/browser.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost();
let browser;
let url;
let entries;

before(async () => {
    browser = await openBrowser();
    url = await host.start();
    entries = await host.prepare();
});
after(async () => {
    await browser?.close();
    await host.stop();
});

const card = (field) => `[data-field="${field}"]`;

test('a run from the call to the standings, on the phone, the tablet and the wall', async () => {
    const phone = await openPage(browser);
    const wall = await openPage(browser, {size: 'wall', theme: 'dark'});
    const tablet = await openPage(browser, {size: 'tablet'});
    const head = await openPage(browser, {size: 'tablet', lang: 'en'});
    await phone.goto(`${url}/`);
    await wall.goto(`${url}/screen/wall`);
    await tablet.goto(`${url}/join/123456`);
    await head.goto(`${url}/judge`);
    await head.click('.segment:has-text("Name and password")');
    await head.fill('[autocomplete=username]', 'head');
    await head.fill('[type=password]', 'truong');
    await head.click('.main-action');
    await head.waitForSelector('.desk');
    await tablet.waitForSelector('.desk');

    const team = entries.find((entry) => entry.name.startsWith('<b>'));
    const {run} = await host.command('run.load', {stage: 'final', entry: team.id, field: 'F1'});
    await phone.waitForSelector(`${card('F1')}.run-called`);
    assert.match(await phone.textContent(card('F1')), /<b>Đội<\/b> & "bạn"/);
    await tablet.waitForSelector(`[data-sheet="${run}"]`);
    await host.command('run.ready', {run});
    await phone.waitForSelector(`${card('F1')}.run-ready`);
    await host.command('run.start', {run});
    await phone.waitForSelector(`${card('F1')} .clock-running`);
    await wall.waitForSelector(`${card('F1')} .clock-running`);
    const digits = () => phone.textContent(`${card('F1')} .digits`);
    const first = await digits();
    assert.match(first, /^1:(30|2\d)$/);
    await until('it counts down', async () => (await digits()) !== first);

    for (let n = 0; n < 5; n += 1) await tablet.click('[data-item="zone"] .step-add');
    await phone.waitForFunction(() => /tạm tính100/.test(document.querySelector('[data-field="F1"] .figure-total')?.textContent ?? ''));
    assert.equal(await phone.locator('.figure-total .value').textContent(), '100');
    await tablet.click('[data-item="finish"] .segment-yes');
    await tablet.waitForSelector('.all-saved');
    await picture(phone, 'real-phone');
    await picture(wall, 'real-wall');
    await host.command('run.end', {run});
    await tablet.fill('[data-item="time"] input >> nth=0', '41,25');
    await tablet.press('[data-item="time"] input >> nth=0', 'Enter');
    await tablet.waitForFunction(() => document.querySelector('.sheet-total strong')?.textContent === '198');
    await picture(tablet, 'real-tablet');
    await accessible(tablet, 'the sheet');
    await fits(tablet, 'the sheet');

    await until('reviewed', async () => {
        await tablet.click('.main-action', {timeout: 1000}).catch(() => undefined);
        return tablet.isVisible('.sheet[data-state="reviewed"]');
    });
    assert.equal(await phone.locator('.figure-total .value').textContent(), '198');
    await head.click('.choice:has-text("1")');
    for (const state of ['committed', 'published'])
        await until(state, async () => {
            await head.click(`.sheet:not([data-state="${state}"]) .main-action`, {timeout: 1000}).catch(() => undefined);
            return head.isVisible(`.sheet[data-state="${state}"], .sheet[data-state="official"]`);
        });
    await phone.goto(`${url}/#standings`);
    await phone.waitForSelector('[data-standings="final/A"] .row');
    assert.match(await phone.textContent('[data-standings="final/A"] .row'), /198/);
    await phone.click('[data-standings="final/A"] .row');
    assert.match(await phone.textContent('.reason'), /Đứng đầu bảng xếp hạng/);
    await host.command('display.show', {display: {id: 'wall', view: 'standings', stage: 'final', division: '', message: ''}});
    await wall.waitForSelector('.wall-standings .total');
    for (const page of [phone, wall, tablet, head]) await closePage(page, url);
});

test('offline and back: the real host counts nothing twice', async () => {
    const team = entries.find((entry) => entry.name === 'Sao Vàng');
    const {run} = await host.command('run.load', {stage: 'final', entry: team.id, field: 'F2'});
    const page = await openPage(browser);
    await page.goto(`${url}/judge`);
    await page.click('.segment:has-text("Tên và mật khẩu")');
    await page.fill('[autocomplete=username]', 'head');
    await page.fill('[type=password]', 'truong');
    await page.click('.main-action');
    await page.click('.choice:has-text("2")');
    await page.waitForSelector(`[data-sheet="${run}"]`);
    // The answer is lost on its way, every second time.
    let lost = 0;
    const ids = new Set();
    await page.route('**/api/v1/commands', async (route) => {
        ids.add(JSON.parse(route.request().postData()).id);
        if ((lost += 1) % 2 === 1) {
            await route.fetch();
            await route.abort();
        } else await route.continue();
    });
    await page.click('[data-item="zone"] .step-add');
    await page.waitForSelector('.all-saved');
    await page.click('[data-item="restart"] .step-add');
    await page.waitForSelector('.all-saved');
    assert.equal(ids.size, 2);
    assert.equal(lost, 4);
    await page.waitForFunction(() => document.querySelector('.sheet-total strong')?.textContent === '10');
    await closePage(page, url);
});

test('the timetable is there, and says what is next', async () => {
    const page = await openPage(browser, {size: 'tablet'});
    await page.goto(`${url}/#schedule`);
    await page.waitForSelector('.slot');
    await fits(page, 'schedule');
    await accessible(page, 'schedule');
    await page.goto(`${url}/#mine`);
    await page.fill('input[type=search]', 'nguyen duc');
    await page.click('.found .pin');
    await page.waitForSelector('.my-team .next-run');
    assert.match(await page.textContent('.my-team .next-run'), /Lượt tiếp theo: Sân \d, lúc \d\d:\d\d/);
    await picture(page, 'real-mine');
    await closePage(page, url);
});

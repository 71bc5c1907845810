// The pages against the real host: its desk, its file, its server.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessible, becomes, closePage, fits, matches, openPage, picture, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost();
const {browser, url, prepared: entries} = await hosted(host, () => host.prepare());

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
    await matches(() => phone.textContent(card('F1')), /<b>Đội<\/b> & "bạn"/);
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
    await becomes(() => phone.locator('.figure-total .value').textContent(), '100');
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
    await becomes(() => phone.locator('.figure-total .value').textContent(), '198');
    await head.click('.choice:has-text("1")');
    for (const state of ['committed', 'published'])
        await until(state, async () => {
            await head.click(`.sheet:not([data-state="${state}"]) .main-action`, {timeout: 1000}).catch(() => undefined);
            return head.isVisible(`.sheet[data-state="${state}"], .sheet[data-state="official"]`);
        });
    await phone.goto(`${url}/#standings`);
    await phone.waitForSelector('[data-standings="final/A"] .row');
    await matches(() => phone.textContent('[data-standings="final/A"] .row'), /198/);
    await phone.click('[data-standings="final/A"] .row');
    await matches(() => phone.textContent('.reason'), /Đứng đầu bảng xếp hạng/);
    await matches(() => phone.textContent('.reason'), /Lượt 1: 198/);
    await host.command('display.show', {display: {id: 'wall', view: 'standings', stage: 'final', division: '', message: ''}});
    await wall.waitForSelector('.wall-standings .total');
    for (const page of [phone, wall, tablet, head]) await closePage(page, url);
});

/** A page of the head judge, at the sheet of that field. */
async function headAt(field, run) {
    const page = await openPage(browser);
    await page.goto(`${url}/judge`);
    await page.click('.segment:has-text("Tên và mật khẩu")');
    await page.fill('[autocomplete=username]', 'head');
    await page.fill('[type=password]', 'truong');
    await page.click('.main-action');
    await page.click(`.choice:has-text("${field}")`);
    await page.waitForSelector(`[data-sheet="${run}"]`);
    return page;
}

test('offline and back: the real host counts nothing twice', async () => {
    const team = entries.find((entry) => entry.name === 'Sao Vàng');
    const {run} = await host.command('run.load', {stage: 'final', entry: team.id, field: 'F2'});
    const page = await headAt('2', run);
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
    await page.click('.undo');
    await page.waitForFunction(() => document.querySelector('.sheet-total strong')?.textContent === '20');
    await page.waitForSelector('.all-saved');
    await page.unrouteAll();
    await closePage(page, url);
    await host.command('run.unload', {run, reason: 'thử'});
});

test('without the host the sheet counts on by its rules, over a reload too, to what the host then says', async () => {
    const team = entries.find((entry) => entry.name === 'Nguyễn Đức');
    const {run} = await host.command('run.load', {stage: 'final', entry: team.id, field: 'F2'});
    const page = await headAt('2', run);
    const total = () => page.textContent('.sheet-total strong');
    await page.route('**/api/v1/commands', (route) => route.abort());
    for (const points of ['20', '40', '60']) {
        await page.click('[data-item="zone"] .step-add');
        await becomes(total, points);
    }
    await page.click('[data-item="finish"] .segment-yes');
    await page.fill('[data-item="time"] input >> nth=0', '41,25');
    await page.press('[data-item="time"] input >> nth=0', 'Enter');
    await page.click('[data-item="restart"] .step-add');
    await becomes(total, '148');
    await page.waitForSelector('.sheet-total .provisional');
    await picture(page, 'real-offline-total');
    await page.reload();
    await page.click('.choice:has-text("2")');
    await page.waitForSelector(`[data-sheet="${run}"] .sheet-total .provisional`);
    await becomes(total, '148');
    await page.unrouteAll();
    await page.waitForSelector('.all-saved');
    await page.waitForSelector('.sheet-total .provisional', {state: 'detached'});
    await becomes(total, '148');
    await closePage(page, url);
    await host.command('run.unload', {run, reason: 'thử'});
});

test('two tablets on one sheet: what differs is put to a person, what does not goes through', async () => {
    const team = entries.find((entry) => entry.name === 'Tia Chớp');
    const {run} = await host.command('run.load', {stage: 'final', entry: team.id, field: 'F2'});
    const [mine, theirs] = [await headAt('2', run), await headAt('2', run)];
    await mine.route('**/api/v1/commands', (route) => route.abort());
    await mine.click('[data-item="zone"] .step-add');
    await mine.click('[data-item="restart"] .step-add');
    await mine.waitForSelector('[data-item="zone"] .mark-here');
    for (let n = 0; n < 3; n += 1) await theirs.click('[data-item="zone"] .step-add');
    await theirs.waitForSelector('.all-saved');
    await mine.unrouteAll();
    await mine.waitForSelector('[data-conflict="items.zone"]');
    await matches(() => mine.textContent('[data-conflict]'), /máy khác ghi 3, máy này ghi 1/);
    await theirs.waitForFunction(() => document.querySelector('[data-item="restart"] input')?.value === '1');
    await mine.click('text=Lấy 3');
    await mine.waitForSelector('.all-saved');
    await becomes(() => mine.inputValue('[data-item="zone"] input'), '3');
    for (const page of [mine, theirs]) await closePage(page, url);
    await host.command('run.unload', {run, reason: 'thử'});
});

test('the host is killed in the middle of a run: pages say so, and go on where it was', async () => {
    const team = entries.find((entry) => entry.name === 'Kiến Số 1');
    const {run} = await host.command('run.load', {stage: 'final', entry: team.id, field: 'F2'});
    await host.command('run.ready', {run});
    await host.command('run.start', {run});
    const phone = await openPage(browser);
    await phone.goto(`${url}/`);
    await phone.waitForSelector(`${card('F2')} .clock-running`);
    const tablet = await headAt('2', run);
    await tablet.click('[data-item="zone"] .step-add');
    await tablet.waitForSelector('.all-saved');
    const ends_at = async () => (await (await fetch(`${url}/api/v1/live`)).json()).runs.find((one) => one.id === run).clock.ends_at_ms;
    const before = await ends_at();

    await host.kill();
    await phone.waitForSelector('.banner-stale');
    await matches(() => phone.textContent(card('F2')), /Kiến Số 1/);
    await tablet.click('[data-item="zone"] .step-add');
    await tablet.waitForSelector('[data-item="zone"] .mark-here');
    await becomes(() => tablet.textContent('.sheet-total strong'), '40');
    await host.again();

    await phone.waitForSelector('.banner-stale', {state: 'detached'});
    await tablet.waitForSelector('.all-saved');
    assert.ok(Math.abs((await ends_at()) - before) < 100, 'the clock is still right');
    await phone.waitForFunction(() => document.querySelector('[data-field="F2"] .figure-total .value')?.textContent === '40');
    for (const page of [phone, tablet]) await closePage(page, url);
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
    await matches(() => page.textContent('.my-team .next-run'), /Lượt tiếp theo: Sân \d, lúc \d\d:\d\d/);
    await picture(page, 'real-mine');
    await closePage(page, url);
});

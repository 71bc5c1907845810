// Photos and documents of an entry beside the judge's sheet, from the real host.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {accessible, becomes, closePage, fits, matches, openPage, picture, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {photo} from '../support/photo.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost('tests/data/panel.json');
const paper = Buffer.from('%PDF-1.4 thuyết minh');
let works;

const {browser, url} = await hosted(host, async () => {
    works = await host.teams(['Máy lọc nước từ tre', 'Bàn học gấp gọn'], 'hoctap');
    const answer = await fetch(`${host.url}/api/v1/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code: '222222'})});
    const judge = (await answer.json()).user;
    for (const [id, stage] of [['HD1', 'so'], ['HD2', 'chung']]) {
        await host.command('panel.set', {panel: {id, stage, division: '', decision_number: '', chair: '', members: [{judge, organization: ''}]}});
        await host.command('judge.assign', {panel: id, verb: 'add', entries: works.map((work) => work.id)});
    }
    await host.attach(works[0].id, photo(640, 400, [30, 110, 60]), 'may-loc.png', {anonymous: true});
    await host.attach(works[0].id, photo(300, 500, [160, 60, 20]), 'hai-tac-gia.png');
    await host.attach(works[0].id, paper, 'thuyet-minh.pdf');
});

const is_drawn = (page, selector) =>
    page.evaluate((wanted) => {
        const image = document.querySelector(wanted);
        return image !== null && image.complete && image.naturalWidth > 0;
    }, selector);
const has_focus = (page) => page.evaluate(() => document.querySelector('.large-photo')?.contains(document.activeElement) === true);

async function openSheet(stage, work, options = {}) {
    const page = await openPage(browser, {size: 'landscape', ...options});
    await page.goto(`${url}/join/222222`);
    await page.click(`[data-row="mark:${stage}.${work.id}"] .row-name`);
    await page.waitForSelector('.documents');
    return page;
}

test('photos stand small beside the sheet and open as large as the screen', async () => {
    const page = await openSheet('chung', works[0]);
    for (const n of [1, 2]) await until(`photo ${n}`, () => is_drawn(page, `.photos li:nth-child(${n}) img`));
    await picture(page, 'judge-files');
    await fits(page, 'photos');
    await accessible(page, 'photos');
    await page.click('.photos li:nth-child(1) .photo');
    await until('large', () => is_drawn(page, '.large-photo img'));
    await until('the keys go to the photo', () => has_focus(page));
    const covered = await page.evaluate(() => document.elementFromPoint(innerWidth - 200, innerHeight - 40).closest('.large-photo') !== null);
    assert.equal(covered, true, 'nothing of the sheet lies over it');
    await picture(page, 'judge-files-large');
    await fits(page, 'a large photo');
    await accessible(page, 'a large photo');
    await page.keyboard.press('ArrowRight');
    await becomes(() => page.textContent('.large-name'), 'hai-tac-gia.png');
    await page.click('.large-photo [aria-pressed]');
    await becomes(() => page.$eval('.large-photo img', (image) => image.width), 300);
    for (let n = 0; n < 6; ++n) {
        await page.keyboard.press('Tab');
        assert.equal(await has_focus(page), true, 'Tab stays in it');
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('.large-photo', {state: 'detached'});
    await becomes(() => page.evaluate(() => document.activeElement.className), 'photo');
    await closePage(page, url);
});

test('a PDF is saved with its name and its bytes', async () => {
    const page = await openSheet('chung', works[0]);
    await matches(() => page.textContent('.papers'), /thuyet-minh\.pdf.*PDF, 1 kB/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.papers a')]);
    assert.equal(download.suggestedFilename(), 'thuyet-minh.pdf');
    assert.deepEqual(readFileSync(await download.path()), paper);
    await closePage(page, url);
});

test('a blind stage shows only what tells nothing of the authors', async () => {
    const page = await openSheet('so', works[0]);
    await until('the photo', () => is_drawn(page, '.photos img'));
    assert.equal(await page.locator('.photos li').count(), 1);
    assert.equal(await page.locator('.papers').count(), 0);
    await closePage(page, url);
});

test('without a network a photo that was loaded is still there, in the sheet and large', async () => {
    const page = await openSheet('chung', works[0]);
    await until('the photo', () => is_drawn(page, '.photos img'));
    await page.context().setOffline(true);
    await page.click('.mark-tools .plain');
    await page.click(`[data-row="mark:chung.${works[0].id}"] .row-name`);
    await until('still the photo', () => is_drawn(page, '.photos img'));
    await page.click('.photos .photo');
    await until('large', () => is_drawn(page, '.large-photo img'));
    await closePage(page, url);
});

test('a photo that did not come over the network comes when the network is back', async () => {
    const page = await openPage(browser, {size: 'tablet'});
    await page.goto(`${url}/join/222222`);
    await page.waitForSelector('.my-marks');
    await page.route('**/files/*', (route) => route.abort());
    await page.click(`[data-row="mark:chung.${works[0].id}"] .row-name`);
    await matches(() => page.textContent('.photos'), /Chưa tải được ảnh may-loc\.png/);
    await fits(page, 'a photo that did not come');
    await page.unroute('**/files/*');
    await until('the photo', async () => {
        await page.click('.photos .photo:has(.photo-failed)', {timeout: 100}).catch(() => undefined);
        return (await page.locator('.photos img').count()) === 2 && is_drawn(page, '.photos img');
    });
    await page.context().close();
});

test('what is attached while the sheet is open comes, whatever it is called, and goes', async () => {
    const page = await openSheet('chung', works[1], {size: 'tablet'});
    assert.match(await page.textContent('.documents'), /không kèm tài liệu/);
    const name = '"><img src=x onerror=window.hacked=1>.png';
    await host.attach(works[1].id, photo(20, 20, [9, 9, 9]), name);
    await page.waitForSelector('.photo');
    await matches(() => page.textContent('.photo-name'), /onerror/);
    await page.click('.photo');
    await becomes(() => page.textContent('.large-name'), name);
    assert.equal(await page.evaluate(() => window.hacked ?? null), null);
    assert.equal(await page.locator('[onerror]').count(), 0);
    await page.click('.large-photo .plain-strong');
    await host.command('entry.detach', {entry: works[1].id, number: 1});
    await page.waitForSelector('.photo', {state: 'detached'});
    await closePage(page, url);
});

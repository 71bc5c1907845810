// The public page, in a real browser, against a host that speaks the agreed JSON.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {gzipSync} from 'node:zlib';

import {hostile_name, sampleAwards} from '../mock/contest.mjs';
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
    host.clock_ahead_ms = 3_723_456;
    restart();
    url = await host.listen();
});
afterEach(() => host.close());

/** The running run of the sample, by this host's clock. */
function restart(left_ms = 67_500) {
    const run = host.resources.get('runs/final.T001.2');
    host.resources.set('runs/final.T001.2', {...run, clock: {...run.clock, ends_at_ms: host.now() + left_ms}});
}

const card = (field) => `[data-field="${field}"]`;

test('live runs and published standings are there at once', async () => {
    const page = await openPage(browser, {size: 'wall'});
    await page.goto(`${url}/`);
    await page.waitForSelector(`${card('F1')} .digits`);
    await matches(() => page.textContent(`${card('F1')} .digits`), /^1:0\d$/);
    await matches(() => page.textContent(`${card('F1')} .figure-total`), /tạm tính/);
    await matches(() => page.textContent(`${card('F2')} .figure-time`), /41,250 s/);
    await matches(() => page.textContent(`${card('F2')} .figure-time`), /± 0,4 ms/);
    await becomes(() => page.locator('.live-aside tbody .row').count(), 8);
    await closePage(page, url);
});

test('the clock is the host’s, counts down by itself, and is right again after a reload', async () => {
    const page = await openPage(browser);
    const ends_at_ms = host.now() + 9_800;
    const run = host.resources.get('runs/final.T001.2');
    host.resources.set('runs/final.T001.2', {...run, clock: {...run.clock, ends_at_ms}});
    const error_ms = () =>
        page.evaluate(({ends, ahead}) => {
            const text = document.querySelector('[data-field="F1"] .digits')?.textContent ?? '';
            const tenths = /^0:0(\d),(\d)$/.exec(text);
            return tenths ? Number(tenths[1]) * 1000 + Number(tenths[2]) * 100 - (ends - (Date.now() + ahead)) : null;
        }, {ends: ends_at_ms, ahead: host.clock_ahead_ms});
    for (const way of ['first', 'reloaded']) {
        if (way === 'first') await page.goto(`${url}/`);
        else await page.reload();
        await page.waitForSelector(`${card('F1')} .digits`);
        await until('five answers about the host’s clock', () => host.requests.filter((one) => one === 'GET /api/v1/time').length >= (way === 'first' ? 5 : 10));
        // Drawn ten times a second and rounded up to a tenth: up to 200 ms of what is shown is no error.
        await until(`${way}: the clock is right`, async () => {
            const error = await error_ms();
            return error !== null && error > -100 && error < 300;
        });
    }
    await closePage(page, url);
});

test('a patch changes what it names, over one single stream', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/`);
    await page.waitForSelector(`${card('F1')} .figure-total`);
    const run = host.resources.get('runs/final.T001.2');
    host.publish({'runs/final.T001.2': {...run, total: '80'}});
    await page.waitForFunction(() => document.querySelector('[data-field="F1"] .figure-total .value')?.textContent === '80');
    host.publish({'fields/F1': {id: 'F1', name: 'Sân 1', run: null}}, ['runs/final.T001.2']);
    await page.waitForSelector(`${card('F1')}.run-none`);
    assert.equal(host.requests.filter((one) => one.startsWith('GET /api/v1/events')).length, 1);
    await closePage(page, url);
});

test('without ticks the page says how old it is, keeps its state, and recovers', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/`);
    await page.waitForSelector('.light-live');
    host.ticking = false;
    await page.waitForSelector('.banner-stale');
    await matches(() => page.textContent('.banner-stale'), /^Mất kết nối – dữ liệu lúc \d\d:\d\d:\d\d$/);
    await matches(() => page.textContent(`${card('F2')} .figure-time`), /41,250 s/);
    await accessible(page, 'stale');
    await picture(page, 'public-stale');
    host.ticking = true;
    await page.waitForSelector('.banner-stale', {state: 'detached'});
    await closePage(page, url);
});

test('a cut stream resumes where it was', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/`);
    await page.waitForSelector('.light-live');
    host.cut();
    const run = host.resources.get('runs/final.T001.2');
    host.publish({'runs/final.T001.2': {...run, total: '999'}});
    await page.waitForFunction(() => document.querySelector('[data-field="F1"] .figure-total .value')?.textContent === '999');
    assert.equal(host.snapshots, 1, 'what was missed came as patches');
    await closePage(page, url);
});

test('after a restored file everything is drawn anew', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/`);
    await page.waitForSelector(`${card('F4')}`);
    host.epoch = 'e2';
    host.seq = 5;
    host.resources.delete('fields/F4');
    host.cut();
    await page.waitForSelector(`${card('F4')}`, {state: 'detached'});
    await closePage(page, url);
});

test('a team’s name is text, whatever is in it', async () => {
    const page = await openPage(browser);
    for (const view of ['live', 'standings', 'schedule', 'mine']) {
        await page.goto(`${url}/#${view}`);
        await page.waitForSelector('main > *');
        if (view === 'mine') await page.fill('input[type=search]', 'an danh');
        await page.waitForFunction((name) => document.body.textContent.includes(name) || location.hash === '#standings', hostile_name);
        await becomes(() => page.locator('main img, main b').count(), 0);
        await matches(() => page.title(), /Robocon/);
    }
    await closePage(page, url);
});

test('every place says why, by mouse and by keyboard', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/#standings`);
    await page.waitForSelector('.row');
    await page.locator('.row').nth(1).click();
    await matches(() => page.textContent('.reason'), /Xét điểm xếp hạng: \d+, đội xếp trên: \d+/);
    await matches(() => page.textContent('.reason'), /Tổng thời gian/);
    const first = page.locator('.row .why').first();
    await first.focus();
    await page.keyboard.press('Enter');
    await becomes(() => first.getAttribute('aria-expanded'), 'true');
    await matches(() => page.textContent('.reason'), /Đứng đầu bảng xếp hạng/);
    await closePage(page, url);
});

test('stages and divisions are a tap away', async () => {
    const page = await openPage(browser, {size: 'tablet'});
    await page.goto(`${url}/#standings`);
    await page.click('text=Vòng loại trực tuyến');
    await page.click('.choice:has-text("Bảng C")');
    await page.waitForSelector('[data-standings="online/C"]');
    await becomes(() => page.locator('[data-standings="online/C"] tbody .row').count(), 144);
    await matches(() => page.textContent('[data-standings="online/C"] .chip'), /Chính thức/);
    await closePage(page, url);
});

test('my teams are found without accents, kept over a reload, and say what comes next', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/#mine`);
    await page.fill('input[type=search]', 'NGUYEN duc');
    await page.click('.found li:has-text("Nguyễn Đức") .pin');
    await page.waitForSelector('.my-team[data-entry="T002"]');
    await matches(() => page.textContent('.my-team[data-entry="T002"] .next-run'), /Đang trên Sân 2/);
    await page.fill('input[type=search]', '41');
    await page.click('.found li:has(.number:text-is("41")) .pin');
    await page.reload();
    await page.waitForSelector('.my-team[data-entry="T041"]');
    await matches(() => page.textContent('.my-team[data-entry="T041"] .next-run'), /Lượt tiếp theo: Sân \d, khoảng \d\d:\d\dcòn \d+ phút nữa/);
    await page.click('.my-team[data-entry="T041"] .pin');
    await page.waitForSelector('.my-team[data-entry="T041"]', {state: 'detached'});
    await closePage(page, url);
});

test('the language changes at once, and stays', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/`);
    await page.waitForSelector(card('F1'));
    await page.click('.tool-lang');
    await matches(() => page.textContent('.tabs'), /Standings/);
    await becomes(() => page.getAttribute('html', 'lang'), 'en');
    await matches(() => page.textContent(`${card('F1')} .chip`), /Running/);
    await page.reload();
    await page.waitForSelector(card('F1'));
    await matches(() => page.textContent('.tabs'), /My teams/);
    await closePage(page, url);
});

test('light and dark follow the device until somebody chooses', async () => {
    const page = await openPage(browser, {theme: 'dark'});
    await page.goto(`${url}/`);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.click('.preferences .tool:last-child');
    await until('another ground', async () => (await ground()) !== dark);
    await page.click('.preferences .tool:last-child');
    await becomes(ground, dark);
    await closePage(page, url);
});

test('views of what is not published are not there, and appear when it is', async () => {
    for (const key of Array.from(host.resources.keys())) if (/^(schedule|standings|results)\//.test(key)) host.resources.delete(key);
    const page = await openPage(browser);
    await page.goto(`${url}/#awards`);
    await page.waitForSelector(card('F1'));
    await becomes(() => page.locator('.tab').count(), 3);
    const sample = new MockHost({dist}).resources;
    host.publish({'awards/giai': sampleAwards(sample)});
    await page.waitForSelector('.award');
    await becomes(() => page.locator('.award').count(), 30);
    await matches(() => page.textContent('.award'), /10\.000\.000 đ/);
    await closePage(page, url);
});

test('storage that is forbidden takes nothing away but memory', async () => {
    const page = await openPage(browser, {
        init: () => {
            Storage.prototype.setItem = () => {
                throw new Error('forbidden');
            };
        },
    });
    await page.goto(`${url}/#mine`);
    await page.fill('input[type=search]', 'nguyen duc');
    await page.click('.found li:has-text("Nguyễn Đức") .pin');
    await page.waitForSelector('.my-team[data-entry="T002"]');
    await matches(() => page.textContent('.mine-view'), /không cho lưu/);
    await page.context().close();
});

test('a page loads less than 60 kB, all of it from the host', async () => {
    for (const path of ['/', '/judge', '/screen/wall']) {
        const page = await openPage(browser);
        await page.goto(`${url}${path}`);
        await page.waitForLoadState('load');
        const files = page.asked.filter((one) => !one.includes('/api/')).map((one) => new URL(one).pathname);
        const names = {'/': 'index.html', '/judge': 'judge.html', '/screen/wall': 'wall.html'};
        const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, names[file] ?? file))).length, 0);
        assert.ok(files.length >= 3 && bytes < 60_000, `${path}: ${bytes} bytes`);
        await closePage(page, url);
    }
});

test('the scripts are what Chrome 80 and Safari 13 understand', () => {
    for (const name of readdirSync(join(dist, 'assets'))) {
        const text = readFileSync(join(dist, 'assets', name), 'utf8');
        if (name.endsWith('.js')) {
            const strings_out = text.replace(/`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
            assert.ok(!/\?\?|\?\.[A-Za-z_$[(]|\|\|=|&&=|#[a-z]+[=(;]|\bstatic\{|\.at\(|replaceAll|structuredClone|randomUUID|\(\?<[=!]|allSettled|\.flat\(Infinity|BigInt|\dn\b|import\.meta/.test(strings_out), name);
        } else if (name.endsWith('.css')) {
            assert.ok(!/:is\(|:where\(|:has\(|\binset:|aspect-ratio|@layer|@container|oklch|\dd?vh\b.*\bdvh/.test(text), name);
            // Neither knows a gap between the boxes of a flex row.
            for (const [, block] of text.matchAll(/\{([^{}]*)\}/g))
                assert.ok(!/display:(inline-)?flex/.test(block) || !/(^|;)(row-|column-)?gap:/.test(block), `${name}: ${block}`);
        }
    }
});

for (const size of ['phone', 'tablet', 'wall'])
    for (const [theme, lang] of [['light', 'vi'], ['dark', 'en']])
        test(`every view at ${size} size, ${theme}, ${lang}: accessible, nothing cut off`, async () => {
            host.publish({'awards/giai': sampleAwards(host.resources)});
            const page = await openPage(browser, {size, theme, lang, init: () => localStorage.setItem('sandau.pins.provincial-robocon', '["T001","T004","T041"]')});
            for (const [view, there] of [['live', '.run-card'], ['standings', '.row'], ['schedule', '.slot'], ['awards', '.award'], ['mine', '.my-team']]) {
                await page.goto(`${url}/#${view}`);
                await page.waitForSelector(there);
                if (view === 'standings') await page.locator('.row').nth(2).click();
                await fits(page, view);
                await picture(page, `public-${view}-${size}-${theme}-${lang}`);
                await accessible(page, view);
            }
            await closePage(page, url);
        });

test('inside Zalo the pages say how to open a browser, and say no more once that is understood', async () => {
    const init = "Object.defineProperty(navigator, 'userAgent', {get: () => 'Mozilla/5.0 (Linux; Android 12) Chrome/119.0 Mobile Safari/537.36 Zalo android/12'})";
    for (const [path, lang, wanted] of [['/', 'vi', /bên trong Zalo.*Mở bằng trình duyệt/], ['/judge', 'en', /inside Zalo.*Open in browser/]]) {
        const page = await openPage(browser, {init, lang});
        await page.goto(`${url}${path}`);
        await matches(() => page.textContent('.in-app'), wanted);
        await fits(page, `inside Zalo ${path}`);
        await picture(page, `in-app-${lang}`);
        await accessible(page, `inside Zalo ${path}`);
        await page.click('.in-app button');
        await page.waitForSelector('.in-app', {state: 'detached'});
        await closePage(page, url);
    }
});

// A wall clock that is set in the middle of a run, on the host or on the device that looks: the clocks of the pages
// stay right, and so do those of pages that are opened afterwards.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {closePage, openPage, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const six_hours_ms = 6 * 3600 * 1000;
const host = new RealHost();
const {browser, url, prepared: entries} = await hosted(host, () => host.prepare());

/** A device whose own clock can be set, by window.away_ms. */
function settable() {
    const right = Date.now.bind(Date);
    window.away_ms = 0;
    Date.now = () => right() + window.away_ms;
}

/** A run of its own for each test: it lasts 90 seconds. */
async function playing(n) {
    const field = `F${n + 1}`;
    const {run} = await host.command('run.load', {stage: 'final', entry: entries[n].id, field});
    for (const kind of ['run.ready', 'run.start']) await host.command(kind, {run});
    return {run, card: `[data-field="${field}"]`};
}

async function opened(path, played, options) {
    const page = await openPage(browser, options);
    await page.goto(`${url}${path}`);
    await page.waitForSelector(`${played.card} .clock-running`);
    return page;
}

/** Seconds that the host has left on its clock. */
async function leftSeconds({run}) {
    const [live, time] = await Promise.all(['live', 'time'].map(async (name) => (await fetch(`${url}/api/v1/${name}`)).json()));
    const clock = live.runs.find((one) => one.id === run).clock;
    return (clock.ends_at_ms - time.server_now_ms) / 1000;
}

async function shownSeconds(page, {card}) {
    const [minutes, seconds] = (await page.textContent(`${card} .digits`)).split(':').map(Number);
    return minutes * 60 + seconds;
}

/** How far the page is from the host, which runs on while it is asked. */
async function apart(page, played) {
    const before = await leftSeconds(played);
    const shown = await shownSeconds(page, played);
    const after = await leftSeconds(played);
    return Math.max(shown - before, after - shown, 0);
}

/** The page and the host agree, and still do after the next tick of the host. */
async function agree(page, played, what) {
    await until(`${what}: agrees`, async () => (await apart(page, played)) < 1.1);
    const since = await page.evaluate(() => performance.now());
    await page.waitForFunction((then) => performance.now() - then > 1200, since);
    const far = await apart(page, played);
    assert.ok(far < 1.1, `${what}: ${far} s from the host after a tick`);
}

test('set six hours forward and back on a device, its clock shows what the host has', async () => {
    const played = await playing(0);
    for (const [path, size] of [['/', 'phone'], ['/screen/wall', 'wall']]) {
        const page = await opened(path, played, {size, init: settable});
        for (const away_ms of [six_hours_ms, -six_hours_ms]) {
            await page.evaluate((away) => {
                window.away_ms = away;
            }, away_ms);
            await agree(page, played, `${path} at ${away_ms} ms`);
        }
        await closePage(page, url);
    }
});

test('a device that is six hours wrong when it opens the page is right at once', async () => {
    const played = await playing(1);
    for (const away_ms of [six_hours_ms, -six_hours_ms]) {
        const page = await opened('/', played, {init: `(${settable})(); window.away_ms = ${away_ms};`});
        await agree(page, played, `opened at ${away_ms} ms`);
        await closePage(page, url);
    }
});

test('set six hours forward and back on the host, no page that is open or opened then is wrong', async () => {
    const played = await playing(2);
    const open = await opened('/', played);
    const before_s = await leftSeconds(played);
    for (const away_ms of [six_hours_ms, -six_hours_ms, 0]) {
        await host.setWallClock(away_ms);
        const now_s = await leftSeconds(played);
        assert.ok(now_s <= before_s && now_s > 0, 'the run goes on');
        await agree(open, played, `open while the host is set by ${away_ms} ms`);
        const late = await opened('/', played);
        await agree(late, played, `opened while the host is set by ${away_ms} ms`);
        await closePage(late, url);
    }
    await closePage(open, url);
});

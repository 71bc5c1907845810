// The pages over https, with the certificate that Sandau makes itself, in a real browser.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {becomes, closePage, matches, openPage} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost('provincial-robocon', {tls: true});
const {browser, url, prepared: entries} = await hosted(host, () => host.prepare());

const secured = (options) => openPage(browser, {own_certificate: true, ...options});

test('a judge joins, scores and is heard over https; a phone follows', async () => {
    const {run} = await host.command('run.load', {stage: 'final', entry: entries[0].id, field: 'F1'});
    const tablet = await secured({size: 'tablet'});
    const phone = await secured();
    await tablet.goto(`${url}/join/123456`);
    await tablet.waitForSelector(`[data-sheet="${run}"]`);
    await phone.goto(`${url}/`);
    await phone.waitForSelector('[data-field="F1"].run-called');
    for (const kind of ['run.ready', 'run.start']) await host.command(kind, {run});
    await phone.waitForSelector('[data-field="F1"] .clock-running');
    await tablet.click('[data-item="zone"] .step-add');
    await tablet.waitForSelector('.all-saved');
    await becomes(() => phone.locator('.figure-total .value').textContent(), '20');
    const cookies = await tablet.context().cookies();
    assert.deepEqual(cookies.map(({name, secure, httpOnly, sameSite}) => [name, secure, httpOnly, sameSite]), [['sandau', true, true, 'Strict']]);
    await tablet.reload();
    await matches(() => tablet.textContent('.sheet-total strong'), /^20$/);
    await host.command('run.end', {run});
    for (const page of [tablet, phone]) await closePage(page, url);
});

test('without a network the tablet goes on over https too, and sends what waits', async () => {
    const {run} = await host.command('run.load', {stage: 'final', entry: entries[1].id, field: 'F2'});
    const head = await secured({size: 'tablet'});
    await head.goto(`${url}/join/654321`);
    await head.click('.choice:has-text("2")');
    await head.waitForSelector(`[data-sheet="${run}"]`);
    await head.context().setOffline(true);
    await head.click('[data-item="zone"] .step-add');
    await head.waitForSelector('[data-item="zone"] .mark-here');
    await head.context().setOffline(false);
    await head.waitForSelector('.all-saved');
    await becomes(() => head.textContent('.sheet-total strong'), '20');
    await closePage(head, url);
});

test('who comes without TLS is led to https, and a browser that was not told to trust it is warned', async () => {
    const page = await secured();
    await page.goto(`${host.door}/`);
    assert.equal(page.url(), `${url}/`);
    await page.waitForSelector('main > *');
    await page.context().close();
    const stranger = await openPage(browser);
    await assert.rejects(stranger.goto(`${url}/`), /ERR_CERT/);
    await stranger.context().close();
});

// How long a judge waits for the first tap: the page's compressed bytes, and the time from opening the seat's
// address to a tap that is on the sheet, with the processor four times slower. The tap is made and timed in the page
// itself, once the button is drawn: what steers the browser would be slowed down, too. Prints figures, judges none.
//   SANDAU_WEB_DIST=build/release/app/web/dist SANDAU_WEB_HOST=build/release/bin/web_test_host node tests/bench/first_tap.mjs [TIMES]

import {argv} from 'node:process';

import {openBrowser, openPage} from '../web/support/browser.mjs';
import {RealHost} from '../web/support/real_host.mjs';

/** Taps once, as soon as it can be seen; says when it was seen and when the tap showed. */
function tapOnce() {
    const shown = {};
    window.first_tap = new Promise((done) => {
        const look = () => {
            const button = document.querySelector('[data-item="zone"] .step-add');
            if (button && shown.sheet_ms === undefined) {
                shown.sheet_ms = performance.now();
                requestAnimationFrame(() => setTimeout(() => button.click()));
            }
            if (!document.querySelector('[data-item="zone"] .mark-here, [data-item="zone"] .mark-received, [data-item="zone"] .mark-durable')) return;
            watch.disconnect();
            requestAnimationFrame(() => setTimeout(() => done({...shown, tap_ms: performance.now()})));
        };
        const watch = new MutationObserver(look);
        watch.observe(document, {childList: true, subtree: true, attributes: true});
    });
}

const times = Number(argv[2] ?? 5);
const slower = 4;
const host = new RealHost();
const url = await host.start();
const browser = await openBrowser();
const entries = await host.prepare();
await host.command('run.load', {stage: 'final', entry: entries[0].id, field: 'F1'});
const [seen_ms, taken_ms] = [[], []];
let bytes = 0;
for (let n = 0; n < times; n += 1) {
    const page = await openPage(browser, {size: 'tablet', init: tapOnce});
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Emulation.setCPUThrottlingRate', {rate: slower});
    let received = 0;
    devtools.on('Network.loadingFinished', (one) => (received += one.encodedDataLength));
    await page.goto(`${url}/join/123456`, {waitUntil: 'commit'});
    const {sheet_ms, tap_ms} = await page.evaluate(() => window.first_tap);
    seen_ms.push(sheet_ms);
    taken_ms.push(tap_ms);
    bytes = received;
    await page.context().close();
}
await browser.close();
await host.stop();
const said = (list) => {
    const sorted = list.slice().sort((a, b) => a - b);
    const [least, median, most] = [sorted[0], sorted[times >> 1], sorted[times - 1]].map((ms) => `${Math.round(ms)} ms`);
    return `least ${least}, median ${median}, most ${most}`;
};
console.log(`judge's page: ${(bytes / 1000).toFixed(1)} kB compressed, with what it asked the host for`);
console.log(`processor ${slower} times slower, ${times} times`);
console.log(`  the sheet is there: ${said(seen_ms)}`);
console.log(`  a tap shows on it: ${said(taken_ms)}`);

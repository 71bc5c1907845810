// How long a judge waits for the first tap: the page's compressed bytes, and the time from opening the seat's
// address to a tap that is on the sheet, with the processor four times slower. Prints figures, judges none.
//   SANDAU_WEB_DIST=build/release/app/web/dist SANDAU_WEB_HOST=build/release/bin/web_test_host node tests/bench/first_tap.mjs [TIMES]

import {argv} from 'node:process';

import {openBrowser, openPage} from '../web/support/browser.mjs';
import {RealHost} from '../web/support/real_host.mjs';

const times = Number(argv[2] ?? 5);
const slower = 4;
const host = new RealHost();
const url = await host.start();
const browser = await openBrowser();
const entries = await host.prepare();
await host.command('run.load', {stage: 'final', entry: entries[0].id, field: 'F1'});
const taken_ms = [];
let bytes = 0;
for (let n = 0; n < times; n += 1) {
    const page = await openPage(browser, {size: 'tablet'});
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Emulation.setCPUThrottlingRate', {rate: slower});
    let received = 0;
    devtools.on('Network.loadingFinished', (one) => (received += one.encodedDataLength));
    const began = performance.now();
    await page.goto(`${url}/join/123456`, {waitUntil: 'commit'});
    await page.click('[data-item="zone"] .step-add');
    await page.waitForSelector('[data-item="zone"] .mark-here, [data-item="zone"] .mark-received, [data-item="zone"] .mark-durable');
    taken_ms.push(performance.now() - began);
    bytes = received;
    await page.context().close();
}
await browser.close();
await host.stop();
taken_ms.sort((a, b) => a - b);
const figure = (ms) => `${Math.round(ms)} ms`;
console.log(`judge's page: ${(bytes / 1000).toFixed(1)} kB compressed, with what it asked the host for`);
console.log(`first tap on the sheet, processor ${slower} times slower, ${times} times: least ${figure(taken_ms[0])}, median ${figure(taken_ms[times >> 1])}, most ${figure(taken_ms[times - 1])}`);

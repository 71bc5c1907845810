// A real browser for the tests, and what they all ask of a page.

import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {env} from 'node:process';
import {fileURLToPath} from 'node:url';

import {chromium} from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The built pages. */
export const dist = env.SANDAU_WEB_DIST || join(here, '..', '..', '..', 'app', 'web', 'dist');
/** Where pictures of the pages are left for people to look at. */
export const shots = env.SANDAU_WEB_SHOTS || join(here, '..', '..', '..', 'build', 'web-shots');

export const sizes = {phone: {width: 360, height: 740}, tablet: {width: 768, height: 1024}, landscape: {width: 1024, height: 768}, wall: {width: 1920, height: 1080}};

export async function openBrowser() {
    const path = [env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((one) => one && existsSync(one));
    assert.ok(path, 'The tests of the pages need Chromium: apt-get install chromium, or set CHROMIUM to its path.');
    assert.ok(existsSync(join(dist, 'index.html')), `There are no built pages in ${dist}: build the target web_assets first.`);
    return chromium.launch({
        executablePath: path,
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
}

/** A page that remembers what went wrong in it and whom it asked. */
export async function openPage(browser, {size = 'phone', theme = 'light', lang = 'vi', before, init, reduced = false, own_certificate = false} = {}) {
    // Whoever goes on past the browser's warning of a certificate that signs itself.
    const context = await browser.newContext({ignoreHTTPSErrors: own_certificate, viewport: sizes[size], colorScheme: theme, reducedMotion: reduced ? 'reduce' : 'no-preference'});
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.errors = [];
    page.asked = [];
    page.on('pageerror', (error) => page.errors.push(error.message));
    page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) page.errors.push(message.text());
    });
    page.on('request', (request) => page.asked.push(request.url()));
    await page.addInitScript((chosen) => {
        if (!localStorage.getItem('sandau.lang')) localStorage.setItem('sandau.lang', chosen);
    }, lang);
    if (init) await page.addInitScript(init);
    if (before) await before(context);
    return page;
}

/** Closes it, once nothing went wrong and no other host was asked. */
export async function closePage(page, url) {
    const strangers = page.asked.filter((one) => !one.startsWith(url) && !one.startsWith('data:'));
    const errors = page.errors;
    await page.context().close();
    assert.deepEqual(errors, []);
    assert.deepEqual(strangers, []);
}

export async function accessible(page, what) {
    // A colour that is on its way is not the colour that is meant.
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
    await page.evaluate(axe_source);
    const result = await page.evaluate(() => window.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
    const found = result.violations.map((one) => `${one.id}: ${one.help} – ${one.nodes.slice(0, 3).map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`);
    assert.deepEqual(found, [], what);
}

/** Nothing hangs out of the screen sideways, and no text is cut off. */
export async function fits(page, what) {
    const found = await page.evaluate(() => {
        const wrong = [];
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth) wrong.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
        for (const element of document.querySelectorAll('button, a, h1, h2, h3, th, td, dd, p, span')) {
            const style = getComputedStyle(element);
            if (style.clip !== 'auto' || style.display === 'none') continue;
            const box = element.getBoundingClientRect();
            if (box.width > 0 && box.right > root.clientWidth + 1) wrong.push(`${element.className || element.tagName}: ${element.textContent.slice(0, 40)}`);
            if (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1) wrong.push(`cut: ${element.textContent.slice(0, 40)}`);
        }
        return wrong;
    });
    assert.deepEqual(found, [], what);
}

export async function picture(page, name) {
    mkdirSync(shots, {recursive: true});
    await page.screenshot({path: join(shots, `${name}.png`)});
}

/** Waits until a condition holds; says what it was when it never does. */
export async function until(what, holds) {
    return settles(holds, Boolean, () => assert.fail(`never: ${what}`));
}

/** A page draws what was done a moment later: asks until it reads `wanted`. */
export async function becomes(read, wanted) {
    await settles(read, (value) => value === wanted, (value) => assert.deepEqual(value, wanted));
}

/** Asks until what it reads matches. */
export async function matches(read, pattern) {
    await settles(read, (value) => pattern.test(value), (value) => assert.match(String(value), pattern));
}

async function settles(read, right, complain) {
    const end = Date.now() + 15_000;
    for (;;) {
        const value = await read();
        if (right(value)) return value;
        if (Date.now() >= end) complain(value);
        await new Promise(setImmediate);
    }
}

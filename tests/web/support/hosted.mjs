// What the tests against the real host have in common: it, and a browser.

import {after} from 'node:test';

import {openBrowser} from './browser.mjs';

/** The host and a browser, from the first test of a file to its last. What is prepared, is there before the first. */
export async function hosted(host, prepare = () => undefined) {
    const url = await host.start();
    let browser;
    const close = async () => {
        await browser?.close();
        await host.stop();
    };
    try {
        browser = await openBrowser();
        const prepared = await prepare();
        after(close);
        return {browser, url, prepared};
    } catch (problem) {
        await close();
        throw problem;
    }
}

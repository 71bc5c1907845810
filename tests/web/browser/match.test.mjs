// Matches of red against blue, on the pages against the real host.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessible, becomes, closePage, fits, matches, openPage, picture, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost('robocon-vn-2026');

const {browser, url} = await hosted(host, async () => {
    const names = ['<b>Đội</b> & "bạn"', 'Đại học Sư phạm Kỹ thuật Hưng Yên – Rồng Lửa', 'Sao Vàng', 'Tia Chớp', 'Kiến Số 1', 'Nguyễn Đức', 'Bình Minh', 'Ong Thép'];
    const rows = names.map((name, n) => ({number: String(n + 1), name, division: 'main', organization: `Trường Đại học số ${n + 1}`}));
    await host.command('entry.import', {source: 'teams.csv', rows});
    const listed = await (await fetch(`${host.url}/api/v1/entries`)).json();
    await host.command('entry.qualify', {entries: listed.items.map((entry) => entry.id), verdict: 'eligible', reason: 'kiểm tra'});
    await host.command('stage.draw', {stage: 'group', seed: 7, groups: {}, seeds: [], source: ''});
});

const card = '.match-card[data-field="F1"]';

test('a match from the call to its published result, on the phone and the wall', async () => {
    const drawn = (await (await fetch(`${url}/api/v1/matches?stage=group`)).json()).items;
    const match = drawn[0].id;
    const phone = await openPage(browser);
    const wall = await openPage(browser, {size: 'wall', theme: 'dark'});
    await phone.goto(`${url}/`);
    await wall.goto(`${url}/screen/wall`);

    await host.command('match.load', {match, field: 'F1'});
    await phone.waitForSelector(`${card}.run-called`);
    await becomes(() => phone.locator(`${card} .side-name`).allTextContents().then((texts) => texts.join(' ')), '■ ĐỎ ▲ XANH');
    await becomes(() => phone.locator(`${card} .match-total`).allTextContents().then((texts) => texts.join(':')), '0:0');
    for (const period of ['setup', 'play']) await host.command('match.start', {match, period});
    await wall.waitForSelector(`${card} .clock-running`);
    const digits = () => phone.textContent(`${card} .digits`);
    const first = await digits();
    await until('it counts down', async () => (await digits()) !== first);

    await host.command('score.set', {sheet: match, match: {sides: {red: {items: {weapon: 2}}, blue: {items: {weapon: 1}}}}});
    await phone.waitForSelector(`${card} .provisional`);
    const totals = () => phone.locator(`${card} .match-total`).allTextContents();
    await until('red is ahead', async () => {
        const [red, blue] = await totals();
        return Number(red) > Number(blue);
    });
    assert.equal(await phone.locator(`${card} .match-verdict`).count(), 0);
    for (const [page, name] of [[phone, 'phone'], [wall, 'wall']]) {
        await picture(page, `match-${name}`);
        await fits(page, `a match on the ${name}`);
    }
    await accessible(phone, 'a match on the phone');
    // What comes next has no time yet: the names take its place.
    assert.ok((await phone.$eval('.up-next .who', (who) => who.getBoundingClientRect().width)) > 200);

    await host.command('match.end', {match});
    for (const step of ['score.review', 'score.commit', 'score.publish']) await host.command(step, {sheet: match});
    await matches(() => phone.textContent(`${card} .match-verdict`), /^■ ĐỎ thắng/);
    await picture(wall, 'match-wall-over');
    await phone.goto(`${url}/#standings`);
    await phone.waitForSelector(`.match-results [data-match="${match}"] .match-line.won .side-red`);
    await matches(() => phone.textContent('.match-results'), /■ ĐỎ.*▲ XANH.*■ ĐỎ thắng/);
    // A word over a narrow column stays one word.
    const heads = await phone.$$eval('.standings thead th', (all) => all.map((one) => one.getBoundingClientRect().height));
    assert.ok(Math.max(...heads) < 48, `heads of columns are ${heads} high`);
    await picture(phone, 'match-phone-results');
    await fits(phone, 'the results of matches');
    await accessible(phone, 'the results of matches');
    for (const page of [phone, wall]) await closePage(page, url);
});

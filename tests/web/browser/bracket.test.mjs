// Brackets, what is played next and my team's matches, on the public page and the wall against the real host.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessible, becomes, closePage, fits, matches, openPage, picture, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost('tests/data/cup.json');
const {browser, url, prepared: entries} = await hosted(host, async () => {
    const names = ['<script>alert(1)</script>', 'Đại học Sư phạm Kỹ thuật Hưng Yên – Rồng Lửa phương Bắc', 'Sao Vàng', 'Tia Chớp', 'Kiến Số 1', 'Nguyễn Đức', 'Bình Minh', 'Ong Thép'];
    const entries = await host.teams(names.concat(Array.from({length: 8}, (_, n) => `Đội Số ${n + 9}`)), 'main');
    for (const stage of ['cup', 'two']) await host.command('stage.draw', {stage, seed: 7, groups: {}, seeds: entries.map((entry) => entry.id), source: ''});
    return entries;
});

const listed = async (stage = 'cup') => (await (await fetch(`${url}/api/v1/matches?stage=${stage}`)).json()).items;
const named = async (name, stage = 'cup') => (await listed(stage)).find((match) => match.name === name);
const nameOf = (id) => entries.find((entry) => entry.id === id).name;

/** Played and published; red wins. */
async function play(name, stage = 'cup') {
    const match = `${stage}.${name}`;
    await host.command('match.load', {match, field: 'F1'});
    await host.command('match.start', {match, period: 'play'});
    await host.command('score.set', {sheet: match, match: {sides: {red: {items: {ball: 3}}, blue: {items: {ball: 1}}}}});
    await host.command('match.end', {match});
    for (const step of ['score.review', 'score.commit', 'score.publish']) await host.command(step, {sheet: match});
}

test('a bracket fills as results are published, and not before', async () => {
    const phone = await openPage(browser, {size: 'wall'});
    await phone.goto(`${url}/#bracket`);
    await phone.click('.choice:has-text("Loại trực tiếp")');
    const box = (name) => `[data-match="cup.${name}"]`;
    await phone.waitForSelector(box('R1-1'));
    await becomes(() => phone.locator('.bracket-round h4').allTextContents().then((all) => all.join('|')), 'Vòng 1/8|Tứ kết|Bán kết|Chung kết');
    await matches(() => phone.textContent(box('R2-1')), /Chưa xác định.*Chưa xác định/);
    const first = await named('R1-1');
    const match = first.id;
    await host.command('match.load', {match, field: 'F1'});
    await phone.waitForSelector(`${box('R1-1')}.bracket-live`);
    await host.command('match.start', {match, period: 'play'});
    await host.command('score.set', {sheet: match, match: {sides: {red: {items: {ball: 3}}, blue: {items: {ball: 1}}}}});
    await host.command('match.end', {match});
    for (const step of ['score.review', 'score.commit']) await host.command(step, {sheet: match});
    assert.equal((await named('R2-1')).sides[0].entry, null, 'nobody goes on before it is published');
    await host.command('score.publish', {sheet: match});
    await phone.waitForSelector(`${box('R1-1')} .won .side-red`);
    await matches(() => phone.textContent(`${box('R2-1')} .bracket-side:first-child`), new RegExp(nameOf(first.sides[0].entry).replace(/[^\p{L}\p{N} ]/gu, '.')));
    await picture(phone, 'bracket-public');
    await closePage(phone, url);
});

test('what is played next stands on the public page and the wall', async () => {
    const phone = await openPage(browser);
    const wall = await openPage(browser, {size: 'wall'});
    await host.command('display.show', {display: {id: 'wall', view: 'next', stage: 'cup', division: '', message: ''}});
    await phone.goto(`${url}/`);
    await wall.goto(`${url}/screen/wall`);
    const next = await named('R1-2');
    await matches(() => phone.textContent(`.up-next [data-match="${next.id}"]`), new RegExp(`■ .*${nameOf(next.sides[0].entry)}.*▲ .*${nameOf(next.sides[1].entry)}`));
    await matches(() => wall.textContent(`.wall-next [data-match="${next.id}"]`), /■ .* – ▲ .*Vòng 1\/8/);
    await fits(wall, 'next matches on the wall');
    await picture(wall, 'wall-next-matches');
    await accessible(wall, 'next matches on the wall');
    for (const page of [phone, wall]) await closePage(page, url);
});

test('my team has its next match, and those it played', async () => {
    const first = await named('R1-1');
    const mine = first.sides[0].entry;
    const page = await openPage(browser, {init: `localStorage.setItem('sandau.pins.cup', '["${mine}"]')`});
    await page.goto(`${url}/#mine`);
    await page.waitForSelector(`.my-team[data-entry="${mine}"]`);
    await matches(() => page.textContent('.my-results'), /■ ĐỎ thắng.*30 : 10/);
    await play('R1-2');
    await matches(() => page.textContent('[data-next-match]'), /Trận tiếp theo: Tứ kết 1, gặp /);
    await host.command('match.load', {match: 'cup.R2-1', field: 'F1'});
    await matches(() => page.textContent('.next-now'), /Đang trên Sân 1/);
    await picture(page, 'mine-matches');
    await accessible(page, 'my matches');
    await host.command('match.abort', {match: 'cup.R2-1', reason: 'thử'});
    await closePage(page, url);
});

test('before there is a timetable my team has a place in the queue, then a time that follows the field', async () => {
    const waiting = (await listed()).filter((match) => match.state === 'planned' && match.result === null && match.sides.every((side) => side.entry !== null));
    const [now, later] = [await named('R1-4'), await named('R1-5')];
    const mine = later.sides[1].entry;
    const page = await openPage(browser, {init: `localStorage.setItem('sandau.pins.cup', '["${mine}"]')`});
    await page.goto(`${url}/#mine`);
    const next = `[data-next-match="${later.id}"]`;
    await matches(() => page.textContent(`${next} .countdown`), /còn \d trận trước/);
    assert.ok(waiting.length > 2);
    await fits(page, 'a place in the queue');
    // One field, twenty minutes each, in an hour. Made is not published.
    await host.command('stage.schedule', {stage: 'cup', division: 'main', fields: 1, start: Date.now() + 3600_000, slot_ms: 1_200_000, rest_ms: 0, breaks: [], seed: 1});
    await matches(() => page.textContent(`${next} .countdown`), /còn \d trận trước/);
    await host.command('schedule.publish', {stage: 'cup'});
    await matches(() => page.textContent(next), /Sân 1, lúc \d\d:\d\d/);
    const minutes = async () => Number(/còn (\d+) phút/.exec(await page.textContent(`${next} .countdown`))?.[1]);
    await until('it counts in minutes', async () => (await minutes()) >= 60);
    const slots = (await (await fetch(`${url}/api/v1/schedule`)).json()).items;
    const own = slots.find((slot) => slot.match === later.id);
    assert.equal(own.entry, null);
    assert.ok(Math.abs((await minutes()) - (own.starts_at_ms - Date.now()) / 60_000) <= 2);
    await page.goto(`${url}/#schedule`);
    await matches(() => page.textContent('.slots'), new RegExp(`■ .*${nameOf(now.sides[0].entry)}.*▲`));
    await fits(page, 'a timetable of matches');
    await accessible(page, 'a timetable of matches');
    await picture(page, 'schedule-matches');
    await page.goto(`${url}/#mine`);
    await page.waitForSelector(next);
    await picture(page, 'mine-match-countdown');
    await closePage(page, url);
});

test('the connection gone, the bracket stays readable and says how old it is', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/#bracket`);
    await page.waitForSelector('.bracket-match');
    await host.kill();
    await page.waitForSelector('.banner-stale');
    await until('it is all there', async () => (await page.locator('.bracket-match').count()) > 10);
    await accessible(page, 'a bracket without a connection');
    await host.again();
    await page.waitForSelector('.banner-stale', {state: 'detached'});
    await closePage(page, url);
});

test('a wall turns the pages of a bracket of sixteen, and of one with two branches', async () => {
    for (const [stage, theme] of [['cup', 'light'], ['two', 'dark']]) {
        const wall = await openPage(browser, {size: 'wall', theme});
        await host.command('display.show', {display: {id: 'wall', view: 'bracket', stage, division: '', message: ''}});
        await wall.goto(`${url}/screen/wall`);
        await wall.waitForSelector('.wall-bracket .bracket-match');
        await fits(wall, `${stage} on the wall`);
        const below = await wall.$$eval('.bracket-match', (all) => all.filter((one) => one.getBoundingClientRect().bottom > innerHeight).length);
        assert.equal(below, 0, 'nothing hangs out of the picture');
        await picture(wall, `wall-bracket-${stage}`);
        await accessible(wall, `${stage} on the wall`);
        await closePage(wall, url);
    }
});

for (const size of ['phone', 'tablet', 'wall'])
    for (const [theme, lang] of [['light', 'vi'], ['dark', 'en']])
        test(`brackets at ${size} size, ${theme}, ${lang}: accessible, nothing cut off`, async () => {
            const page = await openPage(browser, {size, theme, lang});
            await page.goto(`${url}/#bracket`);
            for (const stage of [lang === 'vi' ? 'Loại trực tiếp' : 'Knock-out', lang === 'vi' ? 'Hai nhánh' : 'Two chances']) {
                await page.click(`.choice:has-text("${stage}")`);
                await page.waitForSelector('.bracket-match');
                const root = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
                assert.equal(root, 0, 'only the bracket itself scrolls sideways');
                await picture(page, `bracket-${size}-${theme}-${stage === 'Loại trực tiếp' || stage === 'Knock-out' ? 'cup' : 'two'}`);
                await accessible(page, stage);
            }
            await becomes(() => page.locator('main script, main img, main b').count(), 0);
            await closePage(page, url);
        });

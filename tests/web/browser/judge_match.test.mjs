// A judge's tablet at a match, against the real host: both sides, the field between them, offline and back.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessible, becomes, closePage, fits, matches, openPage, picture, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost('robocon-vn-2026');
let drawn;
let hostile;

const {browser, url} = await hosted(host, async () => {
    const names = ['<img src=x onerror=alert(1)>', 'Đại học Sư phạm Kỹ thuật Hưng Yên – Rồng Lửa phương Bắc', 'Sao Vàng', 'Tia Chớp', 'Kiến Số 1', 'Nguyễn Đức', 'Bình Minh', 'Ong Thép'];
    const more = Array.from({length: 16}, (_, n) => `Đội ${n + 1}`);
    const entries = await host.teams(names.concat(more), 'main');
    await host.command('stage.draw', {stage: 'group', seed: 7, groups: {}, seeds: [], source: ''});
    const all = (await (await fetch(`${host.url}/api/v1/matches?stage=group`)).json()).items;
    const evil = entries.find((entry) => entry.name.startsWith('<img')).id;
    hostile = all.find((match) => match.sides.some((side) => side.entry === evil)).id;
    drawn = all.map((match) => match.id).filter((match) => match !== hostile);
});

const red = (item) => `[data-side="red"] [data-item="${item}"]`;
const blue = (item) => `[data-side="blue"] [data-item="${item}"]`;
const place = (row, col) => `[data-shared="ttt"] .place-row:nth-child(${row}) .place:nth-child(${col})`;
const total = (side) => `[data-total="${side}"] strong`;

/** A match that is being played on a field, and a seat at it. */
async function playing(match, field = 'F1') {
    await host.command('match.load', {match, field});
    for (const period of ['setup', 'play']) await host.command('match.start', {match, period});
}

async function seated(code, match, options = {}) {
    const page = await openPage(browser, {size: 'landscape', ...options});
    await page.goto(`${url}/join/${code}`);
    await page.waitForSelector('.desk');
    const field = page.locator('.desk-fields .choice:has-text("2")');
    if (options.field === 'F2') await field.click();
    await page.waitForSelector(`[data-sheet="${match}"]`);
    return page;
}

async function clear(match) {
    await host.command('match.abort', {match, reason: 'thử'});
}

const sheetNow = async (page, match) => page.evaluate(async (id) => {
    const stream = new EventSource('/api/v1/events?view=seat');
    return new Promise((done) => stream.addEventListener('snapshot', (event) => {
        stream.close();
        done(JSON.parse(event.data).resources[`sheets/${id}`]);
    }));
}, match);

test('a match is scored from both sides and the field, reviewed, confirmed and published', async () => {
    const match = drawn[0];
    await playing(match);
    const page = await seated('123456', match);
    await matches(() => page.textContent('.seat h1'), /Sân 1/);
    await page.click(`${red('weapon')} .step-add`);
    await page.click(`${red('weapon')} .step-add`);
    await page.click(`${blue('weapon')} .step-add`);
    await page.click(`${blue('violation')} .step-add`);
    await page.click(place(1, 1));
    await page.click('.brushes .brush-blue');
    await page.click(place(2, 2));
    await page.waitForSelector('.all-saved');
    const stored = await sheetNow(page, match);
    assert.equal(stored.content.sides.red.items.weapon, 2);
    assert.equal(stored.content.sides.blue.items.violation, 1);
    assert.deepEqual(stored.content.shared.ttt, [['red', null, null], [null, 'blue', null], [null, null, null]]);
    await becomes(() => page.textContent(total('red')), stored.worth.sides.red.total.replace('-', '−'));
    await becomes(() => page.textContent(total('blue')), stored.worth.sides.blue.total.replace('-', '−'));
    // Taken back, one after the other, each by its name.
    await matches(() => page.textContent('.undo'), /hàng 2, cột 2: ▲ XANH → trống/);
    await page.click('.undo');
    await page.waitForSelector(`${place(2, 2)}.place-free`);
    await page.click(place(2, 2));
    await page.waitForSelector('.all-saved');
    await becomes(() => page.isDisabled('.main-action'), true);
    await matches(() => page.textContent('.next-action'), /Trận đang diễn ra/);
    await host.command('match.end', {match});
    await until('reviewed', async () => {
        await page.click('.main-action', {timeout: 1000}).catch(() => undefined);
        return page.isVisible('.sheet[data-state="reviewed"]');
    });
    await becomes(() => page.isDisabled(`${red('weapon')} .step-add`), true);
    const head = await seated('654321', match, {size: 'tablet'});
    for (const state of ['committed', 'published'])
        await until(state, async () => {
            await head.click(`.sheet:not([data-state="${state}"]) .main-action`, {timeout: 1000}).catch(() => undefined);
            return head.isVisible(`.sheet[data-state="${state}"], .sheet[data-state="official"]`);
        });
    for (const one of [page, head]) await closePage(one, url);
});

test('offline the referee goes on; the totals too; after a reload all is there, and is sent once', async () => {
    const match = drawn[1];
    await playing(match);
    const page = await seated('123456', match);
    await page.route('**/api/v1/commands', (route) => route.abort());
    await page.click(`${red('weapon')} .step-add`);
    await page.click(place(3, 3));
    await page.waitForSelector(`${red('weapon')} .mark-here`);
    await page.waitForSelector('.match-totals .provisional');
    const offline = await page.textContent(total('red'));
    assert.notEqual(offline, '0');
    await matches(() => page.textContent('.unsent'), /Còn 2 mục chưa gửi/);
    await picture(page, 'judge-match-offline');
    await page.reload();
    await page.waitForSelector(`${red('weapon')} .mark-here`);
    await page.waitForSelector(`${place(3, 3)}.place-red`);
    await page.unrouteAll();
    await page.waitForSelector('.all-saved');
    await becomes(() => page.textContent(total('red')), offline);
    const stored = await sheetNow(page, match);
    assert.equal(stored.content.sides.red.items.weapon, 1);
    await closePage(page, url);
    await clear(match);
});

test('two tablets at one match: each side goes through, one cell that differs is put to a person', async () => {
    const match = drawn[2];
    await playing(match);
    const mine = await seated('123456', match);
    const theirs = await seated('654321', match);
    await mine.route('**/api/v1/commands', (route) => route.abort());
    await mine.click(`${red('weapon')} .step-add`);
    await mine.click(place(1, 2));
    await mine.click(place(3, 1));
    await mine.waitForSelector(`${red('weapon')} .mark-here`);
    await theirs.click(`${blue('weapon')} .step-add`);
    await theirs.click('.brushes .brush-blue');
    await theirs.click(place(1, 2));
    await theirs.click(place(2, 3));
    await theirs.waitForSelector('.all-saved');
    await mine.unrouteAll();
    await mine.waitForSelector('[data-conflict="shared.ttt.0.1"]');
    await matches(() => mine.textContent('[data-conflict]'), /hàng 1, cột 2: máy khác ghi ▲ XANH, máy này ghi ■ ĐỎ/);
    await picture(mine, 'judge-match-conflict');
    await accessible(mine, 'a conflict at a match');
    await theirs.waitForSelector(`${place(3, 1)}.place-red`);
    await mine.click('text=Lấy ▲ XANH');
    await mine.waitForSelector('.all-saved');
    const stored = await sheetNow(mine, match);
    assert.deepEqual(stored.content.shared.ttt, [[null, 'blue', null], [null, null, 'blue'], ['red', null, null]]);
    assert.equal(stored.content.sides.red.items.weapon, 1);
    assert.equal(stored.content.sides.blue.items.weapon, 1);
    for (const page of [mine, theirs]) await closePage(page, url);
    await clear(match);
});

test('a win at once waits for the referee, over a reload too; confirmed, it stops the clock where it was seen', async () => {
    const match = drawn[3];
    await playing(match);
    const page = await seated('123456', match);
    for (const col of [1, 2]) await page.click(place(col, 1));
    await page.waitForSelector('.all-saved');
    await page.click(place(3, 1));
    await page.waitForSelector('[data-win="red"]');
    await matches(() => page.textContent('[data-win]'), /■ ĐỎ thắng tuyệt đối: Kung Fu Master, lúc \d+,\d{3} s/);
    await picture(page, 'judge-match-win');
    await accessible(page, 'an instant win');
    const state = async () => (await (await fetch(`${url}/api/v1/live`)).json()).matches.find((one) => one.id === match).state;
    assert.equal(await state(), 'running');
    // Not one: the tap goes back, and nothing was said to the host.
    await page.click('text=Không phải');
    await page.waitForSelector(`${place(3, 1)}.place-free`);
    await page.click(place(3, 1));
    await page.waitForSelector('[data-win="red"]');
    await page.reload();
    await page.waitForSelector('[data-win="red"]');
    const seen = (await page.textContent('[data-win]')).match(/(\d+),(\d{3}) s/);
    await page.click('text=Đúng, ■ ĐỎ thắng');
    await until('the match is over', async () => (await state()) === 'ended');
    await page.waitForSelector('.all-saved');
    const stored = await sheetNow(page, match);
    assert.equal(stored.content.sides.red.instant_win_ms, Number(seen[1]) * 1000 + Number(seen[2]));
    await matches(() => page.textContent('.leads'), /Thắng tuyệt đối: ■ ĐỎ/);
    await closePage(page, url);
    for (const step of ['score.review', 'score.commit', 'score.publish']) await host.command(step, {sheet: match});
});

test('a seat of one side says so in large letters, and scores no other', async () => {
    const match = drawn[4];
    await playing(match);
    const page = await seated('111111', match);
    await matches(() => page.textContent('.side-only'), /Ghế này chỉ ghi cho ■ ĐỎ/);
    await becomes(() => page.isDisabled(`${blue('weapon')} .step-add`), true);
    await becomes(() => page.isDisabled(place(1, 1)), true);
    await page.click(`${red('weapon')} .step-add`);
    await page.waitForSelector('.all-saved');
    await becomes(() => page.locator('.main-action').count(), 0);
    await picture(page, 'judge-match-one-side');
    await closePage(page, url);
    await clear(match);
});

test('the host is killed in mid-match: the tablet goes on, and all is sent when it is back', async () => {
    const match = drawn[5];
    await playing(match);
    const page = await seated('123456', match);
    await page.click(`${red('weapon')} .step-add`);
    await page.waitForSelector('.all-saved');
    await host.kill();
    await page.click(`${red('weapon')} .step-add`);
    await page.click(`${blue('violation')} .step-add`);
    await page.click(place(2, 2));
    await page.waitForSelector(`${blue('violation')} .mark-here`);
    await host.again();
    await page.waitForSelector('.all-saved');
    const stored = await sheetNow(page, match);
    assert.equal(stored.content.sides.red.items.weapon, 2);
    assert.equal(stored.content.sides.blue.items.violation, 1);
    assert.equal(stored.content.shared.ttt[1][1], 'red');
    await closePage(page, url);
    await clear(match);
});

test('absent needs a reason, on one side alone', async () => {
    const match = drawn[6];
    await playing(match);
    const page = await seated('123456', match);
    await page.click(`${blue('status')} .segment:has-text("DNS")`);
    await page.fill(`${blue('status')} textarea`, 'Gọi ba lần không có mặt');
    await page.click(`${blue('status')} .plain-strong`);
    await page.waitForSelector('.all-saved');
    const stored = await sheetNow(page, match);
    assert.equal(stored.content.sides.blue.status, 'DNS');
    assert.equal(stored.content.sides.red.status, 'OK');
    await becomes(() => page.isDisabled(`${blue('weapon')} .step-add`), true);
    await closePage(page, url);
    await clear(match);
});

for (const size of ['phone', 'tablet', 'landscape'])
    for (const [theme, lang] of [['light', 'vi'], ['dark', 'en']])
        test(`a match's sheet at ${size} size, ${theme}, ${lang}: accessible, nothing cut off, large enough`, async () => {
            const match = hostile;
            if ((await (await fetch(`${url}/api/v1/live`)).json()).matches.every((one) => one.id !== match)) await playing(match);
            const page = await seated('123456', match, {size, theme, lang});
            const shots = size === 'phone' ? ['red', 'field', 'blue'] : ['all'];
            for (const [n, part] of shots.entries()) {
                if (size === 'phone') await page.click(`.match-parts .segment:nth-child(${n + 1})`);
                await fits(page, part);
                await picture(page, `judge-match-${size}-${theme}-${part}`);
                await accessible(page, part);
            }
            const small = await page.$$eval('.step, .segment, .place, .typed input, .main-action', (all) =>
                all.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0 && (box.height < 64 || box.width < 64)).length);
            assert.equal(small, 0);
            assert.match(await page.textContent('.desk'), /<img src=x onerror=alert\(1\)>/);
            await closePage(page, url);
        });

// The referee's page, in a real browser: nothing entered is lost, nothing is counted twice.

import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, test} from 'node:test';

import {every_kind, sampleSheet} from '../mock/contest.mjs';
import {MockHost} from '../mock/host.mjs';
import {accessible, becomes, closePage, dist, fits, matches, openBrowser, openPage, picture, until} from '../support/browser.mjs';

const run = 'final.T001.2';
let browser;
let host;
let url;

before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());
beforeEach(async () => {
    host = new MockHost({dist});
    url = await host.listen();
});
afterEach(() => host.close());

const add = (id) => `[data-item="${id}"] .step-add`;
const mark = (id, kind) => `[data-item="${id}"] .mark-${kind}`;
const items = () => host.sheets.get(run).content.items;

async function seated(options = {}, code = '123456') {
    const page = await openPage(browser, options);
    await page.goto(`${url}/join/${code}`);
    await page.waitForSelector('.sheet');
    return page;
}

test('name and password open the seat; wrong ones are said to be wrong, and nothing more', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/judge`);
    await page.click('.segment:has-text("Tên và mật khẩu")');
    await page.fill('[autocomplete=username]', 'referee');
    await page.fill('[type=password]', 'sai');
    await page.click('.main-action');
    await matches(() => page.textContent('.notice-bad'), /không đúng/);
    await page.fill('[type=password]', 'san1');
    await page.press('[type=password]', 'Enter');
    await page.waitForSelector('.sheet');
    await matches(() => page.textContent('.seat h1'), /Sân 1/);
    await matches(() => page.textContent('.seat'), /Nguyễn Thị Hòa · Trọng tài/);
    await closePage(page, url);
});

test('six digits open it too, and a seat once taken is there again after a reload', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/judge`);
    await page.fill('.digits-entry', '12345');
    await page.click('.main-action');
    await matches(() => page.textContent('.notice-bad'), /6 chữ số/);
    await page.fill('.digits-entry', '123456');
    await page.click('.main-action');
    await page.waitForSelector('.sheet');
    await page.reload();
    await page.waitForSelector('.sheet');
    await closePage(page, url);
});

test('a link from the QR code opens the seat; a code that is over says what to do', async () => {
    const page = await openPage(browser);
    await page.goto(`${url}/join/999999`);
    await page.waitForSelector('.notice-bad');
    await page.goto(`${url}/join/123456`);
    await page.waitForSelector('.sheet');
    assert.equal(new URL(page.url()).pathname, '/judge');
    await closePage(page, url);
});

test('taps become absolute values, with marks that tell the truth', async () => {
    const page = await seated();
    await page.click(add('zone'));
    await page.click(add('zone'));
    await page.click(add('zone'));
    await until('the host has three', () => items().zone === 3);
    await page.waitForSelector(mark('zone', 'durable'));
    assert.ok(host.commands.every((one) => one.kind === 'score.set' && Number.isInteger(one.payload.items.zone)));
    assert.ok(host.commands.every((one) => typeof one.expect[`sheet:${run}`] === 'number'));
    await page.waitForFunction(() => document.querySelector('.sheet-total strong')?.textContent === '60');
    await page.click('[data-item="zone"] .step:not(.step-add)');
    await until('the host has two', () => items().zone === 2);
    await closePage(page, url);
});

test('two taps in one breath count as two', async () => {
    const page = await seated();
    await page.evaluate(() => {
        for (let n = 0; n < 9; n += 1) document.querySelector('[data-item="zone"] .step-add').click();
    });
    await until('the host has the most there can be', () => items().zone === 5);
    await closePage(page, url);
});

test('offline the referee goes on; after a reload all is there, and is sent once', async () => {
    const page = await seated();
    host.commands_are = 'down';
    await page.click(add('zone'));
    await page.click(add('zone'));
    await page.click('[data-item="finish"] .segment-yes');
    await page.waitForSelector(mark('zone', 'here'));
    await page.waitForSelector(mark('finish', 'here'));
    await matches(() => page.textContent('.unsent'), /Còn \d mục chưa gửi/);
    // This host's sheets do not say by which formulas: rather no figure than a wrong one.
    await matches(() => page.textContent('.sheet-total'), /–chờ máy chủ tính/);
    await picture(page, 'judge-offline');
    await fits(page, 'a total that only the host knows');
    await page.reload();
    await page.waitForSelector(mark('zone', 'here'));
    await becomes(() => page.inputValue('[data-item="zone"] input'), '2');
    await becomes(() => page.getAttribute('[data-item="finish"] .segment-yes', 'aria-pressed'), 'true');
    assert.deepEqual(items(), {});
    host.commands_are = 'ok';
    await until('the host has all', () => items().zone === 2 && items().finish === true);
    await page.waitForSelector('.all-saved');
    await closePage(page, url);
});

test('an answer that was lost is asked for again under the same id: nothing counts twice', async () => {
    const page = await seated();
    host.commands_are = 'lost';
    await page.click(add('restart'));
    await until('sent once', () => host.commands.length >= 1);
    const seq = host.seq;
    await until('sent again', () => host.commands.length >= 2);
    host.commands_are = 'ok';
    await page.waitForSelector('.all-saved');
    assert.equal(new Set(host.commands.map((one) => one.id)).size, 1);
    assert.equal(host.seq, seq);
    await closePage(page, url);
});

test('without IndexedDB and without a secure context it works the same', async () => {
    const page = await seated({
        init: () => {
            Object.defineProperty(window, 'indexedDB', {value: undefined});
            Object.defineProperty(crypto, 'randomUUID', {value: undefined});
        },
    });
    host.commands_are = 'down';
    await page.click(add('zone'));
    await page.waitForSelector(mark('zone', 'here'));
    await page.reload();
    await page.waitForSelector(mark('zone', 'here'));
    host.commands_are = 'ok';
    await until('the host has it', () => items().zone === 1);
    assert.match(host.commands[0].id, /^[0-9a-f-]{36}$/);
    await closePage(page, url);
});

test('another device’s value is shown beside mine, and a person decides', async () => {
    const page = await seated();
    host.commands_are = 'down';
    await page.click(add('zone'));
    await page.click(add('restart'));
    const sheet = host.sheets.get(run);
    host.publishSheet({...sheet, content: {...sheet.content, items: {zone: 4}}});
    host.commands_are = 'ok';
    await page.waitForSelector('[data-conflict="items.zone"]');
    await matches(() => page.textContent('[data-conflict="items.zone"]'), /Vùng đi qua: máy khác ghi 4, máy này ghi 1/);
    await picture(page, 'judge-conflict');
    await accessible(page, 'conflict');
    await until('what nobody else touched went through', () => items().restart === 1);
    await page.click('text=Giữ 1');
    await until('the host has mine', () => items().zone === 1);
    await page.waitForSelector('[data-conflict]', {state: 'detached'});
    await closePage(page, url);
});

test('a gate’s time that changes the sheet meanwhile is no conflict', async () => {
    const page = await seated();
    host.commands_are = 'down';
    await page.click(add('zone'));
    const sheet = host.sheets.get(run);
    host.publishSheet({...sheet, content: {...sheet.content, time_ms: 41250, measured: {time_ms: 41250, bound_ns: 312000, events: ['e1', 'e2'], fault: ''}}});
    await page.waitForFunction(() => document.querySelector('.measured')?.textContent.includes('41,250 s'));
    host.commands_are = 'ok';
    await until('the host has it', () => items().zone === 1);
    await becomes(() => page.locator('[data-conflict]').count(), 0);
    await matches(() => page.textContent('.measured'), /± 0,4 ms/);
    await closePage(page, url);
});

test('review asks for every unanswered toggle; then the head judge confirms and publishes', async () => {
    const page = await seated();
    await page.click(add('zone'));
    await page.waitForSelector(mark('zone', 'durable'));
    await until('asked for', async () => {
        await page.click('.main-action');
        return page.isVisible('.notice-bad');
    });
    await matches(() => page.textContent('.notice-bad'), /Còn mục chưa trả lời: Về đích/);
    await page.click('[data-item="finish"] .segment:not(.segment-yes)');
    await page.click('.main-action');
    await page.waitForSelector('.sheet[data-state="reviewed"]');
    await matches(() => page.textContent('.waiting-for'), /Chờ trưởng ban/);
    await becomes(() => page.isDisabled(add('zone')), true);

    const head = await seated({size: 'tablet'}, '654321');
    await head.waitForSelector('.sheet[data-state="reviewed"]');
    const next = async (label, state) => {
        await head.waitForSelector(`.main-action:has-text("${label}")`);
        // Deaf for half a second after the step before.
        await until(label, async () => {
            await head.click('.main-action', {timeout: 1000}).catch(() => undefined);
            return host.sheets.get(run).state === state;
        });
    };
    await next('Xác nhận', 'committed');
    await head.waitForSelector('.sheet[data-state="committed"]');
    await next('Công bố', 'published');
    await page.waitForSelector('.sheet[data-state="published"]');
    assert.deepEqual(host.commands.slice(-3).map((one) => one.kind), ['score.review', 'score.commit', 'score.publish']);
    await closePage(head, url);
    await closePage(page, url);
});

test('a second tap in the same breath does not take the next step', async () => {
    const page = await seated({}, '654321');
    const sheet = host.sheets.get(run);
    host.publishSheet({...sheet, content: {...sheet.content, items: {finish: false}}});
    await page.waitForSelector('[data-item="finish"] [aria-pressed="true"]');
    await until('reviewed', async () => {
        await page.evaluate(() => document.querySelector('.main-action')?.click());
        return host.sheets.get(run).state === 'reviewed';
    });
    await page.waitForSelector('.sheet[data-state="reviewed"]');
    await page.evaluate(() => document.querySelector('.main-action').click());
    assert.equal(host.sheets.get(run).state, 'reviewed');
    assert.ok(!host.commands.some((one) => one.kind === 'score.commit'));
    await closePage(page, url);
});

test('an error on the sheet is shown where it is made, and bars confirming', async () => {
    const page = await seated({}, '654321');
    await page.click('[data-item="finish"] .segment-yes');
    await page.waitForSelector('.problems');
    await matches(() => page.textContent('.problems'), /Lỗi: Về đích mà chưa qua đủ các vùng/);
    await until('reviewed', async () => {
        await page.evaluate(() => document.querySelector('.main-action')?.click());
        return host.sheets.get(run).state === 'reviewed';
    });
    await page.waitForSelector('.main-action:has-text("Xác nhận")');
    await becomes(() => page.isDisabled('.main-action'), true);
    await closePage(page, url);
});

test('absent and disqualified need their reason, and go out with it', async () => {
    const page = await seated();
    await page.click('[data-item="status"] .segment:has-text("DNS")');
    await page.click('.reason-entry .plain-strong');
    await matches(() => page.textContent('.reason-entry'), /Hãy ghi lý do/);
    await page.fill('.reason-entry textarea', 'Gọi ba lần không có mặt');
    await page.reload();
    await page.waitForSelector('.sheet');
    await page.click('[data-item="status"] .segment:has-text("DNS")');
    await becomes(() => page.inputValue('.reason-entry textarea'), 'Gọi ba lần không có mặt');
    await page.click('.reason-entry .plain-strong');
    await until('the host has it', () => host.sheets.get(run).content.status === 'DNS');
    assert.equal(host.sheets.get(run).content.reason, 'Gọi ba lần không có mặt');
    assert.equal(host.commands.length, 1);
    await page.waitForSelector(mark('status', 'durable'));
    await becomes(() => page.isDisabled(add('zone')), true);
    await closePage(page, url);
});

test('the last taps are taken back one by one, each by its name', async () => {
    const page = await seated();
    for (let n = 0; n < 3; n += 1) await page.click(add('zone'));
    await page.click('[data-item="finish"] .segment-yes');
    await matches(() => page.textContent('.undo'), /Hoàn tác \(4\)/);
    await matches(() => page.textContent('.undo'), /Về đích: Có → trống/);
    await page.click('.undo');
    await until('taken back', () => items().finish === null);
    await matches(() => page.textContent('.undo'), /Vùng đi qua: 3 → 2 · \d\d:\d\d:\d\d/);
    await page.click('.undo');
    await page.click('.undo');
    await until('one is left', () => items().zone === 1);
    await closePage(page, url);
});

test('a refusal puts the host’s value back and says what to do', async () => {
    const page = await seated();
    host.commands_are = {status: 422, code: 'sheet.not_draft', vi: 'Phiếu đã soát. Hãy mở lại trước khi sửa.', en: 'The sheet is reviewed. Reopen it first.'};
    await page.click(add('zone'));
    await page.waitForSelector('.notice-bad');
    await matches(() => page.textContent('.notice-bad'), /Không ghi được: Vùng đi qua/);
    await matches(() => page.textContent('.notice-bad'), /Hãy mở lại trước khi sửa/);
    await becomes(() => page.inputValue('[data-item="zone"] input'), '0');
    await page.click('text=Đã hiểu');
    await page.waitForSelector('.notice-bad', {state: 'detached'});
    await closePage(page, url);
});

test('signed out in the middle: what was entered waits behind the door', async () => {
    const page = await seated();
    host.seats.clear();
    await page.click(add('zone'));
    await page.waitForSelector('.sign-in');
    await matches(() => page.textContent('.notice-warn'), /Còn 1 mục chưa gửi/);
    await page.fill('.digits-entry', '123456');
    await page.click('.main-action');
    await until('the host has it', () => items().zone === 1);
    await closePage(page, url);
});

test('a sheet of every kind of item can be filled in, exactly', async () => {
    host.sheets.set(run, sampleSheet(run, host.seq, every_kind));
    const page = await seated({size: 'tablet'});
    await page.fill('[data-item="sorted"] input', '112');
    await page.press('[data-item="sorted"] input', 'Enter');
    await page.click('[data-item="colour"] .segment:has-text("Vàng")');
    await page.click(add('stacked'));
    await page.fill('[data-item="weight"] input', '12,55');
    await page.press('[data-item="weight"] input', 'Enter');
    await matches(() => page.textContent('[data-item="weight"]'), /Nhiều nhất 1 chữ số thập phân/);
    await page.fill('[data-item="weight"] input', '0,1');
    await page.press('[data-item="weight"] input', 'Enter');
    await page.fill('[data-item="split"] input', '1:01,25');
    await page.press('[data-item="split"] input', 'Enter');
    await page.fill('[data-item="time"] input >> nth=0', '99');
    await page.press('[data-item="time"] input >> nth=0', 'Enter');
    await matches(() => page.textContent('[data-item="time"]'), /Quá giới hạn 1:30,000/);
    await page.fill('[data-item="time"] input >> nth=0', '41,25');
    await page.press('[data-item="time"] input >> nth=0', 'Enter');
    await until('the host has all', () => host.sheets.get(run).content.time_ms === 41250);
    await until('all items', () => Object.keys(items()).length === 5);
    assert.deepEqual(items(), {sorted: 112, colour: 'gold', stacked: 1, weight: '0.1', split: 61250});
    await closePage(page, url);
});

test('what scores is at least 64 px large', async () => {
    host.sheets.set(run, sampleSheet(run, host.seq, every_kind));
    for (const size of ['phone', 'tablet']) {
        const page = await seated({size});
        const small = await page.$$eval('.step, .segment, .typed input, .time-entry input, .main-action', (all) =>
            all.map((one) => one.getBoundingClientRect()).filter((box) => box.height < 64 || box.width < 64).length);
        assert.equal(small, 0, size);
        await closePage(page, url);
    }
});

test('a new team on the field brings its own sheet; the one before stays to be settled', async () => {
    const page = await seated();
    await page.click(add('zone'));
    await page.waitForSelector(mark('zone', 'durable'));
    host.publishSheet(sampleSheet('final.T004.1', host.seq));
    host.publish({'fields/F1': {id: 'F1', name: 'Sân 1', run: 'final.T004.1'}}, [`runs/${run}`]);
    await page.waitForSelector('[data-sheet="final.T004.1"]');
    await matches(() => page.textContent('.team-head'), /Nham Biền/);
    await page.click('.others summary');
    await page.click('.other');
    await page.waitForSelector(`[data-sheet="${run}"]`);
    await becomes(() => page.inputValue('[data-item="zone"] input'), '1');
    await closePage(page, url);
});

test('text comes in three sizes, and the largest fits on a phone', async () => {
    host.sheets.set(run, sampleSheet(run, host.seq, every_kind));
    for (const size of ['phone', 'tablet']) {
        const page = await seated({size});
        const text_px = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
        await becomes(text_px, 16);
        for (const [step, px] of [[2, 18.5], [3, 21]]) {
            await page.click('.text-size');
            await becomes(text_px, px);
            await fits(page, `${size} ${step}`);
        }
        await picture(page, `judge-large-text-${size}`);
        await accessible(page, 'large text');
        await page.reload();
        await page.waitForSelector('.sheet');
        await becomes(text_px, 21);
        await closePage(page, url);
    }
});

for (const size of ['phone', 'tablet', 'wall'])
    for (const [theme, lang] of [['light', 'vi'], ['dark', 'en']])
        test(`the sheet at ${size} size, ${theme}, ${lang}: accessible, nothing cut off`, async () => {
            host.sheets.set(run, sampleSheet(run, host.seq, every_kind));
            const door = await openPage(browser, {size, theme, lang});
            await door.goto(`${url}/judge`);
            await door.waitForSelector('.sign-in');
            await fits(door, 'door');
            await picture(door, `judge-door-${size}-${theme}-${lang}`);
            await accessible(door, 'door');
            await closePage(door, url);
            const page = await seated({size, theme, lang}, '654321');
            await page.click(add('zone'));
            await page.click('[data-item="finish"] .segment-yes');
            await page.click('[data-item="status"] .segment:has-text("DSQ")');
            await page.waitForSelector('.problems');
            await fits(page, 'sheet');
            await picture(page, `judge-sheet-${size}-${theme}-${lang}`);
            await accessible(page, 'sheet');
            await closePage(page, url);
        });

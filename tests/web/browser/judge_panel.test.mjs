// A panel on tablets, against the real host: own marks, offline and back, conflicts of interest, the head's board.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessible, becomes, closePage, fits, matches, openPage, picture, until} from '../support/browser.mjs';
import {hosted} from '../support/hosted.mjs';
import {RealHost} from '../support/real_host.mjs';

const host = new RealHost('tests/data/panel.json');
let works;
const judges = {};

const {browser, url} = await hosted(host, async () => {
    const names = ['Máy lọc nước từ tre', '<img src=x onerror=alert(1)>', 'Cánh tay rô bốt gắp rác', 'Bàn học gấp gọn'];
    const extra = {'Mô tả': 'Lọc bằng cát và than\nba tầng', 'Điện thoại phụ huynh': '0912345678', 'Video': 'https://example.org/v', 'Bản thuyết minh ẩn danh': 'https://example.org/an-danh.pdf'};
    works = await host.teams(names, 'hoctap', {extra});
    for (const [name, code] of [['lan', '222222'], ['binh', '333333'], ['head', '654321']]) {
        const answer = await fetch(`${host.url}/api/v1/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code})});
        judges[name] = (await answer.json()).user;
    }
    const members = Object.values(judges).map((judge) => ({judge, organization: ''}));
    for (const [id, stage, division] of [['HD1', 'so', 'hoctap'], ['HD2', 'chung', '']])
        await host.command('panel.set', {panel: {id, stage, division, decision_number: '123/QĐ-BTC', chair: judges.head, members}});
    await host.command('judge.assign', {panel: 'HD1', verb: 'add'});
});

const by_number = (n) => works.find((work) => work.number === String(n)).id;
const row = (n, stage = 'so') => `[data-row="mark:${stage}.${by_number(n)}"]`;
const sheet = (n, stage = 'so') => `[data-mark="mark:${stage}.${by_number(n)}"]`;
const criterion = (id) => `[data-criterion="${id}"]`;
const value = (page, id) => page.inputValue(`${criterion(id)} input`);

async function seated(code, options = {}) {
    const page = await openPage(browser, {size: 'landscape', ...options});
    await page.goto(`${url}/join/${code}`);
    await page.waitForSelector('.desk');
    return page;
}

/** The panel's board in the head's seat. */
async function headed(options = {}, panel = 'HD1') {
    const page = await seated('654321', options);
    await page.click(`.choice:has-text("${panel}")`);
    await page.waitForSelector(`[data-panel="${panel}"]`);
    return page;
}

async function openSheet(page, n) {
    if ((await page.locator('.mark-tools').count()) > 0) await page.click('.mark-tools .plain');
    await page.click(`${row(n)} .row-name`);
    await page.waitForSelector(sheet(n));
}

/** Marks all three criteria by number pad and buttons. */
async function mark(page, n, [moi, apdung, trinhbay]) {
    await openSheet(page, n);
    for (const [id, figure] of [['moi', moi], ['apdung', apdung]]) {
        await page.click(`${criterion(id)} input`);
        await page.click(`${criterion(id)} .pad-clear`);
        for (const key of figure) await page.click(`${criterion(id)} .pad-key:text-is("${key}")`);
        await page.click(`${criterion(id)} .pad-enter`);
    }
    await page.click(`${criterion('trinhbay')} .segment:text-is("${trinhbay}")`);
}

async function submit(page) {
    await until('submitted', async () => {
        await page.click('.main-action', {timeout: 1000}).catch(() => undefined);
        return page.isVisible('.mark-sheet[data-progress="submitted"]');
    });
}

test('a judge marks an entry beside its documents, by number pad, band and steps, and submits it', async () => {
    const page = await seated('222222');
    await matches(() => page.textContent('.left'), /Còn 4 phiếu chưa nộp.*chưa chấm 4/);
    await openSheet(page, 1);
    // Blind: neither school nor telephone, only the anonymous document.
    const words = await page.textContent('.mark-about');
    assert.match(words, /Chấm ẩn danh/);
    assert.doesNotMatch(words, /Trường số|0912345678|Lọc bằng cát/);
    assert.equal(await page.getAttribute('.documents a', 'href'), 'https://example.org/an-danh.pdf');
    await page.click(`${criterion('moi')} input`);
    for (const key of ['9', '9']) await page.click(`${criterion('moi')} .pad-key:text-is("${key}")`);
    await page.click('.pad-enter');
    await matches(() => page.textContent(`${criterion('moi')} .wrong`), /Phải từ 0 đến 40/);
    await page.click('.pad-clear');
    for (const key of ['3', '5', ',', '2']) await page.click(`${criterion('moi')} .pad-key:text-is("${key}")`);
    await page.click('.pad-enter');
    await matches(() => page.textContent(`${criterion('moi')} .wrong`), /bước 0,5/);
    await page.click('[aria-label="Xóa chữ số cuối"]');
    await page.click(`${criterion('moi')} .pad-key:text-is("5")`);
    await page.click('.pad-enter');
    await becomes(() => value(page, 'moi'), '35,5');
    await page.waitForSelector(`${criterion('moi')} .bands .segment:nth-child(3)[aria-pressed="true"]`);
    // Entered, the pad has gone on to the next criterion; incomplete sheets are not submitted.
    await page.keyboard.press('Escape');
    await until('asked for', async () => {
        await page.click('.main-action');
        return page.isVisible('.notice-bad');
    });
    await matches(() => page.textContent('.notice-bad'), /Còn tiêu chí chưa chấm: Khả năng áp dụng, Trình bày/);
    await page.click(`${criterion('apdung')} input`);
    await page.keyboard.type('20');
    await page.keyboard.press('Enter');
    await page.click(`${criterion('apdung')} .step-add`);
    await becomes(() => value(page, 'apdung'), '20,5');
    await page.click(`${criterion('moi')} .bands .segment:nth-child(2)`);
    await becomes(() => value(page, 'moi'), '20');
    await page.click(`${criterion('trinhbay')} .segment:text-is("4")`);
    // 20 + 20,5 + 6 · 4
    await matches(() => page.textContent('.sheet-total strong'), /^64,5 trên 100/);
    await submit(page);
    await becomes(() => page.isDisabled(`${criterion('moi')} input`), true);
    await matches(() => page.textContent('.waiting-for'), /Đã nộp/);
    await page.click('.mark-tools .plain');
    await matches(() => page.textContent('.left'), /Còn 3 phiếu chưa nộp/);
    await matches(() => page.textContent(`${row(1)} .mark-total`), /64,5/);
    await closePage(page, url);
});

test('offline a judge goes on; drafts and a submission survive a reload and are sent once', async () => {
    const page = await seated('222222');
    await page.route('**/api/v1/commands', (route) => route.abort());
    await mark(page, 2, ['30', '20', '3']);
    await matches(() => page.textContent('.unsent'), /Còn 3 mục chưa gửi/);
    await page.click('.main-action');
    await becomes(() => page.textContent('.main-action'), 'Đang chờ gửi…');
    await openSheet(page, 3);
    await page.click(`${criterion('trinhbay')} .segment:text-is("5")`);
    await page.waitForSelector(`${criterion('trinhbay')} .mark-here`);
    await page.fill('.own-note textarea', 'Hỏi thêm về giá thành');
    await page.reload();
    await page.waitForSelector(sheet(3));
    await page.waitForSelector(`${criterion('trinhbay')} .segment[aria-pressed="true"]:text-is("5")`);
    await becomes(() => page.inputValue('.own-note textarea'), 'Hỏi thêm về giá thành');
    await picture(page, 'judge-panel-offline');
    await page.unrouteAll();
    await page.waitForSelector('.all-saved');
    await page.click('.mark-tools .plain');
    await page.waitForSelector(`${row(2)}[data-progress="submitted"]`);
    await matches(() => page.textContent(`${row(2)} .mark-total`), /68/);
    await page.waitForSelector(`${row(3)}[data-progress="draft"]`);
    await closePage(page, url);
});

test('one judge on two tablets: what differs is put to the judge, nothing is written over', async () => {
    const one = await seated('222222');
    const other = await seated('222222', {size: 'tablet'});
    await openSheet(one, 3);
    await openSheet(other, 3);
    await one.route('**/api/v1/commands', (route) => route.abort());
    await one.click(`${criterion('trinhbay')} .segment:text-is("1")`);
    await one.click(`${criterion('moi')} .bands .segment:nth-child(3)`);
    await other.click(`${criterion('trinhbay')} .segment:text-is("2")`);
    await other.waitForSelector('.all-saved');
    await one.unrouteAll();
    await one.waitForSelector('[data-conflict="criteria.trinhbay"]');
    await matches(() => one.textContent('[data-conflict]'), /Trình bày, thuyết minh: máy khác ghi 2, máy này ghi 1/);
    await accessible(one, 'a conflict of marks');
    await one.click('text=Giữ 1');
    await one.waitForSelector('.all-saved');
    await other.waitForSelector(`${criterion('trinhbay')} .segment[aria-pressed="true"]:text-is("1")`);
    await becomes(() => value(other, 'moi'), '32');
    for (const page of [one, other]) await closePage(page, url);
});

test('a conflict of interest is declared with its reason, and the judge marks the entry no more', async () => {
    const page = await seated('333333');
    await openSheet(page, 4);
    await page.click('.conflict-open');
    await page.click('.conflict .plain-strong');
    await matches(() => page.textContent('.conflict .wrong'), /chọn một trong ba/);
    await page.click('.conflict .segment:has-text("Tôi hướng dẫn")');
    await matches(() => page.textContent('.conflict .wrong'), /^Hãy ghi lý do/);
    await page.fill('.conflict textarea', 'Tôi dạy nhóm này');
    await becomes(() => page.locator('.conflict .wrong').count(), 0);
    await picture(page, 'judge-panel-conflict');
    await accessible(page, 'a conflict of interest');
    await page.click('.conflict .plain-strong');
    await page.waitForSelector('.mark-sheet[data-progress="recused"]');
    await becomes(() => page.isDisabled(`${criterion('moi')} input`), true);
    await page.click('.mark-tools .plain');
    await matches(() => page.textContent('.left'), /Còn 3 phiếu/);
    await closePage(page, url);
});

test('own marks are sorted by any column before they are submitted, all complete ones at once', async () => {
    const page = await seated('333333');
    await mark(page, 1, ['40', '30', '5']);
    await mark(page, 2, ['10', '10', '1']);
    await mark(page, 3, ['39', '20', '5']);
    await page.click('.mark-tools .plain');
    const order = async () => (await page.$$eval('tr[data-row] .number', (all) => all.map((one) => one.textContent))).join();
    await becomes(order, '1,2,3,4');
    await page.selectOption('.sort select', 'total');
    await becomes(order, '1,3,2,4');
    await page.selectOption('.sort select', {label: 'Khả năng áp dụng'});
    await becomes(order, '1,3,2,4');
    await page.selectOption('.sort select', 'missing');
    await becomes(order, '1,2,3,4');
    await page.waitForSelector('.all-saved');
    await page.click('text=Nộp 3 phiếu đã chấm đủ');
    await matches(() => page.textContent('.sure'), /không sửa được nữa/);
    await page.click('text=Đúng, nộp 3 phiếu');
    await matches(() => page.textContent('.left'), /Đã nộp hết/);
    await closePage(page, url);
});

test('the head sees who has not submitted and reminds them; blind until the own mark is in', async () => {
    const head = await headed();
    const lan = await seated('222222', {size: 'phone'});
    await matches(() => head.textContent(`[data-member="${judges.lan}"]`), /Đã nộp 2 trên 4 · 1 đang chấm · 1 chưa bắt đầu/);
    await matches(() => head.textContent(`[data-member="${judges.binh}"]`), /Đã nộp hết/);
    const entry = `[data-entry="${by_number(1)}"]`;
    await matches(() => head.textContent(`${entry} [data-judge="${judges.lan}"]`), /Đã nộp/);
    assert.doesNotMatch(await head.textContent(entry), /64,5|100/, 'blind');
    await head.click(`[data-member="${judges.lan}"] .plain`);
    await matches(() => lan.textContent('[data-nudge]'), /head nhắc lúc \d\d:\d\d: còn 2 phiếu chưa nộp/);
    await picture(lan, 'judge-panel-nudged');
    await head.click('.choice:has-text("Bảng điểm của tôi")');
    await mark(head, 1, ['30', '20', '5']);
    await submit(head);
    await head.click('.choice:has-text("HD1")');
    await matches(() => head.textContent(`${entry} [data-judge="${judges.lan}"]`), /64,5/);
    await matches(() => head.textContent(entry), /Lệch quá ngưỡng 20/);
    await head.click('.board-tools .choice:has-text("Lệch")');
    await becomes(() => head.locator('[data-entry]').count(), 1);
    await picture(head, 'judge-panel-board');
    // Reopened with a reason, the judge marks anew.
    await head.click(`${entry} [data-judge="${judges.lan}"] .quiet`);
    await head.fill('.cell textarea', 'Thống nhất lại');
    await head.click('.cell .plain-strong');
    await lan.waitForSelector(`${row(1)}[data-progress="complete"]`);
    await openSheet(lan, 1);
    await lan.click(`${criterion('moi')} .bands .segment:nth-child(3)`);
    await becomes(() => value(lan, 'moi'), '32');
    await submit(lan);
    await matches(() => head.textContent('[data-panel]'), /Không có hồ sơ nào như vậy|76,5/);
    for (const page of [head, lan]) await closePage(page, url);
});

test('the head publishes what is submitted, told what is missing, and posts the ranking; the public sees it', async () => {
    const head = await headed({size: 'tablet'});
    const phone = await openPage(browser);
    await phone.goto(`${url}/`);
    await head.click('.list-actions .plain');
    await matches(() => head.textContent('.sure'), /Còn \d+ phiếu chưa nộp/);
    assert.deepEqual((await (await fetch(`${url}/api/v1/standings?stage=so`)).json()).items, []);
    await head.click('text=Đúng, công bố');
    await head.click('text=Niêm yết xếp hạng');
    await head.waitForSelector('.all-saved');
    const [standings] = (await (await fetch(`${url}/api/v1/standings?stage=so`)).json()).items;
    assert.equal(standings.rows[0].entry, by_number(1));
    await closePage(head, url);
    await closePage(phone, url);
});

test('an open stage shows where the entry comes from and what describes it, never a telephone', async () => {
    await host.command('judge.assign', {panel: 'HD2', verb: 'add', entries: [by_number(2)]});
    const page = await seated('222222', {size: 'tablet'});
    await page.click(`${row(2, 'chung')} .row-name`);
    await matches(() => page.textContent('.mark-about'), /Trường số 2/);
    const words = await page.textContent('.mark-about');
    assert.match(words, /Lọc bằng cát và than\nba tầng/);
    assert.match(words, /<img src=x onerror=alert\(1\)>/);
    assert.doesNotMatch(words, /0912345678/);
    await closePage(page, url);
});

test('the host is killed while a judge marks: the tablet goes on, and all is sent when it is back', async () => {
    const page = await seated('222222');
    await openSheet(page, 4);
    await host.kill();
    await page.click(`${criterion('trinhbay')} .segment:text-is("3")`);
    await page.click(`${criterion('apdung')} .step-add`);
    await page.waitForSelector(`${criterion('apdung')} .mark-here`);
    await host.again();
    await page.waitForSelector('.all-saved');
    await page.waitForSelector(`${criterion('trinhbay')} .mark-durable`);
    await closePage(page, url);
});

for (const size of ['phone', 'tablet', 'landscape'])
    for (const [theme, lang] of [['light', 'vi'], ['dark', 'en']])
        test(`a panel's pages at ${size} size, ${theme}, ${lang}: accessible, nothing cut off, large enough`, async () => {
            const page = await seated('222222', {size, theme, lang});
            await page.waitForSelector('.my-marks');
            const look = async (what) => {
                await fits(page, what);
                await picture(page, `judge-panel-${size}-${theme}-${what}`);
                await accessible(page, what);
            };
            await look('list');
            await openSheet(page, 4);
            await look('sheet');
            await page.click(`${criterion('apdung')} input`);
            await page.waitForSelector('.pad-keys');
            await look('pad');
            const small = await page.$$eval('.step, .segment, .pad-key, .typed input, .main-action', (all) =>
                all.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0 && (box.height < 64 || box.width < 64)).length);
            assert.equal(small, 0);
            await closePage(page, url);
            const head = await headed({size, theme, lang});
            await fits(head, 'board');
            await picture(head, `judge-panel-${size}-${theme}-board`);
            await accessible(head, 'board');
            await closePage(head, url);
        });

test('the last five entries of a mark are taken back one after the other', async () => {
    const page = await seated('222222');
    await openSheet(page, 4);
    assert.equal(await page.locator('.undo').count(), 0);
    const step = (n) => `${criterion('trinhbay')} .segment:text-is("${n}")`;
    for (const n of ['1', '2', '3', '4', '5', '4']) {
        await page.click(step(n));
        await page.waitForSelector(`${step(n)}[aria-pressed="true"]`);
    }
    await matches(() => page.textContent('.undo'), /Hoàn tác \(5\)Trình bày, thuyết minh: 4 → 5 · \d\d:\d\d:\d\d/);
    await fits(page, 'undo of a mark');
    for (const n of ['5', '4', '3', '2', '1']) {
        await page.click('.undo');
        await page.waitForSelector(`${step(n)}[aria-pressed="true"]`);
    }
    await page.waitForSelector('.undo', {state: 'detached'});
    // Another sheet has taps of its own.
    await page.click(step('2'));
    await page.waitForSelector('.undo');
    await openSheet(page, 3);
    assert.equal(await page.locator('.undo').count(), 0);
    await openSheet(page, 4);
    await page.click('.undo');
    await page.waitForSelector(`${step('1')}[aria-pressed="true"]`);
    await page.waitForSelector('.all-saved');
    await page.reload();
    await page.waitForSelector(`${step('1')}[aria-pressed="true"]`);
    await closePage(page, url);
});

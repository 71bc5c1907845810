import assert from 'node:assert/strict';
import {test} from 'node:test';

import {compareDecimals, readDecimal, wrongWith} from 'pages/judge/figures';
import {isJudgeWord} from 'pages/judge/words';
import {uuid} from 'pages/judge/uuid';
import {fold, matches} from 'pages/shared/fold';
import {bound, countdown, duration, figure, money, readDuration, timeOfDayExact} from 'pages/shared/format';
import {fill, hasWord, textOf} from 'pages/shared/words';
import {inAppOf} from 'pages/shared/in_app';

test('names are found without their marks, đ too', () => {
    assert.equal(fold('  Nguyễn   ĐỨC '), 'nguyen duc');
    assert.equal(fold('Đội Ốc Ưu Ễ'), 'doi oc uu e');
    assert.ok(matches(fold('12 Nguyễn Đức THCS Lê Quý Đôn'), fold('duc quy don')));
    assert.ok(!matches(fold('Nguyễn Đức'), fold('duy')));
});

test('decomposed letters fold like composed ones', () => {
    assert.equal(fold('Nguyễn Đức'.normalize('NFD')), fold('Nguyễn Đức'.normalize('NFC')));
});

test('a countdown ends when the time is over, not before', () => {
    assert.equal(countdown(90_000, 'vi'), '1:30');
    assert.equal(countdown(89_001, 'vi'), '1:30');
    assert.equal(countdown(89_000, 'vi'), '1:29');
    assert.equal(countdown(10_000, 'vi'), '0:10');
    assert.equal(countdown(9_950, 'vi'), '0:10');
    assert.equal(countdown(9_900, 'vi'), '0:09,9');
    assert.equal(countdown(9_900, 'en'), '0:09.9');
    assert.equal(countdown(1, 'vi'), '0:00,1');
    assert.equal(countdown(0, 'vi'), '0:00');
    assert.equal(countdown(3_725_000, 'vi'), '1:02:05');
});

test('measured times show every millisecond', () => {
    assert.equal(duration(41_250, 'vi'), '41,250 s');
    assert.equal(duration(61_007, 'en'), '1:01.007');
    assert.equal(duration(3_600_000, 'vi'), '1:00:00,000');
});

test('a bound is rounded up, so that it holds', () => {
    assert.equal(bound(312, 'vi'), '± 0,4 ms');
    assert.equal(bound(1, 'en'), '± 0.1 ms');
    assert.equal(bound(2000, 'vi'), '± 2 ms');
});

test('official figures are shown as they are', () => {
    assert.equal(figure('1234567.89', 'vi'), '1.234.567,89');
    assert.equal(figure('-10', 'en'), '−10');
    assert.equal(figure(null, 'vi'), '–');
    assert.equal(figure('238/3', 'vi'), '≈ 79,33');
    assert.equal(figure('DNF', 'vi'), 'DNF');
    assert.equal(money('15000000', 'vi'), '15.000.000 đ');
});

test('the time of day is the contest’s, wherever the device is', () => {
    assert.equal(timeOfDayExact(Date.UTC(2024, 7, 10, 7, 2, 31), 420), '14:02:31');
});

test('what a referee types for a time is read, nonsense is not', () => {
    assert.equal(readDuration('41,25'), 41_250);
    assert.equal(readDuration('1:01.250'), 61_250);
    assert.equal(readDuration('1:01,250'), 61_250);
    assert.equal(readDuration('75 s'), 75_000);
    assert.equal(readDuration(duration(41_250, 'vi')), 41_250);
    for (const text of ['', '1:75', '1:1:1', 'abc', '1,2345', '-3']) assert.equal(readDuration(text), null, text);
});

test('typed figures stay exact decimal text', () => {
    assert.equal(readDecimal('012,50'), '12.5');
    assert.equal(readDecimal('-0,0'), '0');
    assert.equal(readDecimal('0.1'), '0.1');
    for (const text of ['', '1,2,3', '1e5', '12a']) assert.equal(readDecimal(text), null, text);
    assert.ok(compareDecimals('9', '10') < 0);
    assert.ok(compareDecimals('-2', '-10') > 0);
    assert.equal(compareDecimals('1.50', '1.5'), 0);
});

test('a figure out of range says what would be right', () => {
    const item = {id: 'w', kind: 'number' as const, min: '0', max: '50', decimals: 1};
    assert.equal(wrongWith(item, '50'), null);
    assert.deepEqual(wrongWith(item, '50.1'), {key: 'range', args: {min: '0', max: '50'}});
    assert.deepEqual(wrongWith(item, '1.25'), {key: 'decimals', args: {n: 1}});
    assert.deepEqual(wrongWith({id: 'r', kind: 'penalty'}, '-1'), {key: 'range_min', args: {min: '0'}});
    assert.deepEqual(wrongWith({id: 'z', kind: 'count', max: 5}, '1.5'), {key: 'decimals', args: {n: 0}});
});

test('ids are version 4 and differ', () => {
    const made = new Set(Array.from({length: 100}, () => uuid()));
    assert.equal(made.size, 100);
    for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a text that has no English is shown in Vietnamese', () => {
    assert.equal(textOf({vi: 'Sân', en: 'Field'}, 'en'), 'Field');
    assert.equal(textOf({vi: 'Sân'}, 'en'), 'Sân');
    assert.equal(textOf('Sân', 'en'), 'Sân');
    assert.equal(textOf(null, 'vi'), '');
});

test('what is filled into a sentence is not read again', () => {
    assert.equal(fill('{name} – {time}', {name: '{time}', time: 3}), '{time} – 3');
});

test('names from Object are no words', () => {
    assert.equal(hasWord('toString'), false);
    assert.equal(isJudgeWord('constructor'), false);
});

test('a browser inside another program is known by its name, Chrome and Safari are none', () => {
    const phone = 'Mozilla/5.0 (Linux; Android 12; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36';
    assert.equal(inAppOf(`${phone} Zalo android/12 ZaloTheme/light`), 'Zalo');
    assert.equal(inAppOf(`${phone} [FB_IAB/FB4A;FBAV/440.0.0.0;]`), 'Facebook');
    assert.equal(inAppOf(`${phone} Instagram 300.0`), 'Instagram');
    assert.equal(inAppOf(phone), null);
    assert.equal(inAppOf('Mozilla/5.0 (iPhone; CPU iPhone OS 13_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Mobile/15E148 Safari/604.1'), null);
});

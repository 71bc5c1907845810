// The real host with a contest of its own, driven through its own door for commands.

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {env} from 'node:process';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = env.SANDAU_WEB_HOST || join(root, 'build', 'debug', 'bin', 'web_test_host');

export class RealHost {
    /** The rules: a preset's name, or a file under the root. Judges: so many more, of the fields F1…, with the codes 700001…. */
    constructor(preset = 'provincial-robocon', {judges = 0, tls = false} = {}) {
        this.judges = judges;
        this.scheme = tls ? 'https' : 'http';
        this.rules = preset.includes('/') ? preset : join('scoring', 'presets', `${preset}.json`);
    }

    async start() {
        assert.ok(existsSync(program), `There is no ${program}: build the target web_test_host first.`);
        this.folder = mkdtempSync(join(tmpdir(), 'sandau-web-'));
        await this.run(0);
        return this.url;
    }

    async run(port) {
        this.child = spawn(program, [join(root, this.rules), this.folder, String(port), String(this.judges), this.scheme], {stdio: ['pipe', 'pipe', 'inherit']});
        const [address, token] = (await this.line()).split(' ');
        /** Where the organiser's commands go: on this machine they need no TLS. */
        this.door = `http://${address}`;
        this.url = `${this.scheme}://${address}`;
        this.token = token;
    }

    /** The next line that it says. */
    line() {
        return new Promise((done, failed) => {
            let text = '';
            const hear = (bytes) => {
                text += bytes;
                if (!text.includes('\n')) return;
                this.child.stdout.off('data', hear);
                this.child.off('exit', fail);
                done(text.trim());
            };
            const fail = (code) => failed(new Error(`the host ended with ${code}`));
            this.child.stdout.on('data', hear);
            this.child.on('exit', fail);
        });
    }

    /** Somebody sets the machine's clock so far away from the right time. */
    async setWallClock(away_ms) {
        this.child.stdin.write(`${away_ms}\n`);
        await this.line();
    }

    /** As when the laptop's battery is pulled out. */
    async kill() {
        const ended = new Promise((done) => this.child.on('exit', done));
        this.child.kill('SIGKILL');
        await ended;
    }

    /** The same file, at the same address. */
    async again() {
        await this.run(new URL(this.url).port);
    }

    async stop() {
        const ended = new Promise((done) => this.child.on('exit', done));
        this.child.stdin.end();
        assert.equal(await ended, 0, 'the host ends in peace');
        rmSync(this.folder, {recursive: true, force: true});
    }

    /** A command of the organiser at the keyboard. */
    async command(kind, payload) {
        const answer = await fetch(`${this.door}/api/v1/commands`, {
            method: 'POST',
            headers: {'Content-Type': 'application/json', Authorization: `Bearer ${this.token}`},
            body: JSON.stringify({id: randomUUID(), kind, payload}),
        });
        const body = await answer.json();
        assert.equal(answer.status, 200, `${kind}: ${JSON.stringify(body)}`);
        return body.result;
    }

    /** A photo or PDF, sent and attached to an entry. */
    async attach(entry, bytes, name, more = {}) {
        const answer = await fetch(`${this.door}/api/v1/files`, {method: 'POST', headers: {Authorization: `Bearer ${this.token}`}, body: bytes});
        const kept = await answer.json();
        assert.equal(answer.status, 200, JSON.stringify(kept));
        await this.command('entry.attach', {entry, sha256: kept.sha256, name, ...more});
    }

    /** Teams of a division, all of them eligible. Their entries. */
    async teams(names, division, more = {}) {
        const rows = names.map((name, n) => ({number: String(n + 1), name, division, organization: `Trường số ${n + 1}`, ...more}));
        await this.command('entry.import', {source: 'teams.csv', rows});
        const listed = await (await fetch(`${this.door}/api/v1/entries`, {headers: {Authorization: `Bearer ${this.token}`}})).json();
        const entries = listed.items.filter((entry) => entry.division === division);
        await this.command('entry.qualify', {entries: entries.map((entry) => entry.id), verdict: 'eligible', reason: 'kiểm tra'});
        return entries;
    }

    /** Six teams of division A, eligible for the final, a published timetable on two fields from now on. */
    async prepare() {
        const names = ['Rồng Lửa', '<b>Đội</b> & "bạn"', 'Nguyễn Đức', 'Sao Vàng', 'Tia Chớp', 'Kiến Số 1'];
        const rows = names.map((name, n) => ({number: String(n + 1), name, division: 'A', organization: `TH Số ${n + 1}`, organization_parent: 'Việt Yên'}));
        await this.command('entry.import', {source: 'teams.csv', rows});
        const listed = await (await fetch(`${this.door}/api/v1/entries`, {headers: {Authorization: `Bearer ${this.token}`}})).json();
        await this.command('entry.qualify', {entries: listed.items.map((entry) => entry.id), verdict: 'eligible', reason: 'kiểm tra'});
        await this.command('stage.schedule', {stage: 'final', division: 'A', fields: 2, start: Date.now() + 60_000, slot_ms: 240_000, rest_ms: 0, breaks: [], seed: 1});
        await this.command('schedule.publish', {stage: 'final'});
        const answer = await (await fetch(`${this.door}/api/v1/entries`, {headers: {Authorization: `Bearer ${this.token}`}})).json();
        this.entries = answer.items;
        return this.entries;
    }
}

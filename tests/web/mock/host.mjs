// A host that speaks the agreed JSON and can be made to misbehave: for the tests of the pages.

import {createReadStream, existsSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';

import {sampleContest, sampleSheet} from './contest.mjs';

const types = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};
const pages = [[/^\/$/, 'index.html'], [/^\/judge$/, 'judge.html'], [/^\/join\/[^/]+$/, 'judge.html'], [/^\/screen\/[^/]+$/, 'wall.html']];

export class MockHost {
    seq = 1000;
    epoch = 'e1';
    /** Added to the machine's clock: the host's clock is another one. */
    clock_ahead_ms = 0;
    ticking = true;
    /** What the next answers are: ok, down (the line is cut), lost (done, but the answer is cut), or a problem. */
    commands_are = 'ok';
    events_are = 'ok';
    commands = [];
    requests = [];
    /** How many streams began with a snapshot. */
    snapshots = 0;
    /** Messages since the start, for a stream that resumes. */
    history = [];
    seats = new Map();
    users = new Map([
        ['referee', {user: 'referee', name: 'Nguyễn Thị Hòa', password: 'san1', code: '123456', grants: [{role: 'referee', stage: 'final', division: null, field: 'F1'}]}],
        ['head', {user: 'head', name: 'Trần Văn Bách', password: 'truong', code: '654321', grants: [{role: 'head_judge', stage: 'final', division: null, field: null}]}],
    ]);
    sheets = new Map();
    answered = new Map();

    constructor({dist, resources}) {
        this.dist = dist;
        this.resources = resources ?? sampleContest(this.now());
        this.streams = new Set();
        this.server = createServer((request, response) => this.handle(request, response));
        this.sheets.set('final.T001.2', sampleSheet('final.T001.2', this.seq));
    }

    now() {
        return Date.now() + this.clock_ahead_ms;
    }

    async listen(port = 0) {
        await new Promise((done) => this.server.listen(port, '127.0.0.1', done));
        this.timer = setInterval(() => this.tick(), 1000);
        const address = this.server.address();
        this.url = `http://127.0.0.1:${address.port}`;
        return this.url;
    }

    async close() {
        clearInterval(this.timer);
        this.cut();
        this.server.closeAllConnections();
        await new Promise((done) => this.server.close(done));
    }

    tick() {
        if (!this.ticking) return;
        for (const stream of this.streams) stream.response.write(`event: tick\ndata: ${JSON.stringify({seq: this.seq, server_now_ms: this.now()})}\n\n`);
    }

    /** Publishes: `set` whole resources, `gone` their keys. */
    publish(set, gone = []) {
        this.seq += 1;
        for (const key of Object.keys(set)) this.resources.set(key, set[key]);
        for (const key of gone) this.resources.delete(key);
        this.send({seq: this.seq, set, gone}, () => true);
    }

    publishSheet(sheet) {
        this.seq += 1;
        this.sheets.set(sheet.id, {...sheet, version: this.seq});
        this.send({seq: this.seq, set: {[`sheets/${sheet.id}`]: this.sheets.get(sheet.id)}, gone: []}, (stream) => stream.seat);
        return this.seq;
    }

    send(message, whom) {
        this.history.push({message, whom});
        for (const stream of this.streams) if (whom(stream)) this.write(stream, message);
    }

    write(stream, message) {
        stream.response.write(`id: ${this.epoch}.${message.seq}\nevent: patch\ndata: ${JSON.stringify(message)}\n\n`);
    }

    /** Cuts every stream. */
    cut() {
        for (const stream of this.streams) stream.response.destroy();
        this.streams.clear();
    }

    handle(request, response) {
        const url = new URL(request.url, 'http://host');
        this.requests.push(`${request.method} ${url.pathname}${url.search}`);
        const path = url.pathname;
        if (path === '/api/v1/time') return this.json(response, 200, {server_now_ms: this.now()});
        if (path === '/api/v1/events') return this.events(request, response, url);
        if (path === '/api/v1/session') return this.session(request, response);
        if (path === '/api/v1/seat') return this.seat(request, response);
        if (path === '/api/v1/commands') return this.command(request, response);
        return this.file(path, response);
    }

    json(response, status, body, headers = {}) {
        const type = status >= 400 ? 'application/problem+json' : 'application/json';
        response.writeHead(status, {'Content-Type': type, 'Cache-Control': 'no-store', ...headers});
        response.end(JSON.stringify(body));
    }

    problem(response, status, code, vi, en, more = {}) {
        this.json(response, status, {type: 'about:blank', title: code, status, code, detail: {vi, en}, problems: [], ...more});
    }

    events(request, response, url) {
        const user = this.userOf(request);
        const seat = url.searchParams.get('view') === 'seat';
        if (this.events_are === 'down') return void request.socket.destroy();
        if (this.events_are !== 'ok') return this.problem(response, 503, 'busy', 'Máy chủ bận', 'Busy');
        if (seat && !user) return this.problem(response, 401, 'session.missing', 'Chưa đăng nhập', 'Not signed in');
        response.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store'});
        const stream = {response, seat, user};
        const last = request.headers['last-event-id'];
        if (last && last.startsWith(`${this.epoch}.`)) {
            const seq = Number(last.slice(this.epoch.length + 1));
            for (const {message, whom} of this.history) if (message.seq > seq && whom(stream)) this.write(stream, message);
        } else {
            this.snapshots += 1;
            const resources = Object.fromEntries(this.resources);
            if (seat) for (const [id, sheet] of this.sheets) resources[`sheets/${id}`] = sheet;
            const snapshot = {seq: this.seq, epoch: this.epoch, server_now_ms: this.now(), resources};
            response.write(`id: ${this.epoch}.${this.seq}\nevent: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`);
        }
        this.streams.add(stream);
        request.on('close', () => this.streams.delete(stream));
        this.tick();
        return undefined;
    }

    userOf(request) {
        const cookie = /sandau=([^;]+)/.exec(request.headers.cookie ?? '');
        return cookie ? this.seats.get(cookie[1]) : undefined;
    }

    async body(request) {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        return JSON.parse(Buffer.concat(chunks).toString() || '{}');
    }

    async session(request, response) {
        if (request.method === 'DELETE') {
            this.seats.clear();
            return this.json(response, 200, {}, {'Set-Cookie': 'sandau=; Path=/; Max-Age=0'});
        }
        const {name, password, code} = await this.body(request);
        const user = Array.from(this.users.values()).find((one) =>
            code !== undefined ? one.code === code : (one.user === name || one.name === name) && one.password === password);
        if (!user) return this.problem(response, 401, 'session.wrong', 'Tên, mật khẩu hoặc mã không đúng.', 'Wrong name, password or code.');
        const ticket = `ticket-${this.seats.size + 1}`;
        this.seats.set(ticket, user);
        return this.json(response, 200, {user: user.user}, {'Set-Cookie': `sandau=${ticket}; Path=/; HttpOnly; SameSite=Strict`});
    }

    seat(request, response) {
        const user = this.userOf(request);
        if (!user) return this.problem(response, 401, 'session.missing', 'Chưa đăng nhập', 'Not signed in');
        const fields = Array.from(this.resources.values()).filter((one) => one && 'run' in one && 'name' in one);
        const scope = user.grants.some((grant) => grant.field === null) ? fields : fields.filter((field) => user.grants.some((grant) => grant.field === field.id));
        return this.json(response, 200, {
            user: user.user, name: user.name, grants: user.grants, csrf: null, seq: this.seq,
            fields: scope.map((field) => ({field: field.id, run: field.run, sheet: field.run ? (this.sheets.get(field.run) ?? null) : null})),
        });
    }

    async command(request, response) {
        const user = this.userOf(request);
        const command = await this.body(request);
        if (this.commands_are === 'down') return void request.socket.destroy();
        this.commands.push(command);
        if (!user) return this.problem(response, 401, 'session.missing', 'Hãy đăng nhập lại.', 'Please sign in again.');
        if (typeof this.commands_are === 'object') return this.problem(response, this.commands_are.status, this.commands_are.code, this.commands_are.vi, this.commands_are.en);
        const before = this.answered.get(command.id);
        if (before) return this.json(response, 200, before);
        const sheet = this.sheets.get(command.payload.sheet);
        if (!sheet) return this.problem(response, 422, 'not_found', 'Không có phiếu này.', 'There is no such sheet.');
        const expected = command.expect?.[`sheet:${sheet.id}`];
        if (expected !== undefined && expected !== sheet.version)
            return this.problem(response, 409, 'command.stale', 'Phiếu đã đổi.', 'The sheet has changed.', {expected, current: sheet.version});
        const changed = this.decide(command, sheet);
        if (!changed) return this.problem(response, 422, 'sheet.has_errors', 'Phiếu còn lỗi.', 'The sheet has errors.');
        const answer = {seq: this.publishSheet(changed), result: {total: changed.total, problems: changed.problems}};
        this.answered.set(command.id, answer);
        if (this.commands_are === 'lost') return void request.socket.destroy();
        return this.json(response, 200, answer);
    }

    decide(command, sheet) {
        const step = {'score.review': 'reviewed', 'score.reopen': 'draft', 'score.commit': 'committed', 'score.publish': 'published'}[command.kind];
        if (step) return step === 'committed' && sheet.problems.some((one) => one.severity === 'error') ? null : {...sheet, state: step};
        const {items, status, time_ms, hand_ms, reason} = command.payload;
        const content = {...sheet.content, items: {...sheet.content.items, ...items}};
        if (status !== undefined) content.status = status;
        if (time_ms !== undefined) content.time_ms = time_ms;
        if (hand_ms !== undefined) content.hand_ms = hand_ms;
        if (reason !== undefined) content.reason = reason;
        const value = (id) => Number(content.items[id] ?? 0);
        const late = content.items.finish === true && value('zone') < 5;
        const total = ['DNS', 'DSQ'].includes(content.status) ? 0 : value('zone') * 20 - value('restart') * 10 + (content.items.finish === true ? 50 : 0);
        return {
            ...sheet, content, total: String(total),
            problems: late ? [{severity: 'error', item: null, text: {vi: 'Về đích mà chưa qua đủ các vùng', en: 'Finished without all zones'}}] : [],
        };
    }

    file(path, response) {
        const page = pages.find(([pattern]) => pattern.test(path));
        const name = normalize(page ? page[1] : path).replace(/^[/\\]+/, '');
        const file = join(this.dist, name);
        if (name.startsWith('..') || !existsSync(file) || !extname(file)) {
            response.writeHead(404, {'Content-Type': 'text/plain'});
            return response.end('not found');
        }
        response.writeHead(200, {'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': "default-src 'self'", 'X-Content-Type-Options': 'nosniff'});
        return createReadStream(file).pipe(response);
    }
}

// A hall's Wi-Fi between tablets and host: it delays, it loses answers after the host has done its work, and every
// so often it is gone altogether. And an EventSource as browsers have it, for tests without one.

import http from 'node:http';
import https from 'node:https';

export class BadNetwork {
    /** Milliseconds there and back, the share of answers lost, and how long it is gone at the end of each round. */
    constructor({delay_ms = [20, 200], lost = 0.2, round_ms = 15_000, dark_ms = 5_000, random = Math.random} = {}) {
        Object.assign(this, {delay_ms, lost, round_ms, dark_ms, random});
        this.sockets = new Set();
        this.dropped = 0;
        this.dark = false;
        this.listeners = [];
    }

    async listen(host_url) {
        this.host = new URL(host_url);
        this.server = http.createServer((request, response) => void this.pass(request, response));
        this.server.on('connection', (socket) => {
            if (this.dark) socket.destroy();
            this.sockets.add(socket);
            socket.on('close', () => this.sockets.delete(socket));
            socket.on('error', () => undefined);
        });
        await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
        this.timers = [];
        this.turn(false);
        return `http://127.0.0.1:${this.server.address().port}`;
    }

    /** Light or dark, one after the other. */
    turn(dark) {
        this.dark = dark;
        if (dark) for (const socket of this.sockets) socket.destroy();
        this.listeners.forEach((listener) => listener(dark));
        this.timer = setTimeout(() => this.turn(!dark), dark ? this.dark_ms : this.round_ms - this.dark_ms);
    }

    onTurn(listener) {
        this.listeners.push(listener);
    }

    /** No more darkness. */
    stayLight() {
        clearTimeout(this.timer);
        this.dark = false;
    }

    close() {
        clearTimeout(this.timer);
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
    }

    wait() {
        const [least, most] = this.delay_ms;
        return new Promise((done) => setTimeout(done, (least + this.random() * (most - least)) / 2));
    }

    async pass(request, response) {
        const parts = [];
        request.on('error', () => undefined);
        response.on('error', () => undefined);
        for await (const part of request) parts.push(part);
        await this.wait();
        if (this.dark) return request.socket.destroy();
        const {hostname, port} = this.host;
        const asked = {hostname, port, path: request.url, method: request.method, headers: {...request.headers, host: this.host.host}, agent: false};
        // The host made its certificate itself.
        const way = this.host.protocol === 'https:' ? https : http;
        const onward = way.request({...asked, rejectUnauthorized: false}, (answer) => {
            answer.on('error', () => response.destroy());
            if (/event-stream/.test(answer.headers['content-type'] ?? '')) {
                response.writeHead(answer.statusCode, answer.headers);
                answer.pipe(response);
                request.socket.on('close', () => onward.destroy());
                return;
            }
            const body = [];
            answer.on('data', (part) => body.push(part));
            answer.on('end', async () => {
                await this.wait();
                // The host has done it; who asked will not know.
                if (this.dark || (request.method === 'POST' && this.random() < this.lost)) {
                    this.dropped += 1;
                    return request.socket.destroy();
                }
                response.writeHead(answer.statusCode, answer.headers);
                response.end(Buffer.concat(body));
            });
        });
        onward.on('error', () => request.socket.destroy());
        onward.end(Buffer.concat(parts));
    }
}

/** As in Chromium: after a lost connection it tries again in three seconds, from where it was. */
export class NodeEventSource {
    constructor(url, headers) {
        Object.assign(this, {url, headers});
        this.readyState = 0;
        this.handlers = {};
        this.last_id = '';
        this.open();
    }

    addEventListener(name, handle) {
        this.handlers[name] = handle;
    }

    open() {
        const headers = {...this.headers, Accept: 'text/event-stream', ...(this.last_id ? {'Last-Event-ID': this.last_id} : {})};
        this.request = http.get(this.url, {headers, agent: false}, (answer) => {
            if (answer.statusCode !== 200) {
                this.readyState = 2;
                return;
            }
            this.readyState = 1;
            let text = '';
            answer.setEncoding('utf8');
            answer.on('data', (part) => {
                text += part;
                for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
                    this.said(text.slice(0, end));
                    text = text.slice(end + 2);
                }
            });
            answer.on('close', () => this.again());
            answer.on('error', () => undefined);
        });
        this.request.on('error', () => this.again());
    }

    said(block) {
        const fields = {event: 'message', data: ''};
        for (const line of block.split('\n')) {
            const at = line.indexOf(': ');
            if (at > 0) fields[line.slice(0, at)] = line.slice(at + 2);
        }
        if (fields.id) this.last_id = fields.id;
        this.handlers[fields.event]?.({data: fields.data, lastEventId: this.last_id});
    }

    again() {
        if (this.readyState === 2 || this.retry) return;
        this.readyState = 0;
        this.retry = setTimeout(() => {
            this.retry = undefined;
            if (this.readyState === 0) this.open();
        }, 3000);
    }

    close() {
        this.readyState = 2;
        clearTimeout(this.retry);
        this.request.destroy();
    }
}

// Twelve judges over a network that delays 20 to 200 ms, loses every fifth answer and is gone for 5 s of every
// 15, with the host killed under them: as many effects as commands, nothing entered twice, nothing lost.
// SANDAU_SURVIVE_COMMANDS says how many; the whole measure is 10000. With SANDAU_SURVIVE_TLS what goes over the bad
// network reaches the host over https.

import assert from 'node:assert/strict';
import {AsyncLocalStorage} from 'node:async_hooks';
import {randomUUID} from 'node:crypto';
import {join} from 'node:path';
import {env} from 'node:process';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';

import {BadNetwork, NodeEventSource} from '../support/bad_network.mjs';
import {until} from '../support/browser.mjs';
import {RealHost} from '../support/real_host.mjs';

const units = env.SANDAU_WEB_UNITS ?? join(import.meta.dirname, '..', '..', '..', 'build', 'debug', 'tests', 'web', 'units');
const {HostClock, MemoryKeep, Outbox, sendCommand, Store, Stream, valueOf} = await import(pathToFileURL(join(units, 'tablet.mjs')).href);

const judges_count = 12;
const commands_wanted = Number(env.SANDAU_SURVIVE_COMMANDS ?? 480);
const drained_within_ms = 3000;

const host = new RealHost('provincial-robocon', {judges: judges_count, tls: Boolean(env.SANDAU_SURVIVE_TLS)});
const network = new BadNetwork();
/** Past it: for what the test itself asks. */
const good_network = new BadNetwork({delay_ms: [0, 0], lost: 0, round_ms: 2 ** 31 - 1, dark_ms: 0});
let url;
let direct;

before(async () => {
    await host.start();
    url = await network.listen(host.url);
    direct = await good_network.listen(host.url);
});
after(async () => {
    network.close();
    good_network.close();
    await host.stop();
});

/** Each tablet asks under its own cookie, over the bad network. */
const asking = new AsyncLocalStorage();
const plain_fetch = globalThis.fetch;
globalThis.fetch = (path, options = {}) =>
    typeof path === 'string' && path.startsWith('/')
        ? plain_fetch(`${url}${path}`, {...options, headers: {...options.headers, Cookie: asking.getStore().cookie, Connection: 'close'}})
        : plain_fetch(path, options);

class Tablet {
    constructor(n, cookie, sheet) {
        Object.assign(this, {n, cookie, sheet});
        this.done = new Set();
        this.sent = new Map();
        this.answers = 0;
        this.value = 0;
        this.store = new Store();
        const clock = new HostClock({now: () => performance.now(), ask: async () => Date.now()});
        this.stream = new Stream('/api/v1/events?view=seat', this.store, clock, {
            open: (path) => new NodeEventSource(`${url}${path}`, {Cookie: cookie}),
            now: () => performance.now(),
            every: (interval_ms, call) => {
                const timer = setInterval(call, interval_ms);
                return () => clearInterval(timer);
            },
            random: Math.random,
        });
        const paper = () => this.store.one('sheets', sheet);
        this.outbox = new Outbox(
            new MemoryKeep(),
            {
                send: async (command) => {
                    const text = JSON.stringify(command);
                    // A letter that was sent says the same for ever.
                    assert.equal(this.sent.get(command.id) ?? text, text);
                    this.sent.set(command.id, text);
                    const outcome = await sendCommand(command);
                    this.answers += 1;
                    if (outcome.kind === 'done') this.done.add(command.id);
                    return outcome;
                },
                sheet: paper,
                filled: () => this.store.filled,
                seq: () => this.store.seq,
                uuid: randomUUID,
                freshSheet: async () => paper() ?? null,
                later: (wait_ms, call) => void setTimeout(call, wait_ms),
            },
            `judge ${n}`,
            'contest',
        );
        this.stream.subscribe(() => {
            if (this.stream.health === 'live') this.outbox.wake();
        });
    }

    /** One more value: a tap, as soon as the one before is on its way. */
    tap() {
        const paper = this.store.one('sheets', this.sheet);
        if (!paper || this.outbox.letters.some((letter) => !letter.sent)) return;
        this.value = (this.value + 1) % 6;
        this.outbox.set(paper, [{field: 'items.zone', value: this.value}]);
    }
}

async function seat(n, sheet) {
    const answer = await plain_fetch(`${direct}/api/v1/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code: String(700_000 + n)})});
    assert.equal(answer.status, 200);
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    const tablet = new Tablet(n, cookie, sheet);
    asking.run(tablet, () => tablet.stream.start());
    return tablet;
}

/** Every entry of the journal. */
async function journal() {
    const lines = [];
    for (;;) {
        const page = await (await plain_fetch(`${direct}/api/v1/journal?since=${lines.length}`, {headers: {Authorization: `Bearer ${host.token}`}})).text();
        const more = page.split('\n').filter(Boolean).map((line) => JSON.parse(line));
        if (more.length === 0) return lines;
        lines.push(...more);
    }
}

test(`${judges_count} judges, ${commands_wanted} commands: exactly as many effects`, {timeout: 2_400_000}, async () => {
    const names = Array.from({length: judges_count}, (_, n) => `Đội ${n + 1}`);
    const entries = await host.teams(names, 'A');
    const tablets = [];
    for (const [n, entry] of entries.entries()) {
        const {run} = await host.command('run.load', {stage: 'final', entry: entry.id, field: `F${n + 1}`});
        await host.command('run.ready', {run});
        await host.command('run.start', {run});
        tablets.push(await seat(n + 1, run));
    }
    const done = () => tablets.reduce((sum, tablet) => sum + tablet.done.size, 0);
    const drains = [];
    let killed = false;
    network.onTurn((dark) => {
        if (dark && !killed && done() > commands_wanted / 4) {
            killed = true;
            void host.kill().then(() => host.again());
        }
        if (dark) return;
        // What waited when the light came back is away soon after.
        for (const tablet of tablets) {
            const waiting = tablet.outbox.letters.map((letter) => letter.id);
            const from = performance.now();
            const look = setInterval(() => {
                if (tablet.outbox.letters.some((letter) => waiting.includes(letter.id)) && performance.now() - from < 10_000) return;
                drains.push(performance.now() - from);
                clearInterval(look);
            }, 20);
        }
    });
    await new Promise((over) => {
        const finger = setInterval(() => {
            for (const tablet of tablets) asking.run(tablet, () => tablet.tap());
            if (done() >= commands_wanted && killed) {
                clearInterval(finger);
                over();
            }
        }, 30);
    });
    network.stayLight();
    await until('all is sent', () => tablets.every((tablet) => tablet.outbox.letters.length === 0));
    tablets.forEach((tablet) => tablet.stream.stop());

    const entered = (await journal()).filter((entry) => entry.kind === 'score.set');
    const ids = entered.map((entry) => entry.command);
    assert.equal(new Set(ids).size, ids.length, 'no command has two effects');
    const answered = tablets.flatMap((tablet) => Array.from(tablet.done));
    assert.deepEqual(ids.slice().sort(), answered.slice().sort(), 'as many effects as commands');
    const answers = tablets.reduce((sum, tablet) => sum + tablet.answers, 0);
    console.log(`${answered.length} commands, ${answers} sent, ${network.dropped} answers lost, drained in ${Math.round(Math.max(0, ...drains))} ms at most after ${drains.length / judges_count} darknesses`);
    assert.ok(killed && network.dropped > answered.length / 20, 'it was a bad network');
    for (const tablet of tablets) {
        assert.deepEqual(tablet.outbox.conflicts, [], 'nobody is asked about the own taps');
        assert.deepEqual(tablet.outbox.refusals, [], 'nothing is typed again');
    }
    const sheets = await Promise.all(tablets.map(async (tablet) => [tablet.value, await sheetValue(tablet)]));
    for (const [value, there] of sheets) assert.equal(there, value, 'the last tap is what stands');
    assert.ok(drains.every((ms) => ms <= drained_within_ms), `queues are empty soon after the light: ${drains.map(Math.round)}`);
});

/** What the host has, asked anew. */
function sheetValue(tablet) {
    return new Promise((tell) => {
        const source = new NodeEventSource(`${direct}/api/v1/events?view=seat`, {Cookie: tablet.cookie});
        source.addEventListener('snapshot', (event) => {
            source.close();
            tell(valueOf(JSON.parse(event.data).resources[`sheets/${tablet.sheet}`], 'items.zone'));
        });
    });
}

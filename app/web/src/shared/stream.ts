// The one EventSource of a page. The browser resumes it with Last-Event-ID; what it cannot notice, a
// connection that is open and dead, is noticed here by the missing ticks.

import type {HostClock} from './host_clock';
import type {PatchMessage, SnapshotMessage, Store} from './store';

/** Without a tick for so long the page says that it is stale. */
export const stale_after_ms = 2500;
/** A source that is silent for so long is thrown away and opened anew. */
const reopen_after_ms = 8000;
const reopen_wait_max_ms = 8000;

export type Health = 'connecting' | 'live' | 'stale';

export interface StreamSources {
    open(url: string): EventSource;
    now(): number;
    /** Calls back every so often until the returned function is called. */
    every(interval_ms: number, call: () => void): () => void;
    random(): number;
}

export const browser_sources: StreamSources = {
    open: (url) => new EventSource(url),
    now: () => performance.now(),
    every: (interval_ms, call) => {
        const timer = setInterval(call, interval_ms);
        return () => clearInterval(timer);
    },
    random: () => Math.random(),
};

export class Stream {
    health: Health = 'connecting';
    /** Host milliseconds of the last message; what "data as of" says. 0: none yet. */
    heard_host_ms = 0;

    private source: EventSource | undefined;
    private heard_at = 0;
    private opened_at = 0;
    private reopen_at = 0;
    private failures = 0;
    private stop_watching: (() => void) | undefined;
    private listeners = new Set<() => void>();

    constructor(
        private readonly url: string,
        private readonly store: Store,
        private readonly clock: HostClock,
        private readonly sources: StreamSources = browser_sources,
    ) {}

    start(): void {
        this.stop_watching = this.sources.every(250, () => this.watch());
        this.open();
    }

    stop(): void {
        this.stop_watching?.();
        this.source?.close();
        this.source = undefined;
    }

    /** Looks at once: a page that comes back from the background must not wait. */
    watch(): void {
        const now = this.sources.now();
        const silent_ms = now - this.heard_at;
        if (this.health === 'live' && silent_ms > stale_after_ms) this.become('stale');
        if (this.health === 'connecting' && now - this.opened_at > stale_after_ms) this.become('stale');
        if (this.source && this.source.readyState === 2) this.drop();
        else if (this.source && now - Math.max(this.heard_at, this.opened_at) > reopen_after_ms) this.drop();
        if (!this.source && now >= this.reopen_at) this.open();
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }

    private open(): void {
        this.opened_at = this.sources.now();
        const source = this.sources.open(this.url);
        this.source = source;
        const on = (name: string, handle: (data: string, id: string) => void) =>
            source.addEventListener(name, (event) => {
                if (this.source !== source) return;
                const message = event as MessageEvent<string>;
                try {
                    handle(message.data, message.lastEventId);
                } catch {
                    // Not what was agreed: only a fresh start can help.
                    this.drop();
                }
            });
        on('snapshot', (data) => {
            const message = JSON.parse(data) as SnapshotMessage;
            this.store.snapshot(message);
            this.heard(message.server_now_ms);
        });
        on('patch', (data, id) => {
            const epoch = id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : '';
            if (!this.store.patch(JSON.parse(data) as PatchMessage, epoch)) {
                this.reopenNow();
                return;
            }
            this.heard(undefined);
        });
        on('tick', (data) => {
            const message = JSON.parse(data) as {seq?: number; server_now_ms: number};
            if (message.seq !== undefined) this.store.reached(message.seq);
            this.heard(message.server_now_ms);
        });
    }

    private heard(server_now_ms: number | undefined): void {
        this.heard_at = this.sources.now();
        this.failures = 0;
        if (server_now_ms !== undefined) this.clock.tick(server_now_ms);
        this.heard_host_ms = server_now_ms ?? this.clock.now();
        // Before the first snapshot there is nothing to be up to date with.
        if (this.store.filled && this.health !== 'live') this.become('live');
    }

    /** Closes, and opens again after a while that grows, spread so that a hall does not come back at once. */
    private drop(): void {
        this.source?.close();
        this.source = undefined;
        const wait_ms = Math.min(reopen_wait_max_ms, 500 * 2 ** Math.min(this.failures, 6));
        this.failures += 1;
        this.reopen_at = this.sources.now() + wait_ms * (0.5 + this.sources.random() / 2);
    }

    private reopenNow(): void {
        this.drop();
        this.reopen_at = this.sources.now();
    }

    private become(health: Health): void {
        this.health = health;
        this.listeners.forEach((listener) => listener());
    }
}

// The host's clock, on this device: screens count down by themselves against it.

export interface ClockSources {
    /** Milliseconds that never step. */
    now(): number;
    /** One answer of GET /api/v1/time. */
    ask(): Promise<number>;
}

/** A tick that is older than this when it comes says that this device slept, or the host's clock stepped. */
const tick_delay_max_ms = 1500;
/** A tick cannot come before it was sent: so much of it may be rounding. */
const tick_early_max_ms = 30;

export class HostClock {
    /** What to add to this device's clock; undefined until the host was heard. */
    private offset: number | undefined;
    private asking = false;
    private listeners = new Set<() => void>();

    constructor(private readonly sources: ClockSources) {}

    get known(): boolean {
        return this.offset !== undefined;
    }

    /** Host wall milliseconds. Before the host was heard: this device's own idea. */
    now(): number {
        return this.offset === undefined ? Date.now() : this.sources.now() + this.offset;
    }

    /** Asks five times and believes the quickest answer: its error is at most half its round trip. */
    async measure(): Promise<void> {
        if (this.asking) return;
        this.asking = true;
        let best_ms = Infinity;
        let offset: number | undefined;
        for (let i = 0; i < 5; i += 1) {
            try {
                const sent = this.sources.now();
                const host = await this.sources.ask();
                const back = this.sources.now();
                if (back - sent < best_ms) {
                    best_ms = back - sent;
                    offset = host + (back - sent) / 2 - back;
                }
            } catch {
                break;
            }
        }
        this.asking = false;
        if (offset !== undefined) this.set(offset);
    }

    /** A tick of the stream: the first estimate, and afterwards the proof that the estimate still holds. */
    tick(server_now_ms: number): void {
        const offset = server_now_ms - this.sources.now();
        if (this.offset === undefined) {
            this.set(offset);
            return;
        }
        const late_ms = this.offset - offset;
        if (late_ms < -tick_early_max_ms || late_ms > tick_delay_max_ms) {
            this.set(offset);
            void this.measure();
        }
    }

    /** Called when the offset changed: what was computed from it is to be drawn anew. */
    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }

    private set(offset: number): void {
        this.offset = offset;
        this.listeners.forEach((listener) => listener());
    }
}

export interface CountingClock {
    state: string;
    period_ms: number;
    ends_at_ms?: number | null;
    left_ms?: number | null;
    started_at_ms?: number | null;
    elapsed_ms?: number | null;
}

/** What the digits show at that host time: what is left of the period, or, where it has no end, what has passed. */
export function shownMs(clock: CountingClock, host_now_ms: number): number {
    if (clock.period_ms > 0) return leftMs(clock, host_now_ms);
    if (clock.state === 'running' && clock.started_at_ms != null) return Math.max(0, host_now_ms - clock.started_at_ms);
    return clock.elapsed_ms ?? 0;
}

function leftMs(clock: CountingClock, host_now_ms: number): number {
    if (clock.state === 'running' && clock.ends_at_ms != null)
        return Math.max(0, Math.min(clock.period_ms, clock.ends_at_ms - host_now_ms));
    return Math.max(0, clock.left_ms ?? (clock.state === 'over' ? 0 : clock.period_ms));
}

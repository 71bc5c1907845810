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
/** Ticks come each second; only two that came about so far apart say how fast the host's clock runs. */
const tick_apart_min_ms = 500;
const tick_apart_max_ms = 3000;
const speed_max = 100;

/** The host's time at one moment of this device. */
interface Anchor {
    local_ms: number;
    host_ms: number;
}

export class HostClock {
    private anchor: Anchor | undefined;
    /** How many seconds of the host pass in one of ours: 1, but for a rehearsal that is played faster. */
    private speed = 1;
    private last_tick: Anchor | undefined;
    private last_speed = 1;
    private asking = false;
    private listeners = new Set<() => void>();

    constructor(private readonly sources: ClockSources) {}

    get known(): boolean {
        return this.anchor !== undefined;
    }

    /** Host wall milliseconds. Before the host was heard: this device's own idea. */
    now(): number {
        return this.anchor ? this.hostAt(this.anchor, this.sources.now()) : Date.now();
    }

    /** Asks five times and believes the quickest answer: its error is at most half its round trip. */
    async measure(): Promise<void> {
        if (this.asking) return;
        this.asking = true;
        let best_ms = Infinity;
        let anchor: Anchor | undefined;
        for (let i = 0; i < 5; i += 1) {
            try {
                const sent = this.sources.now();
                const host_ms = await this.sources.ask();
                const back = this.sources.now();
                if (back - sent < best_ms) {
                    best_ms = back - sent;
                    anchor = {local_ms: (sent + back) / 2, host_ms};
                }
            } catch {
                break;
            }
        }
        this.asking = false;
        if (anchor !== undefined) this.set(anchor);
    }

    /** A tick of the stream: the first estimate, and afterwards the proof that the estimate still holds. */
    tick(server_now_ms: number): void {
        const tick: Anchor = {local_ms: this.sources.now(), host_ms: server_now_ms};
        const speed_changed = this.compareSpeed(tick);
        this.last_tick = tick;
        if (this.anchor === undefined || speed_changed) {
            this.set(tick);
            if (speed_changed) void this.measure();
            return;
        }
        const late_ms = this.hostAt(this.anchor, tick.local_ms) - server_now_ms;
        if (late_ms < -tick_early_max_ms * this.speed || late_ms > tick_delay_max_ms * this.speed) {
            this.set(tick);
            void this.measure();
        }
    }

    /** True when two pairs of ticks in a row agree that the host's clock runs at another speed. */
    private compareSpeed(tick: Anchor): boolean {
        if (!this.last_tick) return false;
        const apart_ms = tick.local_ms - this.last_tick.local_ms;
        if (apart_ms < tick_apart_min_ms || apart_ms > tick_apart_max_ms) return false;
        const seen = (tick.host_ms - this.last_tick.host_ms) / apart_ms;
        const speed = Math.min(speed_max, Math.max(1, Math.round(seen)));
        const agreed = speed === this.last_speed && speed !== this.speed;
        this.last_speed = speed;
        if (agreed) this.speed = speed;
        return agreed;
    }

    private hostAt(anchor: Anchor, local_ms: number): number {
        return anchor.host_ms + (local_ms - anchor.local_ms) * this.speed;
    }

    /** Called when the offset changed: what was computed from it is to be drawn anew. */
    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }

    private set(anchor: Anchor): void {
        this.anchor = anchor;
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

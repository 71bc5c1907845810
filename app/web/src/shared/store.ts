// The page's copy of what the host published. Filled by one event stream, read by everything else.

export type Resource = Record<string, unknown>;

export interface SnapshotMessage {
    seq: number;
    epoch: string;
    server_now_ms: number;
    resources: Record<string, Resource>;
}

export interface PatchMessage {
    seq: number;
    set?: Record<string, Resource>;
    gone?: string[];
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();

/** "standings/final/A" → ["standings", "final/A"]; "contest" → ["contest", ""]. Ids come percent-encoded. */
function split(key: string): [string, string] {
    const at = key.indexOf('/');
    if (at < 0) return [key, ''];
    const id = key.slice(at + 1);
    try {
        return [key.slice(0, at), decodeURIComponent(id)];
    } catch {
        return [key.slice(0, at), id];
    }
}

export class Store {
    seq = 0;
    epoch = '';
    /** Rises with every change: what a page compares to know that it must draw anew. */
    version = 0;

    private collections = new Map<string, ReadonlyMap<string, Resource>>();
    private listeners = new Set<() => void>();

    /** The members of a collection by id. The same object as long as nothing in it changed. */
    all<T>(collection: string): ReadonlyMap<string, T> {
        return (this.collections.get(collection) ?? nothing) as unknown as ReadonlyMap<string, T>;
    }

    one<T>(collection: string, id = ''): T | undefined {
        return this.all<T>(collection).get(id);
    }

    /** Whether a snapshot has come at all. */
    get filled(): boolean {
        return this.epoch !== '';
    }

    snapshot(message: SnapshotMessage): void {
        const collections = new Map<string, Map<string, Resource>>();
        for (const key of Object.keys(message.resources)) {
            const [collection, id] = split(key);
            let members = collections.get(collection);
            if (!members) collections.set(collection, (members = new Map()));
            members.set(id, message.resources[key]!);
        }
        this.collections = collections;
        this.seq = message.seq;
        this.epoch = message.epoch;
        this.changed();
    }

    /**
     * Applies a patch. `epoch` is the stream's, where it says one. False: the patch belongs to another
     * history than the one held here, so that only a new snapshot helps.
     */
    patch(message: PatchMessage, epoch = ''): boolean {
        if (!this.filled || (epoch !== '' && epoch !== this.epoch)) return false;
        // Seen already: a stream that resumed may repeat its last message. Resources of the same seq
        // may still differ (a provisional time is not in the journal), so only older ones are dropped.
        if (message.seq < this.seq) return true;
        const copied = new Map<string, Map<string, Resource>>();
        const membersOf = (collection: string) => {
            let members = copied.get(collection);
            if (!members) {
                members = new Map(this.collections.get(collection) ?? []);
                copied.set(collection, members);
            }
            return members;
        };
        const set = message.set ?? {};
        for (const key of message.gone ?? []) {
            const [collection, id] = split(key);
            membersOf(collection).delete(id);
        }
        for (const key of Object.keys(set)) {
            const [collection, id] = split(key);
            membersOf(collection).set(id, set[key]!);
        }
        copied.forEach((members, collection) => this.collections.set(collection, members));
        this.seq = message.seq;
        if (copied.size > 0) this.changed();
        return true;
    }

    /** All that was entered up to here is here, also where it changed nothing that this page is told. */
    reached(seq: number): void {
        if (this.filled && seq > this.seq) this.seq = seq;
    }

    /** Forgets everything: another person signs in. */
    clear(): void {
        this.collections = new Map();
        this.seq = 0;
        this.epoch = '';
        this.changed();
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }

    private changed(): void {
        this.version += 1;
        this.listeners.forEach((listener) => listener());
    }
}

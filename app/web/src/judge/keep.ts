// What must survive a reload and a dead battery: unsent letters and open conflicts. IndexedDB, else
// localStorage, else only this page's memory (and then the page says so).

export interface Record {
    id: string;
}

export interface Keep {
    /** False: nothing survives a reload here. */
    readonly lasting: boolean;
    all(): Promise<Record[]>;
    put(record: Record): void;
    remove(id: string): void;
}

const database_name = 'sandau';
const store_name = 'outbox';
const prefix = 'sandau.outbox.';

class DatabaseKeep implements Keep {
    readonly lasting = true;
    constructor(private readonly database: IDBDatabase) {}

    all(): Promise<Record[]> {
        return new Promise((done, failed) => {
            const request = this.database.transaction(store_name).objectStore(store_name).getAll();
            request.onsuccess = () => done(request.result as Record[]);
            request.onerror = () => failed(request.error);
        });
    }

    put(record: Record): void {
        this.database.transaction(store_name, 'readwrite').objectStore(store_name).put(record);
    }

    remove(id: string): void {
        this.database.transaction(store_name, 'readwrite').objectStore(store_name).delete(id);
    }
}

export class StorageKeep implements Keep {
    readonly lasting = true;
    constructor(private readonly storage: Storage) {}

    all(): Promise<Record[]> {
        const records: Record[] = [];
        for (let n = 0; n < this.storage.length; n += 1) {
            const key = this.storage.key(n);
            if (!key || !key.startsWith(prefix)) continue;
            try {
                records.push(JSON.parse(this.storage.getItem(key) ?? '') as Record);
            } catch {
                // Not ours, or cut off while it was written: nothing that could be sent.
            }
        }
        return Promise.resolve(records);
    }

    put(record: Record): void {
        this.storage.setItem(prefix + record.id, JSON.stringify(record));
    }

    remove(id: string): void {
        this.storage.removeItem(prefix + id);
    }
}

export class MemoryKeep implements Keep {
    readonly lasting = false;
    private readonly records = new Map<string, Record>();

    all(): Promise<Record[]> {
        return Promise.resolve(Array.from(this.records.values()));
    }

    put(record: Record): void {
        this.records.set(record.id, record);
    }

    remove(id: string): void {
        this.records.delete(id);
    }
}

function openDatabase(): Promise<IDBDatabase> {
    return new Promise((done, failed) => {
        const request = indexedDB.open(database_name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(store_name, {keyPath: 'id'});
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
        request.onblocked = () => failed(new Error('blocked'));
    });
}

export async function openKeep(): Promise<Keep> {
    try {
        return new DatabaseKeep(await openDatabase());
    } catch {
        try {
            localStorage.setItem(`${prefix}probe`, '{}');
            localStorage.removeItem(`${prefix}probe`);
            return new StorageKeep(localStorage);
        } catch {
            return new MemoryKeep();
        }
    }
}

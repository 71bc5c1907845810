// What a person chose on this device. Kept where the browser lets us, else for as long as the page lives.

import type {Lang} from './format';

export type Theme = 'auto' | 'light' | 'dark';
/** Of the referee's page: normal, large, largest. */
export type TextSize = 1 | 2 | 3;

function read(key: string): string | null {
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
    }
}

function write(key: string, value: string): boolean {
    try {
        localStorage.setItem(key, value);
        return true;
    } catch {
        return false;
    }
}

export class Preferences {
    lang: Lang = 'vi';
    theme: Theme = 'auto';
    text_size: TextSize = 1;
    /** False once something could not be kept. */
    kept = true;

    private pins = new Map<string, string[]>();
    private listeners = new Set<() => void>();

    /** `address` may say ?lang=en&theme=dark: screens are set up by their address. */
    constructor(address: URLSearchParams = new URLSearchParams(location.search)) {
        const lang = address.get('lang') || read('sandau.lang');
        if (lang === 'vi' || lang === 'en') this.lang = lang;
        const theme = address.get('theme') || read('sandau.theme');
        if (theme === 'light' || theme === 'dark') this.theme = theme;
        const size = Number(read('sandau.text'));
        if (size === 2 || size === 3) this.text_size = size;
        this.show();
    }

    setLang(lang: Lang): void {
        this.lang = lang;
        this.keep('sandau.lang', lang);
    }

    nextTheme(): void {
        this.theme = this.theme === 'auto' ? 'light' : this.theme === 'light' ? 'dark' : 'auto';
        this.keep('sandau.theme', this.theme);
    }

    nextTextSize(): void {
        this.text_size = this.text_size === 1 ? 2 : this.text_size === 2 ? 3 : 1;
        this.keep('sandau.text', String(this.text_size));
    }

    pinned(contest: string): string[] {
        let pins = this.pins.get(contest);
        if (!pins) {
            try {
                const stored: unknown = JSON.parse(read(`sandau.pins.${contest}`) || '[]');
                pins = Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string') : [];
            } catch {
                pins = [];
            }
            this.pins.set(contest, pins);
        }
        return pins;
    }

    togglePin(contest: string, entry: string): void {
        const pins = this.pinned(contest);
        const changed = pins.includes(entry) ? pins.filter((id) => id !== entry) : pins.concat(entry);
        this.pins.set(contest, changed);
        this.keep(`sandau.pins.${contest}`, JSON.stringify(changed));
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }

    private keep(key: string, value: string): void {
        if (!write(key, value)) this.kept = false;
        this.show();
        this.listeners.forEach((listener) => listener());
    }

    private show(): void {
        const root = document.documentElement;
        root.lang = this.lang;
        if (this.theme === 'auto') root.removeAttribute('data-theme');
        else root.setAttribute('data-theme', this.theme);
    }
}

// What every page stands on: one store, one stream, one clock, one set of preferences.

import {createContext, render} from 'preact';
import type {ComponentType} from 'preact';
import {useContext, useEffect, useState} from 'preact/hooks';

import type {Lang} from './format';
import {HostClock} from './host_clock';
import {Preferences} from './preferences';
import {Store} from './store';
import {Stream} from './stream';
import type {Contest, Entry, Text} from './types';
import {textOf, words} from './words';
import type {Args, WordKey} from './words';

export interface Page {
    store: Store;
    stream: Stream;
    clock: HostClock;
    preferences: Preferences;
}

async function askTime(): Promise<number> {
    const answer = await fetch('/api/v1/time', {cache: 'no-store'});
    if (!answer.ok) throw new Error(`time: ${answer.status}`);
    return ((await answer.json()) as {server_now_ms: number}).server_now_ms;
}

export function makePage(events_url: string): Page {
    const store = new Store();
    const clock = new HostClock({now: () => performance.now(), ask: askTime});
    return {store, clock, stream: new Stream(events_url, store, clock), preferences: new Preferences()};
}

/** Starts listening, and looks at once when the page comes back from the background. */
export function startPage(page: Page): void {
    page.stream.start();
    void page.clock.measure();
    const wake = () => {
        if (document.visibilityState !== 'visible') return;
        page.stream.watch();
        void page.clock.measure();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('pageshow', (event) => {
        if (event.persisted) wake();
    });
}

const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
    const page = useContext(PageContext);
    if (!page) throw new Error('no page around this component');
    return page;
}

/** Draws the caller anew whenever something that it may show has changed, at most once a frame. */
export function useUpdates(page: Page): void {
    const [, draw] = useState(0);
    useEffect(() => {
        let asked = 0;
        const ask = () => {
            if (!asked)
                asked = requestAnimationFrame(() => {
                    asked = 0;
                    draw((n) => n + 1);
                });
        };
        const ends = [
            page.store.subscribe(ask),
            page.stream.subscribe(ask),
            page.clock.subscribe(ask),
            page.preferences.subscribe(ask),
        ];
        ask();
        return () => {
            cancelAnimationFrame(asked);
            ends.forEach((end) => end());
        };
    }, [page]);
}

/** Draws the caller anew every so often: for countdowns. */
export function useBeat(interval_ms: number): void {
    const [, draw] = useState(0);
    useEffect(() => {
        const timer = setInterval(() => draw((n) => n + 1), interval_ms);
        return () => clearInterval(timer);
    }, [interval_ms]);
}

export interface Words {
    lang: Lang;
    say(key: WordKey, args?: Args): string;
    text(text: Text | null | undefined): string;
}

export function useWords(): Words {
    const {preferences} = usePage();
    const lang = preferences.lang;
    return {lang, say: (key, args) => words(lang, key, args), text: (text) => textOf(text, lang)};
}

export function useContest(): Contest | undefined {
    return usePage().store.one<Contest>('contest');
}

export function useEntries(): ReadonlyMap<string, Entry> {
    return usePage().store.all<Entry>('entries');
}

/** Draws the page; listening starts with it, unless the page must first learn who sits before it. */
export function mount(page: Page, Root: ComponentType, listen: 'at once' | 'later' = 'at once'): void {
    const place = document.getElementById('page');
    if (!place) return;
    if (!('EventSource' in window) || !('fetch' in window)) {
        place.textContent = words(page.preferences.lang, 'too_old');
        return;
    }
    place.textContent = '';
    render(
        <PageContext.Provider value={page}>
            <Root />
        </PageContext.Provider>,
        place,
    );
    if (listen === 'at once') startPage(page);
}

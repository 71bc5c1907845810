// The frame of a page: name of the contest, state of the connection, language, colours, tabs.

import type {ComponentChildren} from 'preact';
import {useEffect} from 'preact/hooks';

import {timeOfDayExact} from './format';
import {Brand, Icon} from './icons';
import type {IconName} from './icons';
import {useContest, usePage, useWords} from './page';

export interface Tab {
    id: string;
    icon: IconName;
    label: string;
}

/** Says when what is on the screen is not what is happening. Its words stand in the page, not in a colour. */
export function ConnectionBanner() {
    const {stream, store} = usePage();
    const {say} = useWords();
    const contest = useContest();
    const stale = stream.health === 'stale';
    const time = timeOfDayExact(stream.heard_host_ms, contest?.utc_offset_min ?? 420);
    return (
        <div class="banner-place" role="status">
            {stale ? <p class="banner banner-stale">{store.filled ? say('stale', {time}) : say('stale_empty')}</p> : null}
        </div>
    );
}

export function ConnectionLight() {
    const {stream} = usePage();
    const {say} = useWords();
    const word = stream.health === 'live' ? 'connected' : 'connecting';
    return (
        <span class={`light light-${stream.health}`}>
            <span class="light-dot" aria-hidden="true" />
            <span class="light-word">{say(word)}</span>
        </span>
    );
}

export function PreferenceButtons() {
    const {preferences} = usePage();
    const {say, lang} = useWords();
    return (
        <div class="preferences">
            <button
                type="button"
                class="tool tool-lang"
                lang={lang === 'vi' ? 'en' : 'vi'}
                aria-label={`${lang === 'vi' ? 'EN' : 'VI'} – ${say('language_to')}`}
                title={say('language_to')}
                onClick={() => preferences.setLang(lang === 'vi' ? 'en' : 'vi')}
            >
                {lang === 'vi' ? 'EN' : 'VI'}
            </button>
            <button
                type="button"
                class="tool"
                aria-label={say(`theme_${preferences.theme}`)}
                title={say(`theme_${preferences.theme}`)}
                onClick={() => preferences.nextTheme()}
            >
                <Icon name={preferences.theme} />
            </button>
        </div>
    );
}

export function useTitle(title: string): void {
    useEffect(() => {
        document.title = title || 'Sandau';
    }, [title]);
}

export function Frame({tabs, current, children}: {tabs: Tab[]; current: string; children: ComponentChildren}) {
    const {store} = usePage();
    const {say, text} = useWords();
    const contest = useContest();
    useTitle(text(contest?.name));
    return (
        <div class="frame">
            <header class="bar">
                <Brand />
                <h1>{text(contest?.name) || 'Sandau'}</h1>
                <ConnectionLight />
                <PreferenceButtons />
            </header>
            <nav class="tabs" aria-label="Sandau">
                {tabs.map((tab) => (
                    <a key={tab.id} href={`#${tab.id}`} class="tab" aria-current={tab.id === current ? 'page' : undefined}>
                        <Icon name={tab.icon} filled={tab.icon === 'mine' && tab.id === current} />
                        <span>{tab.label}</span>
                    </a>
                ))}
            </nav>
            <ConnectionBanner />
            <main>{store.filled ? children : <p class="empty">{say('loading')}</p>}</main>
        </div>
    );
}

// The projector in the hall: follows display/ID, turns its pages by itself, says when it is stale.

import {useEffect, useState} from 'preact/hooks';

import {timeOfDay} from '../shared/format';
import {ConnectionBanner, useTitle} from '../shared/frame';
import {Brand} from '../shared/icons';
import {useContest, usePage, useUpdates, useWords} from '../shared/page';
import type {Contest, Display, Standings} from '../shared/types';
import {AnnouncerBoard} from './announcer';
import {standingsFor, viewOf} from './choose';
import {AwardsPages, BracketPages} from './more_pages';
import {NextPages, StandingsPages, WallLive} from './pages';
import {QueueBoard} from './queue';
import {roomOf, wallSize} from './wall_size';

function useWallSize() {
    const [size, setSize] = useState(measure);
    useEffect(() => {
        const follow = () => setSize(measure());
        window.addEventListener('resize', follow);
        return () => window.removeEventListener('resize', follow);
    }, []);
    return size;

    function measure() {
        return wallSize(window.innerWidth, window.innerHeight, roomOf(new URLSearchParams(location.search)));
    }
}

function TimeOfDay() {
    const {clock} = usePage();
    const contest = useContest();
    const [, beat] = useState(0);
    useEffect(() => {
        const timer = setInterval(() => beat((n) => n + 1), 1000);
        return () => clearInterval(timer);
    }, []);
    return <span class="wall-time figures">{clock.known ? timeOfDay(clock.now(), contest?.utc_offset_min ?? 0) : ''}</span>;
}

export function App() {
    const page = usePage();
    useUpdates(page);
    const {say, text} = useWords();
    const contest = useContest();
    const size = useWallSize();
    useTitle(text(contest?.name));
    useEffect(() => {
        const style = document.documentElement.style;
        style.setProperty('--wall-text', `${size.text_px}px`);
        style.setProperty('--wall-score', `${size.score_px}px`);
    }, [size]);
    // Over a stream's picture: nothing but what is shown, on no ground.
    const address = new URLSearchParams(location.search);
    const overlay = address.get('ground') === 'none';
    useEffect(() => {
        if (overlay) document.documentElement.setAttribute('data-ground', 'none');
    }, [overlay]);
    const id = decodeURIComponent(location.pathname.split('/').filter(Boolean)[1] ?? 'wall');
    const display = page.store.one<Display>('display', id);
    const view = viewOf(address, id, display);
    if (view === 'blank') return <div class="wall wall-blank" data-view="blank" />;
    return (
        <div class="wall" data-view={view}>
            <header class={`wall-head${overlay ? ' hidden' : ''}`}>
                <Brand />
                <h1>{text(contest?.name) || 'Sandau'}</h1>
                <TimeOfDay />
            </header>
            <ConnectionBanner />
            {size.too_deep ? <p class="banner banner-stale">{say('room_too_deep')}</p> : null}
            <main class="wall-main">
                {!contest ? <p class="wall-message">{say('loading')}</p> : shown(contest)}
            </main>
        </div>
    );

    function shown(known: Contest) {
        switch (view) {
            case 'live':
                return <WallLive />;
            case 'standings':
                return (
                    <StandingsPages
                        all={standingsFor(known, Array.from(page.store.all<Standings>('standings').values()), display)}
                        rows={size.rows}
                    />
                );
            case 'next':
                return <NextPages rows={size.rows} stage={display?.stage || ''} division={display?.division || ''} />;
            case 'queue':
                return <QueueBoard rows={size.rows} />;
            case 'announcer':
                return <AnnouncerBoard />;
            case 'bracket':
                return <BracketPages rows={size.rows} stage={display?.stage || ''} division={display?.division || ''} />;
            case 'awards':
                return <AwardsPages rows={size.rows} />;
            case 'message':
                return <p class="wall-message">{text(display?.message)}</p>;
            case 'blank':
                return null;
        }
    }
}

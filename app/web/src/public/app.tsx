import {useEffect, useState} from 'preact/hooks';

import {Frame} from '../shared/frame';
import type {Tab} from '../shared/frame';
import {LiveCards} from '../shared/live_cards';
import {usePage, useUpdates, useWords} from '../shared/page';
import {AwardsView} from './awards';
import {MineView} from './mine';
import {ScheduleView} from './schedule';
import {StandingsView} from './standings';
import {UpNext} from './up_next';

type View = 'live' | 'standings' | 'schedule' | 'awards' | 'mine';
const views: View[] = ['live', 'standings', 'schedule', 'awards', 'mine'];

function viewOf(hash: string): View {
    const asked = hash.replace(/^#/, '');
    return views.find((view) => view === asked) ?? 'live';
}

/** The view is in the address, so that "back" goes back and a view can be sent to somebody. */
function useView(): View {
    const [view, setView] = useState(viewOf(location.hash));
    useEffect(() => {
        const follow = () => {
            setView(viewOf(location.hash));
            window.scrollTo(0, 0);
        };
        window.addEventListener('hashchange', follow);
        return () => window.removeEventListener('hashchange', follow);
    }, []);
    return view;
}

export function App() {
    const page = usePage();
    useUpdates(page);
    const {say} = useWords();
    const asked = useView();
    const {store} = page;
    const there: Record<View, boolean> = {
        live: true,
        standings: true,
        schedule: store.all('schedule').size > 0,
        awards: store.all('awards').size > 0,
        mine: true,
    };
    const view = there[asked] ? asked : 'live';
    const tabs: Tab[] = views.filter((one) => there[one]).map((one) => ({id: one, icon: one, label: say(one)}));
    return (
        <Frame tabs={tabs} current={view}>
            {view === 'live' ? (
                <div class="live-view">
                    <div class="live-main">
                        <h2 class="hidden">{say('live')}</h2>
                        <LiveCards />
                        <UpNext />
                    </div>
                    <aside class="live-aside" aria-label={say('standings')}>
                        <StandingsView compact />
                    </aside>
                </div>
            ) : null}
            {view === 'standings' ? <StandingsView /> : null}
            {view === 'schedule' ? <ScheduleView /> : null}
            {view === 'awards' ? <AwardsView /> : null}
            {view === 'mine' ? <MineView /> : null}
        </Frame>
    );
}

import {useEffect, useState} from 'preact/hooks';

import {bracketStages} from '../shared/bracket';
import {Frame} from '../shared/frame';
import type {Tab} from '../shared/frame';
import {InAppHint} from '../shared/in_app';
import {LiveCards} from '../shared/live_cards';
import {useContest, usePage, useUpdates, useWords} from '../shared/page';
import type {Match} from '../shared/types';
import {AwardsView} from './awards';
import {BracketView} from './bracket';
import {MineView} from './mine';
import {ScheduleView} from './schedule';
import {StandingsView} from './standings';
import {UpNext} from './up_next';

type View = 'live' | 'standings' | 'bracket' | 'schedule' | 'awards' | 'mine';
const views: View[] = ['live', 'standings', 'bracket', 'schedule', 'awards', 'mine'];

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
    const contest = useContest();
    const there: Record<View, boolean> = {
        live: true,
        standings: true,
        bracket: bracketStages(contest, store.all<Match>('matches')).length > 0,
        schedule: store.all('schedule').size > 0,
        awards: store.all('awards').size > 0,
        mine: true,
    };
    const view = there[asked] ? asked : 'live';
    const tabs: Tab[] = views.filter((one) => there[one]).map((one) => ({id: one, icon: one, label: say(one)}));
    return (
        <Frame tabs={tabs} current={view}>
            <InAppHint />
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
            {view === 'bracket' ? <BracketView /> : null}
            {view === 'schedule' ? <ScheduleView /> : null}
            {view === 'awards' ? <AwardsView /> : null}
            {view === 'mine' ? <MineView /> : null}
        </Frame>
    );
}

import {LiveCards} from '../shared/live_cards';
import {usePage, useUpdates} from '../shared/page';

export function App() {
    useUpdates(usePage());
    return <main><LiveCards /></main>;
}

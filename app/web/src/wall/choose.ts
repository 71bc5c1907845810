import type {Contest, Display, DisplayView, Standings} from '../shared/types';

/** The rankings that a display shows: what it names, else those of the last stage that has any. */
export function standingsFor(contest: Contest, all: Standings[], display: Display | undefined): Standings[] {
    const filled = all.filter((one) => one.rows.length > 0);
    const stages = contest.stages.map((stage) => stage.id).filter((id) => filled.some((one) => one.stage === id));
    const stage = display?.stage || stages[stages.length - 1];
    const order = contest.divisions.map((one) => one.id);
    return filled
        .filter((one) => one.stage === stage && (!display?.division || one.division === display.division))
        .sort((a, b) => order.indexOf(a.division) - order.indexOf(b.division) || (a.group ?? '').localeCompare(b.group ?? ''));
}

const views: readonly DisplayView[] = ['live', 'standings', 'next', 'queue', 'announcer', 'bracket', 'awards', 'message', 'blank'];
const viewNamed = (name: string | null | undefined) => views.find((one) => one === name);

/** What a screen shows: what its address asks for (`?view=queue`), what the station says, what it is called. */
export function viewOf(address: URLSearchParams, id: string, display: Display | undefined): DisplayView {
    return viewNamed(address.get('view')) ?? viewNamed(display?.view) ?? viewNamed(id) ?? 'live';
}

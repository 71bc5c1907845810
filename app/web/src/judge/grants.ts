// Which steps a seat may take. The host decides; this only keeps buttons away that it would refuse.

import type {Grant, SheetState} from '../shared/types';

/** Where something is done, as grants limit it; of a match also for which side, of a mark in which panel. */
export interface Place {
    stage: string;
    division: string;
    field?: string | null;
    side?: string;
    panel?: string;
}

const setters = ['organiser', 'secretary', 'head_judge', 'judge', 'referee'];
const reopeners = ['organiser', 'head_judge', 'judge', 'referee'];
const settlers = ['organiser', 'head_judge'];

function covers(grant: Grant, place: Place): boolean {
    return (
        (!grant.stage || grant.stage === place.stage) &&
        (!grant.division || grant.division === place.division) &&
        (!grant.field || !place.field || grant.field === place.field) &&
        (!grant.side || grant.side === place.side) &&
        (!grant.panel || grant.panel === place.panel)
    );
}

export function may(grants: Grant[], roles: string[], place: Place): boolean {
    return grants.some((grant) => roles.includes(grant.role) && covers(grant, place));
}

/** Who may say that an instant win is one: it stops the clock. */
export const mayEndMatch = (grants: Grant[], place: Place) => may(grants, ['organiser', 'head_judge', 'referee'], place);
export const mayHead = (grants: Grant[], place: Place) => may(grants, settlers, place);

export type NextStep = 'score.review' | 'score.commit' | 'score.publish';

export interface Way {
    may_set: boolean;
    next: NextStep | null;
    may_reopen: boolean;
}

/** Draft → reviewed (whoever sets) → committed (head judge) → published (head judge, organiser). */
export function wayOf(grants: Grant[], sheet: Place & {state: SheetState}): Way {
    const may_set = may(grants, setters, sheet);
    const may_settle = may(grants, settlers, sheet);
    switch (sheet.state) {
        case 'draft':
            return {may_set, next: may_set ? 'score.review' : null, may_reopen: false};
        case 'reviewed':
            return {may_set: false, next: may_settle ? 'score.commit' : null, may_reopen: may(grants, reopeners, sheet)};
        case 'committed':
            return {may_set: false, next: may_settle ? 'score.publish' : null, may_reopen: false};
        case 'published':
        case 'official':
            return {may_set: false, next: null, may_reopen: false};
    }
}

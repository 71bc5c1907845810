// Which steps a seat may take. The host decides; this only keeps buttons away that it would refuse.

import type {Grant, Sheet} from '../shared/types';

const setters = ['organiser', 'secretary', 'head_judge', 'judge', 'referee'];
const reopeners = ['organiser', 'head_judge', 'judge', 'referee'];
const settlers = ['organiser', 'head_judge'];

function covers(grant: Grant, sheet: Sheet): boolean {
    return (
        (!grant.stage || grant.stage === sheet.stage) &&
        (!grant.division || grant.division === sheet.division) &&
        (!grant.field || !sheet.field || grant.field === sheet.field)
    );
}

export function may(grants: Grant[], roles: string[], sheet: Sheet): boolean {
    return grants.some((grant) => roles.includes(grant.role) && covers(grant, sheet));
}

export type NextStep = 'score.review' | 'score.commit' | 'score.publish';

export interface Way {
    may_set: boolean;
    next: NextStep | null;
    may_reopen: boolean;
}

/** Draft → reviewed (whoever sets) → committed (head judge) → published (head judge, organiser). */
export function wayOf(grants: Grant[], sheet: Sheet): Way {
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

// Who plays in a run or match: one team, or red and blue with their marks.

import {Fragment} from 'preact';

import {entryName, entryOrigin, matchPlace} from './names';
import {useContest, useEntries, usePage, useWords} from './page';
import type {Match} from './types';

/** A match whose sides nobody knows yet goes by its place: "Bán kết 1". */
export function TeamNames({match, entries}: {match: Match | null; entries: string[]}) {
    const known = useEntries();
    const {store} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    if (!match)
        return (
            <>
                {entries.map((id) => (
                    <Fragment key={id}>
                        <strong>{entryName(known.get(id), id)}</strong> <span class="soft">{entryOrigin(known.get(id))}</span>
                    </Fragment>
                ))}
            </>
        );
    return (
        <>
            <strong>
                {match.sides.map((side, index) => (
                    <span key={side.side}>
                        {index > 0 ? ' – ' : ''}
                        <span class={index === 0 ? 'side-red' : 'side-blue'}>{index === 0 ? '■' : '▲'}</span>{' '}
                        {side.entry === null ? say('match_waiting') : entryName(known.get(side.entry), side.entry)}
                    </span>
                ))}
            </strong>{' '}
            <span class="soft">{matchPlace(contest, match, store.all<Match>('matches'), lang)}</span>
        </>
    );
}

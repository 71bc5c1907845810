// The bracket and the awards on a wall, a page at a time.

import {branchesOf, bracketStages, pagesOf} from '../shared/bracket';
import type {Branch} from '../shared/bracket';
import {BracketBranch} from '../shared/bracket_view';
import {money} from '../shared/format';
import {divisionName, entryName, entryOrigin, stageName} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import type {AwardRow, Awards, Match} from '../shared/types';
import {useFit, usePages} from './pages';

interface BracketProps {
    rows: number;
    stage: string;
    division: string;
}

export function BracketPages({rows: rows_max, stage: stage_asked, division: division_asked}: BracketProps) {
    const {rows, fit} = useFit(rows_max);
    const {store} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const all = store.all<Match>('matches');
    const stages = bracketStages(contest, all);
    const stage = stages.includes(stage_asked) ? stage_asked : (stages[stages.length - 1] ?? '');
    const divisions = (contest?.divisions ?? []).map((one) => one.id).filter((id) => division_asked === '' || id === division_asked);
    const pages = divisions.reduce<{division: string; branch: Branch}[]>(
        (list, division) =>
            list.concat(
                branchesOf(all, stage, division).reduce<{division: string; branch: Branch}[]>(
                    // A match is two lines and the room around it.
                    (own, branch) => own.concat(pagesOf(branch, Math.max(2, Math.floor(rows / 2))).map((part) => ({division, branch: part}))),
                    [],
                ),
            ),
        [],
    );
    const at = usePages(pages.length, rows);
    const page = pages[at];
    if (!page) return <p class="wall-message">{say('bracket_none')}</p>;
    return (
        <section class="wall-standings wall-bracket" key={at} ref={fit}>
            <header>
                <h2>{stageName(contest, stage, lang)}</h2>
                <p>
                    {divisions.length > 1 ? divisionName(contest, page.division, lang) : ''} {pages.length > 1 ? say('page_of', {n: at + 1, count: pages.length}) : ''}
                </p>
            </header>
            <BracketBranch branch={page.branch} />
        </section>
    );
}

interface AwardPage {
    title: string;
    tier: string;
    rows: AwardRow[];
}

/** Only what is published is here at all; the lowest tier comes first, the first prize last. */
export function AwardsPages({rows: rows_max}: {rows: number}) {
    const {rows, fit} = useFit(rows_max);
    const {store} = usePage();
    const {lang, say, text} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const pages: AwardPage[] = [];
    store.all<Awards>('awards').forEach((awards) => {
        const scheme = contest?.awards?.find((one) => one.id === awards.scheme);
        const divisions: (string | null)[] = [null, ...(contest?.divisions ?? []).map((one) => one.id)];
        for (const division of divisions)
            for (const tier of (scheme?.tiers ?? []).slice().reverse()) {
                const own = awards.rows.filter((row) => row.division === division && row.tier === tier.id);
                const title = division === null ? text(scheme?.name) || say('awards') : divisionName(contest, division, lang);
                for (let from = 0; from < own.length; from += rows) pages.push({title, tier: text(tier.name) || tier.id, rows: own.slice(from, from + rows)});
            }
    });
    const at = usePages(pages.length, rows);
    const page = pages[at];
    if (!page) return <p class="wall-message">{say('awards_none')}</p>;
    return (
        <section class="wall-standings wall-awards" key={at} ref={fit}>
            <header>
                <h2>{page.tier}</h2>
                <p>{page.title}</p>
            </header>
            <table>
                <thead class="hidden">
                    <tr>
                        <th scope="col">{say('team')}</th>
                        <th scope="col">{say('awards')}</th>
                    </tr>
                </thead>
                <tbody>
                    {page.rows.map((row) => (
                        <tr key={row.entry}>
                            <th scope="row">
                                <strong>{entryName(entries.get(row.entry), row.entry)}</strong> <span class="soft">{entryOrigin(entries.get(row.entry))}</span>
                            </th>
                            <td class="total">{row.money != null ? money(row.money, lang) : ''}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

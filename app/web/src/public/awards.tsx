import {money} from '../shared/format';
import {divisionName, entryName, entryOrigin} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import type {AwardRow, Awards} from '../shared/types';

export function AwardsView() {
    const {store} = usePage();
    const {lang, say, text} = useWords();
    const contest = useContest();
    const entries = useEntries();
    if (!contest) return null;
    return (
        <div class="awards-view">
            {Array.from(store.all<Awards>('awards').values()).map((awards) => {
                const scheme = contest.awards?.find((one) => one.id === awards.scheme);
                // Per contest: division null stands first.
                const divisions: (string | null)[] = [null, ...contest.divisions.map((one) => one.id)];
                return (
                    <section key={awards.scheme} class="scheme">
                        <h2>{text(scheme?.name) || say('awards')}</h2>
                        <div class="award-columns">
                            {divisions.map((division) => {
                                const rows = awards.rows.filter((row) => row.division === division);
                                if (rows.length === 0) return null;
                                return (
                                    <div key={division ?? ''} class="card award-division">
                                        {division !== null ? <h3>{divisionName(contest, division, lang)}</h3> : null}
                                        <ol>{rows.map(line)}</ol>
                                    </div>
                                );
                            })}
                        </div>
                    </section>
                );

                function line(row: AwardRow) {
                    const at = scheme?.tiers.findIndex((one) => one.id === row.tier) ?? -1;
                    const tier = scheme?.tiers[at];
                    const entry = entries.get(row.entry);
                    return (
                        <li key={`${row.tier} ${row.entry}`} class={`award award-${at}`}>
                            <span class="tier">
                                {text(tier?.name) || row.tier}
                                {row.money != null ? <span class="figures money">{money(row.money, lang)}</span> : null}
                            </span>
                            <span class="who">
                                <strong>{entryName(entry, row.entry)}</strong>
                                <span class="soft">{entryOrigin(entry)}</span>
                            </span>
                        </li>
                    );
                }
            })}
        </div>
    );
}

import {useState} from 'preact/hooks';

import {MatchResults} from '../shared/match_card';
import {divisionName, stageName} from '../shared/names';
import {useContest, usePage, useWords} from '../shared/page';
import {StandingsTable} from '../shared/standings_table';
import type {Contest, Standings} from '../shared/types';

const compact_rows = 8;

/** Stages that have anything published, the latest first: that is what people come for. */
function publishedStages(contest: Contest, all: Standings[]): string[] {
    const there = contest.stages.map((stage) => stage.id).filter((id) => all.some((one) => one.stage === id));
    return there.reverse();
}

export function Chips({
    label,
    options,
    current,
    choose,
}: {
    label: string;
    options: {id: string; name: string}[];
    current: string;
    choose(id: string): void;
}) {
    return (
        <div class="chips" role="group" aria-label={label}>
            {options.map((option) => (
                <button
                    key={option.id}
                    type="button"
                    class="choice"
                    aria-pressed={option.id === current}
                    onClick={() => choose(option.id)}
                >
                    {option.name}
                </button>
            ))}
        </div>
    );
}

export function StandingsView({compact}: {compact?: boolean}) {
    const {store} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const [stage_asked, setStage] = useState('');
    const [division_asked, setDivision] = useState('');
    const all = Array.from(store.all<Standings>('standings').values()).filter(
        (one) => one.rows.length > 0 || (one.unranked ?? []).length > 0,
    );
    if (!contest || all.length === 0) return <p class="empty card">{say('standings_none')}</p>;
    const stages = publishedStages(contest, all);
    const stage = stages.includes(stage_asked) ? stage_asked : (stages[0] ?? '');
    const own = contest.stages.find((one) => one.id === stage)?.divisions;
    const divisions = contest.divisions.map((one) => one.id).filter((id) => !own || own.includes(id));
    const filled = divisions.filter((id) => all.some((one) => one.stage === stage && one.division === id));
    const division = divisions.includes(division_asked) ? division_asked : (filled[0] ?? divisions[0] ?? '');
    const shown = all
        .filter((one) => one.stage === stage && one.division === division)
        .sort((a, b) => (a.group ?? '').localeCompare(b.group ?? '', 'vi', {numeric: true}));
    return (
        <div class="standings-view">
            <h2 class={compact ? undefined : 'hidden'}>{say('standings')}</h2>
            {stages.length > 1 ? (
                <Chips
                    label={say('stage')}
                    options={stages.map((id) => ({id, name: stageName(contest, id, lang)}))}
                    current={stage}
                    choose={setStage}
                />
            ) : (
                <p class="stage-name">{stageName(contest, stage, lang)}</p>
            )}
            {divisions.length > 1 ? (
                <Chips
                    label={say('division')}
                    options={divisions.map((id) => ({id, name: divisionName(contest, id, lang)}))}
                    current={division}
                    choose={setDivision}
                />
            ) : null}
            {shown.length === 0 ? <p class="empty card">{say('standings_none_here')}</p> : null}
            {shown.map((one) => (
                <StandingsTable
                    key={`${one.stage}/${one.division}/${one.group ?? ''}`}
                    standings={one}
                    {...(compact ? {limit: compact_rows} : {})}
                />
            ))}
            {compact ? null : <MatchResults stage={stage} division={division} />}
        </div>
    );
}

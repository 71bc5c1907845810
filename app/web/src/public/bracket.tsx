// The brackets on the public page, a stage and division at a time.

import {useState} from 'preact/hooks';

import {bracketStages, branchesOf} from '../shared/bracket';
import {BracketBranch} from '../shared/bracket_view';
import {divisionName, stageName} from '../shared/names';
import {useContest, usePage, useWords} from '../shared/page';
import type {Match} from '../shared/types';
import {Chips} from './standings';

export function BracketView() {
    const {store, preferences} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const [stage_asked, setStage] = useState('');
    const [division_asked, setDivision] = useState('');
    const all = store.all<Match>('matches');
    const stages = bracketStages(contest, all);
    if (!contest || stages.length === 0) return <p class="empty card">{say('bracket_none')}</p>;
    const stage = stages.includes(stage_asked) ? stage_asked : stages[stages.length - 1]!;
    const there = new Set(Array.from(all.values()).filter((match) => match.stage === stage).map((match) => match.division));
    const divisions = contest.divisions.map((one) => one.id).filter((id) => there.has(id));
    const division = divisions.includes(division_asked) ? division_asked : (divisions[0] ?? '');
    return (
        <div class="bracket-view">
            <h2 class="hidden">{say('bracket')}</h2>
            {stages.length > 1 ? (
                <Chips label={say('stage')} options={stages.map((id) => ({id, name: stageName(contest, id, lang)}))} current={stage} choose={setStage} />
            ) : (
                <p class="stage-name">{stageName(contest, stage, lang)}</p>
            )}
            {divisions.length > 1 ? (
                <Chips label={say('division')} options={divisions.map((id) => ({id, name: divisionName(contest, id, lang)}))} current={division} choose={setDivision} />
            ) : null}
            {branchesOf(all, stage, division).map((branch) => (
                <BracketBranch key={branch.id} branch={branch} pinned={preferences.pinned(contest.id)} />
            ))}
        </div>
    );
}

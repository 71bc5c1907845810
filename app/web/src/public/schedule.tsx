import {useState} from 'preact/hooks';

import {dayOf, timeOfDay} from '../shared/format';
import {divisionName, entryName, entryOrigin, fieldName} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import {TeamNames} from '../shared/team_names';
import {slotEntries, slotsInOrder, slotState} from '../shared/timetable';
import type {Field, Match, Slot} from '../shared/types';
import {Chips} from './standings';

const page_length = 60;

export function ScheduleView() {
    const {store, clock, preferences} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const fields = store.all<Field>('fields');
    const [field, setField] = useState('');
    const [past_shown, showPast] = useState(false);
    const [shown, setShown] = useState(page_length);
    const now = clock.now();
    const offset = contest?.utc_offset_min ?? 0;
    const slots = slotsInOrder(store);
    const ids = Array.from(new Set(slots.map((slot) => slot.field))).sort((a, b) =>
        a.localeCompare(b, 'vi', {numeric: true}),
    );
    const of_field = slots.filter((slot) => field === '' || slot.field === field);
    const past = of_field.filter((slot) => slotState(store, slot, now) === 'past');
    const listed = past_shown ? of_field : of_field.filter((slot) => slotState(store, slot, now) !== 'past');
    const pins = contest ? preferences.pinned(contest.id) : [];
    let day = '';

    const line = (slot: Slot) => {
        const own = slotEntries(store, slot);
        const match = (slot.match && store.one<Match>('matches', slot.match)) || null;
        const entry = match ? undefined : entries.get(own[0] ?? '');
        const state = slotState(store, slot, now);
        const classes = ['slot', `slot-${state}`];
        if (own.some((id) => pins.includes(id))) classes.push('pinned');
        const slot_day = dayOf(slot.starts_at_ms, offset);
        const new_day = slot_day !== day;
        day = slot_day;
        return [
            new_day ? (
                <li key={`day ${slot_day}`} class="day">
                    <h3>{slot_day}</h3>
                </li>
            ) : null,
            <li key={slot.id} class={classes.join(' ')}>
                <span class="figures when">{timeOfDay(slot.starts_at_ms, offset)}</span>
                <span class="who">
                    {match ? (
                        <TeamNames match={match} entries={own} />
                    ) : (
                        <>
                            <strong>
                                {entry?.number ? <span class="number">{entry.number}</span> : null}
                                {entryName(entry, own[0] ?? '')}
                            </strong>
                            <span class="soft">
                                {[entryOrigin(entry), entry ? divisionName(contest, entry.division, lang) : '', say('attempt', {n: slot.number})]
                                    .filter(Boolean)
                                    .join(' · ')}
                            </span>
                        </>
                    )}
                </span>
                <span class="where">
                    {fieldName(fields.get(slot.field), slot.field, lang)}
                    {state !== 'next' ? (
                        <em class={state === 'now' ? 'now' : 'soft'}>{say(state === 'now' ? 'schedule_now' : 'schedule_past')}</em>
                    ) : null}
                </span>
            </li>,
        ];
    };

    return (
        <div class="schedule-view">
            <h2 class="hidden">{say('schedule')}</h2>
            {ids.length > 1 ? (
                <Chips
                    label={say('field_col')}
                    options={[{id: '', name: say('schedule_all_fields')}].concat(
                        ids.map((id) => ({id, name: fieldName(fields.get(id), id, lang)})),
                    )}
                    current={field}
                    choose={(id) => {
                        setField(id);
                        setShown(page_length);
                    }}
                />
            ) : null}
            {past.length > 0 && !past_shown ? (
                <button type="button" class="more" onClick={() => showPast(true)}>
                    {say('schedule_show_past', {n: past.length})}
                </button>
            ) : null}
            {listed.length === 0 ? <p class="empty card">{say('no_next')}</p> : null}
            <ol class="card slots">{listed.slice(0, shown).map(line)}</ol>
            {listed.length > shown ? (
                <button type="button" class="more" onClick={() => setShown(listed.length)}>
                    {say('schedule_rest', {n: listed.length - shown})}
                </button>
            ) : null}
        </div>
    );
}

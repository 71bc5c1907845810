import {nextMatches} from '../shared/bracket';
import {timeOfDay} from '../shared/format';
import {entryName, entryOrigin, fieldName, matchPlace} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import {nextSlots} from '../shared/timetable';
import type {Field, Match} from '../shared/types';

const shown_count = 6;

/** The next few runs of the timetable, and matches as they were drawn; nothing where there is none. */
export function UpNext() {
    const {store, clock} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const fields = store.all<Field>('fields');
    const slots = nextSlots(store, clock.now()).slice(0, shown_count);
    const all = store.all<Match>('matches');
    const to_play = slots.length < shown_count ? nextMatches(contest, all).slice(0, shown_count - slots.length) : [];
    if (slots.length + to_play.length === 0) return null;
    const name = (match: Match, side: number) => entryName(entries.get(match.sides[side]?.entry ?? ''), match.sides[side]?.entry ?? '');
    return (
        <section class="card up-next">
            <h3>{say('next_up')}</h3>
            <ol>
                {slots.map((slot) => (
                    <li key={slot.id}>
                        <span class="figures when">{timeOfDay(slot.starts_at_ms, contest?.utc_offset_min ?? 0)}</span>
                        <span class="who">
                            <strong>{entryName(entries.get(slot.entry), slot.entry)}</strong>
                            <span class="soft">{entryOrigin(entries.get(slot.entry))}</span>
                        </span>
                        <span class="where">{fieldName(fields.get(slot.field), slot.field, lang)}</span>
                    </li>
                ))}
                {to_play.map((match) => (
                    <li key={match.id} data-match={match.id}>
                        <span class="who">
                            <strong>
                                <span class="side-red">■</span> {name(match, 0)} – <span class="side-blue">▲</span> {name(match, 1)}
                            </strong>
                            <span class="soft">{matchPlace(contest, match, all, lang)}</span>
                        </span>
                    </li>
                ))}
            </ol>
        </section>
    );
}

import {timeOfDay} from '../shared/format';
import {entryName, entryOrigin, fieldName} from '../shared/names';
import {useContest, useEntries, usePage, useWords} from '../shared/page';
import {nextSlots} from '../shared/timetable';
import type {Field} from '../shared/types';

const shown_count = 6;

/** The next few runs of the timetable; nothing where none is published. */
export function UpNext() {
    const {store, clock} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const entries = useEntries();
    const fields = store.all<Field>('fields');
    const slots = nextSlots(store, clock.now()).slice(0, shown_count);
    if (slots.length === 0) return null;
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
            </ol>
        </section>
    );
}

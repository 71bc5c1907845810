import {fieldName} from '../shared/names';
import {timeOfDay} from '../shared/format';
import {useContest, usePage, useWords} from '../shared/page';
import {TeamNames} from '../shared/team_names';
import {coming} from '../shared/timetable';
import type {Field} from '../shared/types';

const shown_count = 6;

/** The next few runs and matches, when they will be as far as can be told; nothing where there is none. */
export function UpNext() {
    const {store, clock} = usePage();
    const {lang, say} = useWords();
    const contest = useContest();
    const fields = store.all<Field>('fields');
    const next = coming(store, clock.now()).slice(0, shown_count);
    if (next.length === 0) return null;
    return (
        <section class="card up-next">
            <h3>{say('next_up')}</h3>
            <ol>
                {next.map((one) => (
                    <li key={one.id} data-match={one.match?.id}>
                        {one.at_ms !== null ? <span class="figures when">{timeOfDay(one.at_ms, contest?.utc_offset_min ?? 0)}</span> : null}
                        <span class="who">
                            <TeamNames match={one.match} entries={one.entries} />
                        </span>
                        {one.slot ? <span class="where">{fieldName(fields.get(one.slot.field), one.slot.field, lang)}</span> : null}
                    </li>
                ))}
            </ol>
        </section>
    );
}

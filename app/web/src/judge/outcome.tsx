// How the run went: completed, DNF, DNS, DSQ. The last two are entered with their reason, in one go.

import {useState} from 'preact/hooks';

import type {MatchSheet, Sheet, SheetStatus} from '../shared/types';
import {ReasonFields} from './confirm';
import {SavedMark} from './inputs';
import type {FieldPath, Outbox, Value} from './outbox';
import {isMatchSheet} from './paper';
import {useJudgeWords} from './words';

const statuses: SheetStatus[] = ['OK', 'DNF', 'DNS', 'DSQ'];
const side_statuses: SheetStatus[] = ['OK', 'DNS', 'DSQ'];

interface OutcomeProps {
    sheet: Sheet | MatchSheet;
    /** Of one side of a match: `sides.red.` */
    prefix?: string;
    /** Whose, for who hears the page. */
    whose?: string;
    outbox: Outbox;
    locked: boolean;
    enter(values: {field: FieldPath; value: Value}[]): void;
}

/** What is being typed survives a reload where the browser keeps anything. */
function draftOf(sheet: string): string {
    try {
        return sessionStorage.getItem(`sandau.reason.${sheet}`) ?? '';
    } catch {
        return '';
    }
}

function keepDraft(sheet: string, text: string): void {
    try {
        if (text === '') sessionStorage.removeItem(`sandau.reason.${sheet}`);
        else sessionStorage.setItem(`sandau.reason.${sheet}`, text);
    } catch {
        // Nothing is kept here; the text stays on the page.
    }
}

export function Outcome({sheet, prefix = '', whose, outbox, locked, enter}: OutcomeProps) {
    const say = useJudgeWords();
    const status = String(outbox.current(sheet, `${prefix}status`) ?? 'OK') as SheetStatus;
    const reason = String(outbox.current(sheet, `${prefix}reason`) ?? '');
    const draft = prefix + sheet.id;
    const words = isMatchSheet(sheet) ? 'side_status_' : 'status_';
    const title = say(isMatchSheet(sheet) ? 'side_status' : 'status');
    const choices = isMatchSheet(sheet) ? side_statuses : statuses;
    const [asking, setAsking] = useState<SheetStatus | null>(null);
    const [typed, setTyped] = useState(draftOf(draft));
    const [empty, setEmpty] = useState(false);

    const choose = (one: SheetStatus) => {
        setEmpty(false);
        if (one === 'DNS' || one === 'DSQ') {
            setAsking(one);
            return;
        }
        setAsking(null);
        if (one !== status) enter([{field: `${prefix}status`, value: one}]);
    };
    const save = () => {
        const text = typed.trim();
        if (text === '' || asking === null) {
            setEmpty(true);
            return;
        }
        enter([
            {field: `${prefix}status`, value: asking},
            {field: `${prefix}reason`, value: text},
        ]);
        keepDraft(draft, '');
        setTyped('');
        setAsking(null);
    };
    return (
        <section class="card item item-outcome" data-item="status">
            <header>
                <h3>{title}</h3>
                <SavedMark mark={outbox.mark(sheet.id, `${prefix}status`)} />
            </header>
            <div class="segments segments-many" role="group" aria-label={whose ? `${title} – ${whose}` : title}>
                {(status === 'VOID' ? choices.concat('VOID') : choices).map((one) => (
                    <button
                        key={one}
                        type="button"
                        class="segment"
                        aria-pressed={asking ? asking === one : status === one}
                        disabled={locked}
                        onClick={() => choose(one)}
                    >
                        <span>{say(one === 'OK' ? `${words}OK` : `status_${one}`)}</span>
                        {one !== 'OK' ? <small>{one}</small> : null}
                    </button>
                ))}
            </div>
            {asking && !locked ? (
                <div class="reason-entry">
                    <ReasonFields
                        label={say('reason')}
                        value={typed}
                        type={(text) => {
                            setTyped(text);
                            keepDraft(draft, text);
                        }}
                        wrong={empty ? say('reason_needed') : ''}
                        cancel={() => setAsking(null)}
                        go={save}
                        go_words={say('reason_save', {status: say(`status_${asking}`)})}
                    />
                </div>
            ) : reason !== '' && status !== 'OK' ? (
                <p class="soft">
                    {say('reason')}: {reason}
                </p>
            ) : null}
        </section>
    );
}

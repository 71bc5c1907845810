// A seat at work: its fields, the sheet of the run on each, what is still to be settled.

import {useEffect, useState} from 'preact/hooks';

import {ConnectionBanner, ConnectionLight, PreferenceButtons, useTitle} from '../shared/frame';
import {Icon} from '../shared/icons';
import {InAppHint} from '../shared/in_app';
import {entryName, fieldName} from '../shared/names';
import {useEntries, usePage, useUpdates, useWords} from '../shared/page';
import type {Cell, Field, MatchSheet, Panel, Seat, Sheet} from '../shared/types';
import {MatchSheetView} from './match_sheet';
import {MyMarks} from './my_marks';
import {RefusalNotice} from './notices';
import type {Outbox} from './outbox';
import {cell_prefix, isMatchSheet} from './paper';
import {PanelBoard, panel_prefix} from './panel_board';
import {usePanelWords} from './panel_words';
import {SheetView} from './sheet';
import {Taps} from './taps';
import {isJudgeWord, useJudgeWords} from './words';

interface DeskProps {
    seat: Seat;
    outbox: Outbox;
    lasting: boolean;
    leave(): void;
}

function useOutbox(outbox: Outbox): void {
    const [, draw] = useState(0);
    useEffect(() => outbox.subscribe(() => draw((n) => n + 1)), [outbox]);
}

type AnySheet = Sheet | MatchSheet;

/** What a seat can look at: a field with what is on it, the own marks, a panel that it heads. */
interface Choice {
    id: string;
    name: string;
    run?: string | null;
    panel?: Panel;
}

/** Sheets that wait for a step and are on none of the seat's fields now. */
function otherSheets(sheets: AnySheet[], on_fields: (string | null)[]): AnySheet[] {
    return sheets
        .filter((sheet) => !on_fields.includes(sheet.id) && sheet.state !== 'published' && sheet.state !== 'official')
        .sort((a, b) => a.id.localeCompare(b.id, 'vi', {numeric: true}));
}

export function Desk({seat, outbox, lasting, leave}: DeskProps) {
    const page = usePage();
    const {store} = page;
    useUpdates(page);
    useOutbox(outbox);
    const [taps] = useState(() => new Taps());
    const [asked, setAsked] = useState('');
    const {lang} = useWords();
    const say = useJudgeWords();
    const say_panel = usePanelWords();
    const entries = useEntries();
    useTitle(say('title'));

    const fields = store.all<Field>('fields');
    // What the stream says of the seat is newer than what it was told when it sat down.
    const seated = store.one<Seat>('seat') ?? seat;
    const own = (seated.fields ?? []).map((one) => {
        const field = fields.get(one.field);
        return {id: one.field, field, run: field?.run ?? field?.match ?? one.run ?? one.match ?? null};
    });
    const sheets = store.all<AnySheet>('sheets');
    const others = otherSheets(Array.from(sheets.values()), own.map((one) => one.run));
    const choices: Choice[] = own.map((one) => ({id: `field ${one.id}`, run: one.run, name: fieldName(one.field, one.id, lang)}));
    if (store.all('cells').size > 0) choices.push({id: 'marks', name: say_panel('my_marks')});
    store.all<Panel>('panels').forEach((panel) => choices.push({id: `panel ${panel.id}`, panel, name: say_panel('panel', {id: panel.id})}));
    const known = (id: string) =>
        id.startsWith(cell_prefix)
            ? store.all<Cell>('cells').has(id.slice(cell_prefix.length))
            : id.startsWith(panel_prefix)
              ? store.all<Panel>('panels').has(id.slice(panel_prefix.length))
              : sheets.has(id);
    const nameOf = (one: AnySheet) =>
        isMatchSheet(one)
            ? one.definition.sides.map((side) => entryName(entries.get(one.content.sides[side]?.entry ?? ''), one.content.sides[side]?.entry ?? '')).join(' – ')
            : entryName(entries.get(one.entry), one.entry);
    const chosen_other = others.find((sheet) => `sheet ${sheet.id}` === asked);
    const chosen = choices.find((choice) => choice.id === asked) ?? choices[0];
    const sheet = chosen_other ?? (chosen?.run ? sheets.get(chosen.run) : undefined);
    const place = chosen_other ? fieldName(fields.get(chosen_other.field ?? ''), chosen_other.field ?? '', lang) : chosen && chosen.id !== 'marks' ? chosen.name : '';
    return (
        <div class="desk">
            <DeskHead seat={seat} place={place} outbox={outbox} lasting={lasting} leave={leave} />
            <ConnectionBanner />
            <InAppHint />
            {choices.length > 1 ? (
                <nav class="chips desk-fields">
                    {choices.map((choice) => (
                        <button
                            key={choice.id}
                            type="button"
                            class="choice"
                            aria-pressed={!chosen_other && choice === chosen}
                            onClick={() => setAsked(choice.id)}
                        >
                            {choice.name}
                        </button>
                    ))}
                </nav>
            ) : null}
            {others.length > 0 ? (
                <details class="card others" open={chosen_other !== undefined}>
                    <summary>
                        {say('other_sheets')} ({others.length})
                    </summary>
                    <ul>
                        {others.map((one) => (
                            <li key={one.id}>
                                <button type="button" class="other" aria-pressed={one === chosen_other} onClick={() => setAsked(`sheet ${one.id}`)}>
                                    <strong>{nameOf(one)}</strong>
                                    <span class="soft">
                                        {[one.field ? fieldName(fields.get(one.field), one.field, lang) : '', say(`state_${one.state}`)].filter(Boolean).join(' · ')}
                                    </span>
                                </button>
                            </li>
                        ))}
                    </ul>
                </details>
            ) : null}
            <main>
                <LostRefusals outbox={outbox} shown={sheet?.id ?? ''} known={known} />
                {!chosen_other && chosen?.id === 'marks' ? (
                    <MyMarks outbox={outbox} taps={taps} />
                ) : !chosen_other && chosen?.panel ? (
                    <PanelBoard key={chosen.panel.id} seat={seated} panel={chosen.panel} outbox={outbox} />
                ) : sheet && isMatchSheet(sheet) ? (
                    <MatchSheetView key={sheet.id} seat={seated} sheet={sheet} outbox={outbox} taps={taps} />
                ) : sheet ? (
                    <SheetView key={sheet.id} seat={seated} sheet={sheet} outbox={outbox} taps={taps} />
                ) : (
                    <p class="empty card">{say(choices.length === 0 ? 'no_fields' : 'no_sheet')}</p>
                )}
            </main>
        </div>
    );
}

/** What was refused of a sheet that is gone: it would be said nowhere else. */
function LostRefusals({outbox, shown, known}: {outbox: Outbox; shown: string; known(id: string): boolean}) {
    return (
        <div role="alert">
            {outbox.refusals
                .filter((one) => one.sheet !== shown && !known(one.sheet))
                .map((refusal, n) => (
                    <RefusalNotice key={n} refusal={refusal} fields={[refusal.sheet]} done={() => outbox.dismissRefusals(refusal.sheet)} />
                ))}
        </div>
    );
}

/** A longer name of a seat takes smaller letters on a phone. */
const short_length = 9;

interface HeadProps {
    seat: Seat;
    place: string;
    outbox: Outbox;
    lasting: boolean;
    leave(): void;
}

function DeskHead({seat, place, outbox, lasting, leave}: HeadProps) {
    const {preferences, store} = usePage();
    const say = useJudgeWords();
    useEffect(() => {
        document.documentElement.setAttribute('data-text', String(preferences.text_size));
    }, [preferences.text_size]);
    const [refused, setRefused] = useState(false);
    const judging = store.all('cells').size + store.all('panels').size > 0;
    const roles = Array.from(new Set(seat.grants.map((grant) => `role_${grant.role}${judging && grant.role === 'head_judge' ? '_panel' : ''}`)))
        .filter(isJudgeWord)
        .map((key) => say(key));
    const waiting = outbox.waiting;
    return (
        <header class="desk-head">
            <div class="seat">
                <h1 class={(place || seat.name).length > short_length ? 'seat-long' : undefined}>{place || seat.name}</h1>
                <p>{[place ? seat.name : '', roles.join(', ')].filter(Boolean).join(' · ')}</p>
            </div>
            <div class="desk-state" role="status">
                {waiting > 0 ? (
                    <p class="unsent" title={say('waiting_why')}>
                        {say('waiting', {n: waiting})}
                    </p>
                ) : (
                    <p class="all-saved">
                        <Icon name="check" />
                        {say('all_saved')}
                    </p>
                )}
                <ConnectionLight />
            </div>
            <div class="desk-tools">
                <button
                    type="button"
                    class="tool text-size"
                    aria-label={`A${preferences.text_size} – ${say('text_size')}`}
                    title={say('text_size')}
                    onClick={() => preferences.nextTextSize()}
                >
                    A<sup>{preferences.text_size}</sup>
                </button>
                <PreferenceButtons />
                <button
                    type="button"
                    class="tool leave"
                    onClick={() => {
                        setRefused(waiting > 0);
                        if (waiting === 0) leave();
                    }}
                >
                    {say('leave')}
                </button>
            </div>
            {refused && waiting > 0 ? <p class="notice notice-warn desk-note">{say('leave_unsent')}</p> : null}
            {outbox.unreachable && waiting > 0 ? <p class="desk-note soft">{say('waiting_why')}</p> : null}
            {!lasting ? <p class="notice notice-warn desk-note">{say('not_lasting')}</p> : null}
        </header>
    );
}

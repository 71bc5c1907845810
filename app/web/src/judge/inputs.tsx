// The controls of a sheet, made from its definition. Everything that scores is 64 px or more.

import {useEffect, useState} from 'preact/hooks';

import {duration, figure, readDuration} from '../shared/format';
import {Icon} from '../shared/icons';
import {useWords} from '../shared/page';
import type {ItemDefinition, ItemValue} from '../shared/types';
import {limits, readDecimal, wrongWith} from './figures';
import type {Wrong} from './figures';
import type {Mark} from './outbox';
import {useJudgeWords} from './words';

export interface ItemProps {
    item: ItemDefinition;
    value: ItemValue;
    /** Null: nothing was entered, so there is nothing to be saved. */
    mark: Mark | null;
    locked: boolean;
    missing: boolean;
    /** The value at this moment: two taps may come before the page is drawn anew. */
    latest(): ItemValue;
    set(value: ItemValue): void;
    /** Whose item, where both sides have it: for who hears the page. */
    whose?: string;
}

/** The item's name as it is read out. */
function useSpoken(item: ItemDefinition, whose: string | undefined): string {
    const {text} = useWords();
    const name = text(item.name) || item.id;
    return whose ? `${name} – ${whose}` : name;
}

export function SavedMark({mark}: {mark: Mark | null}) {
    const say = useJudgeWords();
    if (mark === null) return null;
    return (
        <span class={`mark mark-${mark}`} title={say(`mark_${mark}`)}>
            <span class="mark-sign" aria-hidden="true" />
            <span class="mark-word">{say(`mark_${mark}`)}</span>
        </span>
    );
}

export function ItemCard(props: ItemProps) {
    const {item, missing} = props;
    const {lang, text} = useWords();
    const say = useJudgeWords();
    const hints = [
        item.points != null ? say(item.kind === 'flag' ? 'worth' : 'each', {points: signed(figure(item.points, lang))}) : '',
        item.table ? item.table.map((points, n) => `${n} → ${figure(points, lang)}`).join(' · ') : '',
        item.max != null && item.kind !== 'flag' ? say('at_most', {max: figure(item.max, lang)}) : '',
        item.dsq_at != null ? say('dsq_at', {n: item.dsq_at}) : '',
    ].filter(Boolean);
    return (
        <section class={`card item item-${item.kind}${missing ? ' item-missing' : ''}`} data-item={item.id}>
            <header>
                <h3>{text(item.name) || item.id}</h3>
                <SavedMark mark={props.mark} />
            </header>
            <p class="item-hint">{hints.join(' · ')}</p>
            <ItemControl {...props} />
            {missing ? <p class="wrong">{say('unanswered')}</p> : null}
        </section>
    );
}

const signed = (points: string) => (/^[−-]/.test(points) ? points : `+${points}`);

function ItemControl(props: ItemProps) {
    switch (props.item.kind) {
        case 'count':
        case 'penalty':
        case 'table':
            return <Counter {...props} />;
        case 'number':
            return <NumberEntry {...props} />;
        case 'flag':
            return <Flag {...props} />;
        case 'choice':
            return <Choice {...props} />;
        case 'time':
            return <TimeItem {...props} />;
    }
}

function Counter(props: ItemProps) {
    const {item, value, locked, set, latest} = props;
    const say = useJudgeWords();
    const name = useSpoken(item, props.whose);
    const {min, max} = limits(item);
    const counted = (entered: ItemValue) => Number(entered ?? item.default ?? 0) || 0;
    const at = counted(value);
    const change = (by: 1 | -1) => {
        const next = counted(latest()) + by;
        if ((min === null || next >= Number(min)) && (max === null || next <= Number(max))) set(next);
    };
    return (
        <div class="counter">
            <button
                type="button"
                class="step"
                aria-label={say('take', {item: name})}
                disabled={locked || (min !== null && at <= Number(min))}
                onClick={() => change(-1)}
            >
                −
            </button>
            <Typed {...props} shown={value === null ? '' : String(at)} empty={String(at)} integer />
            <button
                type="button"
                class={`step step-add${item.kind === 'penalty' ? ' step-penalty' : ''}`}
                aria-label={say('add', {item: name})}
                disabled={locked || (max !== null && at >= Number(max))}
                onClick={() => change(1)}
            >
                +
            </button>
        </div>
    );
}

function NumberEntry(props: ItemProps) {
    const {lang} = useWords();
    const shown = props.value === null ? '' : String(props.value).replace('.', lang === 'vi' ? ',' : '.');
    return (
        <div class="counter counter-typed">
            <Typed {...props} shown={shown} empty="" />
        </div>
    );
}

/** A figure that can be typed: entered when the field is left or Enter is pressed, never half typed. */
function Typed({item, whose, locked, set, shown, empty, integer}: ItemProps & {shown: string; empty: string; integer?: boolean}) {
    const say = useJudgeWords();
    const name = useSpoken(item, whose);
    const [typed, setTyped] = useState<string | null>(null);
    const [wrong, setWrong] = useState<Wrong | null>(null);
    const enter = () => {
        if (typed === null) return;
        if (typed.trim() === '') {
            setTyped(null);
            setWrong(null);
            if (shown !== '') set(null);
            return;
        }
        const value = readDecimal(typed);
        const found: Wrong | null = value === null ? {key: 'not_number'} : wrongWith(item, value);
        setWrong(found);
        if (found !== null || value === null) return;
        setTyped(null);
        set(integer ? Number(value) : value);
    };
    return (
        <label class="typed">
            <span class="hidden">{say('value_of', {item: name})}</span>
            <input
                type="text"
                inputMode={integer ? 'numeric' : 'decimal'}
                autocomplete="off"
                maxLength={20}
                value={typed ?? (shown || empty)}
                disabled={locked}
                aria-invalid={wrong !== null}
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => setTyped(event.currentTarget.value)}
                onBlur={enter}
                onKeyDown={(event) => {
                    if (event.key === 'Enter') enter();
                    if (event.key === 'Escape') {
                        setTyped(null);
                        setWrong(null);
                    }
                }}
            />
            {wrong ? (
                <span class="wrong" role="alert">
                    {say(wrong.key, wrong.args)}
                </span>
            ) : null}
        </label>
    );
}

function Flag({item, whose, value, locked, set}: ItemProps) {
    const say = useJudgeWords();
    return (
        <div class="segments" role="group" aria-label={useSpoken(item, whose)}>
            <button type="button" class="segment" aria-pressed={value === false} disabled={locked} onClick={() => set(false)}>
                {say('no')}
            </button>
            <button type="button" class="segment segment-yes" aria-pressed={value === true} disabled={locked} onClick={() => set(true)}>
                {value === true ? <Icon name="check" /> : null}
                {say('yes')}
            </button>
        </div>
    );
}

function Choice({item, whose, value, locked, set}: ItemProps) {
    const {lang, text} = useWords();
    const say = useJudgeWords();
    return (
        <div class="segments segments-many" role="group" aria-label={useSpoken(item, whose)}>
            {(item.options ?? []).map((option) => (
                <button
                    key={option.id}
                    type="button"
                    class="segment"
                    aria-pressed={value === option.id}
                    disabled={locked}
                    onClick={() => set(option.id)}
                >
                    <span>{text(option.name) || option.id}</span>
                    {option.points != null ? <small>{say('worth', {points: figure(option.points, lang)})}</small> : null}
                </button>
            ))}
        </div>
    );
}

function TimeItem({item, whose, value, locked, set}: ItemProps) {
    const say = useJudgeWords();
    const name = useSpoken(item, whose);
    return (
        <TimeEntry
            label={say('value_of', {item: name})}
            hidden_label
            value_ms={value === null ? null : Number(value)}
            locked={locked}
            set={set}
        />
    );
}

export interface TimeEntryProps {
    label: string;
    hidden_label?: boolean;
    value_ms: number | null;
    limit_ms?: number | null;
    locked: boolean;
    set(value_ms: number | null): void;
}

export function TimeEntry({label, hidden_label, value_ms, limit_ms, locked, set}: TimeEntryProps) {
    const {lang} = useWords();
    const say = useJudgeWords();
    const [typed, setTyped] = useState<string | null>(null);
    const [wrong, setWrong] = useState<Wrong | null>(null);
    // What comes from the host while nothing is being typed clears an old complaint.
    useEffect(() => setWrong(null), [value_ms]);
    const enter = () => {
        if (typed === null) return;
        if (typed.trim() === '') {
            setTyped(null);
            setWrong(null);
            if (value_ms !== null) set(null);
            return;
        }
        const ms = readDuration(typed);
        if (ms === null) {
            setWrong({key: 'not_time'});
            return;
        }
        if (limit_ms != null && ms > limit_ms) {
            setWrong({key: 'over_limit', args: {limit: duration(limit_ms, lang)}});
            return;
        }
        setWrong(null);
        setTyped(null);
        set(ms);
    };
    return (
        <label class="time-entry">
            <span class={hidden_label ? 'hidden' : undefined}>{label}</span>
            <input
                type="text"
                inputMode="text"
                autocomplete="off"
                maxLength={16}
                placeholder={lang === 'vi' ? '0:00,000' : '0:00.000'}
                value={typed ?? (value_ms === null ? '' : duration(value_ms, lang))}
                disabled={locked}
                aria-invalid={wrong !== null}
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => setTyped(event.currentTarget.value)}
                onBlur={enter}
                onKeyDown={(event) => {
                    if (event.key === 'Enter') enter();
                    if (event.key === 'Escape') {
                        setTyped(null);
                        setWrong(null);
                    }
                }}
            />
            {wrong ? (
                <span class="wrong" role="alert">
                    {say(wrong.key, wrong.args)}
                </span>
            ) : null}
        </label>
    );
}

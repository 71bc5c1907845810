// One criterion: its bands, its few figures as buttons or a number pad with − and +.

import {useEffect, useRef, useState} from 'preact/hooks';

import {figure} from '../shared/format';
import {useWords} from '../shared/page';
import type {Criterion} from '../shared/types';
import {readDecimal} from './figures';
import {SavedMark} from './inputs';
import {bandAt, figuresOf, stepOf, stepped, wrongMark} from './marks';
import type {Mark, Value} from './outbox';
import {usePanelWords} from './panel_words';

interface CardProps {
    criterion: Criterion;
    value: Value;
    mark: Mark | null;
    locked: boolean;
    missing: boolean;
    latest(): Value;
    set(value: string | null): void;
}

export function CriterionCard(props: CardProps) {
    const {criterion, value, mark, locked, missing, set} = props;
    const {lang, text} = useWords();
    const say = usePanelWords();
    const shown = (one: number | string | null) => figure(one, lang);
    const figures = figuresOf(criterion);
    const weight = String(criterion.weight);
    const hint = [
        criterion.step === null
            ? say('range_free', {min: shown(criterion.min), max: shown(criterion.max)})
            : say('range', {min: shown(criterion.min), max: shown(criterion.max), step: shown(criterion.step)}),
        weight === '1' ? '' : say('weight', {weight: shown(weight)}),
    ];
    return (
        <section class={`card item criterion${missing ? ' item-missing' : ''}`} data-criterion={criterion.id}>
            <header>
                <h3>{text(criterion.name) || criterion.id}</h3>
                <SavedMark mark={mark} />
            </header>
            <p class="item-hint">{hint.filter(Boolean).join(' · ')}</p>
            <Bands {...props} />
            {figures ? (
                <div class="segments figures-row" role="group" aria-label={say('mark_of', {item: text(criterion.name) || criterion.id})}>
                    {figures.map((one) => (
                        <button key={one} type="button" class="segment" aria-pressed={value !== null && readDecimal(String(value)) === one} disabled={locked} onClick={() => set(one)}>
                            {shown(one)}
                        </button>
                    ))}
                </div>
            ) : (
                <Pad {...props} />
            )}
        </section>
    );
}

/** A band gives its lowest figure, from which − and + go on. */
function Bands({criterion, value, locked, set}: CardProps) {
    const {lang, text} = useWords();
    const say = usePanelWords();
    if (criterion.bands.length === 0) return null;
    const at = bandAt(criterion, value);
    return (
        <div class="segments segments-many bands" role="group" aria-label={say('bands_of', {item: text(criterion.name) || criterion.id})}>
            {criterion.bands.map((band, n) => (
                <button
                    key={n}
                    type="button"
                    class="segment"
                    aria-pressed={n === at}
                    disabled={locked}
                    onClick={() => {
                        if (n !== at) set(readDecimal(String(band.from)));
                    }}
                >
                    <span>{text(band.name)}</span>
                    <small class="figures">
                        {figure(band.from, lang)} – {figure(band.to, lang)}
                    </small>
                </button>
            ))}
        </div>
    );
}

const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', ',', '0', '⌫'];

/** The actions at the bottom of the page lie over whatever is scrolled there. */
function uncover(element: HTMLElement): void {
    const covered_px = document.querySelector('.actions')?.getBoundingClientRect().top ?? window.innerHeight;
    const hidden_px = element.getBoundingClientRect().bottom + 12 - covered_px;
    if (hidden_px > 0) window.scrollBy(0, hidden_px);
}

function Pad({criterion, value, locked, latest, set}: CardProps) {
    const {lang, text} = useWords();
    const say = usePanelWords();
    const input = useRef<HTMLInputElement>(null);
    const pad = useRef<HTMLDivElement>(null);
    const [typed, show] = useState<string | null>(null);
    // Entered by a key, the field is left before the page is drawn anew: what was entered is not entered twice.
    const now = useRef<string | null>(null);
    const setTyped = (text: string | null) => {
        now.current = text;
        show(text);
    };
    const [open, setOpen] = useState(false);
    const [wrong, setWrong] = useState('');
    useEffect(() => {
        if (open && pad.current) uncover(pad.current);
    }, [open]);
    const name = text(criterion.name) || criterion.id;
    const step = stepOf(criterion);
    const comma = lang === 'vi' ? ',' : '.';

    const put = (entered: string | null) => {
        setWrong('');
        setTyped(null);
        const before = latest();
        if (entered !== (before === null ? null : readDecimal(String(before)))) set(entered);
    };
    /** False: what stands there is no mark, and stays for correction. */
    const enter = (): boolean => {
        const given = now.current;
        if (given === null) return true;
        if (given.trim() === '') {
            put(null);
            return true;
        }
        const read = readDecimal(given);
        const why = read === null ? 'not_number' : wrongMark(criterion, read);
        if (read !== null && why === null) {
            put(read);
            return true;
        }
        const args = {min: figure(criterion.min, lang), max: figure(criterion.max, lang), step: figure(step, lang)};
        setWrong(why === 'not_number' ? say('not_number') : say(why === 'step' ? 'wrong_step' : 'wrong_range', args));
        return false;
    };
    const press = (key: string) => {
        setWrong('');
        const there = now.current;
        if (key === '⌫') setTyped((there ?? (value === null ? '' : figure(String(value), lang))).slice(0, -1));
        else if ((there ?? '').length < 8) setTyped((there ?? '') + (key === ',' ? comma : key));
    };
    const done = () => {
        if (!enter()) return;
        const all = Array.from(document.querySelectorAll<HTMLInputElement>('.pad-entry'));
        const next = all[all.indexOf(input.current!) + 1];
        if (next && !next.disabled && next.value === '') next.focus();
        else input.current?.blur();
    };
    const by = (way: 1 | -1) => {
        setTyped(null);
        setWrong('');
        set(stepped(criterion, latest(), way));
    };
    return (
        <div class="pad">
            <div class="counter">
                <button type="button" class="step" aria-label={say('step_less', {step: figure(step, lang), item: name})} disabled={locked} onClick={() => by(-1)}>
                    −
                </button>
                <label class="typed">
                    <span class="hidden">{say('mark_of', {item: name})}</span>
                    <input
                        ref={input}
                        class="pad-entry"
                        type="text"
                        inputMode="none"
                        autocomplete="off"
                        maxLength={8}
                        value={typed ?? (value === null ? '' : figure(String(value), lang))}
                        disabled={locked}
                        aria-invalid={wrong !== ''}
                        onFocus={() => setOpen(true)}
                        onInput={(event) => setTyped(event.currentTarget.value)}
                        onBlur={() => {
                            enter();
                            setOpen(false);
                        }}
                        onKeyDown={(event) => {
                            if (event.key === 'Enter') done();
                            if (event.key === 'Escape') {
                                setTyped(null);
                                setWrong('');
                            }
                        }}
                    />
                </label>
                <button type="button" class="step step-add" aria-label={say('step_more', {step: figure(step, lang), item: name})} disabled={locked} onClick={() => by(1)}>
                    +
                </button>
            </div>
            {wrong !== '' ? (
                <span class="wrong" role="alert">
                    {wrong}
                </span>
            ) : null}
            {open && !locked ? (
                // The field keeps the focus: what is pressed here is typed there.
                <div ref={pad} class="pad-keys" onMouseDown={(event) => event.preventDefault()}>
                    {keys.map((key) => (
                        <button key={key} type="button" tabIndex={-1} class="pad-key" aria-label={key === '⌫' ? say('key_back') : undefined} onClick={() => press(key)}>
                            {key === ',' ? comma : key}
                        </button>
                    ))}
                    <button type="button" tabIndex={-1} class="pad-key pad-clear" onClick={() => setTyped('')}>
                        {say('key_clear')}
                    </button>
                    <button type="button" tabIndex={-1} class="pad-key pad-enter" onClick={done}>
                        {say('key_enter')}
                    </button>
                </div>
            ) : null}
        </div>
    );
}

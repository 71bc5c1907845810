// What is asked before something is done that no tap takes back: a reason, or whether it is meant.

import type {ComponentChildren} from 'preact';

import {useJudgeWords} from './words';

interface WaysProps {
    go_words: string;
    cancel(): void;
    go(): void;
}

function Ways({go_words, cancel, go}: WaysProps) {
    const say = useJudgeWords();
    return (
        <div class="pair">
            <button type="button" class="plain" onClick={cancel}>
                {say('cancel')}
            </button>
            <button type="button" class="plain plain-strong" onClick={go}>
                {go_words}
            </button>
        </div>
    );
}

/** Asks once more, and says what follows. */
export function Sure({children, ...ways}: WaysProps & {children: ComponentChildren}) {
    return (
        <div class="sure">
            <p>{children}</p>
            <Ways {...ways} />
        </div>
    );
}

const reason_max_length = 300;

interface ReasonProps extends WaysProps {
    label: string;
    value: string;
    type(text: string): void;
    /** What is lacking; empty: nothing. */
    wrong: string;
    /** Said before the ways. */
    warning?: string;
}

export function ReasonFields({label, value, type, wrong, warning = '', ...ways}: ReasonProps) {
    return (
        <>
            <label>
                <span>{label}</span>
                <textarea rows={2} maxLength={reason_max_length} value={value} aria-invalid={wrong !== ''} onInput={(event) => type(event.currentTarget.value)} />
            </label>
            {wrong !== '' ? (
                <p class="wrong" role="alert">
                    {wrong}
                </p>
            ) : null}
            {warning !== '' ? <p class="soft">{warning}</p> : null}
            <Ways {...ways} />
        </>
    );
}

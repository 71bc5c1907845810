import {useEffect, useRef} from 'preact/hooks';

import {countdown} from './format';
import {shownMs} from './host_clock';
import {usePage, useWords} from './page';
import type {RunClock} from './types';
import {hasWord} from './words';

const last_seconds_ms = 10_000;

/** The digits that count down by themselves: only the text node changes, ten times a second. */
export function ClockFace({clock}: {clock: RunClock}) {
    const page = usePage();
    const {lang, say, text} = useWords();
    const digits = useRef<HTMLSpanElement>(null);
    useEffect(() => {
        const draw = () => {
            const face = digits.current;
            if (!face) return;
            const shown_ms = shownMs(clock, page.clock.now());
            const shown = countdown(shown_ms, lang);
            if (face.textContent !== shown) face.textContent = shown;
            face.classList.toggle('last', clock.period_ms > 0 && clock.state === 'running' && shown_ms < last_seconds_ms);
        };
        draw();
        if (clock.state !== 'running') return undefined;
        const timer = setInterval(draw, 100);
        const end = page.clock.subscribe(draw);
        return () => {
            clearInterval(timer);
            end();
        };
    }, [clock, lang, page]);
    const period_word = `period_${clock.period}`;
    const period = text(clock.period_name) || say(hasWord(period_word) ? period_word : 'period_run');
    const stopped_on_the_way =
        (clock.state === 'stopped' && (clock.elapsed_ms ?? 0) > 0) || (clock.state === 'over' && (clock.left_ms ?? 0) > 0);
    const word = stopped_on_the_way ? say('clock_ended') : clock.state === 'running' ? period : say(`clock_${clock.state}`);
    return (
        <div class={`clock clock-${clock.state}`} role="timer">
            <span class="digits" ref={digits} />
            <span class="clock-state">{word}</span>
        </div>
    );
}

// A page that was opened inside another program's own browser: it may forget what it keeps, and is cut off when
// that program is left.

import {useState} from 'preact/hooks';

import {useWords} from './page';

const programs: [RegExp, string][] = [
    [/Zalo/i, 'Zalo'],
    [/Messenger|\bMessengerForiOS\b/, 'Messenger'],
    [/FBAN|FBAV|FB_IAB/, 'Facebook'],
    [/Instagram/, 'Instagram'],
    [/MicroMessenger/, 'WeChat'],
    [/musical_ly|BytedanceWebview|TikTok/i, 'TikTok'],
    [/\bLine\//, 'LINE'],
];

/** Whose browser it is; null: a browser of its own. */
export function inAppOf(user_agent: string): string | null {
    return programs.find(([pattern]) => pattern.test(user_agent))?.[1] ?? null;
}

export function InAppHint() {
    const {say} = useWords();
    const [closed, setClosed] = useState(false);
    const name = inAppOf(navigator.userAgent);
    if (name === null || closed) return null;
    return (
        <p class="banner in-app">
            {say('in_app', {name})}{' '}
            <button type="button" class="more" onClick={() => setClosed(true)}>
                {say('in_app_close')}
            </button>
        </p>
    );
}

import {useEffect, useState} from 'preact/hooks';

import {PreferenceButtons, useTitle} from '../shared/frame';
import {Brand} from '../shared/icons';
import {InAppHint} from '../shared/in_app';
import {useWords} from '../shared/page';
import type {Problem} from '../shared/types';
import {signIn} from './api';
import {useJudgeWords} from './words';

interface SignInProps {
    /** Of an address /join/CODE: tried by itself, once. */
    code: string;
    waiting: number;
    done(): void;
}

export function SignIn({code, waiting, done}: SignInProps) {
    const {text} = useWords();
    const say = useJudgeWords();
    const [way, setWay] = useState<'code' | 'name'>('code');
    const [digits, setDigits] = useState('');
    const [name, setName] = useState('');
    const [password, setPassword] = useState('');
    const [busy, setBusy] = useState(false);
    const [wrong, setWrong] = useState('');
    useTitle(say('sign_in'));

    const enter = async (who: {name: string; password: string} | {code: string}, on_wrong: string) => {
        setBusy(true);
        setWrong('');
        const problem: Problem | null = await signIn(who);
        setBusy(false);
        if (problem === null) done();
        else if (problem.status === undefined) setWrong(say('unreachable'));
        else setWrong(text(problem.detail) || on_wrong);
    };
    useEffect(() => {
        if (code !== '') void enter({code}, say('join_failed'));
    }, [code]);
    const submit = () => {
        if (way === 'name') void enter({name: name.trim(), password}, say('wrong'));
        else if (/^\d{6}$/.test(digits)) void enter({code: digits}, say('wrong'));
        else setWrong(say('code_digits'));
    };
    return (
        <div class="sign-in-page">
            <header class="bar">
                <Brand />
                <h1>Sandau</h1>
                <PreferenceButtons />
            </header>
            <main class="sign-in">
                <InAppHint />
                <form
                    class="card"
                    onSubmit={(event) => {
                        event.preventDefault();
                        if (!busy) submit();
                    }}
                >
                    <h2>{say('sign_in')}</h2>
                    <p class="soft">{say('sign_in_hint')}</p>
                    {waiting > 0 ? <p class="notice notice-warn">{say('kept_waiting', {n: waiting})}</p> : null}
                    <div class="segments" role="group" aria-label={say('sign_in')}>
                        <button type="button" class="segment" aria-pressed={way === 'code'} onClick={() => setWay('code')}>
                            {say('by_code')}
                        </button>
                        <button type="button" class="segment" aria-pressed={way === 'name'} onClick={() => setWay('name')}>
                            {say('by_name')}
                        </button>
                    </div>
                    {way === 'code' ? (
                        <label class="entry">
                            <span>{say('by_code')}</span>
                            <input
                                class="digits-entry"
                                inputMode="numeric"
                                autocomplete="one-time-code"
                                maxLength={6}
                                value={digits}
                                onInput={(event) => setDigits(event.currentTarget.value.replace(/\D/g, ''))}
                            />
                        </label>
                    ) : (
                        <div>
                            <label class="entry">
                                <span>{say('name')}</span>
                                <input
                                    autocomplete="username"
                                    autocapitalize="none"
                                    maxLength={100}
                                    value={name}
                                    onInput={(event) => setName(event.currentTarget.value)}
                                />
                            </label>
                            <label class="entry">
                                <span>{say('password')}</span>
                                <input
                                    type="password"
                                    autocomplete="current-password"
                                    maxLength={200}
                                    value={password}
                                    onInput={(event) => setPassword(event.currentTarget.value)}
                                />
                            </label>
                        </div>
                    )}
                    <div role="alert">{wrong !== '' ? <p class="notice notice-bad">{wrong}</p> : null}</div>
                    <button type="submit" class="main-action" disabled={busy}>
                        {say(busy ? 'entering' : 'enter')}
                    </button>
                </form>
            </main>
        </div>
    );
}

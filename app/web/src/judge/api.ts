// The few requests that a seat makes.

import type {Problem, Seat} from '../shared/types';

/** Asked again, the same id has no second effect: nobody has to wait long for an answer that is lost. */
const patience_ms = 5000;

export interface Command {
    id: string;
    kind: string;
    expect: {[object: string]: number};
    payload: {[key: string]: unknown};
}

/** What became of a request. `unreachable`: nobody knows whether it was done; the same id asks again. */
export type Outcome =
    | {kind: 'done'; seq: number}
    | {kind: 'received'}
    | {kind: 'unreachable'}
    | {kind: 'later'; wait_ms: number}
    | {kind: 'stale'}
    | {kind: 'signed_out'}
    | {kind: 'refused'; problem: Problem};

async function ask(path: string, method: string, body?: unknown): Promise<Response> {
    const stop = typeof AbortController === 'function' ? new AbortController() : undefined;
    const timer = setTimeout(() => stop?.abort(), patience_ms);
    try {
        return await fetch(path, {
            method,
            credentials: 'same-origin',
            cache: 'no-store',
            ...(body === undefined ? {} : {headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}),
            ...(stop ? {signal: stop.signal} : {}),
        });
    } finally {
        clearTimeout(timer);
    }
}

async function problemOf(answer: Response): Promise<Problem> {
    try {
        return {status: answer.status, ...((await answer.json()) as Problem)};
    } catch {
        return {status: answer.status};
    }
}

export async function sendCommand(command: Command): Promise<Outcome> {
    let answer: Response;
    try {
        answer = await ask('/api/v1/commands', 'POST', command);
    } catch {
        return {kind: 'unreachable'};
    }
    if (answer.status === 202) return {kind: 'received'};
    if (answer.ok) {
        try {
            return {kind: 'done', seq: ((await answer.json()) as {seq: number}).seq};
        } catch {
            return {kind: 'unreachable'};
        }
    }
    if (answer.status === 409) return {kind: 'stale'};
    if (answer.status === 401) return {kind: 'signed_out'};
    if (answer.status === 429 || answer.status >= 500) {
        const seconds = Number(answer.headers.get('Retry-After'));
        return {kind: 'later', wait_ms: seconds > 0 && seconds < 120 ? seconds * 1000 : 2000};
    }
    return {kind: 'refused', problem: await problemOf(answer)};
}

export type SeatAnswer = {seat: Seat} | {signed_out: true} | {unreachable: true};

export async function fetchSeat(): Promise<SeatAnswer> {
    try {
        const answer = await ask('/api/v1/seat', 'GET');
        if (answer.ok) return {seat: (await answer.json()) as Seat};
        return answer.status === 401 || answer.status === 403 ? {signed_out: true} : {unreachable: true};
    } catch {
        return {unreachable: true};
    }
}

/** Null: signed in. Otherwise why not; without a status where the host could not be reached. */
export async function signIn(who: {name: string; password: string} | {code: string}): Promise<Problem | null> {
    try {
        const answer = await ask('/api/v1/session', 'POST', who);
        return answer.ok ? null : await problemOf(answer);
    } catch {
        return {};
    }
}

/** The head of a panel reminds a judge of what is not submitted. */
export async function sendNudge(panel: string, judge: string): Promise<boolean> {
    try {
        return (await ask('/api/v1/nudges', 'POST', {panel, judge})).ok;
    } catch {
        return false;
    }
}

export async function signOut(): Promise<boolean> {
    try {
        return (await ask('/api/v1/session', 'DELETE')).ok;
    } catch {
        return false;
    }
}

// Who sits here: asks the host, shows the sign-in or the desk, keeps what was entered over both.

import {useEffect, useRef, useState} from 'preact/hooks';

import {startPage, usePage, useUpdates, useWords} from '../shared/page';
import type {Cell, Contest, Seat, Sheet} from '../shared/types';
import {fetchSeat, sendCommand, signOut} from './api';
import {Desk} from './desk';
import {openKeep} from './keep';
import type {Keep} from './keep';
import {Outbox} from './outbox';
import {cell_prefix} from './paper';
import type {Filled} from './paper';
import {SignIn} from './sign_in';
import {uuid} from './uuid';

const ask_again_ms = 2000;

type Situation = {at: 'asking'} | {at: 'door'} | {at: 'desk'; seat: Seat};

function codeOf(path: string): string {
    const parts = /^\/join\/([^/]+)\/?$/.exec(path);
    return parts ? decodeURIComponent(parts[1]!) : '';
}

async function freshSheet(id: string): Promise<Sheet | null> {
    const answer = await fetchSeat();
    if (!('seat' in answer)) return null;
    for (const field of answer.seat.fields ?? [])
        if (field.sheet && typeof field.sheet === 'object' && field.sheet.id === id) return field.sheet;
    return null;
}

export function App() {
    const page = usePage();
    useUpdates(page);
    const {say} = useWords();
    const [situation, setSituation] = useState<Situation>({at: 'asking'});
    const [keep, setKeep] = useState<Keep | null>(null);
    const [outbox, setOutbox] = useState<Outbox | null>(null);
    const [code, setCode] = useState(codeOf(location.pathname));
    const started = useRef(false);

    const ask = async () => {
        const answer = await fetchSeat();
        if ('seat' in answer) {
            if (code !== '') {
                setCode('');
                history.replaceState(null, '', '/judge');
            }
            setSituation({at: 'desk', seat: answer.seat});
        } else if ('signed_out' in answer) setSituation({at: 'door'});
        else setTimeout(() => void ask(), ask_again_ms);
    };

    useEffect(() => {
        void openKeep().then(setKeep);
        // A link to a seat is a wish to take that seat, whoever sat here before.
        if (code !== '') setSituation({at: 'door'});
        else void ask();
    }, []);

    const seat = situation.at === 'desk' ? situation.seat : null;
    const contest = page.store.one<Contest>('contest');

    useEffect(() => {
        if (!seat) return;
        if (started.current) page.stream.start();
        else startPage(page);
        started.current = true;
    }, [seat?.user]);

    useEffect(() => {
        if (!seat || !keep || !contest) return;
        if (outbox && outbox.user === seat.user && outbox.contest === contest.id) {
            outbox.wake();
            return;
        }
        const filled = (id: string): Filled | undefined =>
            id.startsWith(cell_prefix) ? page.store.one<Cell>('cells', id.slice(cell_prefix.length)) : page.store.one<Sheet>('sheets', id);
        const made = new Outbox(
            keep,
            {
                send: sendCommand,
                sheet: filled,
                filled: () => page.store.filled,
                seq: () => page.store.seq,
                uuid,
                freshSheet: async (id) => (await freshSheet(id)) ?? filled(id) ?? null,
                later: (wait_ms, call) => void setTimeout(call, wait_ms),
            },
            seat.user,
            contest.id,
        );
        setOutbox(made);
        void made.restore();
    }, [seat, keep, contest?.id]);

    // A cookie that is no longer good shows as a stream that does not come back, or as a refused command.
    useEffect(() => {
        const toDoor = () => {
            page.stream.stop();
            setSituation({at: 'door'});
        };
        const ends = [
            page.stream.subscribe(() => {
                if (page.stream.health === 'live') outbox?.wake();
                else if (page.stream.health === 'stale')
                    void fetchSeat().then((answer) => {
                        if ('signed_out' in answer) toDoor();
                    });
            }),
            outbox?.subscribe(() => {
                if (outbox.signed_out) toDoor();
            }),
        ];
        return () => ends.forEach((end) => end?.());
    }, [outbox, page]);

    const leave = () =>
        void signOut().then(() => {
            page.stream.stop();
            page.store.clear();
            setOutbox(null);
            setSituation({at: 'door'});
        });

    if (situation.at === 'door') return <SignIn code={code} waiting={outbox?.waiting ?? 0} done={() => void ask()} />;
    if (!seat || !outbox || !keep) return <p class="empty">{say('loading')}</p>;
    return <Desk seat={seat} outbox={outbox} lasting={keep.lasting} leave={leave} />;
}

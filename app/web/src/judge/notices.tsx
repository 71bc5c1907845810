// What went otherwise than the referee meant: another device's value, a refusal. Each with what to do.

import {duration, figure} from '../shared/format';
import {useWords} from '../shared/page';
import type {ItemDefinition, MatchSheet, SharedDefinition, Sheet} from '../shared/types';
import type {FieldPath, Outbox, Refusal, Value} from './outbox';
import {isMatchSheet} from './paper';
import {isJudgeWord, useJudgeWords} from './words';

export interface ValueNames {
    field(path: FieldPath): string;
    value(path: FieldPath, value: Value): string;
}

/** "■ ĐỎ": the first side is the red one, whatever the rules call it. */
export function useSideNames(sides: string[]): (side: string | null) => string {
    const {say} = useWords();
    return (side) => {
        const at = side === null ? -1 : sides.indexOf(side);
        return at < 0 ? (side ?? '') : at === 0 ? `■ ${say('side_red')}` : `▲ ${say('side_blue')}`;
    };
}

/** Rules that do not name their field's parts leave it to a common word. */
export function useSharedName(): (shared: SharedDefinition) => string {
    const {text} = useWords();
    const say = useJudgeWords();
    return (shared) => {
        const name = text(shared.name);
        return name !== '' && name !== shared.id ? name : say(shared.kind === 'grid' ? 'grid' : 'stacks');
    };
}

/** Names of a sheet's fields and values, as people read them. */
export function useValueNames(sheet: Sheet | MatchSheet): ValueNames {
    const {lang, text} = useWords();
    const say = useJudgeWords();
    const match = isMatchSheet(sheet) ? sheet : null;
    const side_name = useSideNames(match?.definition.sides ?? []);
    const shared_name = useSharedName();
    const items: ItemDefinition[] = sheet.definition.items;
    const split = (path: FieldPath): [string, string] => {
        const parts = /^sides\.([^.]+)\.(.+)$/.exec(path);
        return parts ? [`${side_name(parts[1]!)}: `, parts[2]!] : ['', path];
    };
    const item = (path: FieldPath) => items.find((one) => `items.${one.id}` === split(path)[1]);
    const one_field = (path: FieldPath): string => {
        if (path === 'time_ms') return say('time_official');
        if (path === 'hand_ms') return say('time_hand');
        if (path === 'instant_win_ms') return say('win_time');
        if (path === 'bouts') return say('bouts');
        const [kind, id, row, col] = path.split('.');
        if (kind === 'shared') {
            const shared = match?.definition.shared.find((state) => state.id === id);
            const place = col === undefined ? say('stack', {n: Number(row) + 1}) : say('cell', {row: Number(row) + 1, col: Number(col) + 1});
            return `${shared ? shared_name(shared) : id} – ${place}`;
        }
        return path === 'reason' ? say('reason') : say('status');
    };
    return {
        field(path) {
            const [whose, own] = split(path);
            const found = item(path);
            return whose + (found ? text(found.name) || found.id : one_field(own));
        },
        value(path, value) {
            if (value === null || value === '') return say('nothing');
            if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
            if (path === 'bouts' || path.startsWith('shared.'))
                return String(value).split(',').map((side) => (side === '-' ? say('bout_nobody') : side_name(side))).join(' · ');
            const found = item(path);
            if (path.endsWith('_ms') || found?.kind === 'time') return duration(Number(value), lang);
            const status = `status_${value}`;
            if (path.endsWith('status') && isJudgeWord(status)) return say(status);
            const option = found?.options?.find((one) => one.id === value);
            return option ? text(option.name) || option.id : typeof value === 'number' ? figure(value, lang) : String(value);
        },
    };
}

export function RefusalNotice({refusal, fields, done}: {refusal: Refusal; fields: string[]; done(): void}) {
    const {text} = useWords();
    const say = useJudgeWords();
    const {problem} = refusal;
    const why =
        problem.code === 'command.stale' ? say('refused_stale')
        : problem.code === 'sheet.gone' ? say('refused_gone')
        : text(problem.detail) || say('refused_unknown', {code: problem.code ?? problem.status ?? '?'});
    return (
        <section class="notice notice-bad">
            <strong>
                {say('refused')}
                {fields.length > 0 ? `: ${fields.join(', ')}` : ''}
            </strong>
            <p>{why}</p>
            {(problem.problems ?? []).map((one, n) => (text(one.text) !== why ? <p key={n}>{text(one.text)}</p> : null))}
            <button type="button" class="plain" onClick={done}>
                {say('understood')}
            </button>
        </section>
    );
}

/** What was refused, and what another device entered otherwise, of one sheet or mark. */
export function Notices({id, names, outbox}: {id: string; names: ValueNames; outbox: Outbox}) {
    const say = useJudgeWords();
    const conflicts = outbox.conflicts.filter((one) => one.sheet === id);
    return (
        <div role="alert">
            {outbox.refusals
                .filter((one) => one.sheet === id)
                .map((refusal, n) => (
                    <RefusalNotice key={n} refusal={refusal} fields={refusal.fields.map(names.field)} done={() => outbox.dismissRefusals(id)} />
                ))}
            {conflicts.map((conflict) => {
                const mine = names.value(conflict.field, conflict.mine);
                const theirs = names.value(conflict.field, conflict.theirs);
                return (
                    <section key={conflict.id} class="notice notice-warn" data-conflict={conflict.field}>
                        <strong>{say('conflict')}</strong>
                        <p>{say('conflict_what', {item: names.field(conflict.field), mine, theirs})}</p>
                        <div class="pair">
                            <button type="button" class="plain" onClick={() => outbox.resolve(conflict, true)}>
                                {say('conflict_mine', {value: mine})}
                            </button>
                            <button type="button" class="plain" onClick={() => outbox.resolve(conflict, false)}>
                                {say('conflict_theirs', {value: theirs})}
                            </button>
                        </div>
                    </section>
                );
            })}
        </div>
    );
}

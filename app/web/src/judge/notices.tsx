// What went otherwise than the referee meant: another device's value, a refusal. Each with what to do.

import {duration} from '../shared/format';
import {useWords} from '../shared/page';
import type {Sheet} from '../shared/types';
import type {FieldPath, Outbox, Value} from './outbox';
import {isJudgeWord, useJudgeWords} from './words';

/** Names of a sheet's fields and values, as people read them. */
export function useValueNames(sheet: Sheet): {field(path: FieldPath): string; value(path: FieldPath, value: Value): string} {
    const {lang, text} = useWords();
    const say = useJudgeWords();
    const item = (path: FieldPath) => sheet.definition.items.find((one) => `items.${one.id}` === path);
    return {
        field(path) {
            const found = item(path);
            if (found) return text(found.name) || found.id;
            if (path === 'time_ms') return say('time_official');
            if (path === 'hand_ms') return say('time_hand');
            return path === 'reason' ? say('reason') : say('status');
        },
        value(path, value) {
            if (value === null || value === '') return say('nothing');
            if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
            const found = item(path);
            if (path.endsWith('_ms') || found?.kind === 'time') return duration(Number(value), lang);
            const status = `status_${value}`;
            if (path === 'status' && isJudgeWord(status)) return say(status);
            const option = found?.options?.find((one) => one.id === value);
            return option ? text(option.name) || option.id : String(value);
        },
    };
}

export function Notices({sheet, outbox}: {sheet: Sheet; outbox: Outbox}) {
    const {text} = useWords();
    const say = useJudgeWords();
    const names = useValueNames(sheet);
    const refusals = outbox.refusals.filter((one) => one.sheet === sheet.id);
    const conflicts = outbox.conflicts.filter((one) => one.sheet === sheet.id);
    return (
        <div role="alert">
            {refusals.map((refusal, n) => (
                <section key={n} class="notice notice-bad">
                    <strong>
                        {say('refused')}
                        {refusal.fields.length > 0 ? `: ${refusal.fields.map(names.field).join(', ')}` : ''}
                    </strong>
                    <p>
                        {refusal.problem.code === 'command.stale'
                            ? say('refused_stale')
                            : text(refusal.problem.detail) ||
                              say('refused_unknown', {code: refusal.problem.code ?? refusal.problem.status ?? '?'})}
                    </p>
                    {(refusal.problem.problems ?? []).map((one, m) => (
                        <p key={m}>{text(one.text)}</p>
                    ))}
                    <button type="button" class="plain" onClick={() => outbox.dismissRefusals(sheet.id)}>
                        {say('understood')}
                    </button>
                </section>
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

// What both sides of a match change, drawn as the field looks: grids, stacks, the bouts of a series.

import {useState} from 'preact/hooks';

import type {MatchSheet, SharedDefinition} from '../shared/types';
import {SavedMark} from './inputs';
import {useSharedName, useSideNames} from './notices';
import type {Outbox} from './outbox';
import {boutsOf, boutsText} from './paper';
import type {Entered} from './paper';
import {useJudgeWords} from './words';

interface PartProps {
    sheet: MatchSheet;
    outbox: Outbox;
    locked: boolean;
    enter(values: Entered[]): void;
}

const look = (sides: string[], side: string | null) => (side === null ? 'free' : sides.indexOf(side) === 0 ? 'red' : 'blue');
const numbers = (count: number | undefined) => Array.from({length: count ?? 0}, (_, n) => n);

/** One grid or set of stacks. What is tapped becomes the chosen side's; tapped again, it is free. */
export function SharedCard({shared, ...props}: PartProps & {shared: SharedDefinition}) {
    const {sheet, outbox, locked} = props;
    const say = useJudgeWords();
    const side_name = useSideNames(sheet.definition.sides);
    const [brush, setBrush] = useState<string | null>(sheet.definition.sides[0] ?? null);
    const fields =
        shared.kind === 'grid'
            ? numbers(shared.rows).reduce<string[]>((all, row) => all.concat(numbers(shared.cols).map((col) => `shared.${shared.id}.${row}.${col}`)), [])
            : numbers(shared.count).map((stack) => `shared.${shared.id}.${stack}`);
    const marks = fields.map((field) => outbox.mark(sheet.id, field));
    const touched = fields.some((field) => outbox.current(sheet, field));
    const name = useSharedName()(shared);
    const paint = {...props, shared, brush};
    return (
        <section class="card item item-shared" data-shared={shared.id}>
            <header>
                <h3>{name}</h3>
                <SavedMark mark={marks.includes('here') ? 'here' : marks.includes('received') ? 'received' : touched ? 'durable' : null} />
            </header>
            <p class="item-hint">{say('brush')}</p>
            <div class="segments brushes" role="group" aria-label={`${say('brush')} – ${name}`}>
                {[...sheet.definition.sides, null].map((side) => (
                    <button
                        key={side ?? ''}
                        type="button"
                        class={`segment brush-${look(sheet.definition.sides, side)}`}
                        aria-pressed={brush === side}
                        disabled={locked}
                        onClick={() => setBrush(side)}
                    >
                        {side === null ? say('brush_free') : side_name(side)}
                    </button>
                ))}
            </div>
            {shared.kind === 'grid' ? <Grid {...paint} /> : <Stacks {...paint} />}
        </section>
    );
}

type PaintProps = PartProps & {shared: SharedDefinition; brush: string | null};

interface PlaceProps {
    sides: string[];
    owner: string | null;
    name: string;
    locked: boolean;
    tap(): void;
}

function Place({sides, owner, name, locked, tap}: PlaceProps) {
    const say = useJudgeWords();
    const side_name = useSideNames(sides);
    return (
        <button
            type="button"
            class={`place place-${look(sides, owner)}`}
            aria-label={say('cell_is', {place: name, owner: owner === null ? say('cell_free') : side_name(owner)})}
            disabled={locked}
            onClick={tap}
        >
            {owner === null ? '' : sides.indexOf(owner) === 0 ? '■' : '▲'}
        </button>
    );
}

function Grid({sheet, shared, brush, outbox, locked, enter}: PaintProps) {
    const say = useJudgeWords();
    return (
        <div class="places">
            {numbers(shared.rows).map((row) => (
                <div class="place-row" key={row}>
                    {numbers(shared.cols).map((col) => {
                        const field = `shared.${shared.id}.${row}.${col}`;
                        const owner = () => (outbox.current(sheet, field) as string | null) || null;
                        return (
                            <Place
                                key={col}
                                sides={sheet.definition.sides}
                                owner={owner()}
                                name={say('cell', {row: row + 1, col: col + 1})}
                                locked={locked}
                                tap={() => {
                                    const next = owner() === brush ? null : brush;
                                    if (next !== owner()) enter([{field, value: next}]);
                                }}
                            />
                        );
                    })}
                </div>
            ))}
        </div>
    );
}

function Stacks({sheet, shared, brush, outbox, locked, enter}: PaintProps) {
    const say = useJudgeWords();
    const cap = shared.cap ?? 0;
    const of = (stack: number) => String(outbox.current(sheet, `shared.${shared.id}.${stack}`) ?? '').split(',').filter(Boolean);
    const tap = (stack: number, level: number) => {
        const things = of(stack);
        if (level > things.length || level + 1 < things.length) return;
        // The uppermost thing changes or goes; above it there is room for one more.
        const below = things.slice(0, level);
        const next = brush === null || things[level] === brush ? below : below.concat(brush);
        if (next.join() !== things.join()) enter([{field: `shared.${shared.id}.${stack}`, value: next.join(',')}]);
    };
    return (
        <div class="places">
            <div class="stacks">
                {numbers(shared.count).map((stack) => {
                    const things = of(stack);
                    return (
                        <div class="stack" key={stack}>
                            {numbers(cap).reverse().map((level) => (
                                <Place
                                    key={level}
                                    sides={sheet.definition.sides}
                                    owner={things[level] ?? null}
                                    name={`${say('stack', {n: stack + 1})}, ${level + 1}`}
                                    locked={locked || level > things.length || level + 1 < things.length}
                                    tap={() => tap(stack, level)}
                                />
                            ))}
                            <span class="stack-number" aria-hidden="true">{stack + 1}</span>
                        </div>
                    );
                })}
            </div>
        </div>
    );
}

/** Who won each bout, in their order; the last answer pressed again is taken back. */
export function Bouts({sheet, outbox, locked, enter}: PartProps) {
    const say = useJudgeWords();
    const side_name = useSideNames(sheet.definition.sides);
    const rules = sheet.definition.bouts;
    if (!rules) return null;
    const now = () => boutsOf(outbox.current(sheet, 'bouts'));
    const bouts = now();
    const over = sheet.definition.sides.some((side) => bouts.filter((bout) => bout.winner === side).length >= rules.first_to);
    const shown = Math.min(rules.max, over ? bouts.length : bouts.length + 1);
    const answer = (bout: number, winner: string | null) => {
        const latest = now();
        if (bout > latest.length) return;
        const again = latest[bout] && latest[bout].winner === winner && bout + 1 === latest.length;
        const next = again ? latest.slice(0, -1) : latest.map((one, n) => (n === bout ? {winner} : one)).concat(bout === latest.length ? [{winner}] : []);
        enter([{field: 'bouts', value: boutsText(next)}]);
    };
    const [first, second] = sheet.definition.sides;
    return (
        <section class="card item item-bouts" data-shared="bouts">
            <header>
                <h3>{say('bouts')}</h3>
                <SavedMark mark={bouts.length > 0 ? outbox.mark(sheet.id, 'bouts') : null} />
            </header>
            {numbers(shown).map((bout) => (
                <div class="bout" key={bout}>
                    <h4>{say('bout', {n: bout + 1})}</h4>
                    <div class="segments bout-answers" role="group" aria-label={say('bout', {n: bout + 1})}>
                        {[first!, null, second!].map((side) => (
                            <button
                                key={side ?? ''}
                                type="button"
                                class={`segment brush-${look(sheet.definition.sides, side)}`}
                                aria-pressed={bout < bouts.length && bouts[bout]!.winner === side}
                                disabled={locked}
                                onClick={() => answer(bout, side)}
                            >
                                {side === null ? say('bout_nobody') : side_name(side)}
                            </button>
                        ))}
                    </div>
                </div>
            ))}
        </section>
    );
}

// Exact fractions, as the host reckons, for as long as both parts are whole numbers that this page holds exactly:
// the oldest tablets have no bigger ones. What would go beyond is not rounded but given up.

/** What a sheet comes to is for the host to say: a number too large or too fine, a formula this page does not know. */
export class BeyondThisPage extends Error {}

/** In lowest terms; `below` is above zero. */
export interface Fraction {
    readonly above: number;
    readonly below: number;
}

/** Null: missing. */
export type Figure = Fraction | null;

const digits_held = 15;

function held(whole: number): number {
    if (!Number.isSafeInteger(whole)) throw new BeyondThisPage('number');
    return whole;
}

function divisor(a: number, b: number): number {
    let [left, right] = [Math.abs(a), Math.abs(b)];
    while (right !== 0) [left, right] = [right, left % right];
    return left;
}

/** `below` is not zero. */
function fraction(above: number, below: number): Fraction {
    const common = divisor(held(above), held(below)) * Math.sign(below);
    return {above: above / common, below: below / common};
}

export const whole = (value: number): Fraction => ({above: held(value), below: 1});
export const truth = (holds: boolean): Fraction => whole(holds ? 1 : 0);
export const isZero = (a: Fraction) => a.above === 0;
export const isWhole = (a: Fraction) => a.below === 1;

export function add(a: Fraction, b: Fraction): Fraction {
    const common = divisor(a.below, b.below);
    const [left, right] = [held(a.above * (b.below / common)), held(b.above * (a.below / common))];
    return fraction(left + right, a.below * (b.below / common));
}

export const minus = (a: Fraction): Fraction => ({above: -a.above, below: a.below});

export function times(a: Fraction, b: Fraction): Fraction {
    const [one, other] = [fraction(a.above, b.below), fraction(b.above, a.below)];
    return fraction(held(one.above * other.above), held(one.below * other.below));
}

/** `b` is not zero. */
export const over = (a: Fraction, b: Fraction): Fraction => times(a, fraction(b.below, b.above));

/** Below 0, 0 or above 0. */
export const compare = (a: Fraction, b: Fraction): number => Math.sign(add(a, minus(b)).above);

export function floor(a: Fraction): Fraction {
    const rest = a.above % a.below;
    return whole((a.above - rest) / a.below - (rest < 0 ? 1 : 0));
}

/** Half away from zero; places below 0: tens, hundreds … */
export function rounded(a: Fraction, places: number): Fraction {
    if (isWhole(a) && places >= 0) return a;
    const power = whole(Number(`1e${Math.abs(places)}`));
    const [up, down] = places < 0 ? [over(whole(1), power), power] : [power, over(whole(1), power)];
    const size = floor(add(times(a.above < 0 ? minus(a) : a, up), {above: 1, below: 2}));
    return times(a.above < 0 ? minus(size) : size, down);
}

/** "12", "-0.5", "1e3"; null: no number. */
export function readNumber(text: string): Figure {
    const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
    if (!parts) return null;
    const decimals = (parts[3] ?? '').replace(/0+$/, '');
    const digits = (parts[2]! + decimals).replace(/^0+(?=\d)/, '');
    if (digits.length > digits_held) throw new BeyondThisPage('number');
    const value = whole(Number(parts[1]! + digits));
    const scale = Number(parts[4] ?? 0) - decimals.length;
    const power = isZero(value) ? whole(1) : whole(Number(`1e${Math.abs(scale)}`));
    return scale < 0 ? over(value, power) : times(value, power);
}

/** Also "2/3", as a definition may say it. */
export function readFraction(text: string): Figure {
    const parts = /^(-?\d+)\/(\d+)$/.exec(text);
    if (!parts) return readNumber(text);
    const [above, below] = [readNumber(parts[1]!), readNumber(parts[2]!)];
    return above === null || below === null || isZero(below) ? null : over(above, below);
}

/** As the host writes it: the shortest decimal, or "p/q" where there is none. */
export function textOf({above, below}: Fraction): string {
    let rest = below;
    while (rest % 2 === 0) rest /= 2;
    while (rest % 5 === 0) rest /= 5;
    if (rest !== 1) return `${above}/${below}`;
    const quotient = (size: number) => (size - (size % below)) / below;
    let decimals = '';
    for (let left = Math.abs(above) % below; left !== 0; left = (left * 10) % below) decimals += quotient(held(left * 10));
    return `${above < 0 ? '-' : ''}${quotient(Math.abs(above))}${decimals ? `.${decimals}` : ''}`;
}

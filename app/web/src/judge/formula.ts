// A rule's formula on this page: to see at once, and without the host, what a sheet comes to, exactly as the host
// would say it. What this page cannot reckon exactly it gives up (BeyondThisPage).

import {add, BeyondThisPage, compare, floor, isZero, minus, over, readNumber, rounded, times, truth} from './exact';
import type {Figure, Fraction} from './exact';

export interface FormulaScope {
    /** `other.x` is the other side's. */
    value(name: string): Figure;
    points(item: string): Figure;
    field(call: string, shared: string, args: Fraction[]): Figure;
}

type Node =
    | {is: 'number'; value: Fraction}
    | {is: 'name'; name: string}
    | {is: 'call'; name: string; args: Node[]}
    | {is: 'two'; sign: string; left: Node; right: Node}
    | {is: 'minus'; of: Node};

const token = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|((?:other\.)?[A-Za-z][A-Za-z0-9_]*)|(<>|<=|>=|[-+*/()=<>,]))/y;
const field_calls = ['ROW_OWNED', 'COL_OWNED', 'CELLS_OWNED', 'HAS_LINE', 'CELL_POINTS', 'OWN_COUNT', 'STACKS_WHERE'];
const depth_max = 100;

class Parser {
    private readonly tokens: string[] = [];
    private at = 0;
    private depth = 0;

    constructor(text: string) {
        token.lastIndex = 0;
        while (token.lastIndex < text.length) {
            const rest = text.slice(token.lastIndex);
            if (rest.trim() === '') break;
            const found = token.exec(text);
            if (!found) throw new BeyondThisPage('formula');
            this.tokens.push((found[1] ?? found[2] ?? found[3])!);
        }
    }

    whole(): Node {
        const node = this.comparison();
        if (this.at !== this.tokens.length) throw new BeyondThisPage('formula');
        return node;
    }

    private take(...signs: string[]): string | null {
        const next = this.tokens[this.at];
        if (next === undefined || !signs.includes(next)) return null;
        this.at += 1;
        return next;
    }

    private comparison(): Node {
        if ((this.depth += 1) > depth_max) throw new BeyondThisPage('formula');
        const left = this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.unary()));
        const sign = this.take('=', '<>', '<', '<=', '>', '>=');
        const node: Node = sign ? {is: 'two', sign, left, right: this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.unary()))} : left;
        this.depth -= 1;
        return node;
    }

    private chain(signs: string[], part: () => Node): Node {
        let left = part();
        for (let sign = this.take(...signs); sign; sign = this.take(...signs)) left = {is: 'two', sign, left, right: part()};
        return left;
    }

    private unary(): Node {
        if (!this.take('-')) return this.primary();
        if ((this.depth += 1) > depth_max) throw new BeyondThisPage('formula');
        const of = this.unary();
        this.depth -= 1;
        return {is: 'minus', of};
    }

    private primary(): Node {
        if (this.take('(')) {
            const inner = this.comparison();
            if (!this.take(')')) throw new BeyondThisPage('formula');
            return inner;
        }
        const next = this.tokens[this.at];
        this.at += 1;
        if (next === undefined) throw new BeyondThisPage('formula');
        if (/^[\d.]/.test(next)) return {is: 'number', value: readNumber(next.replace(/^\./, '0.'))!};
        if (!/^[A-Za-z]/.test(next)) throw new BeyondThisPage('formula');
        if (/^(true|false)$/i.test(next)) return {is: 'number', value: truth(/^t/i.test(next))};
        if (!this.take('(')) return {is: 'name', name: next};
        const args: Node[] = [];
        if (!this.take(')')) {
            do args.push(this.comparison());
            while (this.take(','));
            if (!this.take(')')) throw new BeyondThisPage('formula');
        }
        return {is: 'call', name: next.toUpperCase(), args};
    }
}

function two(sign: string, a: Fraction, b: Fraction): Figure {
    switch (sign) {
        case '+':
            return add(a, b);
        case '-':
            return add(a, minus(b));
        case '*':
            return times(a, b);
        case '/':
            return isZero(b) ? null : over(a, b);
        case '=':
            return truth(compare(a, b) === 0);
        case '<>':
            return truth(compare(a, b) !== 0);
        case '<':
            return truth(compare(a, b) < 0);
        case '<=':
            return truth(compare(a, b) <= 0);
        case '>':
            return truth(compare(a, b) > 0);
        default:
            return truth(compare(a, b) >= 0);
    }
}

/** AND and OR: one decisive value settles it, even beside a missing one; what comes after it is not asked. */
function logic(args: Node[], scope: FormulaScope, decisive: boolean): Figure {
    let missing = false;
    for (const arg of args) {
        const value = run(arg, scope);
        if (value === null) missing = true;
        else if (!isZero(value) === decisive) return truth(decisive);
    }
    return missing ? null : truth(!decisive);
}

/** All of them; null where one is missing. */
function valuesOf(args: Node[], scope: FormulaScope): Fraction[] | null {
    const values: Fraction[] = [];
    for (const arg of args) {
        const value = run(arg, scope);
        if (value === null) return null;
        values.push(value);
    }
    return values;
}

const plain_calls: {[name: string]: (...values: Fraction[]) => Figure} = {
    NOT: (a) => truth(isZero(a!)),
    MIN: (...values) => values.reduce((least, one) => (compare(one, least) < 0 ? one : least)),
    MAX: (...values) => values.reduce((most, one) => (compare(one, most) > 0 ? one : most)),
    SUM: (...values) => values.reduce(add),
    ABS: (a) => (a!.above < 0 ? minus(a!) : a!),
    FLOOR: (a) => floor(a!),
    CEILING: (a) => minus(floor(minus(a!))),
    ROUND: (a, places) => rounded(a!, places!.above),
    MOD: (a, b) => (isZero(b!) ? null : add(a!, minus(times(b!, floor(over(a!, b!)))))),
};

function call(name: string, args: Node[], scope: FormulaScope): Figure {
    const nth = (n: number) => run(args[n]!, scope);
    if (name === 'IF') {
        const condition = nth(0);
        return condition === null ? null : nth(isZero(condition) ? 2 : 1);
    }
    if (name === 'IFMISSING') return nth(0) ?? nth(1);
    if (name === 'AND' || name === 'OR') return logic(args, scope, name === 'OR');
    const named = args[0]?.is === 'name' ? args[0].name : '';
    if (name === 'POINTS') return scope.points(named);
    const on_field = field_calls.includes(name);
    const values = valuesOf(on_field ? args.slice(1) : args, scope);
    if (values === null) return null;
    if (on_field) return scope.field(name, named, values);
    const known = plain_calls[name];
    if (!known || values.length === 0) throw new BeyondThisPage(name);
    return known(...values);
}

function run(node: Node, scope: FormulaScope): Figure {
    switch (node.is) {
        case 'number':
            return node.value;
        case 'name':
            return scope.value(node.name);
        case 'call':
            return call(node.name, node.args, scope);
        case 'minus': {
            const value = run(node.of, scope);
            return value === null ? null : minus(value);
        }
        case 'two': {
            const values = valuesOf([node.left, node.right], scope);
            return values === null ? null : two(node.sign, values[0]!, values[1]!);
        }
    }
}

const parsed = new Map<string, Node>();

/** Null: missing. Throws BeyondThisPage where only the host can say. */
export function evaluate(formula: string, scope: FormulaScope): Figure {
    let node = parsed.get(formula);
    if (node === undefined) {
        node = new Parser(formula).whole();
        parsed.set(formula, node);
    }
    return run(node, scope);
}

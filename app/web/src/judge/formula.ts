// A rule's formula on this page: only to see at once, and without the host, what a sheet would come to. The
// official figures are the host's; these are shown as provisional and decide nothing.

/** Null: missing. */
export type Figure = number | null;

export interface FormulaScope {
    value(name: string): Figure;
    points(item: string): Figure;
    field(call: string, shared: string, args: number[]): Figure;
}

type Node =
    | {is: 'number'; value: number}
    | {is: 'name'; name: string}
    | {is: 'call'; name: string; args: Node[]}
    | {is: 'two'; sign: string; left: Node; right: Node}
    | {is: 'minus'; of: Node};

const token = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?)|(<>|<=|>=|[-+*/()=<>,]))/y;
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
            if (!found) throw new Error('formula');
            this.tokens.push((found[1] ?? found[2] ?? found[3])!);
        }
    }

    whole(): Node {
        const node = this.comparison();
        if (this.at !== this.tokens.length) throw new Error('formula');
        return node;
    }

    private take(...signs: string[]): string | null {
        const next = this.tokens[this.at];
        if (next === undefined || !signs.includes(next)) return null;
        this.at += 1;
        return next;
    }

    private comparison(): Node {
        if ((this.depth += 1) > depth_max) throw new Error('formula');
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
        if ((this.depth += 1) > depth_max) throw new Error('formula');
        const of = this.unary();
        this.depth -= 1;
        return {is: 'minus', of};
    }

    private primary(): Node {
        if (this.take('(')) {
            const inner = this.comparison();
            if (!this.take(')')) throw new Error('formula');
            return inner;
        }
        const next = this.tokens[this.at];
        this.at += 1;
        if (next === undefined) throw new Error('formula');
        if (/^[\d.]/.test(next)) return {is: 'number', value: Number(next)};
        if (!/^[A-Za-z]/.test(next)) throw new Error('formula');
        if (/^(true|false)$/i.test(next)) return {is: 'number', value: /^t/i.test(next) ? 1 : 0};
        if (!this.take('(')) return {is: 'name', name: next};
        const args: Node[] = [];
        if (!this.take(')')) {
            do args.push(this.comparison());
            while (this.take(','));
            if (!this.take(')')) throw new Error('formula');
        }
        return {is: 'call', name: next.toUpperCase(), args};
    }
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-9;

function two(sign: string, a: number, b: number): Figure {
    switch (sign) {
        case '+':
            return a + b;
        case '-':
            return a - b;
        case '*':
            return a * b;
        case '/':
            return b === 0 ? null : a / b;
        case '=':
            return near(a, b) ? 1 : 0;
        case '<>':
            return near(a, b) ? 0 : 1;
        case '<':
            return a < b && !near(a, b) ? 1 : 0;
        case '<=':
            return a < b || near(a, b) ? 1 : 0;
        case '>':
            return a > b && !near(a, b) ? 1 : 0;
        default:
            return a > b || near(a, b) ? 1 : 0;
    }
}

function rounded(value: number, places: number): number {
    const scale = 10 ** places;
    return (Math.sign(value) * Math.floor(Math.abs(value) * scale + 0.5 + 1e-9)) / scale;
}

/** AND and OR: one decisive value settles it, even beside a missing one. */
function logic(values: Figure[], decisive: boolean): Figure {
    if (values.some((value) => value !== null && (value !== 0) === decisive)) return decisive ? 1 : 0;
    return values.includes(null) ? null : decisive ? 0 : 1;
}

function call(name: string, args: Node[], scope: FormulaScope): Figure {
    const nth = (n: number) => run(args[n]!, scope);
    if (name === 'IF') {
        const condition = nth(0);
        return condition === null ? null : nth(condition !== 0 ? 1 : 2);
    }
    if (name === 'IFMISSING') return nth(0) ?? nth(1);
    const named = args[0]?.is === 'name' ? args[0].name : '';
    if (name === 'POINTS') return scope.points(named);
    if (field_calls.includes(name)) return scope.field(name, named, args.slice(1).map((arg) => run(arg, scope) ?? 0));
    const values = args.map((arg) => run(arg, scope));
    if (name === 'AND') return logic(values, false);
    if (name === 'OR') return logic(values, true);
    if (values.includes(null) || values.length === 0) return null;
    const [a, b] = values as number[];
    switch (name) {
        case 'NOT':
            return a === 0 ? 1 : 0;
        case 'MIN':
            return Math.min(...(values as number[]));
        case 'MAX':
            return Math.max(...(values as number[]));
        case 'SUM':
            return (values as number[]).reduce((sum, value) => sum + value, 0);
        case 'ABS':
            return Math.abs(a!);
        case 'FLOOR':
            return Math.floor(a! + 1e-9);
        case 'CEILING':
            return Math.ceil(a! - 1e-9);
        case 'ROUND':
            return rounded(a!, b ?? 0);
        case 'MOD':
            return b ? a! - b * Math.floor(a! / b + 1e-9) : null;
        default:
            return null;
    }
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
            return value === null ? null : -value;
        }
        case 'two': {
            const [left, right] = [run(node.left, scope), run(node.right, scope)];
            return left === null || right === null ? null : two(node.sign, left, right);
        }
    }
}

const parsed = new Map<string, Node | null>();

/** Missing too where this page does not understand the formula: then only the host knows. */
export function evaluate(formula: string, scope: FormulaScope): Figure {
    let node = parsed.get(formula);
    if (node === undefined) {
        try {
            node = new Parser(formula).whole();
        } catch {
            node = null;
        }
        parsed.set(formula, node);
    }
    return node === null ? null : run(node, scope);
}

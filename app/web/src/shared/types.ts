// What the host sends. Everything is absolute and whole: a resource replaces the one before it.

/** Text for people; English may be missing. */
export type Text = string | {vi: string; en?: string};

export interface Named {
    id: string;
    name?: Text;
}

export interface Contest {
    id: string;
    name: Text;
    edition?: number;
    year?: number;
    divisions: Named[];
    stages: Stage[];
    awards?: AwardScheme[];
    languages?: string[];
    utc_offset_min: number;
    terms?: Record<string, Text>;
}

export interface Stage extends Named {
    format: string;
    divisions?: string[];
    attempts?: number;
}

export interface AwardScheme extends Named {
    tiers: (Named & {money?: string | number | null})[];
}

export interface Entry {
    id: string;
    number?: string;
    name: string;
    division: string;
    organization?: string;
    district?: string;
    members?: string[];
    state?: string;
}

export interface Slot {
    id: string;
    stage: string;
    /** Null: it is a match's. */
    entry: string | null;
    match?: string | null;
    number: number;
    field: string;
    starts_at_ms: number;
    duration_ms: number;
}

export interface Field extends Named {
    run: string | null;
    match?: string | null;
}

export type ClockState = 'stopped' | 'running' | 'paused' | 'over';

export interface RunClock {
    state: ClockState;
    period: string;
    period_name?: Text;
    period_ms: number;
    /** Host wall milliseconds; there while it runs. */
    ends_at_ms?: number | null;
    /** There while it does not run. */
    left_ms?: number | null;
    elapsed_ms?: number | null;
    /** Host wall milliseconds when it would have begun, had it never paused; there while it runs. */
    started_at_ms?: number | null;
    /** Brought over a restart of the host by its wall clock: a referee has to say what holds. */
    estimated?: boolean;
}

export type RunState = 'called' | 'ready' | 'running' | 'ended' | 'aborted';

export interface Run {
    id: string;
    stage: string;
    entry: string;
    division: string;
    number: number;
    field: string;
    state: RunState;
    clock: RunClock;
    time_ms?: number | null;
    bound_us?: number | null;
    total?: string | null;
    provisional?: boolean;
}

export interface MatchSide {
    side: string;
    /** Nobody knows yet who comes there: null. */
    entry: string | null;
    status: SheetStatus | null;
    total: string | null;
}

export interface Match {
    id: string;
    stage: string;
    division: string;
    name: string;
    group: string | null;
    round: number | null;
    /** Red first, then blue. */
    sides: MatchSide[];
    field: string | null;
    state: 'planned' | 'called' | 'running' | 'ended' | 'aborted';
    clock: RunClock | null;
    /** Said once it is published; decided without a winner: a draw, or nobody won. */
    decided: boolean;
    winner: string | null;
    decided_by: string | null;
    decided_by_name?: Text;
    provisional: boolean;
    result: 'published' | 'official' | null;
    /** Host wall milliseconds. */
    published_at_ms?: number | null;
}

export interface RunResult {
    id: string;
    stage: string;
    entry: string;
    division: string;
    number: number;
    status: SheetStatus;
    total: string | null;
    time_ms?: number | null;
    bound_us?: number | null;
    state: 'published' | 'official';
    /** Host wall milliseconds. */
    published_at_ms?: number;
}

export interface StandingRow {
    entry: string;
    place: number;
    values: Record<string, string | null>;
    decided_by: string | null;
    reason?: Text;
    /** How the figures came about; not said of what judges gave. */
    score?: Text | null;
    runs?: (string | null)[];
}

export interface Standings {
    stage: string;
    division: string;
    group: string | null;
    state: 'provisional' | 'official';
    rows: StandingRow[];
    /** Who goes on to the next stage, once that is posted. */
    promoted?: string[];
    unranked?: (string | {entry: string; why?: string})[];
    /** Names of the keys in `values`, where the host knows better ones than this page. */
    names?: Record<string, Text>;
}

export interface AwardRow {
    division: string | null;
    tier: string;
    entry: string;
    money?: string | number | null;
}

export interface Awards {
    scheme: string;
    rows: AwardRow[];
}

export type DisplayView = 'live' | 'standings' | 'next' | 'queue' | 'announcer' | 'bracket' | 'awards' | 'message' | 'blank';

export interface Display {
    id: string;
    view: DisplayView;
    stage?: string | null;
    division?: string | null;
    message?: Text | null;
}

export type SheetStatus = 'OK' | 'DNF' | 'DNS' | 'DSQ' | 'VOID';
export type SheetState = 'draft' | 'reviewed' | 'committed' | 'published' | 'official';

export type ItemValue = number | string | boolean | null;

export interface ItemDefinition {
    id: string;
    kind: 'count' | 'flag' | 'choice' | 'table' | 'number' | 'time' | 'penalty';
    name?: Text;
    min?: number | string | null;
    max?: number | string | null;
    points?: number | string | null;
    /** Points by count; past the end, the last. */
    table?: (number | string)[];
    decimals?: number | null;
    dsq_at?: number | string | null;
    default?: ItemValue;
    options?: {id: string; name?: Text; points?: number | string | null}[];
}

export interface SheetProblem {
    severity: 'error' | 'warning';
    side?: string | null;
    item?: string | null;
    text: Text;
}

export interface Measured {
    time_ms: number;
    bound_ns: number;
    events?: unknown[];
    fault?: string;
}

export interface SheetContent {
    status: SheetStatus;
    items: Record<string, ItemValue>;
    time_ms: number | null;
    measured: Measured | null;
    hand_ms: number | null;
    reason: string | null;
}

export interface Sheet {
    kind?: 'run';
    id: string;
    stage: string;
    entry: string;
    division: string;
    number: number;
    field?: string | null;
    state: SheetState;
    version: number;
    object: string;
    content: SheetContent;
    total: string | null;
    problems?: SheetProblem[];
    definition: RunDefinition;
}

export interface RunDefinition {
    items: ItemDefinition[];
    periods?: {id: string; ms: number; name?: Text}[];
    time?: {limit_ms?: number | null} | null;
    derived?: {id: string; formula: string}[];
    /** What a run that ended so counts for. */
    status?: Record<SheetStatus, {score: 'keep' | number | string; time: 'keep' | 'limit'}>;
}

/** What both sides of a match change: who owns a cell, what stands on a stack. */
export interface SharedDefinition extends Named {
    kind: 'grid' | 'stacks';
    rows?: number;
    cols?: number;
    lines?: [number, number][][];
    points?: (number | string)[][];
    points_by_side?: Record<string, (number | string)[][]>;
    count?: number;
    cap?: number;
}

export interface MatchDefinition {
    items: ItemDefinition[];
    sides: string[];
    shared: SharedDefinition[];
    derived: {id: string; formula: string}[];
    instant_win: {id: string; name: Text; when: string}[];
    bouts?: {max: number; first_to: number};
}

export interface MatchContent {
    sides: Record<string, {entry: string; status: SheetStatus; items: Record<string, ItemValue>; instant_win_ms: number | null; reason: string}>;
    /** A grid's rows of cells, or stacks, each from the bottom. */
    shared: Record<string, (string | null)[][]>;
    bouts: {winner: string | null}[];
    reason: string;
}

export interface MatchSheet {
    kind: 'match';
    id: string;
    stage: string;
    division: string;
    name: string;
    field?: string | null;
    state: SheetState;
    version: number;
    versions: Record<string, number>;
    object: string;
    content: MatchContent;
    worth: {
        sides: Record<string, {status: SheetStatus; total: string | null; bouts_won: number; instant_win: string | null}>;
        decided: boolean;
        winner: string | null;
        decided_by: string | null;
    };
    problems: SheetProblem[];
    definition: MatchDefinition;
}

export interface Criterion {
    id: string;
    name: Text;
    min: number | string;
    max: number | string;
    step: number | string | null;
    weight: number | string;
    bands: {from: number | string; to: number | string; name: Text}[];
}

export interface Rubric {
    stage: string;
    division: string;
    name?: Text;
    max: number | string;
    criteria: Criterion[];
    blind: string[];
    size: number | null;
    min: number;
    discrepancy: {measure: string; threshold: number | string} | null;
}

/** A document or photo of an entry; its bytes are at `path`. */
export interface AttachedFile {
    name: string;
    media_type: string;
    bytes: number;
    path: string;
    /** What the rules call it; null: none of what they ask for. */
    document: Text | null;
}

/** A judge's own cell: an entry to mark. Null: hidden from the judge. */
export interface Cell {
    stage: string;
    entry: string;
    division: string;
    panel: string;
    name: string;
    number?: string;
    organization: string | null;
    authors: string[] | null;
    state: 'draft' | 'submitted';
    recused: boolean;
    criteria: Record<string, number | string | null>;
    total: string | null;
    errors: string[];
    documents: {name: string; text: string; link: boolean}[];
    files: AttachedFile[];
    object: string;
    version: number;
}

export interface Panel {
    id: string;
    stage: string;
    division: string | null;
    decision_number: string;
    chair: string | null;
    members: {judge: string; name: string}[];
}

export interface PanelCell {
    judge: string;
    name: string;
    state: 'none' | 'draft' | 'submitted';
    recused: boolean;
    published: boolean;
    total: string | null;
    object: string;
    version: number;
}

export interface PanelEntry {
    panel: string;
    stage: string;
    division: string;
    entry: string;
    name: string;
    number?: string;
    cells: PanelCell[];
    /** The others' marks are kept back until the own one is in. */
    blind: boolean;
    spread: string | null;
    agg: string | null;
    discrepant: boolean;
}

export interface Grant {
    role: string;
    stage?: string | null;
    division?: string | null;
    field?: string | null;
    side?: string | null;
    panel?: string | null;
}

export interface Seat {
    user: string;
    name: string;
    grants: Grant[];
    fields?: {field: string; run?: string | null; match?: string | null; sheet?: Sheet | string | null}[];
    seq?: number;
}

/** application/problem+json */
export interface Problem {
    type?: string;
    title?: string;
    status?: number;
    code?: string;
    detail?: Text;
    problems?: {path?: string; code?: string; text?: Text}[];
}

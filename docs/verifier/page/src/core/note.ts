// Notes: their grammar, line by line (draw-1 §7, tally-1 §3, §4, §6).
import { fromUtf8, looseUtf8 } from './bytes.ts';
import { ballotsCommit, countRules, otherwise, projects, tally } from './grammar/count.ts';
import { announce, commit, result, reveals, rules, seed } from './grammar/draw.ts';
import { panelResult, panels, poolCommit, poolOpen, quotas } from './grammar/panel.ts';
import { Bad, type Rule } from './grammar/fields.ts';
import { abort, audit, beacon, close, destroy, handover, receipt, rekey, replace } from './grammar/later.ts';
import type { Fraction } from './panel/numbers.ts';
import type { Say } from './say.ts';

export interface Fault {
    check: 'V02' | 'V03';
    line: number;
    why: Say;
}

export type Source =
    | { form: 'dice'; die: 'd6' | 'd10'; count: number }
    | { form: 'lottery'; label: string; date: string }
    | { form: 'party'; name: string; hash: string }
    | { form: 'drand'; chain: string; round: number };

/** A line `I ...` of reveals or of a seed. */
export interface Value {
    index: number;
    line: number;
    form: string;
    text: string;
    digits?: string;
    die?: string;
    label?: string;
    name?: string;
    value?: string;
}

export interface Stratum { n: number; a: number; b: number; g1: number; g2: number; label: string; line: number }
export interface Group { parent: number; label: string }
export interface Turn { word: string; line: number }
export interface Feature { category: number; low: number; high: number; label: string }
export interface Cap { amount: bigint; text: string; members: number[] }

/** What the lines of a note say; a kind fills what it has. */
export interface Note {
    kind: string;
    name: string;
    lines: string[];
    length: number; // of the file, in bytes
    at: Record<string, number>; // the first line of a keyword
    fault?: Fault;
    ceremony: string;
    seq: number;
    prev: string;
    time: string;
    prior: string;
    body: string;
    title: string;
    tool: string;
    keys: Map<string, string>;
    expires: Map<string, string>;
    requires: Map<string, string[]>;
    identity: string[];
    attrs: string[];
    unique: boolean;
    seats: number;
    substitutes: number;
    allocation: string;
    kmin: number;
    eligible: string[];
    groups: [Group[], Group[]];
    strata: Stratum[];
    rules: string;
    roll: { n: number; root: string; sha: string };
    excluded: [string, number][];
    rollkey: string;
    audit: [number, number] | null; // LEAVES, POSITIONS
    sources: Source[];
    sourceLine: number[];
    lead: number;
    values: Value[];
    commit: string;
    reveals: string;
    seed: string;
    count: string;
    cost: bigint;
    A: number[];
    B: number[];
    turns: Turn[];
    selected: number[];
    projects: { id: string; cost: bigint; name: string }[];
    places: number;
    projectsHash: string;
    ballots: { n: number; root: string; sha: string };
    received: number;
    aside: [string, number][];
    // count-rules
    words: Record<string, string[]>;
    caps: Cap[];
    rivals: number[][];
    joined: number[][];
    // receipt
    number: number;
    pid: string;
    stratum: number;
    values2: [string, string][];
    separate: string | null;
    salt: string;
    attrValues: [string, string, string][];
    address: [string, string][];
    hhsalt: string;
    path: string[];
    // a panel (pool-1)
    categories: string[];
    features: Feature[];
    lottery: number;
    pool: { n: number; root: string; sha: string };
    deviation: Fraction | null;
    levels: { low: Fraction; high: Fraction; persons: number }[];
    panel: number;
    counts: string[];
    members: [number, string][]; // N, PID
    people: number[]; // the persons of the panels, one panel after the other
    panelLine: number[]; // the first line of each panel
    quotas: Note | null; // what a pool-open is read by
    opened: Opened;
}

/** The people of a pool-open: features from 0, household 0 for none. */
export interface Opened { fsalts: string[]; features: number[]; households: number[]; csalts: string[] }

const GRAMMAR: Record<string, Rule[]> = {
    announce, rules, commit, reveals, seed, result, projects, tally, receipt, beacon, handover, rekey, abort, close, replace,
    audit, destroy, 'count-rules': countRules,
    'ballots-commit': ballotsCommit,
    'ballots-reveals': reveals, quotas, 'pool-commit': poolCommit, 'pool-reveals': reveals, 'panel-result': panelResult, panels,
    'pool-open': poolOpen,
};

// ---- reading ----

function empty(kind: string, name: string): Note {
    return {
        kind, name, lines: [], length: 0, at: Object.create(null) as Record<string, number>, ceremony: '', seq: -1, prev: '',
        time: '', prior: '', body: '', title: '', tool: '', keys: new Map(), expires: new Map(), requires: new Map(), identity: [],
        attrs: [], unique: false, seats: 0, substitutes: 0, allocation: '', kmin: 0, eligible: [], groups: [[], []],
        strata: [], rules: '', roll: { n: 0, root: '', sha: '' }, excluded: [], rollkey: '', audit: null, sources: [],
        sourceLine: [], lead: 0, values: [], commit: '', reveals: '', seed: '', count: '', cost: 0n, A: [], B: [],
        turns: [], selected: [], projects: [], places: 0, projectsHash: '', ballots: { n: 0, root: '', sha: '' },
        received: 0, aside: [], words: Object.create(null) as Record<string, string[]>, caps: [], rivals: [],
        joined: [], number: 0, pid: '', stratum: 0, values2: [], separate: null, salt: '', attrValues: [],
        address: [], hhsalt: '', path: [], categories: [], features: [], lottery: 0, pool: { n: 0, root: '', sha: '' },
        deviation: null, levels: [], panel: 0, counts: [], members: [], people: [], panelLine: [], quotas: null,
        opened: { fsalts: [], features: [], households: [], csalts: [] },
    };
}

/** 7.1.2 for the bytes of one line; '' if it keeps it. */
function badLine(b: Uint8Array, from: number, to: number, longest: number): string {
    if (to - from < 1 || to - from > longest) return 'length';
    if (b[from] === 0x20 || b[to - 1] === 0x20) return 'bytes';
    for (let i = from; i < to; i++) {
        const c = b[i];
        if (c < 0x20 || c === 0x7f || (c === 0x20 && b[i + 1] === 0x20 && i + 1 < to)) return 'bytes';
    }
    return '';
}

/** Takes the lines of a note; what breaks 7.1.1 or 7.1.2 first, or null. */
export function takeLines(kind: string, b: Uint8Array, longest: number, lines: string[]): Fault | null {
    const fault = (line: number, key: string, ...p: string[]): Fault => ({ check: 'V02', line, why: { key, p } });
    let form: Fault | null = null;
    let at = 0;
    do {
        let to = b.indexOf(10, at);
        const ended = to >= 0;
        if (!ended) to = b.length;
        const line = lines.length + 1;
        const what = badLine(b, at, to, longest);
        if (what) return fault(line, what);
        const text = fromUtf8(b.subarray(at, to));
        if (text === null || text.charCodeAt(0) === 0xfeff) {
            lines.push(looseUtf8(b.subarray(at, to)));
            return fault(line, 'utf8');
        }
        lines.push(text);
        if (line === 1 && text !== 'urne/1 ' + kind) return fault(1, 'first', kind);
        if (!ended) form = fault(line, 'no-lf');
        at = to + 1;
    } while (at < b.length);
    return form ?? (lines[lines.length - 1] !== 'end' || lines.length === 1 ? fault(lines.length, 'no-end') : null);
}

export function readNote(kind: string, name: string, b: Uint8Array, nprojects?: number, given: Note | null = null): Note {
    const note = empty(kind, name);
    note.quotas = given;
    note.length = b.length;
    if (nprojects !== undefined) note.words.projects = [String(nprojects)];
    const fail = (check: 'V02' | 'V03', line: number, why: Say): Note => {
        note.fault = { check, line, why };
        return note;
    };
    const lines = note.lines;
    const form = takeLines(kind, b, 1024, lines);
    if (form) return fail(form.check, form.line, form.why);
    const grammar = GRAMMAR[kind];
    let pos = 0;
    let seen = 0;
    for (let line = 2; line <= lines.length; line++) {
        const text = lines[line - 1];
        const f = text.split(' ');
        const kw = f[0];
        try {
            for (;;) {
                const rule = grammar[pos];
                const isEnd = pos === grammar.length;
                const hit = isEnd ? text === 'end' : rule.is ? rule.is(kw) : rule.kw === kw;
                if (hit && (isEnd || seen === 0 || rule.often === '*' || rule.often === '+')) break;
                if (isEnd) throw new Bad({ key: 'expected', p: ['end', kw] }, line, 'V03');
                if (seen === 0 && (rule.often === '1' || rule.often === '+')) {
                    throw new Bad({ key: 'expected', p: [rule.kw, kw] }, line, 'V03');
                }
                rule.done?.(note, line, seen);
                pos++;
                seen = 0;
            }
            if (pos === grammar.length) {
                if (line !== lines.length) throw new Bad({ key: 'expected', p: ['', 'end'] }, line, 'V03');
                break;
            }
            if (seen++ === 0) note.at[kw] ??= line;
            grammar[pos].parse(f, note, line, text);
        } catch (e) {
            if (!(e instanceof Bad)) throw e;
            return fail(e.check, e.line ?? line, e.why);
        }
    }
    const line = kind === 'count-rules' ? otherwise(note) : 0;
    return line ? fail('V02', line, { key: 'otherwise' }) : note;
}

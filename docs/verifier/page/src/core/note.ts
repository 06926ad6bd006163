// Notes: their grammar, line by line (draw-1 §7, tally-1 §3, §4, §6).
import { compareText, fromUtf8, looseUtf8 } from './bytes.ts';
import { hex32, hex64, int, isDate, isField, isRole, isTextOf, isTime } from './types.ts';
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
export interface Cap { amount: bigint; text: string; members: number[] }

/** What the lines of a note say; a kind fills what it has. */
export interface Note {
    kind: string;
    name: string;
    lines: string[];
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
    audit: boolean;
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
}

class Bad {
    constructor(readonly why: Say, readonly line?: number, readonly check: 'V02' | 'V03' = 'V02') {}
}

const bad = (key: string, ...p: (string | number)[]): never => {
    throw new Bad({ key, p });
};

type Parse = (f: string[], note: Note, line: number, text: string) => void;
interface Rule {
    kw: string;
    often: '1' | '?' | '*' | '+';
    parse: Parse;
    /** Judged when a line of another keyword comes, or before the first of this one. */
    done?: (note: Note, at: number, seen: number) => void;
    is?: (kw: string) => boolean;
}

export const KINDS = ('abort announce audit ballots-commit ballots-reveals beacon board-receipt close ' +
    'commit destroy handover panel-result panels pool-commit pool-reveals receipt rekey replace result reveals rules ' +
    'seed tables tally').split(' ');
export const REASONS = ['age', 'duplicate', 'earlier', 'list', 'objection', 'undecided'];
export const ASIDE = ('age cost duplicate duplicate-project form method points residence too-few ' +
    'too-many unknown-project').split(' ');

// ---- fields ----

function fields(f: string[], n: number): void {
    if (f.length !== n + 1) bad('fields', f[0], n);
}
function INT(s: string, most = Number.MAX_SAFE_INTEGER): number {
    const n = int(s);
    if (n < 0) bad('int', s);
    if (n > most) bad('range', s);
    return n;
}
function POS(s: string, most = Number.MAX_SAFE_INTEGER): number {
    const n = int(s);
    if (n < 1) bad('posint', s);
    if (n > most) bad('range', s);
    return n;
}
function HEX64(s: string): string {
    if (!hex64(s)) bad('hex64', s);
    return s;
}
function oneOf(s: string, ...words: string[]): string {
    if (!words.includes(s)) bad('word', s, words.join(' '));
    return s;
}
function TIME(s: string): string {
    if (!isTime(s)) bad('time-form', s);
    return s;
}
function DATE(s: string): string {
    if (!isDate(s)) bad('date', s);
    return s;
}
function FIELD(s: string): string {
    if (!isField(s)) bad('field', s);
    return s;
}
function ROLE(s: string): string {
    if (!isRole(s)) bad('role', s);
    return s;
}
function PUBKEY(s: string): string {
    if (!/^[A-Za-z0-9+/]{56}$/.test(s)) bad('pubkey', s);
    return s;
}
/** The text behind the first n fields of a line. */
function rest(text: string, n: number): string {
    let at = 0;
    for (let i = 0; i < n; i++) {
        at = text.indexOf(' ', at) + 1;
        if (at === 0) bad('fields', text.split(' ')[0], n);
    }
    return text.slice(at);
}
function TEXT(s: string, most = 200): string {
    if (!isTextOf(s, most)) bad('text', s.slice(0, 80));
    return s;
}
const ascends = (before: string | undefined, s: string): void => {
    if (before !== undefined && compareText(before, s) >= 0) bad('ascending', s);
};
const distinct = (list: string[]): void => {
    if (new Set(list).size !== list.length) bad('twice', list.join(' ').slice(0, 80));
};

const one = (kw: string, parse: Parse): Rule => ({ kw, often: '1', parse });
const hexLine = (kw: string, put: (n: Note, s: string) => void): Rule =>
    one(kw, (f, n) => {
        fields(f, 1);
        put(n, HEX64(f[1]));
    });
const ceremony = one('ceremony', (f, n) => {
    fields(f, 1);
    if (!hex32(f[1])) bad('hex32', f[1]);
    n.ceremony = f[1];
});
const seq = one('seq', (f, n) => {
    fields(f, 1);
    n.seq = INT(f[1]);
});
const prev = hexLine('prev', (n, s) => (n.prev = s));
const time = one('time', (f, n) => {
    fields(f, 1);
    n.time = TIME(f[1]);
});
const entry = [ceremony, seq, prev, time];

// ---- kinds ----

const last = <T>(a: T[]): T | undefined => a[a.length - 1];

const announce: Rule[] = [
    ...entry,
    one('prior', (f, n) => {
        fields(f, 1);
        n.prior = f[1] === 'none' ? 'none' : HEX64(f[1]);
    }),
    { kw: 'key', often: '*', parse: (f, n) => {
        fields(f, 2);
        ROLE(f[1]);
        ascends(last([...n.keys.keys()]), f[1]);
        PUBKEY(f[2]);
        if (n.keys.size === 64) bad('many', 'key', 64);
        n.keys.set(f[1], f[2]);
    } },
    { kw: 'expire', often: '*', parse: (f, n) => {
        fields(f, 2);
        ROLE(f[1]);
        ascends(last([...n.expires.keys()]), f[1]);
        DATE(f[2]);
        if (!n.keys.has(f[1])) bad('role-key', f[1]);
        n.expires.set(f[1], f[2]);
    } },
    { kw: 'require', often: '*', parse: (f, n) => {
        if (f.length < 3) bad('fields+', f[0], 2);
        if (!KINDS.includes(f[1])) bad('kind', f[1]);
        ascends(last([...n.requires.keys()]), f[1]);
        const roles = f.slice(2);
        roles.forEach((r, i) => {
            ROLE(r);
            ascends(roles[i - 1], r);
            if (!n.keys.has(r)) bad('role-key', r);
        });
        n.requires.set(f[1], roles);
    } },
    one('tool', (f, n) => {
        fields(f, 2);
        oneOf(f[1], 'urne');
        const v = f[2].split('.');
        if (v.length !== 3 || v.some(x => int(x) < 0)) bad('version', f[2]);
        n.tool = f[2];
    }),
    one('body', (_f, n, _l, t) => void (n.body = TEXT(rest(t, 1)))),
    one('title', (_f, n, _l, t) => void (n.title = TEXT(rest(t, 1)))),
];

const rules: Rule[] = [
    ceremony,
    one('identity', (f, n) => {
        const names = f.slice(1);
        if (names.length < 1 || names.length > 16) bad('fields+', f[0], 1);
        names.forEach(FIELD);
        distinct(names);
        n.identity = names;
    }),
    { kw: 'eligible', often: '*', parse: (f, n) => {
        if (f[1] === 'age' && n.eligible.length === 0) {
            fields(f, 3);
            INT(f[2]);
            DATE(f[3]);
            n.eligible.push('age');
        } else if (f[1] === 'list') {
            fields(f, 2);
            oneOf(f[2], 'principale', 'municipale', 'europeenne');
            const before = last(n.eligible);
            if (before !== 'age') ascends(before, f[2]);
            n.eligible.push(f[2]);
        } else bad('eligible', f.slice(1).join(' '));
    } },
    { kw: 'attr', often: '*', parse: (f, n) => {
        fields(f, 1);
        FIELD(f[1]);
        if (n.attrs.includes(f[1])) bad('twice', f[1]);
        if (n.attrs.length === 8) bad('many', 'attr', 8);
        n.attrs.push(f[1]);
    } },
    { kw: 'unique', often: '?', parse: (f, n) => {
        fields(f, 1);
        oneOf(f[1], 'household');
        if (!n.attrs.includes('household')) bad('unique', f[1]);
        n.unique = true;
    } },
    one('seats', (f, n) => {
        fields(f, 1);
        n.seats = POS(f[1], 1000000);
    }),
    one('substitutes', (f, n) => {
        fields(f, 1);
        n.substitutes = INT(f[1], 1000000);
    }),
    one('allocation', (f, n) => {
        fields(f, 1);
        n.allocation = oneOf(f[1], 'quota', 'hamilton', 'sainte-lague', 'dhondt', 'balanced');
    }),
    one('replace', f => {
        fields(f, 1);
        oneOf(f[1], 'ticket-order', 'fresh-beacon');
    }),
    one('kmin', (f, n) => {
        fields(f, 1);
        n.kmin = POS(f[1], 1000000);
    }),
    { kw: 'group', often: '*', parse: (f, n, _l, t) => {
        if (n.allocation !== 'balanced') bad('group-line', f[1]);
        const text = rest(t, 4);
        const chain = +oneOf(f[1], '1', '2');
        const g = POS(f[2]);
        const list = n.groups[chain - 1];
        if ((chain === 1 && n.groups[1].length > 0) || g !== list.length + 1) bad('runs', f[2]);
        if (g > 16384) bad('many', 'group', 16384);
        const parent = INT(f[3]);
        if (parent >= g) bad('parent', f[3]);
        list.push({ parent, label: TEXT(text) });
    } },
    { kw: 'stratum', often: '+', parse: (f, n, line, t) => {
        const text = rest(t, 7);
        const h = POS(f[1]);
        if (h !== n.strata.length + 1) bad('runs', f[1]);
        if (h > 4096) bad('many', 'stratum', 4096);
        const N = POS(f[2]);
        let a = 0;
        let b = 0;
        if (n.allocation === 'quota') {
            a = INT(f[3], N);
            b = INT(f[4], N);
        } else {
            if (f[3] !== '-') bad('word', f[3], '-');
            if (f[4] !== '-') bad('word', f[4], '-');
        }
        const g = [0, 1].map(i => {
            const s = f[5 + i];
            const groups = n.groups[i].length;
            if (groups === 0) {
                if (s !== '-') bad('word', s, '-');
                return 0;
            }
            const v = POS(s);
            if (v > groups) bad('range', s);
            return v;
        });
        n.strata.push({ n: N, a, b, g1: g[0], g2: g[1], label: TEXT(text), line });
    }, done: n => {
        if (n.allocation !== 'quota' || n.strata.length === 0) return;
        const sum = (k: 'a' | 'b'): number => n.strata.reduce((x, s) => x + s[k], 0);
        if (sum('a') !== n.seats || sum('b') !== n.substitutes) {
            throw new Bad({ key: 'quotas' }, last(n.strata)!.line);
        }
    } },
];

const source: Rule = { kw: 'source', often: '+', parse: (f, n, line) => {
    if (f.length < 3) bad('fields+', f[0], 2);
    const i = POS(f[1]);
    if (i !== n.sources.length + 1) bad('runs', f[1]);
    if (i > 64) bad('many', 'source', 64);
    n.sourceLine.push(line);
    if (f[2] === 'dice') {
        fields(f, 4);
        n.sources.push({ form: 'dice', die: oneOf(f[3], 'd6', 'd10') as 'd6', count: POS(f[4], 512) });
    } else if (f[2] === 'lottery') {
        fields(f, 4);
        n.sources.push({ form: 'lottery', label: ROLE(f[3]), date: DATE(f[4]) });
    } else if (f[2] === 'party') {
        fields(f, 4);
        n.sources.push({ form: 'party', name: ROLE(f[3]), hash: HEX64(f[4]) });
    } else if (f[2] === 'drand') {
        fields(f, 4);
        if (n.sources.some(s => s.form === 'drand')) bad('drand-twice', f[1]);
        n.sources.push({ form: 'drand', chain: HEX64(f[3]), round: POS(f[4]) });
    } else bad('word', f[2], 'dice lottery party drand');
} };
const lead: Rule = { kw: 'lead', often: '?', parse: (f, n) => {
    fields(f, 1);
    if (!n.sources.some(s => s.form === 'drand')) bad('lead-line', f[1]);
    n.lead = INT(f[1]);
    if (n.lead < 600) bad('lead600', f[1]);
}, done: (n, at, seen) => {
    if (seen === 0 && n.sources.some(s => s.form === 'drand')) {
        throw new Bad({ key: 'expected', p: ['lead', n.lines[at - 1].split(' ')[0]] }, at, 'V03');
    }
} };

const commit: Rule[] = [
    ...entry,
    hexLine('rules', (n, s) => (n.rules = s)),
    one('roll', (f, n) => {
        fields(f, 3);
        n.roll = { n: POS(f[1], 100000000), root: HEX64(f[2]), sha: HEX64(f[3]) };
    }),
    hexLine('rollkey', () => undefined),
    hexLine('rollfile', () => undefined),
    ...['sealed', 'rollcopy'].map((kw): Rule => {
        return { kw, often: '*', parse: (f, n) => {
            fields(f, 2);
            ROLE(f[1]);
            ascends(last(n.words[kw] ?? []), f[1]);
            HEX64(f[2]);
            (n.words[kw] ??= []).push(f[1]);
        } };
    }),
    { kw: 'excluded', often: '*', parse: (f, n) => {
        fields(f, 2);
        oneOf(f[1], ...REASONS);
        ascends(last(n.excluded)?.[0], f[1]);
        n.excluded.push([f[1], POS(f[2])]);
    } },
    { kw: 'audit', often: '?', parse: (f, n) => {
        fields(f, 2);
        INT(f[1]);
        INT(f[2]);
        n.audit = true;
    } },
    source,
    lead,
];

const isIndex = (kw: string): boolean => int(kw) >= 0;

/** A line `I ...`: one of the forms of 7.5.1, and in a seed the drand line too. */
const value = (seed: boolean): Parse => (f, n, line, text) => {
    const index = POS(f[0]);
    if (n.values.length > 0 && index <= last(n.values)!.index) bad('ascending', f[0]);
    const v: Value = { index, line, form: f[1] ?? '', text };
    if (f[1] === 'dice') {
        fields(f, 3);
        v.die = oneOf(f[2], 'd6', 'd10');
        v.digits = f[3];
        if (!(v.die === 'd6' ? /^[1-6]{1,512}$/ : /^[0-9]{1,512}$/).test(f[3])) bad('digits', f[3].slice(0, 40));
    } else if (f[1] === 'lottery') {
        fields(f, 3);
        v.label = ROLE(f[2]);
        const balls = f[3].split('.');
        if (balls.length > 64) bad('many', 'lottery', 64);
        balls.forEach(s => INT(s));
        v.value = f[3];
    } else if (f[1] === 'party') {
        fields(f, 3);
        v.name = ROLE(f[2]);
        v.value = f[3] === 'missing' ? f[3] : HEX64(f[3]);
    } else if (f[1] === 'drand' && seed) {
        fields(f, 4);
        HEX64(f[2]);
        POS(f[3]);
        HEX64(f[4]);
        if (n.values.some(x => x.form === 'drand')) bad('drand-twice', f[0]);
    } else bad('word', f[1] ?? '', seed ? 'dice lottery party drand' : 'dice lottery party');
    n.values.push(v);
};

const reveals: Rule[] = [...entry, { kw: '1', often: '*', is: isIndex, parse: value(false) }];

const seed: Rule[] = [
    ceremony,
    hexLine('commit', (n, s) => (n.commit = s)),
    { kw: 'reveals', often: '?', parse: (f, n) => {
        fields(f, 1);
        n.reveals = HEX64(f[1]);
    } },
    { kw: '1', often: '+', is: isIndex, parse: value(true), done: n => {
        if (n.values.length > 0 && n.values.some(v => v.form === 'drand') !== (n.reveals !== '')) {
            throw new Bad({ key: 'seed-reveals' }, last(n.values)!.line);
        }
    } },
];

function attr(s: string): void {
    if (hex64(s)) return;
    const p = s.split(':');
    if (p.length !== 3 || !isField(p[0]) || !(p[1] === '-' || hex64(p[1])) || !hex64(p[2])) {
        bad('attr', s.slice(0, 80));
    }
}
const word = (s: string): string => oneOf(s, 'member', 'substitute');

const result: Rule[] = [
    ...entry,
    hexLine('seed', (n, s) => (n.seed = s)),
    ...(['A', 'B'] as const).map((k): Rule => ({
        kw: k === 'A' ? 'seats' : 'substitutes', often: '+', parse: (f, n, line) => {
            if (k === 'B' && n.B.length === n.A.length) {
                throw new Bad({ key: 'expected', p: ['select', f[0]] }, line, 'V03');
            }
            fields(f, 2);
            const h = POS(f[1]);
            if (h !== n[k].length + 1) bad('runs', f[1]);
            if (h > 4096) bad('many', f[0], 4096);
            n[k].push(INT(f[2]));
        }, done: (n, at) => {
            if (k === 'B' && n.B.length > 0 && n.B.length < n.A.length) {
                throw new Bad({ key: 'expected', p: ['substitutes', n.lines[at - 1].split(' ')[0]] }, at, 'V03');
            }
        },
    })),
    { kw: 'select', often: '*', is: kw => kw === 'select' || kw === 'skip' || kw === 'short', parse: (f, n, line) => {
        if (f[0] === 'select') {
            if (f.length < 7) bad('fields+', f[0], 6);
            word(f[1]);
            POS(f[2]);
            POS(f[3]);
            HEX64(f[4]);
            POS(f[5]);
            HEX64(f[6]);
            if (f.length > 15) bad('many', 'attr', 8);
            f.slice(7).forEach(attr);
        } else if (f[0] === 'skip') {
            if (f.length < 8) bad('fields+', f[0], 7);
            word(f[1]);
            POS(f[2]);
            HEX64(f[3]);
            POS(f[4]);
            HEX64(f[5]);
            FIELD(f[6]);
            POS(f[7]);
            if (f.length > 16) bad('many', 'attr', 8);
            f.slice(8).forEach(attr);
        } else {
            fields(f, 3);
            word(f[1]);
            POS(f[2]);
            POS(f[3]);
        }
        n.turns.push({ word: f[0], line });
    } },
];

// ---- counts ----

const projects: Rule[] = [
    ceremony,
    one('places', (f, n) => {
        fields(f, 1);
        n.places = INT(f[1], 9);
    }),
    { kw: 'project', often: '+', parse: (f, n, _l, t) => {
        const id = rest(t, 3);
        const i = POS(f[1]);
        if (i !== n.projects.length + 1) bad('runs', f[1]);
        if (i > 1000000) bad('many', 'project', 1000000);
        const cost = INT(f[2]);
        TEXT(id);
        if (n.at['id ' + id]) bad('twice', id);
        n.at['id ' + id] = 1;
        n.projects.push({ id, cost: BigInt(cost), name: '' });
    } },
    { kw: 'name', often: '*', parse: (f, n, _l, t) => {
        const text = rest(t, 2);
        const i = POS(f[1]);
        if (i <= (n.number || 0)) bad('ascending', f[1]);
        if (i > n.projects.length) bad('range', f[1]);
        n.number = i;
        n.projects[i - 1].name = TEXT(text);
    } },
];

const words = (kw: string, ...allowed: string[][]): Rule =>
    one(kw, (f, n) => {
        fields(f, allowed.length);
        allowed.forEach((a, i) => oneOf(f[i + 1], ...a));
        n.words[kw] = f.slice(1);
    });
const w = (s: string): string[] => s.split(' ');

function members(n: Note, list: string[], before = 0): number[] {
    return list.map(s => {
        const p = POS(s);
        if (p <= before) bad('ascending', s);
        if (n.words.projects && p > +n.words.projects[0]) bad('range', s);
        before = p;
        return p;
    });
}

const LIMITS = w('projects points sum-points cost age residence methods in-person voter-twice ' +
    'duplicate-project unknown-project');

const countRules: Rule[] = [
    ceremony,
    words('type', w('approval choose-1 cumulative scoring ordinal')),
    one('point-places', (f, n) => {
        fields(f, 1);
        n.words['point-places'] = [String(INT(f[1], 9))];
    }),
    one('budget', (f, n) => {
        fields(f, 1);
        n.words.budget = [String(INT(f[1]))];
    }),
    words('rule', w('greedy mes phragmen max-welfare')),
    words('utility', w('cost cardinality points points-cost borda borda-1')),
    words('completion', w('none utilitarian add1 add1u')),
    words('completion-utility', w('same votes')),
    one('add1', (f, n) => {
        fields(f, 3);
        oneOf(f[1], 'exact', 'floor');
        oneOf(f[2], 'supported', 'all', 'none');
        POS(f[3]);
        n.words.add1 = f.slice(1);
    }),
    words('comparison', w('none satisfaction exclusion-ratio')),
    words('misfit', w('skip stop')),
    words('unsupported', w('drop keep')),
    one('threshold', (f, n) => {
        fields(f, 3);
        const a = INT(f[1]);
        const b = POS(f[2]);
        oneOf(f[3], 'votes', 'ballots');
        let x = a;
        let y = b;
        while (y) [x, y] = [y, x % y];
        if (x !== 1) bad('lowest', f[1] + ' ' + f[2]);
        if (f[3] === 'ballots' && (a > b || a === 0)) bad('range', f[1]);
        n.words.threshold = f.slice(1);
    }),
    one('seats', (f, n) => {
        fields(f, 1);
        n.words.seats = [String(INT(f[1], 1000000))];
    }),
    one('ties', (f, n) => {
        const list = f.slice(1);
        if (list.length < 1) bad('fields+', f[0], 1);
        if (!(list.length === 1 && list[0] === '-')) {
            list.forEach(s => oneOf(s, 'file', 'id', 'min-cost', 'max-votes', 'lot'));
            distinct(list);
        }
        n.words.ties = list[0] === '-' ? [] : list;
    }),
    { kw: 'cap', often: '*', is: kw => kw === 'cap' || kw === 'in', parse: (f, n, line, t) => {
        if (f[0] === 'cap') {
            const text = rest(t, 3);
            const k = POS(f[1]);
            if (k !== n.caps.length + 1) bad('runs', f[1]);
            if (k > 100000) bad('many', 'cap', 100000);
            n.caps.push({ amount: BigInt(INT(f[2])), text: TEXT(text), members: [] });
            return;
        }
        const cap = last(n.caps);
        if (!cap) throw new Bad({ key: 'expected', p: ['rivals', 'in'] }, line, 'V03');
        if (f.length < 3) bad('fields+', f[0], 2);
        if (POS(f[1]) !== n.caps.length) bad('runs', f[1]);
        const list = members(n, f.slice(2), last(cap.members) ?? 0);
        cap.members.push(...list);
    } },
    { kw: 'rivals', often: '*', parse: (f, n) => {
        if (f.length < 3) bad('fields+', f[0], 2);
        n.rivals.push(members(n, f.slice(1)));
    } },
    { kw: 'joined', often: '*', parse: (f, n) => {
        if (f.length < 3) bad('fields+', f[0], 2);
        const list = members(n, f.slice(1));
        for (const p of list) if (n.joined.some(j => j.includes(p))) bad('twice', String(p));
        n.joined.push(list);
    } },
    { kw: 'limit', often: '*', parse: (f, n, _l, t) => {
        if (f.length < 3) bad('fields+', f[0], 2);
        const text = rest(t, 2);
        const order = LIMITS.indexOf(f[1]);
        const often = ['residence', 'methods', 'in-person'].includes(f[1]);
        if (order < 0) bad('word', f[1], LIMITS.join(' '));
        const before = n.number || 0; // 1 + the order of the limit before
        if (order + 1 < before || (order + 1 === before && !often)) bad('ascending', f[1]);
        n.number = order + 1;
        if (order < 4) {
            fields(f, 3);
            for (const s of f.slice(2)) if (s !== '-') INT(s);
            if (f[2] === '-' && f[3] === '-') bad('word', '- -', 'LEAST MOST');
        } else if (f[1] === 'age') {
            fields(f, 2);
            INT(f[2], 150);
        } else if (often) TEXT(text);
        else {
            fields(f, 2);
            oneOf(f[2], ...(f[1] === 'voter-twice' ? w('none first last paper-then-first paper-then-last')
                : f[1] === 'duplicate-project' ? w('once set-aside') : w('refuse set-aside')));
        }
        (n.words.limit ??= []).push(f[1] + ' ' + text);
    } },
];

const ballotsCommit: Rule[] = [
    ...entry,
    hexLine('rules', (n, s) => (n.rules = s)),
    one('projects', (f, n) => {
        fields(f, 2);
        n.number = INT(f[1]);
        n.projectsHash = HEX64(f[2]);
    }),
    one('ballots', (f, n) => {
        fields(f, 3);
        n.ballots = { n: INT(f[1], 100000000), root: HEX64(f[2]), sha: HEX64(f[3]) };
    }),
    hexLine('ballotkey', () => undefined),
    one('received', (f, n) => {
        fields(f, 1);
        n.received = INT(f[1]);
    }),
    { kw: 'aside', often: '*', parse: (f, n) => {
        fields(f, 2);
        oneOf(f[1], ...ASIDE);
        ascends(last(n.aside)?.[0], f[1]);
        n.aside.push([f[1], POS(f[2])]);
    } },
    source,
    lead,
];

const tally: Rule[] = [
    ...entry,
    hexLine('seed', (n, s) => (n.seed = s)),
    hexLine('count', (n, s) => (n.count = s)),
    one('cost', (f, n) => {
        fields(f, 1);
        n.cost = BigInt(INT(f[1]));
    }),
    { kw: 'selected', often: '*', parse: (f, n) => {
        fields(f, 2);
        if (POS(f[1]) !== n.selected.length + 1) bad('runs', f[1]);
        n.selected.push(POS(f[2]));
    } },
];

// ---- the receipt (13.1) ----

const valued = (kw: string, often: '+' | '*', n0: number, put: (n: Note, f: string[], v: string) => void): Rule => ({
    kw, often, parse: (f, n, _l, t) => {
        if (f.length < n0) bad('fields+', kw, n0 - 1);
        const v = f.length > n0 ? rest(t, n0) : '';
        if (v !== '' && !isTextOf(v, 900)) bad('text', v.slice(0, 80));
        put(n, f, v);
    },
});

const receipt: Rule[] = [
    ceremony,
    hexLine('commit', (n, s) => (n.commit = s)),
    one('number', (f, n) => {
        fields(f, 1);
        n.number = POS(f[1]);
    }),
    hexLine('pid', (n, s) => (n.pid = s)),
    one('stratum', (f, n) => {
        fields(f, 1);
        n.stratum = POS(f[1]);
    }),
    valued('identity', '+', 2, (n, f, v) => {
        FIELD(f[1]);
        if (n.values2.length === 16) bad('many', 'identity', 16);
        if (n.values2.some(x => x[0] === f[1])) bad('twice', f[1]);
        n.values2.push([f[1], v]);
    }),
    { ...valued('separate', '*', 1, (n, _f, v) => void (n.separate = v)), often: '?' },
    hexLine('salt', (n, s) => (n.salt = s)),
    valued('attr', '*', 3, (n, f, v) => {
        FIELD(f[1]);
        HEX64(f[2]);
        if (n.attrValues.length === 8) bad('many', 'attr', 8);
        if (n.attrValues.some(x => x[0] === f[1])) bad('twice', f[1]);
        if (f[1] === 'household' && v !== '-' && !hex64(v)) bad('hex64', v);
        n.attrValues.push([f[1], f[2], v]);
    }),
    { ...valued('address', '*', 2, (n, f, v) => {
        FIELD(f[1]);
        if (!n.attrValues.some(x => x[0] === 'household')) bad('address', f[1]);
        if (n.address.length === 16) bad('many', 'address', 16);
        if (n.address.some(x => x[0] === f[1])) bad('twice', f[1]);
        n.address.push([f[1], v]);
    }), done: (n, at, seen) => {
        if (seen === 0 && n.attrValues.some(x => x[0] === 'household')) {
            throw new Bad({ key: 'expected', p: ['address', n.lines[at - 1].split(' ')[0]] }, at, 'V03');
        }
    } },
    { kw: 'hhsalt', often: '?', parse: (f, n) => {
        fields(f, 1);
        if (n.address.length === 0) bad('address', 'hhsalt');
        n.hhsalt = HEX64(f[1]);
    }, done: (n, at, seen) => {
        if (seen === 0 && n.address.length > 0) {
            throw new Bad({ key: 'expected', p: ['hhsalt', n.lines[at - 1].split(' ')[0]] }, at, 'V03');
        }
    } },
    { kw: 'path', often: '*', parse: (f, n) => {
        fields(f, 1);
        n.path.push(HEX64(f[1]));
    } },
];

// ---- what follows a result (transcript-1 §6.3, §7, §8) ----

const beacon: Rule[] = [
    ceremony,
    one('drand', (f, n) => {
        fields(f, 3);
        HEX64(f[1]);
        n.number = POS(f[2]);
        if (!/^[0-9a-f]{96}$/.test(f[3])) bad('hex96', f[3]);
        n.words.drand = f.slice(1);
    }),
];
const role = (kw: string): Rule => one(kw, (f, n) => {
    fields(f, 1);
    n.words[kw] = [ROLE(f[1])];
});
const handover: Rule[] = [
    ...entry,
    role('from'),
    role('to'),
    { kw: 'check', often: '+', parse: (f, n) => {
        fields(f, 2);
        if (!/^V(0[1-9]|1[0-9]|2[0-8])$/.test(f[1])) bad('word', f[1], 'V01 V28');
        ascends(last(n.values2)?.[0], f[1]);
        n.values2.push([f[1], oneOf(f[2], 'PASS', 'NOT-CHECKED')]);
    } },
];
const pubkey = (kw: string): Rule => one(kw, (f, n) => {
    fields(f, 1);
    n.words[kw] = [PUBKEY(f[1])];
});
const rekey: Rule[] = [
    ...entry,
    role('role'),
    pubkey('old'),
    pubkey('key'),
    { kw: 'expire', often: '?', parse: (f, n) => {
        fields(f, 1);
        n.words.expire = [DATE(f[1])];
    } },
];
const abort: Rule[] = [...entry, words('reason', w('roll-error late missing beacon dispute other'))];
const close: Rule[] = [
    ...entry,
    one('selected', (f, n) => {
        fields(f, 1);
        n.number = INT(f[1]);
    }),
    one('replaced', (f, n) => {
        fields(f, 1);
        if (f[1] !== '-') INT(f[1]);
        n.words.replaced = [f[1]];
    }),
];
const GROUP = w('refused passed called vacant');
const replace: Rule[] = [...entry, { kw: 'refused', often: '+', is: kw => GROUP.includes(kw), parse: (f, n, line) => {
    // inside a group once `refused` stands, until somebody is called or the seat is vacant
    const inside = n.words.inside !== undefined;
    if ((f[0] === 'refused') === inside) {
        throw new Bad({ key: 'expected', p: [inside ? 'called' : 'refused', f[0]] }, line, 'V03');
    }
    if (f[0] === 'refused') {
        fields(f, 1);
        POS(f[1]);
        n.words.inside = [];
    } else if (f[0] === 'passed') {
        if (f.length < 5) bad('fields+', f[0], 4);
        POS(f[1]);
        HEX64(f[2]);
        POS(f[3]);
        if (f.length > 12) bad('many', 'attr', 8);
        f.slice(4).forEach(attr);
    } else {
        if (f[0] === 'called') {
            if (f.length < 3) bad('fields+', f[0], 2);
            POS(f[1]);
            HEX64(f[2]);
            if (f.length > 11) bad('many', 'attr', 8);
            f.slice(3).forEach(attr);
        } else fields(f, 0);
        delete n.words.inside;
    }
    n.turns.push({ word: f[0], line });
}, done: (n, at) => {
    if (n.words.inside) throw new Bad({ key: 'expected', p: ['called', n.lines[at - 1].split(' ')[0]] }, at, 'V03');
} }];

const GRAMMAR: Record<string, Rule[]> = {
    announce, rules, commit, reveals, seed, result, projects, tally, receipt, beacon, handover, rekey, abort, close, replace,
    'count-rules': countRules,
    'ballots-commit': ballotsCommit,
    'ballots-reveals': reveals,
};

// ---- reading ----

function empty(kind: string, name: string): Note {
    return {
        kind, name, lines: [], at: Object.create(null) as Record<string, number>, ceremony: '', seq: -1, prev: '',
        time: '', prior: '', body: '', title: '', tool: '', keys: new Map(), expires: new Map(), requires: new Map(), identity: [],
        attrs: [], unique: false, seats: 0, substitutes: 0, allocation: '', kmin: 0, eligible: [], groups: [[], []],
        strata: [], rules: '', roll: { n: 0, root: '', sha: '' }, excluded: [], audit: false, sources: [],
        sourceLine: [], lead: 0, values: [], commit: '', reveals: '', seed: '', count: '', cost: 0n, A: [], B: [],
        turns: [], selected: [], projects: [], places: 0, projectsHash: '', ballots: { n: 0, root: '', sha: '' },
        received: 0, aside: [], words: Object.create(null) as Record<string, string[]>, caps: [], rivals: [],
        joined: [], number: 0, pid: '', stratum: 0, values2: [], separate: null, salt: '', attrValues: [],
        address: [], hhsalt: '', path: [],
    };
}

/** 7.1.2 for the bytes of one line; '' if it keeps it. */
function badLine(b: Uint8Array, from: number, to: number): string {
    if (to - from < 1 || to - from > 1024) return 'length';
    if (b[from] === 0x20 || b[to - 1] === 0x20) return 'bytes';
    for (let i = from; i < to; i++) {
        const c = b[i];
        if (c < 0x20 || c === 0x7f || (c === 0x20 && b[i + 1] === 0x20 && i + 1 < to)) return 'bytes';
    }
    return '';
}

/** What only one writing of the values allows in count-rules: the budget under seats, and how
 * the members of a cap are broken into lines. The first line that is written otherwise, or 0. */
function otherwise(n: Note): number {
    const seats = n.words.seats[0];
    if (seats !== '0' && n.words.budget[0] !== seats) return n.at.budget;
    let at = n.at.cap ?? 0;
    for (let k = 0; k < n.caps.length; k++) {
        at++; // the cap line
        for (const s of capLines(k + 1, n.caps[k].members)) if (n.lines[at++ - 1] !== s) return at - 1;
        if (n.lines[at - 1].startsWith('in ')) return at;
    }
    return 0;
}

/** The lines `in` of a cap (tally-1 §4.3). */
export function capLines(k: number, list: number[]): string[] {
    const out: string[] = [];
    for (const p of list) {
        const s = out[out.length - 1];
        if (s !== undefined && s.length + 1 + String(p).length <= 1000) out[out.length - 1] += ' ' + p;
        else out.push(`in ${k} ${p}`);
    }
    return out;
}

/** Reads a note. `projects` is the number of projects that count-rules may name. */
export function readNote(kind: string, name: string, b: Uint8Array, nprojects?: number): Note {
    const note = empty(kind, name);
    if (nprojects !== undefined) note.words.projects = [String(nprojects)];
    const fail = (check: 'V02' | 'V03', line: number, why: Say): Note => {
        note.fault = { check, line, why };
        return note;
    };
    const lines = note.lines;
    let form: Fault | undefined;
    let at = 0;
    do {
        let to = b.indexOf(10, at);
        const ended = to >= 0;
        if (!ended) to = b.length;
        const line = lines.length + 1;
        const what = badLine(b, at, to);
        if (what) return fail('V02', line, { key: what });
        const text = fromUtf8(b.subarray(at, to));
        if (text === null || text.charCodeAt(0) === 0xfeff) {
            lines.push(looseUtf8(b.subarray(at, to)));
            return fail('V02', line, { key: 'utf8' });
        }
        lines.push(text);
        if (line === 1 && text !== 'urne/1 ' + kind) return fail('V02', 1, { key: 'first', p: [kind] });
        if (!ended) form = { check: 'V02', line, why: { key: 'no-lf' } };
        at = to + 1;
    } while (at < b.length);
    if (!form && (lines[lines.length - 1] !== 'end' || lines.length === 1)) {
        form = { check: 'V02', line: lines.length, why: { key: 'no-end' } };
    }
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

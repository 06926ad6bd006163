// Notes of a draw, and what a count shares with it (draw-1 §7).
import { hex64, int, isField } from '../types.ts';
import { ascends, bad, Bad, ceremony, DATE, distinct, entry, FIELD, fields, HEX64, hexLine, INT, last, one, oneOf, POS, PUBKEY, rest, ROLE, TEXT, type Parse, type Rule } from './fields.ts';
import type { Value } from '../note.ts';

// What a line `require` may name (transcript-1 §2.1).
const KINDS = ('abort announce audit ballots-commit ballots-reveals beacon board-receipt close ' +
    'commit destroy handover panel-result panels pool-commit pool-reveals receipt rekey replace result reveals ' +
    'rules seed tables tally').split(' ');
const REASONS = ['age', 'duplicate', 'earlier', 'list', 'objection', 'undecided'];

export const announce: Rule[] = [
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

export const rules: Rule[] = [
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

export const source: Rule = { kw: 'source', often: '+', parse: (f, n, line) => {
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
export const lead: Rule = { kw: 'lead', often: '?', parse: (f, n) => {
    fields(f, 1);
    if (!n.sources.some(s => s.form === 'drand')) bad('lead-line', f[1]);
    n.lead = INT(f[1]);
    if (n.lead < 600) bad('lead600', f[1]);
}, done: (n, at, seen) => {
    if (seen === 0 && n.sources.some(s => s.form === 'drand')) {
        throw new Bad({ key: 'expected', p: ['lead', n.lines[at - 1].split(' ')[0]] }, at, 'V03');
    }
} };

export const commit: Rule[] = [
    ...entry,
    hexLine('rules', (n, s) => (n.rules = s)),
    one('roll', (f, n) => {
        fields(f, 3);
        n.roll = { n: POS(f[1], 100000000), root: HEX64(f[2]), sha: HEX64(f[3]) };
    }),
    hexLine('rollkey', (n, s) => (n.rollkey = s)),
    hexLine('rollfile', () => undefined),
    ...['sealed', 'rollcopy'].map((kw): Rule => {
        return { kw, often: '*', parse: (f, n) => {
            fields(f, 2);
            ROLE(f[1]);
            ascends(last(n.words[kw] ?? []), f[1]);
            HEX64(f[2]);
            if (n.words[kw]?.length === 64) bad('many', kw, 64);
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
        n.audit = [INT(f[1]), INT(f[2])];
    } },
    source,
    lead,
];

const isIndex = (kw: string): boolean => int(kw) >= 0;

/** A line `I ...`: one of the forms of 7.5.1, and in a seed the drand line too. */
const value = (seed: boolean): Parse => (f, n, line, text) => {
    const index = POS(f[0], 64);
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

export const reveals: Rule[] = [...entry, { kw: '1', often: '*', is: isIndex, parse: value(false) }];

export const seed: Rule[] = [
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

export function attr(s: string): void {
    if (hex64(s)) return;
    const p = s.split(':');
    if (p.length !== 3 || !isField(p[0]) || !(p[1] === '-' || hex64(p[1])) || !hex64(p[2])) {
        bad('attr', s.slice(0, 80));
    }
}
const word = (s: string): string => oneOf(s, 'member', 'substitute');

export const result: Rule[] = [
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

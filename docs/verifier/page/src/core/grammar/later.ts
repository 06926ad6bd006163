// Receipts (draw-1 §13), the beacon and later entries (transcript-1 §6.3, §7, §8, §16, §17).
import { hex64, isTextOf } from '../types.ts';
import type { Note } from '../note.ts';
import { attr } from './draw.ts';
import { ascends, bad, Bad, ceremony, DATE, entry, FIELD, fields, HEX64, hexLine, INT, last, one, oneOf, POS, PUBKEY, ROLE, rest, w, words, type Rule } from './fields.ts';

// ---- the receipt (13.1) ----

const valued = (kw: string, often: '+' | '*', n0: number, put: (n: Note, f: string[], v: string) => void): Rule => ({
    kw, often, parse: (f, n, _l, t) => {
        if (f.length < n0) bad('fields+', kw, n0 - 1);
        const v = f.length > n0 ? rest(t, n0) : '';
        if (v !== '' && !isTextOf(v, 900)) bad('text', v.slice(0, 80));
        put(n, f, v);
    },
});

export const receipt: Rule[] = [
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

export const beacon: Rule[] = [
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
export const handover: Rule[] = [
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
export const rekey: Rule[] = [
    ...entry,
    role('role'),
    pubkey('old'),
    pubkey('key'),
    { kw: 'expire', often: '?', parse: (f, n) => {
        fields(f, 1);
        n.words.expire = [DATE(f[1])];
    } },
];
export const abort: Rule[] = [...entry, words('reason', w('roll-error late missing beacon dispute other'))];
export const close: Rule[] = [
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
export const replace: Rule[] = [...entry, { kw: 'refused', often: '+', is: kw => GROUP.includes(kw), parse: (f, n, line) => {
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

// ---- the audit and the end of the roll key (transcript-1 §16.2, §17.3) ----

const counts = (kw: string, n: number): Rule => ({ kw, often: '?', parse: f => {
    fields(f, n);
    f.slice(1).forEach(s => INT(s));
} });

/** That its four optional lines belong together, and their sums, is for V19. */
export const audit: Rule[] = [
    ...entry,
    words('full', w('yes no none')),
    counts('lines', 1),
    counts('leaves', 4),
    counts('positions', 4),
    { kw: 'plan', often: '?', parse: f => {
        fields(f, 1);
        HEX64(f[1]);
    } },
];

export const destroy: Rule[] = [...entry, hexLine('rollkey', (n, s) => (n.rollkey = s))];

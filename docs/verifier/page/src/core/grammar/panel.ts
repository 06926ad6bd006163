// Notes of a panel (pool-1 §3, §5.1, §6.3, §7).
import { compareFractions, fractionOf, type Fraction } from '../panel/numbers.ts';
import { personOf } from '../panel/person.ts';
import { int } from '../types.ts';
import type { Note } from '../note.ts';
import { lead, source } from './draw.ts';
import { bad, Bad, ceremony, entry, fields, HEX64, hexLine, INT, last, one, oneOf, POS, rest, TEXT, w, words, type Rule } from './fields.ts';

const MOST = 1000000;
export const MOST_PANELS = 100000;
export const MOST_PERSONS = 10000000;

const expected = (line: number, due: string, found: string): never => {
    throw new Bad({ key: 'expected', p: [due, found] }, line, 'V03');
};
const open = (n: Note): boolean => n.words.publication[0] === 'open';
const FRACTION = (s: string): Fraction => fractionOf(s) ?? bad('fraction', s.slice(0, 40));

/** The last category, when no feature of it was read yet. */
const bare = (n: Note): boolean => n.categories.length > 0 && last(n.features)?.category !== n.categories.length - 1;

export const quotas: Rule[] = [
    ceremony,
    one('size', (f, n) => {
        fields(f, 1);
        n.seats = POS(f[1], MOST);
    }),
    words('objective', w('leximin maximin')),
    words('households', w('yes no')),
    one('lottery', (f, n) => {
        fields(f, 1);
        n.lottery = POS(f[1], MOST_PANELS);
    }),
    words('number', w('seed dice')),
    words('publication', w('open sealed')),
    one('counts', (f, n) => {
        fields(f, 1);
        n.words.counts = [oneOf(f[1], ...(open(n) ? ['all'] : ['all', 'drawn']))];
    }),
    one('kmin', (f, n) => {
        fields(f, 1);
        n.kmin = POS(f[1], open(n) ? 1 : MOST);
    }),
    { kw: 'category', often: '+', is: kw => kw === 'category' || kw === 'feature', parse: (f, n, line, t) => {
        if (f[0] === 'category') {
            if (bare(n)) expected(line, 'feature', f[0]);
            const text = rest(t, 2);
            const c = POS(f[1], 64);
            if (c !== n.categories.length + 1) bad('runs', f[1]);
            if (n.categories.includes(TEXT(text))) bad('twice', text);
            n.categories.push(text);
            return;
        }
        if (n.categories.length === 0) expected(line, 'category', f[0]);
        const label = rest(t, 4);
        const i = POS(f[1], 4096);
        if (i !== n.features.length + 1) bad('runs', f[1]);
        const high = INT(f[3], MOST);
        const low = INT(f[2], high);
        const category = n.categories.length - 1;
        if (n.features.some(x => x.category === category && x.label === TEXT(label))) bad('twice', label);
        n.features.push({ category, low, high, label: TEXT(label) });
    }, done: (n, at) => {
        if (bare(n)) expected(at, 'feature', n.lines[at - 1].split(' ')[0]);
    } },
];

export const poolCommit: Rule[] = [
    ...entry,
    hexLine('rules', (n, s) => (n.rules = s)),
    one('pool', (f, n) => {
        fields(f, 3);
        n.pool = { n: INT(f[1], MOST_PERSONS), root: HEX64(f[2]), sha: HEX64(f[3]) };
    }),
    hexLine('panels', (n, s) => (n.words.panels = [s])),
    hexLine('counts', (n, s) => (n.words.counts = [s])),
    { kw: 'proof', often: '1', is: kw => kw === 'proof' || kw === 'opened', parse: (f, n) => {
        fields(f, 1);
        n.words.bound = [f[0], HEX64(f[1])];
    } },
    hexLine('poolkey', () => undefined),
    one('deviation', (f, n) => {
        fields(f, 1);
        n.deviation = FRACTION(f[1]);
    }),
    { kw: 'level', often: '+', parse: (f, n) => {
        fields(f, 3);
        const low = FRACTION(f[1]);
        const high = FRACTION(f[2]);
        const before = last(n.levels);
        if (high.n > high.d) bad('range', f[2].slice(0, 40));
        if (compareFractions(low, high) > 0 || (before && compareFractions(before.high, low) >= 0)) bad('ascending', f[1].slice(0, 40));
        n.levels.push({ low, high, persons: POS(f[3]) });
    } },
    source,
    lead,
];

export const panelResult: Rule[] = [
    ...entry,
    hexLine('seed', (n, s) => (n.seed = s)),
    one('panel', (f, n) => {
        fields(f, 1);
        n.panel = INT(f[1]);
    }),
    { kw: 'salt', often: '?', parse: (f, n) => {
        fields(f, 1);
        n.salt = HEX64(f[1]);
    } },
    { kw: 'count', often: '+', parse: (f, n) => {
        fields(f, 2);
        if (POS(f[1], 4096) !== n.counts.length + 1) bad('runs', f[1]);
        if (f[2] !== '-') INT(f[2]);
        n.counts.push(f[2]);
    } },
    { kw: 'member', often: '+', parse: (f, n) => {
        fields(f, 3);
        if (POS(f[1], MOST) !== n.members.length + 1) bad('runs', f[1]);
        n.members.push([POS(f[2]), HEX64(f[3])]);
    } },
];

const WIDTH = 1000;

// Each person takes two bytes at least (10.2).
export const panels: Rule[] = [
    ceremony,
    one('size', (f, n) => {
        fields(f, 1);
        n.seats = POS(f[1], Math.min(MOST, Math.floor(n.length / 2)));
    }),
    one('panels', (f, n) => {
        fields(f, 1);
        n.lottery = POS(f[1], Math.min(MOST_PANELS, Math.floor(Math.floor(n.length / 2) / n.seats)));
    }),
    { kw: 'panel', often: '+', parse: (f, n, line, t) => {
        if (f.length < 3 || t.length > WIDTH) bad('fields+', f[0]);
        const K = n.seats;
        const taken = n.people.length % K;
        const number = n.panelLine.length - (taken > 0 ? 1 : 0);
        if (number === n.lottery || f[1] !== String(number).padStart(String(n.lottery - 1).length, '0')) bad('runs', f[1]);
        if (taken === 0) {
            n.panelLine.push(line);
            n.number = number > 0 ? 0 : 1; // how it stands to the panel before, so far
        } else if (n.lines[line - 2].length + 1 + f[2].length <= WIDTH) bad('otherwise');
        if (taken + f.length - 2 > K) bad('many', 'P', K);
        f.slice(2).forEach((s, i) => {
            const p = POS(s);
            if (taken + i > 0 && p <= last(n.people)!) bad('ascending', s);
            if (n.number === 0) n.number = Math.sign(p - n.people[n.people.length - K]);
            n.people.push(p);
        });
        if (n.number < 0 && n.people.length % K === 0) bad('ascending', f[1]);
    }, done: (n, at) => {
        if (n.people.length !== n.lottery * n.seats) expected(at, 'panel', n.lines[at - 1].split(' ')[0]);
    } },
];

export const poolOpen: Rule[] = [
    ceremony,
    hexLine('proof', (n, s) => (n.words.proof = [s])),
    { kw: 'person', often: '+', parse: (f, n) => {
        const { fsalts, features, households } = n.opened;
        if (POS(f[1] ?? '', MOST_PERSONS) !== fsalts.length + 1) bad('runs', f[1]);
        fsalts.push(HEX64(f[2] ?? ''));
        const person = personOf(f.slice(3), n.quotas!);
        if (!person) return bad('person', f[1]);
        households.push(person.pop()!);
        features.push(...person);
    } },
    { kw: 'counts', often: '*', parse: (f, n) => {
        fields(f, 2);
        if (int(f[1]) !== n.opened.csalts.length) bad('runs', f[1]);
        n.opened.csalts.push(HEX64(f[2]));
    } },
];

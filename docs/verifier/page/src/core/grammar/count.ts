// Notes of a count (tally-1 §3, §4, §6).
import type { Note } from '../note.ts';
import { lead, source } from './draw.ts';
import { ascends, bad, Bad, ceremony, distinct, entry, fields, HEX64, hexLine, INT, last, one, oneOf, POS, rest, TEXT, w, words, type Rule } from './fields.ts';

const ASIDE = ('age cost duplicate duplicate-project form method points residence too-few ' +
    'too-many unknown-project').split(' ');

export const projects: Rule[] = [
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

export const countRules: Rule[] = [
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

export const ballotsCommit: Rule[] = [
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

export const tally: Rule[] = [
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

/** What only one writing of the values allows in count-rules: the budget under seats, and how
 * the members of a cap are broken into lines. The first line that is written otherwise, or 0. */
export function otherwise(n: Note): number {
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

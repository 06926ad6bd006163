// V08 to V11, V12 and V15 of a panel (pool-1 §9).
import { hex, L } from '../bytes.ts';
import { Absent, fail, line, NOTE_BYTES, shaOf, type Dossier } from '../dossier.ts';
import { readNote, type Note } from '../note.ts';
import type { Folder } from '../folder.ts';
import { householdFault } from '../panel/pool.ts';
import type { Options, Report } from '../report.ts';
import { randint, subSeed, type Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { H } from '../sha256.ts';

export const OPEN = 'pool-open.txt';
const POOL = 'pool.txt';

export function poolForm(d: Dossier): Say {
    d.reads(d.kind.rules, POOL);
    return { key: 'ok V08', p: [d.pool!.n] };
}

export function poolOrder(d: Dossier): void {
    d.reads(d.kind.rules, POOL);
    if (d.pool!.disorder) fail(POOL, line(d.pool!.disorder), 'order');
}

export function poolRoot(d: Dossier): Say {
    d.reads(d.commitFile, d.kind.rules, POOL);
    const c = d.note(d.commitFile).pool;
    const pool = d.pool!;
    if (pool.n !== c.n) fail(POOL, 'lines', 'pool-lines', pool.n, c.n);
    if (d.hashOf(POOL) !== c.sha) fail(POOL, 'sha256', 'pool-sha');
    if (hex(pool.root) !== c.root) fail(POOL, 'root', 'root');
    return { key: 'ok V10 pool', p: [c.n] };
}

/** The bytes of an opened file, whose SHA-256 is the sealed one. */
export function* openedFile(from: Folder, name: string, sha: string): Work<Uint8Array> {
    const item = from.get(name);
    if (!item) fail(name, 'absent', 'absent');
    const { bytes } = item!;
    if (!bytes || bytes.length > NOTE_BYTES) return fail(name, 'file', 'not-file');
    if ((yield* shaOf(bytes)) !== sha) fail(name, 'sha256', 'opened-sha');
    return bytes;
}

/** pool-open.txt, as it was sealed. */
function* readOpened(d: Dossier, opened: Folder): Work<Note> {
    const c = d.note(d.commitFile);
    const quotas = d.note(d.kind.rules);
    const pool = d.pool!;
    const bytes = yield* openedFile(opened, OPEN, c.words.bound[0] === 'opened' ? c.words.bound[1] : '');
    const n = readNote('pool-open', OPEN, bytes, undefined, quotas);
    if (n.fault) fail(OPEN, line(n.fault.line), n.fault.why.key, ...(n.fault.why.p ?? []));
    if (n.ceremony !== c.ceremony) fail(OPEN, line(n.at.ceremony), 'ceremony');
    const { fsalts, features, households, csalts } = n.opened;
    const first = n.at.person;
    if (fsalts.length !== pool.n) fail(OPEN, line(first + Math.min(fsalts.length, pool.n)), 'opened-persons', fsalts.length, pool.n);
    const due = quotas.words.counts[0] === 'drawn' ? quotas.lottery : 0;
    if (csalts.length !== due) fail(OPEN, line(first + pool.n + Math.min(csalts.length, due)), 'opened-counts', csalts.length, due);
    const C = quotas.categories.length;
    for (let i = 0; i < pool.n; i++) {
        if (i % 2048 === 0) yield { what: 'opened', done: i, of: pool.n };
        const f = [...features.slice(i * C, (i + 1) * C).map(x => x + 1), households[i] || '-'].join(' ');
        if (hex(H(L('urne/1 features', fsalts[i], f))) !== pool.commitments[i]) fail(OPEN, line(first + i), 'opened-person', i + 1);
    }
    return n;
}

export function* poolFeatures(d: Dossier, r: Report, o: Options): Work<Say> {
    d.reads(d.kind.rules, POOL);
    const quotas = d.note(d.kind.rules);
    const open = quotas.words.publication[0] === 'open';
    if (!open) {
        if (!o.opened) throw new Absent({ key: 'features-sealed' });
        d.reads(d.commitFile);
        r.opened = yield* readOpened(d, o.opened);
    }
    const at = householdFault(r.opened ? r.opened.opened.households : d.pool!.people!.household);
    if (at >= 0) fail(open ? POOL : OPEN, line((open ? 1 : r.opened!.at.person) + at), 'household');
    return { key: 'ok V11 pool', p: [quotas.features.length, d.pool!.n] };
}

/** Whether one source of dice gives each number equally often (7.2.2). */
export function poolSources(c: Note, quotas: Note): boolean {
    const [s, ...more] = c.sources;
    if (more.length > 0 || s.form !== 'dice') return false;
    let rest = 1 % quotas.lottery;
    for (let i = 0; i < s.count; i++) rest = (rest * (s.die === 'd6' ? 6 : 10)) % quotas.lottery;
    return rest === 0;
}

/** The number of the panel (7.6), or -1 where nothing was thrown. */
function numberDue(quotas: Note, reveals: Note, result: Note): number {
    if (quotas.words.number[0] === 'seed') return Number(randint(subSeed(result.seed, 'panel'), 'number', BigInt(quotas.lottery), 0)[0]);
    const [v] = reveals.values;
    if (v?.form !== 'dice') return -1;
    const [base, less] = v.die === 'd6' ? [6, 1] : [10, 0];
    let number = 0;
    for (const c of v.digits!) number = (number * base + (+c - less)) % quotas.lottery;
    return number;
}

/** The count lines of 22: those of counts.txt, or what opens it. */
function countLines(n: Note, quotas: Note, sealed: string, at: number): void {
    const F = quotas.features.length;
    if (n.counts.length !== F) fail(n.name, line(at + Math.min(n.counts.length, F)), 'count-lines', n.counts.length, F);
    if (quotas.words.counts[0] === 'drawn') {
        if (hex(H(L('urne/1 counts', n.salt, n.counts.join(' ')))) !== sealed) fail(n.name, line(at), 'count-opens');
    } else sealed.split(' ').forEach((c, i) => n.counts[i] !== c && fail(n.name, line(at + i), 'count-due', quotas.features[i].label));
    countsHold(n, quotas, at);
}

/** The counts that are not hidden are within the quotas, those of a category K together. */
function countsHold(n: Note, quotas: Note, at: number): void {
    let sum = 0; // not a number where something is hidden
    quotas.features.forEach(({ category, low, high, label }, i) => {
        const c = n.counts[i];
        if (c !== '-' && (+c < low || +c > high)) fail(n.name, line(at + i), 'counts-quota', label);
        if (category !== quotas.features[i - 1]?.category) sum = 0;
        sum += c === '-' ? NaN : +c;
        const last = category !== quotas.features[i + 1]?.category;
        if (last && (sum < quotas.seats || sum > quotas.seats)) fail(n.name, line(at + i), 'counts-sum', quotas.categories[category], quotas.seats);
    });
}

export function drawPanel(d: Dossier, r: Report): Say {
    d.reads(d.commitFile, d.revealsFile, d.resultFile, d.kind.rules, POOL, 'panels.txt', 'counts.txt');
    const n = d.note(d.resultFile);
    const quotas = d.note(d.kind.rules);
    const panels = d.note('panels.txt');
    const number = numberDue(quotas, d.note(d.revealsFile), n);
    let at = n.at.panel;
    if (n.panel !== number) fail(n.name, line(at), 'panel-number', String(number));
    if (number >= panels.lottery || number >= d.counts.length) fail(n.name, line(at), 'panel-none', String(number));
    const drawn = quotas.words.counts[0] === 'drawn';
    if (drawn !== (n.at.salt !== undefined)) fail(n.name, line(at + 1), drawn ? 'salt-missing' : 'salt-more');
    at += drawn ? 2 : 1;
    countLines(n, quotas, d.counts[number], at);
    at += n.counts.length;
    const persons = panels.people.slice(number * panels.seats, (number + 1) * panels.seats);
    persons.forEach((p, i) => {
        const m = n.members[i];
        if (!m || m[0] !== p || m[1] !== d.pool!.pids[p - 1]) fail(n.name, line(at + i), 'member-due', p);
    });
    if (n.members.length > persons.length) fail(n.name, line(at + persons.length), 'line-more-panel');
    r.panel = { number, persons, counts: n.counts };
    return { key: 'ok V15 panel', p: [String(number), persons.length] };
}

// V22: the numbered panels, their counts, the certificate, the levels (pool-1 §9.10).
import { hex, L } from '../bytes.ts';
import { gcd } from '../count/rational.ts';
import { Absent, fail, Failure, line, type Dossier } from '../dossier.ts';
import type { Note } from '../note.ts';
import { readCertificate } from '../panel/certificate.ts';
import { Refusal } from '../panel/lines.ts';
import type { Lottery } from '../panel/lottery.ts';
import { modelOf, type Model, type People } from '../panel/model.ts';
import { textOf, type Fraction } from '../panel/numbers.ts';
import { shown } from '../panel/pool.ts';
import type { Options, Report } from '../report.ts';
import type { Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { H } from '../sha256.ts';
import { openedFile, OPEN } from './panel.ts';

const PANELS = 'panels.txt';
const COUNTS = 'counts.txt';
const PROOF = 'panel-proof.txt';

/** That panels and counts are those that were sealed, and the proof where it is due (1). */
function bound(d: Dossier, c: Note, open: boolean): void {
    for (const f of [PANELS, COUNTS]) if (d.hashOf(f) !== c.words[f.slice(0, -4)][0]) fail(f, 'sha256', 'panels-sha');
    if ((c.words.bound[0] === 'proof') !== open) fail(c.name, line(c.at.proof ?? c.at.opened), open ? 'proof-due' : 'opened-due');
    if (!open && d.folder.has(PROOF)) fail(PROOF, 'name', 'proof-public');
}

/** What anybody sees of panels and counts (2, 3). */
function seen(d: Dossier, c: Note, quotas: Note, panels: Note): void {
    if (panels.ceremony !== c.ceremony) fail(PANELS, line(panels.at.ceremony), 'ceremony');
    if (panels.seats !== quotas.seats) fail(PANELS, line(panels.at.size), 'panels-size', quotas.seats);
    if (panels.lottery !== quotas.lottery) fail(PANELS, line(panels.at.panels), 'panels-many', quotas.lottery);
    const at = panels.people.findIndex(p => p > d.pool!.n);
    if (at >= 0) fail(PANELS, line(lineOf(panels, at)), 'panels-person', String(panels.people[at]));
    if (d.counts.length !== quotas.lottery) fail(COUNTS, 'lines', 'counts-lines', d.counts.length, quotas.lottery);
    if (quotas.words.counts[0] !== 'all') return;
    d.counts.forEach((s, i) => s.split(' ').forEach((v, f) => {
        const { low, high, label } = quotas.features[f];
        if (v !== '-' && (+v < low || +v > high)) fail(COUNTS, line(i + 1), 'counts-quota', label);
    }));
}

/** The line of panels.txt on which a person stands: its place in the list of all. */
function lineOf(panels: Note, at: number): number {
    const number = Math.floor(at / panels.seats);
    let left = at - number * panels.seats;
    let n = panels.panelLine[number];
    for (;;) {
        const persons = panels.lines[n - 1].split(' ').length - 2;
        if (left < persons) return n;
        left -= persons;
        n++;
    }
}

/** Each panel keeps the quotas, and its counts are those of counts.txt (5); how often each person
 * is on one. */
function* kept(d: Dossier, quotas: Note, panels: Note, people: People, csalts: string[] | null): Work<Uint32Array> {
    const K = panels.seats;
    const C = people.categories;
    const times = new Uint32Array(people.n);
    const counts = new Uint32Array(quotas.features.length);
    for (let i = 0; i < panels.lottery; i++) {
        if (i % 64 === 0) yield { what: 'panels', done: i, of: panels.lottery };
        counts.fill(0);
        const households = new Set<number>();
        let alone = 0;
        for (let j = i * K; j < (i + 1) * K; j++) {
            const p = panels.people[j] - 1;
            times[p]++;
            for (let c = 0; c < C; c++) counts[people.features[p * C + c]]++;
            if (people.household[p] === 0) alone++;
            else households.add(people.household[p]);
        }
        const at = line(panels.panelLine[i]);
        quotas.features.forEach((f, k) => (counts[k] < f.low || counts[k] > f.high) && fail(PANELS, at, 'panels-quota', String(i), f.label));
        if (households.size + alone < K) fail(PANELS, at, 'panels-household', String(i));
        const due = shown(counts, quotas).join(' ');
        if ((csalts ? hex(H(L('urne/1 counts', csalts[i], due))) : due) !== d.counts[i]) fail(COUNTS, line(i + 1), 'counts-due', String(i));
    }
    return times;
}

/** The level lines that are due (6.7). */
function levelLines(lottery: Lottery, kmin: number): string[] {
    const groups: { low: Fraction; high: Fraction; persons: number }[] = [];
    let open = false;
    for (const { chance, persons } of lottery.levels) {
        const g = groups[groups.length - 1];
        if (open) {
            g.high = chance;
            g.persons += persons;
        } else groups.push({ low: chance, high: chance, persons });
        open = groups[groups.length - 1].persons < kmin;
    }
    if (open && groups.length > 1) {
        const rest = groups.pop()!;
        const g = groups[groups.length - 1];
        g.high = rest.high;
        g.persons += rest.persons;
    }
    return groups.map(g => `level ${textOf(g.low)} ${textOf(g.high)} ${g.persons}`);
}

/** The deviation (5.4), and whether everybody is on floor or ceiling of M p panels. */
function deviation(model: Model, lottery: Lottery, times: Uint32Array, panels: number): { greatest: Fraction; near: boolean } {
    const T = model.persons.length;
    const most = new Uint32Array(T);
    const least = new Uint32Array(T).fill(panels);
    model.typeOf.forEach((t, i) => {
        most[t] = Math.max(most[t], times[i]);
        least[t] = Math.min(least[t], times[i]);
    });
    const M = BigInt(panels);
    let greatest: Fraction = { n: 0n, d: 1n };
    let near = true;
    for (let t = 0; t < T; t++) {
        const whole = lottery.D * BigInt(model.persons[t]);
        const due = lottery.x[t] * M; // over whole
        for (const k of new Set([most[t], least[t]])) {
            const off = BigInt(k) * whole - due;
            const n = off < 0n ? -off : off;
            if (n >= whole) near = false;
            if (n * greatest.d > greatest.n * whole * M) greatest = { n, d: whole * M };
        }
    }
    const g = gcd(greatest.n, greatest.d);
    return { greatest: { n: greatest.n / g, d: greatest.d / g }, near };
}

/** The certificate, of this pool and these quotas (6). */
function* certified(d: Dossier, quotas: Note, model: Model, bytes: Uint8Array): Work<Lottery> {
    const r = yield* readCertificate(bytes, model);
    if (r instanceof Refusal) return fail(PROOF, line(r.line), r.key);
    if (r.ceremony !== d.note(d.commitFile).ceremony) fail(PROOF, line(2), 'ceremony');
    if (r.objective !== quotas.words.objective[0]) fail(PROOF, line(4), 'proof-objective', quotas.words.objective[0]);
    return r.lottery!;
}

function* proofBytes(d: Dossier, r: Report, o: Options): Work<Uint8Array> {
    if (r.opened) return yield* openedFile(o.opened!, PROOF, r.opened.words.proof[0]);
    if (d.hashOf(PROOF) !== d.note(d.commitFile).words.bound[1]) fail(PROOF, 'sha256', 'opened-sha');
    return d.bytesOf(PROOF)!;
}

function peopleOf(d: Dossier, r: Report, quotas: Note): People {
    if (!r.opened) return d.pool!.people!;
    const { features, households } = r.opened.opened;
    return { n: households.length, categories: quotas.categories.length, features: Uint16Array.from(features), household: Float64Array.from(households) };
}

export function* panels(d: Dossier, r: Report, o: Options): Work<Say> {
    d.reads(d.commitFile, d.kind.rules, 'pool.txt', PANELS, COUNTS);
    const c = d.note(d.commitFile);
    if (c.words.bound[0] === 'proof') d.must(PROOF);
    const quotas = d.note(d.kind.rules);
    const list = d.note(PANELS);
    const open = quotas.words.publication[0] === 'open';
    bound(d, c, open);
    seen(d, c, quotas, list);
    if (!open && !o.opened) throw new Absent({ key: 'panels-sealed', p: [quotas.lottery] });
    const v11 = r.checks.find(x => x.id === 'V11')!;
    if (v11.result === 'FAIL' && v11.file === OPEN) throw new Failure(OPEN, v11.item, v11.why);
    const people = peopleOf(d, r, quotas);
    const csalts = quotas.words.counts[0] === 'drawn' ? r.opened!.opened.csalts : null;
    const times = yield* kept(d, quotas, list, people, csalts);
    const model = modelOf(people, quotas.features.map((f): [number, number] => [f.low, f.high]), quotas.seats, quotas.words.households[0] === 'yes');
    const lottery = yield* certified(d, quotas, model, yield* proofBytes(d, r, o));
    const due = levelLines(lottery, quotas.kmin);
    for (let i = 0; i < Math.max(due.length, c.levels.length); i++) {
        const at = c.at.level + i;
        const given = i < c.levels.length ? c.lines[at - 1] : '';
        if (given !== (due[i] ?? '')) fail(c.name, line(at), 'level-due');
    }
    const off = deviation(model, lottery, times, quotas.lottery);
    if (textOf(off.greatest) !== textOf(c.deviation!)) fail(c.name, line(c.at.deviation), 'deviation-due');
    r.lottery = { near: off.near, deviation: off.greatest };
    return {
        key: quotas.words.objective[0] === 'maximin' ? 'ok V22 maximin' : 'ok V22',
        p: [quotas.lottery, textOf(c.levels[0].low), textOf(off.greatest)],
    };
}

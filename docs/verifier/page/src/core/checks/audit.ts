// V19: the sample audit (transcript-1 §16): its plan, made again, and what it says.
import { hex, utf8 } from '../bytes.ts';
import { Absent, fail, kindOf, line, type Dossier } from '../dossier.ts';
import type { Note } from '../note.ts';
import { order, randint, subSeed, tickets, type Roll, type Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { Sha256 } from '../sha256.ts';
import { int } from '../types.ts';

const MOST = 1000000;

/** positions of 16.1.2: as many numbers from 1 to M, ascending. */
function* positions(seed: string, many: number, M: number): Work<number[]> {
    if (many >= M) return Array.from({ length: M }, (_, i) => i + 1); // all of them, in whatever order they come
    const s = subSeed(seed, 'audit/roll');
    const taken = new Set<number>();
    for (let ctr = 0; taken.size < many; ) {
        if (ctr % 2048 === 0) yield { what: 'audit', done: taken.size, of: many };
        let x: bigint;
        [x, ctr] = randint(s, 'position', BigInt(M), ctr);
        taken.add(1 + Number(x));
    }
    return [...taken].sort((a, b) => a - b);
}

/** SHA-256 of the plan (16.1.3). */
export function* planHash(ceremony: string, seed: string, roll: Roll, [LEAVES, POSITIONS]: [number, number], M: number): Work<string> {
    const sha = new Sha256().update(utf8(`urne/1 audit-plan\nceremony ${ceremony}\nseed ${seed}\nlines ${M}\n`));
    const t = yield* tickets(roll, subSeed(seed, 'audit/leaf'));
    const visit = yield* order(roll, t);
    for (const i of visit.subarray(0, LEAVES)) sha.update(utf8(`leaf ${i + 1} ${hex(t.subarray(32 * i, 32 * i + 32))}\n`));
    for (const p of yield* positions(seed, POSITIONS, M)) sha.update(utf8(`position ${p}\n`));
    return hex(sha.update(utf8('end\n')).digest());
}

/** The sizes that a seal promises, or null; too large ones fail. */
function promised(c: Note | null): [number, number] | null {
    if (c?.audit?.some(n => n > MOST)) fail(c.name, line(c.at.audit), 'audit-large', MOST);
    return c?.audit ?? null;
}

const PARTS = ['lines', 'leaves', 'positions', 'plan'];

/** That the four lines stand if and only if an audit was promised (16.2.2). */
function parts(n: Note, due: boolean): void {
    let at = n.at.full + 1;
    for (const kw of PARTS) {
        if (due && !n.at[kw]) fail(n.name, line(at), 'audit-part', kw);
        if (!due && n.at[kw]) fail(n.name, line(at), 'audit-unpromised');
        if (n.at[kw]) at++;
    }
}

const numbers = (n: Note, kw: string): number[] => n.lines[n.at[kw] - 1].split(' ').slice(1).map(int);
const sum = (list: number[]): bigint => list.reduce((s, x) => s + BigInt(x), 0n);

/** DUE of the leaves and of the positions, and M. */
function sizes(n: Note, [LEAVES, POSITIONS]: [number, number], N: number): number {
    const [M] = numbers(n, 'lines');
    for (const [kw, due] of [['leaves', Math.min(LEAVES, N)], ['positions', Math.min(POSITIONS, M)]] as const) {
        const [given, ...of] = numbers(n, kw);
        if (given !== due || sum(of) !== BigInt(due)) fail(n.name, line(n.at[kw]), 'audit-sizes', due);
    }
    if ((M === 0) !== (POSITIONS === 0)) fail(n.name, line(n.at.lines), 'audit-lines');
    return M;
}

export function* audit(d: Dossier): Work<Say> {
    if (d.count || !d.isDue(d.commitFile)) throw new Absent({ key: d.count ? 'no-draw' : 'no-audit' });
    const file = d.later.find(f => kindOf(f) === 'audit');
    if (!file) {
        const c = d.sound(d.commitFile);
        const due = promised(c);
        const closed = d.later.some(f => kindOf(f) === 'close');
        if (c && due && closed) fail(c.name, line(c.at.audit), 'audit-missing');
        throw new Absent({ key: due ? 'no-audit-yet' : 'no-audit' });
    }
    d.reads(d.commitFile);
    const due = promised(d.note(d.commitFile));
    d.reads('roll.txt', d.resultFile);
    d.must(file);
    const n = d.note(file);
    parts(n, due !== null);
    if (!due) return { key: 'ok V19 full' };
    const M = sizes(n, due, d.roll!.n);
    const plan = yield* planHash(d.note(d.commitFile).ceremony, d.note(d.resultFile).seed, d.roll!, due, M);
    if (n.lines[n.at.plan - 1] !== 'plan ' + plan) fail(file, line(n.at.plan), 'audit-plan');
    return { key: 'ok V19', p: [numbers(n, 'leaves')[0], numbers(n, 'positions')[0]] };
}

const DIGITS = 64;
const ONE = 10n ** BigInt(DIGITS);

/** Whether 20 (10,000 - q)^n <= 10,000^n: powers between bounds, and in full if these do not tell. */
function rare(q: number, n: number): boolean {
    const up = (x: bigint): bigint => (x + ONE - 1n) / ONE;
    let [lo, hi] = [ONE, ONE];
    let [low, high] = Array.from({ length: 2 }, () => BigInt(10000 - q) * 10n ** BigInt(DIGITS - 4));
    for (let k = n; k > 0; k = Math.floor(k / 2)) {
        if (k % 2 === 1) [lo, hi] = [(lo * low) / ONE, up(hi * high)];
        [low, high] = [(low * low) / ONE, up(high * high)];
    }
    if (20n * hi <= ONE) return true;
    if (20n * lo > ONE) return false;
    return 20n * BigInt(10000 - q) ** BigInt(n) <= 10000n ** BigInt(n);
}

/** q of 16.3.1, in hundredths of a percent. */
export function bound(n: number): number {
    let [no, yes] = [0, 10000];
    while (yes - no > 1) {
        const q = (no + yes) >> 1;
        if (rare(q, n)) yes = q;
        else no = q;
    }
    return yes;
}

/** What an audit that V19 passes says (16.3). */
export function* outcome(n: Note): Generator<Say, void, void> {
    const [full] = n.words.full;
    const [LEAF, CLEAN, GHOST, UNOPENED] = n.at.leaves ? numbers(n, 'leaves') : [0, 0, 0, 0];
    const [POSITION, FOUND, EXCLUDED, MISSING] = n.at.positions ? numbers(n, 'positions') : [0, 0, 0, 0];
    if (full === 'no' || GHOST > 0 || MISSING > 0) yield { key: 'audit-differences' };
    if (full !== 'none') yield { key: 'audit-full-' + full };
    if (LEAF > 0) yield CLEAN === LEAF ? { key: 'audit-leaves', p: [LEAF, bound(LEAF) / 100] } : { key: 'audit-leaf-counts', p: [LEAF, CLEAN, GHOST, UNOPENED] };
    if (n.at.lines && numbers(n, 'lines')[0] > 0) yield { key: 'audit-roll', p: numbers(n, 'lines') };
    if (POSITION > 0) {
        yield MISSING === 0 ? { key: 'audit-positions', p: [POSITION, FOUND, EXCLUDED, bound(POSITION) / 100] }
            : { key: 'audit-position-counts', p: [POSITION, FOUND, EXCLUDED, MISSING] };
    }
}

// What is counted: candidates, their support, constraints and the order of ties
// (budget-1 §1, §2, §4, §5).
import type { Ballots } from '../ballots.ts';
import { compareText, hex, L } from '../bytes.ts';
import type { Note } from '../note.ts';
import { subSeed, ticket, type Step } from '../roll.ts';
import { H } from '../sha256.ts';
import type { Say } from '../say.ts';

export class Refused {
    constructor(readonly why: Say, readonly unchecked = false) {}
}
const LIMIT = 1n << 60n;

export interface Candidate {
    at: number; // its place among candidates
    first: number; // its first project, from 0
    projects: number[];
    cost: bigint;
    id: string;
    key: string; // of 4.3
    votes: number;
    points: bigint;
    barred: boolean;
    caps: [number, bigint][]; // what it costs of which cap
    rivals: Set<number>;
}

/** The support of one candidate under a utility: groups of ballots and their u. */
export interface Support {
    groups: number[];
    u: bigint[];
    total: bigint;
    factor: bigint;
    most: bigint; // the greatest u
}

export interface Tie {
    round: number;
    tied: number[]; // candidates, in the tie order
    kind: string;
    group: boolean; // sorts all of them, or chooses the first
    open: number[][]; // those that no criterion tells apart
    changes: boolean;
}

export class Election {
    readonly cost: bigint[];
    readonly budget: bigint;
    readonly seats: number;
    readonly cands: Candidate[] = [];
    readonly weight: bigint[];
    readonly n: bigint;
    readonly criteria: string[];
    readonly needed: { n: bigint; d: bigint };
    readonly score: bigint[] = [];
    readonly lots: boolean;
    readonly unit: bigint; // of points
    readonly candOf: number[] = [];
    private tables = new Map<string, Support[]>();
    private tickets = new Map<string, string>();
    private subs = new Map<number, string>();

    constructor(readonly projects: Note, readonly rules: Note, readonly ballots: Ballots,
        readonly seed: string, readonly box: string) {
        const w = rules.words;
        this.seats = +w.seats[0];
        this.cost = projects.projects.map(p => (this.seats ? 1n : p.cost));
        this.budget = this.seats ? BigInt(this.seats) : BigInt(w.budget[0]);
        this.weight = ballots.groups.map(g => BigInt(g.weight));
        this.n = BigInt(ballots.n);
        this.criteria = w.ties;
        this.lots = w.ties.includes('lot');
        if (this.cost.reduce((a, b) => a + b, 0n) > LIMIT) throw new Refused({ key: 'refused-cost' });
        const joined = new Map<number, number[]>();
        for (const set of rules.joined) for (const p of set) joined.set(p - 1, set.map(x => x - 1));
        for (let p = 0; p < this.cost.length; p++) {
            const all = joined.get(p) ?? [p];
            if (all[0] !== p) continue;
            const at = this.cands.length;
            for (const q of all) this.candOf[q] = at;
            const id = projects.projects[p].id;
            this.cands.push({
                at, first: p, projects: all, cost: all.reduce((s, q) => s + this.cost[q], 0n), id, votes: 0, points: 0n,
                barred: false, caps: [], rivals: new Set(), key: hex(H(L('urne/1 project', box, id))),
            });
        }
        rules.caps.forEach((cap, k) => {
            const part = new Map<number, bigint>();
            for (const p of cap.members) {
                const c = this.candOf[p - 1];
                part.set(c, (part.get(c) ?? 0n) + this.cost[p - 1]);
            }
            for (const [c, amount] of part) this.cands[c].caps.push([k, amount]);
        });
        for (const set of rules.rivals) {
            const cs = [...new Set(set.map(p => this.candOf[p - 1]))];
            for (const a of cs) for (const b of cs) if (a !== b) this.cands[a].rivals.add(b);
        }
        const type = w.type[0];
        const pointed = type === 'cumulative' || type === 'scoring';
        ballots.groups.forEach((g, k) => {
            const seen = new Set<number>();
            g.marks.forEach((p, i) => {
                const c = this.cands[this.candOf[p]];
                if (!seen.has(c.at)) c.votes += g.weight;
                seen.add(c.at);
                const points = pointed ? g.points[i] : type === 'ordinal' ? g.marks.length - i : 0;
                c.points += this.weight[k] * BigInt(points);
            });
        });
        for (const u of ['points', 'points-cost']) {
            if (w.utility[0] === u && (type === 'approval' || type === 'choose-1')) throw new Refused({ key: 'refused-points' });
        }
        if (w.utility[0].startsWith('borda') && type !== 'ordinal') throw new Refused({ key: 'refused-borda' });
        if (w.rule[0] !== 'mes' && (w.completion[0] !== 'none' || w.comparison[0] !== 'none')) {
            throw new Refused({ key: 'refused-completion' });
        }
        // the threshold, 5.1
        const [num, den, of] = w.threshold;
        this.needed = of === 'votes' ? { n: BigInt(num), d: BigInt(den) } : { n: BigInt(num) * this.n, d: BigInt(den) };
        const unit = (this.unit = pointed ? 10n ** BigInt(w['point-places'][0]) : 1n);
        for (const c of this.cands) {
            if (c.points > LIMIT) throw new Refused({ key: 'refused-sum' });
            const score = type === 'approval' || type === 'choose-1' ? BigInt(c.votes) : c.points;
            this.score[c.at] = score;
            c.barred = num !== '0' && score * this.needed.d < this.needed.n * unit;
        }
    }

    support(utility: string): Support[] {
        const known = this.tables.get(utility);
        if (known) return known;
        const type = this.rules.words.type[0];
        const pointed = type === 'cumulative' || type === 'scoring';
        const table: Support[] = this.cands.map(c => ({
            groups: [], u: [], total: 0n, most: 0n,
            factor: utility === 'cost' || utility === 'points-cost' ? c.cost : 1n,
        }));
        this.ballots.groups.forEach((g, k) => {
            const u = new Map<number, bigint>();
            g.marks.forEach((p, i) => {
                const c = this.candOf[p];
                const before = u.get(c) ?? 0n;
                const rank = g.marks.length - i;
                switch (utility) {
                    case 'cost':
                    case 'cardinality': u.set(c, 1n); break;
                    case 'points':
                    case 'points-cost': u.set(c, before + BigInt(pointed ? g.points[i] : type === 'ordinal' ? rank : 0)); break;
                    default: {
                        const r = BigInt(utility === 'borda' ? rank - 1 : rank);
                        u.set(c, r > before ? r : before);
                    }
                }
            });
            for (const [c, v] of u) {
                if (v === 0n) continue;
                const t = table[c];
                t.groups.push(k);
                t.u.push(v);
                t.total += v * this.weight[k];
                if (v > t.most) t.most = v;
            }
        });
        if (table.some(t => t.total > LIMIT)) throw new Refused({ key: 'refused-sum' });
        this.tables.set(utility, table);
        return table;
    }

    ticketOf(round: number, c: number): string {
        const k = `${round} ${c}`;
        let t = this.tickets.get(k);
        if (t === undefined) {
            let s = this.subs.get(round);
            if (s === undefined) this.subs.set(round, (s = subSeed(this.seed, 'tie/' + round)));
            this.tickets.set(k, (t = ticket(s, this.cands[c].key)));
        }
        return t;
    }

    /** The criterion that tells a and b apart first, and how; -1 if none does. */
    apart(round: number, a: Candidate, b: Candidate): [number, number] {
        for (let i = 0; i < this.criteria.length; i++) {
            let d = 0;
            switch (this.criteria[i]) {
                case 'file': d = a.first - b.first; break;
                case 'id': d = compareText(a.id, b.id); break;
                case 'min-cost': d = a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : 0; break;
                case 'max-votes': d = b.votes - a.votes; break;
                default: {
                    const x = this.ticketOf(round, a.at);
                    const y = this.ticketOf(round, b.at);
                    d = x < y ? -1 : x > y ? 1 : 0;
                }
            }
            if (d) return [d, i];
        }
        return [compareText(a.id, b.id), -1];
    }

    sort(round: number, list: number[]): number[] {
        return list.slice().sort((x, y) => this.apart(round, this.cands[x], this.cands[y])[0]);
    }

    /** A tie that sorts all of its candidates, or that chooses the first alone. */
    tie(round: number, sorted: number[], all: boolean): Tie {
        let last = 0;
        const equal: number[][] = [[sorted[0]]];
        for (let i = 1; i < sorted.length; i++) {
            const before = all ? sorted[i - 1] : sorted[0]; // neighbours show every criterion of a whole order
            const by = this.apart(round, this.cands[before], this.cands[sorted[i]])[1];
            if (by >= 0) last = Math.max(last, by);
            if (by < 0) equal[equal.length - 1].push(sorted[i]);
            else if (all) equal.push([sorted[i]]);
        }
        const open = equal.filter(e => e.length > 1);
        return { round, tied: sorted, kind: open.length ? 'id' : this.criteria[last], group: all, open, changes: false };
    }
}

export interface Reason { word: string; round: number; a: string; b: string; other: string; won: boolean }

/** What is funded so far. */
export class State {
    spent = 0n;
    funded: number[] = [];
    is: boolean[] = [];
    capLeft: bigint[];
    constructor(readonly e: Election) {
        this.capLeft = e.rules.caps.map(c => c.amount);
    }
    copy(): State {
        const s = new State(this.e);
        s.spent = this.spent;
        s.funded = this.funded.slice();
        s.is = this.is.slice();
        s.capLeft = this.capLeft.slice();
        return s;
    }
    get left(): bigint {
        return this.spent > this.e.budget ? 0n : this.e.budget - this.spent;
    }
    fund(c: Candidate): void {
        this.spent += c.cost;
        this.funded.push(c.at);
        this.is[c.at] = true;
        for (const [k, amount] of c.caps) this.capLeft[k] -= amount;
    }
    private rival(c: Candidate): number {
        return c.rivals.size === 0 ? -1 : this.funded.find(f => c.rivals.has(f)) ?? -1;
    }
    private cap(c: Candidate): number {
        const hit = c.caps.find(([k, amount]) => amount > this.capLeft[k]);
        return hit ? hit[0] : -1;
    }
    allowed(c: Candidate): boolean {
        return this.rival(c) < 0 && this.cap(c) < 0;
    }
    room(c: Candidate): boolean {
        return c.cost <= this.left && this.allowed(c);
    }
    /** Why a candidate has no room in a round, 3.0.3. */
    noRoom(c: Candidate, round: number): Reason {
        const r = this.rival(c);
        if (r >= 0) return { word: 'rival', round, a: '-', b: '-', other: String(this.e.cands[r].first + 1), won: false };
        const k = this.cap(c);
        if (k >= 0) return { word: 'cap', round, a: String(this.capLeft[k]), b: '-', other: String(k + 1), won: false };
        return { word: 'left', round, a: String(this.left), b: '-', other: '-', won: false };
    }
}

export interface Fund { round: number; c: number; key: string; pays: string; left: bigint }
export interface Outcome { state: State; funds: Fund[]; ties: Tie[]; reasons: Map<number, Reason> }

export const lost = (word: string, round = 0, a = '-', other = '-'): Reason =>
    ({ word, round, a, b: '-', other, won: false });

/** Whether two outcomes fund other candidates. */
export function differs(a: State, b: State): boolean {
    return a.funded.length !== b.funded.length || a.funded.some(c => !b.is[c]);
}

type Again = (tie: number, first: number) => State;

/** One way in which all open ties fall: which option is taken at each that is met (4.6). */
export class Way {
    private at = 0;
    constructor(readonly script: number[] = [], readonly options: number[] = []) {}
    /** Takes the next option of n. */
    take(n: number): number {
        const i = this.at++;
        this.options[i] = n;
        this.options.length = Math.max(this.options.length, this.at);
        return (this.script[i] ??= 0);
    }
    /** The way behind this one, or null behind the last. */
    next(): Way | null {
        for (let i = this.at - 1; i >= 0; i--) {
            if (this.script[i] + 1 < this.options[i]) return new Way([...this.script.slice(0, i), this.script[i] + 1]);
        }
        return null;
    }
}

const WAYS = 20000;

/** Refuses the count if two ways fund different sets; gives up when there are too many to try (4.7). */
export function* refuseOpen(ties: Tie[], base: State, count: (way: Way) => State): Generator<Step, void, void> {
    const open = ties.find(t => t.open.length > 0);
    if (!open) return;
    let way: Way | null = new Way();
    for (let n = 0; way; n++) {
        if (n === WAYS) throw new Refused({ key: 'refused-many', p: [WAYS] }, true);
        yield { what: 'ties', done: n, of: WAYS };
        if (differs(base, count(way))) throw new Refused({ key: 'refused-tie', p: [open.round] });
        way = way.next();
    }
}

/** The order of a tie under a way: a whole group, or one that is chosen. */
export function fall(t: Tie, way: Way): number[] {
    if (t.open.length === 0) return t.tied;
    if (!t.group) {
        const first = t.open[0][way.take(t.open[0].length)];
        return [first, ...t.tied.filter(c => c !== first)];
    }
    const out = t.tied.slice();
    for (const equal of t.open) {
        const rest = equal.slice();
        const from = out.indexOf(equal[0]); // equals stand together
        for (let i = 0; i < equal.length; i++) out[from + i] = rest.splice(way.take(rest.length), 1)[0];
    }
    return out;
}

/** Marks the ties that change the result (4.5); `again` is the same run with a candidate put first. */
export function* judge(ties: Tie[], base: State, again: Again): Generator<Step, void, void> {
    for (let t = 0; t < ties.length; t++) {
        for (const c of ties[t].tied.slice(1)) {
            yield { what: 'ties', done: t, of: ties.length };
            if (differs(base, again(t, c))) {
                ties[t].changes = true;
                break;
            }
        }
    }
}

// The lottery of a certificate and its chances, and the stages that prove them (panel-1 §2.6, §3).
import { gcd } from '../count/rational.ts';
import type { Rows } from './bounds.ts';
import { placeOf, refuse, type Line } from './lines.ts';
import { compareFractions, DIGITS, exact, type Fraction } from './numbers.ts';

/** A panel by types, in their order. */
export interface Panel { weight: Fraction; types: number[]; counts: number[] }

/** A chance that somebody has, and how many. */
export interface Level { chance: Fraction; persons: number }

const lowest = (n: bigint, d: bigint): Fraction => {
    const g = gcd(n, d);
    return { n: n / g, d: d / g };
};

/** Panels, taken line by line: each is one, in order, and breaks nothing (C3, C7). */
export class Panels {
    readonly list: Panel[] = [];
    private readonly P: Float64Array;
    private readonly sums: Float64Array;
    private common = 1n;
    private static readonly most = 10n ** BigInt(DIGITS);

    constructor(private readonly rows: Rows, private readonly absent: Set<number>) {
        this.P = new Float64Array(rows.T);
        this.sums = new Float64Array(rows.F);
    }

    take(l: Line, p: Panel): void {
        const { d } = p.weight;
        if (this.common % d !== 0n) this.common *= d / gcd(this.common, d);
        if (this.common >= Panels.most) refuse(placeOf(l, 1), 'form', 'proof-form');
        if (p.types.some(t => this.absent.has(t)) || this.breaksCut(p)) refuse(l.last, 'C3', 'proof-C3');
        const before = this.list[this.list.length - 1];
        if (!this.isPanel(p) || (before && !Panels.follows(before, p))) refuse(l.last, 'C7', 'proof-C7');
        this.list.push(p);
    }

    private breaksCut(p: Panel): boolean {
        const persons = p.counts.reduce((s, c) => s + c, 0);
        const { P } = this;
        p.types.forEach((t, i) => (P[t] = p.counts[i]));
        const broken = this.rows.cuts.some(c => {
            if (exact(c.greatest * persons)) {
                let sum = 0;
                for (let i = 0; i < c.types.length; i++) sum += c.plain[i] * P[c.types[i]];
                return BigInt(sum) > c.most;
            }
            return c.types.reduce((s, t, i) => s + c.coef[i] * BigInt(P[t]), 0n) > c.most;
        });
        for (const t of p.types) P[t] = 0;
        return broken;
    }

    private isPanel(p: Panel): boolean {
        const { model } = this.rows;
        const sums = this.sums.fill(0);
        let all = 0;
        for (let i = 0; i < p.types.length; i++) {
            const t = p.types[i];
            if (p.counts[i] > model.persons[t]) return false;
            all += p.counts[i];
            for (let c = 0; c < model.categories; c++) sums[model.of[t * model.categories + c]] += p.counts[i];
        }
        return all === model.size && sums.every((s, f) => s >= model.low[f] && s <= model.high[f]);
    }

    /** At the first type where two panels differ, the one with more of it comes first. */
    private static follows(a: Panel, b: Panel): boolean {
        for (let i = 0; ; i++) {
            if (i === b.types.length) return i < a.types.length;
            if (i === a.types.length) return false;
            if (a.types[i] !== b.types[i]) return a.types[i] < b.types[i];
            if (a.counts[i] !== b.counts[i]) return a.counts[i] > b.counts[i];
        }
    }

    /** The chances, where the weights are 1 together; else null. */
    lottery(): Lottery | null {
        const D = this.common;
        const x = new Array<bigint>(this.rows.T).fill(0n);
        let sum = 0n;
        for (const p of this.list) {
            const w = p.weight.n * (D / p.weight.d);
            sum += w;
            p.types.forEach((t, i) => (x[t] += p.counts[i] === 1 ? w : w * BigInt(p.counts[i])));
        }
        return sum === D ? new Lottery(this.rows, x, D) : null;
    }
}

/** Averages x over D, and the chances of the types: their ranks, the lowest 0. */
export class Lottery {
    readonly levels: Level[] = [];
    readonly rank: Int32Array;

    constructor(rows: Rows, readonly x: bigint[], readonly D: bigint) {
        const { persons } = rows.model;
        const n = Array.from(persons, v => BigInt(v));
        this.rank = new Int32Array(rows.T);
        const order = x.map((_, t) => t).sort((a, b) => {
            const p = x[a] * n[b];
            const q = x[b] * n[a];
            return p < q ? -1 : p > q ? 1 : 0;
        });
        let last = -1;
        for (const t of order) {
            if (last < 0 || x[t] * n[last] !== x[last] * n[t]) this.levels.push({ chance: lowest(x[t], D * n[t]), persons: 0 });
            last = t;
            this.rank[t] = this.levels.length - 1;
            this.levels[this.levels.length - 1].persons += persons[t];
        }
    }

    /** How many levels are below a chance, and whether the next is equal to it. */
    place(chance: Fraction): { below: number; equal: boolean } {
        let from = 0;
        let to = this.levels.length;
        while (from < to) {
            const mid = (from + to) >> 1;
            if (compareFractions(this.levels[mid].chance, chance) < 0) from = mid + 1;
            else to = mid;
        }
        return { below: from, equal: from < this.levels.length && compareFractions(this.levels[from].chance, chance) === 0 };
    }
}

/** The stages of a proof, taken line by line (C4, C5). */
export class Stages {
    private readonly fixed: Uint8Array;
    private left: number;
    private taken = 0;
    private claimed = false; // a level above 0

    constructor(private readonly rows: Rows, private readonly lottery: Lottery, private readonly absent: Set<number>,
        private readonly maximin: boolean) {
        this.fixed = new Uint8Array(rows.T);
        this.left = rows.T;
    }

    take(l: Line, level: Fraction): void {
        const first = this.taken++ === 0;
        const plain = l.words.length === 2;
        if (this.maximin && this.claimed) refuse(l.last, 'C4', 'proof-C4');
        if ((first && this.absent.size > 0) !== (plain && level.n === 0n)) refuse(l.last, 'C4', 'proof-C4');
        if (level.n > 0n) this.claimed = true;
        if (!plain) return this.proven(l, level);
        if (level.n === 0n) {
            for (const t of this.absent) this.fix(t);
            return undefined;
        }
        // nobody can have more than 1: all who are left
        if (level.n !== 1n || level.d !== 1n || this.left === 0) refuse(l.last, 'C4', 'proof-C4');
        const { below, equal } = this.lottery.place(level);
        for (let t = 0; t < this.rows.T; t++) {
            if (this.fixed[t]) continue;
            if (!equal || this.lottery.rank[t] !== below) refuse(l.last, 'C5', 'proof-C5-level');
            this.fix(t);
        }
        return undefined;
    }

    private fix(t: number): void {
        this.left -= this.fixed[t] ? 0 : 1;
        this.fixed[t] = 1;
    }

    private proven(l: Line, level: Fraction): void {
        const { rows, lottery, fixed } = this;
        const { T, model } = rows;
        const list = rows.multipliers(l, 2);
        const { below, equal } = lottery.place(level);
        let beta = rows.allowed(list, [...model.low, model.size], [...model.high, model.size]);
        let sum = 0n;
        const fixes: number[] = [];
        const one = (t: number, r: bigint): void => {
            if (fixed[t]) {
                sum += r * lottery.x[t];
                return;
            }
            if (lottery.rank[t] < below) refuse(l.last, 'C5', 'proof-C5-below');
            if (r < 0n) beta -= r * BigInt(model.persons[t]);
            if (r <= 0n) return;
            if (!equal || lottery.rank[t] !== below) refuse(l.last, 'C5', 'proof-C5-level');
            sum += r * lottery.x[t];
            fixes.push(t);
        };
        if (exact(rows.reach(list))) {
            const r = new Float64Array(T);
            rows.add(r, list, 1);
            for (let t = 0; t < T; t++) if (r[t] !== 0 || !fixed[t]) one(t, BigInt(r[t]));
        } else {
            const r = new Array<bigint>(T).fill(0n);
            rows.addBig(r, list, 1n);
            r.forEach((v, t) => one(t, v));
        }
        if (sum !== beta * lottery.D) refuse(l.last, 'C5', 'proof-C5-sum');
        if (fixes.length === 0) refuse(l.last, 'C4', 'proof-C4');
        for (const t of fixes) this.fix(t);
    }

    /** Whether the stages prove what is claimed. */
    get complete(): boolean {
        return this.maximin ? this.claimed : this.left === 0;
    }
}

// The rows with their multipliers, and trees that prove cuts (panel-1 §2.4, §5).
import { placeOf, refuse, type Line } from './lines.ts';
import type { Model } from './model.ts';
import { exact, integerOf, smallOf, type Multiplier } from './numbers.ts';

/** A claim about panels: the sum of coef times what they have is at most `most`. */
export interface Cut {
    types: number[];
    coef: bigint[];
    most: bigint;
    greatest: number; // of the coefficients, without sign
    plain: number[]; // the coefficients, exact where `greatest` is small
}
export const cutOf = (pairs: [number, bigint][], most: bigint): Cut => {
    const plain = pairs.map(p => Number(p[1]));
    return { types: pairs.map(p => p[0]), coef: pairs.map(p => p[1]), most, greatest: Math.max(0, ...plain.map(Math.abs)), plain };
};

/** The pairs A:B behind the first `from` words of a line: A from 1 to `most`, ascending. */
export function pairsOf(l: Line, from: number, most: number, value: (s: string) => bigint | null, least = 1): [number, bigint][] {
    let before = 0;
    if (l.words.length < from + least) refuse(l.last, 'form', 'proof-form');
    return l.words.slice(from).map((w, i): [number, bigint] => {
        const line = l.lines[from + i];
        const at = w.indexOf(':');
        const a = integerOf(w.slice(0, Math.max(0, at)), 16);
        const b = value(w.slice(at + 1));
        if (a === null || a < 1n || b === null || b === 0n) return refuse(line, 'form', 'proof-form');
        if (a > BigInt(most)) refuse(line, 'C1', 'proof-C1');
        if (Number(a) <= before) refuse(line, 'form', 'proof-form');
        before = Number(a);
        return [before - 1, b];
    });
}

export class Rows {
    readonly cuts: Cut[] = [];
    readonly T: number;
    readonly F: number;

    constructor(readonly model: Model) {
        this.T = model.persons.length;
        this.F = model.low.length;
    }

    /** Multipliers of rows that are there; those of cuts are above 0. */
    multipliers(l: Line, from: number): Multiplier[] {
        return pairsOf(l, from, this.F + 1 + this.cuts.length, s => integerOf(s), 0).map(([row, big], i) => {
            if (row > this.F && big < 0n) refuse(placeOf(l, from + i), 'form', 'proof-form');
            return { row, big, lam: Number(big) };
        });
    }

    /** A bound of the numbers r_t, without sign. */
    reach(list: Multiplier[]): number {
        return list.reduce((s, m) => s + Math.abs(m.lam) * (m.row > this.F ? this.cuts[m.row - this.F - 1].greatest : 1), 0);
    }

    /** Adds to v the multiples of the rows, times sign. */
    add(v: Float64Array, list: Multiplier[], sign: 1 | -1): void {
        for (const { row, lam } of list) {
            const a = sign * lam;
            if (row < this.F) for (const t of this.model.having[row]) v[t] += a;
            else if (row === this.F) for (let t = 0; t < this.T; t++) v[t] += a;
            else {
                const c = this.cuts[row - this.F - 1];
                c.types.forEach((t, i) => (v[t] += a * c.plain[i]));
            }
        }
    }
    addBig(v: bigint[], list: Multiplier[], sign: 1n | -1n): void {
        for (const { row, big } of list) {
            const a = sign * big;
            if (row < this.F) for (const t of this.model.having[row]) v[t] += a;
            else if (row === this.F) for (let t = 0; t < this.T; t++) v[t] += a;
            else {
                const c = this.cuts[row - this.F - 1];
                c.types.forEach((t, i) => (v[t] += a * c.coef[i]));
            }
        }
    }

    /** The sum of what the rows allow, of bounds low and high for the features and the whole. */
    allowed(list: Multiplier[], low: number[], high: number[]): bigint {
        let sum = 0n;
        for (const { row, big } of list) {
            sum += row > this.F ? big * this.cuts[row - this.F - 1].most : big * BigInt(big > 0n ? high[row] : low[row]);
        }
        return sum;
    }
}

interface Branch { row: boolean; i: number; low: number; high: number; d: number; second: boolean }

/** The tree of a cut: each line that is taken holds, or is refused. */
export class Tree {
    private readonly low: number[];
    private readonly high: number[];
    private readonly lo: Float64Array;
    private readonly hi: Float64Array;
    private readonly stack: Branch[] = [];
    private readonly v: Float64Array;

    constructor(private readonly rows: Rows, private readonly cut: Cut, absent: Iterable<number>) {
        const { model } = rows;
        this.low = [...model.low, model.size];
        this.high = [...model.high, model.size];
        this.lo = new Float64Array(rows.T);
        this.hi = Float64Array.from(model.persons);
        this.v = new Float64Array(rows.T);
        for (const t of absent) this.hi[t] = 0;
    }

    /** Takes a line; whether the tree is at its end. */
    take(l: Line): boolean {
        const [kw] = l.words;
        if (kw === 'branch') {
            this.branch(l);
            return false;
        }
        if (kw !== 'leaf' && kw !== 'empty') refuse(l.line, 'form', 'proof-tree');
        const leaf = kw === 'leaf';
        const s = leaf ? integerOf(l.words[1] ?? '') : 0n;
        if (s === null || (leaf && s < 1n)) return refuse(placeOf(l, 1), 'form', 'proof-form');
        const list = this.rows.multipliers(l, leaf ? 2 : 1);
        if (!this.below(s, list)) refuse(l.last, 'C2', 'proof-C2');
        return this.close();
    }

    private branch(l: Line): void {
        const [, what, which, at] = l.words;
        const row = what === 'row';
        if (!row && what !== 'type') refuse(placeOf(l, 1), 'form', 'proof-form');
        const n = integerOf(which ?? '', 16);
        if (n === null || n < 1n) return refuse(placeOf(l, 2), 'form', 'proof-form');
        const i = Number(n) - 1;
        if (i >= (row ? this.rows.F + 1 + this.rows.cuts.length : this.rows.T)) refuse(placeOf(l, 2), 'C1', 'proof-C1');
        const d = smallOf(at ?? '');
        if (d === null || l.words.length !== 4) return refuse(placeOf(l, d === null ? 3 : 4), 'form', 'proof-form');
        if (row && i >= this.rows.F) refuse(l.last, 'C2', 'proof-C2');
        const low = row ? this.low[i] : this.lo[i];
        const high = row ? this.high[i] : this.hi[i];
        if (d < BigInt(low) || d >= BigInt(high)) refuse(l.last, 'C2', 'proof-C2');
        const b = { row, i, low, high, d: Number(d), second: false };
        this.bound(b, low, b.d);
        this.stack.push(b);
    }
    private bound(b: Branch, low: number, high: number): void {
        (b.row ? this.low : this.lo)[b.i] = low;
        (b.row ? this.high : this.hi)[b.i] = high;
    }
    private close(): boolean {
        for (let b = this.stack[this.stack.length - 1]; b; b = this.stack[this.stack.length - 1]) {
            if (!b.second) {
                b.second = true;
                this.bound(b, b.d + 1, b.high);
                return false;
            }
            this.bound(b, b.low, b.high);
            this.stack.pop();
        }
        return true;
    }

    /** M(s y) < s (b + 1), where s is 0: M(0) < 0. */
    private below(s: bigint, list: Multiplier[]): boolean {
        const { rows, cut } = this;
        const limit = s * (cut.most + 1n) - rows.allowed(list, this.low, this.high);
        const reach = Number(s) * cut.greatest + rows.reach(list);
        if (!exact(reach * (rows.model.total + 1))) return this.rest(s, list) < limit;
        const v = this.v.fill(0);
        if (s > 0n) cut.types.forEach((t, i) => (v[t] = Number(s) * cut.plain[i]));
        rows.add(v, list, -1);
        let sum = 0;
        for (let t = 0; t < rows.T; t++) sum += v[t] * (v[t] > 0 ? this.hi[t] : this.lo[t]);
        return BigInt(sum) < limit;
    }
    private rest(s: bigint, list: Multiplier[]): bigint {
        const { rows, cut } = this;
        const v = new Array<bigint>(rows.T).fill(0n);
        cut.types.forEach((t, i) => (v[t] = s * cut.coef[i]));
        rows.addBig(v, list, -1n);
        return v.reduce((sum, x, t) => sum + x * BigInt(x > 0n ? this.hi[t] : this.lo[t]), 0n);
    }
}

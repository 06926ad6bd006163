// Greatest utility: the three walks that make the result and its proof (budget-1 §3.4), and
// whether an open tie could have made another result (4.6).
import { Election, lost, Refused, State, type Candidate, type Fund, type Outcome, type Reason } from './election.ts';
import type { Work } from '../roll.ts';

export interface Welfare extends Outcome { utility: bigint; proof: string }

interface Walk { tree: string[]; best: boolean[] | null; abandoned: boolean }

const LIMIT = 1n << 120n;
const NODES = 2000000;
const STRICT_NODES = 125000;

/** The items of 3.4.2, in their order. */
class Items {
    readonly N: number;
    readonly cs: Candidate[];
    readonly worth: bigint[];
    readonly price: bigint[];
    readonly place: number[] = []; // in the tie order of round 1
    readonly rank: number[] = []; // the same, equal for those that no criterion tells apart
    readonly better: number[][] = []; // those before an item that beat it
    readonly worse: number[][] = []; // those before an item that it beats

    constructor(readonly e: Election, readonly list: number[], gain: (c: number) => bigint) {
        this.N = list.length;
        this.cs = list.map(c => e.cands[c]);
        this.price = this.cs.map(c => c.cost);
        this.worth = list.map((c, i) => gain(c) * (e.budget + 1n) - this.price[i]);
        if (list.some(c => gain(c) * (e.budget + 1n) > LIMIT) || this.worth.reduce((a, b) => a + b, 0n) > LIMIT) {
            throw new Refused({ key: 'refused-sum' });
        }
        let before: Candidate | null = null;
        let rank = -1;
        e.sort(1, list).forEach((c, k) => {
            const i = list.indexOf(c);
            if (!before || e.apart(1, before, e.cands[c])[1] >= 0) rank = k;
            before = e.cands[c];
            this.place[i] = k;
            this.rank[i] = rank;
        });
        for (let i = 0; i < this.N; i++) {
            const all = Array.from({ length: i }, (_, p) => p);
            this.better.push(all.filter(p => this.beats(p, i, this.place)));
            this.worse.push(all.filter(p => this.beats(i, p, this.place)));
        }
    }

    /** 3.4.2.5, under an order of ties. */
    beats(p: number, q: number, order: number[]): boolean {
        const { worth, price, cs } = this;
        const caps = new Map(cs[q].caps);
        return price[p] <= price[q] && (worth[p] > worth[q] || (worth[p] === worth[q] && order[p] < order[q])) &&
            cs[p].caps.every(([k, a]) => a <= (caps.get(k) ?? 0n)) && !this.list.some((c, i) => i !== q && cs[p].rivals.has(c));
    }

    /** A set comes before another, 3.4.1.3. */
    before(a: boolean[], b: boolean[]): boolean {
        let p = -1;
        for (let i = 0; i < this.N; i++) if (a[i] !== b[i] && (p < 0 || this.place[i] < this.place[p])) p = i;
        return p >= 0 && a[p];
    }

    /** A set comes before another in some order of those that no criterion tells apart: where
     * the two differ first, it holds somebody whom the other does not. */
    mayPrecede(a: boolean[], b: boolean[]): boolean {
        const differ = this.rank.filter((_, i) => a[i] !== b[i]);
        const first = Math.min(...differ);
        return this.rank.some((r, i) => r === first && a[i] && !b[i]);
    }

    value(set: boolean[]): bigint {
        return this.worth.reduce((s, w, i) => (set[i] ? s + w : s), 0n);
    }

    /** 3.4.3.2, from what the first d items leave. */
    bound(d: number, sum: bigint, left: bigint): bigint {
        for (let k = d; k < this.N; k++) {
            if (this.price[k] > left) return sum + (this.worth[k] * left) / this.price[k];
            sum += this.worth[k];
            left -= this.price[k];
        }
        return sum;
    }
}

/** A node of the tree: what is decided, and what is in. */
class Node {
    readonly set: boolean[] = [];
    readonly states: State[];
    readonly sums: bigint[] = [0n];
    constructor(readonly items: Items) {
        this.states = [new State(items.e)];
    }
    get d(): number {
        return this.set.length;
    }
    /** Takes the last decision in; false if what is in breaks 3.4.1.1. */
    enter(): boolean {
        const { d, set, states, sums, items } = this;
        if (d === 0) return true;
        if (set[d - 1] && !states[d - 1].room(items.cs[d - 1])) return false;
        states[d] = states[d - 1];
        sums[d] = sums[d - 1];
        if (set[d - 1]) {
            states[d] = states[d - 1].copy();
            states[d].fund(items.cs[d - 1]);
            sums[d] += items.worth[d - 1];
        }
        return true;
    }
    get sum(): bigint {
        return this.sums[this.d];
    }
    get bound(): bigint {
        return this.items.bound(this.d, this.sum, this.items.e.budget - this.states[this.d].spent);
    }
    /** Behind a leaf; false at the end of the tree. */
    next(): boolean {
        while (this.d > 0 && !this.set[this.d - 1]) this.set.pop();
        if (this.d === 0) return false;
        this.set[this.d - 1] = false;
        return true;
    }
}

/** A walk of 3.4.4. */
function* walk(items: Items, strict: boolean, known: boolean[] | null, most: number): Work<Walk> {
    const tree: string[] = [];
    let best = known;
    let bestWorth = known ? items.value(known) : 0n;
    const n = new Node(items);
    const beaten = (): boolean => n.d > 0 &&
        (n.set[n.d - 1] ? items.better[n.d - 1].some(p => !n.set[p]) : items.worse[n.d - 1].some(p => n.set[p]));
    const bounded = (): boolean => best !== null && (strict ? n.bound < bestWorth : n.bound <= bestWorth);
    for (;;) {
        if (tree.length === most) return { tree, best, abandoned: true };
        if (tree.length % 1024 === 0) yield { what: 'proof', done: tree.length, of: most };
        const ch = !n.enter() ? 'x' : beaten() ? 'd' : n.d === items.N ? 's' : bounded() ? 'b' : '+';
        tree.push(ch);
        if (ch === 's' && (!best || n.sum > bestWorth || (n.sum === bestWorth && items.before(n.set, best)))) {
            best = n.set.slice();
            bestWorth = n.sum;
        }
        if (ch === '+') n.set.push(true);
        else if (!n.next()) return { tree, best, abandoned: false };
    }
}

/** Refuses the count if a set as good as the result would be the first in another order of
 * candidates that no criterion tells apart (4.6, 5); gives up behind as many nodes as a walk. */
function* refuseOpen(items: Items, result: boolean[]): Work<void> {
    if (new Set(items.rank).size === items.N) return;
    const worth = items.value(result);
    const n = new Node(items);
    // a set that is bettered, in whatever order, is not the first of any
    const beaten = (): boolean => {
        const i = n.d - 1;
        return n.set.slice(0, i).some((is, p) => is !== n.set[i] && (is ? items.beats(i, p, items.rank) : items.beats(p, i, items.rank)));
    };
    for (let k = 0; ; k++) {
        if (k === NODES) throw new Refused({ key: 'refused-many', p: [NODES] }, true);
        if (k % 1024 === 0) yield { what: 'ties', done: k, of: NODES };
        if (n.enter() && !beaten()) {
            if (n.d === items.N) {
                if (n.sum === worth && items.mayPrecede(n.set, result)) throw new Refused({ key: 'refused-tie', p: [1] });
            } else if (n.bound >= worth) {
                n.set.push(true);
                continue;
            }
        }
        if (!n.next()) return;
    }
}

const whole = (w: Walk): Walk => {
    if (w.abandoned) throw new Refused({ key: 'refused-long' });
    return w;
};

export function* greatest(e: Election): Work<Welfare> {
    const table = e.support(e.rules.words.utility[0]);
    const start = new State(e);
    const gain = (c: number): bigint => table[c].total * table[c].factor;
    const list = e.cands.filter(c => table[c.at].total > 0n && !c.barred && start.room(c)).map(c => c.at);
    const cost = (c: number): bigint => e.cands[c].cost;
    list.sort((x, y) => {
        if (cost(x) === 0n || cost(y) === 0n) return cost(x) === cost(y) ? x - y : cost(x) === 0n ? -1 : 1;
        const a = gain(y) * cost(x);
        const b = gain(x) * cost(y);
        return a < b ? -1 : a > b ? 1 : x - y;
    });
    const items = new Items(e, list, gain);
    const one = whole(yield* walk(items, false, null, NODES));
    const two = yield* walk(items, true, one.best, STRICT_NODES);
    const three = whole(yield* walk(items, !two.abandoned, two.best, NODES));
    yield* refuseOpen(items, three.best!);
    const chosen = new Set(list.filter((_, i) => three.best![i]));

    const state = new State(e);
    const funds: Fund[] = [];
    const reasons = new Map<number, Reason>();
    let utility = 0n;
    for (const c of e.cands) {
        const w = gain(c.at);
        if (chosen.has(c.at)) {
            state.fund(c);
            utility += w;
            const round = state.funded.length;
            funds.push({ round, c: c.at, key: String(w), pays: '-', left: state.left });
            reasons.set(c.at, { word: 'optimal', round, a: String(w), b: '-', other: '-', won: true });
        } else if (table[c.at].total === 0n) reasons.set(c.at, lost('no-support'));
        else if (list.includes(c.at)) reasons.set(c.at, lost('outweighed', 0, String(w)));
        else reasons.set(c.at, start.noRoom(c, 0));
    }
    return { state, funds, ties: [], reasons, utility, proof: `${two.abandoned ? 'utility' : 'strict'} ${three.tree.join('')}` };
}

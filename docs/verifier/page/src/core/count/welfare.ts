// Greatest utility: the three walks that make the result and its proof (budget-1 §3.4).
import { Election, lost, Refused, State, type Fund, type Outcome, type Reason } from './election.ts';
import type { Work } from '../roll.ts';

export interface Welfare extends Outcome { utility: bigint; proof: string }

interface Walk { tree: string[]; best: boolean[] | null; abandoned: boolean }

export function* greatest(e: Election): Work<Welfare> {
    const table = e.support(e.rules.words.utility[0]);
    const start = new State(e);
    const gain = (c: number): bigint => table[c].total * table[c].factor;
    const items = e.cands.filter(c => table[c.at].total > 0n && !c.barred && start.room(c)).map(c => c.at);
    const cost = (c: number): bigint => e.cands[c].cost;
    items.sort((x, y) => {
        if (cost(x) === 0n || cost(y) === 0n) return cost(x) === cost(y) ? x - y : cost(x) === 0n ? -1 : 1;
        const a = gain(y) * cost(x);
        const b = gain(x) * cost(y);
        return a < b ? -1 : a > b ? 1 : x - y;
    });
    const N = items.length;
    const worth = items.map(c => gain(c) * (e.budget + 1n) - cost(c));
    const LIMIT = 1n << 120n;
    if (items.some(c => gain(c) * (e.budget + 1n) > LIMIT) || worth.reduce((a, b) => a + b, 0n) > LIMIT) {
        throw new Refused({ key: 'refused-sum' });
    }
    const place: number[] = [];
    e.sort(1, items).forEach((c, i) => (place[items.indexOf(c)] = i));
    const cs = items.map(c => e.cands[c]);
    const price = items.map(cost);
    const caps = cs.map(c => new Map(c.caps));
    const beats = (p: number, q: number): boolean =>
        price[p] <= price[q] && (worth[p] > worth[q] || (worth[p] === worth[q] && place[p] < place[q])) &&
        [...caps[p]].every(([k, a]) => a <= (caps[q].get(k) ?? 0n)) &&
        !items.some((c, i) => i !== q && cs[p].rivals.has(c));
    // items that come before i and beat it, or are beaten by it
    const better: number[][] = [];
    const worse: number[][] = [];
    for (let i = 0; i < N; i++) {
        better[i] = [];
        worse[i] = [];
        for (let p = 0; p < i; p++) {
            if (beats(p, i)) better[i].push(p);
            if (beats(i, p)) worse[i].push(p);
        }
    }
    /** A set comes before another, 3.4.1.3. */
    const before = (a: boolean[], b: boolean[]): boolean => {
        let p = -1;
        for (let i = 0; i < N; i++) if (a[i] !== b[i] && (p < 0 || place[i] < place[p])) p = i;
        return p >= 0 && a[p];
    };
    const value = (set: boolean[]): bigint => worth.reduce((s, w, i) => (set[i] ? s + w : s), 0n);

    function* walk(strict: boolean, known: boolean[] | null, most: number): Work<Walk> {
        const tree: string[] = [];
        let best = known;
        let bestWorth = known ? value(known) : 0n;
        const set: boolean[] = [];
        // what is in, behind each depth
        const states: State[] = [start];
        const sums: bigint[] = [0n];
        const breaks = (d: number): boolean => set[d - 1] && !states[d - 1].room(cs[d - 1]);
        for (;;) {
            const d = set.length;
            if (tree.length === most) return { tree, best, abandoned: true };
            if (tree.length % 1024 === 0) yield { what: 'proof', done: tree.length, of: most };
            let ch = '+';
            if (d > 0 && breaks(d)) ch = 'x';
            else {
                if (d > 0) {
                    if (set[d - 1]) {
                        const s = states[d - 1].copy();
                        s.fund(cs[d - 1]);
                        states[d] = s;
                        sums[d] = sums[d - 1] + worth[d - 1];
                    } else {
                        states[d] = states[d - 1];
                        sums[d] = sums[d - 1];
                    }
                }
                if (d > 0 && (set[d - 1] ? better[d - 1].some(p => !set[p]) : worse[d - 1].some(p => set[p]))) ch = 'd';
                else if (d === N) {
                    ch = 's';
                    if (!best || sums[d] > bestWorth || (sums[d] === bestWorth && before(set, best))) {
                        best = set.slice();
                        bestWorth = sums[d];
                    }
                } else if (best) {
                    let bound = sums[d];
                    let R = e.budget - states[d].spent;
                    for (let k = d; k < N; k++) {
                        if (price[k] <= R) {
                            bound += worth[k];
                            R -= price[k];
                        } else {
                            bound += (worth[k] * R) / price[k];
                            break;
                        }
                    }
                    if (strict ? bound < bestWorth : bound <= bestWorth) ch = 'b';
                }
            }
            tree.push(ch);
            if (ch === '+') {
                set.push(true);
                continue;
            }
            while (set.length > 0 && !set[set.length - 1]) set.pop();
            if (set.length === 0) return { tree, best, abandoned: false };
            set[set.length - 1] = false;
        }
    }
    const tooLong = (w: Walk): Walk => {
        if (w.abandoned) throw new Refused({ key: 'refused-long' });
        return w;
    };
    const one = tooLong(yield* walk(false, null, 2000000));
    const two = yield* walk(true, one.best, 125000);
    const three = tooLong(yield* walk(!two.abandoned, two.best, 2000000));
    const chosen = new Set(items.filter((_, i) => three.best![i]));

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
        else if (items.includes(c.at)) reasons.set(c.at, lost('outweighed', 0, String(w)));
        else reasons.set(c.at, start.noRoom(c, 0));
    }
    return { state, funds, ties: [], reasons, utility, proof: `${two.abandoned ? 'utility' : 'strict'} ${three.tree.join('')}` };
}

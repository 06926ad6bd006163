// Greatest utility: the proof in tally.txt is walked, nothing is searched (budget-1 §3.4, §8.12).
import { Election, lost, Refused, State, type Fund, type Outcome, type Reason } from './election.ts';
import type { Work } from '../roll.ts';

export interface Welfare extends Outcome { utility: bigint; proof: string }

export function* greatest(e: Election, given: string[]): Work<Welfare> {
    const table = e.support(e.rules.words.utility[0]);
    const no = (key: string): never => {
        throw new Refused({ key });
    };
    const start = new State(e);
    const worthOf = (c: number): bigint => table[c].total * table[c].factor;
    const items = e.cands.filter(c => table[c.at].total > 0n && !c.barred && start.room(c)).map(c => c.at);
    const cost = (c: number): bigint => e.cands[c].cost;
    items.sort((x, y) => {
        if (cost(x) === 0n || cost(y) === 0n) return cost(x) === cost(y) ? x - y : cost(x) === 0n ? -1 : 1;
        const a = worthOf(y) * cost(x);
        const b = worthOf(x) * cost(y);
        return a < b ? -1 : a > b ? 1 : x - y;
    });
    const N = items.length;
    const worth = items.map(c => worthOf(c) * (e.budget + 1n) - cost(c));
    const LIMIT = 1n << 120n;
    if (items.some(c => worthOf(c) * (e.budget + 1n) > LIMIT) || worth.reduce((a, b) => a + b, 0n) > LIMIT) no('refused-sum');
    const place: number[] = [];
    e.sort(1, items).forEach((c, i) => (place[items.indexOf(c)] = i));
    const cs = items.map(c => e.cands[c]);
    const capCost = cs.map(c => new Map(c.caps));
    const beats = (p: number, q: number): boolean =>
        cs[p].cost <= cs[q].cost && (worth[p] > worth[q] || (worth[p] === worth[q] && place[p] < place[q])) &&
        [...capCost[p]].every(([k, a]) => a <= (capCost[q].get(k) ?? 0n)) &&
        !items.some((c, i) => i !== q && cs[p].rivals.has(c));
    const beaters = items.map((_, q) => items.map((_, p) => p).filter(p => p !== q && beats(p, q)));

    // the result and the tree, as tally.txt has them
    const line = (kw: string): string[] => (given.find(s => s.startsWith(kw + ' ')) ?? '').split(' ').slice(1);
    const [kind, tree = ''] = line('proof');
    if (kind !== 'strict' && kind !== 'utility') no('refused-proof');
    const strict = kind === 'strict';
    const chosen = new Set<number>();
    for (const s of line('selected')) {
        if (s === '-') continue;
        const c = e.candOf[+s - 1];
        if (c === undefined) no('refused-proof');
        chosen.add(c);
    }
    const result = items.map(c => chosen.has(c));
    if (result.filter(Boolean).length !== chosen.size) no('refused-proof');

    const inSet = (set: boolean[], n: number): boolean => {
        const s = new State(e);
        for (let i = 0; i < n; i++) {
            if (!set[i]) continue;
            if (!s.room(cs[i])) return false;
            s.fund(cs[i]);
        }
        return true;
    };
    if (!inSet(result, N)) no('refused-proof');
    const value = (set: boolean[]): bigint => worth.reduce((s, w, i) => (set[i] ? s + w : s), 0n);
    const best = value(result);
    /** The set comes before the result: 3.4.1.3. */
    const before = (set: boolean[]): boolean => {
        let p = -1;
        for (let i = 0; i < N; i++) if (set[i] !== result[i] && (p < 0 || place[i] < place[p])) p = i;
        return p >= 0 && set[p];
    };
    const taken: boolean[] = [];
    let over = false;
    for (let i = 0; i < tree.length; i++) {
        if (i % 512 === 0) yield { what: 'proof', done: i, of: tree.length };
        if (over) no('refused-proof');
        const d = taken.length;
        const ch = tree[i];
        if (ch === '+') {
            if (d >= N) no('refused-proof');
            taken.push(true);
            continue;
        }
        let ok = false;
        if (ch === 'x') ok = !inSet(taken, d);
        else if (ch === 'd') ok = taken.some((t, q) => t && beaters[q].some(p => p < d && !taken[p]));
        else if (ch === 's' && d === N) {
            const v = value(taken);
            ok = !inSet(taken, d) || v < best || (v === best && (!strict || !before(taken)));
        } else if (ch === 'b' && inSet(taken, d)) {
            let bound = 0n;
            let R = e.budget;
            for (let k = 0; k < d; k++) {
                if (!taken[k]) continue;
                bound += worth[k];
                R -= cs[k].cost;
            }
            for (let k = d; k < N; k++) {
                if (cs[k].cost <= R) {
                    bound += worth[k];
                    R -= cs[k].cost;
                } else {
                    bound += (worth[k] * R) / cs[k].cost;
                    break;
                }
            }
            ok = strict ? bound < best : bound <= best;
        }
        if (!ok) no('refused-proof');
        while (taken.length > 0 && !taken[taken.length - 1]) taken.pop();
        if (taken.length === 0) over = true;
        else taken[taken.length - 1] = false;
    }
    if (!over) no('refused-proof');

    const state = new State(e);
    const funds: Fund[] = [];
    const reasons = new Map<number, Reason>();
    let utility = 0n;
    for (const c of e.cands) {
        const w = worthOf(c.at);
        if (chosen.has(c.at)) {
            state.fund(c);
            utility += w;
            const round = state.funded.length;
            funds.push({ round, c: c.at, key: String(w), pays: '-', left: state.left });
            reasons.set(c.at, { word: 'optimal', round, a: String(w), b: '-', other: '-', won: true });
        } else if (table[c.at].total === 0n) reasons.set(c.at, lost('no-support'));
        else if (items.includes(c.at)) reasons.set(c.at, lost('outweighed', 0, String(w)));
        else reasons.set(c.at, lost('left', 0, String(e.budget)));
    }
    return { state, funds, ties: [], reasons, utility, proof: `${kind} ${tree}` };
}

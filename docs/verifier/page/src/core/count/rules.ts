// Greedy, Equal Shares, Phragmén (budget-1 §3.1 to §3.3).
import { differs, Election, fall, judge, lost, refuseOpen, State, Way, type Fund, type Outcome, type Reason, type Tie } from './election.ts';
import { compare, gcd, plus, rational, show, times, type Rational } from './rational.ts';
import type { Work } from '../roll.ts';

/** How ties fall otherwise than by the tie order: one candidate first in one of them, or a way
 * for those that are open. */
export interface Force { tie: number; first: number }
type Fall = Force | Way | undefined;

/** Notes a tie, and gives its order. */
function settle(e: Election, round: number, list: number[], group: boolean, ties: Tie[], how: Fall): number[] {
    const tie = e.tie(round, e.sort(round, list), group);
    ties.push(tie);
    if (how instanceof Way) return fall(tie, how);
    if (how && how.tie === ties.length - 1) return [how.first, ...tie.tied.filter(c => c !== how.first)];
    return tie.tied;
}

// ---- 3.1 greedy ----

export function greedy(e: Election, start: State, utility: string, F: number, misfit: string, force?: Fall): Outcome {
    const table = e.support(utility);
    const keep = e.rules.words.unsupported[0] === 'keep';
    const reasons = new Map<number, Reason>();
    const byTotal = utility === 'cost' || utility === 'points-cost';
    const key: (Rational | null)[] = [];
    const race: number[] = [];
    for (const c of e.cands) {
        const t = table[c.at].total;
        key[c.at] = byTotal ? rational(t) : t === 0n ? rational(0n) : c.cost === 0n ? null : rational(t, c.cost);
        if (start.is[c.at] || c.barred) continue;
        if (t === 0n && !keep) reasons.set(c.at, lost('no-support'));
        else race.push(c.at);
    }
    const above = (x: number, y: number): number => {
        const a = key[x];
        const b = key[y];
        return a === null || b === null ? (a === b ? 0 : a === null ? -1 : 1) : compare(b, a);
    };
    race.sort((x, y) => above(x, y) || x - y);
    const ties: Tie[] = [];
    const list: number[] = [];
    for (let i = 0; i < race.length; ) {
        let j = i + 1;
        while (j < race.length && above(race[i], race[j]) === 0) j++;
        if (j - i === 1) list.push(race[i]);
        else {
            const group = race.slice(i, j);
            list.push(...settle(e, F + i, group, true, ties, force));
        }
        i = j;
    }
    const state = start.copy();
    const funds: Fund[] = [];
    let stopped = -1;
    list.forEach((at, i) => {
        const c = e.cands[at];
        const round = F + i;
        if (stopped >= 0) reasons.set(at, lost('stopped', round, '-', String(e.cands[stopped].first + 1)));
        else if (state.room(c)) {
            reasons.set(at, { word: 'taken', round, a: String(state.left), b: '-', other: '-', won: true });
            state.fund(c);
            funds.push({ round, c: at, key: key[at] === null ? 'infinite' : show(key[at]!), pays: '-', left: state.left });
        } else {
            reasons.set(at, state.noRoom(c, round));
            if (misfit === 'stop' && state.allowed(c) && c.cost <= e.budget) stopped = at;
        }
    });
    return { state, funds, ties, reasons };
}

/** Greedy with its ties judged. */
export function* judgedGreedy(e: Election, start: State, utility: string, F: number, misfit: string): Work<Outcome> {
    const o = greedy(e, start, utility, F, misfit);
    yield* refuseOpen(o.ties, o.state, way => greedy(e, start, utility, F, misfit, way).state);
    yield* judge(o.ties, o.state, (tie, first) => greedy(e, start, utility, F, misfit, { tie, first }).state);
    return o;
}

// ---- 3.2 Equal Shares ----

interface Purchase { c: number; rho: Rational; pays: Rational; all: bigint }
export interface Run {
    b: Rational;
    state: State;
    bought: Purchase[]; // behind the free ones
    free: number[];
    ties: Tie[];
    cls: Int32Array; // of each group of ballots, its class
    value: bigint[]; // of each class, what is left, over den
    den: bigint;
}

/** What is left, by class: ballots that have the same left are in one class. */
class Purse {
    value: bigint[];
    den: bigint;
    cls: Int32Array;
    private rank: number[] = [0]; // classes, ascending by value
    private sums: bigint[] = [];
    constructor(readonly e: Election, b: Rational) {
        this.value = [b.n];
        this.den = b.d;
        this.cls = new Int32Array(e.ballots.groups.length);
    }
    /** The price of a candidate (3.2.2), or null if its supporters have too little. */
    price(c: number, table: ReturnType<Election['support']>, plain: boolean): Rational | null {
        const s = table[c];
        const need = this.e.cands[c].cost * this.den;
        if (plain) {
            const w = this.sums;
            for (let k = 0; k < this.value.length; k++) w[k] = 0n;
            const weight = new Float64Array(this.value.length);
            for (const g of s.groups) weight[this.cls[g]] += this.e.ballots.groups[g].weight;
            let S = 0n;
            let D = s.total;
            for (const k of this.rank) {
                if (weight[k] === 0) continue;
                const v = this.value[k];
                if (need - S <= v * D) return { n: need - S, d: D * s.factor * this.den };
                const m = BigInt(weight[k]);
                S += v * m;
                D -= m;
            }
            return null;
        }
        const pairs = new Map<string, { v: bigint; u: bigint; w: bigint }>();
        s.groups.forEach((g, i) => {
            const k = `${this.cls[g]} ${s.u[i]}`;
            const p = pairs.get(k);
            if (p) p.w += this.e.weight[g];
            else pairs.set(k, { v: this.value[this.cls[g]], u: s.u[i], w: this.e.weight[g] });
        });
        const list = [...pairs.values()].sort((x, y) => {
            const a = x.v * y.u;
            const b = y.v * x.u;
            return a < b ? -1 : a > b ? 1 : 0;
        });
        let S = 0n;
        let D = s.total;
        for (const p of list) {
            if ((need - S) * p.u <= p.v * D) return { n: need - S, d: D * s.factor * this.den };
            S += p.v * p.w;
            D -= p.u * p.w;
        }
        return null;
    }
    /** Every supporter pays; how many have nothing left now. */
    pay(c: number, rho: Rational, table: ReturnType<Election['support']>): bigint {
        const s = table[c];
        // the price of one u, as a number over den
        const g = gcd(rho.n * s.factor * this.den, rho.d);
        const q = rho.d / g;
        if (q > 1n) {
            this.den *= q;
            for (let k = 0; k < this.value.length; k++) this.value[k] *= q;
        }
        const r = (rho.n * s.factor * this.den) / rho.d;
        const moved = new Map<string, number>();
        const byValue = new Map<bigint, number>();
        let all = 0n;
        const value = this.value.slice();
        s.groups.forEach((grp, i) => {
            const k = this.cls[grp];
            const v = this.value[k];
            const name = `${k} ${s.u[i]}`;
            let to = moved.get(name);
            if (to === undefined) {
                const pay = r * s.u[i];
                const left = v > pay ? v - pay : 0n;
                to = byValue.get(left);
                if (to === undefined) {
                    to = value.length;
                    value.push(left);
                    byValue.set(left, to);
                }
                moved.set(name, to);
            }
            if (v > 0n && value[to] === 0n) all += this.e.weight[grp];
            this.cls[grp] = to;
        });
        // classes of equal value become one; the empty ones go
        const used = new Map<bigint, number>();
        const map = new Map<number, number>();
        const next: bigint[] = [];
        for (let i = 0; i < this.cls.length; i++) {
            const k = this.cls[i];
            let to = map.get(k);
            if (to === undefined) {
                to = used.get(value[k]);
                if (to === undefined) {
                    to = next.length;
                    next.push(value[k]);
                    used.set(value[k], to);
                }
                map.set(k, to);
            }
            this.cls[i] = to;
        }
        this.value = next;
        this.rank = next.map((_, i) => i).sort((x, y) => (next[x] < next[y] ? -1 : next[x] > next[y] ? 1 : 0));
        return all;
    }
}

const isPlain = (utility: string): boolean => utility === 'cost' || utility === 'cardinality';

/** One run; with `replay`, the two-point test of 3.2.8.2 of the run `replay` at b. */
function mesRun(e: Election, b: Rational, utility: string, force?: Fall, replay?: Run): Run | boolean {
    const table = e.support(utility);
    const plain = isPlain(utility);
    const state = new State(e);
    const ties: Tie[] = [];
    const supported = e.cands.filter(c => table[c.at].total > 0n && !c.barred);
    const costless = supported.filter(c => c.cost === 0n).map(c => c.at);
    const freeOrder = costless.length > 1 ? settle(e, 1, costless, true, ties, force) : costless;
    const free = freeOrder.filter(c => {
        if (!state.allowed(e.cands[c])) return false;
        state.fund(e.cands[c]);
        return true;
    });
    let race = supported.filter(c => c.cost > 0n && state.allowed(c)).map(c => c.at);
    const purse = new Purse(e, b);
    const bought: Purchase[] = [];
    // A price never falls in a run, so that an old one is a lower bound.
    const bound: (Rational | undefined)[] = [];
    for (;;) {
        const round = state.funded.length + 1;
        let least: Rational | null = null;
        let tied: number[] = [];
        const target = replay?.bought[bought.length];
        const gone = new Set<number>();
        const queue = race.slice().sort((x, y) => {
            const p = bound[x];
            const q = bound[y];
            return !p || !q ? (p === q ? 0 : p ? 1 : -1) : compare(p, q);
        });
        if (replay) {
            for (const c of queue) {
                if (target && (c === target.c || (bound[c] && compare(bound[c]!, target.rho) > 0))) continue;
                const p = purse.price(c, table, plain);
                if (!p) {
                    gone.add(c);
                    continue;
                }
                bound[c] = p;
                if (!target) return false;
                const d = compare(p, target.rho);
                if (d < 0) return false;
                if (d === 0) {
                    const [before, by] = e.apart(round, e.cands[target.c], e.cands[c]);
                    if (by < 0 || before > 0) return false;
                }
            }
            if (!target) return true;
            least = purse.price(target.c, table, plain);
            if (!least) return false;
            tied = [target.c];
        } else {
            for (const c of queue) {
                if (least && bound[c] && compare(bound[c]!, least) > 0) continue;
                const p = purse.price(c, table, plain);
                if (!p) {
                    gone.add(c);
                    continue;
                }
                bound[c] = p;
                const d = least ? compare(p, least) : -1;
                if (d < 0) {
                    least = p;
                    tied = [c];
                } else if (d === 0) tied.push(c);
            }
        }
        if (!least) break;
        let first = tied[0];
        if (tied.length > 1) {
            first = settle(e, round, tied, false, ties, force)[0];
        }
        const all = purse.pay(first, least, table);
        bought.push({ c: first, rho: least, pays: times({ n: least.n * table[first].factor, d: least.d }, table[first].most), all });
        state.fund(e.cands[first]);
        race = race.filter(c => c !== first && !gone.has(c) && state.allowed(e.cands[c]));
    }
    return { b, state, bought, free, ties, cls: purse.cls, value: purse.value, den: purse.den };
}
const run = (e: Election, b: Rational, u: string, force?: Fall): Run => mesRun(e, b, u, force) as Run;
const holds = (e: Election, b: Rational, u: string, r: Run): boolean => mesRun(e, b, u, undefined, r) as boolean;

/** What a run and its completion fund. */
export function complete(e: Election, after: State, how?: Fall): State {
    const u = completionUtility(e);
    return u ? greedy(e, after, u, 1 + after.funded.length, 'skip', how).state : after;
}
export function completionUtility(e: Election): string {
    const w = e.rules.words;
    if (w.completion[0] !== 'utilitarian' && w.completion[0] !== 'add1u') return '';
    return w['completion-utility'][0] === 'votes' ? 'cost' : w.utility[0];
}

export interface MesOutcome extends Outcome {
    deciding: Run;
    intervals: { from: number; to: number; cost: bigint; list: number[] }[];
    stop: string;
    K: number;
    keeps: bigint[];
}

export function* equalShares(e: Election): Work<MesOutcome> {
    const w = e.rules.words;
    const utility = w.utility[0];
    const table = e.support(utility);
    const adds = w.completion[0] === 'add1' || w.completion[0] === 'add1u';
    const increment = BigInt(w.add1[2]);
    const currency = e.seats ? 1n : 10n ** BigInt(e.projects.places);
    const b0: Rational = e.n === 0n ? rational(0n)
        : adds && w.add1[0] === 'floor' ? rational((e.budget / (e.n * currency)) * currency) : rational(e.budget, e.n);
    // under seats the step is shared by the voters (6.1)
    const step: Rational = e.seats && e.n > 0n ? rational(increment, e.n) : rational(increment);
    const b = (k: number): Rational => plus(b0, times(step, BigInt(k)));
    const intervals: MesOutcome['intervals'] = [];
    let stop = '';
    let K = 0;
    let deciding = run(e, b0, utility);
    if (adds) {
        const sum = e.cands.filter(c => table[c.at].total > 0n && !c.barred).reduce((s, c) => s + c.cost, 0n);
        // the first k that is saturated
        const gap = plus(rational(sum), rational(-b0.n, b0.d));
        const saturated = gap.n <= 0n ? 0n : (gap.n * step.d + gap.d * step.n - 1n) / (gap.d * step.n);
        const counts = e.cands.filter(c => !c.barred && (w.add1[1] === 'all' || (w.add1[1] === 'supported' &&
            table[c.at].total > 0n && c.cost > 0n)));
        const exhausted = (r: Run): boolean => w.add1[1] !== 'none' && !counts.some(c => !r.state.is[c.at] && r.state.room(c));
        const note = (r: Run, k: number, to = k): void => {
            const list = r.state.funded;
            const before = intervals[intervals.length - 1];
            if (before && before.list.length === list.length && before.list.every((c, i) => c === list[i])) before.to = to;
            else intervals.push({ from: k, to, cost: r.state.spent, list });
        };
        const open = function* (r: Run): Work<void> {
            yield* refuseOpen(r.ties, r.state, way => run(e, r.b, utility, way).state);
        };
        let jump = 1;
        for (;;) {
            yield { what: 'runs', done: K, of: K + 1 };
            note(deciding, K);
            yield* open(deciding);
            if (exhausted(deciding)) stop = 'exhausted';
            else if (BigInt(K) >= saturated) stop = 'saturated';
            if (stop) break;
            // leave out runs that are proven to buy the same
            let skipped = false;
            while (jump > 1) {
                const to = saturated < BigInt(K + jump) ? Number(saturated) : K + jump;
                if (to > K && holds(e, b(to), utility, deciding)) {
                    K = to;
                    note(deciding, K);
                    deciding = run(e, b(K), utility);
                    jump *= 2;
                    skipped = true;
                    break;
                }
                jump = Math.floor(jump / 2);
                yield { what: 'runs', done: K, of: K + 1 };
            }
            if (skipped) continue;
            const next = run(e, b(K + 1), utility);
            if (next.state.spent > e.budget) {
                stop = 'overspent';
                note(next, K + 1);
                yield* open(next);
                break;
            }
            const same = next.state.funded.length === deciding.state.funded.length && !differs(next.state, deciding.state);
            jump = same ? 4 : Math.max(2, jump);
            deciding = next;
            K++;
        }
    }
    const u = completionUtility(e);
    const second = u ? greedy(e, deciding.state, u, 1 + deciding.state.funded.length, 'skip').ties : [];
    const whole = complete(e, deciding.state);
    yield* refuseOpen([...deciding.ties, ...second], whole, way => complete(e, run(e, deciding.b, utility, way).state, way));
    yield* judge(deciding.ties, whole, (tie, first) => complete(e, run(e, deciding.b, utility, { tie, first }).state));

    // lines and reasons
    const reasons = new Map<number, Reason>();
    const funds: Fund[] = [];
    let spent = 0n;
    const left = (): bigint => (spent > e.budget ? 0n : e.budget - spent);
    deciding.free.forEach((c, i) => {
        funds.push({ round: i + 1, c, key: '0', pays: '0', left: left() });
        reasons.set(c, { word: 'free', round: i + 1, a: '0', b: '0', other: '-', won: true });
    });
    deciding.bought.forEach((p, i) => {
        const round = deciding.free.length + i + 1;
        spent += e.cands[p.c].cost;
        funds.push({ round, c: p.c, key: show(p.rho), pays: show(p.pays), left: left() });
        reasons.set(p.c, { word: 'bought', round, a: show(p.pays), b: String(p.all), other: '-', won: true });
    });
    for (const c of e.cands) {
        if (reasons.has(c.at)) continue;
        if (table[c.at].total === 0n) reasons.set(c.at, lost('no-support'));
        else if (!deciding.state.allowed(c)) reasons.set(c.at, deciding.state.noRoom(c, 0));
        else {
            let s = 0n;
            for (const g of table[c.at].groups) s += deciding.value[deciding.cls[g]] * e.weight[g];
            reasons.set(c.at, lost('supporters', 0, show({ n: s, d: deciding.den })));
        }
    }
    const keeps = new Array<bigint>(11).fill(0n);
    const supports = new Uint8Array(e.weight.length);
    for (const t of table) for (const g of t.groups) supports[g] = 1;
    for (let g = 0; g < e.weight.length; g++) {
        const v = deciding.value[deciding.cls[g]];
        const tenth = !supports[g] ? 10 : deciding.b.n === 0n ? 0
            : Number((10n * v * deciding.b.d) / (deciding.b.n * deciding.den));
        keeps[tenth] += e.weight[g];
    }
    return { state: deciding.state, funds, ties: deciding.ties, reasons, deciding, intervals, stop, K, keeps };
}

// ---- 3.3 Phragmén ----

export function phragmen(e: Election, force?: Fall): Outcome {
    const table = e.support('cardinality');
    const w = e.rules.words;
    const stop = w.misfit[0] === 'stop';
    const state = new State(e);
    const reasons = new Map<number, Reason>();
    const funds: Fund[] = [];
    const ties: Tie[] = [];
    // loads of groups over one denominator
    let den = 1n;
    const load = e.weight.map(() => 0n);
    let stopped: { round: number; at: number } | null = null;
    const phase = (members: number[], supported: boolean): void => {
        let race = members.filter(c => {
            if (e.cands[c].cost <= e.budget) return true;
            reasons.set(c, state.noRoom(e.cands[c], 0));
            return false;
        });
        if (stopped) {
            for (const c of race) reasons.set(c, lost('stopped', stopped.round, '-', String(stopped.at + 1)));
            return;
        }
        // sums of the loads of supporters, by candidate
        for (;;) {
            const round = 1 + state.funded.length;
            race = race.filter(c => {
                const k = e.cands[c];
                if (stop ? state.allowed(k) : state.room(k)) return true;
                reasons.set(c, state.noRoom(k, round));
                return false;
            });
            if (race.length === 0) return;
            let least: Rational | null = null;
            let T: number[] = [];
            if (!supported) T = race;
            else {
                for (const c of race) {
                    let sum = e.cands[c].cost * den;
                    for (const g of table[c].groups) sum += load[g] * e.weight[g];
                    const l = { n: sum, d: table[c].total * den };
                    const d = least ? compare(l, least) : -1;
                    if (d < 0) {
                        least = l;
                        T = [c];
                    } else if (d === 0) T.push(c);
                }
            }
            if (stop) {
                const misfit = T.find(c => !state.room(e.cands[c]));
                if (misfit !== undefined) {
                    stopped = { round, at: e.cands[misfit].first };
                    reasons.set(misfit, state.noRoom(e.cands[misfit], round));
                    for (const c of race) if (c !== misfit) reasons.set(c, lost('stopped', round, '-', String(stopped.at + 1)));
                    return;
                }
            }
            let first = T[0];
            if (T.length > 1) {
                first = settle(e, round, T, false, ties, force)[0];
            }
            const key = least ? show(least) : 'infinite';
            state.fund(e.cands[first]);
            funds.push({ round, c: first, key, pays: '-', left: state.left });
            reasons.set(first, { word: 'loaded', round, a: key, b: '-', other: '-', won: true });
            if (least) {
                const q = least.d / gcd(least.n * den, least.d);
                if (q > 1n) {
                    den *= q;
                    for (let g = 0; g < load.length; g++) load[g] *= q;
                }
                const v = (least.n * den) / least.d;
                for (const g of table[first].groups) load[g] = v;
            }
            race = race.filter(c => c !== first);
        }
    };
    const alive = e.cands.filter(c => !c.barred).map(c => c.at);
    phase(alive.filter(c => table[c].total > 0n), true);
    const rest = alive.filter(c => table[c].total === 0n);
    if (w.unsupported[0] === 'keep') phase(rest, false);
    else for (const c of rest) reasons.set(c, lost('no-support'));
    return { state, funds, ties, reasons };
}

export function* judgedPhragmen(e: Election): Work<Outcome> {
    const o = phragmen(e);
    yield* refuseOpen(o.ties, o.state, way => phragmen(e, way).state);
    yield* judge(o.ties, o.state, (tie, first) => phragmen(e, { tie, first }).state);
    return o;
}

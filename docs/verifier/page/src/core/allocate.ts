// Seats of the strata: a function of the rules and the seed (draw-1 §10).
import { hex, L } from './bytes.ts';
import type { Note } from './note.ts';
import { randint, subSeed, ticket } from './roll.ts';
import { H } from './sha256.ts';

/** Ties of 10.1.3: the place of each stratum by (ticket of its key, H). */
function tieOrder(n: number, s: string): number[] {
    const t = Array.from({ length: n }, (_, h) => ticket(s, hex(H(L('urne/1 stratum', String(h + 1))))));
    const list = t.map((_, h) => h).sort((x, y) => (t[x] < t[y] ? -1 : t[x] > t[y] ? 1 : x - y));
    const place = new Array<number>(n);
    list.forEach((h, i) => (place[h] = i));
    return place;
}

function hamilton(N: number[], k: number, s: string): number[] {
    // k and N are below 10^6 and 10^8: the products are exact
    const sum = N.reduce((a, b) => a + b, 0);
    const seats = N.map(n => Math.floor((k * n) / sum));
    // a quotient near a whole number may be rounded up by the division: mend it
    seats.forEach((a, h) => {
        while (a * sum > k * N[h]) a--;
        while ((a + 1) * sum <= k * N[h]) a++;
        seats[h] = a;
    });
    const rest = N.map((n, h) => k * n - seats[h] * sum);
    let left = k - seats.reduce((a, b) => a + b, 0);
    const place = tieOrder(N.length, s);
    const list = N.map((_, h) => h).sort((x, y) => rest[y] - rest[x] || place[x] - place[y]);
    for (const h of list) {
        if (left-- <= 0) break;
        seats[h]++;
    }
    return seats;
}

/** Seat by seat to the largest N / divisor: a heap whose root is the next stratum. */
function divisors(N: number[], k: number, s: string, step: number): number[] {
    const seats = N.map(() => 0);
    const place = tieOrder(N.length, s);
    const before = (x: number, y: number): boolean => {
        const a = N[x] * (step * seats[y] + 1);
        const b = N[y] * (step * seats[x] + 1);
        return a !== b ? a > b : place[x] < place[y];
    };
    const heap = N.map((_, h) => h);
    const sink = (i: number): void => {
        for (;;) {
            let c = 2 * i + 1;
            if (c >= heap.length) return;
            if (c + 1 < heap.length && before(heap[c + 1], heap[c])) c++;
            if (!before(heap[c], heap[i])) return;
            [heap[c], heap[i]] = [heap[i], heap[c]];
            i = c;
        }
    };
    for (let i = heap.length >> 1; i >= 0; i--) sink(i);
    for (; k > 0; k--) {
        seats[heap[0]]++;
        sink(0);
    }
    return seats;
}

/** The rounding of 10.5. */
function balanced(rules: Note, N: number[], k: number, s: string): number[] {
    const sum = N.reduce((a, b) => a + b, 0);
    const [one, two] = rules.groups;
    const T1 = 0;
    const V1 = (g: number): number => g; // groups from 1 on; 0 is the total
    const T2 = one.length + 1;
    const V2 = (g: number): number => (g === 0 ? T2 : T2 + g);
    const tail: number[] = [];
    const head: number[] = [];
    const x: number[] = [];
    const electors = (chain: 0 | 1): number[] => {
        const total = rules.groups[chain].map(() => 0);
        rules.strata.forEach((t, h) => {
            const g = chain === 0 ? t.g1 : t.g2;
            if (g > 0) total[g - 1] += N[h];
        });
        for (let g = total.length; g >= 1; g--) {
            const parent = rules.groups[chain][g - 1].parent;
            if (parent > 0) total[parent - 1] += total[g - 1];
        }
        return total;
    };
    const n1 = electors(0);
    const n2 = electors(1);
    one.forEach((g, i) => {
        tail.push(g.parent === 0 ? T1 : V1(g.parent));
        head.push(V1(i + 1));
        x.push(k * n1[i]);
    });
    two.forEach((g, i) => {
        tail.push(V2(i + 1));
        head.push(V2(g.parent));
        x.push(k * n2[i]);
    });
    rules.strata.forEach((t, h) => {
        tail.push(t.g1 === 0 ? T1 : V1(t.g1));
        head.push(V2(t.g2));
        x.push(k * N[h]);
    });
    const at: number[][] = Array.from({ length: T2 + two.length + 1 }, () => []);
    tail.forEach((v, e) => {
        at[v].push(e);
        if (head[e] !== v) at[head[e]].push(e);
    });
    // What is whole stays whole: the beginning of a list that is whole is never looked at again.
    const begin = at.map(() => 0);
    const fractional = (e: number): boolean => x[e] % sum !== 0;
    const next = (v: number, except: number): number => {
        const list = at[v];
        while (begin[v] < list.length && !fractional(list[begin[v]])) begin[v]++;
        for (let i = begin[v]; i < list.length; i++) if (list[i] !== except && fractional(list[i])) return list[i];
        throw new Error('10.5.4');
    };
    let ctr = 0;
    for (let e0 = 0; e0 < x.length; ) {
        if (!fractional(e0)) {
            e0++;
            continue;
        }
        let v = tail[e0];
        const walk: [number, number][] = [];
        const visited = new Map<number, number>([[v, 0]]);
        let except = -1;
        let from = 0;
        for (;;) {
            const e = next(v, except);
            const d = tail[e] === v ? 1 : -1;
            walk.push([e, d]);
            v = d === 1 ? head[e] : tail[e];
            except = e;
            const seen = visited.get(v);
            if (seen !== undefined) {
                from = seen;
                break;
            }
            visited.set(v, walk.length);
        }
        const cycle = walk.slice(from);
        let up = Infinity;
        let down = Infinity;
        for (const [e, d] of cycle) {
            const m = x[e] % sum;
            up = Math.min(up, d === 1 ? sum - m : m);
            down = Math.min(down, d === 1 ? m : sum - m);
        }
        let r: bigint;
        [r, ctr] = randint(s, 'step', BigInt(up + down), ctr);
        for (const [e, d] of cycle) x[e] += r < BigInt(down) ? d * up : -d * down;
    }
    const first = one.length + two.length;
    return N.map((_, h) => x[first + h] / sum);
}

/** Seats or substitutes of every stratum, or null if the rules do not say how. */
export function allocate(rules: Note, seed: string, which: 'draw' | 'sub'): number[] {
    const k = which === 'draw' ? rules.seats : rules.substitutes;
    const N = rules.strata.map(t => t.n);
    if (rules.allocation === 'quota') return rules.strata.map(t => (which === 'draw' ? t.a : t.b));
    if (k === 0) return N.map(() => 0);
    const s = subSeed(seed, 'alloc/' + which);
    switch (rules.allocation) {
        case 'hamilton': return hamilton(N, k, s);
        case 'sainte-lague': return divisors(N, k, s, 2);
        case 'dhondt': return divisors(N, k, s, 1);
        default: return balanced(rules, N, k, s);
    }
}

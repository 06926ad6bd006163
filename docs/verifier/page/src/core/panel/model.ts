// Types and rows: what a certificate speaks of (panel-1 §2).

export interface Model {
    size: number;
    low: number[]; // quotas of the features, the households' behind the others
    high: number[];
    categories: number;
    of: Int32Array; // the features of the types, so many as categories each, from 0
    persons: Int32Array; // n_t
    typeOf: Int32Array; // of the people
    having: Int32Array[]; // the types that have a feature
    total: number; // people
}

/** People with their features, one after the other, from 0; household 0: alone. */
export interface People { n: number; categories: number; features: Uint16Array; household: Float64Array }

/** Below 0, 0 or above 0: the first number that differs decides, then the length. */
function compareLists(a: ArrayLike<number>, b: ArrayLike<number>): number {
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
}

/** The classes of households as one more category: that of each person, and how many households
 * each has. Members of a class are written one after the other, the lower features first;
 * classes are in the order of these writings. */
function classes(p: People): { of: Int32Array; sizes: number[] } {
    const C = p.categories;
    const members = new Map<number, number[]>();
    for (let i = 0; i < p.n; i++) {
        const h = p.household[i];
        if (h === 0) continue;
        const list = members.get(h);
        if (list) list.push(i);
        else members.set(h, [i]);
    }
    const kinds = new Map<string, { members: number[]; households: number[][] }>();
    for (const list of members.values()) {
        if (list.length < 2) continue;
        const all = list.map(i => p.features.subarray(i * C, (i + 1) * C)).sort(compareLists).flatMap(f => [...f]);
        const key = all.join(' ');
        const kind = kinds.get(key);
        if (kind) kind.households.push(list);
        else kinds.set(key, { members: all, households: [list] });
    }
    const sorted = [...kinds.values()].sort((x, y) => compareLists(x.members, y.members));
    const of = new Int32Array(p.n).fill(sorted.length);
    sorted.forEach((kind, c) => kind.households.flat().forEach(i => (of[i] = c)));
    return { of, sizes: sorted.map(kind => kind.households.length) };
}

export function modelOf(p: People, quotas: [number, number][], size: number, households: boolean): Model {
    const low = quotas.map(q => q[0]);
    const high = quotas.map(q => q[1]);
    const h = households ? classes(p) : null;
    const C = p.categories + (h ? 1 : 0);
    if (h) {
        for (const n of [...h.sizes, size]) {
            low.push(0);
            high.push(n);
        }
    }
    const known = new Map<string, number>();
    const rows: Int32Array[] = [];
    const first = new Int32Array(p.n);
    for (let i = 0; i < p.n; i++) {
        const row = new Int32Array(C);
        for (let c = 0; c < p.categories; c++) row[c] = p.features[i * p.categories + c];
        if (h) row[C - 1] = quotas.length + h.of[i];
        const key = row.join(' ');
        let t = known.get(key);
        if (t === undefined) {
            t = rows.length;
            known.set(key, t);
            rows.push(row);
        }
        first[i] = t;
    }
    const order = rows.map((_, t) => t).sort((x, y) => compareLists(rows[x], rows[y]));
    const place = new Int32Array(order.length);
    order.forEach((t, i) => (place[t] = i));
    const of = new Int32Array(order.length * C);
    order.forEach((t, i) => of.set(rows[t], i * C));
    const persons = new Int32Array(order.length);
    const typeOf = first.map(t => place[t]);
    for (const t of typeOf) persons[t]++;
    const lists: number[][] = low.map(() => []);
    for (let t = 0; t < order.length; t++) for (let c = 0; c < C; c++) lists[of[t * C + c]].push(t);
    return { size, low, high, categories: C, of, persons, typeOf, having: lists.map(l => Int32Array.from(l)), total: p.n };
}

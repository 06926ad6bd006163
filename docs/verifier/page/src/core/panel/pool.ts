// pool.txt and counts.txt, which are no notes (pool-1 §4, §6.5).
import type { Note } from '../note.ts';
import { ascii, leaf, Tree, type Work } from '../roll.ts';
import { hex64, int } from '../types.ts';
import type { People } from './model.ts';
import { personOf } from './person.ts';

const CHUNK = 2048;
const MOST = 10000000;

export interface Pool {
    n: number;
    pids: string[];
    commitments: string[]; // sealed
    people: People | null; // open
    root: Uint8Array;
    disorder: number; // the first line whose PID is not above the one before, or 0
}

/** Reads pool.txt; the number of the first line that breaks 4.1 or 4.2 instead, if one does. */
export function* readPool(b: Uint8Array, quotas: Note): Work<Pool | number> {
    const open = quotas.words.publication[0] === 'open';
    const C = quotas.categories.length;
    const pids: string[] = [];
    const commitments: string[] = [];
    const features: number[] = [];
    const households: number[] = [];
    const tree = new Tree();
    let disorder = 0;
    for (let at = 0; at < b.length || at === 0; ) {
        if (pids.length % CHUNK === 0) yield { what: 'pool', done: at, of: b.length };
        const line = pids.length + 1;
        const to = b.indexOf(10, at);
        if (to < 0 || line > MOST) return line;
        const f = ascii(b, at, to).split(' ');
        if (!hex64(f[0])) return line;
        if (open) {
            const person = personOf(f.slice(1), quotas);
            if (!person) return line;
            households.push(person.pop()!);
            features.push(...person);
        } else {
            if (f.length !== 2 || !hex64(f[1])) return line;
            commitments.push(f[1]);
        }
        if (line > 1 && f[0] <= pids[line - 2] && !disorder) disorder = line;
        pids.push(f[0]);
        tree.add(leaf(b, at, to + 1));
        at = to + 1;
    }
    const n = pids.length;
    const people = open ? { n, categories: C, features: Uint16Array.from(features), household: Float64Array.from(households) } : null;
    return { n, pids, commitments, people, root: tree.root(), disorder };
}

/** The lines of counts.txt; the number of the first that is not of the form of 9.4 instead. */
export function* readCounts(b: Uint8Array, quotas: Note): Work<string[] | number> {
    const drawn = quotas.words.counts[0] === 'drawn';
    const F = quotas.features.length;
    const lines: string[] = [];
    for (let at = 0; at < b.length || at === 0; ) {
        if (lines.length % CHUNK === 0) yield { what: 'counts', done: at, of: b.length };
        const to = b.indexOf(10, at);
        if (to < 0) return lines.length + 1;
        const s = ascii(b, at, to);
        if (drawn ? !hex64(s) : !isCounts(s, F)) return lines.length + 1;
        lines.push(s);
        at = to + 1;
    }
    return lines;
}
function isCounts(s: string, F: number): boolean {
    const f = s.split(' ');
    return f.length === F && f.every(c => c === '-' || int(c) >= 0);
}

/** The counts of a panel, with those hidden that 6.4 hides. */
export function shown(counts: ArrayLike<number>, quotas: Note): string[] {
    const { features, kmin } = quotas;
    const hidden = features.map((f, i) => counts[i] > 0 && counts[i] < kmin && f.low < f.high);
    for (let from = 0; from < features.length; ) {
        let to = from;
        while (to < features.length && features[to].category === features[from].category) to++;
        const list = features.slice(from, to).map((_, i) => from + i);
        if (list.filter(i => hidden[i]).length === 1) {
            const others = list.filter(i => !hidden[i] && features[i].low < features[i].high);
            if (others.length > 0) hidden[others.reduce((x, y) => (counts[y] < counts[x] ? y : x))] = true;
        }
        from = to;
    }
    return features.map((_, i) => (hidden[i] ? '-' : String(counts[i])));
}

/** The person, from 0, at whom households are not as 4.2 says; -1 if they are. */
export function householdFault(households: ArrayLike<number>): number {
    const first: number[] = [];
    const size: number[] = [];
    for (let i = 0; i < households.length; i++) {
        const h = households[i];
        if (h === 0) continue;
        if (h > first.length + 1) return i;
        if (h === first.length + 1) {
            first.push(i);
            size.push(0);
        }
        size[h - 1]++;
    }
    const alone = size.findIndex(n => n === 1);
    return alone < 0 ? -1 : first[alone];
}

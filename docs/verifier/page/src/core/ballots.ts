// ballots.txt (tally-1 §5): its form, its tree, and ballots that are alike counted together.
import { ascii, leaf, Tree, type Work } from './roll.ts';
import { int } from './types.ts';

/** Ballots of the same choices. */
export interface Group {
    weight: number;
    marks: number[]; // projects from 0, in the order of the ballot
    points: number[];
}
export interface Ballots {
    n: number;
    root: Uint8Array;
    groups: Group[];
    disorder: number; // the first line whose BID is not above the one before, or 0
}

export const ballotFault = (b: Ballots): number => b.disorder;

/** Reads ballots.txt; the number of the first line that is not of the form, instead. */
export function* readBallots(b: Uint8Array, type: string, projects: number): Work<Ballots | number> {
    const tree = new Tree();
    const groups = new Map<string, Group>();
    const pointed = type === 'cumulative' || type === 'scoring';
    let before = '';
    let disorder = 0;
    let n = 0;
    for (let at = 0; at < b.length; ) {
        if (n % 1024 === 0) yield { what: 'ballots', done: at, of: b.length };
        n++;
        const to = b.indexOf(10, at);
        if (to < 0) return n;
        const bid = ascii(b, at, Math.min(at + 64, to));
        if (!/^[0-9a-f]{64}$/.test(bid) || b[at + 64] !== 0x20 || at + 65 >= to) return n;
        const text = ascii(b, at + 65, to);
        let g = groups.get(text);
        if (!g) {
            g = { weight: 0, marks: [], points: [] };
            if (text !== '-') {
                const seen = new Set<number>();
                let last = 0;
                for (const s of text.split(',')) {
                    const p = s.split(':');
                    const project = int(p[0]);
                    const points = pointed ? int(p[1] ?? '') : 0;
                    if (p.length !== (pointed ? 2 : 1) || project < 1 || project > projects || points < 0) return n;
                    if (type === 'ordinal' ? seen.has(project) : project <= last) return n;
                    seen.add(project);
                    last = project;
                    g.marks.push(project - 1);
                    g.points.push(points);
                }
            }
            groups.set(text, g);
        }
        g.weight++;
        if (n > 1 && bid <= before && !disorder) disorder = n;
        before = bid;
        tree.add(leaf(b, at, to + 1));
        at = to + 1;
    }
    return { n, root: tree.root(), groups: [...groups.values()], disorder };
}

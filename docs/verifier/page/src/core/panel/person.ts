// The features of a person, as pool.txt and pool-open.txt write them (pool-1 §4.2).
import type { Note } from '../note.ts';
import { int } from '../types.ts';

/** Features from 0, one of each category, and the household, 0 for none; null for another form. */
export function personOf(f: string[], quotas: Note): number[] | null {
    const C = quotas.categories.length;
    if (f.length !== C + 1) return null;
    const out: number[] = [];
    for (let c = 0; c < C; c++) {
        const i = int(f[c]);
        if (i < 1 || quotas.features[i - 1]?.category !== c) return null;
        out.push(i - 1);
    }
    const h = f[C] === '-' ? 0 : int(f[C]);
    if (h < 0 || (f[C] !== '-' && (h === 0 || quotas.words.households[0] === 'no'))) return null;
    return [...out, h];
}

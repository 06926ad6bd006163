// The public folder as it was given: names and bytes, each file read once; and the bundle.
import { hex, same } from './bytes.ts';
import { H } from './sha256.ts';
import { int } from './types.ts';

export interface Item {
    name: string;
    bytes: Uint8Array | null; // null: not a regular file, or one above the limits
}
export type Folder = Map<string, Item>;

export const NAME = /^[0-9a-z][0-9a-z.-]{0,63}$/;

/** The folder in a bundle; an error as the number of the byte where the container breaks.
 * Lengths are compared with what is there before anything is taken. */
export function openBundle(b: Uint8Array): Folder | number {
    const folder: Folder = new Map();
    let at = 0;
    let before = '';
    const line = (): string | null => {
        const to = b.indexOf(10, at);
        if (to < 0 || to - at > 256) return null;
        let s = '';
        for (; at < to; at++) s += String.fromCharCode(b[at]);
        at = to + 1;
        return s;
    };
    if (line() !== 'urne-bundle/1') return 0;
    for (;;) {
        const here = at;
        const text = line();
        if (text === null) return here;
        if (text === 'end') return at === b.length && folder.has('sums.txt') ? folder : at;
        const f = text.split(' ');
        const length = int(f[2] ?? '');
        if (f.length !== 4 || f[0] !== 'file' || !NAME.test(f[1]) || f[1] <= before || length < 0 ||
            length + 1 > b.length - at || !/^[0-9a-f]{64}$/.test(f[3]) || folder.size === 4096) {
            return here;
        }
        const bytes = b.subarray(at, at + length);
        if (hex(H(bytes)) !== f[3]) return here;
        folder.set(f[1], { name: f[1], bytes });
        before = f[1];
        at += length;
        if (b[at++] !== 10) return at - 1;
    }
}

export const isBundle = (b: Uint8Array): boolean =>
    same(b.subarray(0, 14), Uint8Array.from('urne-bundle/1\n', c => c.charCodeAt(0)));

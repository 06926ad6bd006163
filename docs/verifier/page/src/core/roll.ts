// roll.txt, the Merkle tree and tickets (draw-1 §6, §9).
import { hex, L, unhex, utf8 } from './bytes.ts';
import { H, Sha256 } from './sha256.ts';

/** A step of long work: how far it is. Whoever drives the work may pause there. */
export type Step = { what: string; done: number; of: number };
export type Work<T> = Generator<Step, T, void>;

const CHUNK = 2048;

export interface Roll {
    bytes: Uint8Array;
    n: number;
    start: Float64Array; // where each line begins; n + 1 of them
    stratum: Float64Array;
    committed: Uint8Array; // 1: the third field is a HEX64, 0: it is "-"
    sha: Uint8Array;
    root: Uint8Array;
}

const isHexByte = (c: number): boolean => (c >= 0x30 && c <= 0x39) || (c >= 0x61 && c <= 0x66);

function hexAt(b: Uint8Array, at: number): boolean {
    for (let i = 0; i < 64; i++) if (!isHexByte(b[at + i])) return false;
    return true;
}

/** Merkle tree of RFC 6962: perfect subtrees from the left, joined from the right at the end. */
export class Tree {
    private stack: { size: number; hash: Uint8Array }[] = [];
    private buffer = new Uint8Array(65);

    private node(l: Uint8Array, r: Uint8Array): Uint8Array {
        this.buffer[0] = 1;
        this.buffer.set(l, 1);
        this.buffer.set(r, 33);
        return H(this.buffer);
    }

    add(leaf: Uint8Array): void {
        let top = { size: 1, hash: leaf };
        for (let p = this.stack[this.stack.length - 1]; p && p.size === top.size; p = this.stack[this.stack.length - 1]) {
            this.stack.pop();
            top = { size: 2 * top.size, hash: this.node(p.hash, top.hash) };
        }
        this.stack.push(top);
    }

    root(): Uint8Array {
        if (this.stack.length === 0) return H(new Uint8Array(0));
        let r = this.stack[this.stack.length - 1].hash;
        for (let i = this.stack.length - 2; i >= 0; i--) r = this.node(this.stack[i].hash, r);
        return r;
    }
}

const ZERO = new Uint8Array([0]);
const leafStart = new Sha256().update(ZERO);
export const leaf = (b: Uint8Array, from: number, to: number): Uint8Array =>
    leafStart.clone().update(b, from, to).digest();

export function pathLeads(start: Uint8Array, i: number, n: number, path: string[], root: string): boolean {
    let fn = i;
    let sn = n - 1;
    let r = start;
    const node = (l: Uint8Array, q: Uint8Array): Uint8Array =>
        new Sha256().update(new Uint8Array([1])).update(l).update(q).digest();
    for (const s of path) {
        const h = unhex(s);
        if (sn === 0) return false;
        if (fn % 2 === 1 || fn === sn) {
            r = node(h, r);
            while (fn % 2 === 0 && fn > 0) {
                fn = Math.floor(fn / 2);
                sn = Math.floor(sn / 2);
            }
        } else r = node(r, h);
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
    }
    return sn === 0 && hex(r) === root;
}

export const MAX_ELECTORS = 100000000;

/** Reads roll.txt; the number of the first line that breaks 6.1.1 instead, if one does. */
export function* readRoll(b: Uint8Array): Work<Roll | number> {
    let n = 0;
    for (let at = b.indexOf(10); at >= 0; at = b.indexOf(10, at + 1)) n++;
    if (n === 0) return 1;
    if (n > MAX_ELECTORS) return MAX_ELECTORS + 1;
    const start = new Float64Array(n + 1);
    const stratum = new Float64Array(n);
    const committed = new Uint8Array(n);
    const sha = new Sha256();
    const tree = new Tree();
    let at = 0;
    for (let i = 0; i < n; i++) {
        if (i % CHUNK === 0) yield { what: 'roll', done: i, of: n };
        const to = b.indexOf(10, at);
        start[i] = at;
        let p = at + 64;
        if (to < p || !hexAt(b, at) || b[p++] !== 0x20) return i + 1;
        let h = 0;
        const first = p;
        while (b[p] >= 0x30 && b[p] <= 0x39) h = h * 10 + b[p++] - 0x30;
        if (b[first] === 0x30 || p === first || p - first > 16 || h > Number.MAX_SAFE_INTEGER) return i + 1;
        if (b[p++] !== 0x20) return i + 1;
        stratum[i] = h;
        if (to - p === 64 && hexAt(b, p)) committed[i] = 1;
        else if (!(to - p === 1 && b[p] === 0x2d)) return i + 1;
        sha.update(b, at, to + 1);
        tree.add(leaf(b, at, to + 1));
        at = to + 1;
    }
    start[n] = at;
    if (at < b.length) return n + 1;
    return { bytes: b, n, start, stratum, committed, sha: sha.digest(), root: tree.root() };
}

/** A part of a line, as text: pid is 0 to 64 of it. */
export function ascii(b: Uint8Array, from: number, to: number): string {
    let s = '';
    for (let i = from; i < to; i++) s += String.fromCharCode(b[i]);
    return s;
}
export const pidOf = (r: Roll, i: number): string => ascii(r.bytes, r.start[i], r.start[i] + 64);
export const acomOf = (r: Roll, i: number): string => (r.committed[i]
    ? ascii(r.bytes, r.start[i + 1] - 65, r.start[i + 1] - 1) : '-');
export const lineOf = (r: Roll, i: number): string => ascii(r.bytes, r.start[i], r.start[i + 1] - 1);

/** The first line whose PID is not above the one before, or 0. */
export function disorder(r: Roll): number {
    const b = r.bytes;
    for (let i = 1; i < r.n; i++) {
        let k = 0;
        const p = r.start[i - 1];
        const q = r.start[i];
        while (k < 64 && b[p + k] === b[q + k]) k++;
        if (k === 64 || b[p + k] > b[q + k]) return i + 1;
    }
    return 0;
}

// ---- seed, tickets, integers ----

/** S(p) of 9.2, as hex. */
export const subSeed = (seed: string, p: string): string => hex(H(L('urne/1 sub', seed, p)));

export const ticket = (s: string, key: string): string => hex(H(L('urne/1 ticket', s, key)));

/** Tickets of every line of a roll, 32 bytes each. The beginning of the hashed text is the
 * same for all of them and is hashed once. */
export function* tickets(r: Roll, s: string): Work<Uint8Array> {
    const all = new Uint8Array(32 * r.n);
    const begin = new Sha256().update(utf8('urne/1 ticket\n' + s + '\n'));
    const LF = new Uint8Array([10]);
    for (let i = 0; i < r.n; i++) {
        if (i % CHUNK === 0) yield { what: 'tickets', done: i, of: r.n };
        begin.clone().update(r.bytes, r.start[i], r.start[i] + 64).update(LF)
            .digest(all.subarray(32 * i, 32 * i + 32));
    }
    return all;
}

/** The lines of a roll in the order of 11.1. */
export function* order(r: Roll, t: Uint8Array): Work<Uint32Array> {
    yield { what: 'sort', done: 0, of: 1 };
    // 48 bits of the ticket decide nearly always.
    const key = new Float64Array(r.n);
    for (let i = 0; i < r.n; i++) {
        let k = 0;
        for (let j = 0; j < 6; j++) k = k * 256 + t[32 * i + j];
        key[i] = k;
    }
    const all = new Uint32Array(r.n);
    for (let i = 0; i < r.n; i++) all[i] = i;
    const b = r.bytes;
    all.sort((x, y) => {
        if (key[x] !== key[y]) return key[x] - key[y];
        for (let j = 6; j < 32; j++) if (t[32 * x + j] !== t[32 * y + j]) return t[32 * x + j] - t[32 * y + j];
        for (let j = 0; j < 64; j++) {
            const d = b[r.start[x] + j] - b[r.start[y] + j];
            if (d) return d;
        }
        return x - y;
    });
    return all;
}

/** randint of 9.4: the value and the next counter. */
export function randint(s: string, label: string, n: bigint, ctr: number): [bigint, number] {
    if (n === 1n) return [0n, ctr];
    const B = Math.ceil((n - 1n).toString(2).length / 256);
    const M = 1n << BigInt(256 * B);
    for (;;) {
        let x = 0n;
        for (let j = 0; j < B; j++) x = (x << 256n) | BigInt('0x' + hex(H(L('urne/1 int', s, label, String(ctr + j)))));
        ctr += B;
        if (x < M - (M % n)) return [x % n, ctr];
    }
}

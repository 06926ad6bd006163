// What grammars are made of: rules of lines, fields and their types (draw-1 §7.1).
import { compareText } from '../bytes.ts';
import type { Note } from '../note.ts';
import type { Say } from '../say.ts';
import { hex32, hex64, int, isDate, isField, isRole, isTextOf, isTime } from '../types.ts';

export class Bad {
    constructor(readonly why: Say, readonly line?: number, readonly check: 'V02' | 'V03' = 'V02') {}
}

export const bad = (key: string, ...p: (string | number)[]): never => {
    throw new Bad({ key, p });
};

export type Parse = (f: string[], note: Note, line: number, text: string) => void;
export interface Rule {
    kw: string;
    often: '1' | '?' | '*' | '+';
    parse: Parse;
    /** Judged when a line of another keyword comes, or before the first of this one. */
    done?: (note: Note, at: number, seen: number) => void;
    is?: (kw: string) => boolean;
}

// ---- fields ----

export function fields(f: string[], n: number): void {
    if (f.length !== n + 1) bad('fields', f[0], n);
}
export function INT(s: string, most = Number.MAX_SAFE_INTEGER): number {
    const n = int(s);
    if (n < 0) bad('int', s);
    if (n > most) bad('range', s);
    return n;
}
export function POS(s: string, most = Number.MAX_SAFE_INTEGER): number {
    const n = int(s);
    if (n < 1) bad('posint', s);
    if (n > most) bad('range', s);
    return n;
}
export function HEX64(s: string): string {
    if (!hex64(s)) bad('hex64', s);
    return s;
}
export function oneOf(s: string, ...words: string[]): string {
    if (!words.includes(s)) bad('word', s, words.join(' '));
    return s;
}
export function TIME(s: string): string {
    if (!isTime(s)) bad('time-form', s);
    return s;
}
export function DATE(s: string): string {
    if (!isDate(s)) bad('date', s);
    return s;
}
export function FIELD(s: string): string {
    if (!isField(s)) bad('field', s);
    return s;
}
export function ROLE(s: string): string {
    if (!isRole(s)) bad('role', s);
    return s;
}
export function PUBKEY(s: string): string {
    if (!/^[A-Za-z0-9+/]{56}$/.test(s)) bad('pubkey', s);
    return s;
}
/** The text behind the first n fields of a line. */
export function rest(text: string, n: number): string {
    let at = 0;
    for (let i = 0; i < n; i++) {
        at = text.indexOf(' ', at) + 1;
        if (at === 0) bad('fields', text.split(' ')[0], n);
    }
    return text.slice(at);
}
export function TEXT(s: string, most = 200): string {
    if (!isTextOf(s, most)) bad('text', s.slice(0, 80));
    return s;
}
export const ascends = (before: string | undefined, s: string): void => {
    if (before !== undefined && compareText(before, s) >= 0) bad('ascending', s);
};
export const distinct = (list: string[]): void => {
    if (new Set(list).size !== list.length) bad('twice', list.join(' ').slice(0, 80));
};

export const one = (kw: string, parse: Parse): Rule => ({ kw, often: '1', parse });
export const hexLine = (kw: string, put: (n: Note, s: string) => void): Rule =>
    one(kw, (f, n) => {
        fields(f, 1);
        put(n, HEX64(f[1]));
    });
export const ceremony = one('ceremony', (f, n) => {
    fields(f, 1);
    if (!hex32(f[1])) bad('hex32', f[1]);
    n.ceremony = f[1];
});
const seq = one('seq', (f, n) => {
    fields(f, 1);
    n.seq = INT(f[1]);
});
const prev = hexLine('prev', (n, s) => (n.prev = s));
const time = one('time', (f, n) => {
    fields(f, 1);
    n.time = TIME(f[1]);
});
export const entry = [ceremony, seq, prev, time];

export const last = <T>(a: T[]): T | undefined => a[a.length - 1];

export const words = (kw: string, ...allowed: string[][]): Rule =>
    one(kw, (f, n) => {
        fields(f, allowed.length);
        allowed.forEach((a, i) => oneOf(f[i + 1], ...a));
        n.words[kw] = f.slice(1);
    });
export const w = (s: string): string[] => s.split(' ');

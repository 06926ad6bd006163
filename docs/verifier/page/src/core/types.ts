// Types of fields: integers, dates, hex, Text (draw-1 §1.4 to §1.10, §7.1.3).
import { utf8 } from './bytes.ts';
import { RUNS } from './forbidden.ts';

export const MAX_INT = 9007199254740991;

/** The value of an INT (§1.6), or -1. */
export function int(s: string): number {
    if (!/^(0|[1-9][0-9]{0,15})$/.test(s)) return -1;
    const n = Number(s);
    return n <= MAX_INT ? n : -1; // 16 digits are exact or above 2^53
}

export const isHex = (s: string, n: number): boolean => s.length === n && /^[0-9a-f]*$/.test(s);
export const hex32 = (s: string): boolean => isHex(s, 32);
export const hex64 = (s: string): boolean => isHex(s, 64);
export const isField = (s: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(s);
export const isRole = (s: string): boolean => /^[a-z][a-z0-9-]{0,15}$/.test(s);

export function isDate(s: string): boolean {
    const m = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(s);
    if (!m) return false;
    const y = +m[1];
    const month = +m[2];
    const day = +m[3];
    if (y < 1 || month < 1 || month > 12 || day < 1) return false;
    const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
    return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

export function isTime(s: string): boolean {
    const m = /^(.{10})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z$/.exec(s);
    return !!m && isDate(m[1]) && +m[2] < 24 && +m[3] < 60 && +m[4] < 60;
}

// Where the forbidden code points begin and end, ascending.
const EDGES: number[] = [];
{
    let at = 0;
    for (const run of RUNS.split(' ')) EDGES.push((at += parseInt(run, 36)));
}

function forbidden(point: number): boolean {
    let low = 0;
    let high = EDGES.length;
    while (low < high) {
        const mid = (low + high) >> 1;
        if (EDGES[mid] <= point) low = mid + 1;
        else high = mid;
    }
    return low % 2 === 1;
}

/** Text (§1.8): allowed code points in Form C. What Unicode 15.0 assigns normalises the same
 * in every later version, so that the browser's tables serve. */
export function isText(s: string): boolean {
    for (const c of s) {
        const p = c.codePointAt(0)!;
        if ((p < 0x20 || p > 0x7e) && forbidden(p)) return false;
    }
    return s.normalize('NFC') === s;
}

export function isTextOf(s: string, most: number): boolean {
    const n = utf8(s).length;
    return n >= 1 && n <= most && isText(s);
}

// Integers and fractions of a certificate (panel-1 §4.3), and sums of them: plain numbers where
// no sum can leave what they hold exactly, else bigint.
import { gcd } from '../count/rational.ts';

export const DIGITS = 20000;
const SAFE = 2 ** 52; // an estimate below it, made with rounding, bounds what is below 2^53

export interface Fraction { n: bigint; d: bigint } // in lowest terms, d above 0

/** The value of an INTEGER of at most so many digits, or null. */
export function integerOf(s: string, digits = DIGITS): bigint | null {
    return s.length <= digits + 1 && /^(?:0|-?[1-9][0-9]*)$/.test(s) && s.length - (s[0] === '-' ? 1 : 0) <= digits ? BigInt(s) : null;
}

const LIMIT = 1n << 60n;
/** An INTEGER of an absolute value below 2^60, or null. */
export function smallOf(s: string): bigint | null {
    const v = integerOf(s, 19);
    return v !== null && v < LIMIT && v > -LIMIT ? v : null;
}

/** A fraction of at least 0 in lowest terms, or null. */
export function fractionOf(s: string): Fraction | null {
    const at = s.indexOf('/');
    const n = integerOf(at < 0 ? s : s.slice(0, at));
    const d = at < 0 ? 1n : integerOf(s.slice(at + 1));
    if (n === null || d === null || n < 0n || (at >= 0 && (d < 2n || gcd(n, d) !== 1n))) return null;
    return { n, d };
}

export const textOf = (f: Fraction): string => (f.d === 1n ? String(f.n) : `${f.n}/${f.d}`);
export const compareFractions = (a: Fraction, b: Fraction): number => {
    const x = a.n * b.d;
    const y = b.n * a.d;
    return x < y ? -1 : x > y ? 1 : 0;
};

/** A multiplier of a row, the row from 0. */
export interface Multiplier { row: number; big: bigint; lam: number }

/** Whether sums that stay below the estimate are exact in plain numbers. */
export const exact = (estimate: number): boolean => estimate < SAFE;

// Exact rational numbers (budget-1 §1.1).
export interface Rational { n: bigint; d: bigint } // d above 0, not always in lowest terms

export function gcd(a: bigint, b: bigint): bigint {
    if (a < 0n) a = -a;
    while (b) [a, b] = [b, a % b];
    return a;
}
export const rational = (n: bigint, d = 1n): Rational => ({ n, d });
export function lowest(q: Rational): Rational {
    const g = gcd(q.n, q.d);
    return g > 1n ? { n: q.n / g, d: q.d / g } : q;
}
/** Below 0, 0 or above 0 as a is less than, equal to or above b. */
export function compare(a: Rational, b: Rational): number {
    const x = a.n * b.d;
    const y = b.n * a.d;
    return x < y ? -1 : x > y ? 1 : 0;
}
export const plus = (a: Rational, b: Rational): Rational => lowest({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const times = (a: Rational, k: bigint): Rational => lowest({ n: a.n * k, d: a.d });
export function show(q: Rational): string {
    const r = lowest(q);
    return r.d === 1n ? String(r.n) : `${r.n}/${r.d}`;
}

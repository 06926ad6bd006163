// Byte strings, their order, hex and UTF-8 (draw-1 §1.1 to §1.5).

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const loose = new TextDecoder('utf-8', { ignoreBOM: true });

export const utf8 = (s: string): Uint8Array => encoder.encode(s);

/** The text of well-formed UTF-8, or null. */
export function fromUtf8(b: Uint8Array): string | null {
    try {
        return strict.decode(b);
    } catch {
        return null;
    }
}

export const looseUtf8 = (b: Uint8Array): string => loose.decode(b);

const digits = '0123456789abcdef';

export function hex(b: Uint8Array): string {
    let s = '';
    for (let i = 0; i < b.length; i++) s += digits[b[i] >> 4] + digits[b[i] & 15];
    return s;
}

export function unhex(s: string): Uint8Array {
    const b = new Uint8Array(s.length / 2);
    for (let i = 0; i < b.length; i++) b[i] = parseInt(s.slice(2 * i, 2 * i + 2), 16);
    return b;
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
}

/** The order of bytes, §1.2. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
}

/** The order of the UTF-8 bytes of two well-formed texts, which is that of code points. */
export function compareText(a: string, b: string): number {
    return a === b ? 0 : compareBytes(utf8(a), utf8(b));
}

export function concat(...parts: Uint8Array[]): Uint8Array {
    let n = 0;
    for (const p of parts) n += p.length;
    const all = new Uint8Array(n);
    n = 0;
    for (const p of parts) {
        all.set(p, n);
        n += p.length;
    }
    return all;
}

/** L(a, b, ...) of §1.5. */
export const L = (...fields: string[]): Uint8Array => utf8(fields.join('\n') + '\n');

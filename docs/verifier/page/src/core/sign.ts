// Keys and signatures (transcript-1 §3, §4): Ed25519, strictly and without a cofactor.
import { ed25519 } from '@noble/curves/ed25519';
import { blake2b } from '@noble/hashes/blake2';
import { sha512 } from '@noble/hashes/sha2';
import { concat, fromUtf8, hex, same, utf8 } from './bytes.ts';
import { Memo } from './memo.ts';
import { H } from './sha256.ts';

const Point = ed25519.Point;
const ORDER = ed25519.CURVE.n;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Canonical base64 of n bytes, or null. */
export function base64(s: string, n: number): Uint8Array | null {
    const pad = (3 - (n % 3)) % 3;
    const digits = s.slice(0, s.length - pad);
    if (s.length !== 4 * Math.ceil(n / 3) || s.slice(s.length - pad) !== '='.repeat(pad)) return null;
    const out = new Uint8Array(n);
    let bits = 0;
    let have = 0;
    let at = 0;
    for (const c of digits) {
        const d = ALPHABET.indexOf(c);
        if (d < 0) return null;
        bits = (bits << 6) | d;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[at++] = bits >> have;
            bits &= (1 << have) - 1;
        }
    }
    return bits === 0 ? out : null;
}

const littleEndian = (b: Uint8Array): bigint => {
    let n = 0n;
    for (let i = b.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(b[i]);
    return n;
};

function point(b: Uint8Array): InstanceType<typeof Point> | null {
    try {
        return Point.fromHex(b, false); // refuses what is not the canonical encoding
    } catch {
        return null;
    }
}

export interface Key { id: Uint8Array; A: Uint8Array }

const keys = new Memo<Key | null>();

/** A PUBKEY that keeps 3.1 and 3.2, or null. */
export const readKey = (s: string): Key | null => keys.get(s, () => soundKey(s));

function soundKey(s: string): Key | null {
    const b = base64(s, 42);
    if (!b || b[0] !== 0x45 || b[1] !== 0x64) return null;
    const A = b.slice(10);
    const p = point(A);
    if (!p || p.is0() || p.isSmallOrder() || !p.isTorsionFree()) return null;
    return { id: b.slice(2, 10), A };
}

const verdicts = new Memo<boolean>();

/** 4.4: no cofactor, no small order, nothing but canonical encodings. */
const verifies = (A: Uint8Array, m: Uint8Array, sig: Uint8Array): boolean =>
    verdicts.get(hex(A) + hex(sig) + hex(H(m)), () => holds(A, m, sig));

function holds(A: Uint8Array, m: Uint8Array, sig: Uint8Array): boolean {
    const r = sig.slice(0, 32);
    const S = littleEndian(sig.slice(32));
    const R = point(r);
    const a = point(A);
    if (S >= ORDER || !R || !a || R.isSmallOrder() || a.isSmallOrder()) return false;
    const k = littleEndian(sha512(concat(r, A, m))) % ORDER;
    const left = S === 0n ? Point.ZERO : Point.BASE.multiplyUnsafe(S);
    const right = R.add(k === 0n ? Point.ZERO : a.multiplyUnsafe(k));
    return left.equals(right);
}

const COMMENT = 'untrusted comment: signature from minisign secret key';

/** An entry and the role that signs it. */
export interface Signed { file: string; role: string; sha: string; bytes: Uint8Array }

/** 4.5 from its third condition on; '' if the signature counts, else the item. The key is that
 * of the role in force at the entry, `expired` whether its last day is over. */
export function signatureFault(entry: Signed, sig: Uint8Array, key: Key, expired: boolean): string {
    const { file, role, sha, bytes } = entry;
    const lines: Uint8Array[] = [];
    for (let at = 0; at < sig.length && lines.length < 5; ) {
        const to = sig.indexOf(10, at);
        if (to < 0) {
            lines.push(sig.slice(at), new Uint8Array([0]));
            break;
        }
        lines.push(sig.slice(at, to));
        at = to + 1;
    }
    const unended = sig.length > 0 && sig[sig.length - 1] !== 10;
    const open = unended ? lines.length - 1 : 0; // the number of the line without LF
    const text = lines.map(l => fromUtf8(l) ?? '\u0000');
    const line = (n: number, ok: boolean): string => (lines.length < n || open === n || !ok ? 'line ' + n : '');
    const s = base64(text[1] ?? '', 74);
    const g = base64(text[3] ?? '', 64);
    const before = 'trusted comment: ';
    const tc = (text[2] ?? '').slice(before.length);
    const form = line(1, text[0] === COMMENT) || line(2, !!s && s[0] === 0x45 && s[1] === 0x44) ||
        line(3, (text[2] ?? '').startsWith(before) && /^[\x20-\x7e]*$/.test(tc) && tc.length <= 1024) || line(4, !!g);
    if (form) return form;
    if (lines.length > 4) return 'line 5';
    if (!same(s!.slice(2, 10), key.id)) return 'line 2';
    if (!verifies(key.A, concat(s!.slice(10), utf8(tc)), g!)) return 'line 4';
    if (tc !== `urne/1 ${file} role=${role} sha256=${sha}`) return 'line 3';
    if (!verifies(key.A, blake2b(bytes), s!.slice(10))) return 'line 2';
    return expired ? 'expired' : '';
}

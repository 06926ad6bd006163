// The public beacon: rounds of drand quicknet (transcript-1 §6).
import { bls12_381 as bls } from '@noble/curves/bls12-381';
import { unhex } from './bytes.ts';
import { Memo } from './memo.ts';
import { H } from './sha256.ts';

export const CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';
const KEY = '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c92' +
    '1cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a';
const GENESIS = 1692803367;
const PERIOD = 3;

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
function days(y: number, m: number, d: number): number {
    if (m <= 2) y--;
    const era = Math.floor(y / 400);
    const yoe = y - era * 400;
    const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
    return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}

/** Seconds since 1970 of a TIME. */
export function seconds(time: string): number {
    const f = time.split(/[-T:Z]/).map(Number);
    return days(f[0], f[1], f[2]) * 86400 + f[3] * 3600 + f[4] * 60 + f[5];
}

export const LAST = 253402300799; // 9999-12-31T23:59:59Z

export const roundSeconds = (round: number): number => GENESIS + PERIOD * (round - 1);

const verdicts = new Memo<boolean>();

/** 6.2.2 */
export const roundIsSigned = (round: number, signature: string): boolean =>
    verdicts.get(`${round} ${signature}`, () => pairs(round, signature));

function pairs(round: number, signature: string): boolean {
    const b = unhex(signature);
    if ((b[0] & 0xc0) !== 0x80) return false;
    try {
        const P = bls.G1.Point.fromHex(b);
        P.assertValidity();
        const n = new Uint8Array(8);
        new DataView(n.buffer).setBigUint64(0, BigInt(round));
        const Q = bls.G1.hashToCurve(H(n), { DST: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_' });
        const key = bls.G2.Point.fromHex(unhex(KEY));
        const one = bls.pairingBatch([
            { g1: P, g2: bls.G2.Point.BASE },
            { g1: bls.G1.Point.fromAffine(Q.toAffine()).negate(), g2: key },
        ]);
        return bls.fields.Fp12.eql(one, bls.fields.Fp12.ONE);
    } catch {
        return false;
    }
}

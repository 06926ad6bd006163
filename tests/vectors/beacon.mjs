// How beacon-*.txt were made: by another implementation, @noble/curves 2.4.0.
//
//     npm install @noble/curves@2.4.0 && node beacon.mjs
//
// writes the files beside this one, byte for byte. beacon-rfc9380.txt is not made: it is
// copied from RFC 9380, and only compared here with what noble computes.
import { bls12_381 as bls } from '@noble/curves/bls12-381.js';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';

const { Fp, Fp12, Fr } = bls.fields;
const p = Fp.ORDER, r = Fr.ORDER;
const short = bls.shortSignatures;
const [G1, G2] = [bls.G1.Point, bls.G2.Point];
const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const RFC_DST = 'QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_';

const here = name => new URL(name, import.meta.url);
const hex = bytes => Buffer.from(bytes).toString('hex');
const bytes = text => Uint8Array.from(Buffer.from(text, 'hex'));
const sha256 = data => Uint8Array.from(createHash('sha256').update(data).digest());
const fp = v => v.toString(16).padStart(96, '0');
const words = a => a.map(fp).join(' ');
const put = (name, about, lines) =>
    writeFileSync(here(name), about.map(l => `# ${l}\n`).join('') + lines.join('\n') + '\n');
// A number below `below` that anyone can make again.
const lot = (label, below) => BigInt('0x' + hex(sha256(label)) + hex(sha256(label + '+'))) % below;

// ---- beacon-rfc9380.txt: compared ----

const hashTo = (message, tag) => G1.fromAffine(bls.G1.hashToCurve(message, { DST: tag }).toAffine());
for (const line of readFileSync(here('beacon-rfc9380.txt'), 'utf8').split('\n')) {
    if (line === '' || line[0] === '#') continue;
    const [message, ...want] = line.split(' ');
    const text = Buffer.from(message === '-' ? '' : message, 'hex');
    const { x, y } = hashTo(text, RFC_DST).toAffine();
    assert.deepEqual([fp(x), fp(y)], want.slice(0, 2));
    for (const i of [0, 1]) {
        const q = bls.G1.mapToCurve(BigInt('0x' + want[2 + i])).toAffine();
        // noble's map clears the cofactor: compare with h_eff times the RFC's point
        const point = G1.fromAffine({ x: BigInt('0x' + want[4 + 2 * i]), y: BigInt('0x' + want[5 + 2 * i]) });
        const cleared = point.clearCofactor().toAffine();
        assert.deepEqual([q.x, q.y], [cleared.x, cleared.y]);
    }
}

// ---- beacon-hash.txt ----

const lengths = [0, 1, 2, 7, 8, 31, 32, 33, 48, 54, 55, 56, 63, 64, 65, 100, 119, 128, 257, 1000];
put('beacon-hash.txt', ['hash_to_curve under the tag of drand: MESSAGE X Y'], lengths.map((n, i) => {
    const message = Uint8Array.from({ length: n }, (_, k) => (k * 7 + i * 31) & 255);
    const { x, y } = hashTo(message, DST).toAffine();
    return `${n === 0 ? '-' : hex(message)} ${words([x, y])}`;
}));

// ---- beacon-points.txt ----

const verdict = (Point, text) => {
    try {
        const point = Point.fromHex(text);
        point.assertValidity();
        return point.equals(Point.ZERO) ? null : point.toAffine();
    } catch {
        return null;
    }
};
const flags = (text, and, or) => {
    const b = bytes(text);
    b[0] = (b[0] & and) | or;
    return hex(b);
};
const points = [];
const point = (group, expected, text, what) => {
    const at = verdict(group === 'g1' ? G1 : G2, text);
    assert.equal(at !== null, expected === 'yes', `${group} ${what}`);
    const xy = at === null ? [] : group === 'g1' ? [at.x, at.y] : [at.x.c0, at.x.c1, at.y.c0, at.y.c1];
    points.push([group, expected, what, text, words(xy)].join(' ').trimEnd());
};
// (x, y) of the curve of G1 outside G1; x and x + p fit in 381 bits for small x.
const onG1 = x => {
    try {
        return Fp.sqrt(Fp.create(x ** 3n + 4n));
    } catch {
        return null;
    }
};
const large = y => y > (p - 1n) / 2n;
const g1Bytes = (x, isLarge) => flags(fp(x), 0x1f, isLarge ? 0xa0 : 0x80);
// noble writes no point outside the group
const encode = point => g1Bytes(point.toAffine().x, large(point.toAffine().y));
for (const [group, Point] of [['g1', G1], ['g2', G2]]) {
    for (let i = 0; i < 6; i++) {
        const at = Point.BASE.multiply(i < 2 ? BigInt(i + 1) : lot(`${group} ${i}`, r));
        point(group, 'yes', at.toHex(), 'point');
        point(group, 'yes', at.negate().toHex(), 'negative');
        const text = at.toHex();
        point(group, 'no', flags(text, 0x7f, 0), 'not-compressed');
        point(group, 'no', flags(text, 0xff, 0x40), 'zero-with-x');
        if (group === 'g1' && at.toAffine().x + p < 1n << 381n) {
            point(group, 'no', g1Bytes(at.toAffine().x + p, large(at.toAffine().y)), 'x-plus-p');
        }
    }
    const rest = '00'.repeat(group === 'g1' ? 47 : 95);
    point(group, 'no', 'c0' + rest, 'zero');
    point(group, 'no', 'e0' + rest, 'zero-large');
    point(group, 'no', '40' + rest, 'zero-not-compressed');
    point(group, 'no', '00' + rest, 'nothing');
    point(group, 'no', 'ff'.repeat(group === 'g1' ? 48 : 96), 'all-bits');
}
point('g1', 'no', g1Bytes(p, false), 'x-is-p');
point('g1', 'no', g1Bytes(p - 1n, false), onG1(p - 1n) === null ? 'not-on-curve' : 'not-in-group');
point('g1', 'no', g1Bytes(0n, false), 'order-3');
point('g1', 'no', g1Bytes(0n, true), 'order-3');
for (let x = 1n; x < 9n; x++) {
    const y = onG1(x);
    if (y === null) {
        point('g1', 'no', g1Bytes(x, false), 'not-on-curve');
    } else if (!G1.fromAffine({ x, y }).isTorsionFree()) {
        point('g1', 'no', g1Bytes(x, large(y)), 'not-in-group');
        point('g1', 'no', g1Bytes(x + p, large(y)), 'x-plus-p');
    }
}
for (let c1 = 0n; c1 < 8n; c1++) {
    const x = { c0: 3n, c1 };
    let y = null;
    try {
        y = bls.fields.Fp2.sqrt(bls.G2.Point.Fp.add(bls.fields.Fp2.pow(x, 3n), G2.CURVE().b));
    } catch { /* on no point */ }
    const text = flags(fp(c1), 0x1f, 0x80) + fp(3n);
    if (y === null) {
        point('g2', 'no', text, 'not-on-curve');
    } else if (!G2.fromAffine({ x, y }).isTorsionFree()) {
        point('g2', 'no', text, 'not-in-group');
    }
}
const two = G2.BASE.double().toAffine();
point('g2', 'no', flags(fp(two.x.c1), 0x1f, 0x80) + fp(two.x.c0 + p), 'x-plus-p');
point('g2', 'no', flags(fp(p), 0x1f, 0x80) + fp(0n), 'x-is-p');
put('beacon-points.txt', ['Compressed points: GROUP VERDICT WHAT BYTES, then of a valid one its coordinates',
    '(X Y, or X.re X.im Y.re Y.im)'], points);

// ---- beacon-pairing.txt ----

// Fp12 as a polynomial in w, with v = w^2
const terms = f => [0, 1, 2].flatMap(i => [f.c0[`c${i}`], f.c1[`c${i}`]]).flatMap(c => [c.c0, c.c1]);
put('beacon-pairing.txt', ['e(P, Q): P Q, then the twelve coefficients of its value, w^0 first, re before im'],
    [[1n, 1n], [2n, 1n], [1n, 2n], [r - 1n, 1n], [lot('a', r), lot('b', r)], [lot('c', r), lot('d', r)]]
        .map(([a, b]) => {
            const [P, Q] = [G1.BASE.multiply(a), G2.BASE.multiply(b)];
            return `${P.toHex()} ${Q.toHex()} ${words(terms(bls.pairing(P, Q)))}`;
        }));

// ---- beacon-signatures.txt ----

const messageOf = round => {
    const b = Buffer.alloc(8);
    b.writeBigUInt64BE(round);
    return hashTo(sha256(b), DST);
};
const signatures = [];
const signature = (key, round, sig, expected, what) => {
    let yes = false;
    try {
        const S = verdict(G1, sig) === null ? null : G1.fromHex(sig);
        const K = verdict(G2, key) === null ? null : G2.fromHex(key);
        yes = S !== null && K !== null && short.verify(S, messageOf(round), K);
    } catch { /* refused */ }
    assert.equal(yes, expected === 'yes', what);
    signatures.push(`${key} ${round} ${sig} ${expected} ${what}`);
};
const sign = (secret, round) => messageOf(round).multiply(secret);
const order3 = G1.fromAffine({ x: 0n, y: 2n });
const stray = G1.fromAffine({ x: 4n, y: onG1(4n) });
assert.ok(!stray.isTorsionFree());
for (const [i, round] of [1n, 2n, 657413n, 1n << 32n, (1n << 53n) - 1n, (1n << 64n) - 1n].entries()) {
    const secret = i === 0 ? 1n : lot(`secret ${i}`, r);
    const [K, S] = [G2.BASE.multiply(secret), sign(secret, round)];
    const key = K.toHex();
    const sig = S.toHex();
    signature(key, round, sig, 'yes', 'signed');
    signature(key, round ^ 1n, sig, 'no', 'other-round');
    signature(key, round, S.negate().toHex(), 'no', 'negative');
    signature(K.negate().toHex(), round, sig, 'no', 'negative-key');
    signature(K.negate().toHex(), round, S.negate().toHex(), 'yes', 'both-negative');
    signature(K.double().toHex(), round, sig, 'no', 'other-key');
    signature(key, round, S.add(G1.BASE).toHex(), 'no', 'moved');
    // A pairing does not see a point of order 3: only the subgroup check does.
    signature(key, round, encode(S.add(order3)), 'no', 'plus-order-3');
    signature(key, round, encode(S.add(stray)), 'no', 'outside-group');
    signature(key, round, flags(sig, 0x7f, 0), 'no', 'not-compressed');
    signature(key, round, flags(sig, 0xff, 0x40), 'no', 'zero-with-x');
    signature(key, round, 'c0' + '00'.repeat(47), 'no', 'zero');
    signature('c0' + '00'.repeat(95), round, 'c0' + '00'.repeat(47), 'no', 'zero-and-zero-key');
    signature('c0' + '00'.repeat(95), round, sig, 'no', 'zero-key');
    signature(flags(key, 0x7f, 0), round, sig, 'no', 'key-not-compressed');
}
// The same x in another way: x + p, for signatures whose x is small enough.
for (let round = 10n, found = 0; found < 3; round++) {
    const secret = lot('x plus p', r);
    const { x, y } = sign(secret, round).toAffine();
    if (x + p < 1n << 381n) {
        signature(G2.BASE.multiply(secret).toHex(), round, g1Bytes(x, large(y)), 'yes', 'signed');
        signature(G2.BASE.multiply(secret).toHex(), round, g1Bytes(x + p, large(y)), 'no', 'x-plus-p');
        found++;
    }
}
put('beacon-signatures.txt', ['Signatures by keys of our own: KEY ROUND SIGNATURE VERDICT WHAT'], signatures);

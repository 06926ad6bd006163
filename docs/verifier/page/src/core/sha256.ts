// SHA-256 (FIPS 180-4) and HMAC (RFC 2104), written out so that the page stands alone.

const K = new Int32Array(64);
const START = new Int32Array(8);
{
    // The first 32 bits of the fractional parts of square and cube roots of primes.
    const root = (n: bigint, cube: boolean): number => {
        // floor(n^(1/2 or 1/3) * 2^32) by bisection
        let low = 0n;
        let high = 1n << 40n;
        const target = cube ? n << 96n : n << 64n;
        while (high - low > 1n) {
            const mid = (low + high) >> 1n;
            if ((cube ? mid * mid * mid : mid * mid) <= target) low = mid;
            else high = mid;
        }
        return Number(BigInt.asIntN(32, low));
    };
    let count = 0;
    for (let n = 2; count < 64; n++) {
        let prime = true;
        for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
        if (!prime) continue;
        if (count < 8) START[count] = root(BigInt(n), false);
        K[count++] = root(BigInt(n), true);
    }
}

const W = new Int32Array(64);

function compress(h: Int32Array, p: Uint8Array, at: number): void {
    for (let i = 0; i < 16; i++, at += 4) {
        W[i] = (p[at] << 24) | (p[at + 1] << 16) | (p[at + 2] << 8) | p[at + 3];
    }
    for (let i = 16; i < 64; i++) {
        const x = W[i - 15];
        const y = W[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], z = h[7];
    for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (z + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        z = g;
        g = f;
        f = e;
        e = (d + t1) | 0;
        d = c;
        c = b;
        b = a;
        a = (t1 + t2) | 0;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
    h[5] += f;
    h[6] += g;
    h[7] += z;
}

/** A hash in progress; `clone` keeps a common beginning. */
export class Sha256 {
    private h = START.slice();
    private block = new Uint8Array(64);
    private used = 0;
    private length = 0;

    update(m: Uint8Array, from = 0, to = m.length): this {
        this.length += to - from;
        if (this.used > 0) {
            const n = Math.min(64 - this.used, to - from);
            this.block.set(m.subarray(from, from + n), this.used);
            this.used += n;
            from += n;
            if (this.used < 64) return this;
            compress(this.h, this.block, 0);
            this.used = 0;
        }
        for (; to - from >= 64; from += 64) compress(this.h, m, from);
        if (to > from) {
            this.block.set(m.subarray(from, to), 0);
            this.used = to - from;
        }
        return this;
    }

    clone(): Sha256 {
        const c = new Sha256();
        c.h.set(this.h);
        c.block.set(this.block);
        c.used = this.used;
        c.length = this.length;
        return c;
    }

    digest(out = new Uint8Array(32)): Uint8Array {
        const block = this.block;
        block[this.used++] = 0x80;
        if (this.used > 56) {
            block.fill(0, this.used);
            compress(this.h, block, 0);
            this.used = 0;
        }
        block.fill(0, this.used, 56);
        let bits = this.length / 0x20000000; // the high word of 8 * length
        const high = Math.floor(bits);
        const low = (this.length * 8) >>> 0;
        bits = high;
        for (let i = 3; i >= 0; i--) {
            block[56 + i] = bits & 255;
            bits >>>= 8;
        }
        bits = low;
        for (let i = 3; i >= 0; i--) {
            block[60 + i] = bits & 255;
            bits >>>= 8;
        }
        compress(this.h, block, 0);
        for (let i = 0; i < 8; i++) {
            const w = this.h[i];
            out[4 * i] = w >>> 24;
            out[4 * i + 1] = w >>> 16;
            out[4 * i + 2] = w >>> 8;
            out[4 * i + 3] = w;
        }
        return out;
    }
}

export const H = (m: Uint8Array): Uint8Array => new Sha256().update(m).digest();

export function mac(key: Uint8Array, m: Uint8Array): Uint8Array {
    const inner = new Uint8Array(64).fill(0x36);
    const outer = new Uint8Array(64).fill(0x5c);
    const k = key.length > 64 ? H(key) : key;
    for (let i = 0; i < k.length; i++) {
        inner[i] ^= k[i];
        outer[i] ^= k[i];
    }
    return new Sha256().update(outer).update(new Sha256().update(inner).update(m).digest()).digest();
}

// What the tests share: the core bundled for Node, folders read from disk, the program.
import { buildSync } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const page = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const root = resolve(page, '../../..');
export const fixtures = process.env.FIXTURES ?? join(root, 'fixtures');
export const URNE = process.env.URNE ?? join(root, 'build/release/urne');
export const temp = mkdtempSync(join(tmpdir(), 'urne-page-'));
process.on('exit', () => execFileSync('rm', ['-rf', temp]));

const out = join(temp, 'core.mjs');
buildSync({ entryPoints: [join(page, 'src/node.ts')], bundle: true, format: 'esm', platform: 'neutral',
    mainFields: ['module', 'main'], target: 'es2020', outfile: out, logLevel: 'error' });
export const core = await import(pathToFileURL(out).href);

/** A folder on disk as the core takes it. */
export function load(dir) {
    const folder = new Map();
    for (const name of readdirSync(dir)) {
        const file = join(dir, name);
        const regular = statSync(file).isFile();
        folder.set(name, { name, bytes: regular ? new Uint8Array(readFileSync(file)) : null });
    }
    return folder;
}

export const verify = (folder, options = {}) => core.finish(core.verify(folder, options));

export const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

/** Makes sums.txt anew. */
export function sums(folder) {
    const lines = [...folder.keys()].filter(n => n !== 'sums.txt').sort().map(n => `${sha256(folder.get(n).bytes)}  ${n}\n`);
    folder.set('sums.txt', { name: 'sums.txt', bytes: new TextEncoder().encode(lines.join('')) });
    return folder;
}

export function store(folder, dir) {
    execFileSync('rm', ['-rf', dir]);
    mkdirSync(dir, { recursive: true });
    for (const { name, bytes } of folder.values()) writeFileSync(join(dir, name), bytes);
    return dir;
}

/** The container of a folder (transcript-1 §19), its files in the order given. */
export function bundle(folder, names = [...folder.keys()].sort()) {
    const parts = [Buffer.from('urne-bundle/1\n')];
    for (const n of names) {
        const { bytes } = folder.get(n);
        parts.push(Buffer.from(`file ${n} ${bytes.length} ${sha256(bytes)}\n`), bytes, Buffer.from('\n'));
    }
    return new Uint8Array(Buffer.concat([...parts, Buffer.from('end\n')]));
}

export const copy = (from, to) => cpSync(from, to, { recursive: true });

/** The program, in a folder. */
export function urne(cwd, ...args) {
    const r = spawnSync(URNE, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C' } });
    return { status: r.status, out: r.stdout, err: r.stderr };
}

/** Verdict, file and item of every check, of either verifier. */
export const brief = checks => checks.map(c => `${c.id} ${c.result}` + (c.result === 'FAIL' ? ` ${c.file} ${c.item}` : ''));

/** splitmix64: the same numbers everywhere. */
export function random(seed) {
    let s = BigInt(seed);
    const next = () => {
        s = (s + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
        let z = s;
        z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
        z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
        return z ^ (z >> 31n);
    };
    const below = n => Number(next() % BigInt(n));
    return { below, pick: list => list[below(list.length)], chance: (a, b) => below(b) < a };
}

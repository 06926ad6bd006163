// One process: the core of docs/verifier/page over a list of mutations.
//
//   node drive.mjs LIST        one line a mutation: ID DIGEST V01=P V02=F:FILE:ITEM V03=N ...
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '../../docs/verifier/page/test/common.mjs';

// ---- a folder: a Map of names to strings, one character a byte ----

const SUMS = 'sums.txt';
const bytes = s => Buffer.from(s, 'latin1');
const sha256 = s => createHash('sha256').update(s, 'latin1').digest('hex');
const ascending = files => [...files.keys()].sort();
const isProof = name => name.endsWith('.minisig') || name.endsWith('.tsr');
const linesOf = s => s.match(/[^\n]*\n|[^\n]+/g) ?? [];

function digest(files) {
    const whole = createHash('sha256');
    for (const name of ascending(files)) {
        whole.update(`${name} ${files.get(name).length}\n`).update(files.get(name), 'latin1');
    }
    return whole.digest('hex').slice(0, 16);
}

function mend(files) {
    if (!files.has(SUMS)) return;
    const names = ascending(files).filter(name => name !== SUMS);
    files.set(SUMS, names.map(name => `${sha256(files.get(name))}  ${name}\n`).join(''));
}

function rechain(files, sound) {
    const held = new Map();
    for (const name of ascending(sound)) if (name !== SUMS) held.set(name, sha256(sound.get(name)));
    for (let round = 0; round < 64; round++) {
        const changed = new Map();
        for (const [name, old] of held) {
            const now = files.has(name) ? sha256(files.get(name)) : old;
            if (now === old) continue;
            if (!changed.has(old)) changed.set(old, now);
            held.set(name, now);
        }
        if (changed.size === 0) return;
        const pattern = new RegExp([...changed.keys()].join('|'), 'g');
        for (const [name, s] of files) {
            if (name !== SUMS && !isProof(name)) files.set(name, s.replace(pattern, hash => changed.get(hash)));
        }
    }
}

const OPS = {
    none() {},
    flip(files, name, [at, mask]) {
        const b = bytes(files.get(name));
        b[+at] ^= +mask;
        files.set(name, b.toString('latin1'));
    },
    remove: (files, name) => files.delete(name),
    rename(files, name, [to]) {
        files.set(to, files.get(name));
        files.delete(name);
    },
    exchange(files, name, [other]) {
        const s = files.get(name);
        files.set(name, files.get(other));
        files.set(other, s);
    },
    foreign: (files, name, [dossier], get) => files.set(name, get(dossier).get(name)),
    trade(files, name, [n, other, m]) {
        const one = linesOf(files.get(name));
        const two = linesOf(files.get(other));
        [one[n - 1], two[m - 1]] = [two[m - 1], one[n - 1]];
        files.set(name, one.join('')).set(other, two.join(''));
    },
    drop: onLines((lines, at) => lines.splice(at, 1)),
    double: onLines((lines, at) => lines.splice(at, 0, lines[at])),
    swap: onLines((lines, at) => lines.splice(at, 2, lines[at + 1], lines[at])),
    field: onLines((lines, at, [, i, word]) => {
        const fields = lines[at].replace(/\n$/, '').split(' ');
        fields[+i] = Buffer.from(word === '-' ? '' : word, 'hex').toString('latin1');
        lines[at] = fields.join(' ') + '\n';
    }),
};

function onLines(change) {
    return (files, name, words) => {
        const lines = linesOf(files.get(name));
        change(lines, words[0] - 1, words);
        files.set(name, lines.join(''));
    };
}

// ---- the run ----

const dossiers = new Map();
const kept = new Map();

function get(name) {
    if (!kept.has(name)) {
        if (kept.size > 8) kept.clear();
        const { path } = dossiers.get(name);
        kept.set(name, new Map(readdirSync(path).map(file => [file, readFileSync(join(path, file), 'latin1')])));
    }
    return kept.get(name);
}

function answer(check) {
    const letter = { PASS: 'P', FAIL: 'F', 'NOT-CHECKED': 'N' }[check.result];
    return `${check.id}=${letter}${letter === 'F' ? `:${check.file}:${check.item}`.replaceAll(' ', '_') : ''}`;
}

let said = [];
const say = () => {
    const b = Buffer.from(said.join(''));
    for (let at = 0; at < b.length;) at += writeSync(1, b, at);
    said = [];
};
for (const line of readFileSync(process.argv[2], 'latin1').split('\n')) {
    const [id, dossier, mode, op, name, ...words] = line.split(' ');
    if (id === '') continue;
    if (id === 'dossier') {
        dossiers.set(dossier, { path: mode, seal: op === '-' ? undefined : op });
        continue;
    }
    const sound = get(dossier);
    const files = new Map(sound);
    OPS[op](files, name, words, get);
    if (mode === 'rechained') rechain(files, sound);
    if (mode !== 'plain') mend(files);
    const folder = new Map([...files].map(([file, s]) => [file, { name: file, bytes: new Uint8Array(bytes(s)) }]));
    const report = verify(folder, { seal: dossiers.get(dossier).seal });
    said.push(`${id} ${digest(files)} ${report.checks.map(answer).join(' ')}\n`);
    if (said.length === 1000) say();
}
say();

// The verification: every check from V01 to V28 (draw-1 §15, tally-1 §8).
import { allocate } from './allocate.ts';
import { hex, L, looseUtf8, unhex, utf8 } from './bytes.ts';
import { ballotFault, readBallots, type Ballots } from './ballots.ts';
import { recount, type Recount } from './count/trace.ts';
import type { Folder } from './folder.ts';
import { NAME } from './folder.ts';
import { readNote, type Note } from './note.ts';
import { receiptFault } from './receipt.ts';
import { CHAIN, LAST, roundIsSigned, roundSeconds, seconds } from './beacon.ts';
import { readKey, signatureFault } from './sign.ts';
import { acomOf, disorder, order, pidOf, readRoll, subSeed, tickets, type Roll, type Step, type Work } from './roll.ts';
import type { Say } from './say.ts';
import { H, Sha256 } from './sha256.ts';

export type Result = 'PASS' | 'FAIL' | 'NOT-CHECKED';
export interface Check {
    id: string;
    result: Result;
    file: string;
    item: string;
    why: Say;
}
export interface Drawn { word: string; pos: number; number: number; h: number; ticket: string; line: number }
export interface Skipped { word: string; number: number; h: number; of: number; line: number }

export interface Report {
    kind: 'draw' | 'count';
    stage: string;
    yes: boolean;
    anchored: boolean;
    beacon: boolean | null;
    seal: string;
    checks: Check[];
    notes: Map<string, Note>;
    roll: Roll | null;
    ballots: Ballots | null;
    recount: Recount | null;
    seats: { A: number[]; B: number[] } | null;
    drawn: Drawn[];
    skipped: Skipped[];
    sub: string; // S(draw)
    tickets: Uint8Array | null;
    order: Uint32Array | null;
    signatures: Signature[];
    notices: Notice[];
    seats2: Seat[]; // the seats of members, after replacements
    later: string[];
    /** The checks that a seal or a receipt changes, made again with others. */
    again: (options: Options) => void;
}

/** A seat: who took it first, its stratum, who has it now. */
export interface Seat { first: number; h: number; now: number | null }

export interface Options {
    seal?: string; // 64 digits
    keys?: Map<string, string>; // ROLE, PUBKEY, as the public notice has them
    prior?: Folder;
    receipt?: { name: string; bytes: Uint8Array };
}

interface Kind {
    beacon: string;
    stages: [string, string[]][];
    files: string[];
    notes: Record<string, string>;
    chain: string[];
}
const DRAW: Kind = {
    beacon: 'beacon.txt',
    stages: [
        ['announced', ['00-announce.txt']],
        ['sealed', ['01-commit.txt', 'roll.txt', 'rules.txt']],
        ['revealed', ['02-reveals.txt']],
        ['drawn', ['03-result.txt', 'seed-input.txt']],
    ],
    files: ['00-announce.txt', '01-commit.txt', '02-reveals.txt', '03-result.txt', 'roll.txt', 'rules.txt',
        'seed-input.txt', 'sums.txt'],
    notes: {
        '00-announce.txt': 'announce', '01-commit.txt': 'commit', '02-reveals.txt': 'reveals',
        '03-result.txt': 'result', 'rules.txt': 'rules', 'seed-input.txt': 'seed',
    },
    chain: ['00-announce.txt', '01-commit.txt', '02-reveals.txt', '03-result.txt'],
};
const COUNT: Kind = {
    beacon: 'tie-beacon.txt',
    stages: [
        ['announced', ['00-announce.txt']],
        ['sealed', ['10-ballots-commit.txt', 'projects.txt', 'ballots.txt', 'count-rules.txt']],
        ['revealed', ['11-ballots-reveals.txt']],
        ['counted', ['12-tally.txt', 'tally.txt', 'tie-seed-input.txt']],
    ],
    files: ['00-announce.txt', '10-ballots-commit.txt', '11-ballots-reveals.txt', '12-tally.txt', 'projects.txt',
        'ballots.txt', 'count-rules.txt', 'tally.txt', 'tie-seed-input.txt', 'sums.txt'],
    notes: {
        '00-announce.txt': 'announce', '10-ballots-commit.txt': 'ballots-commit',
        '11-ballots-reveals.txt': 'ballots-reveals', '12-tally.txt': 'tally', 'projects.txt': 'projects',
        'count-rules.txt': 'count-rules', 'tally.txt': 'count', 'tie-seed-input.txt': 'seed',
    },
    chain: ['00-announce.txt', '10-ballots-commit.txt', '11-ballots-reveals.txt', '12-tally.txt'],
};

const NOTE_BYTES = 256 * 1024 * 1024;
const SUMS_BYTES = 1024 * 1024;

class Failure {
    constructor(readonly file: string, readonly item: string, readonly why: Say) {}
}
class Absent {
    constructor(readonly why: Say) {}
}
const line = (n: number): string => 'line ' + n;
const fail = (file: string, item: string, key: string, ...p: (string | number)[]): never => {
    throw new Failure(file, item, { key, p });
};

/** Reads sums.txt: the lines before the first that breaks 8.2.1, and the number of that one. */
function readSums(b: Uint8Array): { listed: Map<string, string>; broken: number } {
    const listed = new Map<string, string>();
    let before = '';
    let at = 0;
    for (let n = 1; at < b.length; n++) {
        const to = b.indexOf(10, at);
        if (to < 0) return { listed, broken: n };
        const s = to - at > 200 ? '' : looseUtf8(b.subarray(at, to));
        const m = /^([0-9a-f]{64}) {2}([^ ]*)$/.exec(s);
        if (!m || !NAME.test(m[2]) || m[2] <= before || m[2] === 'sums.txt') return { listed, broken: n };
        listed.set(m[2], m[1]);
        before = m[2];
        at = to + 1;
    }
    return { listed, broken: 0 };
}

export const printable = (s: string): string => {
    let out = '';
    for (const c of utf8(s)) out += c >= 0x20 && c <= 0x7e ? String.fromCharCode(c) : '?';
    return out;
};

/** SHA-256 of a file, with pauses. */
function* sha(b: Uint8Array): Work<string> {
    const h = new Sha256();
    const step = 1 << 18;
    for (let at = 0; at < b.length; at += step) {
        if (at > 0) yield { what: 'hash', done: at, of: b.length };
        h.update(b, at, Math.min(at + step, b.length));
    }
    return hex(h.digest());
}

const has = (folder: Folder, kind: Kind): boolean =>
    [...kind.files, kind.beacon].some(f => f !== '00-announce.txt' && f !== 'sums.txt' && folder.has(f));
export const isCount = (folder: Folder): boolean => has(folder, COUNT) && !has(folder, DRAW);

/** The later entries of a folder (transcript-1 §9.3) and whether a name is that of one. */
function laterEntries(names: Iterable<string>, draw: boolean): string[] {
    const pattern = draw ? /^(?:([3-8][0-9]|9[0-8])-(?:abort|handover|rekey|replace)|99-close)\.txt$/
        : /^(?:([3-8][0-9]|9[0-8])-(?:abort|handover|rekey)|99-close)\.txt$/;
    const list: string[] = [];
    for (const n of [...names].filter(x => pattern.test(x)).sort()) {
        const number = +n.slice(0, 2);
        if (number !== 99 && number !== 30 + list.length) break;
        list.push(n);
        if (number === 99) break;
    }
    return list;
}
const kindOf = (later: string): string => later.slice(3, -4);

export interface Signature { file: string; role: string; name: string; fault: string }
/** What a verifier says beside the checks (transcript-1 §11). */
export interface Notice { key: string; p?: (string | number)[] }

export function* verify(folder: Folder, options: Options): Work<Report> {
    const count = isCount(folder);
    const kind = count ? COUNT : DRAW;
    const report: Report = {
        kind: count ? 'count' : 'draw', stage: '', yes: false, anchored: false, beacon: null, seal: '', checks: [],
        notes: new Map(), roll: null, ballots: null, recount: null, seats: null, drawn: [], skipped: [], sub: '',
        tickets: null, order: null, signatures: [], notices: [], seats2: [], later: [], again: () => undefined,
    };
    const most = (name: string): number =>
        name === 'sums.txt' ? SUMS_BYTES : name.endsWith('.minisig') ? 4096 : name === 'roll.txt' || name === 'ballots.txt' ? 2 ** 34 : NOTE_BYTES;
    const bytesOf = (name: string): Uint8Array | null => {
        const b = folder.get(name)?.bytes ?? null;
        return b && b.length <= most(name) ? b : null;
    };

    // ---- the stage, 15.2 ----
    const sumsBytes = bytesOf('sums.txt');
    const sums = readSums(sumsBytes ?? new Uint8Array(0));
    const known = (f: string): boolean => folder.has(f) || sums.listed.has(f);
    let stage = 0;
    kind.stages.forEach(([, files], i) => {
        if (files.some(known)) stage = i;
    });
    const names = new Set([...folder.keys(), ...sums.listed.keys()]);
    const later = (report.later = laterEntries(names, !count));
    if (known(kind.beacon) || later.some(f => kindOf(f) !== 'abort')) stage = 3;
    report.stage = kind.stages[stage][0];
    const [, commitFile, revealsFile, resultFile] = kind.chain;
    // the order in which a first file is named: transcript-1 §2.3
    const files = count ? [...kind.chain, ...later, kind.beacon, ...kind.files.filter(f => !kind.chain.includes(f))]
        : [...kind.files, kind.beacon, ...later].sort();
    const dues = new Set(files.filter(f => later.includes(f) || (f === kind.beacon && known(f)) ||
        kind.stages.some(([, list], i) => i <= stage && list.includes(f))));
    const isDue = (f: string): boolean => dues.has(f);
    const noteKind = (f: string): string | undefined =>
        later.includes(f) ? kindOf(f) : f === kind.beacon ? 'beacon' : kind.notes[f];

    // ---- what was read ----
    const hashes = new Map<string, string>();
    for (const [name, item] of [...folder].sort((x, y) => (x[0] < y[0] ? -1 : 1))) {
        if (!item.bytes) continue;
        yield { what: 'file ' + name, done: 0, of: 1 };
        hashes.set(name, yield* sha(item.bytes));
    }
    const hashOf = (f: string): string => hashes.get(f) ?? '';
    const broken = new Map<string, Failure>();
    const beaconPromised = (): boolean => {
        const c = report.notes.get(commitFile);
        return !!c && !c.fault && c.sources.some(x => x.form === 'drand');
    };
    for (const name of files) {
        if (name === kind.beacon && stage === 3 && beaconPromised()) dues.add(name); // 01 stands before it
        if (!isDue(name)) continue;
        const b = bytesOf(name);
        if (!b) {
            broken.set(name, new Failure(name, folder.has(name) ? 'file' : 'absent',
                { key: folder.has(name) ? 'not-file' : 'absent' }));
            continue;
        }
        const what = noteKind(name);
        if (!what) continue;
        const note = what === 'count' ? readTrace(name, b)
            : readNote(what, name, b, what === 'count-rules' ? report.notes.get('projects.txt')?.projects.length ?? 0 : undefined);
        report.notes.set(name, note);
        if (note.fault) broken.set(name, new Failure(name, line(note.fault.line), note.fault.why));
        yield { what: 'file ' + name, done: 1, of: 1 };
    }
    const due = files.filter(isDue);
    const note = (f: string): Note => report.notes.get(f)!;
    const seedFile = count ? 'tie-seed-input.txt' : 'seed-input.txt';
    const rulesFile = count ? 'count-rules.txt' : 'rules.txt';
    if (!count && isDue('roll.txt') && !broken.has('roll.txt')) {
        const r = yield* readRoll(bytesOf('roll.txt')!);
        if (typeof r === 'number') broken.set('roll.txt', new Failure('roll.txt', line(r), { key: 'roll-line' }));
        else report.roll = r;
    }
    if (count && isDue('ballots.txt') && !['ballots.txt', 'projects.txt', rulesFile].some(f => broken.has(f))) {
        const b = yield* readBallots(bytesOf('ballots.txt')!, note(rulesFile).words.type[0], note('projects.txt').projects.length);
        if (typeof b === 'number') broken.set('ballots.txt', new Failure('ballots.txt', line(b), { key: 'ballot-line' }));
        else report.ballots = b;
    }
    const roll = report.roll;
    const sealed = isDue(commitFile) && !broken.has(commitFile);
    if (isDue(commitFile) && folder.get(commitFile)?.bytes) report.seal = hashOf(commitFile);
    if (sealed) report.beacon = note(commitFile).sources.some(s => s.form === 'drand');

    const chain = [...kind.chain.filter(isDue), ...later];

    /** FILE and ROLE of the name of a signature. */
    const signed = (n: string): [string, string] | null => {
        const m = /^(.*\.txt)\.([a-z][a-z0-9-]{0,15})\.minisig$/.exec(n);
        return m && (kind.chain.includes(m[1]) || later.includes(m[1])) ? [m[1], m[2]] : null;
    };
    const isName = (n: string): boolean => kind.files.includes(n) || n === kind.beacon || later.includes(n) || !!signed(n);

    // ---- the checks ----

    const put = (id: string, result: Result, why: Say, file = '', item = ''): void => {
        report.checks.push({ id, result, file, item, why });
    };
    const settle = (id: string, e: unknown): void => {
        if (e instanceof Failure) put(id, 'FAIL', e.why, printable(e.file), e.item);
        else if (e instanceof Absent) put(id, 'NOT-CHECKED', e.why);
        else throw e;
    };
    const check = (id: string, body: () => Say | void): void => {
        try {
            put(id, 'PASS', body() ?? { key: 'ok ' + id });
        } catch (e) {
            settle(id, e);
        }
    };
    function* slowCheck(id: string, body: () => Work<Say | void>): Work<void> {
        try {
            put(id, 'PASS', (yield* body()) ?? { key: 'ok ' + id });
        } catch (e) {
            settle(id, e);
        }
    }
    /** Files that a check reads: not due, absent and broken ones end it. */
    const reads = (...files: string[]): void => {
        const missing = files.find(f => !isDue(f));
        if (missing) {
            const late = kind.stages.findIndex(([, list]) => list.includes(missing));
            throw new Absent({ key: late <= 1 ? 'not-sealed' : count ? 'not-counted' : 'not-drawn' });
        }
        for (const f of files) if (broken.has(f)) throw broken.get(f)!;
    };
    /** The first line of 15.4.1's third column in a file, well formed or not; 0 if there is none. */
    const promise = (file: string, what: RegExp): number => {
        const b = bytesOf(file);
        return b ? looseUtf8(b).split('\n').findIndex(s => what.test(s)) + 1 : 0;
    };
    const noCount = { key: 'no-count' };
    const noDraw = { key: 'no-draw' };

    check('V01', () => {
        if (!folder.has('sums.txt')) fail('sums.txt', 'absent', 'absent');
        if (!sumsBytes) fail('sums.txt', 'file', 'not-file');
        if (sums.broken) fail('sums.txt', line(sums.broken), 'sums-line');
        const all = [...names].filter(n => n !== 'sums.txt');
        all.sort((x, y) => {
            const a = utf8(x);
            const b = utf8(y);
            for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
            return a.length - b.length;
        });
        for (const n of all) {
            if (!isName(n)) fail(n, 'name', 'name');
            if (!folder.has(n)) fail(n, 'absent', 'absent');
            if (!sums.listed.has(n)) fail(n, 'unlisted', 'unlisted');
            if (!bytesOf(n)) fail(n, 'file', 'not-file');
            if (hashOf(n) !== sums.listed.get(n)) fail(n, 'sha256', 'sha-sums');
        }
        for (const f of due) if (f !== kind.beacon && !known(f)) fail(f, 'absent', 'absent');
        return { key: 'ok V01', p: [all.length] };
    });
    for (const id of ['V02', 'V03'] as const) {
        check(id, () => {
            const lines = [0, 0];
            for (const f of due) {
                if (!noteKind(f)) continue;
                const b = broken.get(f);
                const fault = report.notes.get(f)?.fault;
                if (b && (!fault || fault.check === 'V02' || id === 'V03')) throw b;
                lines[0]++;
                lines[1] += report.notes.get(f)!.lines.length;
            }
            return { key: 'ok ' + id, p: lines };
        });
    }
    const chainCheck = (): Say | undefined => {
        report.anchored = false;
        let ended = false;
        chain.forEach((f, i) => {
            if (broken.has(f)) throw broken.get(f)!;
            const n = note(f);
            if (n.seq !== i) fail(f, line(n.at.seq), 'seq', n.seq, i);
            const before = i === 0 ? '0'.repeat(64) : hashOf(chain[i - 1]);
            if (n.prev !== before) fail(f, line(n.at.prev), i === 0 ? 'prev0' : 'prev', chain[i - 1] ?? '');
            if (ended) fail(f, line(1), 'after-end');
            ended = n.kind === 'abort' || n.kind === 'close';
        });
        if (options.seal !== undefined) {
            if (!folder.get(commitFile)?.bytes) fail(commitFile, 'absent', 'absent');
            if (hashOf(commitFile) !== options.seal) fail(commitFile, 'seal', 'seal-fail');
            report.anchored = true;
            return { key: 'ok V04 seal' };
        }
        return undefined;
    };
    check('V04', chainCheck);
    check('V05', () => {
        const first = kind.chain[0];
        for (const f of due) {
            if (!noteKind(f) || noteKind(f) === 'count') continue;
            if (broken.has(f)) throw broken.get(f)!;
            if (note(f).ceremony !== note(first).ceremony) fail(f, line(note(f).at.ceremony), 'ceremony');
        }
        return { key: 'ok V05', p: [note(first).ceremony] };
    });
    // keys in force at each entry, by role; null: none that keeps transcript-1 §3.2
    const first = report.notes.get(kind.chain[0]);
    const sigNames = [...names].filter(n => signed(n)).sort((x, y) => {
        const a = signed(x)!;
        const b = signed(y)!;
        return files.indexOf(a[0]) - files.indexOf(b[0]) || (x < y ? -1 : 1);
    });
    const keyAt = (role: string, entry: string): { text: string; last: string } | null => {
        let text = first?.keys.get(role);
        let last = first?.expires.get(role) ?? '';
        if (text === undefined) return null;
        for (const f of chain) {
            if (f === entry) break;
            const n = report.notes.get(f);
            if (n && !n.fault && n.kind === 'rekey' && n.words.role[0] === role) {
                text = n.words.key[0];
                last = n.words.expire?.[0] ?? '';
            }
        }
        return { text, last };
    };
    /** '' if a signature file counts, else its item; 4.5 and V06 (4). */
    const sigItem = (name: string): string => {
        const [f, role] = signed(name)!;
        if (!folder.has(name)) return 'absent';
        const bytes = bytesOf(name);
        if (!bytes) return 'file';
        if (!isDue(f)) return 'entry';
        const key = keyAt(role, f);
        const sound = key && readKey(key.text);
        if (!key || !sound) return 'role';
        const time = report.notes.get(f)?.time ?? '';
        return signatureFault(f, role, bytesOf(f)!, hashOf(f), bytes, sound, key.last !== '' && time.slice(0, 10) > key.last);
    };
    yield* slowCheck('V06', function* () {
        const zero = kind.chain[0];
        if (broken.has(zero)) throw broken.get(zero)!;
        const a = note(zero);
        const given = options.keys ?? new Map<string, string>();
        if (a.keys.size === 0 && sigNames.length === 0 && given.size === 0) throw new Absent({ key: 'no-key' });
        for (const f of chain) if (broken.has(f)) throw broken.get(f)!;
        const keyLine = (role: string): string => line(a.at.key + [...a.keys.keys()].indexOf(role));
        const seen: string[] = [];
        for (const [role, text] of a.keys) {
            const k = readKey(text);
            if (!k || seen.includes(hex(k.A))) fail(zero, keyLine(role), 'bad-key', role);
            seen.push(hex(k!.A));
        }
        for (const role of [...given.keys()].sort()) {
            if (!a.keys.has(role)) fail(zero, 'key', 'key-role', role);
            if (a.keys.get(role) !== given.get(role)) fail(zero, keyLine(role), 'key-notice', role);
        }
        for (const f of later) {
            const n = note(f);
            if (n.kind !== 'rekey') continue;
            const role = n.words.role[0];
            const now = keyAt(role, f);
            if (!now) fail(f, line(n.at.role), 'role-key', role);
            if (n.words.old[0] !== now!.text) fail(f, line(n.at.old), 'rekey-old', role);
            const k = readKey(n.words.key[0]);
            const others = [...a.keys.keys()].map(r => readKey(keyAt(r, f)!.text));
            if (!k || others.some(o => o && hex(o.A) === hex(k.A))) fail(f, line(n.at.key), 'bad-key', role);
        }
        for (const name of sigNames) {
            yield { what: 'signatures', done: report.signatures.length, of: sigNames.length };
            const [f, role] = signed(name)!;
            const item = sigItem(name);
            report.signatures.push({ file: f, role, name, fault: item });
        }
        const badSig = report.signatures.find(x => x.fault);
        if (badSig) fail(badSig.name, badSig.fault, 'signature', badSig.role);
        const there = (f: string, role: string): void => {
            const name = `${f}.${role}.minisig`;
            if (!sigNames.includes(name)) fail(name, 'absent', 'unsigned', role);
        };
        const observers = [...a.keys.keys()].filter(r => r.startsWith('observer'));
        chain.forEach((f, i) => {
            const next = chain[i + 1];
            if (next && note(next).kind === 'abort') return;
            const n = note(f);
            for (const role of a.requires.get(n.kind) ?? []) there(f, role);
            if (n.kind !== 'rekey') return;
            if (observers.length === 0) fail(f, 'observer', 'no-observer');
            const missing = observers.filter(r => !sigNames.includes(`${f}.${r}.minisig`));
            if (2 * (observers.length - missing.length) <= observers.length) there(f, missing[0]);
        });
        return { key: 'ok V06', p: [report.signatures.length, a.keys.size] };
    });
    check('V07', () => {
        reads(commitFile, rulesFile);
        if (hashOf(rulesFile) !== note(commitFile).rules) fail(rulesFile, 'sha256', 'rules-sha');
    });
    check('V08', () => {
        if (count) throw new Absent(noDraw);
        reads('roll.txt');
        return { key: 'ok V08', p: [roll!.n] };
    });
    check('V09', () => {
        if (count) throw new Absent(noDraw);
        reads('roll.txt');
        const n = disorder(roll!);
        if (n) fail('roll.txt', line(n), 'order');
    });
    check('V10', () => {
        if (count) throw new Absent(noDraw);
        reads(commitFile, 'roll.txt');
        const c = note(commitFile).roll;
        if (roll!.n !== c.n) fail('roll.txt', 'lines', 'roll-lines', roll!.n, c.n);
        if (hex(roll!.sha) !== c.sha) fail('roll.txt', 'sha256', 'roll-sha');
        if (hex(roll!.root) !== c.root) fail('roll.txt', 'root', 'root');
        return { key: 'ok V10', p: [c.n] };
    });
    check('V11', () => {
        if (count) throw new Absent(noDraw);
        reads(rulesFile, 'roll.txt');
        const rules = note(rulesFile);
        const n = rules.strata.map(() => 0);
        for (let i = 0; i < roll!.n; i++) {
            const h = roll!.stratum[i];
            if (h > n.length) fail('roll.txt', line(i + 1), 'no-stratum', h);
            if (!!roll!.committed[i] !== rules.attrs.length > 0) fail('roll.txt', line(i + 1), 'acom');
            n[h - 1]++;
        }
        rules.strata.forEach((t, h) => {
            if (t.n !== n[h]) fail(rulesFile, line(t.line), 'stratum-n', t.n, n[h]);
            if (t.n < rules.kmin) fail(rulesFile, line(t.line), 'kmin', t.n, rules.kmin);
        });
        return { key: 'ok V11', p: [rules.strata.length, rules.kmin] };
    });
    check('V12', () => {
        reads(commitFile, revealsFile);
        const c = note(commitFile);
        const r = note(revealsFile);
        let j = 0;
        c.sources.forEach((s, i) => {
            if (s.form === 'drand') return;
            const v = r.values[j++];
            const at = line(v ? v.line : r.lines.length);
            if (!v || v.index !== i + 1 || v.form !== s.form) fail(revealsFile, at, 'source-missing', i + 1);
            if (s.form === 'dice') {
                if (v.die !== s.die || v.digits!.length !== s.count) fail(revealsFile, at, 'dice', s.count, s.die);
            } else if (s.form === 'lottery') {
                if (v.label !== s.label) fail(revealsFile, at, 'lottery', s.label);
            } else {
                if (v.name !== s.name) fail(revealsFile, at, 'party', s.name);
                if (v.value !== 'missing' &&
                    hex(H(L('urne/1 contrib', c.ceremony, s.name, v.value!))) !== s.hash) {
                    fail(revealsFile, at, 'contrib', s.name);
                }
            }
        });
        if (r.values[j]) fail(revealsFile, line(r.values[j].line), 'source-more');
        const parties: string[] = [];
        c.sources.forEach((s, i) => {
            if (s.form !== 'party') return;
            if (parties.includes(s.name)) fail(commitFile, line(c.sourceLine[i]), 'party-twice', s.name);
            parties.push(s.name);
        });
        if (!c.sources.some(s => s.form === 'drand')) {
            const enough = c.sources.some(s => s.form === 'dice' && s.count >= (s.die === 'd6' ? 26 : 20));
            if (!enough || c.sources.some(s => s.form === 'party')) {
                fail(commitFile, line(c.sourceLine[0]), 'few-dice');
            }
        }
        const dice = c.sources.map(s => (s.form === 'dice' ? s.count : 0)).reduce((x, y) => x + y, 0);
        return { key: 'ok V12', p: [c.sources.length, dice] };
    });
    check('V13', () => {
        reads(commitFile, revealsFile, resultFile, seedFile);
        const c = note(commitFile);
        const r = note(revealsFile);
        const s = note(seedFile);
        const lines = ['urne/1 seed', 'ceremony ' + c.ceremony, 'commit ' + hashOf(commitFile)];
        const values: [number, string][] = r.values.map(v => [v.index, v.text]);
        c.sources.forEach((x, i) => {
            if (x.form !== 'drand') return;
            lines.push('reveals ' + hashOf(revealsFile));
            const given = s.values.find(v => v.index === i + 1 && v.form === 'drand');
            values.push([i + 1, `${i + 1} drand ${x.chain} ${x.round} ${given ? given.text.split(' ')[4] : ''}`]);
        });
        values.sort((x, y) => x[0] - y[0]);
        lines.push(...values.map(v => v[1]), 'end');
        for (let i = 0; i < Math.max(lines.length, s.lines.length); i++) {
            if (lines[i] !== s.lines[i]) fail(seedFile, line(i + 1), 'seed-line');
        }
        const n = note(resultFile);
        if (n.seed !== hashOf(seedFile)) fail(resultFile, line(n.at.seed), 'seed');
        return { key: 'ok V13', p: [n.seed] };
    });
    check('V14', () => {
        if (!isDue(commitFile)) {
            if (known(kind.beacon)) fail(kind.beacon, line(1), 'beacon-more');
            throw new Absent({ key: 'no-beacon' });
        }
        reads(commitFile);
        const c = note(commitFile);
        const i = c.sources.findIndex(s => s.form === 'drand');
        const source = c.sources[i];
        if (source?.form !== 'drand') {
            if (known(kind.beacon)) fail(kind.beacon, line(1), 'beacon-more');
            throw new Absent({ key: 'no-beacon' });
        }
        if (source.chain !== CHAIN) fail(commitFile, line(c.sourceLine[i]), 'beacon-chain');
        if (stage < 3) throw new Absent({ key: 'beacon-later', p: [source.round] });
        for (const f of [seedFile, kind.beacon]) if (broken.has(f)) throw broken.get(f)!;
        const [bChain, bRound, signature] = note(kind.beacon).words.drand;
        if (bChain !== source.chain || bRound !== String(source.round) || !roundIsSigned(source.round, signature)) {
            fail(kind.beacon, line(3), 'beacon', source.round);
        }
        const due14 = `${i + 1} drand ${source.chain} ${source.round} ${hex(H(unhex(signature)))}`;
        if (note(seedFile).lines[3 + i + 1] !== due14) fail(seedFile, line(4 + i + 1), 'beacon-seed');
        return { key: 'ok V14', p: [source.round] };
    });
    yield* slowCheck('V15', function* () {
        if (count) throw new Absent(noDraw);
        reads(resultFile, 'roll.txt', rulesFile);
        return yield* drawCheck(report, note(rulesFile), note(resultFile), roll!);
    });
    check('V16', () => {
        chain.forEach((f, i) => {
            if (broken.has(f)) throw broken.get(f)!;
            if (i === 0) return;
            const before = note(chain[i - 1]).time;
            const now = note(f).time;
            const equal = f === resultFile || later.includes(f);
            if (equal ? now < before : now <= before) fail(f, line(note(f).at.time), 'time', before, now);
        });
        if (!isDue(commitFile)) return undefined;
        const c = note(commitFile);
        c.sources.forEach((s, i) => {
            if (s.form === 'lottery' && s.date < c.time.slice(0, 10)) fail(commitFile, line(c.sourceLine[i]), 'lottery-date');
        });
        const i = c.sources.findIndex(s => s.form === 'drand');
        const source = c.sources[i];
        if (source?.form !== 'drand') return undefined;
        const at = roundSeconds(source.round);
        if (at > LAST) fail(commitFile, line(c.sourceLine[i]), 'round-time');
        if (seconds(c.time) + c.lead > at) fail(commitFile, line(c.at.lead), 'lead-short', c.lead);
        if (isDue(revealsFile) && seconds(note(revealsFile).time) >= at) fail(revealsFile, line(note(revealsFile).at.time), 'round-02');
        if (isDue(resultFile) && seconds(note(resultFile).time) < at) fail(resultFile, line(note(resultFile).at.time), 'round-03');
        return undefined;
    });
    check('V17', () => {
        throw new Absent({ key: 'no-token' });
    });
    yield* slowCheck('V18', function* () {
        const replaces = later.filter(f => kindOf(f) === 'replace');
        const close = later.find(f => kindOf(f) === 'close');
        if (replaces.length === 0 && !close) throw new Absent({ key: 'no-entry' });
        if (count) {
            reads(resultFile, ...(close ? [close] : []));
            const n = note(close!);
            if (n.number !== note(resultFile).selected.length) fail(close!, line(n.at.selected), 'close-selected');
            if (n.words.replaced[0] !== '0') fail(close!, line(n.at.replaced), 'close-replaced');
            return { key: 'ok V18', p: [0, 0] };
        }
        reads(rulesFile, 'roll.txt', resultFile);
        for (let i = 0; i < roll!.n; i++) {
            if (roll!.stratum[i] > note(rulesFile).strata.length) fail('roll.txt', line(i + 1), 'no-stratum', roll!.stratum[i]);
        }
        return yield* replaceCheck(report, note(rulesFile), note(resultFile), roll!, replaces, close, f => {
            if (broken.has(f)) throw broken.get(f)!;
            return note(f);
        });
    });
    check('V19', () => {
        const at = promise(commitFile, /^audit /);
        if (at) fail(commitFile, line(at), 'promised');
        throw new Absent({ key: 'no-audit' });
    });
    yield* slowCheck('V20', function* () {
        const zero = kind.chain[0];
        if (!options.prior) {
            throw new Absent({ key: first && !first.fault && first.prior !== 'none' && first.prior !== '' ? 'prior-not-given' : 'no-prior' });
        }
        if (broken.has(zero)) throw broken.get(zero)!;
        const before = yield* verify(options.prior, {});
        const end = before.later[before.later.length - 1];
        const closing = end ? before.notes.get(end) : undefined;
        if (before.checks.slice(0, 5).some(c => c.result !== 'PASS') || !closing || !['abort', 'close'].includes(closing.kind)) {
            fail(zero, 'prior', 'prior-bad');
        }
        const a = note(zero);
        const b = before.notes.get('00-announce.txt')!;
        if (a.prior !== hex(H(options.prior.get(end)!.bytes!))) fail(zero, line(a.at.prior), 'prior-hash');
        if (a.ceremony === b.ceremony) fail(zero, line(a.at.ceremony), 'prior-ceremony');
        if (a.time < closing!.time) fail(zero, line(a.at.time), 'time', closing!.time, a.time);
        if (a.body !== b.body) fail(zero, line(a.at.body), 'prior-body');
        const mine = report.notes.get(commitFile);
        const theirs = before.notes.get(commitFile);
        if (mine && !mine.fault && theirs && !theirs.fault) {
            const kw = count ? 'ballotkey' : 'rollkey';
            if (mine.lines[mine.at[kw] - 1] === theirs.lines[theirs.at[kw] - 1]) fail(commitFile, line(mine.at[kw]), 'prior-key');
        }
        return { key: 'ok V20' };
    });
    check('V21', () => {
        const list = later.filter(f => kindOf(f) === 'handover');
        if (list.length === 0) throw new Absent({ key: 'no-entry' });
        for (const f of chain) if (broken.has(f)) throw broken.get(f)!;
        let lead = '';
        for (const f of list) {
            const n = note(f);
            const [from] = n.words.from;
            const [to] = n.words.to;
            if (!first!.keys.has(from) || (lead && from !== lead)) fail(f, line(n.at.from), 'handover-from', from);
            if (!first!.keys.has(to) || to === from) fail(f, line(n.at.to), 'handover-to', to);
            for (let i = 0; i < 5; i++) {
                const c = n.values2[i];
                if (!c || c[0] !== 'V0' + (i + 1) || c[1] !== 'PASS') fail(f, line(n.at.check + i), 'handover-check');
            }
            for (const role of [from, to]) {
                const name = `${f}.${role}.minisig`;
                if (!names.has(name)) fail(name, 'absent', 'unsigned', role);
                const item = sigItem(name);
                if (item) fail(name, item, 'signature', role);
            }
            lead = to;
        }
        return { key: 'ok V21', p: [list.length] };
    });
    check('V22', () => {
        throw new Absent({ key: 'no-entry' });
    });

    // ---- ballots and tally ----
    const ballotFiles = [commitFile, 'projects.txt', rulesFile, 'ballots.txt'];
    check('V23', () => {
        if (!count) throw new Absent(noCount);
        reads(...ballotFiles);
        const c = note(commitFile);
        const p = note('projects.txt');
        const b = report.ballots!;
        if (p.projects.length !== c.number) fail('projects.txt', 'lines', 'projects-lines', p.projects.length, c.number);
        if (hashOf('projects.txt') !== c.projectsHash) fail('projects.txt', 'sha256', 'projects-sha');
        if (b.n !== c.ballots.n) fail('ballots.txt', 'lines', 'ballots-lines', b.n, c.ballots.n);
        if (hashOf('ballots.txt') !== c.ballots.sha) fail('ballots.txt', 'sha256', 'ballots-sha');
        if (hex(b.root) !== c.ballots.root) fail('ballots.txt', 'root', 'root');
        return { key: 'ok V23', p: [p.projects.length, b.n] };
    });
    const ballots = report.ballots;
    check('V24', () => {
        if (!count) throw new Absent(noCount);
        reads(...ballotFiles);
        const c = note(commitFile);
        const n = ballotFault(ballots!);
        if (n) fail('ballots.txt', line(n), 'ballot-order');
        const aside = c.aside.reduce((x, y) => x + y[1], 0);
        if (c.ballots.n + aside !== c.received) fail(commitFile, line(c.at.received), 'received', c.received, c.ballots.n + aside);
        return { key: 'ok V24', p: [c.received, aside] };
    });
    check('V25', () => {
        throw new Absent(count ? { key: 'eligibility' } : noCount);
    });
    let traceFault: Failure | null = null;
    yield* slowCheck('V26', function* () {
        if (!count) throw new Absent(noCount);
        const t = 'tally.txt';
        reads('projects.txt', rulesFile, 'ballots.txt', resultFile, t);
        const n = note(resultFile);
        const r = yield* recount(note('projects.txt'), note(rulesFile), ballots!, n.seed, note(rulesFile).ceremony);
        if ('refused' in r) {
            if (r.unchecked) throw new Absent(r.refused);
            throw (traceFault = new Failure(rulesFile, line(1), r.refused));
        }
        report.recount = r;
        const lines = note(t).lines;
        for (let i = 0; i < Math.max(lines.length, r.lines.length); i++) {
            if (lines[i] !== r.lines[i]) fail(t, line(i + 1), 'trace-line', (r.lines[i] ?? '').slice(0, 100));
        }
        if (n.count !== hashOf(t)) fail(resultFile, line(n.at.count), 'count-sha');
        if (n.cost !== r.cost) fail(resultFile, line(n.at.cost), 'cost-sum', String(n.cost), String(r.cost));
        const first = n.at.cost + 1;
        for (let i = 0; i < Math.max(n.selected.length, r.selected.length); i++) {
            if (n.selected[i] !== r.selected[i]) fail(resultFile, line(first + i), 'selected');
        }
        return { key: 'ok V26', p: [r.selected.length, r.lines.length] };
    });
    check('V27', () => {
        if (!count) throw new Absent(noCount);
        const t = 'tally.txt';
        reads('projects.txt', rulesFile, 'ballots.txt', resultFile, t);
        const r = report.recount;
        if (!r) {
            if (traceFault) throw traceFault;
            throw new Absent(report.checks[report.checks.length - 1].why);
        }
        const mine = r.lines.filter(s => s.startsWith('tie '));
        const place = r.lines.map((s, k) => (s.startsWith('tie ') ? k + 1 : 0)).filter(k => k > 0);
        let i = 0;
        const lines = note(t).lines;
        for (let k = 0; k < lines.length; k++) {
            if (!lines[k].startsWith('tie ')) continue;
            if (lines[k] !== mine[i]) fail(t, line(k + 1), 'tie-line');
            i++;
        }
        if (i < mine.length) fail(t, line(place[i]), 'tie-line');
        const lots = mine.filter(s => s.split(' -> ')[1].split(' ')[1] === 'lot').length;
        return { key: 'ok V27', p: [mine.length, lots] };
    });
    const receiptCheck = (): Say => {
        const r = options.receipt;
        if (!r) throw new Absent({ key: 'no-receipt' });
        if (count) fail(r.name, line(1), 'receipt-count');
        reads(commitFile, rulesFile, 'roll.txt');
        const n = readNote('receipt', r.name, r.bytes);
        const fault = receiptFault(n, note(commitFile), hashOf(commitFile), note(rulesFile), roll!);
        if (fault) fail(r.name, line(fault.line), fault.why.key, ...(fault.why.p ?? []));
        return { key: 'ok V28', p: [n.number] };
    };
    check('V28', receiptCheck);
    report.again = (o): void => {
        options = o;
        const others = report.checks.filter(c => c.id !== 'V04' && c.id !== 'V28');
        report.checks = [];
        check('V04', chainCheck);
        check('V28', receiptCheck);
        report.checks = [...others, ...report.checks].sort((x, y) => (x.id < y.id ? -1 : 1));
        report.yes = report.checks.every(c => c.result !== 'FAIL');
    };
    report.yes = report.checks.every(c => c.result !== 'FAIL');

    // ---- what is said beside the checks (transcript-1 §11) ----
    const tell = (key: string, ...p: (string | number)[]): void => void report.notices.push({ key, p });
    const source = sealed ? note(commitFile).sources.find(s => s.form === 'drand') : undefined;
    for (const f of later) {
        const n = report.notes.get(f);
        if (!n || n.fault) continue;
        if (n.kind === 'abort') {
            const knowable = known(revealsFile) || (source?.form === 'drand' && roundSeconds(source.round) <= seconds(n.time));
            tell(knowable ? 'aborted-late' : 'aborted', n.words.reason[0]);
        }
        if (n.kind === 'close') tell('closed');
    }
    const vacant = report.seats2.filter(s => s.now === null).length;
    if (vacant > 0) tell('vacant', vacant);
    if (report.beacon === false) tell('no-beacon-trust');
    if (source && isDue(revealsFile)) {
        const roles = report.signatures.filter(s => s.file === revealsFile && !s.fault && s.role !== 'clerk').map(s => s.role);
        tell(roles.length ? 'word-of' : 'word-of-none', roles.join(', '));
    }
    const uncompared = [...(first?.keys.keys() ?? [])].filter(r => !options.keys?.has(r));
    if (uncompared.length) tell('keys-uncompared', uncompared.join(', '));
    return report;
}

/** Of tally.txt, V02 and V03 ask no more than its first line and its end. */
function readTrace(name: string, b: Uint8Array): Note {
    const n = readNote('none', name, new Uint8Array(0));
    const ended = b.length > 0 && b[b.length - 1] === 10;
    n.lines = looseUtf8(ended ? b.subarray(0, b.length - 1) : b).split('\n');
    delete n.fault;
    if (n.lines[0] !== 'urne/1 count') n.fault = { check: 'V02', line: 1, why: { key: 'first', p: ['count'] } };
    else if (!ended || n.lines[n.lines.length - 1] !== 'end') {
        n.fault = { check: 'V02', line: 1, why: { key: 'no-end' } };
    }
    return n;
}

/** V15: seats, then line by line the selection of 11.2. */
function* drawCheck(report: Report, rules: Note, result: Note, roll: Roll): Work<Say> {
    const file = '03-result.txt';
    for (let i = 0; i < roll.n; i++) {
        if (roll.stratum[i] > rules.strata.length) fail('roll.txt', line(i + 1), 'no-stratum', roll.stratum[i]);
    }
    const A = allocate(rules, result.seed, 'draw');
    const B = allocate(rules, result.seed, 'sub');
    report.seats = { A, B };
    let at = result.at.seats;
    for (const [kw, seats] of [['seats', A], ['substitutes', B]] as const) {
        for (let h = 0; h < seats.length; h++, at++) {
            if (result.lines[at - 1] !== `${kw} ${h + 1} ${seats[h]}`) fail(file, line(at), kw === 'seats' ? kw : 'substitutes-due', h + 1, seats[h]);
        }
    }
    const sub = (report.sub = subSeed(result.seed, 'draw'));
    const t = (report.tickets = yield* tickets(roll, sub));
    const visit = (report.order = yield* order(roll, t));
    const selected = new Uint8Array(roll.n);
    const used = new Map<string, number>();
    let pos = 0;
    const members = { member: 0, substitute: 0 };
    for (const [word, seats] of [['member', A], ['substitute', B]] as const) {
        const left = seats.slice();
        let open = left.reduce((x, y) => x + y, 0);
        for (let v = 0; v < roll.n && open > 0; v++) {
            if (v % 4096 === 0) yield { what: 'draw', done: v, of: roll.n };
            const i = visit[v];
            const h = roll.stratum[i];
            if (selected[i] || left[h - 1] === 0) continue;
            const text = result.lines[at - 1];
            const f = text.split(' ');
            const differs = (key: string, ...p: (string | number)[]): never => fail(file, line(at), key, ...p);
            const tick = hex(t.subarray(32 * i, 32 * i + 32));
            const who = `${i + 1} ${pidOf(roll, i)} ${h} ${tick}`;
            const isSelect = f[0] === 'select';
            if (!isSelect && f[0] !== 'skip') differs('due', i + 1);
            if (f[1] !== word || f.slice(isSelect ? 3 : 2, isSelect ? 7 : 6).join(' ') !== who) differs('due', i + 1);
            const attrs = f.slice(isSelect ? 7 : 8);
            if (attrs.length !== rules.attrs.length) differs('attrs');
            let household = '-';
            const c = attrs.map((s, k) => {
                const name = rules.attrs[k];
                const opened = rules.unique && name === 'household';
                const p = s.split(':');
                if (opened !== (p.length === 3) || (opened && p[0] !== name)) differs('attrs');
                if (!opened) return s;
                household = p[1];
                return hex(H(L('urne/1 attr', p[2], name + '=' + p[1])));
            });
            const acom = c.length ? hex(H(L('urne/1 attrs', ...c))) : '-';
            if (acom !== acomOf(roll, i)) differs('attr-acom');
            const of = rules.unique && household !== '-' ? used.get(household) : undefined;
            if (of !== undefined) {
                if (isSelect || f[6] !== 'household' || f[7] !== String(of)) differs('skip-due', i + 1, of);
                report.skipped.push({ word, number: i + 1, h, of, line: at });
            } else {
                if (!isSelect || f[2] !== String(pos + 1)) differs('select-due', i + 1);
                pos++;
                left[h - 1]--;
                open--;
                selected[i] = 1;
                members[word]++;
                if (household !== '-') used.set(household, i + 1);
                report.drawn.push({ word, pos, number: i + 1, h, ticket: tick, line: at });
            }
            at++;
        }
        for (let h = 0; h < left.length; h++) {
            if (left[h] === 0) continue;
            if (result.lines[at - 1] !== `short ${word} ${h + 1} ${left[h]}`) fail(file, line(at), 'short', h + 1, left[h]);
            at++;
        }
    }
    if (at !== result.lines.length) fail(file, line(at), 'line-more');
    return { key: 'ok V15', p: [members.member, members.substitute] };
}

/** V18: who takes the seats of those who declined (transcript-1 §8). */
function* replaceCheck(report: Report, rules: Note, result: Note, roll: Roll, entries: string[],
    closing: string | undefined, take: (file: string) => Note): Work<Say> {
    const file = rules.name;
    if (entries.length && rules.lines[rules.at.replace - 1] !== 'replace ticket-order') fail(file, line(rules.at.replace), 'fresh-beacon');
    const sub = subSeed(result.seed, 'draw');
    const t = report.tickets ?? (yield* tickets(roll, sub));
    const visit = report.order ?? (yield* order(roll, t));
    const tick = (i: number): string => hex(t.subarray(32 * i, 32 * i + 32));
    const seats: Seat[] = [];
    const substitutes: { number: number; h: number }[] = [];
    const closed = new Set<number>(); // not to be called under 2: selected, skipped, passed, called
    const called = new Set<number>();
    const used = new Map<string, number>();
    const hh = rules.unique ? rules.attrs.indexOf('household') : -1;
    for (const { word, line: at } of result.turns) {
        const f = result.lines[at - 1].split(' ');
        if (word === 'short') continue;
        const number = +f[word === 'select' ? 3 : 2];
        closed.add(number);
        if (word !== 'select') continue;
        const h = +f[5];
        if (f[1] === 'member') seats.push({ first: number, h, now: number });
        else substitutes.push({ number, h });
        const v = hh >= 0 ? (f[7 + hh] ?? '').split(':')[1] ?? '-' : '-';
        if (v !== '-' && !used.has(v)) used.set(v, number);
    }
    report.seats2 = seats;
    const refused = new Set<number>();
    let groups = 0;
    for (const name of entries) {
        const e = take(name);
        let at = e.turns[0].line;
        const differs = (key: string, ...p: (string | number)[]): never => fail(e.name, line(at), key, ...p);
        const text = (): string => e.lines[at - 1];
        while (text() !== 'end') {
            const who = +text().split(' ')[1];
            const seat = seats.find(s => s.now === who);
            if (!text().startsWith('refused ') || !seat || who > roll.n || refused.has(who)) differs('refused', who);
            refused.add(who);
            groups++;
            at++;
            const h = seat!.h;
            const byStratum = substitutes.find(s => s.h === h && !called.has(s.number));
            let next = byStratum?.number ?? null;
            if (next !== null) {
                if (text() !== `called ${next} ${tick(next - 1)}`) differs('called', next);
            } else {
                for (let v = 0; v < roll.n && next === null; v++) {
                    if (v % 4096 === 0) yield { what: 'draw', done: v, of: roll.n };
                    const i = visit[v];
                    const number = i + 1;
                    if (roll.stratum[i] !== h || closed.has(number) || called.has(number)) continue;
                    if (hh < 0) {
                        if (text() !== `called ${number} ${tick(i)}`) differs('called', number);
                        next = number;
                        break;
                    }
                    const f = text().split(' ');
                    const isPassed = f[0] === 'passed';
                    if ((!isPassed && f[0] !== 'called') || f[1] !== String(number) || f[2] !== tick(i)) differs('called', number);
                    const attrs = f.slice(isPassed ? 4 : 3);
                    if (attrs.length !== rules.attrs.length) differs('attrs');
                    const c = attrs.map((x, k) => {
                        const p = x.split(':');
                        if ((k === hh) !== (p.length === 3) || (k === hh && p[0] !== 'household')) differs('attrs');
                        return k === hh ? hex(H(L('urne/1 attr', p[2], 'household=' + p[1]))) : x;
                    });
                    if (hex(H(L('urne/1 attrs', ...c))) !== acomOf(roll, i)) differs('attr-acom');
                    const value = attrs[hh].split(':')[1];
                    const of = value === '-' ? undefined : used.get(value);
                    if (of !== undefined) {
                        if (!isPassed || f[3] !== String(of)) differs('passed', number, of);
                        closed.add(number);
                        at++;
                        continue;
                    }
                    if (isPassed) differs('called', number);
                    next = number;
                    if (value !== '-') used.set(value, number);
                }
                if (next === null) {
                    next = substitutes.find(s => !called.has(s.number))?.number ?? null;
                    const due = next === null ? 'vacant' : `called ${next} ${tick(next - 1)}`;
                    if (text() !== due) differs(next === null ? 'vacant-due' : 'called', next ?? 0);
                }
            }
            if (next !== null) called.add(next);
            seat!.now = next;
            at++;
        }
    }
    if (closing) {
        const close = take(closing);
        if (close.number !== seats.length) fail(close.name, line(close.at.selected), 'close-selected');
        const due = groups !== 0 && groups < rules.kmin ? '-' : String(groups);
        if (close.words.replaced[0] !== due) fail(close.name, line(close.at.replaced), 'close-replaced');
    }
    return { key: 'ok V18', p: [groups, seats.filter(s => s.now === null).length] };
}

/** A run of the work without pauses. */
export function finish<T>(work: Work<T>): T {
    for (;;) {
        const s = work.next();
        if (s.done) return s.value;
    }
}

export type { Step };

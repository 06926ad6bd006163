// The verification: every check from V01 to V28 (draw-1 §15, tally-1 §8).
import { allocate } from './allocate.ts';
import { concat, hex, L, looseUtf8, unhex, utf8 } from './bytes.ts';
import { ballotFault, readBallots, type Ballots } from './ballots.ts';
import { recount, type Recount } from './count/trace.ts';
import type { Folder } from './folder.ts';
import { NAME } from './folder.ts';
import { readNote, type Note } from './note.ts';
import { receiptFault } from './receipt.ts';
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
}

export interface Options {
    seal?: string; // 64 digits
    receipt?: { name: string; bytes: Uint8Array };
}

interface Kind {
    stages: [string, string[]][];
    files: string[];
    notes: Record<string, string>;
    chain: string[];
}
const DRAW: Kind = {
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

export const isCount = (folder: Folder): boolean =>
    COUNT.files.some(f => f !== '00-announce.txt' && f !== 'sums.txt' && folder.has(f)) &&
    !DRAW.files.some(f => f !== '00-announce.txt' && f !== 'sums.txt' && folder.has(f));

export function* verify(folder: Folder, options: Options): Work<Report> {
    const count = isCount(folder);
    const kind = count ? COUNT : DRAW;
    const report: Report = {
        kind: count ? 'count' : 'draw', stage: '', yes: false, anchored: false, beacon: null, seal: '', checks: [],
        notes: new Map(), roll: null, ballots: null, recount: null, seats: null, drawn: [], skipped: [], sub: '',
        tickets: null, order: null,
    };
    const most = (name: string): number =>
        name === 'sums.txt' ? SUMS_BYTES : name === 'roll.txt' || name === 'ballots.txt' ? 2 ** 34 : NOTE_BYTES;
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
    report.stage = kind.stages[stage][0];
    const due = kind.files.filter(f => kind.stages.some(([, files], i) => i <= stage && files.includes(f)));
    const isDue = (f: string): boolean => due.includes(f);

    // ---- what was read ----
    const hashes = new Map<string, string>();
    for (const [name, item] of [...folder].sort((x, y) => (x[0] < y[0] ? -1 : 1))) {
        if (!item.bytes) continue;
        yield { what: 'file ' + name, done: 0, of: 1 };
        hashes.set(name, yield* sha(item.bytes));
    }
    const hashOf = (f: string): string => hashes.get(f) ?? '';
    const broken = new Map<string, Failure>();
    for (const name of due) {
        const b = bytesOf(name);
        if (!b) {
            broken.set(name, new Failure(name, folder.has(name) ? 'file' : 'absent',
                { key: folder.has(name) ? 'not-file' : 'absent' }));
            continue;
        }
        const what = kind.notes[name];
        if (!what) continue;
        const note = what === 'count' ? readTrace(name, b)
            : readNote(what, name, b, what === 'count-rules' ? report.notes.get('projects.txt')?.projects.length ?? 0 : undefined);
        report.notes.set(name, note);
        if (note.fault) broken.set(name, new Failure(name, line(note.fault.line), note.fault.why));
        yield { what: 'file ' + name, done: 1, of: 1 };
    }
    const note = (f: string): Note => report.notes.get(f)!;
    const [, commitFile, revealsFile, resultFile] = kind.chain;
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
        const names = [...new Set([...sums.listed.keys(), ...folder.keys()])].filter(n => n !== 'sums.txt');
        names.sort((x, y) => {
            const a = utf8(x);
            const b = utf8(y);
            for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
            return a.length - b.length;
        });
        for (const n of names) {
            if (!kind.files.includes(n)) fail(n, 'name', 'name');
            if (!folder.has(n)) fail(n, 'absent', 'absent');
            if (!sums.listed.has(n)) fail(n, 'unlisted', 'unlisted');
            if (!bytesOf(n)) fail(n, 'file', 'not-file');
            if (hashOf(n) !== sums.listed.get(n)) fail(n, 'sha256', 'sha-sums');
        }
        for (const f of due) if (!known(f)) fail(f, 'absent', 'absent');
        return { key: 'ok V01', p: [names.length] };
    });
    for (const id of ['V02', 'V03'] as const) {
        check(id, () => {
            const lines = [0, 0];
            for (const f of due) {
                if (!kind.notes[f]) continue;
                const b = broken.get(f);
                const fault = report.notes.get(f)?.fault;
                if (b && (!fault || fault.check === 'V02' || id === 'V03')) throw b;
                lines[0]++;
                lines[1] += report.notes.get(f)!.lines.length;
            }
            return { key: 'ok ' + id, p: lines };
        });
    }
    check('V04', () => {
        kind.chain.forEach((f, i) => {
            if (!isDue(f)) return;
            if (broken.has(f)) throw broken.get(f)!;
            const n = note(f);
            if (n.seq !== i) fail(f, line(n.at.seq), 'seq', n.seq, i);
            const before = i === 0 ? '0'.repeat(64) : hashOf(kind.chain[i - 1]);
            if (n.prev !== before) fail(f, line(n.at.prev), i === 0 ? 'prev0' : 'prev', kind.chain[i - 1] ?? '');
        });
        if (options.seal !== undefined) {
            if (!folder.get(commitFile)?.bytes) fail(commitFile, 'absent', 'absent');
            if (hashOf(commitFile) !== options.seal) fail(commitFile, 'seal', 'seal');
            report.anchored = true;
            return { key: 'ok V04 seal' };
        }
        return undefined;
    });
    check('V05', () => {
        const first = kind.chain[0];
        for (const f of due) {
            if (!kind.notes[f] || kind.notes[f] === 'count') continue;
            if (broken.has(f)) throw broken.get(f)!;
            if (note(f).ceremony !== note(first).ceremony) fail(f, line(note(f).at.ceremony), 'ceremony');
        }
        return { key: 'ok V05', p: [note(first).ceremony] };
    });
    // Signatures and beacons: what was promised cannot be checked here.
    check('V06', () => {
        const at = promise('00-announce.txt', /^(key|require) /);
        if (at) fail('00-announce.txt', line(at), 'promised');
        throw new Absent({ key: 'no-key' });
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
        const at = promise(commitFile, /^(source [^ ]+ drand|lead) /);
        if (at) fail(commitFile, line(at), 'promised');
        throw new Absent({ key: 'no-beacon' });
    });
    yield* slowCheck('V15', function* () {
        if (count) throw new Absent(noDraw);
        reads(resultFile, 'roll.txt', rulesFile);
        return yield* drawCheck(report, note(rulesFile), note(resultFile), roll!);
    });
    check('V16', () => {
        kind.chain.forEach((f, i) => {
            if (!isDue(f)) return;
            if (broken.has(f)) throw broken.get(f)!;
            if (i === 0) return;
            const before = note(kind.chain[i - 1]).time;
            const now = note(f).time;
            if (i === 3 ? now < before : now <= before) fail(f, line(note(f).at.time), 'time', before, now);
        });
        if (isDue(commitFile)) {
            const c = note(commitFile);
            c.sources.forEach((s, i) => {
                if (s.form === 'lottery' && s.date < c.time.slice(0, 10)) fail(commitFile, line(c.sourceLine[i]), 'lottery-date');
                if (s.form === 'drand') fail(commitFile, line(c.sourceLine[i]), 'promised');
            });
        }
        return undefined;
    });
    check('V17', () => {
        throw new Absent({ key: 'no-token' });
    });
    check('V18', () => {
        throw new Absent({ key: 'no-entry' });
    });
    check('V19', () => {
        const at = promise(commitFile, /^audit /);
        if (at) fail(commitFile, line(at), 'promised');
        throw new Absent({ key: 'no-audit' });
    });
    check('V20', () => {
        throw new Absent({ key: 'no-prior' });
    });
    for (const id of ['V21', 'V22']) {
        check(id, () => {
            throw new Absent({ key: 'no-entry' });
        });
    }

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
        reads('projects.txt', 'ballots.txt', rulesFile, resultFile, t);
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
        if (n.cost !== r.cost) fail(resultFile, line(n.at.cost), 'cost', String(n.cost), String(r.cost));
        const first = n.at.cost + 1;
        for (let i = 0; i < Math.max(n.selected.length, r.selected.length); i++) {
            if (n.selected[i] !== r.selected[i]) fail(resultFile, line(first + i), 'selected');
        }
        return { key: 'ok V26', p: [r.selected.length, r.lines.length] };
    });
    check('V27', () => {
        if (!count) throw new Absent(noCount);
        const t = 'tally.txt';
        reads('projects.txt', 'ballots.txt', rulesFile, resultFile, t);
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
    check('V28', () => {
        const r = options.receipt;
        if (!r) throw new Absent({ key: 'no-receipt' });
        if (count) fail(r.name, line(1), 'receipt-count');
        reads(commitFile, rulesFile, 'roll.txt');
        const n = readNote('receipt', r.name, r.bytes);
        const fault = receiptFault(n, note(commitFile), hashOf(commitFile), note(rulesFile), roll!);
        if (fault) fail(r.name, line(fault.line), fault.why.key, ...(fault.why.p ?? []));
        return { key: 'ok V28', p: [n.number] };
    });
    report.yes = report.checks.every(c => c.result !== 'FAIL');
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
            if (result.lines[at - 1] !== `${kw} ${h + 1} ${seats[h]}`) fail(file, line(at), kw, h + 1, seats[h]);
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
    if (at !== result.lines.length) fail(file, line(at), 'more');
    return { key: 'ok V15', p: [members.member, members.substitute] };
}

/** A run of the work without pauses. */
export function finish<T>(work: Work<T>): T {
    for (;;) {
        const s = work.next();
        if (s.done) return s.value;
    }
}

export { concat, unhex };
export type { Step };

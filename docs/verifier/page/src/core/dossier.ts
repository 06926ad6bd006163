// A public folder as a verifier takes it: its kind, stage, entries and notes (draw-1 §8, §15.2,
// tally-1 §7, transcript-1 §1, §9), before anything is checked.
import { hex, looseUtf8, utf8, compareBytes } from './bytes.ts';
import { readBallots, type Ballots } from './ballots.ts';
import { NAME, type Folder } from './folder.ts';
import { readNote, type Note } from './note.ts';
import { readCounts, readPool, type Pool } from './panel/pool.ts';
import { readRoll, type Roll, type Work } from './roll.ts';
import type { Say } from './say.ts';
import { Sha256 } from './sha256.ts';

export type KindName = 'draw' | 'count' | 'panel';
interface Kind {
    name: KindName;
    secret: string; // the line of the seal that commits to its key
    beacon: string;
    seed: string;
    rules: string;
    stages: [string, string[]][];
    files: string[];
    notes: Record<string, string>;
    chain: string[];
    later: string; // kinds of later entries with a number of their own
    ifKnown: string[]; // files of a stage that it need not have
}
const DRAW: Kind = {
    name: 'draw',
    secret: 'rollkey',
    beacon: 'beacon.txt',
    seed: 'seed-input.txt',
    rules: 'rules.txt',
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
    later: 'abort|audit|destroy|handover|rekey|replace',
    ifKnown: [],
};
const COUNT: Kind = {
    name: 'count',
    secret: 'ballotkey',
    beacon: 'tie-beacon.txt',
    seed: 'tie-seed-input.txt',
    rules: 'count-rules.txt',
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
    later: 'abort|handover|rekey',
    ifKnown: [],
};
const PROOF = 'panel-proof.txt';
const PANEL: Kind = {
    name: 'panel',
    secret: 'poolkey',
    beacon: 'pool-beacon.txt',
    seed: 'pool-seed-input.txt',
    rules: 'quotas.txt',
    stages: [
        ['announced', ['00-announce.txt']],
        ['sealed', ['20-pool-commit.txt', 'pool.txt', 'quotas.txt', 'panels.txt', 'counts.txt', PROOF]],
        ['revealed', ['21-pool-reveals.txt']],
        ['drawn', ['22-panel-result.txt', 'pool-seed-input.txt']],
    ],
    files: ['00-announce.txt', '20-pool-commit.txt', '21-pool-reveals.txt', '22-panel-result.txt', 'pool.txt', 'quotas.txt',
        'pool-seed-input.txt', 'panels.txt', 'counts.txt', PROOF, 'sums.txt'],
    notes: {
        '00-announce.txt': 'announce', '20-pool-commit.txt': 'pool-commit', '21-pool-reveals.txt': 'pool-reveals',
        '22-panel-result.txt': 'panel-result', 'quotas.txt': 'quotas', 'pool-seed-input.txt': 'seed',
    },
    chain: ['00-announce.txt', '20-pool-commit.txt', '21-pool-reveals.txt', '22-panel-result.txt'],
    later: 'abort|handover|rekey',
    ifKnown: [PROOF],
};

export const NOTE_BYTES = 256 * 1024 * 1024;
const SUMS_BYTES = 1024 * 1024;
const SIGNATURE_BYTES = 4096;
const TOKEN_BYTES = 65536;
const ROLL_BYTES = 2 ** 34;
const LARGE: Record<string, number> = {
    'sums.txt': SUMS_BYTES, 'roll.txt': ROLL_BYTES, 'ballots.txt': ROLL_BYTES, 'pool.txt': ROLL_BYTES,
};
const ROLE = '[a-z][a-z0-9-]{0,15}';

/** A check that fails, with file and item. */
export class Failure {
    constructor(readonly file: string, readonly item: string, readonly why: Say) {}
}
/** A check for which something is missing that nobody promised. */
export class Absent {
    constructor(readonly why: Say) {}
}
export const line = (n: number): string => 'line ' + n;
export const fail = (file: string, item: string, key: string, ...p: (string | number)[]): never => {
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

/** SHA-256 of a file, with pauses. */
export function* shaOf(b: Uint8Array): Work<string> {
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
const kindOfFolder = (folder: Folder): Kind => (has(folder, DRAW) ? DRAW : has(folder, COUNT) ? COUNT : has(folder, PANEL) ? PANEL : DRAW);
/** Whether these are files of a dossier. */
export const isDossier = (folder: Folder): boolean =>
    kindOfFolder(folder) !== DRAW || ['sums.txt', '00-announce.txt', '01-commit.txt'].some(n => folder.has(n));

/** Names in the order of their UTF-8 bytes. */
export const byName = (names: Iterable<string>): string[] =>
    [...names].map(n => ({ n, b: utf8(n) })).sort((x, y) => compareBytes(x.b, y.b)).map(x => x.n);

export const kindOf = (later: string): string => later.slice(3, -4);

/** The later entries among names (transcript-1 §9.3). */
function laterEntries(names: Iterable<string>, kind: Kind): string[] {
    const pattern = new RegExp(`^(?:([3-8][0-9]|9[0-8])-(?:${kind.later})|99-close)\\.txt$`);
    const list: string[] = [];
    for (const n of [...names].filter(x => pattern.test(x)).sort()) {
        const number = +n.slice(0, 2);
        if (number !== 99 && number !== 30 + list.length) break;
        list.push(n);
        if (number === 99) break;
    }
    return list;
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

export class Dossier {
    readonly count: boolean;
    readonly panel: boolean;
    readonly kind: Kind;
    readonly sums: { listed: Map<string, string>; broken: number };
    readonly names: Set<string>; // present or listed
    readonly later: string[];
    readonly stage: number;
    readonly chain: string[]; // the entries due
    readonly signatures: string[]; // signature files known, in the order of transcript-1 §2.3
    readonly tokens: string[]; // token files known
    readonly notes = new Map<string, Note>();
    readonly broken = new Map<string, Failure>();
    readonly hashes = new Map<string, string>();
    roll: Roll | null = null;
    ballots: Ballots | null = null;
    pool: Pool | null = null;
    counts: string[] = [];
    private readonly files: string[]; // in the order in which a first file is named
    private readonly dues: Set<string>;

    constructor(readonly folder: Folder) {
        const kind = (this.kind = kindOfFolder(folder));
        this.count = kind === COUNT;
        this.panel = kind === PANEL;
        this.sums = readSums(this.bytesOf('sums.txt') ?? new Uint8Array(0));
        this.names = new Set([...folder.keys(), ...this.sums.listed.keys()]);
        const later = (this.later = laterEntries(this.names, kind));
        let stage = 0;
        kind.stages.forEach(([, files], i) => {
            if (files.some(f => this.known(f))) stage = i;
        });
        if (this.known(kind.beacon) || later.some(f => kindOf(f) !== 'abort')) stage = 3;
        this.stage = stage;
        this.files = kind !== DRAW ? [...kind.chain, ...later, kind.beacon, ...kind.files.filter(f => !kind.chain.includes(f))]
            : [...kind.files, kind.beacon, ...later].sort();
        this.dues = new Set(this.files.filter(f => later.includes(f) || (f === kind.beacon && this.known(f)) ||
            kind.stages.some(([, list], i) => i <= stage && list.includes(f) && (!kind.ifKnown.includes(f) || this.known(f)))));
        this.chain = [...kind.chain.filter(f => this.isDue(f)), ...later];
        const place = (n: string): number => this.files.indexOf(this.entryOf(n));
        const beside = byName(this.names).filter(n => this.entryOf(n) !== '').sort((x, y) => place(x) - place(y));
        this.signatures = beside.filter(n => this.signed(n));
        this.tokens = beside.filter(n => !this.signed(n));
    }

    get stageName(): string {
        return this.kind.stages[this.stage][0];
    }
    get commitFile(): string {
        return this.kind.chain[1];
    }
    get revealsFile(): string {
        return this.kind.chain[2];
    }
    get resultFile(): string {
        return this.kind.chain[3];
    }

    known(f: string): boolean {
        return this.folder.has(f) || this.sums.listed.has(f);
    }
    isDue(f: string): boolean {
        return this.dues.has(f);
    }
    get due(): string[] {
        return this.files.filter(f => this.isDue(f));
    }
    note(f: string): Note {
        return this.notes.get(f)!;
    }
    /** A note that is due and keeps its grammar. */
    sound(f: string): Note | null {
        return this.isDue(f) && !this.broken.has(f) ? this.note(f) : null;
    }
    hashOf(f: string): string {
        return this.hashes.get(f) ?? '';
    }

    /** The bytes of a regular file within its limit. */
    bytesOf(name: string): Uint8Array | null {
        const b = this.folder.get(name)?.bytes ?? null;
        const most = LARGE[name] ?? (name.endsWith('.minisig') ? SIGNATURE_BYTES : name.endsWith('.tsr') ? TOKEN_BYTES : NOTE_BYTES);
        return b && b.length <= most ? b : null;
    }

    /** FILE and ROLE of the name of a signature. */
    signed(n: string): [string, string] | null {
        const m = new RegExp(`^(.*\\.txt)\\.(${ROLE})\\.minisig$`).exec(n);
        return m && this.isEntry(m[1]) ? [m[1], m[2]] : null;
    }
    private isEntry(f: string): boolean {
        return this.kind.chain.includes(f) || this.later.includes(f);
    }
    /** The entry beside which a signature or a token stands, or ''. */
    entryOf(n: string): string {
        const f = this.signed(n)?.[0] ?? (n.endsWith('.txt.tsr') ? n.slice(0, -4) : '');
        return this.isEntry(f) ? f : '';
    }
    isName(n: string): boolean {
        return this.kind.files.includes(n) || n === this.kind.beacon || this.later.includes(n) || this.entryOf(n) !== '';
    }
    noteKind(f: string): string | undefined {
        return this.later.includes(f) ? kindOf(f) : f === this.kind.beacon ? 'beacon' : this.kind.notes[f];
    }

    /** Files that a check reads: not due, absent and broken ones end it. */
    reads(...files: string[]): void {
        const missing = files.find(f => !this.isDue(f));
        if (missing) {
            const late = this.kind.stages.findIndex(([, list]) => list.includes(missing));
            throw new Absent({ key: late <= 1 ? 'not-sealed' : this.count ? 'not-counted' : 'not-drawn' });
        }
        for (const f of files) this.must(f);
    }
    /** A file that is due: absent or broken it ends a check. */
    must(f: string): void {
        const b = this.broken.get(f);
        if (b) throw b;
    }

    /** Reads every file once. */
    *read(): Work<void> {
        for (const name of [...this.folder.keys()].sort()) {
            const b = this.folder.get(name)!.bytes;
            if (!b) continue;
            yield { what: 'file ' + name, done: 0, of: 1 };
            this.hashes.set(name, yield* shaOf(b));
        }
        for (const name of this.files) {
            // 01 stands before it
            if (name === this.kind.beacon && this.stage === 3 && this.promisesBeacon()) this.dues.add(name);
            if (name === PROOF && this.promisesProof()) this.dues.add(name);
            if (!this.isDue(name)) continue;
            this.readFile(name);
            yield { what: 'file ' + name, done: 1, of: 1 };
        }
        if (this.isSound('roll.txt')) this.roll = this.taken('roll.txt', yield* readRoll(this.bytesOf('roll.txt')!), 'roll-line');
        if (this.panel) yield* this.readPanel();
        if (this.count && ['ballots.txt', 'projects.txt', this.kind.rules].every(f => this.isSound(f))) {
            const b = yield* readBallots(this.bytesOf('ballots.txt')!, this.note(this.kind.rules).words.type[0], this.note('projects.txt').projects.length);
            this.ballots = this.taken('ballots.txt', b, 'ballot-line');
        }
    }
    /** What was read of a file; the number of a line is the first that is not of its form. */
    private taken<T extends object>(name: string, read: T | number, key: string): T | null {
        if (typeof read !== 'number') return read;
        this.broken.set(name, new Failure(name, line(read), { key }));
        return null;
    }
    private *readPanel(): Work<void> {
        if (this.isSound('panels.txt')) {
            const n = readNote('panels', 'panels.txt', this.bytesOf('panels.txt')!);
            this.notes.set(n.name, n);
            if (n.fault) this.broken.set(n.name, new Failure(n.name, line(n.fault.line), n.fault.why));
            yield { what: 'file panels.txt', done: 1, of: 1 };
        }
        const quotas = this.sound(this.kind.rules);
        if (!quotas) return;
        if (this.isSound('pool.txt')) this.pool = this.taken('pool.txt', yield* readPool(this.bytesOf('pool.txt')!, quotas), 'pool-line');
        if (this.isSound('counts.txt')) this.counts = this.taken('counts.txt', yield* readCounts(this.bytesOf('counts.txt')!, quotas), 'counts-line') ?? [];
    }
    private isSound(f: string): boolean {
        return this.isDue(f) && !this.broken.has(f);
    }
    private promisesBeacon(): boolean {
        return !!this.sound(this.commitFile)?.sources.some(x => x.form === 'drand');
    }
    private promisesProof(): boolean {
        return this.sound(this.commitFile)?.words.bound[0] === 'proof';
    }
    private readFile(name: string): void {
        const b = this.bytesOf(name);
        if (!b) {
            const there = this.folder.has(name);
            this.broken.set(name, new Failure(name, there ? 'file' : 'absent', { key: there ? 'not-file' : 'absent' }));
            return;
        }
        const what = this.noteKind(name);
        if (!what) return;
        const note = what === 'count' ? readTrace(name, b)
            : readNote(what, name, b, what === 'count-rules' ? this.notes.get('projects.txt')?.projects.length ?? 0 : undefined);
        this.notes.set(name, note);
        if (note.fault) this.broken.set(name, new Failure(name, line(note.fault.line), note.fault.why));
    }
}

// V06 and V21: keys, signatures, handovers (transcript-1 §3, §4, §10).
import { hex } from '../bytes.ts';
import { Absent, fail, kindOf, line, type Dossier } from '../dossier.ts';
import type { Note } from '../note.ts';
import type { Options, Report, Signature } from '../report.ts';
import type { Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { readKey, signatureFault } from '../sign.ts';

/** The key of a role in force at an entry (3.3), and its last day. */
function keyAt(d: Dossier, role: string, entry: string): { text: string; last: string } | null {
    const first = d.notes.get(d.kind.chain[0]);
    let text = first?.keys.get(role);
    let last = first?.expires.get(role) ?? '';
    if (text === undefined) return null;
    for (const f of d.chain) {
        if (f === entry) break;
        const n = d.sound(f);
        if (n?.kind === 'rekey' && n.words.role[0] === role) {
            text = n.words.key[0];
            last = n.words.expire?.[0] ?? '';
        }
    }
    return { text, last };
}

/** '' if a signature file counts, else its item; 4.5 and V06 (4). */
function itemOf(d: Dossier, name: string): string {
    const [f, role] = d.signed(name)!;
    if (!d.folder.has(name)) return 'absent';
    const bytes = d.bytesOf(name);
    if (!bytes) return 'file';
    if (!d.isDue(f)) return 'entry';
    const key = keyAt(d, role, f);
    const sound = key && readKey(key.text);
    if (!key || !sound) return 'role';
    const entry = { file: f, role, sha: d.hashOf(f), bytes: d.bytesOf(f)! };
    const time = d.notes.get(f)?.time ?? '';
    return signatureFault(entry, bytes, sound, key.last !== '' && time.slice(0, 10) > key.last);
}

/** The roles whose signature of an entry counts. */
export const signers = (d: Dossier, file: string): string[] =>
    !d.sound(file) ? [] : d.signatures.filter(n => d.signed(n)![0] === file && itemOf(d, n) === '').map(n => d.signed(n)![1]);

function announced(d: Dossier, a: Note, given: Map<string, string>): void {
    const keyLine = (role: string): string => line(a.at.key + [...a.keys.keys()].indexOf(role));
    const seen: string[] = [];
    for (const [role, text] of a.keys) {
        const k = readKey(text);
        if (!k || seen.includes(hex(k.A))) fail(a.name, keyLine(role), 'bad-key', role);
        seen.push(hex(k!.A));
    }
    for (const role of [...given.keys()].sort()) {
        if (!a.keys.has(role)) fail(a.name, 'key', 'key-role', role);
        if (a.keys.get(role) !== given.get(role)) fail(a.name, keyLine(role), 'key-notice', role);
    }
    for (const f of d.later) {
        const n = d.note(f);
        if (n.kind !== 'rekey') continue;
        const role = n.words.role[0];
        const now = keyAt(d, role, f);
        if (!now) fail(f, line(n.at.role), 'role-key', role);
        if (n.words.old[0] !== now!.text) fail(f, line(n.at.old), 'rekey-old', role);
        const k = readKey(n.words.key[0]);
        const others = [...a.keys.keys()].map(r => readKey(keyAt(d, r, f)!.text));
        if (!k || others.some(o => o && hex(o.A) === hex(k.A))) fail(f, line(n.at.key), 'bad-key', role);
    }
}

/** Who had to sign each entry but the one that an abort follows. */
function required(d: Dossier, a: Note): void {
    const there = (f: string, role: string): void => {
        const name = `${f}.${role}.minisig`;
        if (!d.signatures.includes(name)) fail(name, 'absent', 'unsigned', role);
    };
    const observers = [...a.keys.keys()].filter(r => r.startsWith('observer'));
    d.chain.forEach((f, i) => {
        const next = d.chain[i + 1];
        if (next && d.note(next).kind === 'abort') return;
        const n = d.note(f);
        for (const role of a.requires.get(n.kind) ?? []) there(f, role);
        if (n.kind !== 'rekey') return;
        if (observers.length === 0) fail(f, 'observer', 'no-observer');
        const missing = observers.filter(r => !d.signatures.includes(`${f}.${r}.minisig`));
        if (2 * (observers.length - missing.length) <= observers.length) there(f, missing[0]);
    });
}

export function* signatures(d: Dossier, r: Report, o: Options): Work<Say> {
    const zero = d.kind.chain[0];
    d.must(zero);
    const a = d.note(zero);
    const given = o.keys ?? new Map<string, string>();
    if (a.keys.size === 0 && d.signatures.length === 0 && given.size === 0) throw new Absent({ key: 'no-key' });
    for (const f of d.chain) d.must(f);
    announced(d, a, given);
    for (const name of d.signatures) {
        yield { what: 'signatures', done: r.signatures.length, of: d.signatures.length };
        const [file, role] = d.signed(name)!;
        r.signatures.push({ file, role, name, fault: itemOf(d, name) });
    }
    const bad: Signature | undefined = r.signatures.find(x => x.fault);
    if (bad) fail(bad.name, bad.fault, 'signature', bad.role);
    required(d, a);
    return { key: 'ok V06', p: [r.signatures.length, a.keys.size] };
}

export function handovers(d: Dossier): Say {
    const list = d.later.filter(f => kindOf(f) === 'handover');
    if (list.length === 0) throw new Absent({ key: 'no-entry' });
    for (const f of d.chain) d.must(f);
    const { keys } = d.note(d.kind.chain[0]);
    let lead = '';
    for (const f of list) {
        const n = d.note(f);
        const [from] = n.words.from;
        const [to] = n.words.to;
        if (!keys.has(from) || (lead && from !== lead)) fail(f, line(n.at.from), 'handover-from', from);
        if (!keys.has(to) || to === from) fail(f, line(n.at.to), 'handover-to', to);
        for (let i = 0; i < 5; i++) {
            const c = n.values2[i];
            if (!c || c[0] !== 'V0' + (i + 1) || c[1] !== 'PASS') fail(f, line(n.at.check + i), 'handover-check');
        }
        for (const role of [from, to]) {
            const name = `${f}.${role}.minisig`;
            if (!d.names.has(name)) fail(name, 'absent', 'unsigned', role);
            const item = itemOf(d, name);
            if (item) fail(name, item, 'signature', role);
        }
        lead = to;
    }
    return { key: 'ok V21', p: [list.length] };
}

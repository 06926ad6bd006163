// V01 to V05: files, notes, the chain, one ceremony (draw-1 §15.3, transcript-1 §10).
import { byName, Failure, fail, line, type Dossier } from '../dossier.ts';
import type { Note } from '../note.ts';
import type { Say } from '../say.ts';
import type { Options, Report } from '../report.ts';

export function container(d: Dossier): Say {
    const { folder, sums } = d;
    if (!folder.has('sums.txt')) fail('sums.txt', 'absent', 'absent');
    if (!d.bytesOf('sums.txt')) fail('sums.txt', 'file', 'not-file');
    if (sums.broken) fail('sums.txt', line(sums.broken), 'sums-line');
    const all = byName(d.names).filter(n => n !== 'sums.txt');
    for (const n of all) {
        if (!d.isName(n)) fail(n, 'name', 'name');
        if (!folder.has(n)) fail(n, 'absent', 'absent');
        if (!sums.listed.has(n)) fail(n, 'unlisted', 'unlisted');
        if (!d.bytesOf(n)) fail(n, 'file', 'not-file');
        if (d.hashOf(n) !== sums.listed.get(n)) fail(n, 'sha256', 'sha-sums');
    }
    for (const f of d.due) if (f !== d.kind.beacon && !d.kind.ifKnown.includes(f) && !d.known(f)) fail(f, 'absent', 'absent');
    return { key: 'ok V01', p: [all.length] };
}

/** V02 and V03, one reading: a fault of V02 is one of V03 too. */
export const grammar = (id: 'V02' | 'V03') => (d: Dossier): Say => {
    const read = [0, 0];
    for (const f of d.due) {
        if (!d.noteKind(f)) continue;
        const b = d.broken.get(f);
        const fault = d.notes.get(f)?.fault;
        if (b && (!fault || fault.check === 'V02' || id === 'V03')) throw b;
        read[0]++;
        read[1] += d.note(f).lines.length;
    }
    return { key: 'ok ' + id, p: read };
};

/** What may not stand behind an entry of a chain (V04). */
function misplaced(before: Note[], n: Note): string {
    if (before.some(x => x.kind === 'abort' || x.kind === 'close')) return 'after-end';
    const once = n.kind === 'audit' || n.kind === 'destroy';
    return once && before.some(x => x.kind === n.kind) ? 'entry-twice' : '';
}

export function chain(d: Dossier, r: Report, o: Options): Say | void {
    r.anchored = false;
    const before: Note[] = [];
    d.chain.forEach((f, i) => {
        d.must(f);
        const n = d.note(f);
        if (n.seq !== i) fail(f, line(n.at.seq), 'seq', n.seq, i);
        const prev = i === 0 ? '0'.repeat(64) : d.hashOf(d.chain[i - 1]);
        if (n.prev !== prev) fail(f, line(n.at.prev), i === 0 ? 'prev0' : 'prev', d.chain[i - 1] ?? '');
        const wrong = misplaced(before, n);
        if (wrong) throw new Failure(f, line(1), { key: wrong });
        before.push(n);
    });
    if (o.seal === undefined) return;
    if (!d.folder.get(d.commitFile)?.bytes) fail(d.commitFile, 'absent', 'absent');
    if (d.hashOf(d.commitFile) !== o.seal) fail(d.commitFile, 'seal', 'seal-fail');
    r.anchored = true;
    return { key: 'ok V04 seal' };
}

export function ceremony(d: Dossier): Say {
    const first = d.kind.chain[0];
    for (const f of d.due) {
        if (!d.noteKind(f) || d.noteKind(f) === 'count') continue;
        d.must(f);
        if (d.note(f).ceremony !== d.note(first).ceremony) fail(f, line(d.note(f).at.ceremony), 'ceremony');
    }
    return { key: 'ok V05', p: [d.note(first).ceremony] };
}

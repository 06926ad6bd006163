// V20: the ceremony before (transcript-1 §10).
import { hex } from '../bytes.ts';
import { Absent, fail, line, type Dossier } from '../dossier.ts';
import type { Folder } from '../folder.ts';
import type { Options, Report } from '../report.ts';
import type { Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { H } from '../sha256.ts';

/** V01 to V05 of the folder of the ceremony before, and its notes. */
export type Before = (folder: Folder) => Work<Report>;

export const continuity = (before: Before) => function* (d: Dossier, _r: Report, o: Options): Work<Say> {
    const zero = d.kind.chain[0];
    if (!o.prior) {
        const prior = d.sound(zero)?.prior ?? 'none';
        throw new Absent({ key: prior !== 'none' ? 'prior-not-given' : 'no-prior' });
    }
    d.must(zero);
    const p = yield* before(o.prior);
    const end = p.later[p.later.length - 1];
    const closing = end ? p.notes.get(end) : undefined;
    if (p.checks.slice(0, 5).some(c => c.result !== 'PASS') || !closing || !['abort', 'close'].includes(closing.kind)) {
        fail(zero, 'prior', 'prior-bad');
    }
    const a = d.note(zero);
    const b = p.notes.get('00-announce.txt')!;
    if (a.prior !== hex(H(o.prior.get(end)!.bytes!))) fail(zero, line(a.at.prior), 'prior-hash');
    if (a.ceremony === b.ceremony) fail(zero, line(a.at.ceremony), 'prior-ceremony');
    if (a.time < closing!.time) fail(zero, line(a.at.time), 'time', closing!.time, a.time);
    if (a.body !== b.body) fail(zero, line(a.at.body), 'prior-body');
    const mine = d.sound(d.commitFile);
    const theirs = p.notes.get(d.commitFile);
    if (mine && theirs && !theirs.fault) {
        const { secret } = d.kind;
        if (mine.lines[mine.at[secret] - 1] === theirs.lines[theirs.at[secret] - 1]) fail(mine.name, line(mine.at[secret]), 'prior-key');
    }
    return { key: 'ok V20' };
};

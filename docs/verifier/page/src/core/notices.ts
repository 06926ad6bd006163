// What a verifier says beside the checks (transcript-1 §11.1).
import { roundSeconds, seconds } from './beacon.ts';
import { outcome } from './checks/audit.ts';
import { signers } from './checks/signatures.ts';
import { drandOf } from './checks/times.ts';
import type { Dossier } from './dossier.ts';
import type { Note } from './note.ts';
import { textOf } from './panel/numbers.ts';
import type { Options, Report } from './report.ts';
import type { Say } from './say.ts';

/** How the ceremony ended, and what became of its key. */
function* endings(d: Dossier, r: Report): Generator<Say, void, void> {
    const entries = d.later.map(f => d.sound(f)).filter((n): n is Note => n !== null);
    const abort = entries.find(n => n.kind === 'abort');
    const c = d.sound(d.commitFile);
    const drand = c && drandOf(c);
    if (abort) {
        const knowable = d.known(d.revealsFile) || (drand && roundSeconds(drand.source.round) <= seconds(abort.time));
        yield { key: knowable ? 'aborted-late' : 'aborted', p: [abort.words.reason[0]] };
    }
    if (entries.some(n => n.kind === 'close')) yield { key: 'closed' };
    const vacant = r.seatsNow.filter(s => s.now === null).length;
    if (vacant > 0) yield { key: vacant === 1 ? 'vacant-1' : 'vacant', p: [vacant] };
    const audit = entries.find(n => n.kind === 'audit');
    if (audit && r.checks.find(x => x.id === 'V19')!.result === 'PASS') yield* outcome(audit);
    const destroy = entries.find(n => n.kind === 'destroy');
    if (destroy) yield { key: 'destroyed', p: [destroy.time] };
}

/** What the panels and the certificate tell (pool-1 §9.10). */
function* chances(c: Note, r: Report): Generator<Say, void, void> {
    if (r.checks.some(x => x.why.key === 'panels-sealed')) yield { key: 'panel-unopened' };
    if (!r.lottery) return;
    const [first] = c.levels;
    if (first.high.n === 0n) yield { key: first.persons === 1 ? 'panel-nobody-1' : 'panel-nobody', p: [first.persons] };
    if (!r.lottery.near) yield { key: 'panel-deviation', p: [textOf(r.lottery.deviation)] };
}

export function* notices(d: Dossier, r: Report, o: Options): Generator<Say, void, void> {
    if (d.stage < 3) yield { key: 'stage-now ' + d.stageName };
    yield* endings(d, r);
    const c = d.sound(d.commitFile);
    if (c && d.panel) yield* chances(c, r);
    if (r.beacon === false) yield { key: 'no-beacon-trust' };
    if (c && drandOf(c) && d.folder.has(d.revealsFile)) {
        const roles = signers(d, d.revealsFile).filter(role => role !== 'clerk');
        yield roles.length > 0 ? { key: 'word-of', p: [roles.join(', ')] } : { key: 'word-of-none' };
    }
    if (r.seal && o.seal === undefined) yield { key: 'not-anchored' };
    const roles = [...(d.notes.get(d.kind.chain[0])?.keys.keys() ?? [])].filter(role => !o.keys?.has(role));
    if (roles.length > 0) yield { key: 'keys-uncompared', p: [roles.join(', ')] };
    const sealed = c?.words.sealed ?? [];
    if (sealed.length > 0) yield { key: 'sealed-copies', p: [sealed.join(', ')] };
}

// The verification: every check from V01 to V28 (draw-1 §15, tally-1 §8, transcript-1 §10).
import { audit } from './checks/audit.ts';
import { ballots, duplicates, eligibility, tally, ties } from './checks/count.ts';
import { draw } from './checks/draw.ts';
import { drawPanel, poolFeatures, poolForm, poolOrder, poolRoot } from './checks/panel.ts';
import { panels } from './checks/panels.ts';
import { ceremony, chain, container, grammar } from './checks/files.ts';
import { continuity } from './checks/prior.ts';
import { replacements } from './checks/replace.ts';
import { rollForm, rollOrder, rollRoot, rules, seed, sources, strata } from './checks/seal.ts';
import { handovers, signatures } from './checks/signatures.ts';
import { beacon, times, tokens } from './checks/times.ts';
import { Absent, Dossier, fail, Failure, line } from './dossier.ts';
import { utf8 } from './bytes.ts';
import type { Folder } from './folder.ts';
import { readNote } from './note.ts';
import { notices } from './notices.ts';
import { receiptFault } from './receipt.ts';
import type { Check, Options, Report, Result } from './report.ts';
import type { Step, Work } from './roll.ts';
import type { Say } from './say.ts';

/** A file name as it may be shown: whoever made the folder chose it. */
const printable = (s: string): string => {
    let out = '';
    for (const c of utf8(s)) out += c >= 0x20 && c <= 0x7e ? String.fromCharCode(c) : '?';
    return out;
};

function receipt(d: Dossier, _r: Report, o: Options): Say {
    const r = o.receipt;
    if (!r) throw new Absent({ key: 'no-receipt' });
    if (d.count) fail(r.name, line(1), 'receipt-count');
    if (d.panel) fail(r.name, line(1), 'receipt-panel');
    d.reads(d.commitFile, d.kind.rules, 'roll.txt');
    const n = readNote('receipt', r.name, r.bytes);
    const fault = receiptFault(n, d.note(d.commitFile), d.hashOf(d.commitFile), d.note(d.kind.rules), d.roll!);
    if (fault) fail(r.name, line(fault.line), fault.why.key, ...(fault.why.p ?? []));
    return { key: 'ok V28', p: [n.number] };
}
function none(): never {
    throw new Absent({ key: 'no-entry' });
}

/** What a check does: it says why it holds, or throws a Failure or an Absent. */
type Body = (d: Dossier, r: Report, o: Options) => Say | void | Work<Say | void>;

/** What a check does in a panel, and in the other kinds. */
const either = (panel: Body, other: Body): Body => (d, r, o) => (d.panel ? panel : other)(d, r, o);

const CHECKS: [string, Body][] = [
    ['V01', container], ['V02', grammar('V02')], ['V03', grammar('V03')], ['V04', chain], ['V05', ceremony], ['V06', signatures],
    ['V07', rules], ['V08', either(poolForm, rollForm)], ['V09', either(poolOrder, rollOrder)], ['V10', either(poolRoot, rollRoot)],
    ['V11', either(poolFeatures, strata)], ['V12', sources], ['V13', seed], ['V14', beacon], ['V15', either(drawPanel, draw)],
    ['V16', times], ['V17', tokens], ['V18', replacements], ['V19', either(none, audit)],
    ['V20', continuity(before)], ['V21', handovers], ['V22', either(panels, none)], ['V23', ballots], ['V24', duplicates], ['V25', eligibility],
    ['V26', tally], ['V27', ties], ['V28', receipt],
];

function* judged(id: string, body: Body, d: Dossier, r: Report, o: Options): Work<Check> {
    const check = (result: Result, why: Say, file = '', item = ''): Check => ({ id, result, file, item, why });
    try {
        const said = body(d, r, o);
        const why = said && 'next' in said ? yield* said : said;
        return check('PASS', why ?? { key: 'ok ' + id });
    } catch (e) {
        if (e instanceof Failure) return check('FAIL', e.why, printable(e.file), e.item);
        if (e instanceof Absent) return check('NOT-CHECKED', e.why);
        throw e;
    }
}

function reportOf(d: Dossier): Report {
    const c = d.sound(d.commitFile);
    return {
        kind: d.kind.name, stage: d.stageName, chain: d.kind.chain, yes: false, anchored: false,
        beacon: c ? c.sources.some(s => s.form === 'drand') : null,
        seal: d.isDue(d.commitFile) && d.folder.get(d.commitFile)?.bytes ? d.hashOf(d.commitFile) : '',
        checks: [], notes: d.notes, roll: d.roll, ballots: d.ballots, people: d.pool?.n ?? 0, pids: d.pool?.pids ?? [], recount: null, seats: null, drawn: [], skipped: [], sub: '',
        tickets: null, order: null, signatures: [], notices: [], opened: null, panel: null, lottery: null, seatsNow: [], later: d.later, again: () => undefined,
    };
}

/** V01 to V05 of a folder. */
function* before(folder: Folder): Work<Report> {
    const d = new Dossier(folder);
    yield* d.read();
    const r = reportOf(d);
    for (const [id, body] of CHECKS.slice(0, 5)) r.checks.push(yield* judged(id, body, d, r, {}));
    return r;
}

export function* verify(folder: Folder, options: Options): Work<Report> {
    const d = new Dossier(folder);
    yield* d.read();
    const r = reportOf(d);
    const conclude = (o: Options): void => {
        r.yes = r.checks.every(c => c.result !== 'FAIL');
        r.notices = [...notices(d, r, o)];
    };
    for (const [id, body] of CHECKS) r.checks.push(yield* judged(id, body, d, r, options));
    r.again = (o): void => {
        r.checks = r.checks.map(c => (c.id === 'V04' || c.id === 'V28' ? finish(judged(c.id, CHECKS.find(x => x[0] === c.id)![1], d, r, o)) : c));
        conclude(o);
    };
    conclude(options);
    return r;
}

/** A run of the work without pauses. */
export function finish<T>(work: Work<T>): T {
    for (;;) {
        const s = work.next();
        if (s.done) return s.value;
    }
}

export type { Step };

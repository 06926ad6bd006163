// V23 to V27: ballots and tally (tally-1 §8).
import { hex } from '../bytes.ts';
import { ballotFault } from '../ballots.ts';
import { recount } from '../count/trace.ts';
import { Absent, fail, Failure, line, type Dossier } from '../dossier.ts';
import type { Report } from '../report.ts';
import type { Work } from '../roll.ts';
import type { Say } from '../say.ts';

const TRACE = 'tally.txt';

function countOnly(d: Dossier): void {
    if (!d.count) throw new Absent({ key: 'no-count' });
}
const readBallots = (d: Dossier): void => d.reads(d.commitFile, 'projects.txt', d.kind.rules, 'ballots.txt');

export function ballots(d: Dossier): Say {
    countOnly(d);
    readBallots(d);
    const c = d.note(d.commitFile);
    const p = d.note('projects.txt');
    const b = d.ballots!;
    if (p.projects.length !== c.number) fail(p.name, 'lines', 'projects-lines', p.projects.length, c.number);
    if (d.hashOf(p.name) !== c.projectsHash) fail(p.name, 'sha256', 'projects-sha');
    if (b.n !== c.ballots.n) fail('ballots.txt', 'lines', 'ballots-lines', b.n, c.ballots.n);
    if (d.hashOf('ballots.txt') !== c.ballots.sha) fail('ballots.txt', 'sha256', 'ballots-sha');
    if (hex(b.root) !== c.ballots.root) fail('ballots.txt', 'root', 'root');
    return { key: 'ok V23', p: [p.projects.length, b.n] };
}

export function duplicates(d: Dossier): Say {
    countOnly(d);
    readBallots(d);
    const c = d.note(d.commitFile);
    const n = ballotFault(d.ballots!);
    if (n) fail('ballots.txt', line(n), 'ballot-order');
    const aside = c.aside.reduce((x, y) => x + y[1], 0);
    if (c.ballots.n + aside !== c.received) fail(c.name, line(c.at.received), 'received', c.received, c.ballots.n + aside);
    return { key: 'ok V24', p: [c.received, aside] };
}

export function eligibility(d: Dossier): never {
    countOnly(d);
    throw new Absent({ key: 'eligibility' });
}

export function* tally(d: Dossier, report: Report): Work<Say> {
    countOnly(d);
    d.reads('projects.txt', d.kind.rules, 'ballots.txt', d.resultFile, TRACE);
    const n = d.note(d.resultFile);
    const rules = d.note(d.kind.rules);
    const r = yield* recount(d.note('projects.txt'), rules, d.ballots!, n.seed, rules.ceremony);
    if ('refused' in r) {
        throw r.unchecked ? new Absent(r.refused) : new Failure(rules.name, line(1), r.refused);
    }
    report.recount = r;
    const { lines } = d.note(TRACE);
    for (let i = 0; i < Math.max(lines.length, r.lines.length); i++) {
        if (lines[i] !== r.lines[i]) fail(TRACE, line(i + 1), 'trace-line', (r.lines[i] ?? '').slice(0, 100));
    }
    if (n.count !== d.hashOf(TRACE)) fail(n.name, line(n.at.count), 'count-sha');
    if (n.cost !== r.cost) fail(n.name, line(n.at.cost), 'cost-sum', String(n.cost), String(r.cost));
    const first = n.at.cost + 1;
    for (let i = 0; i < Math.max(n.selected.length, r.selected.length); i++) {
        if (n.selected[i] !== r.selected[i]) fail(n.name, line(first + i), 'selected');
    }
    return { key: 'ok V26', p: [r.selected.length, r.lines.length] };
}

export function ties(d: Dossier, report: Report): Say {
    countOnly(d);
    d.reads('projects.txt', d.kind.rules, 'ballots.txt', d.resultFile, TRACE);
    const r = report.recount;
    if (!r) {
        const { result, file, item, why } = report.checks[report.checks.length - 1]; // V26: nothing was counted
        throw result === 'FAIL' ? new Failure(file, item, why) : new Absent(why);
    }
    const mine = r.lines.filter(s => s.startsWith('tie '));
    const place = r.lines.map((s, k) => (s.startsWith('tie ') ? k + 1 : 0)).filter(k => k > 0);
    let i = 0;
    d.note(TRACE).lines.forEach((s, k) => {
        if (s.startsWith('tie ') && s !== mine[i++]) fail(TRACE, line(k + 1), 'tie-line');
    });
    if (i < mine.length) fail(TRACE, line(place[i]), 'tie-line');
    const lots = mine.filter(s => s.split(' -> ')[1].split(' ')[1] === 'lot').length;
    return { key: 'ok V27', p: [mine.length, lots] };
}

// tally.txt, line by line (budget-1 §8).
import type { Ballots } from '../ballots.ts';
import { capLines } from '../grammar/count.ts';
import type { Note } from '../note.ts';
import type { Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { Election, Refused, refuseOpen, State, type Outcome, type Reason } from './election.ts';
import { show } from './rational.ts';
import { completionUtility, equalShares, greedy, judgedGreedy, judgedPhragmen, type MesOutcome } from './rules.ts';
import { greatest, type Welfare } from './welfare.ts';

export interface Recount {
    lines: string[];
    selected: number[]; // projects, from 1
    cost: bigint;
    reasons: Reason[]; // of every project
    votes: number[];
}
export type Refusal = { refused: Say; unchecked: boolean };

export function* recount(projects: Note, rules: Note, ballots: Ballots, seed: string, box: string): Work<Recount | Refusal> {
    try {
        return yield* count(projects, rules, ballots, seed, box);
    } catch (e) {
        if (e instanceof Refused) return { refused: e.why, unchecked: e.unchecked };
        throw e;
    }
}

/** How many ballots are for G and for M, 3.2.7.2. */
function better(e: Election, G: State, M: State): [bigint, bigint] {
    let forG = 0n;
    let forM = 0n;
    const satisfaction = e.rules.words.comparison[0] === 'satisfaction';
    e.ballots.groups.forEach((grp, k) => {
        let g = 0;
        let m = 0;
        for (const c of new Set(grp.marks.map(p => e.candOf[p]))) {
            if (G.is[c]) g++;
            if (M.is[c]) m++;
        }
        const d = satisfaction ? g - m : Math.sign(g) - Math.sign(m);
        if (d > 0) forG += e.weight[k];
        if (d < 0) forM += e.weight[k];
    });
    return [forG, forM];
}

function* count(projects: Note, rules: Note, ballots: Ballots, seed: string, box: string): Work<Recount> {
    const e = new Election(projects, rules, ballots, seed, box);
    const w = rules.words;
    const number = (c: number): number => e.cands[c].first + 1;
    const list = (cs: number[]): string => (cs.length ? cs.join(' ') : '-');
    const out: string[] = ['urne/1 count'];
    for (const kw of ['type', 'point-places', 'budget', 'rule', 'utility', 'completion', 'completion-utility', 'add1',
        'comparison', 'misfit', 'unsupported', 'threshold', 'seats']) {
        out.push(`${kw} ${w[kw].join(' ')}`);
    }
    out.push(`ties ${list(w.ties as unknown as number[])}`);
    rules.caps.forEach((cap, i) => {
        out.push(`cap ${i + 1} ${cap.amount} ${cap.text}`);
        out.push(...capLines(i + 1, cap.members));
    });
    for (const r of rules.rivals) out.push(`rivals ${r.join(' ')}`);
    for (const j of rules.joined) out.push(`joined ${j.join(' ')}`);
    if (e.lots) out.push(`lot ${seed} ${box}`);
    out.push(`voters ${e.n}`);
    const ranked = w.type[0] !== 'approval' && w.type[0] !== 'choose-1';
    projects.projects.forEach((p, i) => {
        const c = e.cands[e.candOf[i]];
        out.push(`project ${i + 1} ${e.cost[i]} ${c.votes} ${ranked ? c.points : 0} ${p.id}`);
    });

    // ---- the count ----
    let main: Outcome;
    let mes: MesOutcome | null = null;
    let second: Outcome | null = null;
    let welfare: Welfare | null = null;
    let compared = '';
    const rule = w.rule[0];
    yield { what: 'count', done: 0, of: 1 };
    if (rule === 'greedy') main = yield* judgedGreedy(e, new State(e), w.utility[0], 1, w.misfit[0]);
    else if (rule === 'phragmen') main = yield* judgedPhragmen(e);
    else if (rule === 'max-welfare') main = welfare = yield* greatest(e);
    else {
        main = mes = yield* equalShares(e);
        const u = completionUtility(e);
        if (u) {
            second = yield* judgedGreedy(e, mes.state, u, 1 + mes.state.funded.length, 'skip');
        }
        if (w.comparison[0] !== 'none') {
            const G = greedy(e, new State(e), 'cost', 1, 'skip');
            const M = (second ?? main).state;
            const [forG, forM] = better(e, G.state, M);
            const wins = forG > forM;
            // what the comparison gives must not hang on an open tie of G
            yield* refuseOpen(G.ties, wins ? G.state : M, way => {
                const other = greedy(e, new State(e), 'cost', 1, 'skip', way).state;
                const [g, m] = better(e, other, M);
                return g > m ? other : M;
            });
            compared = `comparison ${forG} ${forM} ${wins ? 'greedy' : 'mes'}`;
            if (wins) {
                main = yield* judgedGreedy(e, new State(e), 'cost', 1, 'skip');
                second = null;
            }
        }
    }

    // ---- its lines ----
    if (mes) {
        out.push(`endowment ${show(mes.deciding.b)}`);
        if (mes.stop) {
            for (const i of mes.intervals) out.push(`add1 ${i.from} ${i.to} ${i.cost} ${list(i.list.map(number))}`);
            out.push(`stop ${mes.K} ${mes.stop}`);
        }
    }
    const funds = (o: Outcome, kw: string): void => {
        for (const f of o.funds) out.push(`${kw} ${f.round} ${number(f.c)} ${f.key} ${f.pays} ${f.left}`);
    };
    funds(main, 'fund');
    if (second) funds(second, 'complete');
    for (const o of second ? [main, second] : [main]) {
        for (const t of o.ties) {
            const tied = t.tied.map(number).sort((x, y) => x - y);
            out.push(`tie ${t.round} ${tied.join(' ')} -> ${number(t.tied[0])} ${t.kind} ` +
                `${t.kind === 'lot' ? e.ticketOf(t.round, t.tied[0]) : '-'} ${t.changes ? 'changes' : 'same'}`);
        }
    }
    if (mes) mes.keeps.forEach((n, tenth) => out.push(`keeps ${tenth} ${n}`));
    if (compared) out.push(compared);
    if (welfare) out.push(`utility ${welfare.utility}`, `proof ${welfare.proof}`);
    const reasons: Reason[] = [];
    projects.projects.forEach((_, p) => {
        const c = e.cands[e.candOf[p]];
        let r = second?.reasons.get(c.at) ?? main.reasons.get(c.at);
        if (c.barred) {
            r = { word: 'threshold', round: 0, a: String(e.score[c.at]), b: show({ n: e.needed.n * e.unit, d: e.needed.d }), other: '-', won: false };
        }
        if (!r) throw new Error('a candidate without a reason');
        if (p !== c.first) r = { word: 'joined', round: r.round, a: '-', b: '-', other: String(c.first + 1), won: r.won };
        reasons.push(r);
        out.push(`${r.won ? 'won' : 'lost'} ${p + 1} ${r.word} ${r.round} ${r.a} ${r.b} ${r.other}`);
    });
    const state = (second ?? main).state;
    const selected = state.funded.flatMap(c => e.cands[c].projects.map(p => p + 1));
    out.push(`selected ${list(selected)}`, `cost ${state.spent}`, 'end');
    return { lines: out, selected, cost: state.spent, reasons, votes: projects.projects.map((_, i) => e.cands[e.candOf[i]].votes) };
}

// A certificate, read line by line: accepted, or the first line that is wrong (panel-1 §4, §6).
import type { Work } from '../roll.ts';
import { hex32, int } from '../types.ts';
import { cutOf, pairsOf, Rows, Tree, type Cut } from './bounds.ts';
import { Lines, Refusal, refuse, type Line } from './lines.ts';
import { Lottery, Panels, Stages } from './lottery.ts';
import type { Model } from './model.ts';
import { compareFractions, fractionOf, smallOf, type Fraction } from './numbers.ts';

export interface Certificate {
    ceremony: string;
    objective: string;
    lottery: Lottery | null; // none where the objective is none
}

const OBJECTIVES = ['leximin', 'maximin', 'none'];
const AHEAD = 32;

class Reading {
    readonly lines: Lines;
    private readonly rows: Rows;
    private readonly absent = new Set<number>();
    private now!: Line;
    private count = 0;

    constructor(private readonly bytes: Uint8Array, model: Model) {
        this.lines = new Lines(bytes);
        this.rows = new Rows(model);
    }

    private *step(): Work<Line> {
        if (++this.count % AHEAD === 0) yield { what: 'certificate', done: this.lines.done, of: this.bytes.length };
        return (this.now = this.lines.next());
    }
    private get word(): string {
        return this.now.words[0];
    }
    private form(holds: boolean): void {
        if (!holds) refuse(this.now.line, 'form', 'proof-form');
    }
    /** The fraction that is the next word. */
    private fraction(positive: boolean): Fraction {
        const f = fractionOf(this.now.words[1] ?? '');
        if (f === null || (positive && f.n === 0n)) return refuse(this.now.lines[1] ?? this.now.line, 'form', 'proof-form');
        return f;
    }
    private *one(kw: string, holds: (value: string) => boolean): Work<string> {
        const l = yield* this.step();
        this.form(l.words[0] === kw && l.words.length === 2 && holds(l.words[1]));
        return l.words[1];
    }

    *all(): Work<Certificate> {
        const first = yield* this.step();
        this.form(first.words.join(' ') === 'urne/1 panel-proof');
        const ceremony = yield* this.one('ceremony', hex32);
        const size = yield* this.one('size', s => int(s) >= 1);
        if (int(size) !== this.rows.model.size) refuse(this.now.line, 'C1', 'proof-C1');
        const objective = yield* this.one('objective', s => OBJECTIVES.includes(s));
        yield* this.step();
        let lottery: Lottery | null = null;
        if (objective === 'none') yield* this.tree(cutOf([], -1n));
        else {
            yield* this.cuts();
            lottery = yield* this.panels();
            yield* this.stages(lottery, objective === 'maximin');
            yield* this.levels(lottery);
        }
        this.form(this.now.words.join(' ') === 'end' && this.lines.ended);
        return { ceremony, objective, lottery };
    }

    /** A tree, from its first line; the line behind it is the next. */
    private *tree(cut: Cut): Work<void> {
        const tree = new Tree(this.rows, cut, this.absent);
        while (!tree.take(this.now)) yield* this.step();
        yield* this.step();
    }

    private *cuts(): Work<void> {
        const { rows } = this;
        let before = 0;
        while (this.word === 'absent') {
            const t = int(this.now.words[1] ?? '');
            this.form(this.now.words.length === 2 && t >= 1);
            if (t > rows.T) refuse(this.now.line, 'C1', 'proof-C1');
            this.form(t > before);
            before = t;
            yield* this.step();
            yield* this.tree(cutOf([[t - 1, 1n]], 0n));
            this.absent.add(t - 1);
        }
        while (this.word === 'cut') {
            const most = smallOf(this.now.words[1] ?? '');
            if (most === null) refuse(this.now.lines[1] ?? this.now.line, 'form', 'proof-form');
            const cut = cutOf(pairsOf(this.now, 2, rows.T, smallOf), most!);
            yield* this.step();
            yield* this.tree(cut);
            rows.cuts.push(cut);
        }
    }

    private *panels(): Work<Lottery> {
        const panels = new Panels(this.rows, this.absent);
        this.form(this.word === 'panel');
        while (this.word === 'panel') {
            const weight = this.fraction(true);
            const pairs = pairsOf(this.now, 2, this.rows.T, s => (s[0] === '-' ? null : smallOf(s)));
            panels.take(this.now, { weight, types: pairs.map(p => p[0]), counts: pairs.map(p => Number(p[1])) });
            yield* this.step();
        }
        this.form(this.word === 'stage');
        return panels.lottery() ?? refuse(this.now.line, 'C7', 'proof-C7-weights');
    }

    private *stages(lottery: Lottery, maximin: boolean): Work<void> {
        const stages = new Stages(this.rows, lottery, this.absent, maximin);
        while (this.word === 'stage') {
            stages.take(this.now, this.fraction(false));
            yield* this.step();
        }
        this.form(this.word === 'level');
        if (!stages.complete) refuse(this.now.line, 'C4', 'proof-C4-open');
    }

    private *levels(lottery: Lottery): Work<void> {
        let i = 0;
        while (this.word === 'level') {
            const chance = this.fraction(false);
            const persons = int(this.now.words[2] ?? '');
            this.form(this.now.words.length === 3 && persons >= 1);
            const due = lottery.levels[i++];
            if (!due || due.persons !== persons || compareFractions(due.chance, chance) !== 0) refuse(this.now.line, 'C6', 'proof-C6');
            yield* this.step();
        }
        if (i < lottery.levels.length) refuse(this.now.line, 'C6', 'proof-C6');
    }
}

/** What a certificate proves of these people and quotas, or why it is refused. */
export function* readCertificate(bytes: Uint8Array, model: Model): Work<Certificate | Refusal> {
    const r = new Reading(bytes, model);
    try {
        return yield* r.all();
    } catch (e) {
        if (e instanceof Refusal) return e;
        throw e;
    }
}

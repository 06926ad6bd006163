// A certificate, read line by line: accepted, or the first line that is wrong (panel-1 §4, §6).
import { takeLines } from '../note.ts';
import type { Work } from '../roll.ts';
import { hex32, int } from '../types.ts';
import { cutOf, pairsOf, Rows, Tree, type Cut } from './bounds.ts';
import { LONGEST, placeOf, Refusal, refuse, unfold, type Line } from './lines.ts';
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
    private readonly all: string[] = [];
    private readonly rows: Rows;
    private readonly absent = new Set<number>();
    private now!: Line;
    private at = 0; // lines read

    constructor(bytes: Uint8Array, model: Model) {
        const fault = takeLines('panel-proof', bytes, LONGEST, this.all);
        if (fault) refuse(fault.line, 'form', fault.why.key === 'first' ? 'proof-form' : fault.why.key);
        this.rows = new Rows(model);
    }

    private *step(): Work<void> {
        if (this.at % AHEAD === 0) yield { what: 'certificate', done: this.at, of: this.all.length };
        this.now = unfold(this.all, this.at);
        this.at = this.now.last;
    }
    /** The next line, one that is never folded: its one field. */
    private field(kw: string, holds: (value: string) => boolean): string {
        const [word, value, ...more] = this.all[this.at++].split(' ');
        if (word !== kw || value === undefined || more.length > 0 || !holds(value)) refuse(this.at, 'form', word === kw ? 'proof-form' : 'proof-order');
        return value;
    }
    private get word(): string {
        return this.now.words[0];
    }
    /** That the line is of a kind; words are judged from the left. */
    private keyword(kw: string): void {
        if (this.word !== kw) refuse(this.now.line, 'form', 'proof-order');
    }
    private form(word: number, holds: boolean): void {
        if (!holds) refuse(placeOf(this.now, word), 'form', 'proof-form');
    }
    private ends(words: number): void {
        this.form(words, this.now.words.length <= words);
    }
    /** The fraction that is the next word. */
    private fraction(positive: boolean): Fraction {
        const f = fractionOf(this.now.words[1] ?? '');
        if (f === null || (positive && f.n === 0n)) return refuse(placeOf(this.now, 1), 'form', 'proof-form');
        return f;
    }
    *read(): Work<Certificate> {
        this.at = 1; // the first line was read with the form of all
        const ceremony = this.field('ceremony', hex32);
        const size = this.field('size', s => int(s) >= 1);
        if (int(size) !== this.rows.model.size) refuse(this.at, 'C1', 'proof-C1');
        const objective = this.field('objective', s => OBJECTIVES.includes(s));
        yield* this.step();
        let lottery: Lottery | null = null;
        if (objective === 'none') yield* this.tree(cutOf([], -1n));
        else {
            yield* this.cuts();
            lottery = yield* this.panels();
            yield* this.stages(lottery, objective === 'maximin');
            yield* this.levels(lottery);
        }
        this.keyword('end');
        if (this.now.line < this.all.length) refuse(this.now.line, 'form', 'proof-order');
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
            this.form(1, t >= 1);
            if (t > rows.T) refuse(placeOf(this.now, 1), 'C1', 'proof-C1');
            this.form(1, t > before);
            this.ends(2);
            before = t;
            yield* this.step();
            yield* this.tree(cutOf([[t - 1, 1n]], 0n));
            this.absent.add(t - 1);
        }
        while (this.word === 'cut') {
            const most = smallOf(this.now.words[1] ?? '');
            if (most === null) return refuse(placeOf(this.now, 1), 'form', 'proof-form');
            const cut = cutOf(pairsOf(this.now, 2, rows.T, smallOf), most);
            yield* this.step();
            yield* this.tree(cut);
            rows.cuts.push(cut);
        }
    }

    private *panels(): Work<Lottery> {
        const panels = new Panels(this.rows, this.absent);
        let last = 0;
        this.keyword('panel');
        while (this.word === 'panel') {
            const weight = this.fraction(true);
            const pairs = pairsOf(this.now, 2, this.rows.T, s => (s[0] === '-' ? null : smallOf(s)));
            panels.take(this.now, { weight, types: pairs.map(p => p[0]), counts: pairs.map(p => Number(p[1])) });
            last = this.now.last;
            yield* this.step();
        }
        return panels.lottery() ?? refuse(last, 'C7', 'proof-C7-weights');
    }

    private *stages(lottery: Lottery, maximin: boolean): Work<void> {
        const stages = new Stages(this.rows, lottery, this.absent, maximin);
        this.keyword('stage');
        while (this.word === 'stage') {
            stages.take(this.now, this.fraction(false));
            yield* this.step();
        }
        if (!stages.complete) refuse(this.now.line, 'C4', 'proof-C4-open');
    }

    private *levels(lottery: Lottery): Work<void> {
        let i = 0;
        this.keyword('level');
        while (this.word === 'level') {
            const chance = this.fraction(false);
            const persons = int(this.now.words[2] ?? '');
            this.form(2, persons >= 1);
            this.ends(3);
            const due = lottery.levels[i++];
            if (!due || due.persons !== persons || compareFractions(due.chance, chance) !== 0) refuse(this.now.last, 'C6', 'proof-C6');
            yield* this.step();
        }
        if (i < lottery.levels.length) refuse(this.now.line, 'C6', 'proof-C6');
    }
}

/** What a certificate proves of these people and quotas, or why it is refused. */
export function* readCertificate(bytes: Uint8Array, model: Model): Work<Certificate | Refusal> {
    try {
        return yield* new Reading(bytes, model).read();
    } catch (e) {
        if (e instanceof Refusal) return e;
        throw e;
    }
}

// V15: seats, then line by line the selection of draw-1 §11.
import { allocate } from '../allocate.ts';
import { hex, L } from '../bytes.ts';
import { Absent, fail, line, type Dossier } from '../dossier.ts';
import type { Note } from '../note.ts';
import type { Report } from '../report.ts';
import { acomOf, order, pidOf, subSeed, tickets, type Roll, type Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { H } from '../sha256.ts';
import { inStrata } from './seal.ts';

type Differs = (key: string, ...p: (string | number)[]) => never;

/** The household that the ATTR of a line open, '-' if there is none or it is not unique; they
 * must be those of the rules and of what was sealed for elector i (draw-1 §7.7.2). */
export function opened(attrs: string[], rules: Note, roll: Roll, i: number, differs: Differs): string {
    if (attrs.length !== rules.attrs.length) differs('attrs');
    let household = '-';
    const c = attrs.map((s, k) => {
        const name = rules.attrs[k];
        const p = s.split(':');
        const open = rules.unique && name === 'household';
        if (open !== (p.length === 3) || (open && p[0] !== name)) differs('attrs');
        if (!open) return s;
        household = p[1];
        return hex(H(L('urne/1 attr', p[2], name + '=' + p[1])));
    });
    const acom = c.length ? hex(H(L('urne/1 attrs', ...c))) : '-';
    if (acom !== acomOf(roll, i)) differs('attr-acom');
    return household;
}

/** The lines of seats and substitutes; the number of the line behind them. */
function seatLines(r: Report, rules: Note, result: Note): number {
    const A = allocate(rules, result.seed, 'draw');
    const B = allocate(rules, result.seed, 'sub');
    r.seats = { A, B };
    let at = result.at.seats;
    for (const [kw, seats] of [['seats', A], ['substitutes', B]] as const) {
        for (let h = 0; h < seats.length; h++, at++) {
            if (result.lines[at - 1] !== `${kw} ${h + 1} ${seats[h]}`) {
                fail(result.name, line(at), kw === 'seats' ? kw : 'substitutes-due', h + 1, seats[h]);
            }
        }
    }
    return at;
}

class Selection {
    private readonly selected: Uint8Array;
    private readonly used = new Map<string, number>();
    private pos = 0;
    constructor(private readonly r: Report, private readonly rules: Note, private readonly result: Note,
        private readonly roll: Roll, private at: number) {
        this.selected = new Uint8Array(roll.n);
    }

    /** All turns of members or of substitutes. */
    *turns(word: 'member' | 'substitute', seats: number[]): Work<number> {
        const { roll, r } = this;
        const left = seats.slice();
        let open = left.reduce((x, y) => x + y, 0);
        let taken = 0;
        for (let v = 0; v < roll.n && open > 0; v++) {
            if (v % 4096 === 0) yield { what: 'draw', done: v, of: roll.n };
            const i = r.order![v];
            const h = roll.stratum[i];
            if (this.selected[i] || left[h - 1] === 0) continue;
            if (this.turn(word, i)) {
                left[h - 1]--;
                open--;
                taken++;
            }
            this.at++;
        }
        for (let h = 0; h < left.length; h++) {
            if (left[h] === 0) continue;
            if (this.result.lines[this.at - 1] !== `short ${word} ${h + 1} ${left[h]}`) this.differs('short', h + 1, left[h]);
            this.at++;
        }
        return taken;
    }

    private readonly differs: Differs = (key, ...p) => fail(this.result.name, line(this.at), key, ...p);

    /** The line of the next elector; whether it selects. */
    private turn(word: 'member' | 'substitute', i: number): boolean {
        const { roll, r } = this;
        const number = i + 1;
        const h = roll.stratum[i];
        const ticket = hex(r.tickets!.subarray(32 * i, 32 * i + 32));
        const f = this.result.lines[this.at - 1].split(' ');
        const selects = f[0] === 'select';
        const who = f.slice(selects ? 3 : 2, selects ? 7 : 6).join(' ');
        if ((!selects && f[0] !== 'skip') || f[1] !== word || who !== `${number} ${pidOf(roll, i)} ${h} ${ticket}`) {
            this.differs('due', number);
        }
        const household = opened(f.slice(selects ? 7 : 8), this.rules, roll, i, this.differs);
        const of = household !== '-' ? this.used.get(household) : undefined;
        if (of !== undefined) {
            if (selects || f[6] !== 'household' || f[7] !== String(of)) this.differs('skip-due', number, of);
            r.skipped.push({ word, number, h, of, line: this.at });
            return false;
        }
        if (!selects || f[2] !== String(this.pos + 1)) this.differs('select-due', number);
        this.pos++;
        this.selected[i] = 1;
        if (household !== '-') this.used.set(household, number);
        r.drawn.push({ word, pos: this.pos, number, h, ticket, line: this.at });
        return true;
    }

    end(): void {
        if (this.at !== this.result.lines.length) this.differs('line-more');
    }
}

export function* draw(d: Dossier, r: Report): Work<Say> {
    if (d.count) throw new Absent({ key: 'no-draw' });
    d.reads(d.resultFile, 'roll.txt', d.kind.rules);
    const rules = d.note(d.kind.rules);
    const result = d.note(d.resultFile);
    inStrata(d);
    const at = seatLines(r, rules, result);
    r.sub = subSeed(result.seed, 'draw');
    r.tickets = yield* tickets(d.roll!, r.sub);
    r.order = yield* order(d.roll!, r.tickets);
    const s = new Selection(r, rules, result, d.roll!, at);
    const members = yield* s.turns('member', r.seats!.A);
    const substitutes = yield* s.turns('substitute', r.seats!.B);
    s.end();
    return { key: 'ok V15', p: [members, substitutes] };
}

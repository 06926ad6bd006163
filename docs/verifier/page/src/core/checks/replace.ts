// V18: who takes the seats of those who declined (transcript-1 §8).
import { hex } from '../bytes.ts';
import { Absent, fail, kindOf, line, type Dossier } from '../dossier.ts';
import type { Note } from '../note.ts';
import type { Report, Seat } from '../report.ts';
import { order, subSeed, tickets, type Roll, type Work } from '../roll.ts';
import type { Say } from '../say.ts';
import { opened } from './draw.ts';

interface Substitute { number: number; h: number; pos: number }

class Succession {
    readonly seats: Seat[] = [];
    groups = 0;
    private readonly substitutes: Substitute[] = [];
    private readonly closed = new Set<number>(); // selected, skipped or passed: not for 8.2.3 (2)
    private readonly called = new Set<number>();
    private readonly used = new Map<string, number>();
    private readonly refused = new Set<number>();
    private at = 0;
    private entry!: Note;

    constructor(private readonly rules: Note, result: Note, private readonly roll: Roll,
        private readonly tickets: Uint8Array, private readonly order: Uint32Array) {
        const hh = rules.unique ? rules.attrs.indexOf('household') : -1;
        for (const { word, line: at } of result.turns) {
            const f = result.lines[at - 1].split(' ');
            if (word === 'short') continue;
            const number = +f[word === 'select' ? 3 : 2];
            this.closed.add(number);
            if (word !== 'select') continue;
            const h = +f[5];
            if (f[1] === 'member') this.seats.push({ first: number, h, now: number });
            else this.substitutes.push({ number, h, pos: +f[2] });
            const v = hh >= 0 ? (f[7 + hh] ?? '').split(':')[1] ?? '-' : '-';
            if (v !== '-' && !this.used.has(v)) this.used.set(v, number);
        }
        this.substitutes.sort((x, y) => x.pos - y.pos);
    }

    /** The groups of one entry. */
    *take(e: Note): Work<void> {
        this.entry = e;
        for (this.at = e.turns[0].line; this.text() !== 'end'; this.at++) {
            const who = +this.text().split(' ')[1];
            const seat = this.seats.find(s => s.now === who);
            if (!this.text().startsWith('refused ') || !seat || this.refused.has(who)) this.differs('refused', who);
            this.refused.add(who);
            this.groups++;
            this.at++;
            const next = this.ofStratum(seat!.h) ?? (yield* this.byTicket(seat!.h)) ?? this.anySubstitute();
            if (next !== null) this.called.add(next);
            seat!.now = next;
        }
    }

    private text(): string {
        return this.entry.lines[this.at - 1];
    }
    private readonly differs = (key: string, ...p: (string | number)[]): never => fail(this.entry.name, line(this.at), key, ...p);
    private ticket(number: number): string {
        return hex(this.tickets.subarray(32 * number - 32, 32 * number));
    }
    private plain(number: number): number {
        if (this.text() !== `called ${number} ${this.ticket(number)}`) this.differs('called', number);
        return number;
    }

    private ofStratum(h: number): number | null {
        const s = this.substitutes.find(x => x.h === h && !this.called.has(x.number));
        return s ? this.plain(s.number) : null;
    }
    private anySubstitute(): number | null {
        const s = this.substitutes.find(x => !this.called.has(x.number));
        if (s) return this.plain(s.number);
        if (this.text() !== 'vacant') this.differs('vacant-due');
        return null;
    }

    /** The first elector of the stratum who is free, behind those who are passed. */
    private *byTicket(h: number): Work<number | null> {
        const { roll } = this;
        for (let v = 0; v < roll.n; v++) {
            if (v % 4096 === 0) yield { what: 'draw', done: v, of: roll.n };
            const number = this.order[v] + 1;
            if (roll.stratum[number - 1] !== h || this.closed.has(number) || this.called.has(number)) continue;
            if (!this.rules.unique) return this.plain(number);
            const f = this.text().split(' ');
            const passes = f[0] === 'passed';
            if ((!passes && f[0] !== 'called') || f[1] !== String(number) || f[2] !== this.ticket(number)) this.differs('called', number);
            const household = opened(f.slice(passes ? 4 : 3), this.rules, roll, number - 1, this.differs);
            const of = household === '-' ? undefined : this.used.get(household);
            if (of === undefined) {
                if (passes) this.differs('called', number);
                if (household !== '-') this.used.set(household, number);
                return number;
            }
            if (!passes || f[3] !== String(of)) this.differs('passed', number, of);
            this.closed.add(number);
            this.at++;
        }
        return null;
    }
}

/** The close of a count or a panel, where nobody is replaced. */
function closeAlone(d: Dossier, closing: string): Say {
    d.reads(d.resultFile, closing);
    const n = d.note(closing);
    const { selected, members } = d.note(d.resultFile);
    if (n.number !== (d.count ? selected : members).length) fail(closing, line(n.at.selected), 'close-selected');
    if (n.words.replaced[0] !== '0') fail(closing, line(n.at.replaced), 'close-replaced');
    return { key: 'ok V18', p: [0, 0] };
}

const RESTS_ON = ['V08', 'V09', 'V11', 'V15'];

export function* replacements(d: Dossier, r: Report): Work<Say> {
    const entries = d.later.filter(f => kindOf(f) === 'replace');
    const closing = d.later.find(f => kindOf(f) === 'close');
    if (entries.length === 0 && !closing) throw new Absent({ key: 'no-entry' });
    if (d.count || d.panel) return closeAlone(d, closing!);
    d.reads(d.kind.rules, 'roll.txt', d.resultFile);
    const rules = d.note(d.kind.rules);
    const result = d.note(d.resultFile);
    // nothing is said of successors in a draw that does not hold
    const failed = RESTS_ON.some(id => r.checks.find(c => c.id === id)!.result !== 'PASS');
    if (failed) throw new Absent({ key: 'rests-on' });
    if (entries.length > 0 && rules.lines[rules.at.replace - 1] !== 'replace ticket-order') fail(rules.name, line(rules.at.replace), 'fresh-beacon');
    const t = r.tickets ?? (yield* tickets(d.roll!, subSeed(result.seed, 'draw')));
    const s = new Succession(rules, result, d.roll!, t, r.order ?? (yield* order(d.roll!, t)));
    r.seatsNow = s.seats;
    for (const f of entries) {
        d.must(f);
        yield* s.take(d.note(f));
    }
    if (closing) {
        d.must(closing);
        const close = d.note(closing);
        if (close.number !== s.seats.length) fail(closing, line(close.at.selected), 'close-selected');
        const due = s.groups !== 0 && s.groups < rules.kmin ? '-' : String(s.groups);
        if (close.words.replaced[0] !== due) fail(closing, line(close.at.replaced), 'close-replaced');
    }
    return { key: 'ok V18', p: [s.groups, s.seats.filter(x => x.now === null).length] };
}

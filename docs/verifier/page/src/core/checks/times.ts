// V14, V16, V17: the beacon, times, tokens (transcript-1 §6, §10, §18).
import { CHAIN, LAST, roundIsSigned, roundSeconds, seconds } from '../beacon.ts';
import { hex, unhex } from '../bytes.ts';
import { Absent, fail, line, type Dossier } from '../dossier.ts';
import type { Note, Source } from '../note.ts';
import type { Say } from '../say.ts';
import { H } from '../sha256.ts';

type Drand = Extract<Source, { form: 'drand' }>;

/** The drand source of a seal and its place, or null. */
export function drandOf(c: Note): { source: Drand; i: number } | null {
    const i = c.sources.findIndex(s => s.form === 'drand');
    const source = c.sources[i];
    return source?.form === 'drand' ? { source, i } : null;
}

export function beacon(d: Dossier): Say {
    const { beacon: file, seed } = d.kind;
    if (d.isDue(d.commitFile)) d.must(d.commitFile);
    const c = d.sound(d.commitFile);
    const drand = c && drandOf(c);
    if (!drand) {
        if (d.known(file)) fail(file, line(1), 'beacon-more');
        throw new Absent({ key: 'no-beacon' });
    }
    const { source, i } = drand;
    if (source.chain !== CHAIN) fail(c.name, line(c.sourceLine[i]), 'beacon-chain');
    if (d.stage < 3) throw new Absent({ key: 'beacon-later', p: [source.round] });
    d.must(seed);
    d.must(file);
    const [chain, round, signature] = d.note(file).words.drand;
    if (chain !== source.chain || round !== String(source.round) || !roundIsSigned(source.round, signature)) {
        fail(file, line(3), 'beacon', source.round);
    }
    const due = `${i + 1} drand ${source.chain} ${source.round} ${hex(H(unhex(signature)))}`;
    if (d.note(seed).lines[3 + i + 1] !== due) fail(seed, line(4 + i + 1), 'beacon-seed');
    return { key: 'ok V14', p: [source.round] };
}

function follow(d: Dossier): void {
    d.chain.forEach((f, i) => {
        d.must(f);
        if (i === 0) return;
        const before = d.note(d.chain[i - 1]).time;
        const now = d.note(f).time;
        const equal = f === d.resultFile || d.later.includes(f);
        if (equal ? now < before : now <= before) fail(f, line(d.note(f).at.time), 'time', before, now);
    });
}

export function times(d: Dossier): void {
    follow(d);
    if (!d.isDue(d.commitFile)) return;
    const c = d.note(d.commitFile);
    c.sources.forEach((s, i) => {
        if (s.form === 'lottery' && s.date < c.time.slice(0, 10)) fail(c.name, line(c.sourceLine[i]), 'lottery-date');
    });
    const drand = drandOf(c);
    if (!drand) return;
    const at = roundSeconds(drand.source.round);
    if (at > LAST) fail(c.name, line(c.sourceLine[drand.i]), 'round-time');
    if (seconds(c.time) + c.lead > at) fail(c.name, line(c.at.lead), 'lead-short', c.lead);
    const r = d.sound(d.revealsFile);
    if (r && seconds(r.time) >= at) fail(r.name, line(r.at.time), 'round-02');
    const n = d.sound(d.resultFile);
    if (n && seconds(n.time) < at) fail(n.name, line(n.at.time), 'round-03');
}

/** This verifier cannot read tokens: it says what it lacks. */
export function tokens(d: Dossier): never {
    throw new Absent(d.tokens.length === 0 ? { key: 'no-token' } : { key: 'token-unread', p: [d.tokens.length] });
}

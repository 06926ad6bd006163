// V07 to V13: rules, roll, sources and seed against the seal (draw-1 §15.3, transcript-1 §10).
import { hex, L } from '../bytes.ts';
import { Absent, fail, kindOf, line, type Dossier } from '../dossier.ts';
import type { Note, Source, Value } from '../note.ts';
import { disorder } from '../roll.ts';
import type { Say } from '../say.ts';
import { H } from '../sha256.ts';
import { poolSources } from './panel.ts';

const drawOnly = (d: Dossier): void => {
    if (d.count) throw new Absent({ key: 'no-draw' });
};

export function rules(d: Dossier): Say | void {
    d.reads(d.commitFile, d.kind.rules);
    const c = d.note(d.commitFile);
    if (d.hashOf(d.kind.rules) !== c.rules) fail(d.kind.rules, 'sha256', 'rules-sha');
    const destroyed = d.later.filter(f => kindOf(f) === 'destroy');
    for (const f of destroyed) {
        d.must(f);
        const n = d.note(f);
        if (n.rollkey !== c.rollkey) fail(f, line(n.at.rollkey), 'destroy-key');
    }
    return destroyed.length > 0 ? { key: 'ok V07 destroy' } : undefined;
}

export function rollForm(d: Dossier): Say {
    drawOnly(d);
    d.reads('roll.txt');
    return { key: 'ok V08', p: [d.roll!.n] };
}

export function rollOrder(d: Dossier): void {
    drawOnly(d);
    d.reads('roll.txt');
    const n = disorder(d.roll!);
    if (n) fail('roll.txt', line(n), 'order');
}

export function rollRoot(d: Dossier): Say {
    drawOnly(d);
    d.reads(d.commitFile, 'roll.txt');
    const c = d.note(d.commitFile).roll;
    const roll = d.roll!;
    if (roll.n !== c.n) fail('roll.txt', 'lines', 'roll-lines', roll.n, c.n);
    if (hex(roll.sha) !== c.sha) fail('roll.txt', 'sha256', 'roll-sha');
    if (hex(roll.root) !== c.root) fail('roll.txt', 'root', 'root');
    return { key: 'ok V10', p: [c.n] };
}

/** Every line of the roll is of a stratum of the rules: the first that is not fails. */
export function inStrata(d: Dossier): void {
    const { roll } = d;
    const strata = d.note('rules.txt').strata.length;
    for (let i = 0; i < roll!.n; i++) {
        if (roll!.stratum[i] > strata) fail('roll.txt', line(i + 1), 'no-stratum', roll!.stratum[i]);
    }
}

export function strata(d: Dossier): Say {
    drawOnly(d);
    d.reads(d.kind.rules, 'roll.txt');
    const rules = d.note(d.kind.rules);
    const roll = d.roll!;
    const n = rules.strata.map(() => 0);
    for (let i = 0; i < roll.n; i++) {
        const h = roll.stratum[i];
        if (h > n.length) fail('roll.txt', line(i + 1), 'no-stratum', h);
        if (!!roll.committed[i] !== rules.attrs.length > 0) fail('roll.txt', line(i + 1), 'acom');
        n[h - 1]++;
    }
    rules.strata.forEach((t, h) => {
        if (t.n !== n[h]) fail(rules.name, line(t.line), 'stratum-n', t.n, n[h]);
        if (t.n < rules.kmin) fail(rules.name, line(t.line), 'kmin', t.n, rules.kmin);
    });
    return { key: 'ok V11', p: [rules.strata.length, rules.kmin] };
}

/** What is wrong with the value of a source, or null. */
function valueFault(s: Source, v: Value, ceremony: string): Say | null {
    if (s.form === 'dice') return v.die !== s.die || v.digits!.length !== s.count ? { key: 'dice', p: [s.count, s.die] } : null;
    if (s.form === 'lottery') return v.label !== s.label ? { key: 'lottery', p: [s.label] } : null;
    if (s.form === 'drand') return null;
    if (v.name !== s.name) return { key: 'party', p: [s.name] };
    const opens = v.value === 'missing' || hex(H(L('urne/1 contrib', ceremony, s.name, v.value!))) === s.hash;
    return opens ? null : { key: 'contrib', p: [s.name] };
}

/** draw-1 §7.4.2, or what a panel has in its place, and that no party contributes twice. */
function admitted(c: Note, quotas: Note | null): void {
    const parties: string[] = [];
    c.sources.forEach((s, i) => {
        if (s.form !== 'party') return;
        if (parties.includes(s.name)) fail(c.name, line(c.sourceLine[i]), 'party-twice', s.name);
        parties.push(s.name);
    });
    if (quotas?.words.number[0] === 'dice') {
        if (!poolSources(c, quotas)) fail(c.name, line(c.sourceLine[0]), 'panel-dice');
        return;
    }
    if (c.sources.some(s => s.form === 'drand')) return;
    const enough = c.sources.some(s => s.form === 'dice' && s.count >= (s.die === 'd6' ? 26 : 20));
    if (!enough || parties.length > 0) fail(c.name, line(c.sourceLine[0]), 'few-dice');
}

export function sources(d: Dossier): Say {
    d.reads(d.commitFile, d.revealsFile, ...(d.panel ? [d.kind.rules] : []));
    const c = d.note(d.commitFile);
    const r = d.note(d.revealsFile);
    let j = 0;
    c.sources.forEach((s, i) => {
        if (s.form === 'drand') return;
        const v = r.values[j++];
        const at = line(v ? v.line : r.lines.length);
        if (!v || v.index !== i + 1 || v.form !== s.form) fail(r.name, at, 'source-missing', i + 1);
        const why = valueFault(s, v, c.ceremony);
        if (why) fail(r.name, at, why.key, ...why.p!);
    });
    if (r.values[j]) fail(r.name, line(r.values[j].line), 'source-more');
    admitted(c, d.panel ? d.note(d.kind.rules) : null);
    const dice = c.sources.map(s => (s.form === 'dice' ? s.count : 0)).reduce((x, y) => x + y, 0);
    const revealed = c.sources.filter(s => s.form !== 'drand');
    return { key: revealed.every(s => s.form === 'dice') ? 'ok V12' : 'ok V12 more', p: [revealed.length, dice] };
}

export function seed(d: Dossier): Say {
    d.reads(d.commitFile, d.revealsFile, d.resultFile, d.kind.seed);
    const c = d.note(d.commitFile);
    const s = d.note(d.kind.seed);
    const lines = ['urne/1 seed', 'ceremony ' + c.ceremony, 'commit ' + d.hashOf(d.commitFile)];
    const values: [number, string][] = d.note(d.revealsFile).values.map(v => [v.index, v.text]);
    c.sources.forEach((x, i) => {
        if (x.form !== 'drand') return;
        lines.push('reveals ' + d.hashOf(d.revealsFile));
        const given = s.values.find(v => v.index === i + 1 && v.form === 'drand');
        values.push([i + 1, `${i + 1} drand ${x.chain} ${x.round} ${given ? given.text.split(' ')[4] : ''}`]);
    });
    values.sort((x, y) => x[0] - y[0]);
    lines.push(...values.map(v => v[1]), 'end');
    for (let i = 0; i < Math.max(lines.length, s.lines.length); i++) {
        if (lines[i] !== s.lines[i]) fail(s.name, line(i + 1), 'seed-line');
    }
    const n = d.note(d.resultFile);
    if (n.seed !== d.hashOf(d.kind.seed)) fail(n.name, line(n.at.seed), 'seed');
    return { key: c.sources.some(x => x.form === 'drand') ? 'ok V13 beacon' : 'ok V13', p: [n.seed] };
}

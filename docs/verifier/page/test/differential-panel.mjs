// The page's core against the program over random panels, as differential.mjs does for draws
// and counts: open and sealed, with and without the files of the observers.
//
//   node test/differential-panel.mjs [ROUNDS] [SEED]        30 rounds, seed 1
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { get, LINES, mutate, set, WORDS } from './mutate.mjs';
import { brief, core, load, random, sha256, store, sums, temp, urne, verify } from './common.mjs';

const rounds = +(process.argv[2] ?? 30);
const seed0 = +(process.argv[3] ?? 1);
const keep = process.env.KEEP ?? temp;
const DICE = { 1: ['d10', 1], 6: ['d6', 1], 10: ['d10', 1], 36: ['d6', 3], 100: ['d10', 3], 216: ['d6', 3], 1000: ['d10', 3] };

/** People of whom many have two rare features, each of which a panel has once at most: what the
 * quotas allow on average is more than panels can do, and certificates have cuts. */
function meeting(r) {
    const C = 3 + r.below(4);
    const people = Array.from({ length: 4 + r.below(14) }, () => {
        const p = new Array(C).fill(0);
        if (r.chance(4, 5)) for (const c of [r.below(C), r.below(C)]) p[c] = 1;
        return p;
    });
    const size = 2 + r.below(Math.min(4, people.length - 2));
    return { people, size, categories: new Array(C).fill(2), quota: (c, f) => (f === 0 ? [0, size] : [r.chance(1, 9) ? 1 : 0, 1]) };
}

/** People, and quotas around what one panel of them has. */
function around(r) {
    const n = 5 + r.below(30);
    const size = 1 + r.below(Math.min(n, 9));
    const categories = Array.from({ length: 1 + r.below(3) }, () => 2 + r.below(3));
    const people = Array.from({ length: n }, () => categories.map(k => Math.min(r.below(k), r.below(k + 1))));
    const some = people.map((_, i) => i).sort(() => (r.chance(1, 2) ? 1 : -1)).slice(0, size);
    return { people, size, categories, quota: (c, f) => {
        const here = some.filter(i => people[i][c] === f).length;
        return [Math.max(0, here - r.below(3)), here + r.below(3)];
    } };
}

/** A dossier, made by the program. */
function panel(r, dir) {
    const { people, size, categories, quota } = (r.chance(1, 3) ? meeting : around)(r);
    const households = r.chance(1, 2);
    const open = r.chance(1, 2);
    const M = r.pick([1, 6, 10, 36, 100, 216, 1000, 7]);
    const dice = DICE[M] && r.chance(1, 2);
    const rules = {
        urne: 'panel/1', body: 'Valbreuil', title: 'Essai', size, objective: r.pick(['leximin', 'leximin', 'maximin']), lottery: String(M),
        number: dice ? 'dice' : 'seed', publication: open ? 'open' : 'sealed', sources: [dice ? { dice: DICE[M][1], ...(DICE[M][0] === 'd6' && { sides: 6 }) } : { dice: 24 }],
        ...(households && { household: ['street'] }),
        ...(!open && { counts: r.pick(['all', 'drawn']), kmin: 1 + r.below(4) }),
    };
    const rows = ['category,feature,min,max'];
    categories.forEach((k, c) => {
        for (let f = 0; f < k; f++) rows.push(`c${c},f${f},${quota(c, f).join()}`);
    });
    const streets = people.map(() => (households ? `${r.below(people.length + 3)} rue Haute` : 'x'));
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'panel.json'), JSON.stringify(rules));
    writeFileSync(join(dir, 'quotas.csv'), rows.join('\n') + '\n');
    writeFileSync(join(dir, 'pool.csv'), ['id,street,' + categories.map((_, c) => 'c' + c).join(),
        ...people.map((p, i) => `p${i},${streets[i]},${p.map(f => 'f' + f).join()}`)].join('\n') + '\n');
    writeFileSync(join(dir, 'key.txt'), '0123456789abcdef'.repeat(4) + '\n');
    const thrown = Array.from({ length: rules.sources[0].dice }, () => (rules.sources[0].sides === 6 ? 1 + r.below(6) : r.below(10))).join('');
    const steps = [
        ['init', 'd', '--rules', 'panel.json', '--time', '2026-09-01T08:00:00Z', '--ceremony', '00112233445566778899aabbccddeeff'],
        ['panel', 'seal', 'd', '--pool', 'pool.csv', '--quotas', 'quotas.csv', '--pool-key', 'key.txt', '--time', '2026-09-02T08:00:00Z'],
        ['reveal', 'd', thrown, thrown, '--time', '2026-09-05T16:00:00Z'],
        ['panel', 'draw', 'd', '--time', '2026-09-05T16:05:00Z'],
        ...(r.chance(1, 3) ? [['close', 'd', '--time', '2026-09-09T08:00:00Z']] : []),
    ];
    for (const s of steps.slice(0, r.chance(1, 10) ? 1 + r.below(3) : 5)) {
        const got = urne(dir, ...s, '--quiet');
        if (got.status !== 0) return { why: `${s.slice(0, 2).join(' ')}: ${got.err.split('\n')[0]}` };
    }
    const folder = load(join(dir, 'd/public'));
    return { folder, opened: folder.has('20-pool-commit.txt') && !open ? load(join(dir, 'd/private/opened')) : new Map() };
}

/** Makes the hashes agree again, from the sealed files to the last entry. */
function mend(f, opened) {
    const hash = (n, g = f) => (g.has(n) ? sha256(g.get(n).bytes) : '0'.repeat(64));
    const put = (n, pattern, value, g = f) => g.has(n) && set(g, n, get(g, n).replace(pattern, value));
    const C = '20-pool-commit.txt';
    if (f.has('pool.txt') && f.get('pool.txt').bytes.length > 0) {
        const tree = new core.Tree();
        const b = f.get('pool.txt').bytes;
        let lines = 0;
        for (let at = 0, to; at < b.length; at = to + 1, lines++) {
            to = b.indexOf(10, at);
            if (to < 0) to = b.length - 1;
            tree.add(core.leaf(b, at, to + 1));
        }
        put(C, /^pool .*$/m, `pool ${lines} ${core.hex(tree.root())} ${hash('pool.txt')}`);
    }
    put('pool-open.txt', /^proof .*$/m, `proof ${hash('panel-proof.txt', opened)}`, opened);
    put(C, /^prev .*$/m, `prev ${hash('00-announce.txt')}`);
    put(C, /^rules .*$/m, `rules ${hash('quotas.txt')}`);
    put(C, /^panels .*$/m, `panels ${hash('panels.txt')}`);
    put(C, /^counts .*$/m, `counts ${hash('counts.txt')}`);
    put(C, /^proof .*$/m, `proof ${hash('panel-proof.txt')}`);
    put(C, /^opened .*$/m, `opened ${hash('pool-open.txt', opened)}`);
    put('21-pool-reveals.txt', /^prev .*$/m, `prev ${hash(C)}`);
    put('pool-seed-input.txt', /^commit .*$/m, `commit ${hash(C)}`);
    put('22-panel-result.txt', /^prev .*$/m, `prev ${hash('21-pool-reveals.txt')}`);
    put('22-panel-result.txt', /^seed .*$/m, `seed ${hash('pool-seed-input.txt')}`);
    put('99-close.txt', /^prev .*$/m, `prev ${hash('22-panel-result.txt')}`);
}

const words = [...WORDS, '1/3', '1/2', '2/4', '0/1', '1/1', '+', '1:1', '2:1', '3:-1', '9:9', '1:0', 'open', 'sealed', 'dice', 'seed', 'all', 'drawn', 'maximin',
    'leximin', 'stage', 'panel', 'level', 'count', 'no', '100001', '1000', '10', '-1', '1152921504606846976'];
const lines = [...LINES, 'stage 1', 'stage 0', 'stage 1/2 1:1', 'level 1/2 3', 'level 1 1', 'level 0 0 3', 'level 1/3 1/2 3', 'absent 1', 'absent 2', 'leaf 1', 'leaf 1 1:1',
    'empty', 'cut 1 1:1', 'branch type 1 0', 'branch row 1 1', '+ 1:1', '+', 'panel 1 1:1', 'panel 0 1', 'panel 00 1 2', 'category 2 X', 'feature 1 0 2 X', 'count 1 1',
    'member 1 1 ' + 'a'.repeat(64), 'salt ' + 'a'.repeat(64), 'proof ' + 'a'.repeat(64), 'opened ' + 'a'.repeat(64), 'deviation 1/2', 'deviation 0', 'person 1 x 1 -',
    'counts 0 ' + 'a'.repeat(64), 'source 2 dice d10 3', 'kmin 2', 'households yes', 'a'.repeat(64), `${'a'.repeat(64)} 1 -`];

/** Other numbers in a certificate or in panels, or another folding. */
function bend(f, n, r) {
    const l = get(f, n).split('\n');
    const at = r.below(Math.max(1, l.length - 2)) + 1;
    const w = (l[at] ?? '').split(' ');
    const i = 1 + r.below(Math.max(1, w.length - 1));
    switch (r.below(6)) {
        case 0: w.splice(i, 0, '\n+'); break;
        case 1: w[i] = (w[i] ?? '').replace(/[0-9]+$/, x => String(Math.max(0, +x + r.pick([-1, 1, 2])))); break;
        case 2: w[i] = (w[i] ?? '').replace(/^[0-9]+/, x => String(+x + r.pick([-1, 1]))); break;
        case 3: w[i] = (w[i] ?? '').replace(':', ':-').replace('--', ''); break;
        case 4: w.splice(i, 1); break;
        default: for (let k = 1; k < w.length; k++) w[k] = w[k].replace(/:(-?[0-9]+)$/, (_, x) => `:${x * 2}`);
    }
    l[at] = w.join(' ').replace(/ \n/g, '\n');
    set(f, n, l.join('\n'));
    return `bend ${n} ${at + 1}`;
}

/** Other counts of the panel drawn, opened truly. */
function recount(f, r) {
    const R = '22-panel-result.txt';
    const all = [...get(f, R).matchAll(/^count ([0-9]+) ([0-9]+|-)$/gm)];
    const number = +(/^panel ([0-9]+)$/m.exec(get(f, R))?.[1] ?? 0);
    if (all.length === 0) return 'recount nothing';
    const counts = all.map(m => m[2]);
    for (let k = 1 + r.below(2); k > 0; k--) counts[r.below(counts.length)] = r.pick(['-', '0', '1', '2', '3', '5']);
    set(f, R, get(f, R).replace(/^count ([0-9]+) .*$/gm, (_, i) => `count ${i} ${counts[+i - 1]}`));
    const salt = /^salt ([0-9a-f]{64})$/m.exec(get(f, R))?.[1];
    const l = get(f, 'counts.txt').split('\n');
    if (number + 1 < l.length) l[number] = salt ? core.hex(core.H(core.L('urne/1 counts', salt, counts.join(' ')))) : counts.join(' ');
    set(f, 'counts.txt', l.join('\n'));
    return 'recount';
}

let compared = 0;
let different = 0;
const why = new Map();

function compare(folder, opened, label, seal) {
    const args = ['verify', store(folder, join(temp, 'compare')), '--json'];
    if (opened) args.push('--opened', store(opened, join(temp, 'opened')));
    if (seal) args.push('--seal', seal);
    const got = urne(temp, ...args);
    let other = {};
    try {
        other = JSON.parse(got.out);
    } catch { /* said below */ }
    let mine;
    try {
        mine = verify(folder, { seal, ...(opened && { opened }) });
    } catch (e) {
        mine = { checks: [], stage: `thrown ${e.stack}` };
    }
    compared++;
    const a = brief(mine.checks);
    const b = other.checks ? brief(other.checks) : [`no answer: ${got.status} ${got.out}${got.err}`];
    mine.checks.forEach((c, k) => c.why.key === 'token-unread' && (b[k] = a[k]));
    const said = [];
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
        if (a[i] !== b[i]) said.push(`    page: ${a[i]}  [${mine.checks[i]?.why.key}]\n    urne: ${b[i]}  [${other.checks?.[i].why}]`);
    }
    if (mine.stage !== other.stage) said.push(`    stage ${mine.stage}, ${other.stage}`);
    if (said.length === 0) return mine;
    different++;
    store(folder, join(keep, `different-${different}`));
    if (opened) store(opened, join(keep, `different-${different}-opened`));
    console.log(`# different-${different}: ${label}\n${said.slice(0, 6).join('\n')}`);
    return mine;
}

let proven = 0;
const lineKinds = {};
for (let i = 0; i < rounds; i++) {
    const r = random(seed0 * 1000003 + i);
    const made = panel(r, join(temp, `made-${i}`));
    if (made.why) {
        why.set(made.why, (why.get(made.why) ?? 0) + 1);
        continue;
    }
    for (const [, kw] of get(made.opened.size > 0 ? made.opened : made.folder, 'panel-proof.txt').matchAll(/^(absent|cut|branch|leaf|empty) /gm)) lineKinds[kw] = (lineKinds[kw] ?? 0) + 1;
    const sealed = made.opened.size > 0;
    if (compare(made.folder, sealed ? made.opened : null, `round ${i}, sound`).checks[21]?.result === 'PASS') proven++;
    if (sealed) compare(made.folder, null, `round ${i}, sound, not opened`);
    for (let k = 0; k < 24; k++) {
        const f = new Map(made.folder);
        const o = new Map(made.opened);
        const what = [];
        for (let m = r.chance(1, 5) ? 2 : 1; m > 0; m--) {
            const [g, n] = r.pick([[f, 'panel-proof.txt'], [o, 'panel-proof.txt'], [f, 'panels.txt'], [o, 'pool-open.txt']].filter(([x, y]) => x.has(y)).concat([[f, '']]));
            what.push(r.chance(1, 12) ? recount(f, r) : n && r.chance(1, 2) ? bend(g, n, r) : mutate(sealed && r.chance(1, 3) ? o : f, r, words, lines));
        }
        const mended = r.below(3);
        if (mended === 2) mend(f, o);
        if (mended >= 1 && f.has('sums.txt')) sums(f);
        const seal = r.chance(1, 10) ? r.pick(['0'.repeat(64), sha256(made.folder.get('20-pool-commit.txt')?.bytes ?? '')]) : undefined;
        compare(f, sealed && r.chance(5, 6) ? o : r.chance(1, 8) ? o : null, `round ${i}, ${what.join(', ')}, mended ${mended}`, seal);
    }
}
for (const [w, n] of why) console.log(`# ${n} not made: ${w}`);
console.log(`# lines of trees: ${Object.entries(lineKinds).map(x => x.join(' ')).join(', ') || 'none'}`);
console.log(`# ${compared} panels compared, ${different} differ; ${proven} sound ones proven`);
console.log(`${compared - different} passed, ${different} failed`);
process.exitCode = different ? 1 : 0;

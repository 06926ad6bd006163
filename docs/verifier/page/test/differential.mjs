// The page's core against the program: the verdict, file and item of each of the 28 checks,
// over random small dossiers and what a cheat or an accident may do to them.
//
//   node test/differential.mjs [ROUNDS] [SEED]        60 rounds, seed 1
//
// A difference prints both readings and keeps the folder (KEEP=DIR, by default the work folder).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as maker from './maker.mjs';
import { bytes, get, mutate, set, text } from './mutate.mjs';
import { brief, bundle, core, fixtures, load, random, sha256, store, sums, temp, urne, verify } from './common.mjs';

const rounds = +(process.argv[2] ?? 60);
const seed0 = +(process.argv[3] ?? 1);
const keep = process.env.KEEP ?? temp;

// ---- random dossiers, made by the program ----

const NAMES = ['ROUX', 'PETIT', 'VIDAL', 'ÉTIENNE', "N'DIAYE", 'LE GOFF', 'ABÉLARD', 'MOREL'];
const GIVEN = ['Zoé', 'Jean', 'Inès', 'Lou', 'Anaïs', 'Théo', 'Maëlys', 'Ibrahima'];
const key = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const digits = (r, n) => Array.from({ length: n }, () => r.below(10)).join('');

function draw(r, dir) {
    const n = 4 + r.below(40);
    const rows = ['birth-name;given-names;birth-date;sex;birth-place;street-no;street;postcode;commune;bureau'];
    for (let i = 0; i < n; i++) {
        rows.push([r.pick(NAMES), `${r.pick(GIVEN)} ${GIVEN[i % 8]}`, `${1930 + r.below(70)}-${String(1 + r.below(12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`, r.pick(['M', 'F']), r.pick(['Nancy', 'Toul', 'Brest']), r.pick(['1', '2', '']),
        r.pick(['rue Haute', 'quai Sud', '']), '54000', 'Nancy', r.pick(['1', '2', '3'])].join(';'));
    }
    const allocation = r.pick(['hamilton', 'sainte-lague', 'dhondt', 'balanced']);
    const strata = r.pick([[], [{ field: 'sex' }], [{ field: 'bureau' }], [{ field: 'sex' }, { field: 'bureau' }],
        [{ field: 'birth-date', bands: [18, 40, 60] }, { field: 'sex' }]]);
    const rules = {
        urne: 'rules/1', body: 'Valbreuil', title: 'Essai', roll: { format: "csv", columns: {} },
        eligible: { age: 18, on: '2026-10-05' }, strata,
        draw: {
            seats: 1 + r.below(Math.min(n, 12)), substitutes: r.below(6), allocation,
            unique: r.chance(2, 3) ? ['household'] : [], attributes: r.chance(1, 2) ? ['bureau'] : [], replace: 'ticket-order',
            household: ['street-no', 'street', 'postcode', 'commune'],
        },
        sources: r.pick([[{ dice: 24 }], [{ dice: 20 }], [{ dice: 26, sides: 6 }]]), kmin: 1 + r.below(3),
    };
    if (r.chance(1, 3)) rules.audit = { leaves: r.below(6), positions: r.below(6) };
    if (rules.draw.unique.length === 0) delete rules.draw.household;
    if (allocation === 'balanced') {
        const fields = strata.map(s => s.field);
        rules.draw.chains = fields.length > 1 ? [[fields[0]], [fields[1]]] : fields.length ? [[fields[0]], []] : [[], []];
    }
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'rules.json'), JSON.stringify(rules));
    writeFileSync(join(dir, 'roll.csv'), rows.join('\n') + '\n');
    writeFileSync(join(dir, 'key.txt'), key + '\n');
    const six = rules.sources[0].sides === 6;
    const dice = digits(r, rules.sources[0].dice).replace(/./g, c => (six ? String(1 + (+c % 6)) : c));
    const stage = r.chance(1, 8) ? r.below(4) : 4;
    const steps = [
        ['init', 'd', '--rules', 'rules.json', '--time', '2026-09-01T08:00:00Z', '--ceremony', '00112233445566778899aabbccddeeff'],
        ['seal', 'd', 'roll.csv', '--roll-key', 'key.txt', '--time', '2026-09-02T08:00:00Z'],
        ['reveal', 'd', dice, dice, '--time', '2026-09-05T16:00:00Z'],
        ['draw', 'd', '--time', '2026-09-05T16:05:00Z'],
    ];
    const m = made(dir, steps.slice(0, Math.max(1, stage)));
    if (stage === 4 && !m.why) later(r, dir, rules);
    return m;
}

/** What the program does after a draw: replacements, an audit, the end of the key, a close. */
function later(r, dir, rules) {
    const take = (...s) => urne(dir, ...s, '--quiet').status;
    const numbers = word => [...readFileSync(join(dir, 'd/public/03-result.txt'), 'utf8').matchAll(new RegExp(`^select ${word} [0-9]+ ([0-9]+)`, 'gm'))].map(x => x[1]);
    if (r.chance(1, 2)) take('replace', 'd', ...numbers('member').filter(() => r.chance(1, 3)), '--time', '2026-09-06T08:00:00Z');
    if (rules.audit && r.chance(3, 4)) {
        take('audit', 'plan', 'd', '--lines', String(1 + r.below(60)));
        const outcomes = readFileSync(join(dir, 'd/private/audit-plan.txt'), 'utf8').split('\n').map(l => {
            const [kw, n] = l.split(' ');
            if (kw === 'leaf') return `leaf;${n};${r.pick(['clean', 'clean', 'clean', 'ghost', 'unopened'])}\n`;
            return kw === 'position' ? `position;${n};${r.pick(['found', 'found', 'excluded', 'missing'])}\n` : '';
        });
        writeFileSync(join(dir, 'outcomes.csv'), outcomes.join(''));
        take('audit', 'record', 'd', '--file', 'outcomes.csv', '--full', r.pick(['yes', 'no', 'none']));
        take('audit', 'close', 'd', '--time', '2026-09-07T08:00:00Z');
    }
    if (r.chance(1, 3)) take('key', 'destroy', 'd', '--time', '2026-09-08T08:00:00Z');
    if (r.chance(1, 2)) take('close', 'd', '--time', '2026-09-09T08:00:00Z');
}

function made(dir, steps) {
    for (const s of steps) {
        const got = urne(dir, ...s, '--quiet');
        if (got.status !== 0) return { why: `${s[0]}: ${got.err.split('\n')[0]}`, at: s[0] };
    }
    return { public: join(dir, 'd/public') };
}

function count(r, dir) {
    const type = r.pick(['approval', 'approval', 'choose-1', 'cumulative', 'scoring', 'ordinal']);
    const np = 2 + r.below(8);
    const nb = r.below(30);
    const fine = r.chance(1, 4); // points with a decimal
    const ids = Array.from({ length: np }, (_, i) => r.pick(['p', 'A', 'z-', '0']) + i);
    const pb = [];
    const cell = () => r.pick(['Haut', 'Bas']);
    pb.push('META', 'key;value', 'description;x', 'country;y', 'unit;z', `num_projects;${np}`, `num_votes;${nb}`,
        `budget;${r.pick([1000, 500, 1234, 97])}`, `vote_type;${type}`, 'rule;greedy');
    pb.push('PROJECTS', 'project_id;cost;name;district');
    ids.forEach(id => pb.push(`${id};${r.pick([0, 50, 100, 200, 200, 300, 333, 500, 2000])};${id};${cell()}`));
    pb.push('VOTES', type === 'cumulative' || type === 'scoring' ? 'voter_id;vote;points' : 'voter_id;vote');
    for (let v = 0; v < nb; v++) {
        const marks = ids.filter(() => r.chance(1, 2));
        if (type === 'ordinal') marks.sort(() => (r.chance(1, 2) ? 1 : -1));
        if (type === 'choose-1') marks.length = Math.min(1, marks.length);
        const line = [`v${v}`, marks.join(',')];
        if (type === 'cumulative' || type === 'scoring') line.push(marks.map(() => (fine ? `${r.below(5)}.${r.below(10)}` : r.below(5))).join(','));
        pb.push(line.join(';'));
    }
    const rule = r.pick(['greedy', 'mes', 'mes', 'mes', 'phragmen', 'max-welfare']);
    const utilities = ['cost', 'cardinality', ...(type === 'approval' || type === 'choose-1' ? [] : ['points', 'points-cost']),
        ...(type === 'ordinal' ? ['borda', 'borda-1'] : [])];
    const c = {
        urne: 'count/1', body: 'Valbreuil', title: 'Budget', rule,
        ties: r.pick([['lot'], ['max-votes', 'lot'], ['min-cost', 'max-votes', 'id'], ['max-votes', 'min-cost', 'lot'], ['file'], ['max-votes']]),
        unsupported: r.pick(['drop', 'keep']), sources: [{ dice: 24 }],
    };
    if (rule !== 'phragmen') c.utility = r.pick(utilities);
    if (rule === 'greedy') c.stop = r.pick(['skip', 'first-misfit']);
    if (rule === 'phragmen') c.phragmen = r.pick(['stop', 'skip']);
    if (rule === 'max-welfare') delete c.unsupported;
    if (rule === 'mes') {
        c.completion = r.pick(['none', 'utilitarian', 'add1', 'add1u']);
        if (c.completion === 'utilitarian' || c.completion === 'add1u') c['completion-utility'] = r.pick(['same', 'votes']);
        else delete c.unsupported;
        if (c.completion.startsWith('add1')) {
            c.add1 = { start: r.pick(['exact', 'floor']), stop: r.pick(['supported', 'all', 'none']), increment: r.pick(['1', '3', '0.5', '20']) };
        }
        c.comparison = r.pick(['none', 'satisfaction', 'exclusion-ratio']);
    }
    if (r.chance(1, 5)) c.threshold = r.pick(['2', '10%', '3']);
    if (r.chance(1, 4)) c.envelopes = [{ column: 'district', value: 'Haut', amount: r.pick(['300', '40%']) }];
    if (r.chance(1, 4)) c.reserved = [{ column: 'district', value: 'Bas', share: r.pick(['100', '33%']) }];
    if (r.chance(1, 4) && np > 3) c.incompatible = [[ids[0], ids[1]], [ids[1], ids[2]]];
    if (r.chance(1, 4) && np > 4) c.joined = [[ids[3], ids[4]]];
    if (r.chance(1, 6)) {
        c.seats = 1 + r.below(4);
        delete c.envelopes;
        delete c.reserved;
        delete c.add1;
        pb.splice(pb.findIndex(l => l.startsWith('budget;')), 1);
    }
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'count.json'), JSON.stringify(c));
    writeFileSync(join(dir, 'town.pb'), pb.join('\n') + '\n');
    writeFileSync(join(dir, 'key.txt'), key + '\n');
    const dice = digits(r, 24);
    return made(dir, [
        ['init', 'd', '--rules', 'count.json', '--time', '2026-09-01T08:00:00Z', '--ceremony', '00112233445566778899aabbccddeeff'],
        ['ballots', 'commit', 'd', 'town.pb', '--ballot-key', 'key.txt', '--time', '2026-09-02T08:00:00Z'],
        ['reveal', 'd', dice, dice, '--time', '2026-09-05T16:00:00Z'],
        ['tally', 'd', '--time', '2026-09-05T16:05:00Z'],
    ]);
}

/** A draw with keys, signatures, a beacon, later entries: made here, since it needs no roll. */
function transcript(r) {
    const roles = ['clerk', 'observer1', 'observer2', 'custodian'].filter(() => r.chance(2, 3));
    const some = () => roles.filter(() => r.chance(1, 2));
    const require = {};
    if (roles.length) {
        for (const k of ['announce', 'commit', 'reveals', 'result', 'replace', 'close']) {
            const who = some();
            if (who.length && r.chance(1, 2)) require[k] = who.sort();
        }
    }
    const beacon = r.chance(1, 2);
    const o = {
        roles, require, beacon, unique: r.chance(2, 3), seats: 1 + r.below(4), substitutes: r.below(4), kmin: 1 + r.below(3),
        parties: beacon && r.chance(1, 2) ? ['ann', 'bob'] : [], missing: r.chance(1, 2) ? ['bob'] : [], stage: r.chance(1, 6) ? r.below(3) : 3,
        audit: r.chance(1, 3) ? [r.below(12), r.below(12)] : undefined,
        sealed: r.chance(1, 5) ? ['custodian'] : [], rollcopy: r.chance(1, 5) ? ['observer1', 'observer2'] : [],
        expire: roles.length && r.chance(1, 3) ? { [roles.sort()[0]]: r.pick(['2023-09-14', '2023-12-31', '2023-09-15']) } : {}, later: [],
    };
    const later = o.later;
    if (o.stage === 3) {
        for (let n = r.below(3); n > 0; n--) later.push(maker.replace(...Array.from({ length: 1 + r.below(4) }, () => r.below(4))));
        if (r.chance(o.audit ? 2 : 1, 4)) later.push(maker.audit(r.pick(['yes', 'no', 'none']), 1 + r.below(20), ...Array.from({ length: 4 }, () => r.below(2))));
        if (r.chance(1, 4)) later.push(maker.destroy);
        if (roles.length > 1 && r.chance(1, 2)) later.push(maker.handover(roles[0], roles[1]));
        if (roles.length && r.chance(1, 3)) later.push(maker.rekey(r.pick(roles), ...roles.filter(x => x.startsWith('observer'))));
    }
    if (r.chance(1, 3)) later.push(maker.abort(r.pick(['late', 'other'])));
    else if (o.stage === 3 && r.chance(1, 2)) later.push(maker.close);
    return maker.make(o).folder;
}

// ---- what is done to a folder ----

const CHAIN = {
    draw: ['00-announce.txt', '01-commit.txt', '02-reveals.txt', '03-result.txt', 'seed-input.txt', 'rules.txt', 'roll.txt'],
    count: ['00-announce.txt', '10-ballots-commit.txt', '11-ballots-reveals.txt', '12-tally.txt', 'tie-seed-input.txt',
        'count-rules.txt', 'ballots.txt', 'projects.txt', 'tally.txt'],
};
/** Makes the hashes agree again, from the sealed files to the last entry. */
function mend(f, kind) {
    const hash = n => (f.has(n) ? sha256(f.get(n).bytes) : '0'.repeat(64));
    const put = (n, pattern, value) => f.has(n) && set(f, n, get(f, n).replace(pattern, value));
    const lines = n => get(f, n).split('\n').length - 1;
    const root = n => {
        const t = new core.Tree();
        const b = f.get(n).bytes;
        for (let at = 0, to; at < b.length; at = to + 1) {
            to = b.indexOf(10, at);
            if (to < 0) to = b.length - 1;
            t.add(core.leaf(b, at, to + 1));
        }
        return core.hex(t.root());
    };
    const [a, c, v, e, s, rules, big] = CHAIN[kind];
    put(c, /^prev .*$/m, `prev ${hash(a)}`);
    put(c, /^rules .*$/m, `rules ${hash(rules)}`);
    if (f.has(big)) {
        put(c, kind === 'draw' ? /^roll .*$/m : /^ballots .*$/m,
            `${kind === 'draw' ? 'roll' : 'ballots'} ${lines(big)} ${root(big)} ${hash(big)}`);
    }
    if (kind === 'count') {
        put(c, /^projects .*$/m, `projects ${get(f, 'projects.txt').split('\n').filter(l => l.startsWith('project ')).length} ${hash('projects.txt')}`);
        put(e, /^count .*$/m, `count ${hash('tally.txt')}`);
    }
    put(v, /^prev .*$/m, `prev ${hash(c)}`);
    put(s, /^commit .*$/m, `commit ${hash(c)}`);
    put(e, /^prev .*$/m, `prev ${hash(v)}`);
    if (kind === 'draw') put(s, /^reveals .*$/m, `reveals ${hash(v)}`);
    put(e, /^seed .*$/m, `seed ${hash(s)}`);
    let before = [e, v, c, a].find(n => f.has(n));
    for (const n of [...f.keys()].filter(x => /^[3-9][0-9]-[a-z]+\.txt$/.test(x)).sort()) {
        put(n, /^prev .*$/m, `prev ${hash(before)}`);
        before = n;
    }
}

const signatures = f => [...f.keys()].map(n => /^([0-9].*\.txt)\.([a-z0-9]+)\.minisig$/.exec(n)).filter(m => m && f.has(m[1])).map(m => [m[1], m[2]]);

// ---- the run ----

const signs = urne(temp, 'help', 'sign').status === 0;
let compared = 0;
let different = 0;
let unmade = 0;
const works = new Map();

function compare(folder, label, receipt, seal, more = {}) {
    const dir = more.bundled ? join(temp, 'compare.urne') : store(folder, join(temp, 'compare'));
    if (more.bundled) writeFileSync(dir, bundle(folder));
    const args = ['verify', dir, '--json'];
    if (receipt) {
        writeFileSync(join(temp, 'receipt.txt'), receipt);
        args.push('--receipt', join(temp, 'receipt.txt'));
    }
    if (seal) args.push('--seal', seal);
    if (more.keys) args.push('--key', [...more.keys].map(k => k.join('=')).join(','));
    if (more.prior) args.push('--prior', store(more.prior, join(temp, 'prior')));
    const got = urne(temp, ...args);
    let other;
    try {
        other = JSON.parse(got.out);
    } catch {
        other = {};
    }
    compared++;
    let mine;
    try {
        mine = verify(folder, { ...(receipt && { receipt: { name: join(temp, 'receipt.txt'), bytes: receipt } }), seal, ...more });
    } catch (e) {
        mine = { checks: [], stage: `thrown ${e.stack}` };
    }
    const a = brief(mine.checks);
    const b = other.checks ? brief(other.checks) : [`no answer: ${got.status} ${got.out}${got.err}`];
    const lines = [];
    // the page reads no tokens (V17), and may give up where the program finds out
    const given = ['token-unread', 'refused-many'];
    mine.checks.forEach((c, k) => given.includes(c.why.key) && c.result === 'NOT-CHECKED' && (b[k] = a[k]));
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
        if (a[i] !== b[i]) lines.push(`    page: ${a[i]}  [${mine.checks[i]?.why.key}]\n    urne: ${b[i]}  [${other.checks?.[i].why}]`);
    }
    if (mine.stage !== other.stage) lines.push(`    stage ${mine.stage}, ${other.stage}`);
    if (lines.length === 0) return;
    different++;
    store(folder, join(keep, `different-${different}`));
    console.log(`# different-${different}: ${label}\n${lines.slice(0, 6).join('\n')}`);
}

/** A container, damaged: refused by both, or read the same by both. */
function compareBundle(folder, label, r) {
    let b = bundle(folder);
    const names = [...folder.keys()].sort();
    const at = r.below(names.length);
    switch (r.below(6)) {
        case 0: b[r.below(b.length)] ^= 1 << r.below(8); break;
        case 1: b = b.slice(0, r.below(b.length + 1)); break;
        case 2: b = core.concat(b, bytes(r.pick(['x', '\n', 'end\n']))); break;
        case 3: b = bundle(folder, names.filter((_, k) => k !== at)); break;
        case 4: b = bundle(folder, [...names.slice(0, at + 1), ...names.slice(at)]); break; // twice
        default: b = bytes(text(b).replace(/^file ([^ ]*) ([0-9]*)/m, (_, n, k) => r.pick([`file ${n} 0${k}`, `file ${n} ${+k + 1}`, `file ${n}  ${k}`,
            `file /${n} ${k}`, `file ${n} 9007199254740991`, `File ${n} ${k}`])));
    }
    const file = join(temp, 'damaged.urne');
    writeFileSync(file, b);
    const mine = core.isBundle(b) ? core.openBundle(b) : 0;
    compared++;
    const got = JSON.parse(urne(temp, 'verify', file, '--json').out || '{}');
    const a = typeof mine === 'number' ? 'refused' : brief(verify(mine).checks).filter(s => s.includes('FAIL')).join();
    const c = got.checks ? brief(got.checks).filter(s => s.includes('FAIL')).join() : 'refused';
    if (a === c) return;
    different++;
    writeFileSync(join(keep, `different-${different}.urne`), b);
    console.log(`# different-${different}: ${label}, container\n    page: ${a}\n    urne: ${c}`);
}

for (let i = 0; i < rounds; i++) {
    const r = random(seed0 * 1000003 + i);
    const signed = signs && i % 3 === 2;
    const kind = i % 2 && !signed ? 'count' : 'draw';
    let base = '';
    const dir = join(temp, `made-${i}`);
    if (signed) base = '';
    else if (r.chance(1, 8)) base = join(fixtures, kind === 'count' ? 'village/public' : signs ? r.pick(['hamlet/public', 'square/public']) : 'hamlet/public');
    else {
        const m = kind === 'draw' ? draw(r, dir) : count(r, dir);
        if (m.why) {
            unmade++;
            works.set(m.why, (works.get(m.why) ?? 0) + 1);
            if (m.at === 'init') continue;
        }
        base = join(dir, 'd/public');
    }
    const sound = signed ? transcript(r) : load(base);
    compare(sound, `round ${i}, sound`);
    for (let k = 0; k < 12; k++) {
        const f = new Map(sound);
        const what = [];
        for (let m = r.chance(1, 4) ? 2 : 1; m > 0; m--) what.push(mutate(f, r));
        const open = kind === 'count' && f.has('count-rules.txt') && r.chance(1, 4);
        if (open) { // criteria that leave ties open
            set(f, 'count-rules.txt', get(f, 'count-rules.txt').replace(/^ties .*$/m, `ties ${r.pick(['-', 'max-votes', 'min-cost', 'min-cost max-votes'])}`));
            what.push('ties');
        }
        const mended = open ? 2 : r.below(4);
        if (mended >= 2) mend(f, kind);
        if (mended === 3) for (const [file, role] of signatures(f)) maker.sign(f, file, role);
        if (mended >= 1 && f.has('sums.txt')) sums(f);
        const seal = r.chance(1, 10) ? r.pick(['0'.repeat(64), sha256(sound.get(CHAIN[kind][1])?.bytes ?? '')]) : undefined;
        const more = {};
        if (signed && r.chance(1, 4)) more.keys = new Map([[r.pick(['clerk', 'observer1', 'mayor']), maker.pair(r.pick(['clerk', 'observer1'])).text]]);
        more.bundled = r.chance(1, 8) && [...f.keys()].every(n => core.NAME.test(n));
        if (signed && r.chance(1, 6)) more.prior = r.chance(1, 2) ? sound : maker.make({ later: [r.chance(1, 2) ? maker.close : maker.abort('late')] }).folder;
        compare(f, `round ${i}, ${what.join(', ')}, mended ${mended}`, undefined, seal, more);
    }
    for (let k = 0; k < 3; k++) compareBundle(sound, `round ${i}`, r);
    if (kind === 'draw' && sound.has('01-commit.txt') && base.startsWith(dir)) {
        const number = 1 + r.below(4);
        urne(dir, 'receipt', 'd', String(number), '-o', 'receipt.txt', '--force', '--quiet');
        let good;
        try {
            good = new Uint8Array(readFileSync(join(dir, 'receipt.txt')));
        } catch {
            continue;
        }
        compare(sound, `round ${i}, receipt`, good);
        for (let k = 0; k < 6; k++) {
            const f = new Map([['r', { name: 'r', bytes: good }]]);
            const what = mutate(f, r);
            compare(sound, `round ${i}, receipt ${what}`, f.get('r')?.bytes ?? good);
        }
    }
}
if (!signs) console.log('# no transcripts: this urne does not sign yet');
for (const [why, n] of works) console.log(`# ${n} not made: ${why}`);
console.log(`# ${compared} folders compared, ${different} differ, ${unmade} dossiers could not be made`);
console.log(`${compared - different} passed, ${different} failed`);
process.exitCode = different ? 1 : 0;

// A maker of hamlet dossiers beyond what the program makes here: keys, signatures, a beacon,
// and what follows a result. It knows the eight electors of draw-1 §19.
import { ed25519 } from '@noble/curves/ed25519';
import { blake2b } from '@noble/hashes/blake2';
import { core, sha256, sums } from './common.mjs';

const { hex, mac, H, L } = core;
const K = Uint8Array.from({ length: 32 }, (_, i) => i);
const ELECTORS = [
    ['ABÉLARD', 'Anaïs', '1961-03-14', 'Nancy', 1, '12', 'rue du Moulin'],
    ['ROUX', 'Inès', '1983-10-10', 'Nancy', 1, '4', 'Grande Rue'],
    ["N'DIAYE", 'Ibrahima', '1975-00-00', 'Dakar', 2, '9', 'quai Sud'],
    ['ABÉLARD', 'Théo', '1989-07-02', 'Nancy', 2, '12', 'rue du Moulin'],
    ['PETIT', 'Zoé', '1948-05-21', 'Toul', 1, '1', 'allée des Tilleuls'],
    ['PETIT', 'Loïc', '1999-01-05', 'Metz', 2, '77', 'Grande Rue'],
    ['LE GOFF', 'Maëlys', '2001-12-30', 'Brest', 1, '3', 'place Haute'],
    ['VIDAL', 'Jean-Noël', '1955-08-17', 'Lyon', 1, '', ''],
].map(([name, given, born, place, h, no, street]) => {
    const ident = [name, given, born, place].join('\t');
    const salt = hex(mac(K, L('urne/1 salt', ident)));
    const asalt = hex(mac(K, L('urne/1 asalt', 'household', ident)));
    const key = [no, street, '54000', 'Nancy'].join('\t');
    const value = no ? hex(H(L('urne/1 hh', hex(mac(K, L('urne/1 hhsalt', key))), key))) : '-';
    const acom = hex(H(L('urne/1 attrs', hex(H(L('urne/1 attr', asalt, 'household=' + value))))));
    return { pid: core.pidFrom(salt, ident), h, asalt, value, acom };
}).sort((a, b) => (a.pid < b.pid ? -1 : 1));

const base64 = b => Buffer.from(b).toString('base64');

/** The key pair of a role: the seed is the hash of its name. */
export function pair(role) {
    const secret = H(L('test key', role));
    const id = H(L('test id', role)).slice(0, 8);
    return { secret, id, text: base64(Buffer.concat([Buffer.from('Ed'), id, ed25519.getPublicKey(secret)])) };
}

export function sign(folder, file, role, name = role) {
    const k = pair(name);
    const bytes = folder.get(file).bytes;
    const s = ed25519.sign(blake2b(bytes), k.secret);
    const tc = `urne/1 ${file} role=${role} sha256=${sha256(bytes)}`;
    const g = ed25519.sign(Buffer.concat([s, Buffer.from(tc)]), k.secret);
    put(folder, `${file}.${role}.minisig`, ['untrusted comment: signature from minisign secret key',
        base64(Buffer.concat([Buffer.from('ED'), k.id, s])), `trusted comment: ${tc}`, base64(g)]);
}

function put(folder, name, lines) {
    folder.set(name, { name, bytes: new TextEncoder().encode(lines.join('\n') + '\n') });
}

export const SIGNATURE = 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b';
const ceremony = 'ceremony 00112233445566778899aabbccddeeff';

/**
 * Makes a folder. Options: roles (with keys), require ({ KIND: [ROLE] }), expire, beacon,
 * parties, seats, substitutes, unique, ticket ('ticket-order'), stage (0 to 3), prior, seed
 * of the day, audit ([LEAVES, POSITIONS]), sealed and rollcopy ([ROLE]), later (functions of
 * what was made, each adding an entry).
 */
export function make(o = {}) {
    const folder = new Map();
    const hash = n => sha256(folder.get(n).bytes);
    const day = o.day ?? '2023-09';
    const roles = [...(o.roles ?? [])].sort();
    const require = o.require ?? {};
    const chain = [];
    const entry = (name, kind, time, ...lines) => {
        const prev = chain.length ? hash(chain[chain.length - 1]) : '0'.repeat(64);
        put(folder, name, [`urne/1 ${kind}`, o.ceremony ?? ceremony, `seq ${chain.length}`, `prev ${prev}`, `time ${time}`, ...lines, 'end']);
        chain.push(name);
        for (const role of require[kind] ?? []) sign(folder, name, role);
    };
    entry('00-announce.txt', 'announce', `${day}-01T08:00:00Z`, `prior ${o.prior ?? 'none'}`,
        ...roles.map(r => `key ${r} ${pair(r).text}`), ...Object.entries(o.expire ?? {}).map(([r, d]) => `expire ${r} ${d}`),
        ...Object.entries(require).sort().map(([k, r]) => `require ${k} ${r.join(' ')}`), 'tool urne 1.0.0',
        "body Hameau d'Exemple", 'title Tirage au sort du hameau');
    const stage = o.stage ?? 3;
    const unique = o.unique ?? true;
    const seats = o.seats ?? 3;
    const substitutes = o.substitutes ?? 2;
    const made = { folder, chain, entry, hash, roles, electors: ELECTORS, seats: [], audit: o.audit, rollkey: hex(H(L('urne/1 rollkey', hex(o.K ?? K)))) };
    if (stage >= 1) {
        put(folder, 'rules.txt', ['urne/1 rules', o.ceremony ?? ceremony, 'identity birth-name given-names birth-date birth-place',
            'eligible age 18 2026-10-05', 'attr household', ...(unique ? ['unique household'] : []), `seats ${seats}`,
            `substitutes ${substitutes}`, 'allocation hamilton', `replace ${o.replace ?? 'ticket-order'}`, `kmin ${o.kmin ?? 1}`,
            'stratum 1 5 - - - - Le Haut', 'stratum 2 3 - - - - Le Bas', 'end']);
        put(folder, 'roll.txt', ELECTORS.map(e => `${e.pid} ${e.h} ${e.acom}`));
        const tree = new core.Tree();
        for (const e of ELECTORS) {
            const b = new TextEncoder().encode(`${e.pid} ${e.h} ${e.acom}\n`);
            tree.add(core.leaf(b, 0, b.length));
        }
        const parties = o.parties ?? [];
        const sources = ['dice d10 24', ...parties.map(p => `party ${p} ${hex(H(L('urne/1 contrib', (o.ceremony ?? ceremony).slice(9), p, hex(H(L('r', p))))))}`),
            ...(o.beacon ? [`drand ${core.CHAIN} ${o.round ?? 657413}`] : [])];
        entry('01-commit.txt', 'commit', `${day}-14T08:00:00Z`, `rules ${hash('rules.txt')}`,
            `roll 8 ${hex(tree.root())} ${hash('roll.txt')}`, `rollkey ${hex(H(L('urne/1 rollkey', hex(o.K ?? K))))}`, `rollfile ${'7'.repeat(64)}`,
            ...(o.sealed ?? []).map(r => `sealed ${r} ${hex(H(L('box', r)))}`), ...(o.rollcopy ?? []).map(r => `rollcopy ${r} ${hex(H(L('copy', r)))}`),
            ...(o.audit ? [`audit ${o.audit.join(' ')}`] : []),
            ...sources.map((s, i) => `source ${i + 1} ${s}`), ...(o.beacon ? [`lead ${o.lead ?? 86400}`] : []));
        if (stage >= 2) {
            const values = ['1 dice d10 083920117465520938471112',
                ...parties.map((p, i) => `${i + 2} party ${p} ${(o.missing ?? []).includes(p) ? 'missing' : hex(H(L('r', p)))}`)];
            entry('02-reveals.txt', 'reveals', `${day}-15T10:00:00Z`, ...values);
            if (stage >= 3) {
                put(folder, 'seed-input.txt', ['urne/1 seed', o.ceremony ?? ceremony, `commit ${hash('01-commit.txt')}`,
                    ...(o.beacon ? [`reveals ${hash('02-reveals.txt')}`] : []), ...values,
                    ...(o.beacon ? [`${sources.length} drand ${core.CHAIN} ${o.round ?? 657413} ${sha256(Buffer.from(o.signature ?? SIGNATURE, 'hex'))}`] : []), 'end']);
                if (o.beacon) put(folder, 'beacon.txt', ['urne/1 beacon', o.ceremony ?? ceremony, `drand ${core.CHAIN} ${o.round ?? 657413} ${o.signature ?? SIGNATURE}`, 'end']);
                result(made, o, seats, substitutes, unique, day);
            }
        }
    }
    for (const f of o.later ?? []) f(made);
    return sums(folder) && made;
}

function result(made, o, seats, substitutes, unique, day) {
    const { folder, entry, hash } = made;
    const seed = hash('seed-input.txt');
    const rules = core.readNote('rules', 'rules.txt', folder.get('rules.txt').bytes);
    const A = core.allocate(rules, seed, 'draw');
    const B = core.allocate(rules, seed, 'sub');
    made.seed = seed;
    made.sub = core.subSeed(seed, 'draw');
    made.ticket = n => core.ticket(made.sub, ELECTORS[n - 1].pid);
    const order = ELECTORS.map((_, i) => i + 1).sort((a, b) => (made.ticket(a) < made.ticket(b) ? -1 : 1));
    made.attr = n => {
        const e = ELECTORS[n - 1];
        return unique ? `household:${e.value}:${e.asalt}` : hex(H(L('urne/1 attr', e.asalt, 'household=' + e.value)));
    };
    made.order = order;
    made.used = new Map();
    made.closed = new Set();
    made.substitutes = [];
    const lines = [];
    const selected = new Set();
    let pos = 0;
    for (const [word, all] of [['member', A], ['substitute', B]]) {
        const left = all.slice();
        for (const n of order) {
            if (left.every(x => x === 0)) break;
            const e = ELECTORS[n - 1];
            if (selected.has(n) || left[e.h - 1] === 0) continue;
            const who = `${n} ${e.pid} ${e.h} ${made.ticket(n)}`;
            made.closed.add(n);
            if (unique && e.value !== '-' && made.used.has(e.value)) {
                lines.push(`skip ${word} ${who} household ${made.used.get(e.value)} ${made.attr(n)}`);
                continue;
            }
            left[e.h - 1]--;
            selected.add(n);
            if (unique && e.value !== '-') made.used.set(e.value, n);
            if (word === 'member') made.seats.push({ h: e.h, now: n });
            else made.substitutes.push({ n, h: e.h });
            lines.push(`select ${word} ${++pos} ${who} ${made.attr(n)}`);
        }
        left.forEach((m, h) => m > 0 && lines.push(`short ${word} ${h + 1} ${m}`));
    }
    entry('03-result.txt', 'result', `${day}-15T12:00:00Z`, `seed ${seed}`, ...A.map((a, h) => `seats ${h + 1} ${a}`),
        ...B.map((b, h) => `substitutes ${h + 1} ${b}`), ...lines);
    made.members = made.seats.length;
    made.refused = 0;
}

// ---- later entries ----

const next = (m, kind) => `${30 + m.chain.filter(n => n >= '3').length}-${kind}.txt`;
const when = m => `2023-09-${16 + m.chain.filter(n => n >= '3').length}T10:00:00Z`;

/** The members at these places of the list of seats decline, one group each. */
export const replace = (...places) => m => {
    const lines = [];
    m.called ??= new Set();
    for (const p of places) {
        const seat = m.seats[p % m.seats.length];
        if (seat.now === null) continue;
        lines.push(`refused ${seat.now}`);
        m.refused++;
        const free = s => !m.called.has(s.n);
        let who = m.substitutes.find(s => s.h === seat.h && free(s))?.n ?? null;
        let extra = '';
        if (who === null) {
            for (const n of m.order) {
                const e = m.electors[n - 1];
                if (e.h !== seat.h || m.closed.has(n) || m.called.has(n)) continue;
                const opened = m.attr(n).startsWith('household:');
                if (opened && e.value !== '-' && m.used.has(e.value)) {
                    lines.push(`passed ${n} ${m.ticket(n)} ${m.used.get(e.value)} ${m.attr(n)}`);
                    m.closed.add(n);
                    continue;
                }
                who = n;
                if (opened) {
                    extra = ' ' + m.attr(n);
                    if (e.value !== '-') m.used.set(e.value, n);
                }
                break;
            }
        }
        who ??= m.substitutes.find(free)?.n ?? null;
        if (who !== null) m.called.add(who);
        seat.now = who;
        lines.push(who === null ? 'vacant' : `called ${who} ${m.ticket(who)}${extra}`);
    }
    if (lines.length) m.entry(next(m, 'replace'), 'replace', when(m), ...lines);
};
export const handover = (from, to) => m => {
    const name = next(m, 'handover');
    m.entry(name, 'handover', when(m), `from ${from}`, `to ${to}`,
        ...['V01', 'V02', 'V03', 'V04', 'V05'].map(v => `check ${v} PASS`), 'check V17 NOT-CHECKED');
    sign(m.folder, name, from);
    sign(m.folder, name, to);
};
export const rekey = (role, ...observers) => m => {
    const name = next(m, 'rekey');
    m.entry(name, 'rekey', when(m), `role ${role}`, `old ${pair(role).text}`, `key ${pair(role + 'new').text}`);
    for (const o of observers) sign(m.folder, name, o);
};
export const abort = reason => m => m.entry(next(m, 'abort'), 'abort', when(m), `reason ${reason}`);
export const close = m => m.entry('99-close.txt', 'close', '2023-09-30T10:00:00Z', `selected ${m.members}`, `replaced ${m.refused}`);

/** The plan of transcript-1 §16.1, plainly. */
export function plan(m, [LEAVES, POSITIONS], M) {
    const s = core.subSeed(m.seed, 'audit/leaf');
    const leaves = m.electors.map((e, i) => [core.ticket(s, e.pid), i + 1]).sort((a, b) => (a[0] < b[0] ? -1 : 1)).slice(0, LEAVES);
    const positions = new Set();
    for (let ctr = 0; positions.size < Math.min(POSITIONS, M);) {
        let x;
        [x, ctr] = core.randint(core.subSeed(m.seed, 'audit/roll'), 'position', BigInt(M), ctr);
        positions.add(Number(x) + 1);
    }
    return ['urne/1 audit-plan', ceremony, `seed ${m.seed}`, `lines ${M}`, ...leaves.map(([t, n]) => `leaf ${n} ${t}`),
        ...[...positions].sort((a, b) => a - b).map(p => `position ${p}`), 'end'].join('\n') + '\n';
}

/** An audit with so many ghosts and unopened leaves, excluded and missing positions. */
export const audit = (full = 'none', M = 9, ghost = 0, unopened = 0, excluded = 0, missing = 0) => m => {
    const lines = [`full ${full}`];
    if (m.audit) {
        const [LEAVES, POSITIONS] = m.audit;
        const of = POSITIONS === 0 ? 0 : M;
        const due = [Math.min(LEAVES, m.electors.length), Math.min(POSITIONS, of)];
        const part = (total, a, b) => [Math.min(a, total), Math.min(b, total - Math.min(a, total))];
        const [g, u] = part(due[0], ghost, unopened);
        const [e, x] = part(due[1], excluded, missing);
        lines.push(`lines ${of}`, `leaves ${due[0]} ${due[0] - g - u} ${g} ${u}`, `positions ${due[1]} ${due[1] - e - x} ${e} ${x}`,
            `plan ${sha256(plan(m, m.audit, of))}`);
    }
    m.entry(next(m, 'audit'), 'audit', when(m), ...lines);
};
export const destroy = m => m.entry(next(m, 'destroy'), 'destroy', when(m), `rollkey ${m.rollkey}`);

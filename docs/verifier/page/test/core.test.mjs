// The core under Node: vectors of the specification, fixtures, what a cheat does, strings.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brief, bundle, core, fixtures, load, page, root, sha256, sums, verify } from './common.mjs';
import * as maker from './maker.mjs';

const { hex, H, L, mac, utf8 } = core;
const hamlet = load(join(fixtures, 'hamlet/public'));
const village = load(join(fixtures, 'village/public'));
const spec = name => readFileSync(join(root, 'docs/spec', name), 'utf8');
const fails = checks => brief(checks).filter(s => s.includes('FAIL'));
const text = (f, n) => Buffer.from(f.get(n).bytes).toString('latin1');
const edit = (f, n, change) => {
    const g = new Map(f);
    g.set(n, { name: n, bytes: new Uint8Array(Buffer.from(change(text(f, n)), 'latin1')) });
    return g;
};

test('SHA-256 and HMAC are those of Node, at every length around a block', async () => {
    const { createHmac } = await import('node:crypto');
    for (let n = 0; n < 200; n++) {
        const b = Uint8Array.from({ length: n }, (_, i) => (i * 7 + n) & 255);
        assert.equal(hex(H(b)), sha256(b));
        assert.equal(hex(mac(b.slice(0, 32), b)), createHmac('sha256', b.slice(0, 32)).update(b).digest('hex'));
        const cut = new core.Sha256().update(b, 0, n >> 1).update(b, n >> 1);
        assert.equal(hex(cut.digest()), sha256(b));
    }
});

const K = Uint8Array.from({ length: 32 }, (_, i) => i);

test('draw-1: vectors of keys, tree, sub-seeds, tickets, integers', () => {
    assert.equal(hex(H(L('urne/1 rollkey', hex(K)))), '1cf02758ca1e60701527bed2b934f425c6c26f2c3379becaec612c38402b0cad');
    const salt = hex(mac(K, L('urne/1 salt', '100000001')));
    assert.equal(core.pidFrom(salt, '100000001'), 'eaa56856ae52263bb8fde908e8c0c4dd53c907bb79d8b6bd60b0e955e2f7ab6b');
    const seed = '90a77ac1045979ee87720a0d22bf15ede32eb0d34aa6b3919915aa395560ef31';
    const s = core.subSeed(seed, 'draw');
    assert.equal(s, '9961cbb31b73409694b6f3e054c1a63c4265af2f632d7cee256fdc3908004a34');
    const block = /purpose `draw`, label `t`[^\n]*\n```\n([^`]*)```/.exec(spec('draw-1.md'))[1];
    let seen = 0;
    for (const m of block.matchAll(/n=([0-9a-f]+) v=([0-9a-f]+) next ctr ([0-9]+)/g)) {
        const [v, ctr] = core.randint(s, 't', BigInt('0x' + m[1]), 0);
        assert.deepEqual([v.toString(16), ctr], [m[2], +m[3]]);
        seen++;
    }
    assert.ok(seen >= 12);
    const dice = [];
    for (let i = 0, ctr = 0; i < 12; i++) {
        let v;
        [v, ctr] = core.randint(s, 'dice', 6n, ctr);
        dice.push(Number(v) + 1);
    }
    assert.equal(dice.join(' '), '2 4 1 6 2 6 4 2 2 6 3 6');
    const entries = /roll\.txt\n((?:[0-9a-f]{64} [12] [0-9a-f]{64}\n){7})/.exec(spec('draw-1.md'))[1];
    const roll = core.finish(core.readRoll(utf8(entries)));
    assert.equal(hex(roll.root), '78cec36570f2afe1e696c534c0f6ee6245dd8572c1efccb5680160a0210481ca');
    assert.equal(hex(roll.sha), '24220b8937eaabd4770fc72d1ab106591d3cd7d7da1a28b97fce1b1e40d3b893');
    const t = core.finish(core.tickets(roll, s));
    const first = core.finish(core.order(roll, t))[0];
    assert.equal(core.pidOf(roll, first).slice(0, 16), '5e8952053affa4fe');
});

test('draw-1: vectors of the allocations', () => {
    const seed = 'e66fdf0037391ad3f51127b5342dfea3b8eb17fcf6d43e1be72abe4f250b3702';
    const rules = (allocation, k, N, groups = [[], []], g = []) => ({ allocation, seats: k, substitutes: k, groups,
        strata: N.map((n, i) => ({ n, a: 0, b: 0, g1: g[i]?.[0] ?? 0, g2: g[i]?.[1] ?? 0 })) });
    const N = [120, 60, 60, 60, 45, 15];
    for (const [k, due] of [[7, '3,1,1,1,1,0'], [8, '3,2,1,1,1,0'], [11, '4,2,2,2,1,0']]) {
        for (const m of ['hamilton', 'sainte-lague', 'dhondt']) assert.equal(String(core.allocate(rules(m, k, N), seed, 'draw')), due);
    }
    const M = [31, 28, 30, 33, 20, 22, 25, 21, 24, 26, 20, 23];
    const g = M.map((_, i) => [1 + (i >> 2), 3 + (i % 4)]);
    const groups = [[{ parent: 0 }, { parent: 0 }, { parent: 0 }], [0, 0, 1, 1, 2, 2].map(parent => ({ parent }))];
    for (const [k, p, due] of [[5, 'draw', '1,0,0,1,0,0,1,0,1,1,0,0'], [5, 'sub', '1,0,0,1,1,1,0,0,0,0,1,0'],
        [10, 'draw', '1,1,1,1,0,1,1,1,1,1,0,1'], [10, 'sub', '2,0,1,1,0,1,1,1,1,1,0,1']]) {
        assert.equal(String(core.allocate(rules('balanced', k, M, groups, g), seed, p)), due);
    }
});

test('draw-1: the code on paper', () => {
    const code = 'DNPM W8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG TJ6F';
    const salt = '6d6d4e23267a3ab704fafb835f4783831eeeb16f774f8c03846b358262bdd6ad';
    assert.equal(core.readCode(code), salt);
    assert.equal(core.readCode(code.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace(/ /g, '-')), salt);
    for (let i = 0; i < code.length; i++) {
        if (code[i] === ' ') continue;
        const other = code[i] === 'Z' ? 'Y' : 'Z';
        assert.equal(core.readCode(code.slice(0, i) + other + code.slice(i + 1)), null);
    }
});

test('Text: what 1.8 forbids', () => {
    for (const s of ['é', 'Œ', 'ẞ', '漢', '🗳', "N'DIAYE"]) assert.ok(core.isText(s), s);
    for (const s of ['e\u0301', '\u00a0', '\u200b', '\u202e', '\ufeff', '\ufffd', '\ue000', '\u0378', '\u{1343f}', '\u{2ebf0}', '\t', '\u0085']) {
        assert.ok(!core.isText(s), escape(s));
    }
    assert.ok(core.isDate('2024-02-29') && !core.isDate('2023-02-29') && !core.isDate('0000-01-01'));
});

test('the hamlet and the village are right, with their seals and a receipt', () => {
    const seal = '9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658';
    const receipt = utf8(/Vector: the receipt of number 4[^\n]*\n```\n([^`]*)```/.exec(spec('draw-1.md'))[1]);
    const r = verify(hamlet, { seal, receipt: { name: 'receipt.txt', bytes: receipt } });
    assert.deepEqual(fails(r.checks), []);
    assert.ok(r.yes && r.anchored && r.beacon === false);
    assert.equal(r.checks[27].result, 'PASS');
    assert.deepEqual(r.drawn.map(d => d.number), [7, 1, 3, 2, 6]);
    assert.deepEqual(fails(verify(hamlet, { seal: '0'.repeat(64) }).checks), ['V04 FAIL 01-commit.txt seal']);
    const v = verify(village);
    assert.ok(v.yes && v.kind === 'count');
    assert.deepEqual(v.recount.selected, [4, 3, 5]);
});

test('each changed line of a draw and of a count is seen, sums.txt mended or not', () => {
    for (const sound of [hamlet, village]) {
        for (const n of sound.keys()) {
            const lines = text(sound, n).split('\n').length - 1;
            for (let i = 0; i < lines; i++) {
                const f = edit(sound, n, s => {
                    const l = s.split('\n');
                    l[i] = l[i].replace(/[0-9a-z](?=[^0-9a-z]*$)/, c => (c === '1' ? '2' : '1'));
                    return l.join('\n');
                });
                assert.ok(!verify(f).yes, `${n}:${i + 1}`);
                // every line is bound by a hash or recomputed, but one:
                // the time of the last entry is bound by sums.txt alone (draw-1 §18.3)
                if (n === 'sums.txt') continue;
                const m = verify(sums(new Map(f)));
                const free = /^time /.test(text(sound, n).split('\n')[i]) && (n === '03-result.txt' || n === '12-tally.txt');
                assert.ok(!m.yes || free, `mended ${n}:${i + 1}`);
            }
        }
    }
});

test('a bundle holds the same as a folder; a broken one is refused', () => {
    const whole = bundle(hamlet);
    assert.ok(verify(core.openBundle(whole)).yes);
    for (let i = 0; i < whole.length; i += 7) {
        const b = whole.slice();
        b[i] ^= 1;
        const f = core.openBundle(b);
        assert.ok(typeof f === 'number' || !verify(f).yes, `byte ${i}`);
        if (i % 49 === 0) assert.equal(typeof core.openBundle(whole.slice(0, i)), 'number');
    }
    assert.equal(typeof core.openBundle(core.concat(whole, utf8('x'))), 'number');
});

test('signatures, the beacon, later entries: right, and each wrong in its way', () => {
    const roles = ['clerk', 'observer1', 'observer2'];
    const made = maker.make({ roles, require: { commit: ['clerk'], reveals: ['clerk', 'observer1'] }, beacon: true, parties: ['ann', 'bob'],
        missing: ['bob'], later: [maker.replace(0), maker.replace(1, 2), maker.handover('clerk', 'observer1'),
            maker.rekey('clerk', 'observer1', 'observer2'), maker.close] });
    const f = made.folder;
    const keys = new Map(roles.map(r => [r, maker.pair(r).text]));
    const r = verify(f, { keys });
    assert.deepEqual(fails(r.checks), []);
    for (const id of ['V06', 'V14', 'V18', 'V21']) assert.equal(r.checks.find(c => c.id === id).result, 'PASS', id);
    assert.deepEqual(r.notices.map(n => n.key), ['closed', 'word-of', 'not-anchored']);
    const wrong = (change, ...due) => {
        const g = new Map(f);
        change(g);
        assert.deepEqual(fails(verify(sums(g), { keys }).checks).slice(0, due.length), due);
    };
    const sig = '02-reveals.txt.observer1.minisig';
    wrong(g => g.delete(sig), `V06 FAIL ${sig} absent`);
    wrong(g => maker.sign(g, '02-reveals.txt', 'observer1', 'observer2'), `V06 FAIL ${sig} line 2`);
    wrong(g => g.set(sig, { name: sig, bytes: f.get('01-commit.txt.clerk.minisig').bytes }), `V06 FAIL ${sig} line 2`);
    wrong(g => g.set('beacon.txt', edit(f, 'beacon.txt', s => s.replace('b713718a', 'b713718b')).get('beacon.txt')), 'V14 FAIL beacon.txt line 3');
    wrong(g => g.set('30-replace.txt', edit(f, '30-replace.txt', s => s.replace(/called .*/, 'vacant')).get('30-replace.txt')),
        'V04 FAIL 31-replace.txt line 4');
    assert.match(fails(verify(f, { keys: new Map([['clerk', maker.pair('observer1').text]]) }).checks)[0], /^V06 FAIL 00-announce.txt line 7$/);
    const next = maker.make({ prior: sha256(f.get('99-close.txt').bytes), day: '2024-09', ceremony: `ceremony ${'1'.repeat(32)}`, K: K.map(x => x ^ 1) });
    assert.equal(verify(next.folder, { prior: f }).checks[19].result, 'PASS');
    assert.match(brief(verify(next.folder, { prior: hamlet }).checks)[19], /V20 FAIL 00-announce.txt prior/);
});

test('transcript-1: the bounds of an audit, and its plan by another hand', () => {
    const [, ns, qs] = /Vector:\n```\nn +([0-9 ]+)\nq +([0-9 ]+)\n```/.exec(spec('transcript-1.md'));
    const n = ns.trim().split(/ +/).map(Number);
    assert.ok(n.length >= 9);
    assert.deepEqual(n.map(core.bound), qs.trim().split(/ +/).map(Number));
    assert.deepEqual(n.slice(0, 5).map(core.bound), n.slice(0, 5).map(k => { // the inequality itself
        let q = 1;
        while (20n * BigInt(10000 - q) ** BigInt(k) > 10000n ** BigInt(k)) q++;
        return q;
    }));
    for (const [sizes, M] of [[[0, 0], 0], [[3, 5], 9], [[8, 9], 9], [[20, 1], 40]]) {
        const made = maker.make({ audit: sizes, later: [maker.audit('none', M), maker.destroy, maker.close] });
        const r = verify(made.folder);
        assert.deepEqual(fails(r.checks), []);
        assert.equal(r.checks[18].result, 'PASS');
        const roll = core.finish(core.readRoll(made.folder.get('roll.txt').bytes));
        assert.equal(core.finish(core.planHash('00112233445566778899aabbccddeeff', made.seed, roll, sizes, M)), sha256(maker.plan(made, sizes, M)));
    }
});

test('audits and destroyed keys, each wrong in its way', () => {
    const f = maker.make({ audit: [5, 4], later: [maker.audit('no', 9, 1, 0, 1, 1), maker.destroy, maker.audit('none', 9), maker.destroy] }).folder;
    assert.deepEqual(fails(verify(f).checks), ['V04 FAIL 32-audit.txt line 1']);
    assert.ok(verify(f).notices.some(x => x.key === 'audit-differences'));
    const wrong = (a, b, due, name = '30-audit.txt') => assert.ok(fails(verify(sums(edit(f, name, s => s.replace(a, b)))).checks).includes(due), due);
    wrong(/^lines .*\n/m, '', 'V19 FAIL 30-audit.txt line 7');
    wrong(/^leaves .*$/m, 'leaves 5 5 0 1', 'V19 FAIL 30-audit.txt line 8');
    wrong(/^leaves .*$/m, 'leaves 4 4 0 0', 'V19 FAIL 30-audit.txt line 8');
    wrong(/^positions .*$/m, 'positions 4 4 1 0', 'V19 FAIL 30-audit.txt line 9');
    wrong(/^lines .*$/m, 'lines 10', 'V19 FAIL 30-audit.txt line 10');
    wrong(/^rollkey .*$/m, `rollkey ${'0'.repeat(64)}`, 'V07 FAIL 31-destroy.txt line 6', '31-destroy.txt');
    const none = maker.make({ audit: [5, 4], later: [maker.close] }).folder;
    assert.deepEqual(fails(verify(none).checks), ['V19 FAIL 01-commit.txt line 10']);
    const token = new Map(f).set('01-commit.txt.tsr', { name: '01-commit.txt.tsr', bytes: new Uint8Array([48, 0]) });
    const v17 = verify(sums(token)).checks[16];
    assert.deepEqual([v17.result, v17.why.key], ['NOT-CHECKED', 'token-unread']);
});

test('thousands of folders in one process: what was verified once is not verified again', () => {
    const roles = ['clerk', 'observer1', 'observer2'];
    const { folder } = maker.make({ roles, require: { commit: roles, reveals: roles, result: roles }, beacon: true });
    assert.ok(verify(folder).yes);
    const { made } = core.Memo;
    assert.ok(made >= 2 * 9 + 1);
    for (let i = 0; i < 100; i++) {
        const f = new Map(folder);
        const bytes = folder.get('sums.txt').bytes.slice();
        bytes[i % 64] = bytes[i % 64] === 48 ? 49 : 48;
        f.set('sums.txt', { name: 'sums.txt', bytes });
        assert.deepEqual(fails(verify(f).checks), ['V01 FAIL 00-announce.txt sha256']);
    }
    assert.equal(core.Memo.made, made);
    // a signature of other bytes is another one
    const g = edit(folder, '02-reveals.txt.clerk.minisig', s => s.replace('sha256=', 'sha256=0'));
    assert.equal(verify(g).checks[5].result, 'FAIL');
    assert.ok(core.Memo.made > made);
});

test('Ed25519 is strict: S below the order, no small order, no second encoding', () => {
    const key = core.readKey(maker.pair('clerk').text);
    assert.ok(key);
    const zero = Buffer.concat([Buffer.from('Ed'), Buffer.alloc(8), Buffer.from([1]), Buffer.alloc(31)]).toString('base64');
    assert.equal(core.readKey(zero), null);
    assert.equal(core.roundIsSigned(657413, maker.SIGNATURE), true);
    assert.equal(core.roundIsSigned(657414, maker.SIGNATURE), false);
    assert.equal(core.roundIsSigned(657413, 'c0' + '0'.repeat(94)), false);
});

test('every word that the core can say is in the table, in both languages, and used', () => {
    const all = [];
    const walk = d => readdirSync(d, { withFileTypes: true }).forEach(e => (e.isDirectory() ? walk(join(d, e.name)) : all.push(join(d, e.name))));
    walk(join(page, 'src'));
    const source = all.filter(f => !/strings(-panel)?\.ts$/.test(f)).map(f => readFileSync(f, 'utf8')).join('\n');
    const strings = ['strings.ts', 'strings-panel.ts'].map(f => readFileSync(join(page, 'src/ui', f), 'utf8')).join('\n');
    const table = new Map([...strings.matchAll(/(?:^|[{,])\s*(?:'([^']+)'|([A-Za-z0-9_]+)): \[('(?:[^'\\]|\\.)*'|"[^"]*"),\s*('(?:[^'\\]|\\.)*'|"[^"]*")\]/gm)].map(m => [m[1] ?? m[2], [m[3], m[4]]]));
    const core = all.filter(f => f.includes('/core/')).map(f => readFileSync(f, 'utf8')).join('\n');
    const keys = new Set();
    for (const re of [/key: '([^']+)'/g, /\bbad\('([^']+)'/g, /\bfail\([^;]*?, '([a-z0-9-]+)'[,)]/g, /differs\('([^']+)'/g, /\bno\([^']*'([^']+)'\)/g,
        /tell\('([^']+)'/g, /refuse\([^;]*?, '([a-zC0-9-]+)'\)/g, /lost\('([^']+)'/g]) for (const m of core.matchAll(re)) keys.add(m[1]);
    const ok = [...core.matchAll(/'ok (V[0-9]+)'/g)].map(m => 'ok ' + m[1]);
    const missing = [...keys, ...ok].filter(k => !(/[- ]$/.test(k) ? [...table.keys()].some(x => x.startsWith(k)) : table.has(k)) && !table.has('why ' + k) && !table.has('item ' + k) && !/^ok |^name$/.test(k));
    assert.deepEqual(missing.filter(k => /^[a-z]/.test(k)), []);
    for (const [k, [en, fr]] of table) {
        assert.notEqual(fr, '', k);
        const holes = s => (s.match(/\{[0-9]\}/g) ?? []).sort().join();
        if (!['why bought-points', 'why loaded'].includes(k)) assert.equal(holes(en), holes(fr), k);
    }
    for (const m of source.matchAll(/\bt\('([^']+)'[,)]/g)) assert.ok(table.has(m[1]), m[1]);
});

test('the page is built from these sources, is small, and holds nothing it should not', async () => {
    const { execFileSync } = await import('node:child_process');
    const { temp } = await import('./common.mjs');
    execFileSync(process.execPath, [join(page, 'tools/build.mjs'), join(temp, 'verify.html')]);
    const built = readFileSync(join(temp, 'verify.html'));
    assert.ok(built.equals(readFileSync(join(page, '../verify.html'))), 'docs/verifier/verify.html is not what npm run build makes');
    assert.ok(built.length <= 330000, `${built.length} bytes`);
    const html = built.toString();
    for (const word of ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function', 'fetch(', 'XMLHttpRequest',
        'WebSocket', 'importScripts', 'localStorage', 'sendBeacon']) assert.ok(!html.includes(word), word);
    assert.match(html, /default-src 'none'; script-src 'sha256-[^']*'; style-src 'sha256-/);
    const lock = readFileSync(join(page, 'package-lock.json'), 'utf8');
    assert.ok(!lock.includes('resolved') && !/https?:\/\/[^"]*(npm|registry)/.test(lock));
});

const demo = process.env.DEMO;
test('the demo dossiers', { skip: demo && existsSync(join(demo, 'nancy/public')) ? false : 'DEMO=folder of tests/demo.sh' }, () => {
    assert.ok(verify(load(join(demo, 'nancy/public'))).yes);
    assert.ok(verify(load(join(demo, 'budget/public'))).yes);
});

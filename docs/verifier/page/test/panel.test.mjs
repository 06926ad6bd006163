// Panels: the worked examples of panel-1 §8, what is refused of them and what is not; and the
// dossiers of pool-1 §12.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brief, core, fixtures, load, root, sums, verify } from './common.mjs';
import { get, set } from './mutate.mjs';

const { utf8 } = core;

/** A pool of types: features from 1 for each, and how many people have them. */
function model(types, quotas, size) {
    const rows = types.flatMap(([features, n]) => Array.from({ length: n }, () => features.map(f => f - 1)));
    const people = { n: rows.length, categories: rows[0].length, features: Uint16Array.from(rows.flat()), household: new Float64Array(rows.length) };
    return core.modelOf(people, quotas, size, false);
}
const EIGHT = model([[[1, 3], 1], [[1, 4], 3], [[2, 3], 2], [[2, 4], 2]], [[2, 2], [2, 2], [0, 1], [3, 4]], 4);
const TYPES = [[[1, 3, 5], 2], [[1, 4, 6], 1], [[2, 3, 6], 1], [[2, 4, 5], 1]];
const three = (one, c1 = one) => model(TYPES, [[0, 2], one, [0, 2], one, [0, 2], c1], 2);
const CUT = three([0, 1]);
const ABSENT = three([0, 1], [0, 0]);
const NONE = three([1, 1]);

const spec = readFileSync(join(root, 'docs/spec/panel-1.md'), 'utf8');
const [eight, cut, absent, none] = [...spec.slice(spec.indexOf('## 8 Worked')).matchAll(/^Vector\..*\n```\n(urne\/1 panel-proof\n[^`]*)```/gm)].map(m => m[1]);

/** 'yes', or the line and the check of the refusal. */
function judged(text, of) {
    const r = core.finish(core.readCertificate(utf8(text), of));
    return r.line ? `${r.line} ${r.check}` : 'yes';
}
const lines = (text, change) => {
    const l = text.split('\n');
    change(l);
    return l.join('\n');
};
const put = (text, n, ...by) => lines(text, l => l.splice(n - 1, 1, ...by));

test('the worked certificates are accepted, and say their levels', () => {
    assert.equal(judged(eight, EIGHT), 'yes');
    assert.equal(judged(cut, CUT), 'yes');
    assert.equal(judged(absent, ABSENT), 'yes');
    assert.equal(judged(none, NONE), 'yes');
    const { lottery } = core.finish(core.readCertificate(utf8(eight), EIGHT));
    assert.deepEqual(lottery.levels.map(l => `${l.chance.n}/${l.chance.d} ${l.persons}`), ['1/3 3', '5/9 3', '2/3 2']);
});

test('8.1.2: each change is refused at its line', () => {
    const wrong = (text, due) => assert.equal(judged(text, EIGHT), due, text);
    wrong(put(eight, 7, 'stage 1/3 3:-1'), '7 C5');
    wrong(put(eight, 9, 'stage 2/3 1:-2 5:-1'), '9 C5');
    wrong(lines(eight, l => ([l[7], l[8]] = [l[8], l[7]])), '8 C5');
    wrong(eight.replace('stage 1/3', 'stage 1/4').replace('stage 5/9', 'stage 1/2').replace('stage 2/3', 'stage 3/4')
        .replace('level 1/3', 'level 1/4').replace('level 5/9', 'level 1/2').replace('level 2/3', 'level 3/4'), '7 C5');
    wrong(eight.replace('panel 1/3', 'panel 1/2').replace('panel 2/3', 'panel 1/2'), '7 C5');
    wrong(put(eight, 6, 'panel 2/3 2:2 4:2'), '7 C5');
    wrong(put(eight, 9), '9 C4');
});

test('other changes of the eight are refused', () => {
    const wrong = (text, due) => assert.equal(judged(text, EIGHT), due, text);
    wrong(eight.replace('size 4', 'size 5'), '3 C1');
    wrong(eight.replace('1:1 2:1 4:2', '1:1 2:1 5:2'), '5 C1');
    wrong(eight.replace('stage 5/9 1:1', 'stage 5/9 6:1'), '8 C1');
    wrong(eight.replace('panel 1/3 1:1 2:1 4:2', 'panel 1/3 1:2 4:2'), '5 C7');
    wrong(eight.replace('panel 1/3 1:1 2:1 4:2', 'panel 1/3 1:1 3:1 4:2'), '5 C7');
    wrong(lines(eight, l => ([l[4], l[5]] = [l[5], l[4]])), '6 C7');
    wrong(eight.replace('panel 2/3', 'panel 1/3'), '6 C7');
    wrong(eight.replace('panel 2/3', 'panel 4/6'), '6 form');
    wrong(eight.replace('panel 1/3', 'panel 01/3'), '5 form');
    wrong(eight.replace('level 5/9 3', 'level 5/9 4'), '11 C6');
    wrong(put(eight, 12), '12 C6');
    wrong(eight.replace('level 2/3 2', 'level 2/3 2\nlevel 1 1'), '13 C6');
    wrong(eight.replace('end\n', 'end'), '13 form');
    wrong(eight + 'x\n', '14 form');
    wrong(eight.replace('stage 2/3', 'stage 1'), '9 C5');
    wrong(put(eight, 9, 'stage 2/3'), '9 C4');
    wrong(put(eight, 9, 'stage 1'), '9 C5');
    wrong(put(eight, 7, 'stage 0', 'stage 1/3 3:1'), '7 C4');
    wrong(put(eight, 9, 'stage 2/3 1:-2 5:1', 'stage 2/3 1:-2 5:1'), '10 C4');
    wrong(eight.replace('stage 1/3 3:1', 'stage 1/3\n+ 3:1'), '8 form');
    wrong(eight.replace('leximin', 'maximin'), '8 C4');
    wrong(eight.replace('3:1', '3: 1'), '6 form');
    wrong(eight.replace('leximin', 'none'), '5 form');
    wrong(eight.replace('size 4', 'size\n+ 4'), '3 form');
    wrong(eight.replace('size 4', 'size 4\n+ 4'), '4 form');
    wrong(eight.replace('end\n', 'end\nend\n'), '13 form');
    wrong(put(eight, 5, 'panel 1/3'), '5 form');
});

test('harmless changes are accepted', () => {
    for (const other of ['stage 2/3 2:1', 'stage 2/3 1:-6 5:3', 'stage 2/3 1:-3 5:1']) assert.equal(judged(put(eight, 9, other), EIGHT), 'yes', other);
    assert.equal(judged(put(put(eight, 9), 8).replace('leximin', 'maximin'), EIGHT), 'yes');
    const far = 10n ** 40n; // beyond plain numbers
    assert.equal(judged(put(put(eight, 9, `stage 2/3 1:${-2n * far} 5:${far}`), 7, `stage 1/3 3:${far}`), EIGHT), 'yes');
    assert.equal(judged(put(eight, 7, `stage 1/3 3:${far} 5:-1`), EIGHT), '7 C5');
});

test('cuts, their trees, and who is absent', () => {
    assert.equal(judged(put(cut, 6, 'branch row 2 0', 'leaf 1 2:1 4:1', 'leaf 2 2:1 4:1 6:1'), CUT), 'yes');
    assert.equal(judged(put(cut, 6, 'leaf 1 2:1 4:1 6:1'), CUT), '6 C2');
    assert.equal(judged(put(cut, 6, 'leaf 0 2:1 4:1 6:1'), CUT), '6 form');
    assert.equal(judged(put(cut, 6, 'branch row 2 1', 'leaf 1 2:1 4:1', 'leaf 2 2:1 4:1 6:1'), CUT), '6 C2');
    assert.equal(judged(put(cut, 6, 'branch row 7 0', 'leaf 1 2:1 4:1', 'leaf 2 2:1 4:1 6:1'), CUT), '6 C2');
    assert.equal(judged(put(cut, 6, 'branch row 2 0', 'leaf 2 2:1 4:1 6:1'), CUT), '8 form');
    assert.equal(judged(put(cut, 6), CUT), '6 form');
    assert.equal(judged(put(cut, 5, 'cut 0 2:1 3:1 4:1'), CUT), '6 C2');
    assert.equal(judged(put(cut, 10, 'stage 1/3 8:-1'), CUT), '10 form');
    assert.equal(judged(put(cut, 10, 'stage 1/3 9:1'), CUT), '10 C1');
    assert.equal(judged(cut.replace('leaf 2', `leaf 2${'0'.repeat(30)}`).replace('2:1 4:1 6:1\npanel', `2:1${'0'.repeat(30)} 4:1${'0'.repeat(30)} 6:1${'0'.repeat(30)}\npanel`), CUT), 'yes');
    assert.equal(judged(put(absent, 11), ABSENT), '11 C4');
    assert.equal(judged(put(absent, 10, 'panel 2/3 1:1 3:1'), ABSENT), '10 C3');
    assert.equal(judged(absent.replace('absent 2\nleaf 1 6:1\n', ''), ABSENT), '10 C5');
    assert.equal(judged(lines(absent, l => ([l[4], l[6]] = [l[6], l[4]])), ABSENT), '7 form');
    assert.equal(judged(put(none, 7, 'empty 2:-1'), NONE), '7 C2');
    assert.equal(judged(none.replace('empty 2:1 4:1 6:-1', 'leaf 1 2:1 4:1 6:-1'), NONE), 'yes');
    assert.equal(judged(put(none, 5, 'branch type 4 1'), NONE), '5 C2');
    assert.equal(judged(put(none, 5, 'branch type 5 0'), NONE), '5 C1');
});

const sealed = load(join(fixtures, 'terrace/public'));
const open = load(join(fixtures, 'terrace/open/public'));
const opened = load(join(fixtures, 'terrace/opened'));
const check = (r, id) => r.checks.find(c => c.id === id);

test('the terrace: sealed, sealed with the files of the observers, and open', () => {
    const r = verify(sealed);
    assert.ok(r.yes);
    assert.deepEqual(['V11', 'V22'].map(id => check(r, id).why.key), ['features-sealed', 'panels-sealed']);
    assert.ok(r.notices.some(n => n.key === 'panel-unopened'));
    const opening = verify(sealed, { opened });
    for (const full of [opening, verify(open), verify(open, { opened: new Map() })]) {
        assert.ok(full.yes);
        assert.deepEqual(['V11', 'V15', 'V22'].map(id => check(full, id).result), ['PASS', 'PASS', 'PASS']);
        assert.equal(full.panel.persons.length, 16);
        assert.equal(check(full, 'V22').why.p[2], get(full === opening ? sealed : open, '20-pool-commit.txt').match(/^deviation (.*)$/m)[1]);
    }
    assert.equal(check(verify(sealed, { opened: new Map() }), 'V11').item, 'absent');
    assert.equal(check(verify(sealed, { receipt: { name: 'r', bytes: utf8('x') } }), 'V28').item, 'line 1');
});

test('each changed line of a panel is seen, sums.txt mended or not', () => {
    const change = (s, i) => lines(s, l => (l[i] = l[i].replace(/[0-9a-z](?=[^0-9a-z]*$)/, c => (c === '1' ? '2' : '1'))));
    let seen = 0;
    for (const [sound, options] of [[sealed, { opened }], [open, {}]]) {
        for (const n of sound.keys()) {
            const text = get(sound, n);
            const count = text.split('\n').length - 1;
            for (let i = 0; i < count; i += count > 100 ? 37 : 1) {
                const f = new Map(sound);
                set(f, n, change(text, i));
                assert.ok(!verify(f, options).yes, `${n}:${i + 1}`);
                if (n === 'sums.txt') continue;
                // the time of the last entry is bound by sums.txt alone
                const free = n === '22-panel-result.txt' && text.split('\n')[i].startsWith('time ');
                assert.ok(!verify(sums(f), options).yes || free, `mended ${n}:${i + 1}`);
                seen++;
            }
        }
    }
    for (const n of opened.keys()) {
        for (const i of [0, 2, 3, 7]) {
            const o = new Map(opened);
            set(o, n, change(get(opened, n), i));
            assert.ok(brief(verify(sealed, { opened: o }).checks).includes(`V22 FAIL ${n} sha256`), `${n}:${i + 1}`);
        }
    }
    assert.ok(seen > 200);
});

test('counts that are few are hidden, and one more where they would show', () => {
    const quotas = (kmin, ...f) => ({ kmin, features: f.map(([category, low, high]) => ({ category, low, high })) });
    const hidden = (q, ...counts) => core.shown(counts, q).join(' ');
    assert.equal(hidden(quotas(1, [0, 0, 5], [0, 0, 5]), 1, 4), '1 4');
    assert.equal(hidden(quotas(3, [0, 0, 5], [0, 0, 5], [0, 0, 5]), 1, 9, 5), '- 9 -');
    assert.equal(hidden(quotas(3, [0, 0, 5], [0, 0, 5], [0, 0, 5]), 1, 2, 5), '- - 5');
    assert.equal(hidden(quotas(3, [0, 0, 5], [0, 0, 5], [0, 0, 5]), 1, 0, 0), '- - 0');
    assert.equal(hidden(quotas(3, [0, 2, 2], [0, 0, 5]), 2, 6), '2 6');
    assert.equal(hidden(quotas(3, [0, 0, 2], [0, 6, 6], [1, 0, 9], [1, 0, 9]), 2, 6, 8, 0), '- 6 8 0');
});

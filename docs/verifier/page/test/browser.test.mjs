// The page in Chromium, from a file and from a server on this machine, without any network.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';
import { bundle, copy, core, fixtures, load, page as here, root, sha256, store, sums, temp } from './common.mjs';
import * as maker from './maker.mjs';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const html = join(here, '../verify.html');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hamlet = join(fixtures, 'hamlet/public');
const village = join(fixtures, 'village/public');
const seal = '9290 afe4 0011 951f 22bb 137e 7820 3ace 7e8c d46f b132 4307 b0c8 2732 9d26 6658';
const shots = process.env.SHOTS; // a folder for pictures of each state
let browser;

before(async () => {
    browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
});
after(async () => {
    await browser?.close();
});

/** A page, closed at the end; whatever leaves it, or what it complains of, fails the test. */
async function withPage(options, body) {
    const { url = 'file://' + html, ...rest } = options;
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1000, height: 900 }, ...rest });
    const p = await context.newPage();
    const wrong = [];
    p.on('request', r => r.url() !== url && !r.url().startsWith('data:') && wrong.push('request ' + r.url()));
    p.on('console', m => ['error', 'warning'].includes(m.type()) && wrong.push(m.text()));
    p.on('pageerror', e => wrong.push(String(e)));
    await p.goto(url);
    try {
        await body(p);
    } finally {
        await context.close();
    }
    assert.deepEqual(wrong, []);
}
const openFolder = async (p, dir) => {
    await p.setInputFiles('#pick-folder', dir);
    await p.waitForSelector('#verdict', { timeout: 60000 });
};
const shot = async (p, name) => {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    await p.screenshot({ path: join(shots, name + '.png'), fullPage: true });
};
const violations = async p => {
    await p.evaluate(axe);
    const r = await p.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ').slice(0, 300)}`);
};
const openAll = p => p.evaluate(() => document.querySelectorAll('details').forEach(d => (d.open = true)));
const text = (p, s) => p.locator(s).innerText();

test('a good folder: yes, the seal, one line, the ticket by hand', async () => {
    await withPage({ offline: true }, async p => {
        await openFolder(p, hamlet);
        assert.match(await text(p, '.answer'), /^Yes\./);
        assert.equal(await p.locator('.checks li').count(), 28);
        assert.equal(await p.locator('.checks li.PASS').count(), 14);
        assert.match(await text(p, '#verdict .note'), /No beacon: trust in the throw[\s\S]*not compared with the poster/);
        assert.equal((await p.locator('.seal li').allInnerTexts()).join(' '), seal);
        await p.fill('#seal-field', seal.toUpperCase());
        assert.match(await text(p, '#seal .box'), /It is the seal of the poster/);
        assert.doesNotMatch(await text(p, '#verdict .note'), /not compared/);
        await p.fill('#own-number', '4');
        await p.click('#own form button');
        assert.match(await text(p, '#own-answer'), /Number 4 is in the sealed roll[\s\S]*Le Bas[\s\S]*Passed over/);
        await p.click('#steps summary');
        assert.match(await text(p, '#steps'), /4bc39f00b0c92c22530e14da758f9a3fcab3852dd6992e34f2209caa3cf94957/);
        await p.fill('#own-number', '7');
        await p.keyboard.press('Enter');
        // focus stays in the field, Enter looks it up
        await p.locator('#own-number').press('Enter');
        assert.match(await text(p, '#own-answer'), /member, place 1/);
        for (const none of ['9', '0', '-1', 'x', '1e1', '99999999999']) {
            await p.fill('#own-number', none);
            await p.locator('#own-number').press('Enter');
            assert.match(await text(p, '#own-answer'), /^Not found\. No line of this roll has this number\.$/);
        }
        await shot(p, 'good-en');
    });
});

// number 6 in the seat of number 7, and sums.txt repaired
const bad = join(temp, 'bad');
copy(hamlet, bad);
const f = load(bad);
f.get('03-result.txt').bytes = new Uint8Array(Buffer.from(Buffer.from(f.get('03-result.txt').bytes).toString().replace('select member 1 7', 'select member 1 6')));
store(sums(f), bad);

test('a tampered folder: no, with file and line; a wrong seal', async () => {
    await withPage({}, async p => {
        await openFolder(p, bad);
        assert.match(await text(p, '.answer'), /^No\. One check has failed\.$/);
        assert.match(await text(p, '#check-V15'), /Failed[\s\S]*03-result.txt, line 11/);
        assert.equal(await p.locator('#drawn').count(), 0);
        await p.fill('#own-number', '6');
        await p.locator('#own-number').press('Enter');
        assert.match(await text(p, '#own-answer'), /cannot be said/);
        await p.fill('#seal-field', seal.replace(/8$/, '9'));
        assert.match(await text(p, '#seal .box'), /NOT the seal of the poster: one group differs/);
        assert.match(await text(p, '.answer'), /^No\. 2 checks/);
        assert.match(await p.title(), /^✗/);
        await shot(p, 'tampered-en');
    });
});

test('a receipt as a file and as a code on paper; a wrong one hints at nobody', async () => {
    const spec = readFileSync(join(root, 'docs/spec/draw-1.md'), 'utf8');
    const receipt = /Vector: the receipt of number 4[^\n]*\n```\n([^`]*)```/.exec(spec)[1];
    writeFileSync(join(temp, 'receipt.txt'), receipt);
    writeFileSync(join(temp, 'other.txt'), receipt.replace('Théo', 'Anaïs'));
    await withPage({}, async p => {
        await openFolder(p, hamlet);
        await p.click('#receipt summary');
        await p.setInputFiles('#pick-receipt', join(temp, 'receipt.txt'));
        assert.match(await text(p, '#receipt .good'), /Confirmed: this receipt fits line 4/);
        await p.setInputFiles('#pick-receipt', join(temp, 'other.txt'));
        assert.match(await text(p, '#receipt .bad'), /Not confirmed/);
        await p.fill('#own-number', '1');
        const fill = async values => {
            for (const [i, v] of values.entries()) await p.fill('#paper-' + i, v);
        };
        await fill(['ABÉLARD', 'Anaïs', '1961-03-14', 'Nancy']);
        await p.fill('#paper-code', 'dnpm w8s6 f8xb e17t ze1n yhw3 gcfe xcbf ex7r row4 dctr 4rnx ttpg tj6f');
        await p.locator('#paper-code').press('Enter');
        assert.match(await text(p, '#receipt'), /this name and this code fit line 1/);
        assert.match(await text(p, '#own-answer'), /member, place 2/);
        await shot(p, 'receipt-en');
        await fill(['ABÉLARD', 'Théo', '1961-03-14', 'Nancy']);
        await p.locator('#paper-code').press('Enter');
        const said = await text(p, '#receipt .none');
        assert.match(said, /^Not found\. Number, name and code do not fit together here/);
        await p.fill('#own-number', '99');
        await p.locator('#paper-code').press('Enter');
        assert.equal(await text(p, '#receipt .none'), said);
    });
});

test('a count in French: funded or not, and why', async () => {
    await withPage({ locale: 'fr-FR', offline: true }, async p => {
        await openFolder(p, village);
        assert.equal(await p.getAttribute('html', 'lang'), 'fr');
        assert.match(await text(p, '.answer'), /^Oui\./);
        assert.match(await text(p, '#projects'), /3 projets sur 5 financés, 720,50 dépensés sur 1\s000/);
        assert.match(await text(p, '#projects'), /Un parc pour tous[\s\S]*Non financé[\s\S]*ne tient pas dans l’enveloppe/);
        await shot(p, 'count-fr');
        await p.click('#lang-en');
        assert.match(await text(p, 'h1'), /^Check a draw/);
        assert.equal(await p.evaluate(() => document.activeElement.id), 'lang-en');
        await shot(p, 'count-en');
    });
});

test('a panel: what was drawn, somebody of it, and the files of the observers', async () => {
    const terrace = join(fixtures, 'terrace/public');
    const opened = join(fixtures, 'terrace/opened');
    const [, person, pid] = /^member 1 ([0-9]+) ([0-9a-f]{64})$/m.exec(readFileSync(join(terrace, '22-panel-result.txt'), 'utf8'));
    const [, number] = /^panel ([0-9]+)$/m.exec(readFileSync(join(terrace, '22-panel-result.txt'), 'utf8'));
    await withPage({ viewport: { width: 320, height: 800 } }, async p => {
        await openFolder(p, terrace);
        assert.match(await text(p, '.answer'), /^Yes\./);
        assert.match(await text(p, '#verdict .note'), /was not checked here: accredited observers can/);
        assert.match(await text(p, '#verdict'), new RegExp(`Panel drawn\\s+${number}\\s`));
        assert.match(await text(p, '#panel'), new RegExp(`Panel ${number} was drawn\\. The dice showed`));
        assert.match(await text(p, '#panel'), /and not proved here/);
        for (const asked of [person, pid.slice(0, 8)]) {
            await p.fill('#own-number', asked);
            await p.locator('#own-number').press('Enter');
            assert.match(await text(p, '#own-answer'), new RegExp(`You are on panel ${number}`));
        }
        await p.fill('#own-number', '1e1');
        await p.locator('#own-number').press('Enter');
        assert.match(await text(p, '#own-answer'), /^Not found\./);
        await p.setInputFiles('#pick-observers-files', [join(opened, 'pool-open.txt'), join(opened, 'panel-proof.txt')]);
        await p.waitForSelector('#observers .good');
        assert.match(await text(p, '#observers'), /the proof holds, line by line/);
        assert.match(await text(p, '#panel'), /Proved here:/);
        assert.doesNotMatch(await text(p, '#verdict .note'), /was not checked here/);
        await openAll(p);
        assert.ok(await p.evaluate(() => document.documentElement.scrollWidth) <= 320);
        assert.deepEqual(await violations(p), []);
        await shot(p, 'panel-narrow-en');
        await p.setInputFiles('#pick-observers-files', [join(opened, 'pool-open.txt')]);
        await p.waitForSelector('#observers .bad');
        assert.match(await text(p, '#check-V22'), /Failed[\s\S]*panel-proof.txt, missing/);
        await p.click('#lang-fr');
        assert.match(await text(p, '#panel'), /Le panel [0-9]+ a été tiré/);
    });
});

test('keys, a beacon, replacements', async () => {
    const roles = ['clerk', 'observer1'];
    const made = maker.make({ roles, require: { commit: ['clerk'], reveals: ['observer1'] }, beacon: true, later: [maker.replace(0), maker.close] });
    const dir = store(made.folder, join(temp, 'beacon'));
    await withPage({}, async p => {
        await openFolder(p, dir);
        assert.match(await text(p, '.answer'), /^Yes\./);
        assert.match(await text(p, '#check-V13'), /the seal, what was revealed and the beacon, and from nothing else/);
        assert.match(await text(p, '#check-V14'), /round 657,413 of the public beacon is genuine/);
        assert.match(await text(p, '#verdict .note'), /word of: observer1[\s\S]*not compared with the public notice: clerk, observer1/);
        assert.match(await text(p, '#drawn'), /Seats after replacements/);
        await p.click('#more summary');
        await p.fill('#key-clerk', maker.pair('clerk').text);
        await p.fill('#key-observer1', maker.pair('clerk').text);
        await p.click('#more-go');
        await p.waitForSelector('#check-V06.FAIL');
        assert.match(await text(p, '#check-V06'), /observer1” is not that of the public notice/);
        await p.fill('#key-observer1', maker.pair('observer1').text);
        await p.click('#more-go');
        await p.waitForSelector('#check-V06.PASS');
        assert.deepEqual(await violations(p), []);
        await shot(p, 'beacon-en');
    });
});

// everything that a ceremony may have, and what comes after it
const roles = ['budget', 'clerk', 'custodian', 'observer1', 'observer2'];
const full = maker.make({
    roles, require: { commit: ['clerk', 'observer1'], reveals: ['clerk', 'observer1'], result: ['clerk'], audit: ['observer1'], destroy: ['clerk'] },
    beacon: true, parties: ['ann', 'bob'], missing: ['bob'], audit: [5, 4], sealed: ['custodian'],
    later: [maker.replace(0, 1, 2, 0, 0), maker.audit('yes', 9, 0, 0, 1), maker.rekey('custodian', 'observer1', 'observer2'),
        maker.handover('clerk', 'budget'), maker.destroy, maker.close],
});
const ended = store(full.folder, join(temp, 'ended'));

test('an audit, replacements, a destroyed key, in words; a bundle of the ceremony before', async () => {
    const next = maker.make({ prior: sha256(full.folder.get('99-close.txt').bytes), day: '2024-09', ceremony: `ceremony ${'1'.repeat(32)}`, K: new Uint8Array(32), roles });
    const dir = store(next.folder, join(temp, 'next'));
    writeFileSync(join(temp, 'ended.urne'), bundle(full.folder));
    for (const [locale, width] of [['en-GB', 1200], ['fr-FR', 320]]) {
        await withPage({ locale, viewport: { width, height: 900 } }, async p => {
            await openFolder(p, ended);
            const said = await text(p, '#verdict .note');
            if (locale === 'en-GB') {
                assert.match(await text(p, '.answer'), /^Yes\./);
                assert.match(said, /is closed[\s\S]*One seat stays vacant[\s\S]*every line came out the same[\s\S]*5 clean leaves; fewer than 45.08 % ghosts at 95 %[\s\S]*official roll had 9 lines[\s\S]*4 lines of the official roll\. Found in the sealed one: 3; set aside by a rule: 1; missing: none\. Fewer than 52\.72 % omissions[\s\S]*roll key was destroyed on 20 September 2023[\s\S]*word of: observer1[\s\S]*poster[\s\S]*public notice: budget, clerk/);
            } else assert.match(said, /est close[\s\S]*moins de 45,08 % de fantômes/);
            await shot(p, `ended-${width}`);
            await openAll(p);
            assert.ok(await p.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
            if (width === 320) assert.deepEqual(await violations(p), []);
            await shot(p, `ended-open-${width}`);
        });
    }
    await withPage({}, async p => {
        await openFolder(p, dir);
        await p.click('#more summary');
        await p.fill('#notice', roles.map(r => `${r}=${maker.pair(r).text}`).join('\n') + '\n');
        await p.click('#more-go');
        await p.waitForSelector('#more .key .good');
        assert.equal(await p.locator('#more .key .good').count(), 5);
        assert.doesNotMatch(await text(p, '#verdict .note'), /not compared with the public notice/);
        await p.setInputFiles('#pick-prior-bundle', join(temp, 'ended.urne'));
        await p.waitForSelector('#check-V20.PASS');
        await p.setInputFiles('#pick-prior', hamlet);
        await p.waitForSelector('#check-V20.FAIL');
        await p.fill('#notice', `mayor=${maker.pair('mayor').text}`);
        await p.click('#more-go');
        await p.waitForSelector('#check-V06.FAIL');
        assert.match(await text(p, '#more'), /“mayor” has no key here/);
        await p.fill('#notice', 'what is this');
        await p.click('#more-go');
        assert.match(await text(p, '#more [role=alert]'), /“what” is not of the form role=key/);
        await shot(p, 'keys-en');
    });
});

test('several files, a bundle, a dossier that holds public, nothing of use', async () => {
    const f = load(hamlet);
    const whole = bundle(f);
    const one = join(temp, 'hamlet.urne');
    writeFileSync(one, whole);
    writeFileSync(join(temp, 'broken.urne'), whole.slice(0, -4));
    writeFileSync(join(temp, 'light.urne'), bundle(f, [...f.keys()].filter(n => n !== 'roll.txt').sort()));
    const roll = join(hamlet, 'roll.txt');
    mkdirSync(join(temp, 'dossier/private'), { recursive: true });
    copy(hamlet, join(temp, 'dossier/public'));
    writeFileSync(join(temp, 'dossier/private/names.csv'), 'x\n');
    mkdirSync(join(temp, 'other'), { recursive: true });
    writeFileSync(join(temp, 'other/letter.txt'), 'x\n');
    await withPage({}, async p => {
        await p.setInputFiles('#pick-files', [...f.keys()].map(n => join(hamlet, n)));
        await p.waitForSelector('.answer.good');
        await p.setInputFiles('#pick-files', one);
        await p.waitForSelector('.answer.good');
        await p.setInputFiles('#pick-files', roll);
        assert.match(await text(p, '[role=alert]'), /holds “roll.txt” already/);
        await p.setInputFiles('#pick-files', [one, roll]);
        assert.match(await text(p, '[role=alert]'), /holds “roll.txt” already/);
        await p.setInputFiles('#pick-files', [one, join(hamlet, 'rules.txt')]);
        assert.match(await text(p, '[role=alert]'), /“rules.txt” was given beside a bundle/);
        await p.setInputFiles('#pick-files', [one, join(temp, 'light.urne')]);
        assert.match(await text(p, '[role=alert]'), /two bundles/);
        await p.setInputFiles('#pick-files', join(temp, 'light.urne'));
        await p.waitForSelector('.answer.bad');
        assert.match(await text(p, '#verdict'), /The bundle left out roll\.txt/);
        await shot(p, 'left-out-en');
        await p.setInputFiles('#pick-beside', roll);
        await p.waitForSelector('.answer.good');
        await p.setInputFiles('#pick-files', [join(temp, 'light.urne'), roll]);
        await p.waitForSelector('.answer.good');
        await p.setInputFiles('#pick-files', join(temp, 'broken.urne'));
        assert.match(await text(p, '[role=alert]'), /bundle is broken at byte/);
        await openFolder(p, join(temp, 'dossier'));
        assert.match(await text(p, '#verdict .note'), /nothing else was read/);
        await p.setInputFiles('#pick-folder', join(temp, 'other'));
        await p.waitForSelector('[role=alert]');
        assert.match(await text(p, '[role=alert]'), /Choose the public folder itself/);
        await shot(p, 'nothing-en');
    });
});

test('what files say is shown as text, never as markup', async () => {
    const f = load(hamlet);
    const evil = '<img src=x onerror=alert(1)>';
    f.set(evil, { name: evil, bytes: new Uint8Array([1]) });
    f.get('00-announce.txt').bytes = new Uint8Array(Buffer.from(Buffer.from(f.get('00-announce.txt').bytes).toString().replace(/body .*/, `body ${evil}<script>x</script>`)));
    store(f, join(temp, 'evil'));
    await withPage({}, async p => {
        await openFolder(p, join(temp, 'evil'));
        assert.equal(await p.locator('img, #app script').count(), 0);
        assert.ok((await text(p, '#verdict')).includes('<script>x</script>'));
    });
});

test('keyboard alone, from the first Tab to an answer', async () => {
    await withPage({}, async p => {
        const at = () => p.evaluate(() => document.activeElement.id || document.activeElement.className);
        await p.keyboard.press('Tab');
        assert.equal(await at(), 'skip');
        const seen = [];
        for (let i = 0; i < 4; i++) {
            await p.keyboard.press('Tab');
            seen.push(await at());
        }
        assert.deepEqual(seen, ['lang-en', 'lang-fr', 'pick-folder', 'pick-files']);
        // where the focus is can be seen
        const outline = await p.evaluate(() => getComputedStyle(document.querySelector('#pick-files + label')).outlineStyle);
        assert.equal(outline, 'solid');
        await openFolder(p, hamlet);
        assert.equal(await at(), 'verdict-title');
        const tabs = async id => {
            for (let i = 0; i < 60 && (await at()) !== id; i++) await p.keyboard.press('Tab');
            assert.equal(await at(), id);
        };
        await tabs('seal-field');
        await p.keyboard.type('9290 afe4 ');
        assert.match(await text(p, '#seal'), /8 of 64 so far/);
        assert.equal(await at(), 'seal-field');
        await tabs('own-number');
        await p.keyboard.type('1');
        await p.keyboard.press('Enter');
        assert.match(await text(p, '#own-answer'), /member, place 2/);
        assert.equal(await at(), 'own-number');
        for (let i = 0; i < 60; i++) {
            await p.keyboard.press('Tab');
            if (await p.evaluate(() => document.activeElement.parentElement?.id === 'unchecked')) break;
        }
        await p.keyboard.press('Enter');
        assert.ok(await p.locator('#check-V28').isVisible());
    });
});

test('320 pixels, or 640 with letters twice as large: nothing is cut off; letters are large enough', async () => {
    for (const [dir, name] of [[hamlet, 'draw'], [village, 'count']]) {
        await withPage({ viewport: { width: 320, height: 640 }, locale: 'fr-FR' }, async p => {
            const fits = () => p.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
            assert.ok(await fits());
            await openFolder(p, dir);
            await openAll(p);
            assert.ok(await fits());
            const small = await p.evaluate(() => [...document.querySelectorAll('#app *')].filter(e =>
                [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML.slice(0, 80)));
            assert.deepEqual(small, []);
            await shot(p, `narrow-${name}-fr`);
            await p.setViewportSize({ width: 640, height: 900 });
            await p.evaluate(() => (document.documentElement.style.fontSize = '200%'));
            assert.ok(await fits());
        });
    }
});

test('axe-core and html-validate find nothing, light in English and dark in French', async () => {
    const validate = new HtmlValidate({ extends: ['html-validate:recommended'], rules: {
        'long-title': 'off', 'no-inline-style': 'error', 'require-sri': 'off', 'no-trailing-whitespace': 'off', 'doctype-style': 'off',
        'attribute-boolean-style': 'off', 'void-style': 'off', 'attr-quotes': 'off', 'no-raw-characters': 'off', 'prefer-native-element': 'off',
        'attribute-empty-style': 'off', 'valid-autocomplete': 'off',
    } });
    for (const [colorScheme, locale, dirs] of [['light', 'en-GB', [hamlet, bad]], ['dark', 'fr-FR', [village]]]) {
        await withPage({ colorScheme, locale }, async p => {
            assert.deepEqual(await violations(p), []);
            for (const dir of dirs) {
                await openFolder(p, dir);
                await p.fill('#seal-field', '9290 afe5');
                if (dir !== village) {
                    await p.fill('#own-number', '4');
                    await p.locator('#own-number').press('Enter');
                }
                await openAll(p);
                assert.deepEqual(await violations(p), []);
                assert.equal(await p.locator('h1').count(), 1);
                const source = (await p.content()).replace(/<script>[\s\S]*<\/script>/, '').replace(/<style>[\s\S]*?<\/style>/, '');
                const report = await validate.validateString(source);
                assert.deepEqual(report.results.flatMap(r => r.messages.map(m => `${m.ruleId}: ${m.message}`)), []);
            }
            await shot(p, `all-open-${colorScheme}-${locale.slice(0, 2)}`);
        });
    }
});

test('it works from a server, and asks it for nothing but the page', async () => {
    const asked = [];
    const server = createServer((q, a) => {
        asked.push(q.url);
        a.setHeader('Content-Type', 'text/html; charset=utf-8');
        a.end(readFileSync(html));
    });
    await new Promise(go => server.listen(0, '127.0.0.1', go));
    try {
        await withPage({ url: `http://127.0.0.1:${server.address().port}/verify.html` }, async p => {
            await openFolder(p, hamlet);
            assert.match(await text(p, '.answer'), /^Yes\./);
            await p.emulateMedia({ media: 'print' });
            assert.ok(!(await p.locator('#open').isVisible()));
            if (shots) await p.pdf({ path: join(shots, 'print-en.pdf'), preferCSSPageSize: true });
        });
    } finally {
        server.close();
    }
    assert.deepEqual(asked, ['/verify.html']);
});

test('98,000 electors in less than 10 seconds, and the page stays alive', async () => {
    const dir = join(temp, 'large');
    const n = 98000;
    const lines = Array.from({ length: n }, (_, i) => sha256(`elector ${i}`)).sort().map((pid, i) => `${pid} ${1 + (i % 12)} -\n`);
    const f = new Map();
    const put = (name, s) => f.set(name, { name, bytes: core.utf8(s) });
    const head = 'ceremony 00112233445566778899aabbccddeeff\n';
    const hash = name => sha256(f.get(name).bytes);
    put('roll.txt', lines.join(''));
    const strata = Array.from({ length: 12 }, (_, h) => lines.filter((_, i) => i % 12 === h).length);
    put('rules.txt', `urne/1 rules\n${head}identity birth-name\nseats 100\nsubstitutes 30\nallocation hamilton\nreplace ticket-order\nkmin 1\n` +
        strata.map((k, h) => `stratum ${h + 1} ${k} - - - - S${h + 1}\n`).join('') + 'end\n');
    const roll = core.finish(core.readRoll(f.get('roll.txt').bytes));
    const z = '0'.repeat(64);
    put('00-announce.txt', `urne/1 announce\n${head}seq 0\nprev ${z}\ntime 2026-09-01T08:00:00Z\nprior none\ntool urne 1.0.0\nbody B\ntitle T\nend\n`);
    put('01-commit.txt', `urne/1 commit\n${head}seq 1\nprev ${hash('00-announce.txt')}\ntime 2026-09-02T08:00:00Z\nrules ${hash('rules.txt')}\nroll ${n} ${core.hex(roll.root)} ${core.hex(roll.sha)}\nrollkey ${z}\nrollfile ${z}\nsource 1 dice d10 24\nend\n`);
    const dice = '1 dice d10 083920117465520938471112\nend\n';
    put('02-reveals.txt', `urne/1 reveals\n${head}seq 2\nprev ${hash('01-commit.txt')}\ntime 2026-09-03T08:00:00Z\n${dice}`);
    put('seed-input.txt', `urne/1 seed\n${head}commit ${hash('01-commit.txt')}\n${dice}`);
    const seed = hash('seed-input.txt');
    const rules = core.readNote('rules', 'rules.txt', f.get('rules.txt').bytes);
    const [A, B] = ['draw', 'sub'].map(w => core.allocate(rules, seed, w));
    const s = core.subSeed(seed, 'draw');
    const t = core.finish(core.tickets(roll, s));
    const order = core.finish(core.order(roll, t));
    const out = [];
    const taken = new Set();
    let pos = 0;
    for (const [word, all] of [['member', A], ['substitute', B]]) {
        const left = all.slice();
        for (const i of order) {
            const h = roll.stratum[i];
            if (taken.has(i) || left[h - 1] === 0) continue;
            left[h - 1]--;
            taken.add(i);
            out.push(`select ${word} ${++pos} ${i + 1} ${core.pidOf(roll, i)} ${h} ${core.hex(t.subarray(32 * i, 32 * i + 32))}\n`);
        }
    }
    put('03-result.txt', `urne/1 result\n${head}seq 3\nprev ${hash('02-reveals.txt')}\ntime 2026-09-03T08:05:00Z\nseed ${seed}\n` +
        A.map((a, h) => `seats ${h + 1} ${a}\n`).join('') + B.map((b, h) => `substitutes ${h + 1} ${b}\n`).join('') + out.join('') + 'end\n');
    store(sums(f), dir);
    await withPage({}, async p => {
        // the longest time for which the page does not answer
        await p.evaluate(() => {
            window.worst = 0;
            let last = performance.now();
            setInterval(() => {
                const now = performance.now();
                window.worst = Math.max(window.worst, now - last);
                last = now;
            }, 10);
        });
        const begin = Date.now();
        await openFolder(p, dir);
        const ms = Date.now() - begin;
        assert.match(await text(p, '.answer'), /^Yes\./);
        const worst = await p.evaluate(() => window.worst);
        console.log(`# 98,000 electors: ${ms} ms, longest pause ${Math.round(worst)} ms`);
        assert.ok(ms < 10000, `${ms} ms`);
        assert.ok(worst < 1000, `${worst} ms`);
    });
});

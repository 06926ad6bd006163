// The verdict, the seal, who was drawn, and every check.
import type { Check, Report } from '../core/report.ts';
import type { Say } from '../core/say.ts';
import { el, icon, picker, section, table, type Child } from './dom.ts';
import { chosen } from './files.ts';
import { drawnPanel } from './panel.ts';
import { act, sealDigits, state } from './state.ts';
import { integer, t } from './strings.ts';
import { date, nameOf, place, say } from './words.ts';

/** What concerns the reader most stands out, and leads to where it is done. */
const ALARMS = ['aborted-late', 'audit-differences', 'audit-full-no'];
const TO_DO: Record<string, string> = { 'not-anchored': '#seal', 'keys-uncompared': '#more', 'panel-unopened': '#observers' };
const DO: Record<string, string> = { 'panel-unopened': 'add-now' };
const notice = (n: Say): HTMLElement => el('li', { class: ALARMS.includes(n.key) ? 'alarm' : '' },
    ALARMS.includes(n.key) || n.key in TO_DO ? el('strong', {}, say(n)) : say(n),
    n.key in TO_DO && ' ', n.key in TO_DO && el('a', { class: 'no-print', href: TO_DO[n.key], click: () => document.querySelector(TO_DO[n.key] + ' summary')?.parentElement?.setAttribute('open', '') }, t(DO[n.key] ?? 'do-now')));

const LEFT_OUT = { draw: 'roll.txt', count: 'ballots.txt', panel: 'pool.txt' };

export function verdict(r: Report): HTMLElement {
    const failed = r.checks.filter(c => c.result === 'FAIL');
    const passed = r.checks.filter(c => c.result === 'PASS').length;
    const a = r.notes.get('00-announce.txt');
    const commit = r.notes.get(r.chain[1]);
    const reveals = r.notes.get(r.chain[2]);
    const quotas = r.notes.get('quotas.txt');
    const fact = (name: string, value: Child): Child => value && el('div', {}, el('dt', {}, name), el('dd', {}, value));
    const notices: Say[] = [...r.notices];
    if (state.inside) notices.push({ key: 'inside-public' });
    const leftOut = LEFT_OUT[r.kind];
    const beside = state.bundled && !state.folder!.has(leftOut) && r.stage !== 'announced';
    return section('verdict', t('verdict'),
        el('p', { class: r.yes ? 'answer good' : 'answer bad' }, icon(r.yes ? 'PASS' : 'FAIL'),
            el('strong', {}, r.yes ? t('yes') : failed.length === 1 ? t('no-1') : t('no', failed.length))),
        el('p', { class: 'kind' }, t('what-' + r.kind)),
        a?.title ? el('p', { class: 'subject' }, el('strong', {}, a.title)) : null,
        el('dl', { class: 'facts' },
            a?.body ? fact(t('body'), a.body) : null,
            fact(t('stage'), t('stage ' + r.stage)),
            drawnPanel(r) !== null && fact(t('which-panel'), String(drawnPanel(r))),
            commit?.time ? fact(t('when-sealed'), date(commit.time)) : null,
            reveals?.time ? fact(t('when-thrown'), date(reveals.time)) : null,
            r.roll ? fact(t('electors'), integer(r.roll.n)) : null,
            r.people > 0 ? fact(t('people'), integer(r.people)) : null,
            r.people > 0 && quotas ? fact(t('panel-size'), integer(quotas.seats)) : null,
            r.ballots ? fact(t('ballots'), integer(r.ballots.n)) : null,
            fact(t('checks'), t('tally', passed, failed.length, 28 - passed - failed.length))),
        beside && el('div', { class: 'box note' }, el('h3', {}, t('left-out', leftOut)), el('p', {}, t('left-out-lead', leftOut)),
            el('p', {}, picker('pick-beside', t('left-out-pick', leftOut), {}, f => act.open(chosen(f, act.reads))))),
        failed.length > 0 && el('div', { class: 'box bad' }, el('h3', {}, t('first-fault')),
            el('ul', { class: 'plain' }, ...failed.map(c => el('li', {}, el('strong', {}, `${nameOf(r, c.id)} (${c.id})`), ' ', say(c.why), ' ',
                el('code', {}, place(c))))), el('p', { class: 'small' }, t('no-then'))),
        notices.length > 0 && el('div', { class: 'box note' }, el('h3', {}, t('notices')),
            el('ul', {}, ...notices.map(notice))),
        el('p', { class: 'no-print' }, el('button', { type: 'button', click: () => window.print() }, t('print'))));
}

export function sealPart(r: Report): HTMLElement {
    if (!r.seal) return section('seal', t('seal'), el('p', {}, t('seal-none')));
    const groups = r.seal.match(/..../g)!;
    const typed = sealDigits();
    const clean = /^[0-9a-f]*$/.test(typed);
    const full = clean && typed.length === 64;
    const other = groups.filter((g, i) => typed.slice(4 * i, 4 * i + 4) !== g).length;
    const state2: Child = typed === '' ? null
        : !clean ? el('p', { class: 'box bad' }, icon('FAIL'), el('span', {}, t('seal-bad')))
            : typed.length < 64 ? el('p', { class: 'small' }, t('seal-short', typed.length))
                : full && other === 0 ? el('p', { class: 'box good' }, icon('PASS'), el('span', {}, t('seal-same')))
                    : el('p', { class: 'box bad' }, icon('FAIL'), el('span', {}, typed.length === 64 && other === 1 ? t('seal-other-1') : t('seal-other', typed.length > 64 ? 16 : other)));
    return section('seal', t('seal'), el('p', {}, t('seal-lead')),
        el('ol', { class: 'seal' }, ...groups.map((g, i) => {
            const mine = typed.slice(4 * i, 4 * i + 4);
            const wrong = clean && mine !== '' && !g.startsWith(mine);
            return el('li', { class: wrong ? 'wrong' : clean && mine === g ? 'right' : '' }, g,
                wrong && el('span', { class: 'hidden' }, ' ' + t('differs')));
        })),
        el('label', { for: 'seal-field' }, t('seal-label')),
        el('textarea', { id: 'seal-field', rows: '3', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', 'aria-describedby': 'seal-hint', input: e => {
            state.seal = (e.target as HTMLTextAreaElement).value;
            act.again('seal-field');
        } }, state.seal),
        el('p', { class: 'small', id: 'seal-hint' }, t('seal-hint')),
        el('div', { 'aria-live': 'polite' }, state2));
}

export function drawPart(r: Report): Child {
    if (r.kind !== 'draw' || r.checks.find(c => c.id === 'V15')!.result !== 'PASS') return null;
    const rules = r.notes.get('rules.txt')!;
    const label = (h: number): string => rules.strata[h - 1].label;
    const skipped = new Set(r.skipped.map(s => s.number)).size;
    const changed = r.seatsNow.some(s => s.now !== s.first);
    return section('drawn', t('drawn'), el('p', {}, t('drawn-lead')),
        table(t('seats-caption'), [t('stratum'), t('n-electors'), t('members'), t('substitutes')],
            rules.strata.map((s, h) => [s.label, integer(s.n), integer(r.seats!.A[h]), integer(r.seats!.B[h])])),
        skipped > 0 && el('p', {}, skipped === 1 ? t('skipped-1') : t('skipped', skipped)),
        table(t('drawn-caption'), [t('place2'), t('number'), t('as'), t('stratum')],
            r.drawn.map(d => [integer(d.pos), integer(d.number), t(d.word), label(d.h)])),
        changed && r.checks.find(c => c.id === 'V18')!.result === 'PASS' && table(t('now-caption'), [t('now-first'), t('now-now'), t('stratum')],
            r.seatsNow.map(s => [integer(s.first), s.now === null ? t('now-vacant') : integer(s.now), label(s.h)])));
}

export function checksPart(r: Report): HTMLElement {
    const row = (c: Check): HTMLElement => el('li', { class: c.result, id: 'check-' + c.id },
        el('span', { class: 'status' }, icon(c.result), el('span', {}, t(c.result))),
        el('div', {}, el('strong', {}, nameOf(r, c.id)), ' ', el('span', { class: 'id' }, c.id),
            el('p', {}, say(c.why), c.result === 'FAIL' && ' ', c.result === 'FAIL' && el('code', {}, place(c)))));
    const shown = r.checks.filter(c => c.result !== 'NOT-CHECKED');
    const rest = r.checks.filter(c => c.result === 'NOT-CHECKED');
    return section('checks', t('checks'), el('ul', { class: 'checks' }, ...shown.map(row)),
        rest.length > 0 && el('details', { id: 'unchecked' }, el('summary', {}, t('show-unchecked', rest.length)), el('ul', { class: 'checks' }, ...rest.map(row))));
}

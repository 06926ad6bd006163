// One elector: the own line, a receipt, one ticket step by step.
import { hex } from '../core/bytes.ts';
import { pidFrom, readCode } from '../core/receipt.ts';
import type { Report } from '../core/report.ts';
import { pidOf, ticket } from '../core/roll.ts';
import { isTextOf } from '../core/types.ts';
import { el, icon, picker, section, withClass, type Child } from './dom.ts';
import { isReceipt } from './files.ts';
import { act, state } from './state.ts';
import { knows, t } from './strings.ts';
import { place, say } from './words.ts';

const numberOf = (s: string): number => (/^[1-9][0-9]{0,8}$/.test(s.trim()) ? +s.trim() : 0);

function ownLine(r: Report): Child[] {
    if (state.looked === '') return [];
    const roll = r.roll!;
    const n = numberOf(state.looked);
    if (n < 1 || n > roll.n) return [el('p', { class: 'box none' }, icon('NOT-CHECKED'), el('span', {}, t('own-none')))];
    const i = n - 1;
    const h = roll.stratum[i];
    const rules = r.notes.get('rules.txt');
    const label = rules?.strata[h - 1]?.label ?? String(h);
    const out: Child[] = [];
    const drawOk = r.checks.find(c => c.id === 'V15')!.result;
    const sealed = r.checks.find(c => c.id === 'V10')!.result === 'PASS';
    const d = r.drawn.find(x => x.number === n);
    const s = r.skipped.find(x => x.number === n);
    const seat = r.seatsNow.find(x => x.now === n && x.first !== n);
    const left = d && r.seatsNow.some(x => x.first === n && x.now !== n);
    const status: [string, string] = drawOk === 'FAIL' || !sealed ? ['bad', t('own-unsure')]
        : drawOk !== 'PASS' ? ['none', t('own-not-yet')]
            : d ? ['good', t('own-' + d.word, d.pos)]
                : s ? ['none', t('own-skip', s.of)] : ['none', t('own-not')];
    out.push(el('div', { class: 'box ' + status[0] },
        el('p', {}, icon(sealed ? 'PASS' : 'FAIL'), el('span', {}, el('strong', {}, t(sealed ? 'own-line' : 'own-unsealed', n)), ' ', t('own-stratum', label))),
        el('p', {}, icon(status[0] === 'good' ? 'PASS' : status[0] === 'bad' ? 'FAIL' : 'NOT-CHECKED'),
            el('span', {}, el('strong', {}, status[1]), ' ', seat ? t('own-seat-now') : left ? t('own-seat-left') : ''))));
    if (drawOk === 'PASS' && r.tickets && r.order) {
        const mine = hex(r.tickets.subarray(32 * i, 32 * i + 32));
        let rank = 0;
        let all = 0;
        let before = true;
        for (const e of r.order) {
            if (roll.stratum[e] !== h) continue;
            all++;
            if (before) rank++;
            if (e === i) before = false;
        }
        const cut = r.drawn.filter(x => x.word === 'member' && x.h === h).pop();
        out.push(el('p', {}, t('own-rank', rank, all)),
            el('dl', { class: 'hashes' }, el('div', {}, el('dt', {}, t('own-ticket')), el('dd', {}, el('code', {}, mine))),
                cut ? el('div', {}, el('dt', {}, t('own-cut')), el('dd', {}, el('code', {}, cut.ticket))) : null));
    }
    return out;
}

function receiptPart(r: Report): HTMLElement {
    const v28 = r.checks.find(c => c.id === 'V28')!;
    const rules = r.notes.get('rules.txt')!;
    const said: Child = !state.receipt ? null
        : v28.result === 'PASS' ? el('p', { class: 'box good' }, icon('PASS'), el('span', {}, t('receipt-yes', ...(v28.why.p ?? []))))
            : el('p', { class: 'box bad' }, icon('FAIL'), el('span', {}, t('receipt-no', say(v28.why)), ' ', el('code', {}, place(v28))));
    const field = (id: string, label: string, name: string): Child[] => [
        el('label', { for: id }, label),
        el('input', { id, type: 'text', autocomplete: 'off', spellcheck: 'false', value: state.paper[name] ?? '', input: e => {
            state.paper[name] = (e.target as HTMLInputElement).value;
        } })];
    const paper = state.paperSaid === 'yes' ? el('p', { class: 'box good' }, icon('PASS'), el('span', {}, t('paper-yes', numberOf(state.number))))
        : state.paperSaid === 'no' ? el('p', { class: 'box none' }, icon('NOT-CHECKED'), el('span', {}, t('paper-no')))
            : state.paperSaid === 'code' ? el('p', { class: 'box bad' }, icon('FAIL'), el('span', {}, t('paper-code-bad'))) : null;
    return el('details', { id: 'receipt', open: !!state.receipt || state.paperSaid !== '' }, el('summary', {}, t('receipt')),
        el('p', {}, t('receipt-lead')),
        picker('pick-receipt', t('receipt-pick'), { 'aria-label': t('receipt-file') }, f => {
            void f[0].arrayBuffer().then(b => {
                const bytes = new Uint8Array(b);
                state.receipt = isReceipt(bytes) || bytes.length < 1 << 20 ? { name: f[0].name, bytes } : null;
                act.again('pick-receipt');
            });
        }),
        el('div', { 'aria-live': 'polite' }, said),
        el('h3', {}, t('paper-title')),
        el('p', {}, t('paper-number')),
        el('form', { submit: e => {
            e.preventDefault();
            lookPaper(r);
            act.render('paper-code');
        } },
        ...rules.identity.flatMap((f, i) => field('paper-' + i, knows('field ' + f) ? t('field ' + f) : f, f)),
        ...field('paper-separate', t('paper-separate'), ' separate'),
        ...field('paper-code', t('paper-code'), ' code'),
        el('p', {}, el('button', { type: 'submit' }, t('paper-go')))),
        el('div', { 'aria-live': 'polite' }, paper));
}

function lookPaper(r: Report): void {
    const salt = readCode(state.paper[' code'] ?? '');
    if (!salt) {
        state.paperSaid = 'code';
        return;
    }
    const n = numberOf(state.number);
    const value = (s: string | undefined): string => (s ?? '').trim().replace(/ +/g, ' ').normalize('NFC');
    const identity = r.notes.get('rules.txt')!.identity.map(f => value(state.paper[f]));
    const separate = value(state.paper[' separate']);
    const found = n >= 1 && n <= r.roll!.n && identity.every(v => v === '' || isTextOf(v, 400)) &&
        pidFrom(salt, [...identity, ...(separate ? [separate] : [])].join('\t')) === pidOf(r.roll!, n - 1);
    state.paperSaid = found ? 'yes' : 'no';
    if (found) state.looked = String(n);
}

export function ownPart(r: Report): HTMLElement {
    const asked = state.looked !== '' || state.receipt !== null;
    return withClass(asked ? '' : 'no-print', section('own', t('own'), el('p', {}, t('own-lead')),
        el('form', { class: 'inline', submit: e => {
            e.preventDefault();
            state.looked = state.number.trim();
            act.render('own-number');
        } }, el('div', {}, el('label', { for: 'own-number' }, t('own-label')),
            el('input', { id: 'own-number', type: 'text', inputmode: 'numeric', autocomplete: 'off', value: state.number, input: e => {
                state.number = (e.target as HTMLInputElement).value;
            } })), el('button', { type: 'submit' }, t('own-go'))),
        el('div', { 'aria-live': 'polite', id: 'own-answer' }, ...ownLine(r)),
        receiptPart(r)));
}

export function stepsPart(r: Report): Child {
    const n = numberOf(state.looked);
    const seed = r.notes.get('03-result.txt')?.seed;
    if (!r.roll || !seed || !r.sub) return null;
    if (n < 1 || n > r.roll.n) return el('details', { id: 'steps' }, el('summary', {}, t('steps')), el('p', {}, t('steps-pick')));
    const pid = pidOf(r.roll, n - 1);
    const step = (key: string, p: (string | number)[], command: string, gives: string): Child => el('li', {}, el('p', {}, t(key, ...p)),
        el('pre', { tabindex: '0' }, el('code', {}, command)), el('pre', { class: 'gives', tabindex: '0' }, el('code', {}, gives)));
    return el('details', { id: 'steps' }, el('summary', {}, t('steps')), el('p', {}, t('steps-lead', n)),
        el('ol', { class: 'steps' },
            step('step-1', [], 'sha256sum seed-input.txt', seed),
            step('step-2', [], `printf 'urne/1 sub\\n%s\\ndraw\\n' ${seed} | sha256sum`, r.sub),
            step('step-3', [n], `sed -n ${n}p roll.txt | cut -d ' ' -f 1`, pid),
            step('step-4', [], `printf 'urne/1 ticket\\n%s\\n%s\\n' ${r.sub} ${pid} | sha256sum`, ticket(r.sub, pid)),
            el('li', {}, el('p', {}, t('step-5')))));
}

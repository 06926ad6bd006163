// What a reader may hold against the folder: the keys of the public notice and the ceremony
// before (transcript-1 §10.2).
import { isRole } from '../core/types.ts';
import type { Report } from '../core/report.ts';
import { el, icon, picker, type Child } from './dom.ts';
import { chosen, dropped } from './files.ts';
import { act, keyOf, state } from './state.ts';
import { t } from './strings.ts';
import { nameOf, place, say } from './words.ts';

/** Lines role=key, or several on a line with commas or spaces between, into the keys. */
function takeNotice(): void {
    state.givenError = null;
    for (const part of state.notice.split(/[\s,;]+/).filter(s => s !== '')) {
        const at = part.indexOf('=');
        const role = part.slice(0, at);
        if (at < 1 || !isRole(role)) {
            state.givenError = { key: 'notice-bad', p: [part.slice(0, 40)] };
            return;
        }
        state.keys.set(role, part.slice(at + 1));
    }
    state.notice = '';
}

/** How a typed key compares with the announced one, while it is typed. */
function compared(role: string, announced: string | undefined): Child {
    const typed = keyOf(state.keys.get(role) ?? '');
    if (typed === '') return null;
    if (announced === undefined) return el('p', { class: 'box bad' }, icon('FAIL'), el('span', {}, t('key-role', role)));
    if (typed === announced) return el('p', { class: 'box good' }, icon('PASS'), el('span', {}, t('key-same')));
    if (announced.startsWith(typed)) return el('p', { class: 'small' }, t('key-short', typed.length));
    return el('p', { class: 'box bad' }, icon('FAIL'), el('span', {}, t('key-other', role)));
}

function keyField(role: string, announced: string | undefined): HTMLElement {
    const id = 'key-' + role;
    return el('div', { class: 'key' }, el('label', { for: id }, t('key-label', role)),
        announced !== undefined && el('p', { class: 'small' }, t('key-here'), ' ', el('code', {}, announced.match(/.{1,4}/g)!.join(' '))),
        el('input', { id, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', value: state.keys.get(role) ?? '', input: e => {
            state.keys.set(role, (e.target as HTMLInputElement).value);
            act.render(id);
        } }),
        el('div', { 'aria-live': 'polite' }, compared(role, announced)));
}

/** A check that hangs on what was given, in a line. */
export function result(r: Report, id: string): Child {
    const c = r.checks.find(x => x.id === id)!;
    return el('p', { class: 'box ' + (c.result === 'PASS' ? 'good' : c.result === 'FAIL' ? 'bad' : 'none') }, icon(c.result),
        el('span', {}, el('strong', {}, t('head', nameOf(r, id)) + ' '), say(c.why), c.result === 'FAIL' && el('code', {}, ' ' + place(c))));
}

export function givenPart(r: Report): Child {
    const a = r.notes.get('00-announce.txt');
    if (!a || a.fault) return null;
    const announced = a.keys;
    const roles = [...new Set([...announced.keys(), ...state.keys.keys()])].sort();
    const asked = state.keys.size > 0 || state.prior !== null || state.givenError !== null;
    const details = el('details', { id: 'more', open: asked }, el('summary', {}, t('more')),
        el('p', {}, t(announced.size > 0 ? 'more-lead' : 'more-none')),
        state.givenError && el('p', { class: 'box bad', role: 'alert' }, icon('FAIL'), el('span', {}, say(state.givenError))),
        el('form', { submit: e => {
            e.preventDefault();
            takeNotice();
            act.checkAll('more-go');
        } },
        ...roles.map(role => keyField(role, announced.get(role))),
        el('label', { for: 'notice' }, t('notice-label')),
        el('textarea', { id: 'notice', rows: '3', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', 'aria-describedby': 'notice-hint', input: e => {
            state.notice = (e.target as HTMLTextAreaElement).value;
        } }, state.notice),
        el('p', { class: 'small', id: 'notice-hint' }, t('notice-hint')),
        el('p', {}, el('button', { type: 'submit', id: 'more-go' }, t('again')))),
        state.keys.size > 0 && result(r, 'V06'),
        el('h3', {}, t('prior-title')), el('p', {}, t(a.prior === 'none' ? 'prior-none' : 'prior-lead')),
        el('div', { class: 'pickers' },
            picker('pick-prior', t('prior-folder'), { webkitdirectory: true, multiple: true }, f => act.prior(chosen(f, act.reads))),
            picker('pick-prior-bundle', t('prior-bundle'), { multiple: true }, f => act.prior(chosen(f, act.reads)))),
        el('p', { class: 'small' }, t('prior-drop')),
        state.prior !== null && result(r, 'V20'));
    details.addEventListener('drop', e => {
        e.preventDefault();
        e.stopPropagation();
        document.body.classList.remove('over');
        if (e.dataTransfer) act.prior(dropped(e.dataTransfer, act.reads));
    });
    return details;
}

// A panel: what its observers may add, who is on it, its features, and everybody's chances.
import type { Note } from '../core/note.ts';
import { textOf } from '../core/panel/numbers.ts';
import type { Report } from '../core/report.ts';
import { el, icon, picker, section, table, withClass, type Child } from './dom.ts';
import { chosen, dropped } from './files.ts';
import { result } from './given.ts';
import { act, state } from './state.ts';
import { integer, t } from './strings.ts';
import { chance, say } from './words.ts';

const quotasOf = (r: Report): Note | null => {
    const n = r.notes.get('quotas.txt');
    return r.kind === 'panel' && n && !n.fault ? n : null;
};
const sealedOf = (r: Report): Note | null => {
    const n = r.notes.get('20-pool-commit.txt');
    return n && !n.fault ? n : null;
};
const passed = (r: Report, id: string): boolean => r.checks.find(c => c.id === id)!.result === 'PASS';

/** Under sealed: where pool-open.txt and panel-proof.txt are given. */
export function observersPart(r: Report): Child {
    const quotas = quotasOf(r);
    if (!quotas || quotas.words.publication[0] !== 'sealed' || !sealedOf(r)) return null;
    const part = section('observers', t('observers'), el('p', {}, t('observers-lead')),
        state.opened && result(r, 'V11'), state.opened && result(r, 'V22'),
        !state.opened && el('p', { class: 'box none' }, icon('NOT-CHECKED'), el('span', {}, t('observers-none'))),
        state.givenError && el('p', { class: 'box bad', role: 'alert' }, icon('FAIL'), el('span', {}, say(state.givenError))),
        el('div', { class: 'pickers' },
            picker('pick-observers', t('observers-folder'), { webkitdirectory: true, multiple: true }, f => act.observers(chosen(f, act.reads))),
            picker('pick-observers-files', t('observers-files'), { multiple: true }, f => act.observers(chosen(f, act.reads)))),
        el('p', { class: 'small no-print' }, t('observers-drop')));
    part.addEventListener('drop', e => {
        e.preventDefault();
        e.stopPropagation();
        document.body.classList.remove('over');
        if (e.dataTransfer) act.observers(dropped(e.dataTransfer, act.reads));
    });
    return part;
}

/** The person of a number in the pool, or of the beginning of a pseudonym; 0 for nobody. */
function personOf(r: Report, s: string): number {
    if (/^[1-9][0-9]{0,7}$/.test(s)) return +s <= r.people ? +s : 0;
    return /^[0-9a-f]{8,64}$/.test(s) ? r.pids.findIndex(p => p.startsWith(s)) + 1 : 0;
}

function ownAnswer(r: Report, panels: Note): Child {
    if (state.looked === '') return null;
    const n = personOf(r, state.looked);
    if (n === 0) return el('p', { class: 'box none' }, icon('NOT-CHECKED'), el('span', {}, t('own-panel-none')));
    const times = panels.people.reduce((k, p) => k + (p === n ? 1 : 0), 0);
    const on = r.panel?.persons.includes(n);
    const status = !r.panel ? t('own-panel-later') : t(on ? 'own-panel-on' : 'own-panel-off', String(r.panel.number));
    return el('div', { class: 'box ' + (on ? 'good' : 'none') },
        el('p', {}, icon(on ? 'PASS' : 'NOT-CHECKED'), el('span', {}, el('strong', {}, status), ' ', t('own-panel-times', String(n), times, panels.lottery))),
        el('p', { class: 'small' }, t('own-panel-pid'), ' ', el('code', {}, r.pids[n - 1])));
}

export function ownPanelPart(r: Report): Child {
    const panels = r.notes.get('panels.txt');
    if (r.kind !== 'panel' || !panels || panels.fault || r.people === 0 || !passed(r, 'V10')) return null;
    return withClass(state.looked === '' ? 'no-print' : '', section('own', t('own-panel'), el('p', {}, t('own-panel-lead')),
        el('form', { class: 'inline', submit: e => {
            e.preventDefault();
            state.looked = state.number.trim().toLowerCase();
            act.render('own-number');
        } }, el('div', {}, el('label', { for: 'own-number' }, t('own-panel-label')),
            el('input', { id: 'own-number', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', value: state.number, input: e => {
                state.number = (e.target as HTMLInputElement).value;
            } })), el('button', { type: 'submit' }, t('own-go'))),
        el('div', { 'aria-live': 'polite', id: 'own-answer' }, ownAnswer(r, panels))));
}

const quota = (low: number, high: number): string => (low === high ? integer(low) : t('quota', low, high));

/** A category as a heading; one that a form called "I am :" has its colon already. */
const heading = (category: string): string => t('head', category.replace(/\s*:$/, ''));

/** How the number came about, in a sentence. */
function thrown(r: Report, quotas: Note): string {
    const number = String(r.panel!.number);
    const v = r.notes.get('21-pool-reveals.txt')!.values[0];
    return quotas.words.number[0] === 'dice' ? t('drawn-dice', v.digits!.split('').join(' '), number, quotas.lottery)
        : t('drawn-seed', number, quotas.lottery);
}

/** Chances without a level of each when there are very many of them. */
const MOST_LEVELS = 40;

function levels(c: Note): Child[] {
    const rows = c.levels.map((l): Child[] => {
        const [low, high] = [chance(textOf(l.low)), chance(textOf(l.high))];
        return [low === high ? low : t('level-range', low, high), integer(l.persons)];
    });
    return [table(t('levels-caption'), [t('level-chance'), t('people')], rows.slice(0, MOST_LEVELS)),
        rows.length > MOST_LEVELS && el('p', { class: 'small' }, t('levels-more', rows.length - MOST_LEVELS))];
}

/** The number of the panel that was drawn, where its check has passed. */
export const drawnPanel = (r: Report): number | null => (r.panel && passed(r, 'V15') ? r.panel.number : null);

export function panelPart(r: Report): Child {
    const quotas = quotasOf(r);
    const c = sealedOf(r);
    if (!quotas || !c) return null;
    const proved = passed(r, 'V22');
    const { panel } = r;
    const counts = panel && passed(r, 'V15') ? panel.counts : null;
    return section('panel', t('panel'),
        counts ? el('p', {}, el('strong', {}, t('drawn-panel', String(panel!.number))), ' ', thrown(r, quotas)) : el('p', {}, t(r.stage === 'drawn' ? 'panel-unsure' : 'panel-later', quotas.lottery)),
        table(t('features-caption'), [t('feature'), t('quota-head'), ...(counts ? [t('on-panel')] : [])],
            quotas.features.map((f, i): Child[] => [`${heading(quotas.categories[f.category])} ${f.label}`, quota(f.low, f.high), ...(counts ? [counts[i] === '-' ? t('hidden-count') : integer(+counts[i])] : [])])),
        !!counts?.includes('-') && el('p', { class: 'small' }, t('hidden-why', quotas.kmin)),
        counts && el('details', { id: 'persons' }, el('summary', {}, t('persons-caption', panel!.persons.length)),
            el('ol', { class: 'persons' }, ...panel!.persons.map(p => el('li', {}, t('person-line', String(p)), ' ', el('code', {}, r.pids[p - 1].slice(0, 16) + '…'))))),
        ...levels(c),
        el('p', { class: 'small' }, t(proved ? 'levels-proved' : 'levels-claimed', t('objective ' + quotas.words.objective[0]))));
}

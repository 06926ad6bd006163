// The page: opens a folder, runs the core in slices, and shows what it says.
import { isDossier } from '../core/dossier.ts';
import type { Report } from '../core/report.ts';
import type { Work } from '../core/roll.ts';
import { verify } from '../core/verify.ts';
import { el, icon, picker, section, type Child } from './dom.ts';
import { chosen, dropped, isBeside, isOpened, type Given } from './files.ts';
import { givenPart } from './given.ts';
import { ownPart, stepsPart } from './own.ts';
import { observersPart, ownPanelPart, panelPart } from './panel.ts';
import { countPart } from './projects.ts';
import { checksPart, drawPart, sealPart, verdict } from './result.ts';
import { act, options, state } from './state.ts';
import { getLang, setLang, t, type Lang } from './strings.ts';
import { say } from './words.ts';

const $ = (id: string): HTMLElement => document.getElementById(id)!;
let live: HTMLElement;
let progress: HTMLProgressElement;
let progressText: HTMLElement;

// ---- running ----

const pause = (): Promise<void> =>
    new Promise(go => {
        const c = new MessageChannel();
        c.port1.onmessage = (): void => {
            c.port1.close();
            go();
        };
        c.port2.postMessage(0);
    });

async function drive<T>(work: Work<T>): Promise<T> {
    let since = performance.now();
    let said = 0;
    for (;;) {
        const s = work.next();
        if (s.done) return s.value;
        const now = performance.now();
        if (now - since < 24) continue;
        if (now - said > 200) {
            said = now;
            const what = t('work ' + s.value.what.split(' ')[0]);
            const part = s.value.of > 1 && s.value.done < s.value.of ? Math.floor((100 * s.value.done) / s.value.of) : -1;
            progressText.textContent = part >= 0 && s.value.what !== 'runs' ? `${what} (${part} %)` : what;
            if (part >= 0) progress.value = part;
            if (live.textContent !== what) live.textContent = what;
        }
        await pause();
        since = performance.now();
    }
}

/** What was opened becomes the folder, or goes beside the one that is open. */
function take(given: Given): void {
    if (given.receipt) state.receipt = given.receipt;
    state.error = given.error ?? null;
    if (state.error || (given.folder.size === 0 && given.receipt && state.folder)) return;
    if (state.folder && isOpened(given)) {
        state.opened = given.folder;
        return;
    }
    if (state.bundled && state.folder && isBeside(given)) {
        const [item] = given.folder.values();
        // transcript-1 §19.4: a bundle that has the file does not take another
        if (state.folder.has(item.name)) state.error = { key: 'beside-twice', p: [item.name] };
        else state.folder.set(item.name, item);
        return;
    }
    const known = isDossier(given.folder);
    state.report = null;
    state.folder = known ? given.folder : null;
    if (!known) state.error = { key: 'nothing-read' };
    Object.assign(state, { inside: given.inside, bundled: given.bundled, looked: '', paperSaid: '', prior: null, opened: null, keys: new Map(), notice: '', givenError: null });
}

async function open(reading: Promise<Given>): Promise<void> {
    if (state.busy) return;
    state.busy = true;
    state.error = null;
    render();
    try {
        take(await reading);
        if (!state.error && state.folder) await check();
    } catch (e) {
        state.error = { key: 'read-failed', p: [e instanceof Error ? e.message : String(e)] };
        state.report = null;
    }
    state.busy = false;
    render();
    if (state.error) live.textContent = t(state.error.key, ...(state.error.p ?? []));
    else if (state.report) {
        live.textContent = t('finished', t(state.report.yes ? 'yes-short' : 'no-short'));
        $('verdict-title').focus();
    }
}

/** The folder of the ceremony before. */
async function prior(reading: Promise<Given>): Promise<void> {
    if (state.busy) return;
    const given = await reading;
    state.givenError = given.error ?? (given.folder.has('00-announce.txt') || given.folder.has('sums.txt') ? null : { key: 'nothing-read' });
    state.prior = state.givenError ? null : given.folder;
    await checkAll('pick-prior');
}

/** The files of the accredited observers. */
async function observers(reading: Promise<Given>): Promise<void> {
    if (state.busy) return;
    const given = await reading;
    state.givenError = given.error ?? null;
    state.opened = given.error ? null : given.folder;
    await checkAll('pick-observers');
}

async function check(): Promise<void> {
    state.report = await drive(verify(state.folder!, options()));
}

function again(focus: string): void {
    state.report?.again(options());
    render(focus);
}

async function checkAll(focus: string): Promise<void> {
    state.busy = true;
    render(focus);
    await check();
    state.busy = false;
    render(focus);
}

// ---- parts of the page ----

const reads = (done: number, of: number): void => {
    progressText.textContent = `${t('reading')} (${Math.floor((100 * done) / Math.max(1, of))} %)`;
};

function opener(): HTMLElement {
    const fresh = !state.report;
    return section('open', t(fresh ? 'open' : 'open-again'),
        fresh && el('p', {}, t('what-to-open')),
        el('div', { class: 'pickers' },
            picker('pick-folder', t('pick-folder'), { webkitdirectory: true, multiple: true, disabled: state.busy }, f => void open(chosen(f, reads)), fresh),
            picker('pick-files', t('pick-files'), { multiple: true, disabled: state.busy }, f => void open(chosen(f, reads)))),
        fresh && el('p', { class: 'small' }, t('drop')), fresh && problem());
}

/** Why nothing was opened. */
const problem = (): Child => state.error && el('p', { class: 'bad box', role: 'alert' }, icon('FAIL'), el('span', {}, say(state.error)));

const sound = (r: Report): boolean => !!r.notes.get('rules.txt') && !r.notes.get('rules.txt')!.fault;

function about(r: Report | null): HTMLElement {
    const kind = r?.kind ?? 'draw';
    return el('footer', {}, el('h2', {}, t('about')), el('p', {}, t('about-yes-' + kind)), el('p', {}, t('about-no-' + kind)),
        el('p', {}, t('about-page')), el('p', { class: 'only-print' }, t('printed-on')));
}

function header(): HTMLElement {
    const to = (l: Lang, name: string): HTMLElement => el('button', { type: 'button', id: 'lang-' + l, lang: l, 'aria-pressed': String(getLang() === l), click: () => {
        setLang(l);
        render('lang-' + l);
    } }, name);
    return el('header', {}, el('a', { href: '#main', class: 'skip' }, t('skip')),
        el('div', { class: 'bar' }, el('span', { class: 'mark' }, 'urne'),
            el('div', { class: 'langs', role: 'group', 'aria-label': t('language') }, to('en', 'English'), to('fr', 'Français'))),
        el('h1', {}, t('title')), !state.report && el('p', { class: 'lead' }, t('lead')), !state.report && el('p', {}, t('offline')));
}

function render(focus?: string): void {
    document.documentElement.lang = getLang();
    document.title = (state.report ? (state.report.yes ? '✓ ' : '✗ ') : '') + t('title');
    // details that the reader opened stay open, and the caret stays where it was
    const opened = new Set([...document.querySelectorAll('details[open]')].map(d => d.id));
    const caret = focus ? (document.getElementById(focus) as HTMLInputElement | null)?.selectionStart ?? null : null;
    const r = state.report;
    progress = el('progress', { max: '100', value: '0', 'aria-label': t('reading') });
    progressText = el('span', {}, t('reading'));
    const main = el('main', { id: 'main', tabindex: '-1' });
    const parts: Child[] = state.busy ? [opener(), el('div', { class: 'busy' }, progress, progressText)]
        : !r ? [opener()]
            : [problem(), verdict(r), sealPart(r), r.kind === 'draw' && r.roll && sound(r) ? ownPart(r) : null, stepsPart(r),
                observersPart(r), ownPanelPart(r), panelPart(r), drawPart(r), countPart(r), checksPart(r), givenPart(r), opener()];
    for (const p of parts) if (p) main.append(p);
    $('app').replaceChildren(header(), main, about(r));
    for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
    if (focus) {
        const f = document.getElementById(focus) as HTMLInputElement | null;
        f?.focus();
        if (caret !== null && f?.setSelectionRange) f.setSelectionRange(caret, caret);
    }
}

function start(): void {
    Object.assign(act, { open: (g: Promise<Given>) => void open(g), prior: (g: Promise<Given>) => void prior(g), observers: (g: Promise<Given>) => void observers(g), again, checkAll: (f: string) => void checkAll(f), render, reads });
    setLang((navigator.language || '').toLowerCase().startsWith('fr') ? 'fr' : 'en');
    live = $('live');
    render();
    document.addEventListener('dragover', e => {
        e.preventDefault();
        document.body.classList.add('over');
    });
    document.addEventListener('dragleave', e => {
        if (!e.relatedTarget) document.body.classList.remove('over');
    });
    document.addEventListener('drop', e => {
        e.preventDefault();
        document.body.classList.remove('over');
        if (e.dataTransfer) void open(dropped(e.dataTransfer, reads));
    });
    // what is folded is printed too
    let folded: Element[] = [];
    window.addEventListener('beforeprint', () => {
        folded = [...document.querySelectorAll('details:not([open])')].filter(d => ['unchecked', 'steps', 'persons'].includes(d.id));
        for (const d of folded) d.setAttribute('open', '');
    });
    window.addEventListener('afterprint', () => {
        for (const d of folded) d.removeAttribute('open');
    });
}

start();

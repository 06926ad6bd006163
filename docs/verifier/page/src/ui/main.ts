// The page: opens a folder, runs the core in slices, and shows what it says.
import type { Folder } from '../core/folder.ts';
import { hex } from '../core/bytes.ts';
import { pidOf, ticket, type Work } from '../core/roll.ts';
import { pidFrom, readCode } from '../core/receipt.ts';
import type { Say } from '../core/say.ts';
import { isTextOf } from '../core/types.ts';
import { isCount } from '../core/dossier.ts';
import type { Check, Report } from '../core/report.ts';
import { verify } from '../core/verify.ts';
import { el, icon, table, type Child } from './dom.ts';
import { chosen, dropped, isReceipt, type Given } from './files.ts';
import { getLang, integer, knows, setLang, t, type Lang } from './strings.ts';

interface State {
    folder: Folder | null;
    report: Report | null;
    inside: boolean;
    error: Say | null;
    busy: boolean;
    seal: string;
    number: string;
    looked: string; // the number that was looked up
    receipt: { name: string; bytes: Uint8Array } | null;
    paper: Record<string, string>;
    paperSaid: 'yes' | 'no' | 'code' | '';
    keys: Record<string, string>;
    prior: Folder | null;
}
const state: State = {
    folder: null, report: null, inside: false, error: null, busy: false, seal: '', number: '', looked: '', receipt: null, paper: {},
    paperSaid: '', keys: {}, prior: null,
};

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

async function open(reading: Promise<Given>): Promise<void> {
    if (state.busy) return;
    state.busy = true;
    state.error = null;
    render();
    try {
        const given = await reading;
        if (given.receipt) state.receipt = given.receipt;
        if (given.bundle >= 0) state.error = { key: 'bad-bundle', p: [given.bundle] };
        else if (given.folder.size === 0 && given.receipt && state.folder) {
            // a receipt alone, for the folder that is open
        } else {
            state.folder = given.folder;
            state.inside = given.inside;
            state.report = null;
            state.looked = '';
            state.paperSaid = '';
            state.prior = null;
            state.keys = {};
            const known = [...given.folder.keys()].some(n => n === 'sums.txt' || n === '00-announce.txt' || n === '01-commit.txt') || isCount(given.folder);
            if (!known) {
                state.error = { key: 'nothing-read' };
                state.folder = null;
            }
        }
        if (!state.error && state.folder) await check();
    } catch (e) {
        state.error = { key: 'read-failed', p: [e instanceof Error ? e.message : String(e)] };
        state.report = null;
    }
    state.busy = false;
    render();
    if (state.report) {
        live.textContent = t('finished', t(state.report.yes ? 'yes-short' : 'no-short'));
        $('verdict-title').focus();
    } else if (state.error) live.textContent = t(state.error.key, ...(state.error.p ?? []));
}

const sealDigits = (): string => state.seal.replace(/[\s\u00a0]/g, '').toLowerCase();
const options = (): Parameters<typeof verify>[1] => ({
    ...(sealDigits().length === 64 && /^[0-9a-f]*$/.test(sealDigits()) && { seal: sealDigits() }),
    ...(state.receipt && { receipt: state.receipt }),
    ...(state.prior && { prior: state.prior }),
    keys: new Map(Object.entries(state.keys).filter(([, k]) => k !== '')),
});

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

// ---- words ----

const say = (s: Say): string => {
    const p = (s.p ?? []).map(v => (typeof v !== 'string' ? v : s.key.startsWith('aborted') ? t('reason ' + v) : s.key === 'destroyed' ? date(v) : v));
    return t(s.key, ...p);
};

function place(c: Check): string {
    const m = /^line ([0-9]+)$/.exec(c.item);
    return t('place', c.file, m ? t('line', +m[1]) : knows('item ' + c.item) ? t('item ' + c.item) : c.item);
}

/** An amount in units, as the currency has it. */
function amount(units: bigint, places: number): string {
    const scale = 10n ** BigInt(places);
    const whole = integer(units / scale);
    const rest = units % scale;
    if (rest === 0n) return whole;
    return whole + (getLang() === 'fr' ? ',' : '.') + String(rest).padStart(places, '0');
}

/** A rational amount, cut to the last place. */
function rationalAmount(s: string, places: number): string {
    const [n, d = '1'] = s.split('/');
    if (!/^[0-9]+$/.test(n)) return s;
    return (d === '1' ? '' : '≈ ') + amount(BigInt(n) / BigInt(d), places);
}

const date = (time: string): string => {
    const d = new Date(time);
    if (Number.isNaN(d.getTime())) return time;
    return new Intl.DateTimeFormat(getLang() === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(d) + ' UTC';
};

// ---- parts of the page ----

function section(id: string, title: string, ...children: Child[]): HTMLElement {
    return el('section', { id, 'aria-labelledby': id + '-title' }, el('h2', { id: id + '-title', tabindex: '-1' }, title), ...children);
}

function withClass(c: string, e: HTMLElement): HTMLElement {
    e.className = c;
    return e;
}

function picker(id: string, label: string, attributes: Record<string, string | boolean>, took: (f: FileList) => void, primary = false): HTMLElement {
    const input = el('input', { type: 'file', id, ...attributes, change: e => {
        const files = (e.target as HTMLInputElement).files;
        if (files && files.length > 0) took(files);
    } });
    return el('span', { class: primary ? 'picker primary' : 'picker' }, input, el('label', { for: id }, label));
}

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
        fresh && el('p', { class: 'small' }, t('drop')),
        state.error && el('p', { class: 'bad box', role: 'alert' }, icon('FAIL'), el('span', {}, say(state.error))));
}

function verdict(r: Report): HTMLElement {
    const failed = r.checks.filter(c => c.result === 'FAIL');
    const passed = r.checks.filter(c => c.result === 'PASS').length;
    const a = r.notes.get('00-announce.txt');
    const commit = r.notes.get(r.kind === 'draw' ? '01-commit.txt' : '10-ballots-commit.txt');
    const reveals = r.notes.get(r.kind === 'draw' ? '02-reveals.txt' : '11-ballots-reveals.txt');
    const fact = (name: string, value: Child): Child => value && el('div', {}, el('dt', {}, name), el('dd', {}, value));
    const notices: Say[] = [...r.notices];
    if (state.inside) notices.push({ key: 'inside-public' });
    return section('verdict', t('verdict'),
        el('p', { class: r.yes ? 'answer good' : 'answer bad' }, icon(r.yes ? 'PASS' : 'FAIL'),
            el('strong', {}, r.yes ? t('yes') : failed.length === 1 ? t('no-1') : t('no', failed.length))),
        el('p', { class: 'kind' }, t(r.kind === 'draw' ? 'what-draw' : 'what-count')),
        a?.title ? el('p', { class: 'subject' }, el('strong', {}, a.title)) : null,
        el('dl', { class: 'facts' },
            a?.body ? fact(t('body'), a.body) : null,
            fact(t('stage'), t('stage ' + r.stage)),
            commit?.time ? fact(t('when-sealed'), date(commit.time)) : null,
            reveals?.time ? fact(t('when-thrown'), date(reveals.time)) : null,
            r.roll ? fact(t('electors'), integer(r.roll.n)) : null,
            r.ballots ? fact(t('ballots'), integer(r.ballots.n)) : null,
            fact(t('checks'), t('tally', passed, failed.length, 28 - passed - failed.length))),
        failed.length > 0 && el('div', { class: 'box bad' }, el('h3', {}, t('first-fault')),
            el('ul', { class: 'plain' }, ...failed.map(c => el('li', {}, el('strong', {}, `${t(c.id)} (${c.id})`), ' ', say(c.why), ' ',
                el('code', {}, place(c)))))),
        notices.length > 0 && el('div', { class: 'box note' }, el('h3', {}, t('notices')),
            el('ul', {}, ...notices.map(n => el('li', {}, say(n))))),
        el('p', { class: 'no-print' }, el('button', { type: 'button', click: () => window.print() }, t('print'))));
}

function sealPart(r: Report): HTMLElement {
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
            again('seal-field');
        } }, state.seal),
        el('p', { class: 'small', id: 'seal-hint' }, t('seal-hint')),
        el('div', { 'aria-live': 'polite' }, state2));
}

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
    const d = r.drawn.find(x => x.number === n);
    const s = r.skipped.find(x => x.number === n);
    const seat = r.seatsNow.find(x => x.now === n && x.first !== n);
    const left = d && r.seatsNow.some(x => x.first === n && x.now !== n);
    const status: [string, string] = drawOk === 'FAIL' ? ['bad', t('own-unsure')]
        : drawOk !== 'PASS' ? ['none', t('own-not-yet')]
            : d ? ['good', t('own-' + d.word, d.pos)]
                : s ? ['none', t('own-skip', s.of)] : ['none', t('own-not')];
    out.push(el('div', { class: 'box ' + status[0] },
        el('p', {}, icon('PASS'), el('span', {}, el('strong', {}, t('own-line', n)), ' ', t('own-stratum', label))),
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
                again('pick-receipt');
            });
        }),
        el('div', { 'aria-live': 'polite' }, said),
        el('h3', {}, t('paper-title')),
        el('p', {}, t('paper-number')),
        el('form', { submit: e => {
            e.preventDefault();
            lookPaper(r);
            render('paper-code');
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

function ownPart(r: Report): HTMLElement {
    const asked = state.looked !== '' || state.receipt !== null;
    return withClass(asked ? '' : 'no-print', section('own', t('own'), el('p', {}, t('own-lead')),
        el('form', { class: 'inline', submit: e => {
            e.preventDefault();
            state.looked = state.number.trim();
            render('own-number');
        } }, el('div', {}, el('label', { for: 'own-number' }, t('own-label')),
            el('input', { id: 'own-number', type: 'text', inputmode: 'numeric', autocomplete: 'off', value: state.number, input: e => {
                state.number = (e.target as HTMLInputElement).value;
            } })), el('button', { type: 'submit' }, t('own-go'))),
        el('div', { 'aria-live': 'polite', id: 'own-answer' }, ...ownLine(r)),
        receiptPart(r)));
}

function stepsPart(r: Report): Child {
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

function drawPart(r: Report): Child {
    if (r.checks.find(c => c.id === 'V15')!.result !== 'PASS') return null;
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

function countPart(r: Report): Child {
    const c = r.recount;
    if (!c) return null;
    const projects = r.notes.get('projects.txt')!;
    const rules = r.notes.get('count-rules.txt')!;
    const places = rules.words.seats[0] !== '0' ? 0 : projects.places;
    const ok = r.checks.find(x => x.id === 'V26')!.result === 'PASS';
    const name = (p: string): string => {
        const q = projects.projects[+p - 1];
        return q ? q.name || q.id : p;
    };
    const money = (s: string): string => rationalAmount(s, places);
    const plain = ['cost', 'cardinality'].includes(rules.words.utility[0]);
    const why = (p: number): string => {
        const x = c.reasons[p];
        switch (x.word) {
            case 'taken':
            case 'supporters': return t('why ' + x.word, money(x.a));
            case 'left': return t(x.round === 0 ? 'why left-all' : 'why left', money(x.a));
            case 'bought': return plain ? t('why bought', money(x.a), x.round) : t('why bought-points', '', x.round);
            case 'loaded': return t('why loaded', '', x.round);
            case 'threshold': {
                const points = rules.words.type[0] === 'cumulative' || rules.words.type[0] === 'scoring' ? +rules.words['point-places'][0] : 0;
                return t('why threshold', rationalAmount(x.a, points), rationalAmount(x.b, points));
            }
            case 'cap': return t('why cap', money(x.a), rules.caps[+x.other - 1]?.text ?? x.other);
            case 'rival':
            case 'stopped':
            case 'joined': return t('why ' + x.word, name(x.other));
            default: return t('why ' + x.word);
        }
    };
    const cost = (p: number): string => amount(places === 0 && rules.words.seats[0] !== '0' ? 1n : projects.projects[p].cost, places);
    const order = [...c.selected.map(p => p - 1), ...projects.projects.map((_, p) => p).filter(p => !c.reasons[p].won)];
    const commit = r.notes.get('10-ballots-commit.txt')!;
    const aside = commit.aside.reduce((s, x) => s + x[1], 0);
    return section('projects', t('projects'),
        el('p', {}, ok ? t('projects-lead', c.selected.length, projects.projects.length, amount(c.cost, places), amount(BigInt(rules.words.budget[0]), places)) : t('projects-unsure')),
        el('p', {}, t('rule ' + rules.words.rule[0])),
        table(t('projects'), [t('project'), t('outcome'), t('cost'), t('votes')], order.map(p => {
            const won = c.reasons[p].won;
            return [projects.projects[p].name || projects.projects[p].id,
                el('span', { class: won ? 'outcome won' : 'outcome lost' }, icon(won ? 'PASS' : 'NOT-CHECKED'),
                    el('span', {}, el('strong', {}, t(won ? 'funded' : 'not-funded')), el('br'), why(p))), cost(p), integer(c.votes[p])];
        })),
        el('p', {}, t('aside-lead', commit.received, commit.ballots.n, aside)),
        aside > 0 && table(t('aside-caption'), [t('aside-reason'), t('aside-n')], commit.aside.map(([w, n]) => [t('aside ' + w), integer(n)])));
}

function checksPart(r: Report): HTMLElement {
    const row = (c: Check): HTMLElement => el('li', { class: c.result, id: 'check-' + c.id },
        el('span', { class: 'status' }, icon(c.result), el('span', {}, t(c.result))),
        el('div', {}, el('strong', {}, t(c.id)), ' ', el('span', { class: 'id' }, c.id),
            el('p', {}, say(c.why), c.result === 'FAIL' && ' ', c.result === 'FAIL' && el('code', {}, place(c)))));
    const shown = r.checks.filter(c => c.result !== 'NOT-CHECKED');
    const rest = r.checks.filter(c => c.result === 'NOT-CHECKED');
    return section('checks', t('checks'), el('ul', { class: 'checks' }, ...shown.map(row)),
        rest.length > 0 && el('details', { id: 'unchecked' }, el('summary', {}, t('show-unchecked', rest.length)), el('ul', { class: 'checks' }, ...rest.map(row))));
}

function morePart(r: Report): Child {
    const a = r.notes.get('00-announce.txt');
    if (!a || a.fault || (a.keys.size === 0 && a.prior === 'none')) return null;
    return el('details', { id: 'more', open: Object.keys(state.keys).length > 0 || state.prior !== null }, el('summary', {}, t('more')),
        el('p', {}, t('more-lead')),
        el('form', { submit: e => {
            e.preventDefault();
            void checkAll('more-go');
        } },
        ...[...a.keys.keys()].flatMap((role): Child[] => [el('label', { for: 'key-' + role }, t('key-label', role)),
            el('input', { id: 'key-' + role, type: 'text', autocomplete: 'off', spellcheck: 'false', value: state.keys[role] ?? '', input: e => {
                state.keys[role] = (e.target as HTMLInputElement).value.trim();
            } })]),
        a.prior !== 'none' && picker('pick-prior', t('prior-label'), { webkitdirectory: true, multiple: true }, f => {
            void chosen(f, reads).then(g => {
                state.prior = g.folder;
                void checkAll('pick-prior');
            });
        }),
        el('p', {}, el('button', { type: 'submit', id: 'more-go' }, t('again')))));
}

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
            : [verdict(r), sealPart(r), r.kind === 'draw' && r.roll && sound(r) ? ownPart(r) : null, stepsPart(r),
                drawPart(r), countPart(r), checksPart(r), morePart(r), opener()];
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
        folded = [...document.querySelectorAll('details:not([open])')].filter(d => d.id === 'unchecked' || d.id === 'steps');
        for (const d of folded) d.setAttribute('open', '');
    });
    window.addEventListener('afterprint', () => {
        for (const d of folded) d.removeAttribute('open');
    });
}

start();

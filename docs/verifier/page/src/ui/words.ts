// What the core says, in the words of the page.
import type { Check, Report } from '../core/report.ts';
import type { Say } from '../core/say.ts';
import { getLang, integer, knows, t } from './strings.ts';

/** Roles, as a reader of the language would name them. */
const roles = (list: string): string => list.split(', ').map(r => {
    const m = /^observer([0-9]*)$/.exec(r);
    if (m && getLang() === 'fr') return `${t('role observer')} ${m[1]} (${r})`;
    return knows('role ' + r) ? t('role ' + r) : r;
}).join(', ');
const OF_ROLES = ['word-of', 'keys-uncompared', 'sealed-copies'];

const OF_CHANCES = ['ok V22', 'ok V22 maximin'];
const CHANCE = 1; // of their words, the one that is a chance

export const say = (s: Say): string => {
    const p = (s.p ?? []).map((v, i) => (typeof v !== 'string' ? v : OF_CHANCES.includes(s.key) && i === CHANCE ? chance(v) : s.key.startsWith('aborted') ? t('reason ' + v) : s.key === 'destroyed' ? date(v) : OF_ROLES.includes(s.key) ? roles(v) : v));
    return t(s.key, ...p);
};

/** What a check is called in a kind of dossier. */
export const nameOf = (r: Report, id: string): string => t(r.kind === 'panel' && knows(`${id} panel`) ? `${id} panel` : id);

const SHORT = 11;
/** A chance: one in how many, nearly, and the fraction where it is short. */
export function chance(s: string): string {
    const [n, d] = [...s.split('/'), '1'].map(x => BigInt(x));
    if (n === 0n || n === d) return t(n === 0n ? 'chance-none' : 'chance-certain');
    const tenths = (10n * d + n / 2n) / n;
    const many = tenths < 100n && tenths % 10n !== 0n ? amount(tenths, 1) : integer((tenths + 5n) / 10n);
    const near = t(n === 1n ? 'one-in' : 'one-in-about', n === 1n ? integer(d) : many);
    return n === 1n || s.length > SHORT ? near : `${near} (${s})`;
}

export function place(c: Check): string {
    const m = /^line ([0-9]+)$/.exec(c.item);
    return t('place', c.file, m ? t('line', +m[1]) : knows('item ' + c.item) ? t('item ' + c.item) : c.item);
}

/** An amount in units, as the currency has it. */
export function amount(units: bigint, places: number): string {
    const scale = 10n ** BigInt(places);
    const whole = integer(units / scale);
    const rest = units % scale;
    if (rest === 0n) return whole;
    return whole + (getLang() === 'fr' ? ',' : '.') + String(rest).padStart(places, '0');
}

/** A rational amount, cut to the last place. */
export function rationalAmount(s: string, places: number): string {
    const [n, d = '1'] = s.split('/');
    if (!/^[0-9]+$/.test(n)) return s;
    return (d === '1' ? '' : '≈ ') + amount(BigInt(n) / BigInt(d), places);
}

export const date = (time: string): string => {
    const d = new Date(time);
    if (Number.isNaN(d.getTime())) return time;
    return new Intl.DateTimeFormat(getLang() === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(d) + ' UTC';
};

// Receipts (draw-1 §13) and their code on paper.
import { hex, L, utf8 } from './bytes.ts';
import type { Note } from './note.ts';
import { acomOf, leaf, pathLeads, pidOf, type Roll } from './roll.ts';
import type { Say } from './say.ts';
import { H } from './sha256.ts';

export const pidFrom = (salt: string, ident: string): string => hex(H(L('urne/1 pid', salt, ident)));

/** V28: the first line of the receipt that is not confirmed. */
export function receiptFault(r: Note, commit: Note, seal: string, rules: Note, roll: Roll): { line: number; why: Say } | null {
    if (r.fault) return { line: r.fault.line, why: r.fault.why };
    const no = (line: number, key: string): { line: number; why: Say } => ({ line, why: { key } });
    if (r.ceremony !== commit.ceremony) return no(r.at.ceremony, 'r-ceremony');
    if (r.commit !== seal) return no(r.at.commit, 'r-commit');
    const first = r.at.identity;
    for (let i = 0; i < Math.max(rules.identity.length, r.values2.length); i++) {
        if (rules.identity[i] !== r.values2[i]?.[0]) return no(first + i, 'r-identity');
    }
    if (r.number > roll.n) return no(r.at.number, 'r-number');
    const ident = r.values2.map(v => v[1]).concat(r.separate === null ? [] : [r.separate]).join('\t');
    if (pidFrom(r.salt, ident) !== r.pid) return no(r.at.pid, 'r-pid');
    const i = r.number - 1;
    if (pidOf(roll, i) !== r.pid) return no(r.at.number, 'r-line');
    if (roll.stratum[i] !== r.stratum) return no(r.at.stratum, 'r-stratum');
    const attrs = r.at.attr ?? r.at.salt + 1;
    for (let k = 0; k < Math.max(rules.attrs.length, r.attrValues.length); k++) {
        if (rules.attrs[k] !== r.attrValues[k]?.[0]) return no(attrs + k, 'r-attr');
    }
    const hh = r.attrValues.findIndex(a => a[0] === 'household');
    if (hh >= 0) {
        const street = r.address.some(([f, v]) => v !== '' && !['postcode', 'commune', 'city', 'country'].includes(f));
        const key = r.address.map(a => a[1]).join('\t');
        const value = street ? hex(H(L('urne/1 hh', r.hhsalt, key))) : '-';
        if (value !== r.attrValues[hh][2]) return no(attrs + hh, 'r-household');
    }
    const c = r.attrValues.map(([name, salt, v]) => hex(H(L('urne/1 attr', salt, name + '=' + v))));
    const acom = c.length ? hex(H(L('urne/1 attrs', ...c))) : '-';
    if (acom !== acomOf(roll, i)) return no(attrs, 'r-acom');
    const start = leaf(roll.bytes, roll.start[i], roll.start[i + 1]);
    if (!pathLeads(start, i, commit.roll.n, r.path, commit.roll.root)) return no(r.at.path ?? r.lines.length, 'r-path');
    return null;
}

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The salt of a code on paper (13.2), or null. */
export function readCode(s: string): string | null {
    const code = s.replace(/[ \u00a0\-\r\n\t]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
    if (code.length !== 56) return null;
    const digits: number[] = [];
    for (const c of code) {
        const d = BASE32.indexOf(c);
        if (d < 0) return null;
        digits.push(d);
    }
    const h = H(L('urne/1 paper', code.slice(0, 52)));
    const check = (h[0] << 12) | (h[1] << 4) | (h[2] >> 4);
    for (let i = 0; i < 4; i++) if (digits[52 + i] !== ((check >> (15 - 5 * i)) & 31)) return null;
    if (digits[51] & 15) return null;
    const salt = new Uint8Array(32);
    let bits = 0;
    let have = 0;
    let at = 0;
    for (const d of digits.slice(0, 52)) {
        bits = (bits << 5) | d;
        have += 5;
        if (have >= 8 && at < 32) {
            have -= 8;
            salt[at++] = (bits >> have) & 255;
        }
        bits &= 255;
    }
    return hex(salt);
}

export { utf8 };

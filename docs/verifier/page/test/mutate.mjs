// What a cheat or an accident may do to a file of a folder.
export const text = b => Buffer.from(b).toString('latin1');
export const bytes = s => new Uint8Array(Buffer.from(s, 'latin1'));
export const get = (f, n) => text(f.get(n)?.bytes ?? new Uint8Array());
export const set = (f, n, s) => f.set(n, { name: n, bytes: bytes(s) });

export const WORDS = ['-', '0', '1', '2', '3', '9', '01', '1.5', '9007199254740991', '9007199254740992', '1000001', 'end', 'household',
    'member', 'none', 'lot', 'x', 'é', '\u00e9', '', 'A'.repeat(64), 'a'.repeat(64), '0'.repeat(64), 'greedy', 'mes', 'phragmen',
    'approval', 'ordinal', 'scoring', 'cumulative', 'skip', 'stop', 'drop', 'keep', 'file', 'id', 'points', 'borda', 'add1', 'floor',
    'quota', 'balanced', 'dhondt', 'hamilton', 'votes', 'ballots', '2026-02-30', '2026-09-02', '2026-09-01T08:00:00Z',
    '2026-09-30T08:00:00Z', 'principale', 'commit', 'rules', 'audit', 'fresh-beacon', 'yes', 'audit-plan', 'keybox', 'custodian'];
export const LINES = ['end', 'key clerk RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'require commit clerk', 'audit 5 5', 'lead 86400',
    'source 2 lottery loto 2026-09-03', 'source 2 lottery loto 2026-09-01', `source 2 party ann ${'a'.repeat(64)}`,
    `source 2 drand ${'a'.repeat(64)} 100`, '2 lottery loto 3.5.9', `2 party ann ${'b'.repeat(64)}`, '2 party ann missing',
    `2 drand ${'a'.repeat(64)} 100 ${'c'.repeat(64)}`, `reveals ${'a'.repeat(64)}`, 'eligible list principale',
    'eligible list municipale', 'attr sex', 'unique household', 'excluded age 3', 'excluded list 1', 'aside cost 1', 'aside age 1',
    'group 1 1 0 Nord', 'group 2 1 0 Sud', 'stratum 1 3 - - - - X', 'short member 1 1', 'seats 1 1', 'cap 1 100 x', 'in 1 1',
    'rivals 1 2', 'joined 1 2', 'limit age 16', 'limit projects 1 3', 'limit methods paper', 'name 1 X', 'name 2 Y', `sealed clerk ${'a'.repeat(64)}`,
    `rollcopy clerk ${'a'.repeat(64)}`, 'selected 1 1', 'project 1 5 x', 'tie 1 1 2 -> 1 lot - same', 'keeps 0 1', '1 dice d10 0123', 'expire clerk 2023-09-14',
    'full yes', 'full none', 'lines 9', 'lines 0', 'leaves 3 3 0 0', 'leaves 0 0 0 0', 'positions 2 2 0 0', `plan ${'a'.repeat(64)}`,
    `rollkey ${'a'.repeat(64)}`, 'audit 1000001 0', 'audit 0 0', 'audit 3 2', 'check V06 PASS', 'refused 7', 'vacant', 'close', 'abort'];

/** One accident or one cheat; what it was. Words and lines beside those above may be given. */
export function mutate(f, r, words = WORDS, added = LINES) {
    const names = [...f.keys()];
    const notes = names.filter(n => n !== 'sums.txt');
    if (notes.length === 0) return 'nothing left';
    const n = r.chance(1, 12) && f.has('sums.txt') ? 'sums.txt' : r.pick(notes);
    const s = get(f, n);
    const lines = s.split('\n');
    const at = r.below(Math.max(1, lines.length - 1));
    const fields = lines[at].split(' ');
    let what;
    switch (r.below(14)) {
        case 0: what = 'byte'; {
            const b = f.get(n).bytes.slice();
            if (b.length) b[r.below(b.length)] = r.pick([0, 9, 10, 13, 32, 48, 49, 65, 97, 127, 0xc3, 0xff, 0x2d, r.below(256)]);
            f.set(n, { name: n, bytes: b });
        } break;
        case 1: what = 'cut'; set(f, n, s.slice(0, r.below(s.length + 1))); break;
        case 2: what = 'drop line'; lines.splice(at, 1); set(f, n, lines.join('\n')); break;
        case 3: what = 'twice'; lines.splice(at, 0, lines[at]); set(f, n, lines.join('\n')); break;
        case 4: what = 'swap'; if (at > 0) [lines[at], lines[at - 1]] = [lines[at - 1], lines[at]]; set(f, n, lines.join('\n')); break;
        case 5:
        case 6:
        case 7: what = 'word'; fields[r.below(fields.length)] = r.pick(words); lines[at] = fields.join(' '); set(f, n, lines.join('\n')); break;
        case 8: what = 'digit'; {
            const i = r.below(fields.length);
            fields[i] = fields[i].replace(/[0-9]/, () => String(r.below(10)));
            lines[at] = fields.join(' ');
            set(f, n, lines.join('\n'));
        } break;
        case 9:
        case 10: what = 'insert'; lines.splice(at + r.below(2), 0, r.pick(added)); set(f, n, lines.join('\n')); break;
        case 11: what = 'remove'; f.delete(n); break;
        case 12: what = 'add'; set(f, r.pick(['x', 'zz.txt', 'A.txt', '01-commit.txt', '03-result.txt', '12-tally.txt', 'rules.txt', '.hidden',
            'é', 'sums.txt', '04-audit.txt', 'beacon.txt',
            'tie-beacon.txt', '30-abort.txt', '31-abort.txt', '30-rekey.txt', '99-close.txt', '98-handover.txt', '30-audit.txt', '31-audit.txt', '30-destroy.txt', '32-destroy.txt', '01-commit.txt.tsr', '03-result.txt.tsr', '05-x.txt.tsr',
            '01-commit.txt.clerk.minisig', '04-x.txt.clerk.minisig', '03-result.txt.mayor.minisig']), r.pick(['', 'x\n', s])); break;
        default: what = 'append'; set(f, n, s + r.pick(['\n', ' ', 'x', 'end\n', lines[at] + '\n']));
    }
    return `${what} ${n} ${at + 1}`;
}

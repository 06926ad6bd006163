// The projects of a count, and why each is funded or not.
import type { Report } from '../core/report.ts';
import { el, icon, section, table, type Child } from './dom.ts';
import { integer, t } from './strings.ts';
import { amount, rationalAmount } from './words.ts';

export function countPart(r: Report): Child {
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

/* oracle/count: a whole count by definition (budget-1): the rule, its completion and
 * the comparison with greedy. Nothing here is shared with the engine's count. */
#ifndef ORACLE_COUNT_H
#define ORACLE_COUNT_H

#include "oracle/count_greedy.h"
#include "oracle/count_mes.h"
#include "oracle/count_other.h"

/* More of its projects funded in a than in b; or some in a and none in b. */
static inline bool count_prefers(const poll *p, size_t i, const bool *a, const bool *b)
{
    size_t in_a = 0, in_b = 0;
    for (size_t j = 0; j < p->m; j++) {
        in_a += a[j] && p->names[i * p->m + j] ? 1 : 0;
        in_b += b[j] && p->names[i * p->m + j] ? 1 : 0;
    }
    return p->rule->comparison == URNE_COMPARISON_SATISFACTION ? in_a > in_b
                                                               : in_a > 0 && in_b == 0;
}

/* Greedy by votes, which skips what does not fit, takes the place of r when more
 * ballots prefer it than the other way. */
static inline bool count_compare(const poll *p, poll_result *r)
{
    poll_result greedy = poll_result_new(p);
    uint64_t for_greedy = 0, for_mes = 0;
    greedy_run(p, true, true, &greedy);
    for (size_t i = 0; i < p->n; i++) {
        for_greedy += count_prefers(p, i, greedy.funded, r->funded) ? 1 : 0;
        for_mes += count_prefers(p, i, r->funded, greedy.funded) ? 1 : 0;
    }
    bool replaced = for_greedy > for_mes;
    if (replaced) {
        poll_result_copy(r, &greedy, p->m);
    }
    poll_result_free(&greedy);
    return replaced;
}

static inline void count_mes(const poll *p, poll_result *r)
{
    urne_completion c = p->rule->completion;
    if (c == URNE_COMPLETION_ADD1 || c == URNE_COMPLETION_ADD1U) {
        mes_add1(p, r);
    } else {
        mpq_t endowment;
        mpq_init(endowment);
        mes_endowment(endowment, p, 0);
        mes_run_at(p, endowment, r, NULL, NULL, NULL);
        mpq_clear(endowment);
    }
    if (c == URNE_COMPLETION_UTILITARIAN || c == URNE_COMPLETION_ADD1U) {
        greedy_run(p, p->rule->completion_by_votes, true, r);
    }
    if (p->rule->comparison != URNE_COMPARISON_NONE) {
        count_compare(p, r);
    }
}

/* The outcome of the rule; `r` comes from poll_result_new. */
static inline void count_naively(const poll *p, poll_result *r)
{
    switch (p->rule->rule) {
    case URNE_RULE_GREEDY:
        greedy_run(p, false, p->rule->skip, r);
        break;
    case URNE_RULE_MES:
        count_mes(p, r);
        break;
    case URNE_RULE_PHRAGMEN:
        phragmen_run(p, r);
        break;
    case URNE_RULE_MAX_WELFARE:
        welfare_run(p, r);
        break;
    }
}

#endif

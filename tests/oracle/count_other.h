/* oracle/count_other: sequential Phragmén (budget-1, §3.3) and the best set of all
 * (§3.4), which is found by looking at every set. */
#ifndef ORACLE_COUNT_OTHER_H
#define ORACLE_COUNT_OTHER_H

#include "oracle/count_greedy.h"

/* ---- Phragmén ---- */

/* The load that the supporters of j would have; infinite when there are none. */
static inline bool phragmen_load(mpq_t out, const poll *p, const mpq_t *load, size_t j)
{
    mpq_t n;
    mpq_init(n);
    poll_set(out, p->cost[j]);
    poll_set(n, poll_supporters(p, j));
    for (size_t i = 0; i < p->n; i++) {
        if (poll_supports(p, i, j)) {
            mpq_add(out, out, load[i]);
        }
    }
    bool finite = mpq_sgn(n) > 0;
    if (finite) {
        mpq_div(out, out, n);
    }
    mpq_clear(n);
    return finite;
}

/* Those of the race with the least load, which goes into `least`. */
static inline bool phragmen_best(mpq_t least, const poll *p, const mpq_t *load,
                                 const bool *racing, bool *best)
{
    bool some = false, finite = false;
    mpq_t one;
    mpq_init(one);
    for (size_t j = 0; j < p->m; j++) {
        best[j] = false;
        if (!racing[j]) {
            continue;
        }
        bool f = phragmen_load(one, p, load, j);
        int c = f != finite ? (f ? -1 : 1) : f ? mpq_cmp(one, least) : 0;
        if (!some || c < 0) {
            memset(best, 0, j * sizeof *best);
            mpq_set(least, one);
            finite = f;
        }
        best[j] = !some || c <= 0;
        some = true;
    }
    mpq_clear(one);
    return some;
}

/* What does not fit drops out, or stops all if it is among the best. True: it stops. */
static inline bool phragmen_misfit(const poll *p, const poll_result *r, bool *racing,
                                   const bool *best)
{
    uint64_t spent = poll_spent(p, r->funded);
    for (size_t j = 0; j < p->m; j++) {
        bool fits = spent + p->cost[j] <= p->budget;
        racing[j] =
            racing[j] && (fits || !p->rule->skip) && !poll_barred(p, r->funded, j);
        if (best != NULL && best[j] && !fits) {
            return true;
        }
    }
    return false;
}

static inline void phragmen_run(const poll *p, poll_result *r)
{
    mpq_t *load = poll_numbers(p->n), least;
    bool *racing = calloc(p->m + 1, sizeof *racing);
    bool *best = calloc(p->m + 1, sizeof *best);
    mpq_init(least);
    for (size_t j = 0; j < p->m; j++) {
        racing[j] = p->cost[j] <= p->budget && poll_admitted(p, j) &&
                    (p->rule->keep_unsupported || poll_supporters(p, j) > 0);
    }
    for (;;) {
        phragmen_misfit(p, r, racing, NULL);
        if (!phragmen_best(least, p, (const mpq_t *)load, racing, best)) {
            break;
        }
        size_t j = poll_choose(p, r, best, r->n + 1);
        if (p->fault == POLL_PROBE_SEES_ONE_TIE) {
            memset(best, 0, p->m * sizeof *best);
            best[j] = true;
        }
        if (phragmen_misfit(p, r, racing, best)) {
            break;
        }
        for (size_t i = 0; i < p->n; i++) {
            if (poll_supports(p, i, j)) {
                mpq_set(load[i], least);
            }
        }
        racing[j] = false;
        poll_fund(p, r, j);
    }
    mpq_clear(least);
    poll_numbers_free(load, p->n);
    free(best);
    free(racing);
}

/* ---- Max welfare ---- */

/* Is set a better than b: more value, less cost, then the first project in the order of
 * ties that only one of them has? */
static inline bool welfare_better(const poll *p, const bool *a, const mpq_t value_a,
                                  const bool *b, const mpq_t value_b)
{
    uint64_t cost_a = poll_spent(p, a), cost_b = poll_spent(p, b);
    int c = mpq_cmp(value_a, value_b);
    size_t first = SIZE_MAX;
    if (c != 0 || cost_a != cost_b) {
        return c != 0 ? c > 0 : cost_a < cost_b;
    }
    for (size_t j = 0; j < p->m; j++) {
        if (a[j] != b[j] && (first == SIZE_MAX || poll_tie_cmp(p, j, first, 1) < 0)) {
            first = j;
        }
    }
    return first != SIZE_MAX && a[first];
}

static inline bool welfare_allowed(const poll *p, const bool *set)
{
    bool *rest = calloc(p->m + 1, sizeof *rest);
    bool allowed = poll_spent(p, set) <= p->budget;
    for (size_t j = 0; j < p->m && allowed; j++) {
        memcpy(rest, set, p->m * sizeof *rest);
        rest[j] = false;
        allowed = !set[j] || (!poll_barred(p, rest, j) && poll_admitted(p, j) &&
                              poll_supporters(p, j) > 0);
    }
    free(rest);
    return allowed;
}

static inline void welfare_value(mpq_t out, const poll *p, const bool *set)
{
    poll_set(out, 0);
    for (size_t i = 0; i < p->n; i++) {
        for (size_t j = 0; j < p->m; j++) {
            if (set[j]) {
                mpq_add(out, out, p->utility[i * p->m + j]);
            }
        }
    }
}

/* At most 20 projects, of which those without support add nothing. In the order of the
 * file. */
static inline void welfare_run(const poll *p, poll_result *r)
{
    bool *set = calloc(p->m + 1, sizeof *set), *best = calloc(p->m + 1, sizeof *best);
    mpq_t value, most;
    mpq_inits(value, most, NULL);
    for (uint64_t bits = 1; bits < (uint64_t)1 << p->m; bits++) {
        for (size_t j = 0; j < p->m; j++) {
            set[j] = (bits >> j & 1) != 0;
        }
        if (welfare_allowed(p, set)) {
            welfare_value(value, p, set);
            if (welfare_better(p, set, value, best, most)) {
                memcpy(best, set, p->m * sizeof *best);
                mpq_set(most, value);
            }
        }
    }
    for (size_t j = 0; j < p->m; j++) {
        if (best[j]) {
            poll_fund(p, r, j);
        }
    }
    mpq_clears(value, most, NULL);
    free(best);
    free(set);
}

#endif

/* oracle/count_greedy: greedy (budget-1, §3.1) taken one project at a time: of those
 * not yet considered the best key, ties in the order of ties, funded when it fits. */
#ifndef ORACLE_COUNT_GREEDY_H
#define ORACLE_COUNT_GREEDY_H

#include "oracle/count_poll.h"

/* The key of a project; infinite when it is free, supported and weighed by its cost. */
typedef struct greedy_key {
    bool infinite;
    mpq_t q;
} greedy_key;

static inline void greedy_key_of(greedy_key *out, const poll *p, size_t j, bool votes)
{
    urne_utility u = votes ? URNE_UTILITY_COST : p->rule->utility;
    mpq_t cost;
    mpq_init(cost);
    mpq_init(out->q);
    for (size_t i = 0; i < p->n; i++) {
        mpq_t one;
        mpq_init(one);
        if (u == URNE_UTILITY_COST || u == URNE_UTILITY_CARDINALITY) {
            poll_set(one, p->names[i * p->m + j] ? 1 : 0);
        } else if (u == URNE_UTILITY_POINTS || u == URNE_UTILITY_POINTS_COST) {
            poll_set(one, p->given[i * p->m + j]);
        } else {
            mpq_set(one, p->utility[i * p->m + j]);
        }
        mpq_add(out->q, out->q, one);
        mpq_clear(one);
    }
    poll_set(cost, p->cost[j]);
    bool per_cost = u != URNE_UTILITY_COST && u != URNE_UTILITY_POINTS_COST;
    out->infinite = per_cost && p->cost[j] == 0 && mpq_sgn(out->q) > 0;
    if (per_cost && p->cost[j] > 0) {
        mpq_div(out->q, out->q, cost);
    }
    mpq_clear(cost);
}

static inline int greedy_key_cmp(const greedy_key *a, const greedy_key *b)
{
    if (a->infinite || b->infinite) {
        return (int)a->infinite - (int)b->infinite;
    }
    return mpq_cmp(a->q, b->q);
}

/* Those that may still be considered and have the best key. False: there are none. */
static inline bool greedy_best(const poll *p, const greedy_key *keys,
                               const bool *considered, bool *best)
{
    const greedy_key *most = NULL;
    for (size_t j = 0; j < p->m; j++) {
        if (!considered[j] && (most == NULL || greedy_key_cmp(&keys[j], most) > 0)) {
            most = &keys[j];
        }
    }
    for (size_t j = 0; j < p->m; j++) {
        best[j] = !considered[j] && greedy_key_cmp(&keys[j], most) == 0;
    }
    return most != NULL;
}

static inline const greedy_key *greedy_any(const greedy_key *keys, const bool *best)
{
    size_t j = 0;
    while (!best[j]) {
        j++;
    }
    return &keys[j];
}

/* Greedy over what r has not funded. votes: by votes whatever the utility. */
static inline void greedy_run(const poll *p, bool votes, bool skip, poll_result *r)
{
    greedy_key *keys = calloc(p->m + 1, sizeof *keys);
    bool *considered = calloc(p->m + 1, sizeof *considered);
    bool *best = calloc(p->m + 1, sizeof *best);
    for (size_t j = 0; j < p->m; j++) {
        greedy_key_of(&keys[j], p, j, votes);
        bool supported = mpq_sgn(keys[j].q) > 0;
        considered[j] = r->funded[j] || !poll_admitted(p, j) ||
                        (!supported && !p->rule->keep_unsupported);
    }
    size_t round = r->n + 1, group = round, last = SIZE_MAX;
    for (; greedy_best(p, keys, considered, best); round++) {
        /* equal keys are put in order once: by the lots of the first one's round */
        bool same = last != SIZE_MAX &&
                    greedy_key_cmp(&keys[last], greedy_any(keys, best)) == 0;
        group = same ? group : round;
        size_t j = last = poll_choose(p, r, best, group);
        considered[j] = true;
        if (poll_fits(p, r->funded, j)) {
            poll_fund(p, r, j);
        } else if (!skip && !poll_barred(p, r->funded, j) && p->cost[j] <= p->budget) {
            break; /* what an empty budget could not hold, or a cap, stops nobody */
        }
    }
    for (size_t j = 0; j < p->m; j++) {
        mpq_clear(keys[j].q);
    }
    free(best);
    free(considered);
    free(keys);
}

#endif

/* oracle/count_mes: the Method of Equal Shares (budget-1, §3.2) and Add1 (§3.2.5),
 * every ballot on its own, every rho anew in every round, every increment run. */
#ifndef ORACLE_COUNT_MES_H
#define ORACLE_COUNT_MES_H

#include "oracle/count_poll.h"

/* What each ballot paid in one round, for those who replay it. */
typedef void mes_watch(void *ctx, const poll *p, size_t project, const mpq_t rho,
                       mpq_t *left);

typedef struct mes_run {
    const poll *p;
    mpq_t *left;      /* by ballot */
    mpq_t *rho, *old; /* by project; `old`: of the round before */
    bool *racing;
    mes_watch *watch;
    void *ctx;
} mes_run;

typedef struct mes_payer {
    mpq_t ratio, left, utility;
} mes_payer;

static inline int mes_by_ratio(const void *a, const void *b)
{
    return mpq_cmp(((const mes_payer *)a)->ratio, ((const mes_payer *)b)->ratio);
}

/* The supporters of j, sorted by what they have left over what they gain. */
static inline mes_payer *mes_payers(const mes_run *run, size_t j, size_t *n)
{
    const poll *p = run->p;
    mes_payer *payers = malloc((p->n + 1) * sizeof *payers);
    *n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (poll_supports(p, i, j)) {
            mes_payer *payer = &payers[(*n)++];
            mpq_inits(payer->ratio, payer->left, payer->utility, NULL);
            mpq_set(payer->left, run->left[i]);
            mpq_set(payer->utility, p->utility[i * p->m + j]);
            mpq_div(payer->ratio, payer->left, payer->utility);
        }
    }
    qsort(payers, *n, sizeof *payers, mes_by_ratio);
    return payers;
}

/* The rho at which min(left, rho * utility) of the supporters adds up to the cost. */
static inline bool mes_rho(mpq_t rho, const mes_run *run, size_t j)
{
    size_t n;
    mes_payer *payers = mes_payers(run, j, &n);
    mpq_t need, weight, all;
    mpq_inits(need, weight, all, NULL);
    poll_set(need, run->p->cost[j]);
    for (size_t i = 0; i < n; i++) {
        mpq_add(weight, weight, payers[i].utility);
        mpq_add(all, all, payers[i].left);
    }
    bool affordable = mpq_cmp(all, need) >= 0;
    for (size_t i = 0; affordable && i < n; i++) {
        mpq_div(rho, need, weight);
        if (mpq_cmp(rho, payers[i].ratio) <= 0 || run->p->fault == POLL_ALL_PAY) {
            break;
        }
        mpq_sub(need, need, payers[i].left);
        mpq_sub(weight, weight, payers[i].utility);
    }
    for (size_t i = 0; i < n; i++) {
        mpq_clears(payers[i].ratio, payers[i].left, payers[i].utility, NULL);
    }
    mpq_clears(need, weight, all, NULL);
    free(payers);
    return affordable;
}

static inline void mes_pay(mes_run *run, size_t j)
{
    const poll *p = run->p;
    mpq_t due;
    mpq_init(due);
    for (size_t i = 0; i < p->n; i++) {
        if (poll_supports(p, i, j)) {
            mpq_mul(due, run->rho[j], p->utility[i * p->m + j]);
            if (mpq_cmp(due, run->left[i]) > 0) {
                mpq_set(due, run->left[i]);
            }
            mpq_sub(run->left[i], run->left[i], due);
        }
    }
    if (run->watch != NULL) {
        run->watch(run->ctx, p, j, run->rho[j], run->left);
    }
    mpq_clear(due);
}

/* Lets out who cannot be paid for or is barred, and marks the least rho of the rest. */
static inline bool mes_best(mes_run *run, const poll_result *r, bool *best)
{
    const poll *p = run->p;
    size_t least = SIZE_MAX;
    for (size_t j = 0; j < p->m; j++) {
        best[j] = false;
        mpq_set(run->old[j], run->rho[j]);
        run->racing[j] = run->racing[j] && !poll_barred(p, r->funded, j) &&
                         mes_rho(run->rho[j], run, j);
        if (run->racing[j] &&
            (least == SIZE_MAX || mpq_cmp(run->rho[j], run->rho[least]) < 0)) {
            least = j;
        }
    }
    for (size_t j = 0; j < p->m && least != SIZE_MAX; j++) {
        best[j] = run->racing[j] && mpq_equal(run->rho[j], run->rho[least]);
        /* the fault: its old rho already reaches the best, so it is not looked at */
        if (p->fault == POLL_LAZY_STOP && j != least && r->n > 0 &&
            mpq_cmp(run->old[j], run->rho[least]) >= 0) {
            best[j] = false;
        }
    }
    return least != SIZE_MAX;
}

/* Supported projects that cost nothing, in the order of ties of the first round. */
static inline void mes_free_projects(const poll *p, poll_result *r, bool *best)
{
    for (bool some = true; some;) {
        some = false;
        for (size_t j = 0; j < p->m; j++) {
            best[j] = !r->funded[j] && p->cost[j] == 0 && poll_admitted(p, j) &&
                      poll_supporters(p, j) > 0 && !poll_barred(p, r->funded, j);
            some = some || best[j];
        }
        if (some) {
            poll_fund(p, r, poll_choose(p, r, best, 1));
        }
    }
}

/* Equal shares of `endowment` a ballot. `left` (by ballot) may be NULL. */
static inline void mes_run_at(const poll *p, const mpq_t endowment, poll_result *r,
                              mpq_t *left, mes_watch *watch, void *ctx)
{
    mes_run run = {.p = p, .watch = watch, .ctx = ctx};
    bool *best = calloc(p->m + 1, sizeof *best);
    run.racing = calloc(p->m + 1, sizeof *run.racing);
    run.left = left != NULL ? left : poll_numbers(p->n);
    run.rho = poll_numbers(p->m);
    run.old = poll_numbers(p->m);
    for (size_t i = 0; i < p->n; i++) {
        mpq_set(run.left[i], endowment);
    }
    mes_free_projects(p, r, best);
    for (size_t j = 0; j < p->m; j++) {
        run.racing[j] =
            p->cost[j] > 0 && poll_admitted(p, j) && poll_supporters(p, j) > 0;
    }
    while (mes_best(&run, r, best)) {
        size_t j = poll_choose(p, r, best, r->n + 1);
        mes_pay(&run, j);
        run.racing[j] = false;
        poll_fund(p, r, j);
    }
    poll_numbers_free(run.rho, p->m);
    poll_numbers_free(run.old, p->m);
    if (left == NULL) {
        poll_numbers_free(run.left, p->n);
    }
    free(run.racing);
    free(best);
}

/* ---- Endowments ---- */

/* Of increment k: the share of the budget, exact or in whole currency units, and k
 * increments more. */
static inline void mes_endowment(mpq_t out, const poll *p, uint64_t k)
{
    mpz_t z;
    mpz_init(z);
    poll_set(out, 0);
    if (p->n > 0) {
        mpq_set_ui(out, p->budget, p->n);
        mpq_canonicalize(out);
    }
    bool add1 = p->rule->completion == URNE_COMPLETION_ADD1 ||
                p->rule->completion == URNE_COMPLETION_ADD1U;
    if (add1 && p->rule->add1_start == URNE_ADD1_FLOOR) {
        mpz_t unit;
        mpz_init_set_ui(unit, 1);
        for (unsigned i = 0; i < p->e->places && p->rule->seats == 0; i++) {
            mpz_mul_ui(unit, unit, 10);
        }
        mpz_fdiv_q(z, mpq_numref(out), mpq_denref(out));
        mpz_fdiv_q(z, z, unit);
        mpz_mul(z, z, unit);
        mpq_set_z(out, z);
        mpz_clear(unit);
    }
    /* With seats the voters share the increment. */
    mpq_t more;
    mpq_init(more);
    mpq_set_ui(more, p->rule->add1_increment,
               p->rule->seats > 0 && p->n > 0 ? p->n : 1);
    mpz_mul_ui(mpq_numref(more), mpq_numref(more), k);
    mpq_canonicalize(more);
    mpq_add(out, out, more);
    mpq_clear(more);
    mpz_clear(z);
}

/* Would nothing more fit, of the projects that the rule asks about? */
static inline bool mes_exhaustive(const poll *p, const bool *funded)
{
    for (size_t j = 0; j < p->m; j++) {
        bool asked = p->rule->add1_stop == URNE_ADD1_ALL ||
                     (p->cost[j] > 0 && poll_supporters(p, j) > 0);
        if (asked && !funded[j] && poll_admitted(p, j) && poll_fits(p, funded, j)) {
            return false;
        }
    }
    return true;
}

/* Can every ballot pay alone for every supported project? More changes nothing then. */
static inline bool mes_saturated(const poll *p, const mpq_t endowment)
{
    mpq_t all, one;
    mpq_inits(all, one, NULL);
    for (size_t j = 0; j < p->m; j++) {
        bool racing = poll_admitted(p, j) && poll_supporters(p, j) > 0;
        poll_set(one, racing ? p->cost[j] : 0);
        mpq_add(all, all, one);
    }
    bool saturated = mpq_cmp(endowment, all) >= 0;
    mpq_clears(all, one, NULL);
    return saturated;
}

/* One step of the linear scan: false when the scan ends; r has the outcome then. */
static inline bool mes_add1_step(const poll *p, uint64_t k, poll_result *r)
{
    poll_result next = poll_result_new(p);
    mpq_t endowment;
    mpq_init(endowment);
    mes_endowment(endowment, p, k);
    mes_run_at(p, endowment, &next, NULL, NULL, NULL);
    bool over = next.cost > p->budget, go_on = !over;
    if (!over) {
        poll_result_copy(r, &next, p->m);
        go_on = !mes_saturated(p, endowment) &&
                (p->rule->add1_stop == URNE_ADD1_NONE || !mes_exhaustive(p, r->funded));
    }
    mpq_clear(endowment);
    poll_result_free(&next);
    return go_on;
}

/* The fault: searches the overspend as if more money never cost less. */
static inline uint64_t mes_bisect(const poll *p, poll_result *r)
{
    uint64_t low = 0, high = 1;
    for (bool over = false; high - low > 1 || !over;) {
        uint64_t k = over ? low + (high - low) / 2 : high;
        poll_result next = poll_result_new(p);
        mpq_t endowment;
        mpq_init(endowment);
        mes_endowment(endowment, p, k);
        mes_run_at(p, endowment, &next, NULL, NULL, NULL);
        bool full = mes_saturated(p, endowment);
        if (next.cost > p->budget) {
            over = true;
            high = k;
        } else {
            low = k;
            high = over ? high : 2 * k;
            poll_result_copy(r, &next, p->m);
        }
        mpq_clear(endowment);
        poll_result_free(&next);
        if (full && !over) {
            break;
        }
    }
    return low;
}

/* Add1: the endowment grows until the budget would be overspent, or a stop. Returns k
 * of the last run, which counts unless it overspends. */
static inline uint64_t mes_add1(const poll *p, poll_result *r)
{
    if (p->fault == POLL_BISECT && p->rule->add1_stop == URNE_ADD1_NONE) {
        mes_add1_step(p, 0, r);
        return mes_bisect(p, r);
    }
    uint64_t k = 0;
    while (mes_add1_step(p, k, r)) {
        k++;
        if (p->patience > 0 && k > p->patience) {
            r->gave_up = true;
            break;
        }
    }
    return k;
}

#endif

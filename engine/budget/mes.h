/* budget/mes: one run of the Method of Equal Shares at one endowment (budget-1 §3.2).
 *
 * Exact, and quick. What a voter has left is the endowment less rho * utility for every
 * funded project that the voter supports, or nothing at all from the round on in which
 * the voter could not pay in full. So every sum that decides something is
 *     count * endowment - sum over rounds of k[j] * rho[j]
 * with integers count and k[j]; over a common denominator it is found by Horner's rule.
 * That is done only where it must be: balances are also kept as integers of 2^-f units
 * with a bound on their error, and these bounds settle nearly every comparison. */
#ifndef URNE_BUDGET_MES_H
#define URNE_BUDGET_MES_H

#include "budget/run.h"

/* m * 2^e with 2^62 <= m < 2^63, or 0: a bound of a positive rational. */
typedef struct urne_near {
    uint64_t m;
    int e;
} urne_near;

/* The rho of a candidate, as last reckoned. rho never falls, so `lo` holds for ever and
 * `hi` in the state in which it was reckoned. */
typedef struct urne_price {
    size_t at; /* rounds there had been, plus 1; 0: never reckoned */
    urne_near lo, hi;
} urne_price;

typedef struct urne_mes {
    const urne_profile *p;
    const urne_order *order;
    urne_arena *arena;
    urne_fit *fit;
    mpz_t bn, bd;  /* the endowment bn / bd, in units */
    unsigned f;    /* balances are counted in 2^-f units */
    uint64_t *low; /* by group: low <= balance * 2^f < low + slack, or exactly 0: */
    bool *spent;   /* by group: has nothing left */
    uint64_t slack;
    /* rounds, from 1: what each bought, rho / factor = num / den, den[j] / den[j - 1]
     */
    size_t n;
    uint32_t *bought;
    mpz_t *num, *den;
    uint64_t *by;
    uint64_t *paid_all; /* by round: voters who paid all they had */
    uint32_t *round_of; /* by candidate: its round, or 0 */
    size_t n_free;      /* bought[1..n_free] cost nothing: they have no num */
    urne_price *price;  /* by candidate */
    uint32_t *live;     /* candidates in the race, roughly by price */
    size_t n_live;
    urne_tie_met *ties;
    size_t n_ties, *tie_room; /* room: candidates that ties[i].tied holds */
    urne_force force;
    /* room for one candidate's supporters */
    size_t *active, *drained;
    uint64_t *k;
    mpz_t *x; /* by candidate: an exact price, x / (den * d) */
    uint64_t *d;
    mpz_t t1, t2, t3;
} urne_mes;

/* An empty run; its integers are freed with the arena. */
urne_mes *urne_mes_new(urne_arena *arena, const urne_profile *p,
                       const urne_order *order);

/* Runs the method at the endowment bn / bd to its end. */
void urne_mes_run(urne_mes *s, const mpz_t bn, const mpz_t bd, urne_force force);

/* The two-point test (budget-1 §3.2.8): whether every endowment from that of `base`,
 * which has run, to bn / bd, which is larger, buys the sequence of base. If so, s is
 * what urne_mes_run would have made of it at bn / bd. */
bool urne_mes_replay(urne_mes *s, const urne_mes *base, const mpz_t bn, const mpz_t bd);

/* rho of round j, and the most that a supporter pays in it: 0 for the free. */
void urne_mes_rho(mpq_t out, const urne_mes *s, size_t j);
void urne_mes_pays(mpq_t out, const urne_mes *s, size_t j);

/* The rounds as those of any rule; they live in the arena. */
urne_bought *urne_mes_bought(urne_arena *arena, const urne_mes *s);

/* What the supporters of a candidate have left together. */
void urne_mes_money(mpq_t out, urne_mes *s, uint32_t c);

/* floor(10 * balance / endowment) of a group: 0 to 10. */
unsigned urne_mes_tenth(urne_mes *s, size_t group);

/* ---- between the files of this rule ---- */

/* A candidate's supporters, reckoned: active[0..n_active) pay in full, drained[0..
 * n_drained) pay all they have; those who have nothing are in neither. rho * factor is
 * between x_lo / d and x_hi / d in 2^-f units. */
typedef struct urne_reckoned {
    size_t n_active, n_drained;
    urne_wide x_lo, x_hi;
    uint64_t d;
} urne_reckoned;

/* False when the supporters cannot pay for it. */
bool urne_mes_reckon(urne_mes *s, uint32_t c, urne_reckoned *out);

/* The exact x of what was just reckoned: rho * factor = x / (den[n] * d). */
void urne_mes_exact(mpz_t x, urne_mes *s, uint32_t c, const urne_reckoned *r);

/* balance * den[n] of a group that is not spent. */
void urne_mes_balance(mpz_t out, const urne_mes *s, size_t group);

urne_near urne_near_div(urne_wide num, urne_wide den, bool up);
urne_near urne_near_big(const mpz_t num, const mpz_t den, bool up);
int urne_near_cmp(urne_near a, urne_near b);

#endif

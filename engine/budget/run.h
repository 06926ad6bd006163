/* budget/run: what every rule takes and gives.
 *
 * A rule runs on a profile and says which candidates it funds, in which order, and
 * where it met a tie. A run may be forced to take another of the tied candidates at one
 * place: so it is found out whether a tie matters. Only a run that is recorded makes
 * texts. */
#ifndef URNE_BUDGET_RUN_H
#define URNE_BUDGET_RUN_H

#include "budget/fit.h"
#include "budget/order.h"

#include <gmp.h>

/* A tie that was met: the candidates that were equal in this round. */
typedef struct urne_tie_met {
    size_t round;
    uint32_t *tied; /* in the order in which they come */
    size_t n;
    uint32_t chosen; /* tied[0] */
    urne_tie_kind by;
    bool resolved;
    bool group; /* all of the tied come in turn, from this round on */
} urne_tie_met;

/* Take `c` first among those tied in `round`; round 0: no force. In a group that begins
 * at an earlier round and is taken whole, take it at that place. Later forces come
 * first in the list. */
typedef struct urne_force {
    size_t round;
    uint32_t c;
    const struct urne_force *before;
} urne_force;

/* How one candidate fared. */
typedef struct urne_fate {
    urne_why why;
    bool known; /* something was decided about it */
    const char *a, *b;
    size_t other; /* candidate or cap, or SIZE_MAX */
    size_t round;
} urne_fate;

typedef struct urne_bought {
    uint32_t c;
    size_t round;
    const char *key, *pays;
    uint64_t left;
    uint64_t mark; /* a digest of the price, where there is one */
} urne_bought;

typedef struct urne_run {
    urne_arena *arena; /* of what it gives */
    const urne_profile *p;
    const urne_order *order;
    urne_fit *fit;      /* before: what is funded already; after: with the run */
    size_t first_round; /* the number of its first round */
    urne_force force;   /* and those before it */
    bool record;
    urne_bought *bought;
    size_t n_bought;
    urne_tie_met *ties;
    size_t n_ties, cap_ties;
    urne_fate *fate; /* by candidate, when recorded */
} urne_run;

/* A run that starts from `fit` and numbers its rounds from first_round. */
urne_run urne_run_new(urne_arena *arena, const urne_profile *p, const urne_order *order,
                      urne_fit *fit, size_t first_round, bool record);

/* Funds a candidate: texts may be NULL. */
void urne_run_fund(urne_run *r, size_t round, uint32_t c, const char *key,
                   const char *pays);

/* 64 bits that differ for different fractions num / den > 0, but for a rounding. */
uint64_t urne_run_mark(const mpz_t num, const mpz_t den);

/* The fate of a candidate that is not funded. */
void urne_run_lose(urne_run *r, uint32_t c, urne_why why, size_t round, const char *a,
                   const char *b, size_t other);

/* The fate of a candidate for which there was no room: rival, envelope or budget. */
void urne_run_lose_room(urne_run *r, uint32_t c, size_t round);

/* Chooses among the tied of a round, obeying the force; notes the tie when n > 1. The
 * array is sorted into the order in which they come. */
uint32_t urne_run_choose(urne_run *r, size_t round, uint32_t *tied, size_t n);

/* Orders all of the tied in the same way, to be taken in turn from this round on. */
void urne_run_arrange(urne_run *r, size_t round, uint32_t *tied, size_t n);

/* Brings forced candidates to their places among the tied of a round. */
void urne_force_obey(const urne_force *force, size_t round, uint32_t *tied, size_t n,
                     bool group);

/* A rational and an amount as texts in the arena of the run. */
const char *urne_run_rational(urne_run *r, const mpq_t q);
const char *urne_run_amount(urne_run *r, uint64_t v);

/* ---- the rules ---- */

/* Greedy (budget-1 §3.1). `skip` passes over what does not fit. */
void urne_greedy(urne_run *r, bool skip);

/* Sequential Phragmén (budget-1 §3.3). */
void urne_phragmen(urne_run *r, bool skip);

/* The sign of key(a) - key(b), the densities by which greedy sorts; and as text. */
int urne_greedy_cmp(const urne_profile *p, uint32_t a, uint32_t b);
void urne_greedy_key(mpq_t out, bool *infinite, const urne_profile *p, uint32_t c);

#endif

/* budget/count_in: a count being made, shared by the files of budget/count. */
#ifndef URNE_BUDGET_COUNT_IN_H
#define URNE_BUDGET_COUNT_IN_H

#include "budget/add1.h"
#include "budget/open.h"
#include "budget/welfare.h"
#include "model/count_text.h"

/* Nodes of the search for the greatest utility, and of its proof. */
#define URNE_WELFARE_LIMIT 2000000u

typedef struct urne_counting {
    urne_arena *arena;
    const urne_election *e;
    const urne_count_rule *rule;
    urne_count *out;
    urne_profile *p;
    urne_order *order;
    urne_fit *fit;
    bool checking;            /* no search is made: the proof of the trace is walked */
    urne_str given;           /* a trace to be checked, whose proof is used; or empty */
    urne_mes *mes;            /* the deciding run, when the rule is mes */
    urne_profile *completing; /* the ballots as its completion counts them */
    urne_add1 add1;
    bool has_add1;
    urne_str proof; /* the tree, when the rule is max-welfare */
    bool proof_strict;
    const char *utility; /* its greatest utility */
    urne_fate *fate;     /* by candidate */
    urne_phase *phase;   /* by candidate */
    size_t cap_ties;
    urne_err *err;
} urne_counting;

/* Takes over what a recorded run did: rounds and fates. */
void urne_counting_take(urne_counting *c, const urne_run *run, urne_phase phase);

/* Adds a tie and whether it matters. */
void urne_counting_tie(urne_counting *c, const urne_tie_met *t, urne_phase phase,
                       bool matters);

/* Adds the ties of a count that funds `funded`, each with whether it changes that;
 * fails when open ones lead to another set. `fn` counts again under forces. */
URNE_MUST_USE urne_code urne_counting_ties(urne_counting *c, urne_trial_fn *fn,
                                           void *ctx, const bool *funded,
                                           const urne_tie_met *ties, size_t n,
                                           urne_phase phase);

/* The rule mes, with completion and comparison (count_mes.c). */
URNE_MUST_USE urne_code urne_counting_mes(urne_counting *c);

/* The rule max-welfare (count_welfare.c). */
URNE_MUST_USE urne_code urne_counting_welfare(urne_counting *c);

/* Greedy from `fit` on, as rule or completion; ties are looked into. */
URNE_MUST_USE urne_code urne_counting_greedy(urne_counting *c, const urne_profile *p,
                                             bool skip, urne_phase phase,
                                             size_t first_round);

/* Writes c->out->trace (trace.c). */
void urne_counting_trace(urne_counting *c);

/* The projects of a candidate, ascending. */
typedef void urne_project_fn(void *data, uint32_t project);
void urne_counting_projects(const urne_counting *c, uint32_t candidate,
                            urne_project_fn *fn, void *data);

#endif

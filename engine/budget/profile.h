/* budget/profile: an election as numbers, for the rules.
 *
 * Joined projects are one candidate; ballots that support the same candidates with the
 * same utilities are one group with a weight. The utility of a supporter is
 * factor * u, where the factor is the candidate's and u the supporter's (budget-1 §2).
 */
#ifndef URNE_BUDGET_PROFILE_H
#define URNE_BUDGET_PROFILE_H

#include "base/wide.h"
#include "model/count_rule.h"

typedef struct urne_profile {
    const urne_election *e;
    const urne_count_rule *rule;
    urne_utility utility;
    size_t m;             /* candidates, in the order of their first projects */
    uint32_t *of_project; /* candidate of a project */
    uint32_t *first;      /* first project of a candidate */
    uint64_t *cost;       /* with seats, 1 a project */
    uint64_t *votes;      /* valid ballots that name it */
    uint64_t *points;     /* their points, or their ranks from the end; 0: none */
    uint64_t *factor;     /* of utilities */
    urne_wide *total;     /* sum of u over all ballots */
    bool *barred;         /* below the threshold */
    uint64_t budget, voters;
    size_t n_groups;
    uint64_t *weight;
    /* supporters of candidate c: who[start[c]] up to who[start[c + 1]], by ascending u
     */
    size_t *start;
    uint32_t *who;
    uint64_t *u;
    /* candidates of group g: named[from[g]] up to named[from[g + 1]], ascending */
    size_t *from;
    uint32_t *named;
    uint64_t *named_u;
} urne_profile;

/* Builds the numbers of a rule with this utility (the rule's own, or that of its
 * completion); fails when they are too large to be added up. */
URNE_MUST_USE urne_code urne_profile_new(urne_profile **out, urne_arena *arena,
                                         const urne_election *e,
                                         const urne_count_rule *rule,
                                         urne_utility utility, urne_err *err);

/* What the threshold is measured by, and whether a candidate reaches it. */
uint64_t urne_profile_score(const urne_profile *p, size_t c);

/* How much of the score is one vote or one whole point. */
uint64_t urne_profile_unit(const urne_profile *p);
bool urne_profile_reaches(const urne_profile *p, size_t c);

/* Someone gains from it. */
static inline bool urne_profile_supported(const urne_profile *p, size_t c)
{
    return p->total[c] > 0;
}

#endif

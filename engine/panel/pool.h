/* panel/pool: the people who answered, as types, and back from types to people. */
#ifndef URNE_PANEL_POOL_H
#define URNE_PANEL_POOL_H

#include "panel/problem.h"

/* A line of the quota file; features of one category stand together, as in the file. */
typedef struct urne_panel_feature {
    urne_str category, value;
    int64_t lo, hi; /* people of it on a panel */
    int64_t lo_flex,
        hi_flex;     /* as far as a relaxation may go; lo and hi without flex */
    int64_t persons; /* in the pool */
} urne_panel_feature;

/* With a household rule there is one more category, behind the others: class c of
 * households (those whose members are of the same types) and at last "none". Its
 * features have no line in the quota file. */
typedef struct urne_panel_pool {
    urne_panel_problem problem;
    urne_panel_feature *feature; /* by row; problem.features of them */
    size_t quoted;               /* features of the quota file; the rest are classes */
    size_t n;                    /* people, in the order of the pool file */
    urne_str *id;                /* by person: a pseudonym; never a name */
    uint64_t *line;              /* by person: in the pool file */
    uint32_t *type;              /* by person */
    uint32_t *first, *person;    /* people of type t: person[first[t]..first[t + 1]) */
    uint32_t *household;         /* by person: UINT32_MAX alone; else a number from 0 */
    size_t households;
} urne_panel_pool;

#endif

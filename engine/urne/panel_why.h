/* urne/panel_why.h: why quotas allow no panel and what would help; why chances are as
 * they are. What `urne panel` prints in words.
 *
 * Fractions are "num" or "num/den" in lowest terms, as text. */
#ifndef URNE_PANEL_WHY_H
#define URNE_PANEL_WHY_H

#include "urne/base.h"

/* One side of a line of the quota file: at least so many of a value, or at most. */
typedef struct urne_quota_side {
    size_t feature; /* line of the quota file, from 0 */
    urne_str category, value;
    bool upper;      /* at most */
    int64_t bound;   /* as the file has it */
    int64_t persons; /* of the value, in the pool */
} urne_quota_side;

/* Sides that no panel keeps all together. None at all: already the pool (and the
 * household rule) allows no panel of that size. */
typedef struct urne_quota_conflict {
    urne_quota_side *side; /* as in the file, the lower side first */
    size_t n;
    bool minimal; /* each is needed: without any one some panel keeps the others. Not so
                     only where a search was too long */
    bool fewest;  /* no conflict has fewer sides */
} urne_quota_conflict;

/* A side moved to another bound. */
typedef struct urne_quota_move {
    urne_quota_side side;
    int64_t to;
} urne_quota_move;

/* Moves that together allow a panel. A seat costs 1 + 2/l where a minimum l is lowered
 * and 1 where a maximum is raised, so that small groups are not given up first. */
typedef struct urne_quota_relaxation {
    urne_quota_move *move;
    size_t n;
    const char *cost;
} urne_quota_relaxation;

enum { URNE_RELAXATIONS = 3 };

/* Quotas that allow no panel. */
typedef struct urne_panel_infeasible {
    int64_t k;       /* people on a panel */
    uint64_t pool;   /* people in the pool */
    bool households; /* at most one of a household */
    bool explained;  /* `conflict` is there: the search for it was not too long */
    urne_quota_conflict conflict;
    bool flexible; /* min_flex or max_flex gives way anywhere */
    bool within;   /* the relaxations keep to min_flex and max_flex; else none does, and
                      these are the cheapest without limits */
    bool searched; /* the searches for them came to their end: else there may be cheaper
                      ones, or some within the limits */
    urne_quota_relaxation relaxation[URNE_RELAXATIONS]; /* the cheapest first; each of
        the others leaves a side alone that each one before it moves */
    size_t n;
} urne_panel_infeasible;

/* A value in a category. */
typedef struct urne_panel_trait {
    urne_str category, value;
} urne_panel_trait;

/* People of one type who are in no panel, and the quotas that keep them out. */
typedef struct urne_panel_absence {
    size_t type; /* from 0 */
    urne_panel_trait *trait;
    size_t n_traits;
    urne_str *id; /* in the order of the pool */
    size_t persons;
    bool explained;
    urne_quota_conflict conflict; /* sides that no panel with one of them keeps */
} urne_panel_absence;

/* A chance in words. 1 in `tenths`/10, rounded half up: to a tenth below ten, to a
 * whole number from ten on; `exact`: nothing was rounded. 0 for a chance of 0. */
typedef struct urne_panel_chance {
    const char *fraction;
    uint64_t tenths; /* UINT64_MAX: or more */
    bool exact;
} urne_panel_chance;

enum { URNE_LEVEL_TRAITS = 3, URNE_SLACKS = 5 };

/* The people of one chance. */
typedef struct urne_panel_level {
    urne_panel_chance chance;
    uint64_t persons;
    urne_panel_trait trait[URNE_LEVEL_TRAITS]; /* what all of them share: of such lists
        one that the fewest others share too, then one of the shortest */
    size_t n_traits;
    uint64_t others;          /* people of another chance who share them all */
    urne_quota_side *binding; /* what holds the chance down: these quotas (at the
                                 lowest chance above 0 each of them is needed), */
    size_t n_binding;
    bool whole;      /* the size of the panel, */
    bool households; /* at most one of a household, */
    uint64_t cuts;   /* what follows because people are whole: so many rows */
} urne_panel_level;

/* One seat of slack in a quota that holds the lowest chance down. */
typedef struct urne_panel_slack {
    urne_quota_move move;
    int64_t lo, hi;           /* the quota as it is */
    urne_panel_chance chance; /* the lowest then, of those who are in some panel now */
    bool changes;             /* it is another than now */
    bool at_most; /* no higher than that: whether panels reach it was not found */
} urne_panel_slack;

/* The whole explanation. */
typedef struct urne_panel_explanation {
    urne_panel_level *level; /* ascending */
    size_t n_levels;
    size_t lowest; /* the first level above 0; n_levels: none */
    uint64_t absent;
    urne_panel_slack slack[URNE_SLACKS]; /* the largest effect first */
    size_t n_slacks;
} urne_panel_explanation;

#endif

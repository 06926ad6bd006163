/* oracle/panel_case: small pools with quotas and certificates made by hand. */
#ifndef ORACLE_PANEL_CASE_H
#define ORACLE_PANEL_CASE_H

#include "panel/check.h"

enum { CASE_ROWS = 12, CASE_TYPES = 12, CASE_CATEGORIES = 3 };

typedef struct panel_case {
    urne_panel_problem p;
    uint32_t feature[CASE_TYPES * CASE_CATEGORIES];
    int64_t persons[CASE_TYPES], lo[CASE_ROWS], hi[CASE_ROWS];
    bool absent[CASE_TYPES];
    urne_str absent_proof[CASE_TYPES];
} panel_case;

/* What the problem points to moves with it. */
static inline const urne_panel_problem *panel_case_of(panel_case *c)
{
    c->p.feature = c->feature;
    c->p.persons = c->persons;
    c->p.lo = c->lo;
    c->p.hi = c->hi;
    c->p.absent = c->absent;
    c->p.absent_proof = c->absent_proof;
    return &c->p;
}

#define CASE_HEAD(size, objective)                                                     \
    "urne/1 panel-proof\n"                                                             \
    "ceremony 00112233445566778899aabbccddeeff\n"                                      \
    "size " size "\n"                                                                  \
    "objective " objective "\n"

/* The eight people of panel-1 §8.1: women 2, men 2, young 0 to 1, older 3 to 4, of 4.
 */
static inline panel_case case_eight(void)
{
    return (panel_case){
        .p = {.categories = 2, .features = 4, .types = 4, .k = 4},
        .feature = {0, 2, 0, 3, 1, 2, 1, 3},
        .persons = {1, 3, 2, 2},
        .lo = {2, 2, 0, 3},
        .hi = {2, 2, 1, 4},
    };
}

static const char eight_proof[] = CASE_HEAD("4", "leximin") /* 1 to 4 */
    "panel 1/3 1:1 2:1 4:2\n"                               /* 5 */
    "panel 2/3 2:2 3:1 4:1\n"                               /* 6 */
    "stage 1/3 3:1\n"                                       /* 7 */
    "stage 5/9 1:1\n"                                       /* 8 */
    "stage 2/3 1:-2 5:1\n"                                  /* 9 */
    "level 1/3 3\n"                                         /* 10 */
    "level 5/9 3\n"                                         /* 11 */
    "level 2/3 2\n"                                         /* 12 */
    "end\n";                                                /* 13 */

/* Three yes-or-no categories, where the second values of two meet in three types: rows
 * a0 a1 b0 b1 c0 c1, types 000 011 101 110. */
static inline panel_case case_corners(int64_t low, int64_t c1)
{
    panel_case c = {
        .p = {.categories = 3, .features = 6, .types = 4, .k = 2},
        .feature = {0, 2, 4, 0, 3, 5, 1, 2, 5, 1, 3, 4},
        .persons = {2, 1, 1, 1},
        .lo = {0, low, 0, low, 0, low},
        .hi = {2, 1, 2, 1, 2, c1},
    };
    return c;
}

/* a1, b1, c1 at most once each: one of the three types at most. */
static const char cut_proof[] = CASE_HEAD("2", "leximin") /* 1 to 4 */
    "cut 1 2:1 3:1 4:1\n"                                 /* 5 */
    "leaf 2 2:1 4:1 6:1\n"                                /* 6 */
    "panel 1/3 1:1 2:1\n"                                 /* 7 */
    "panel 1/3 1:1 3:1\n"                                 /* 8 */
    "panel 1/3 1:1 4:1\n"                                 /* 9 */
    "stage 1/3 8:1\n"                                     /* 10 */
    "stage 1/2 7:1\n"                                     /* 11 */
    "level 1/3 3\n"                                       /* 12 */
    "level 1/2 2\n"                                       /* 13 */
    "end\n";                                              /* 14 */

/* Nobody with c1: types 2 and 3 are in no panel. */
static const char absent_proof[] = CASE_HEAD("2", "leximin") /* 1 to 4 */
    "absent 2\n"                                             /* 5 */
    "leaf 1 6:1\n"                                           /* 6 */
    "absent 3\n"                                             /* 7 */
    "leaf 1 6:1\n"                                           /* 8 */
    "panel 1/3 1:2\n"                                        /* 9 */
    "panel 2/3 1:1 4:1\n"                                    /* 10 */
    "stage 0\n"                                              /* 11 */
    "stage 2/3 7:1\n"                                        /* 12 */
    "level 0 2\n"                                            /* 13 */
    "level 2/3 3\n"                                          /* 14 */
    "end\n";                                                 /* 15 */

/* a1, b1, c1 exactly once each: an odd sum of even numbers. */
static const char none_proof[] = CASE_HEAD("2", "none") /* 1 to 4 */
    "branch type 4 0\n"                                 /* 5 */
    "empty 2:-1 4:-1 6:1\n"                             /* 6 */
    "empty 2:1 4:1 6:-1\n"                              /* 7 */
    "end\n";                                            /* 8 */

#endif

/* urne/panel.h: panels of people who answered, within quotas.
 *
 * A pool of respondents, limits for each value of each category, and a number of seats:
 * from these come the panels that may be drawn. See urne-panel(1) for the files. */
#ifndef URNE_PANEL_H
#define URNE_PANEL_H

#include "urne/panel_why.h"

typedef struct urne_panel_options {
    const char *pool, *quotas; /* CSV files */
    uint64_t size;             /* seats */
    const char *const
        *address;     /* columns of the pool: at most one person a household */
    size_t n_address; /* 0: no household rule */
} urne_panel_options;

/* One value of one category. */
typedef struct urne_panel_quota {
    const char *category, *value;
    uint64_t min, max, min_flex,
        max_flex;     /* without flex columns the same as min, max */
    uint64_t persons; /* in the pool */
} urne_panel_quota;

/* What was read. */
typedef struct urne_panel_summary {
    uint64_t size;
    const urne_panel_quota *quotas; /* lines of one category together */
    size_t n_quotas;
    uint64_t persons, types;
    uint64_t households;  /* with two or more people of the pool; 0 without the rule */
    uint64_t housed;      /* people in them */
    uint64_t unaddressed; /* people who leave a column of the address empty */
    bool by_line;         /* no column has ids: they are numbers of lines */
} urne_panel_summary;

/* Pool and quotas as the problem of drawing a panel. Opaque. */
typedef struct urne_panel urne_panel;

/* Reads both files. Names and addresses are not kept. */
URNE_API URNE_MUST_USE urne_code urne_panel_load(urne_panel **out, urne_arena *arena,
                                                 const urne_panel_options *options,
                                                 urne_err *err);

/* What was read; lives as long as the panel. */
URNE_API const urne_panel_summary *urne_panel_summary_get(const urne_panel *panel);

/* Whether any panel satisfies the quotas: *why is NULL if so, else what conflicts and
 * what would help; nothing is drawn. Fails with URNE_E_PANEL_SEARCH when neither answer
 * was found. */
URNE_API URNE_MUST_USE urne_code urne_panel_feasible(const urne_panel_infeasible **why,
                                                     urne_arena *arena,
                                                     urne_panel *panel, urne_err *err);

/* ---- the fairest lottery ---- */

typedef struct urne_panel_solve_options {
    bool maximin;     /* only the lowest chance is made as high as it can be */
    uint64_t lottery; /* numbered panels, 1 to 100,000 */
    bool explain;     /* also who is in no panel, and what holds chances down: takes
                         longer */
} urne_panel_solve_options;

typedef struct urne_panel_rung {
    const char *chance; /* "num/den" */
    uint64_t persons;
} urne_panel_rung;

/* What was found, and what proves it. */
typedef struct urne_panel_solved {
    const urne_panel_infeasible *infeasible; /* the quotas allow no panel; else NULL */
    const urne_panel_rung *levels;           /* ascending */
    size_t n_levels;
    bool certified;  /* `proof` was checked, without the solver */
    urne_str proof;  /* the note panel-proof (panel-1) */
    urne_str panels; /* the note panels: the numbered panels */
    uint64_t n_panels;
    const char *max_deviation; /* of anybody's share of the panels from their chance */
    bool close;                /* everybody is on as many as are due, rounded */
    /* where it was to explain */
    const urne_panel_absence *absent;
    size_t n_absent;
    const urne_panel_explanation *explanation; /* or NULL */
    const uint32_t *person;                    /* panel by panel; internal */
} urne_panel_solved;

/* Solves; quotas that allow no panel are an answer. Fails with URNE_E_PANEL_SEARCH when
 * a search would be too long. */
URNE_API URNE_MUST_USE urne_code
urne_panel_solve_for(urne_panel_solved **out, urne_arena *arena, urne_panel *panel,
                     const urne_panel_solve_options *options, urne_err *err);

/* The ids of the people on one of the numbered panels, `size` of them. */
URNE_API const urne_str *urne_panel_members(urne_arena *arena, const urne_panel *panel,
                                            const urne_panel_solved *solved,
                                            uint64_t number);

#endif

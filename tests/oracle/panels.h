/* oracle/panels: a list of panels against its pool, counted over again person by
 * person. */
#ifndef ORACLE_PANELS_H
#define ORACLE_PANELS_H

#include "oracle/pool.h"
#include "panel/lottery.h"
#include "panel/solve.h"

#include <check.h>

typedef struct panels {
    urne_arena *arena;
    pool_table table;
    urne_panel_pool pool;
    urne_panel_solution solution;
} panels;

/* Takes the table; false when its quotas allow no panel. */
static inline bool panels_solve(panels *s, pool_table table)
{
    *s = (panels){.arena = urne_arena_new(), .table = table};
    s->pool = pool_make(&s->table);
    return urne_panel_solve(&s->solution, s->arena, &s->pool.problem, false) ==
           URNE_SOLVE_DONE;
}

static inline void panels_free(panels *s)
{
    urne_arena_free(s->arena);
    pool_free(&s->table);
}

/* How far person i is off, in panels. */
static inline void panels_off(const panels *s, const urne_panel_list *list, size_t i,
                              mpq_t off)
{
    size_t t = s->pool.type[i], times = 0;
    mpq_t due;
    for (size_t k = 0; k < list->n * list->size; k++) {
        times += list->person[k] == i;
    }
    mpq_init(due);
    mpq_set_ui(due, list->n, (unsigned long)s->pool.problem.persons[t]);
    mpq_canonicalize(due);
    mpq_mul(due, due, s->solution.leximin.x[t]);
    mpq_set_ui(off, times, 1);
    mpq_sub(off, off, due);
    mpq_abs(off, off);
    mpq_clear(due);
}

/* People ascending, quotas and households kept, by the table alone. */
static inline bool panels_allowed(const panels *s, const uint32_t *person)
{
    const pool_table *t = &s->table;
    for (size_t k = 0; k < (size_t)t->k; k++) {
        if (person[k] >= t->n || (k > 0 && person[k - 1] >= person[k])) {
            return false;
        }
        for (size_t i = 0; i < k && t->household != NULL; i++) {
            uint32_t h = t->household[person[k]];
            if (h != UINT32_MAX && h == t->household[person[i]]) {
                return false;
            }
        }
    }
    for (size_t c = 0, f = 0; c < t->categories; c++) {
        for (size_t v = 0; v < t->values[c]; v++, f++) {
            int64_t n = 0;
            for (size_t k = 0; k < (size_t)t->k; k++) {
                n += t->value[person[k] * t->categories + c] == v;
            }
            if (n < t->lo[f] || n > t->hi[f]) {
                return false;
            }
        }
    }
    return true;
}

/* Makes n panels and checks all that must hold for any of them. */
static inline urne_panel_tally *panels_make(panels *s, urne_panel_list *list, size_t n)
{
    mpq_t off, most;
    mpq_inits(off, most, NULL);
    urne_panel_list_make(list, s->arena, &s->pool, s->solution.leximin.x,
                         &s->solution.lottery, n);
    ck_assert_uint_eq(list->n, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert(panels_allowed(s, urne_panel_people(list, i)));
    }
    ck_assert(urne_panel_list_check(list, &s->pool, "list", NULL) == URNE_OK);
    urne_panel_tally *tally =
        urne_panel_list_tally(s->arena, list, &s->pool, s->solution.leximin.x);
    for (size_t i = 0; i < s->pool.n; i++) {
        panels_off(s, list, i, off);
        if (mpq_cmp(off, most) > 0) {
            mpq_set(most, off);
        }
    }
    ck_assert(mpq_equal(most, tally->panels));
    panels_off(s, list, tally->farthest, off);
    ck_assert(mpq_equal(most, off));
    ck_assert_int_eq(tally->close, mpq_cmp_ui(most, 1, 1) < 0);
    mpq_set_ui(off, n, 1);
    mpq_mul(off, off, tally->deviation);
    ck_assert(mpq_equal(most, off));
    mpq_clears(off, most, NULL);
    return tally;
}

#endif

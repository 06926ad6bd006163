/* oracle/tableau: the simplex method as in the first chapter of a textbook: the whole
 * tableau, two phases, always the column and the row of the lowest number (Bland 1977).
 * Whole numbers over the last pivot; what does not fit ends the test. Slow. */
#ifndef ORACLE_TABLEAU_H
#define ORACLE_TABLEAU_H

#include "base/arena.h"

#include <check.h>
#include <gmp.h>
#include <stdint.h>

__extension__ typedef __int128 tableau_wide;

/* max c x, A x = b, x >= 0. Columns from n on are artificial and are not written. */
typedef struct tableau {
    size_t m, n;
    int64_t *a; /* m rows of n */
    mpz_t *b;
    int64_t *c;
    int64_t det; /* > 0: everything is over it */
    size_t *basis;
} tableau;

static inline tableau tableau_new(urne_arena *arena, size_t m, size_t n)
{
    tableau t = {.m = m, .n = n, .det = 1};
    t.a = urne_arena_array(arena, m * n, sizeof *t.a);
    t.b = urne_arena_array(arena, m, sizeof *t.b);
    t.c = urne_arena_array(arena, n, sizeof *t.c);
    t.basis = urne_arena_array(arena, m, sizeof *t.basis);
    for (size_t i = 0; i < m; i++) {
        mpz_init(t.b[i]);
        t.basis[i] = n + i;
    }
    return t;
}

static inline void tableau_clear(tableau *t)
{
    for (size_t i = 0; i < t->m; i++) {
        mpz_clear(t->b[i]);
    }
}

static inline int64_t tableau_fit(tableau_wide v)
{
    ck_assert_msg(v >= INT64_MIN && v <= INT64_MAX, "a number of the oracle is long");
    return (int64_t)v;
}

static inline void tableau_pivot(tableau *t, size_t r, size_t s)
{
    int64_t *row = t->a + r * t->n, pivot = row[s];
    mpz_t part;
    ck_assert(pivot > 0);
    mpz_init(part);
    for (size_t i = 0; i < t->m; i++) {
        int64_t *other = t->a + i * t->n, factor = other[s];
        if (i == r) {
            continue;
        }
        for (size_t j = 0; j < t->n; j++) {
            tableau_wide v = (tableau_wide)pivot * other[j];
            v -= (tableau_wide)factor * row[j];
            ck_assert(v % t->det == 0);
            other[j] = tableau_fit(v / t->det);
        }
        mpz_mul_si(t->b[i], t->b[i], (long)pivot);
        mpz_mul_si(part, t->b[r], (long)factor);
        mpz_sub(t->b[i], t->b[i], part);
        mpz_divexact_ui(t->b[i], t->b[i], (unsigned long)t->det);
    }
    mpz_clear(part);
    t->det = pivot;
    t->basis[r] = s;
}

/* What a unit of column j adds, times -det. */
static inline tableau_wide tableau_cost(const tableau *t, size_t j, bool first)
{
    tableau_wide d = first ? 0 : -(tableau_wide)t->c[j] * t->det;
    for (size_t i = 0; i < t->m; i++) {
        int64_t c = t->basis[i] >= t->n ? (first ? -1 : 0) : first ? 0 : t->c[t->basis[i]];
        d += (tableau_wide)c * t->a[i * t->n + j];
    }
    return d;
}

static inline size_t tableau_leaves(const tableau *t, size_t j)
{
    size_t best = SIZE_MAX;
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    for (size_t i = 0; i < t->m; i++) {
        int64_t rate = t->a[i * t->n + j];
        if (rate <= 0) {
            continue;
        }
        if (best != SIZE_MAX) {
            mpz_mul_si(x, t->b[i], (long)t->a[best * t->n + j]);
            mpz_mul_si(y, t->b[best], (long)rate);
            int order = mpz_cmp(x, y);
            if (order > 0 || (order == 0 && t->basis[i] > t->basis[best])) {
                continue;
            }
        }
        best = i;
    }
    mpz_clears(x, y, NULL);
    ck_assert_msg(best != SIZE_MAX, "the programme of the oracle has no end");
    return best;
}

static inline void tableau_phase(tableau *t, bool first)
{
    for (size_t j = 0; j < t->n; j++) {
        if (tableau_cost(t, j, first) < 0) {
            tableau_pivot(t, tableau_leaves(t, j), j);
            j = SIZE_MAX; /* from the first again */
        }
    }
}

/* Artificial columns at 0 are replaced; a row where that cannot be is none. */
static inline void tableau_between(tableau *t)
{
    for (size_t i = 0; i < t->m; i++) {
        for (size_t j = 0; j < t->n && t->basis[i] >= t->n; j++) {
            int64_t v = t->a[i * t->n + j];
            for (size_t q = 0; q < t->n && v < 0; q++) {
                t->a[i * t->n + q] = -t->a[i * t->n + q]; /* 0 = 0 */
            }
            if (v != 0) {
                tableau_pivot(t, i, j);
            }
        }
    }
}

/* False when no x is allowed. b >= 0. */
static inline bool tableau_solve(tableau *t)
{
    tableau_phase(t, true);
    for (size_t i = 0; i < t->m; i++) {
        if (t->basis[i] >= t->n && mpz_sgn(t->b[i]) != 0) {
            return false;
        }
    }
    tableau_between(t);
    tableau_phase(t, false);
    return true;
}

/* x_j; the right-hand sides were over `over`. */
static inline void tableau_value(mpq_t x, const tableau *t, size_t j, mpz_srcptr over)
{
    mpq_set_ui(x, 0, 1);
    for (size_t i = 0; i < t->m; i++) {
        if (t->basis[i] == j) {
            mpz_set(mpq_numref(x), t->b[i]);
            mpz_mul_si(mpq_denref(x), over, (long)t->det);
            mpq_canonicalize(x);
        }
    }
}

#endif

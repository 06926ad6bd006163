/* oracle/tableau: the simplex method as in the first chapter of a textbook: the whole
 * tableau, two phases, the lowest numbers where nothing moves for long (Bland 1977).
 * Whole numbers over the last pivot; what does not fit ends the test. Slow. */
#ifndef ORACLE_TABLEAU_H
#define ORACLE_TABLEAU_H

#include "base/arena.h"

#include <check.h>
#include <gmp.h>
#include <stdint.h>

__extension__ typedef __int128 tableau_wide;

/* Check writes a line for each assertion that holds: too many here. */
#define TABLEAU_MUST(what)                                                             \
    do {                                                                               \
        if (!(what)) {                                                                 \
            ck_abort_msg("the oracle is lost: %s", #what);                             \
        }                                                                              \
    } while (0)

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
    TABLEAU_MUST(v >= INT64_MIN && v <= INT64_MAX);
    return (int64_t)v;
}

static inline void tableau_pivot(tableau *t, size_t r, size_t s)
{
    int64_t *row = t->a + r * t->n, pivot = row[s];
    mpz_t part;
    TABLEAU_MUST(pivot > 0);
    mpz_init(part);
    for (size_t i = 0; i < t->m; i++) {
        int64_t *other = t->a + i * t->n, factor = other[s];
        if (i == r) {
            continue;
        }
        for (size_t j = 0; j < t->n; j++) {
            tableau_wide v = (tableau_wide)pivot * other[j];
            v -= (tableau_wide)factor * row[j];
            TABLEAU_MUST(v % t->det == 0);
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
        int64_t c = t->basis[i] >= t->n ? (first ? -1 : 0)
                    : first             ? 0
                                        : t->c[t->basis[i]];
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
    TABLEAU_MUST(best != SIZE_MAX);
    return best;
}

/* The column of the greatest gain; where nothing moves for long, the first that has
 * any. */
static inline void tableau_phase(tableau *t, bool first)
{
    unsigned still = 0;
    for (;;) {
        size_t best = SIZE_MAX;
        tableau_wide cost = 0;
        for (size_t j = 0; j < t->n && (still < 200 || best == SIZE_MAX); j++) {
            tableau_wide own = tableau_cost(t, j, first);
            if (own < cost) {
                best = j;
                cost = own;
            }
        }
        if (best == SIZE_MAX) {
            return;
        }
        size_t row = tableau_leaves(t, best);
        still = mpz_sgn(t->b[row]) != 0 ? 0 : still + 1;
        tableau_pivot(t, row, best);
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

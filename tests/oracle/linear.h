/* oracle/linear: small linear programmes with bounds, solved by the tableau of a
 * textbook (oracle/tableau) and with their proofs recomputed. */
#ifndef ORACLE_LINEAR_H
#define ORACLE_LINEAR_H

#include "exact/simplex.h"
#include "oracle/lots.h"
#include "oracle/tableau.h"

enum { LINEAR_ROWS = 8, LINEAR_COLUMNS = 10, LINEAR_NONE = -99999 };

/* LINEAR_NONE: no bound. */
typedef struct linear {
    urne_arena *arena;
    urne_lp *lp;
    size_t m, n;
    int64_t a[LINEAR_ROWS][LINEAR_COLUMNS];
    int64_t lo[LINEAR_ROWS], hi[LINEAR_ROWS];
    int64_t least[LINEAR_COLUMNS], weight[LINEAR_COLUMNS], most[LINEAR_COLUMNS];
    mpz_t cost[LINEAR_COLUMNS];
} linear;

static inline linear linear_new(size_t m, size_t n)
{
    linear l = {.arena = urne_arena_new(), .m = m, .n = n};
    for (size_t r = 0; r < m; r++) {
        l.lo[r] = l.hi[r] = LINEAR_NONE;
    }
    for (size_t j = 0; j < n; j++) {
        l.most[j] = LINEAR_NONE;
        mpz_init(l.cost[j]);
    }
    return l;
}

static inline void linear_free(linear *l)
{
    for (size_t j = 0; j < l->n; j++) {
        mpz_clear(l->cost[j]);
    }
    urne_arena_free(l->arena);
}

/* What was written down, as the engine's. */
static inline urne_lp *linear_load(linear *l)
{
    mpq_t lo, hi;
    mpq_inits(lo, hi, NULL);
    l->lp = urne_lp_new(l->arena, l->m, l->n);
    for (size_t j = 0; j < l->n; j++) {
        uint32_t *row = urne_arena_array(l->arena, l->m, sizeof *row);
        int64_t *coef = urne_arena_array(l->arena, l->m, sizeof *coef);
        size_t n = 0;
        for (size_t r = 0; r < l->m; r++) {
            if (l->a[r][j] != 0) {
                row[n] = (uint32_t)r;
                coef[n++] = l->a[r][j];
            }
        }
        urne_lp_column(l->lp, j, row, coef, n);
        urne_lp_bound(l->lp, j, l->least[j], l->weight[j],
                      l->most[j] == LINEAR_NONE ? -1 : l->most[j]);
    }
    for (size_t r = 0; r < l->m; r++) {
        mpq_set_si(lo, (long)l->lo[r], 1);
        mpq_set_si(hi, (long)l->hi[r], 1);
        urne_lp_row(l->lp, r, l->lo[r] == LINEAR_NONE ? NULL : lo,
                    l->hi[r] == LINEAR_NONE ? NULL : hi);
    }
    mpq_clears(lo, hi, NULL);
    return l->lp;
}

/* ---- the same as a tableau: u_j = x_j - least_j - weight_j z ---- */

typedef enum linear_goal { LINEAR_POINT, LINEAR_LEVEL, LINEAR_COST } linear_goal;

/* One equation: sum of coef u + z's + a slack = to; it must not be negative. */
static inline void linear_row(tableau *t, size_t *at, size_t slack, bool less,
                              int64_t to)
{
    int64_t *row = t->a + *at * t->n;
    row[slack] = less ? 1 : -1;
    for (size_t j = 0; j < t->n && to < 0; j++) {
        row[j] = -row[j];
    }
    mpz_set_si(t->b[(*at)++], (long)(to < 0 ? -to : to));
}

/* The greatest z, or sum of costs, into `value`; false when no point is allowed. Every
 * row and column has both bounds as rows of the tableau, where it has them. */
static inline bool linear_solve(const linear *l, linear_goal goal, mpq_t value)
{
    size_t rows = 1, at = 0, n = l->n + 1;
    int64_t base = 0;
    for (size_t r = 0; r < l->m; r++) {
        rows += (l->lo[r] != LINEAR_NONE) + (l->hi[r] != LINEAR_NONE);
    }
    for (size_t j = 0; j < l->n; j++) {
        rows += l->most[j] != LINEAR_NONE;
    }
    tableau t = tableau_new(l->arena, rows, n + rows);
    for (size_t r = 0; r < l->m; r++) {
        for (unsigned upper = 0; upper < 2; upper++) {
            int64_t to = upper ? l->hi[r] : l->lo[r], *row = t.a + at * t.n;
            if (to == LINEAR_NONE) {
                continue;
            }
            for (size_t j = 0; j < l->n; j++) {
                row[j] = l->a[r][j];
                row[l->n] += l->a[r][j] * l->weight[j];
                to -= l->a[r][j] * l->least[j];
            }
            linear_row(&t, &at, n + at, upper == 1, to);
        }
    }
    for (size_t j = 0; j < l->n; j++) {
        if (l->most[j] != LINEAR_NONE) {
            t.a[at * t.n + j] = 1;
            t.a[at * t.n + l->n] = l->weight[j];
            linear_row(&t, &at, n + at, true, l->most[j] - l->least[j]);
        }
        t.c[j] = goal == LINEAR_COST ? mpz_get_si(l->cost[j]) : 0;
        base += t.c[j] * l->least[j];
    }
    t.a[at * t.n + l->n] = 1;
    linear_row(&t, &at, n + at, true, goal == LINEAR_LEVEL ? 1 : 0);
    t.c[l->n] = goal == LINEAR_LEVEL;
    bool allowed = tableau_solve(&t);
    mpz_t one;
    mpq_t x;
    mpq_init(x);
    mpz_init_set_ui(one, 1);
    mpq_set_si(value, (long)base, 1);
    for (size_t j = 0; j < n && allowed; j++) {
        mpq_t c;
        mpq_init(c);
        mpq_set_si(c, (long)t.c[j], 1);
        tableau_value(x, &t, j, one);
        mpq_mul(x, x, c);
        mpq_add(value, value, x);
        mpq_clear(c);
    }
    mpq_clear(x);
    mpz_clear(one);
    tableau_clear(&t);
    return allowed;
}

/* ---- what the engine says, recomputed ---- */

/* Whether its point keeps all bounds at z. */
static inline bool linear_sound(const linear *l, mpq_srcptr z)
{
    bool sound = true;
    mpq_t x, sum, part, least;
    mpq_inits(x, sum, part, least, NULL);
    for (size_t r = 0; r < l->m; r++) {
        mpq_set_ui(sum, 0, 1);
        for (size_t j = 0; j < l->n; j++) {
            urne_lp_value(l->lp, j, x);
            mpq_set_si(part, (long)l->a[r][j], 1);
            mpq_mul(part, part, x);
            mpq_add(sum, sum, part);
        }
        sound = sound && (l->lo[r] == LINEAR_NONE || mpq_cmp_si(sum, l->lo[r], 1) >= 0);
        sound = sound && (l->hi[r] == LINEAR_NONE || mpq_cmp_si(sum, l->hi[r], 1) <= 0);
    }
    for (size_t j = 0; j < l->n; j++) {
        urne_lp_value(l->lp, j, x);
        mpq_set_si(least, (long)l->weight[j], 1);
        mpq_mul(least, least, z);
        mpq_set_si(part, (long)l->least[j], 1);
        mpq_add(least, least, part);
        sound = sound && mpq_cmp(x, least) >= 0;
        sound =
            sound && (l->most[j] == LINEAR_NONE || mpq_cmp_si(x, l->most[j], 1) <= 0);
    }
    mpq_clears(x, sum, part, least, NULL);
    return sound;
}

/* The bound that the multipliers prove: den * sum of cost x is at most the sum of
 * max(lam lo, lam hi) and max(d least, d most), d = den cost - r (den 0: any x at all).
 * False when one leans on a bound that is missing. */
static inline bool linear_bound(const linear *l, mpz_srcptr den, mpz_t sum)
{
    bool good = true;
    mpz_t d, part;
    mpz_inits(d, part, NULL);
    mpz_set_ui(sum, 0);
    for (size_t r = 0; r < l->m; r++) {
        mpz_srcptr lam = urne_lp_multiplier(l->lp, r);
        int64_t to = mpz_sgn(lam) >= 0 ? l->hi[r] : l->lo[r];
        good = good && (mpz_sgn(lam) == 0 || to != LINEAR_NONE);
        mpz_mul_si(part, lam, (long)to);
        mpz_add(sum, sum, part);
    }
    for (size_t j = 0; j < l->n; j++) {
        mpz_mul(d, den, l->cost[j]);
        for (size_t r = 0; r < l->m; r++) {
            mpz_mul_si(part, urne_lp_multiplier(l->lp, r), (long)l->a[r][j]);
            mpz_sub(d, d, part);
        }
        int64_t to = mpz_sgn(d) > 0 ? l->most[j] : l->least[j];
        good = good && (mpz_sgn(d) == 0 || to != LINEAR_NONE);
        mpz_mul_si(part, d, (long)to);
        mpz_add(sum, sum, part);
    }
    mpz_clears(d, part, NULL);
    return good;
}

/* ---- by lot ---- */

static inline int64_t linear_between(uint64_t *lots, int64_t a, int64_t b)
{
    return a + (int64_t)lots_below(lots, (uint64_t)(b - a + 1));
}

/* Coefficients -most to most, many of them 0; all columns with an upper bound. With
 * `levels`: weights, least + weight <= most. */
static inline linear linear_some(uint64_t *lots, int64_t most, bool levels)
{
    linear l = linear_new(1 + lots_below(lots, 5), 1 + lots_below(lots, 7));
    for (size_t j = 0; j < l.n; j++) {
        l.least[j] = lots_below(lots, 3) == 0 ? linear_between(lots, 0, 2) : 0;
        l.weight[j] = levels ? linear_between(lots, 0, 4) : 0;
        l.most[j] = l.least[j] + l.weight[j] + linear_between(lots, 0, 4);
        mpz_set_si(l.cost[j], (long)linear_between(lots, -6, 6));
        for (size_t r = 0; r < l.m; r++) {
            l.a[r][j] =
                lots_below(lots, 3) == 0 ? 0 : linear_between(lots, -most, most);
        }
    }
    for (size_t r = 0; r < l.m; r++) {
        uint64_t kind = lots_below(lots, 4); /* both, one, the other, equal */
        int64_t at = linear_between(lots, -3 * most, 6 * most);
        l.lo[r] = kind == 1 ? LINEAR_NONE : at;
        l.hi[r] = kind == 2   ? LINEAR_NONE
                  : kind == 3 ? at
                              : at + linear_between(lots, 0, 3 * most);
    }
    return l;
}

#endif

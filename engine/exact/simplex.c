#include "exact/simplex.h"
#include "exact/simplex_in.h"

#include <stdlib.h>

/* ---- what a programme is ---- */

static void clear(void *p)
{
    urne_lp *lp = p;
    mpz_t *const arrays[] = {lp->lo,  lp->hi,    lp->rhs, lp->cz,
                             lp->val, lp->alpha, lp->lam};
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) {
        for (size_t r = 0; r < lp->m; r++) {
            mpz_clear(arrays[a][r]);
        }
    }
    for (size_t i = 0; i < lp->m * lp->m; i++) {
        mpz_clear(lp->inv[i]);
    }
    mpz_clears(lp->det, lp->scale, lp->z0, lp->t1, lp->t2, lp->t3, NULL);
    for (size_t j = 0; j < lp->n; j++) {
        if (lp->state[j] == LP_FIXED) {
            mpz_clear(lp->fixed[j]);
        }
    }
}

static mpz_t *zeros(urne_arena *arena, size_t n)
{
    mpz_t *v = urne_arena_array(arena, n + 1, sizeof *v);
    for (size_t i = 0; i < n; i++) {
        mpz_init(v[i]);
    }
    return v;
}

urne_lp *urne_lp_new(urne_arena *arena, size_t m, size_t n)
{
    urne_lp *lp = urne_arena_alloc(arena, sizeof *lp);
    *lp = (urne_lp){.m = m, .n = n};
    lp->cols = urne_arena_array(arena, n + 1, sizeof *lp->cols);
    lp->least = urne_arena_array(arena, n + 1, sizeof *lp->least);
    lp->weight = urne_arena_array(arena, n + 1, sizeof *lp->weight);
    lp->most = urne_arena_array(arena, n + 1, sizeof *lp->most);
    lp->state = urne_arena_array(arena, n + m + 2, sizeof *lp->state);
    lp->fixed = urne_arena_array(arena, n + 1, sizeof *lp->fixed);
    lp->basis = urne_arena_array(arena, m + 1, sizeof *lp->basis);
    lp->no_lo = urne_arena_array(arena, m + 1, sizeof *lp->no_lo);
    lp->no_hi = urne_arena_array(arena, m + 1, sizeof *lp->no_hi);
    lp->lo = zeros(arena, m);
    lp->hi = zeros(arena, m);
    lp->rhs = zeros(arena, m);
    lp->cz = zeros(arena, m);
    lp->val = zeros(arena, m);
    lp->alpha = zeros(arena, m);
    lp->lam = zeros(arena, m);
    lp->inv = zeros(arena, m * m);
    lp->price = urne_arena_array(arena, m + 1, sizeof *lp->price);
    mpz_inits(lp->det, lp->scale, lp->z0, lp->t1, lp->t2, lp->t3, NULL);
    mpz_set_ui(lp->scale, 1);
    for (size_t j = 0; j < n; j++) {
        lp->most[j] = -1;
    }
    for (size_t r = 0; r < m; r++) {
        lp->no_lo[r] = lp->no_hi[r] = true;
    }
    urne_arena_defer(arena, clear, lp);
    return lp;
}

void urne_lp_column(urne_lp *lp, size_t j, const uint32_t *row, const int64_t *coef,
                    size_t n)
{
    lp->cols[j] = (lp_column){row, coef, n};
    for (size_t i = 0; i < n; i++) {
        const int64_t most = (int64_t)1 << LP_COEF_BITS;
        lp->steep = lp->steep || coef[i] > most || coef[i] < -most;
    }
}

void urne_lp_bound(urne_lp *lp, size_t j, int64_t least, int64_t weight, int64_t most)
{
    if (lp->state[j] == LP_FIXED) {
        mpz_clear(lp->fixed[j]);
        lp->state[j] = LP_LOWER;
    }
    lp->least[j] = least;
    lp->weight[j] = weight;
    lp->most[j] = most;
}

void urne_lp_absent(urne_lp *lp, size_t j)
{
    if (lp->state[j] != LP_FIXED) {
        mpz_init(lp->fixed[j]);
    }
    mpz_set_ui(lp->fixed[j], 0);
    lp->state[j] = LP_FIXED;
}

/* Everything that has the scale, times k. */
static void rescale(urne_lp *lp, mpz_srcptr k)
{
    if (mpz_cmp_ui(k, 1) == 0) {
        return;
    }
    mpz_mul(lp->scale, lp->scale, k);
    mpz_mul(lp->z0, lp->z0, k);
    for (size_t r = 0; r < lp->m; r++) {
        mpz_mul(lp->lo[r], lp->lo[r], k);
        mpz_mul(lp->hi[r], lp->hi[r], k);
        mpz_mul(lp->rhs[r], lp->rhs[r], k);
        mpz_mul(lp->val[r], lp->val[r], k);
    }
    for (size_t j = 0; j < lp->n; j++) {
        if (lp->state[j] == LP_FIXED) {
            mpz_mul(lp->fixed[j], lp->fixed[j], k);
        }
    }
}

/* The scale becomes a multiple of den. */
static void admit(urne_lp *lp, mpz_srcptr den)
{
    mpz_t k;
    mpz_init(k);
    mpz_gcd(k, lp->scale, den);
    mpz_divexact(k, den, k);
    rescale(lp, k);
    mpz_clear(k);
}

static void set_scaled(urne_lp *lp, mpz_t to, mpq_srcptr q)
{
    admit(lp, mpq_denref(q));
    mpz_divexact(to, lp->scale, mpq_denref(q));
    mpz_mul(to, to, mpq_numref(q));
}

void urne_lp_row(urne_lp *lp, size_t r, mpq_srcptr lo, mpq_srcptr hi)
{
    lp->no_lo[r] = lo == NULL;
    lp->no_hi[r] = hi == NULL;
    if (lo != NULL) {
        set_scaled(lp, lp->lo[r], lo);
    }
    if (hi != NULL) {
        set_scaled(lp, lp->hi[r], hi);
    }
}

/* ---- the basis ---- */

/* to += k times column v: a structural one, z, or the activity of a row. */
static void add_column(const urne_lp *lp, mpz_t *to, size_t v, mpz_srcptr k)
{
    if (v == LP_Z(lp)) {
        for (size_t r = 0; r < lp->m; r++) {
            mpz_addmul(to[r], lp->cz[r], k);
        }
    } else if (v > LP_Z(lp)) {
        mpz_sub(to[v - LP_Z(lp) - 1], to[v - LP_Z(lp) - 1], k);
    } else {
        const lp_column *c = &lp->cols[v];
        for (size_t i = 0; i < c->n; i++) {
            if (c->coef[i] >= 0) {
                mpz_addmul_ui(to[c->row[i]], k, (unsigned long)c->coef[i]);
            } else {
                mpz_submul_ui(to[c->row[i]], k, 0UL - (unsigned long)c->coef[i]);
            }
        }
    }
}

static void add_times(const urne_lp *lp, mpz_t *to, size_t v, int64_t k, mpz_t scratch)
{
    mpz_set_si(scratch, (long)k);
    add_column(lp, to, v, scratch);
}

/* alpha = det * B^-1 * column v. */
void urne_lp_alpha(urne_lp *lp, size_t v)
{
    const size_t m = lp->m;
    for (size_t p = 0; p < m; p++) {
        mpz_t *row = &lp->inv[p * m];
        mpz_set_ui(lp->alpha[p], 0);
        if (v > LP_Z(lp)) {
            mpz_neg(lp->alpha[p], row[v - LP_Z(lp) - 1]);
        } else if (v == LP_Z(lp)) {
            for (size_t r = 0; r < m; r++) {
                mpz_addmul(lp->alpha[p], row[r], lp->cz[r]);
            }
        } else {
            const lp_column *c = &lp->cols[v];
            for (size_t i = 0; i < c->n; i++) {
                if (mpz_sgn(row[c->row[i]]) == 0) {
                    continue;
                }
                if (c->coef[i] == 1) {
                    mpz_add(lp->alpha[p], lp->alpha[p], row[c->row[i]]);
                } else if (c->coef[i] >= 0) {
                    mpz_addmul_ui(lp->alpha[p], row[c->row[i]],
                                  (unsigned long)c->coef[i]);
                } else {
                    mpz_submul_ui(lp->alpha[p], row[c->row[i]],
                                  0UL - (unsigned long)c->coef[i]);
                }
            }
        }
    }
}

static void negate_all(urne_lp *lp)
{
    mpz_neg(lp->det, lp->det);
    for (size_t i = 0; i < lp->m * lp->m; i++) {
        mpz_neg(lp->inv[i], lp->inv[i]);
    }
}

/* The basis with its p-th column replaced by the one whose alpha is there (integer
 * preserving elimination: every division is exact). */
void urne_lp_pivot(urne_lp *lp, size_t p)
{
    const size_t m = lp->m;
    mpz_t *pivot = &lp->inv[p * m];
    bool unit = mpz_cmp(lp->alpha[p], lp->det) == 0;
    for (size_t i = 0; i < m; i++) {
        int sign = mpz_sgn(lp->alpha[i]);
        if (i == p || (unit && sign == 0)) {
            continue;
        }
        mpz_t *row = &lp->inv[i * m];
        for (size_t r = 0; r < m; r++) {
            if (mpz_sgn(row[r]) != 0) {
                mpz_mul(row[r], row[r], lp->alpha[p]);
            }
            if (sign != 0 && mpz_sgn(pivot[r]) != 0) {
                mpz_submul(row[r], lp->alpha[i], pivot[r]);
            }
            if (mpz_sgn(row[r]) != 0) {
                mpz_divexact(row[r], row[r], lp->det);
            }
        }
    }
    mpz_set(lp->det, lp->alpha[p]);
    if (mpz_sgn(lp->det) < 0) {
        negate_all(lp);
    }
}

/* Row p of the inverse plus k times row q: a column of the basis was added to another.
 */
void urne_lp_combine(urne_lp *lp, size_t p, size_t q, int64_t k)
{
    for (size_t r = 0; r < lp->m; r++) {
        mpz_set_si(lp->t1, (long)k);
        mpz_addmul(lp->inv[p * lp->m + r], lp->inv[q * lp->m + r], lp->t1);
    }
}

/* The basis of all activities: B = -1. */
static void begin(urne_lp *lp)
{
    for (size_t i = 0; i < lp->m * lp->m; i++) {
        mpz_set_ui(lp->inv[i], 0);
    }
    for (size_t r = 0; r < lp->m; r++) {
        mpz_set_si(lp->inv[r * lp->m + r], -1);
        lp->basis[r] = LP_Z(lp) + 1 + r;
    }
    mpz_set_ui(lp->det, 1);
    lp->z_at = SIZE_MAX;
}

/* What the nonbasic columns take from each row, negated; with z as its column. */
static void settle_rhs(urne_lp *lp)
{
    for (size_t r = 0; r < lp->m; r++) {
        mpz_set_ui(lp->rhs[r], 0);
        mpz_set_ui(lp->cz[r], 0);
    }
    for (size_t j = 0; j < lp->n; j++) {
        if (lp->state[j] == LP_FIXED) {
            mpz_neg(lp->t1, lp->fixed[j]);
            add_column(lp, lp->rhs, j, lp->t1);
            continue;
        }
        int64_t at = lp->state[j] == LP_UPPER ? lp->most[j] : lp->least[j];
        if (at != 0) {
            mpz_mul_si(lp->t1, lp->scale, -(long)at);
            add_column(lp, lp->rhs, j, lp->t1);
        }
        if (lp->state[j] != LP_UPPER && lp->weight[j] != 0) {
            add_times(lp, lp->cz, j, lp->weight[j], lp->t1);
        }
    }
    for (size_t r = 0; r < lp->m; r++) {
        enum lp_state s = lp->state[LP_Z(lp) + 1 + r];
        if (s == LP_LOWER || s == LP_UPPER) {
            mpz_add(lp->rhs[r], lp->rhs[r], s == LP_LOWER ? lp->lo[r] : lp->hi[r]);
        }
    }
    if (lp->z_at == SIZE_MAX) {
        mpz_neg(lp->t1, lp->z0);
        add_column(lp, lp->rhs, LP_Z(lp), lp->t1);
    }
}

/* Values of the basic columns, over det * scale. */
void urne_lp_values(urne_lp *lp)
{
    settle_rhs(lp);
    for (size_t p = 0; p < lp->m; p++) {
        mpz_set_ui(lp->val[p], 0);
        mpz_t *row = &lp->inv[p * lp->m];
        for (size_t r = 0; r < lp->m; r++) {
            if (mpz_sgn(row[r]) != 0 && mpz_sgn(lp->rhs[r]) != 0) {
                mpz_addmul(lp->val[p], row[r], lp->rhs[r]);
            }
        }
    }
}

/* A basis of the columns that `wanted` marks, completed by activities. */
static void rebuild(urne_lp *lp, const bool *wanted)
{
    begin(lp);
    for (size_t v = 0; v < LP_Z(lp); v++) {
        if (!wanted[v]) {
            continue;
        }
        size_t p = 0;
        urne_lp_alpha(lp, v);
        while (p < lp->m && (lp->basis[p] < LP_Z(lp) || wanted[lp->basis[p]] ||
                             mpz_sgn(lp->alpha[p]) == 0)) {
            p++;
        }
        if (p == lp->m) {
            urne_bug("a basis that is none");
        }
        urne_lp_pivot(lp, p);
        lp->basis[p] = v;
    }
    for (size_t p = 0; p < lp->m; p++) {
        lp->state[lp->basis[p]] = LP_BASIC;
    }
}

void urne_lp_settle(urne_lp *lp)
{
    bool *wanted = calloc(lp->n + lp->m + 2, sizeof *wanted);
    if (wanted == NULL) {
        urne_out_of_memory();
    }
    for (size_t p = 0; p < lp->m; p++) {
        wanted[lp->basis[p]] = lp->basis[p] != LP_Z(lp);
    }
    lp->state[LP_Z(lp)] = LP_LOWER;
    rebuild(lp, wanted);
    free(wanted);
    urne_lp_values(lp);
}

/* ---- results ---- */

void urne_lp_fix(urne_lp *lp, size_t j)
{
    if (lp->state[j] == LP_FIXED) {
        return;
    }
    /* z is val / (det * scale), or z0: the scale must hold it. */
    if (lp->z_at != SIZE_MAX) {
        mpq_t z;
        mpq_init(z);
        mpz_set(mpq_numref(z), lp->val[lp->z_at]);
        mpz_mul(mpq_denref(z), lp->det, lp->scale);
        mpq_canonicalize(z);
        set_scaled(lp, lp->z0, z);
        mpq_clear(z);
    }
    mpz_init(lp->fixed[j]);
    mpz_mul_si(lp->fixed[j], lp->z0, (long)lp->weight[j]);
    mpz_mul_si(lp->t1, lp->scale, (long)lp->least[j]);
    mpz_add(lp->fixed[j], lp->fixed[j], lp->t1);
    lp->state[j] = LP_FIXED;
}

static void put(mpq_t x, mpz_srcptr num, mpz_srcptr den)
{
    mpz_set(mpq_numref(x), num);
    mpz_set(mpq_denref(x), den);
    mpq_canonicalize(x);
}

static size_t place_of(const urne_lp *lp, size_t v)
{
    size_t p = 0;
    while (lp->basis[p] != v) {
        p++;
    }
    return p;
}

void urne_lp_value(const urne_lp *lp, size_t j, mpq_t x)
{
    mpz_t num, den;
    mpz_inits(num, den, NULL);
    if (lp->state[j] == LP_FIXED) {
        put(x, lp->fixed[j], lp->scale);
    } else if (lp->state[j] == LP_UPPER) {
        mpq_set_si(x, (long)lp->most[j], 1);
    } else {
        mpz_mul(den, lp->det, lp->scale);
        if (lp->z_at != SIZE_MAX) {
            mpz_mul_si(num, lp->val[lp->z_at], (long)lp->weight[j]);
        } else {
            mpz_mul_si(num, lp->z0, (long)lp->weight[j]);
            mpz_mul(num, num, lp->det);
        }
        mpz_t least;
        mpz_init_set_si(least, (long)lp->least[j]);
        mpz_addmul(num, den, least);
        mpz_clear(least);
        if (lp->state[j] == LP_BASIC) {
            mpz_add(num, num, lp->val[place_of(lp, j)]);
        }
        put(x, num, den);
    }
    mpz_clears(num, den, NULL);
}

mpz_srcptr urne_lp_multiplier(const urne_lp *lp, size_t r)
{
    return lp->lam[r];
}

/* ---- finding a point, raising the level: simplex_step.c ---- */

bool urne_lp_feasible(urne_lp *lp)
{
    begin(lp);
    mpz_set_ui(lp->z0, 0);
    for (size_t j = 0; j < lp->n; j++) {
        lp->state[j] = lp->state[j] == LP_FIXED ? LP_FIXED : LP_LOWER;
    }
    lp->state[LP_Z(lp)] = LP_LOWER;
    for (size_t r = 0; r < lp->m; r++) {
        lp->state[LP_Z(lp) + 1 + r] = LP_BASIC;
    }
    return urne_lp_again(lp);
}

bool urne_lp_again(urne_lp *lp)
{
    urne_lp_values(lp);
    while (urne_lp_repair(lp)) {
    }
    return urne_lp_sound(lp);
}

void urne_lp_maximise(urne_lp *lp, mpz_t *cost)
{
    lp->cost = cost;
    while (urne_lp_climb(lp)) {
    }
    lp->cost = NULL;
}

mpz_srcptr urne_lp_denominator(const urne_lp *lp)
{
    return lp->det;
}

void urne_lp_level(urne_lp *lp, mpq_t z)
{
    while (urne_lp_raise(lp)) {
    }
    if (lp->z_at != SIZE_MAX) {
        mpz_set(mpq_numref(z), lp->val[lp->z_at]);
        mpz_mul(mpq_denref(z), lp->det, lp->scale);
    } else {
        mpz_set(mpq_numref(z), lp->z0);
        mpz_set(mpq_denref(z), lp->scale);
    }
    mpq_canonicalize(z);
}

#include "exact/simplex_in.h"

/* One move: which column enters, how far it goes, which leaves. Ties fall to the lower
 * number, and after many moves that move nothing the first that may enter does (Bland
 * 1977), so that every run ends, and all alike. */

__extension__ typedef __int128 wide;

enum { PRICE_BITS = 62, COST_BITS = 40, IDLE_MOST = 40 };

/* ---- prices ---- */

static void set_prices(urne_lp *lp)
{
    lp->small = !lp->steep && (lp->cost == NULL ||
                               (lp->cheap && mpz_sizeinbase(lp->det, 2) <= PRICE_BITS));
    for (size_t r = 0; r < lp->m; r++) {
        if (mpz_sizeinbase(lp->lam[r], 2) > PRICE_BITS) {
            lp->small = false;
            return;
        }
        lp->price[r] = (int64_t)mpz_get_si(lp->lam[r]);
    }
}

static wide small_cost(const urne_lp *lp, size_t j)
{
    const lp_column *c = &lp->cols[j];
    wide sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        sum += (wide)c->coef[i] * lp->price[c->row[i]];
    }
    return sum;
}

/* v as a number of 128 bits, or the greatest of its sign. */
static wide clipped(mpz_srcptr v)
{
    size_t bits = mpz_sizeinbase(v, 2);
    wide size = (wide)1 << 100;
    if (bits <= 62) {
        return mpz_get_si(v);
    }
    return mpz_sgn(v) < 0 ? -size - (wide)bits : size + (wide)bits;
}

/* lam a_j. */
static void large_cost(const urne_lp *lp, size_t j, mpz_t to)
{
    const lp_column *c = &lp->cols[j];
    mpz_set_ui(to, 0);
    for (size_t i = 0; i < c->n; i++) {
        if (c->coef[i] >= 0) {
            mpz_addmul_ui(to, lp->lam[c->row[i]], (unsigned long)c->coef[i]);
        } else {
            mpz_submul_ui(to, lp->lam[c->row[i]], 0UL - (unsigned long)c->coef[i]);
        }
    }
}

int urne_lp_sign(const urne_lp *lp, size_t j)
{
    if (lp->small) {
        wide cost = small_cost(lp, j);
        return (cost > 0) - (cost < 0);
    }
    mpz_t cost;
    mpz_init(cost);
    large_cost(lp, j, cost);
    int sign = mpz_sgn(cost);
    mpz_clear(cost);
    return sign;
}

/* The best column so far. */
typedef struct entering {
    size_t v;
    bool up;
    wide small;
} entering;

/* A column whose gain per unit is `gain` (or sign alone, when large). */
static void offer(entering *best, size_t v, bool up, wide gain)
{
    if (gain > 0 && (best->v == SIZE_MAX || gain > best->small)) {
        *best = (entering){v, up, gain};
    }
}

/* What column j gains downwards: lam a_j, less its cost; cut to 100 bits, which orders
 * the large ones well enough. */
static wide fall_of(urne_lp *lp, size_t j, mpz_t scratch)
{
    if (lp->small) {
        wide fall = small_cost(lp, j);
        return lp->cost == NULL
                   ? fall
                   : fall - (wide)mpz_get_si(lp->cost[j]) * (wide)mpz_get_si(lp->det);
    }
    large_cost(lp, j, scratch);
    if (lp->cost != NULL) {
        mpz_submul(scratch, lp->cost[j], lp->det);
    }
    return clipped(scratch);
}

static entering choose(urne_lp *lp)
{
    entering best = {.v = SIZE_MAX};
    bool first = lp->idle > IDLE_MOST;
    set_prices(lp);
    for (size_t j = 0; j < lp->n && !(first && best.v != SIZE_MAX); j++) {
        if (lp->state[j] == LP_LOWER && lp_room(lp, j) != 0) {
            offer(&best, j, true, -fall_of(lp, j, lp->t1));
        } else if (lp->state[j] == LP_UPPER) {
            offer(&best, j, false, fall_of(lp, j, lp->t1));
        }
    }
    for (size_t r = 0; r < lp->m && !(first && best.v != SIZE_MAX); r++) {
        size_t v = LP_Z(lp) + 1 + r;
        wide lam = lp->small ? lp->price[r] : clipped(lp->lam[r]);
        bool held =
            !lp->no_lo[r] && !lp->no_hi[r] && mpz_cmp(lp->lo[r], lp->hi[r]) == 0;
        if (held || lp->state[v] == LP_BASIC) {
            continue;
        }
        offer(&best, v, lp->state[v] == LP_LOWER,
              lp->state[v] == LP_LOWER ? lam : -lam);
    }
    return best;
}

/* ---- how far ---- */

typedef struct leaving {
    size_t place; /* SIZE_MAX: the entering column reaches its other bound */
    size_t v;     /* who stops */
    bool upper, found;
    mpz_t num, rate; /* the step is num / rate, over scale */
} leaving;

/* A stop at num / rate; both are over det. */
static void stop(leaving *out, size_t place, size_t v, bool upper, mpz_srcptr num,
                 mpz_srcptr rate, mpz_t a, mpz_t b)
{
    int order = -1;
    if (out->found) {
        mpz_mul(a, num, out->rate);
        mpz_mul(b, out->num, rate);
        order = mpz_cmp(a, b);
    }
    if (order < 0 || (order == 0 && v < out->v)) {
        out->found = true;
        out->place = place;
        out->v = v;
        out->upper = upper;
        mpz_set(out->num, num);
        mpz_set(out->rate, rate);
    }
}

/* What one bound allows: `gap` is how far the value is inside of it (negative:
 * outside), `toward` how fast it approaches. Outside, a bound stops who comes back to
 * it. */
static void bound(leaving *out, size_t place, size_t v, bool upper, mpz_t gap,
                  mpz_t toward, mpz_t a, mpz_t b)
{
    if (mpz_sgn(gap) >= 0 ? mpz_sgn(toward) <= 0 : mpz_sgn(toward) >= 0) {
        return;
    }
    mpz_abs(gap, gap);
    mpz_abs(toward, toward);
    stop(out, place, v, upper, gap, toward, a, b);
}

/* The step of a move: v goes up or down. */
typedef struct step {
    urne_lp *lp;
    size_t v;
    bool up;
    mpz_t zrate, zval, rate, gap, a, b;
} step;

static void row_bounds(step *s, leaving *out, size_t p, size_t v)
{
    urne_lp *lp = s->lp;
    size_t r = v - LP_Z(lp) - 1;
    if (!lp->no_lo[r]) {
        mpz_mul(s->gap, lp->lo[r], lp->det);
        mpz_sub(s->gap, lp->val[p], s->gap);
        mpz_neg(s->a, s->rate);
        mpz_set(s->b, s->a);
        bound(out, p, v, false, s->gap, s->b, s->a, lp->t2);
    }
    if (!lp->no_hi[r]) {
        mpz_mul(s->gap, lp->hi[r], lp->det);
        mpz_sub(s->gap, s->gap, lp->val[p]);
        mpz_set(s->b, s->rate);
        bound(out, p, v, true, s->gap, s->b, s->a, lp->t2);
    }
}

static void column_bounds(step *s, leaving *out, size_t p, size_t j)
{
    const urne_lp *lp = s->lp;
    mpz_set(s->gap, lp->val[p]);
    mpz_neg(s->b, s->rate);
    bound(out, p, j, false, s->gap, s->b, s->a, s->lp->t2);
    if (lp->most[j] < 0) {
        return;
    }
    mpz_mul(s->gap, lp->det, lp->scale);
    mpz_mul_si(s->gap, s->gap, (long)lp_room(lp, j));
    mpz_sub(s->gap, s->gap, lp->val[p]);
    mpz_mul_si(s->b, s->zval, (long)lp->weight[j]);
    mpz_sub(s->gap, s->gap, s->b);
    mpz_mul_si(s->b, s->zrate, (long)lp->weight[j]);
    mpz_add(s->b, s->b, s->rate);
    bound(out, p, j, true, s->gap, s->b, s->a, s->lp->t2);
}

/* The other bound of the column that enters. */
static void own_bound(step *s, leaving *out)
{
    const urne_lp *lp = s->lp;
    if (s->v == LP_Z(lp)) {
        mpz_sub(s->gap, lp->scale, lp->z0);
        mpz_mul(s->gap, s->gap, lp->det);
        mpz_set(s->b, lp->det);
    } else if (s->v > LP_Z(lp)) {
        size_t r = s->v - LP_Z(lp) - 1;
        if (lp->no_lo[r] || lp->no_hi[r]) {
            return;
        }
        mpz_sub(s->gap, lp->hi[r], lp->lo[r]);
        mpz_mul(s->gap, s->gap, lp->det);
        mpz_set(s->b, lp->det);
    } else {
        if (lp->most[s->v] < 0) {
            return;
        }
        mpz_mul(s->gap, lp->det, lp->scale);
        mpz_mul_si(s->gap, s->gap, (long)lp_room(lp, s->v));
        mpz_mul_si(s->b, s->zval, (long)lp->weight[s->v]);
        mpz_sub(s->gap, s->gap, s->b);
        /* Upwards x grows by 1 + weight z's rate; downwards x - weight z falls by as
         * much. */
        mpz_mul_si(s->b, s->zrate, (long)lp->weight[s->v]);
        mpz_add(s->b, s->b, lp->det);
    }
    bound(out, SIZE_MAX, s->v, s->up, s->gap, s->b, s->a, s->lp->t2);
}

static void find_stop(step *s, leaving *out)
{
    urne_lp *lp = s->lp;
    urne_lp_alpha(lp, s->v);
    if (s->v == LP_Z(lp)) {
        mpz_set(s->zrate, lp->det);
    } else if (lp->z_at != SIZE_MAX) {
        mpz_set(s->zrate, lp->alpha[lp->z_at]);
        if (s->up) {
            mpz_neg(s->zrate, s->zrate);
        }
    } else {
        mpz_set_ui(s->zrate, 0);
    }
    if (lp->z_at != SIZE_MAX) {
        mpz_set(s->zval, lp->val[lp->z_at]);
    } else {
        mpz_mul(s->zval, lp->z0, lp->det);
    }
    own_bound(s, out);
    for (size_t p = 0; p < lp->m; p++) {
        size_t b = lp->basis[p];
        mpz_set(s->rate, lp->alpha[p]);
        if (s->up) {
            mpz_neg(s->rate, s->rate);
        }
        if (b == LP_Z(lp)) {
            mpz_mul(s->gap, lp->det, lp->scale);
            mpz_sub(s->gap, s->gap, lp->val[p]);
            mpz_set(s->b, s->rate);
            bound(out, p, b, true, s->gap, s->b, s->a, lp->t2);
        } else if (b > LP_Z(lp)) {
            row_bounds(s, out, p, b);
        } else {
            column_bounds(s, out, p, b);
        }
    }
}

/* ---- the move ---- */

/* v passes from one of its bounds to the other; z's column changes with it. */
static void flip(urne_lp *lp, size_t v, bool up)
{
    lp->state[v] = up ? LP_UPPER : LP_LOWER;
    if (v == LP_Z(lp)) {
        mpz_set(lp->z0, lp->scale);
    } else if (v < LP_Z(lp) && lp->z_at != SIZE_MAX && lp->weight[v] != 0) {
        for (size_t p = 0; p < lp->m; p++) {
            mpz_mul_si(lp->alpha[p], lp->alpha[p],
                       up ? -(long)lp->weight[v] : (long)lp->weight[v]);
        }
        mpz_add(lp->alpha[lp->z_at], lp->alpha[lp->z_at], lp->det);
        urne_lp_pivot(lp, lp->z_at);
    }
}

/* v enters at place p; who stood there stays at a bound. */
static void exchange(urne_lp *lp, size_t v, size_t p, bool upper)
{
    size_t b = lp->basis[p];
    bool z_moves = lp->z_at != SIZE_MAX;
    bool from_upper = lp->state[v] == LP_UPPER;
    if (b < LP_Z(lp) && upper && lp->weight[b] != 0) {
        if (v == LP_Z(lp)) {
            mpz_mul_si(lp->t1, lp->det, (long)lp->weight[b]);
            mpz_sub(lp->alpha[p], lp->alpha[p], lp->t1);
        } else if (z_moves) {
            urne_lp_combine(lp, p, lp->z_at, lp->weight[b]);
            mpz_mul_si(lp->t1, lp->alpha[lp->z_at], (long)lp->weight[b]);
            mpz_add(lp->alpha[p], lp->alpha[p], lp->t1);
        }
    }
    urne_lp_pivot(lp, p);
    lp->basis[p] = v;
    lp->state[v] = LP_BASIC;
    lp->state[b] = upper ? LP_UPPER : LP_LOWER;
    if (v == LP_Z(lp)) {
        lp->z_at = p;
    } else if (b == LP_Z(lp)) {
        lp->z_at = SIZE_MAX;
        mpz_set(lp->z0, lp->scale);
    } else if (from_upper && v < LP_Z(lp) && lp->z_at != SIZE_MAX &&
               lp->weight[v] != 0) {
        urne_lp_combine(lp, p, lp->z_at, -lp->weight[v]);
    }
}

static void move(urne_lp *lp, size_t v, bool up)
{
    step s = {.lp = lp, .v = v, .up = up};
    leaving out = {.place = SIZE_MAX, .v = SIZE_MAX};
    mpz_inits(s.zrate, s.zval, s.rate, s.gap, s.a, s.b, out.num, out.rate, NULL);
    find_stop(&s, &out);
    if (!out.found) {
        urne_bug("a linear programme without end");
    }
    lp->idle = mpz_sgn(out.num) == 0 ? lp->idle + 1 : 0;
    if (out.place == SIZE_MAX) {
        flip(lp, v, up);
    } else {
        exchange(lp, v, out.place, out.upper);
    }
    urne_lp_values(lp);
    mpz_clears(s.zrate, s.zval, s.rate, s.gap, s.a, s.b, out.num, out.rate, NULL);
}

/* ---- the two searches ---- */

/* -1: the value at place p is below its bounds, 1: above, 0: within. */
static int outside(const urne_lp *lp, size_t p, mpz_t a, mpz_t b)
{
    size_t v = lp->basis[p];
    if (v == LP_Z(lp)) {
        return 0;
    }
    if (v > LP_Z(lp)) {
        size_t r = v - LP_Z(lp) - 1;
        mpz_mul(a, lp->lo[r], lp->det);
        mpz_mul(b, lp->hi[r], lp->det);
        return !lp->no_lo[r] && mpz_cmp(lp->val[p], a) < 0   ? -1
               : !lp->no_hi[r] && mpz_cmp(lp->val[p], b) > 0 ? 1
                                                             : 0;
    }
    if (mpz_sgn(lp->val[p]) < 0) {
        return -1;
    }
    mpz_mul(a, lp->det, lp->scale);
    mpz_mul_si(a, a, (long)lp_room(lp, v));
    mpz_mul_si(b, lp->z_at != SIZE_MAX ? lp->val[lp->z_at] : lp->z0,
               (long)lp->weight[v]);
    if (lp->z_at == SIZE_MAX) {
        mpz_mul(b, b, lp->det);
    }
    mpz_add(b, b, lp->val[p]);
    return lp->most[v] >= 0 && mpz_cmp(b, a) > 0 ? 1 : 0;
}

bool urne_lp_sound(const urne_lp *lp)
{
    mpz_t a, b;
    bool sound = true;
    mpz_inits(a, b, NULL);
    for (size_t p = 0; p < lp->m && sound; p++) {
        sound = outside(lp, p, a, b) == 0;
    }
    mpz_clears(a, b, NULL);
    return sound;
}

bool urne_lp_repair(urne_lp *lp)
{
    bool any = false;
    for (size_t r = 0; r < lp->m; r++) {
        mpz_set_ui(lp->lam[r], 0);
    }
    for (size_t p = 0; p < lp->m; p++) {
        int out = outside(lp, p, lp->t1, lp->t2);
        any = any || out != 0;
        for (size_t r = 0; r < lp->m && out != 0; r++) {
            mpz_t *row = &lp->inv[p * lp->m];
            if (mpz_sgn(row[r]) == 0) {
                continue;
            }
            if (out < 0) {
                mpz_add(lp->lam[r], lp->lam[r], row[r]);
            } else {
                mpz_sub(lp->lam[r], lp->lam[r], row[r]);
            }
        }
    }
    entering e = any ? choose(lp) : (entering){.v = SIZE_MAX};
    if (e.v != SIZE_MAX) {
        move(lp, e.v, e.up);
    }
    return e.v != SIZE_MAX;
}

bool urne_lp_raise(urne_lp *lp)
{
    if (lp->state[LP_Z(lp)] == LP_UPPER) {
        return false;
    }
    if (lp->z_at == SIZE_MAX) {
        move(lp, LP_Z(lp), true);
        return true;
    }
    for (size_t r = 0; r < lp->m; r++) {
        mpz_set(lp->lam[r], lp->inv[lp->z_at * lp->m + r]);
    }
    entering e = choose(lp);
    if (e.v != SIZE_MAX) {
        move(lp, e.v, e.up);
    }
    return e.v != SIZE_MAX;
}

/* Whether all costs are short. */
static bool are_short(const urne_lp *lp)
{
    for (size_t j = 0; j < lp->n; j++) {
        if (mpz_sizeinbase(lp->cost[j], 2) > COST_BITS) {
            return false;
        }
    }
    return true;
}

bool urne_lp_climb(urne_lp *lp)
{
    lp->cheap = are_short(lp);
    for (size_t r = 0; r < lp->m; r++) {
        mpz_set_ui(lp->lam[r], 0);
        for (size_t p = 0; p < lp->m; p++) {
            if (lp->basis[p] < LP_Z(lp) && mpz_sgn(lp->inv[p * lp->m + r]) != 0) {
                mpz_addmul(lp->lam[r], lp->cost[lp->basis[p]], lp->inv[p * lp->m + r]);
            }
        }
    }
    entering e = choose(lp);
    if (e.v != SIZE_MAX) {
        move(lp, e.v, e.up);
    }
    return e.v != SIZE_MAX;
}

#include "panel/decompose.h"
#include "base/arena.h"
#include "exact/simplex.h"
#include "panel/branch.h"
#include "panel/round.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 6, MOVES = 600, NODES = 200000, WISH_BITS = 30 };

/* How often panels are taken back when up to 1/LITTLE of the whole is left, or more,
 * and how many at first. */
enum { LITTLE = 100, BACKS_LITTLE = 60, BACKS_MUCH = 2, BACK_FEW = 4 };

typedef struct job {
    const urne_panel_problem *p;
    urne_arena *arena;
    mpq_t *x;
    mpz_t den;   /* the common denominator of x */
    mpz_t *left; /* by type: what is left, over den */
    mpz_t *row;  /* by row, the same */
    mpz_t weight, step, t1, t2;
    urne_box box;
    int64_t *wish;
    urne_stream stream;
    urne_panel_lottery *out;
    urne_panel_lottery spare; /* panels that were taken back */
} job;

static mpz_t *zeros(urne_arena *arena, size_t n)
{
    mpz_t *v = urne_arena_array(arena, n + 1, sizeof *v);
    for (size_t i = 0; i < n; i++) {
        mpz_init(v[i]);
    }
    return v;
}

static void drop(mpz_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mpz_clear(v[i]);
    }
}

/* ---- peeling ---- */

/* Sums of a panel, or of what is left, by row: add(row, amount) for each. */
static void add_rows(const urne_panel_problem *p, mpz_t *row, size_t t, mpz_srcptr by)
{
    for (size_t c = 0; c < p->categories; c++) {
        size_t f = urne_panel_of(p, t)[c];
        mpz_add(row[f], row[f], by);
    }
    mpz_add(row[p->features], row[p->features], by);
    for (size_t c = 0; c < p->n_cuts; c++) {
        mpz_t part;
        mpz_init(part);
        mpz_mul_si(part, by, (long)p->cuts[c].coef[t]);
        mpz_add(row[p->features + 1 + c], row[p->features + 1 + c], part);
        mpz_clear(part);
    }
}

static void begin(job *j, urne_arena *arena, const urne_panel_problem *p, mpq_t *x,
                  urne_panel_lottery *out)
{
    size_t rows = urne_panel_rows(p);
    *j = (job){
        .p = p, .arena = arena, .x = x, .stream = {88172645463325252ULL}, .out = out};
    mpz_inits(j->den, j->weight, j->step, j->t1, j->t2, NULL);
    mpz_set_ui(j->den, 1);
    for (size_t t = 0; t < p->types; t++) {
        mpz_lcm(j->den, j->den, mpq_denref(x[t]));
    }
    mpz_set(j->weight, j->den);
    j->left = zeros(arena, p->types);
    j->row = zeros(arena, rows);
    for (size_t t = 0; t < p->types; t++) {
        mpz_divexact(j->left[t], j->den, mpq_denref(x[t]));
        mpz_mul(j->left[t], j->left[t], mpq_numref(x[t]));
        add_rows(p, j->row, t, j->left[t]);
    }
    j->box.lo = urne_arena_array(arena, p->types, sizeof *j->box.lo);
    j->box.hi = urne_arena_array(arena, p->types, sizeof *j->box.hi);
    j->box.row_lo = urne_arena_array(arena, rows, sizeof *j->box.row_lo);
    j->box.row_hi = urne_arena_array(arena, rows, sizeof *j->box.row_hi);
    j->wish = urne_arena_array(arena, p->types, sizeof *j->wish);
}

static void finish(job *j)
{
    drop(j->left, j->p->types);
    drop(j->row, urne_panel_rows(j->p));
    mpz_clears(j->den, j->weight, j->step, j->t1, j->t2, NULL);
}

/* The whole numbers around v / weight. */
static void around(job *j, mpz_srcptr v, int64_t *lo, int64_t *hi)
{
    mpz_fdiv_q(j->t1, v, j->weight);
    *lo = (int64_t)mpz_get_si(j->t1);
    *hi = mpz_divisible_p(v, j->weight) ? *lo : *lo + 1;
}

static void frame(job *j)
{
    const urne_panel_problem *p = j->p;
    for (size_t t = 0; t < p->types; t++) {
        around(j, j->left[t], &j->box.lo[t], &j->box.hi[t]);
        /* The wish is the fraction, in 30 bits, and a little of the stream. */
        mpz_fdiv_r(j->t1, j->left[t], j->weight);
        mpz_mul_2exp(j->t1, j->t1, WISH_BITS);
        mpz_fdiv_q(j->t1, j->t1, j->weight);
        j->wish[t] = (int64_t)mpz_get_si(j->t1) * 4 +
                     (int64_t)(urne_stream_next(&j->stream) >> (64 - WISH_BITS));
    }
    for (size_t r = 0; r < urne_panel_rows(p); r++) {
        around(j, j->row[r], &j->box.row_lo[r], &j->box.row_hi[r]);
    }
}

/* The greatest step that keeps v / weight between lo and hi when a panel takes `at`. */
static void limit(job *j, mpz_srcptr v, int64_t at, int64_t lo, int64_t hi)
{
    if (lo == hi) {
        return;
    }
    mpz_mul_si(j->t2, j->weight, (long)(at == hi ? lo : hi));
    if (at == hi) {
        mpz_sub(j->t2, v, j->t2);
    } else {
        mpz_sub(j->t2, j->t2, v);
    }
    if (mpz_cmp(j->t2, j->step) < 0) {
        mpz_set(j->step, j->t2);
    }
}

static void panel_rows(const urne_panel_problem *p, const int64_t *at, int64_t *row)
{
    memset(row, 0, urne_panel_rows(p) * sizeof *row);
    for (size_t t = 0; t < p->types; t++) {
        for (size_t c = 0; c < p->categories && at[t] != 0; c++) {
            row[urne_panel_of(p, t)[c]] += at[t];
        }
        row[p->features] += at[t];
        for (size_t c = 0; c < p->n_cuts; c++) {
            row[p->features + 1 + c] += at[t] * p->cuts[c].coef[t];
        }
    }
}

/* The weights that were made, for those who free them: their array moves. */
struct urne_panel_weights {
    mpq_t *weight;
    size_t n;
};

static void clear(void *p)
{
    struct urne_panel_weights *own = p;
    for (size_t i = 0; i < own->n; i++) {
        mpq_clear(own->weight[i]);
    }
}

static void make_room(urne_panel_lottery *l, urne_arena *arena)
{
    size_t cap = l->cap == 0 ? 64 : 2 * l->cap;
    int64_t **panel = urne_arena_array(arena, cap, sizeof *panel);
    mpq_t *weight = urne_arena_array(arena, cap, sizeof *weight);
    if (l->cap == 0) {
        l->own = urne_arena_alloc(arena, sizeof *l->own);
        urne_arena_defer(arena, clear, l->own);
    } else {
        memcpy(panel, l->panel, l->n * sizeof *panel);
        memcpy(weight, l->weight, l->own->n * sizeof *weight);
    }
    l->panel = panel;
    l->weight = l->own->weight = weight;
    l->cap = cap;
}

void urne_panel_lottery_add(urne_panel_lottery *l, urne_arena *arena, int64_t *at)
{
    if (l->n == l->cap) {
        make_room(l, arena);
    }
    if (l->n == l->own->n) {
        mpq_init(l->weight[l->own->n++]);
    }
    mpq_set_ui(l->weight[l->n], 0, 1);
    l->panel[l->n++] = at;
}

/* Everything that has the weight, plus (or minus) a step of the panel. */
static void step_by(job *j, const int64_t *at, bool back)
{
    const urne_panel_problem *p = j->p;
    int64_t *row = urne_arena_array(j->arena, urne_panel_rows(p), sizeof *row);
    panel_rows(p, at, row);
    for (size_t t = 0; t < p->types; t++) {
        if (at[t] != 0) {
            mpz_mul_si(j->t1, j->step, (long)(back ? at[t] : -at[t]));
            mpz_add(j->left[t], j->left[t], j->t1);
        }
    }
    for (size_t r = 0; r < urne_panel_rows(p); r++) {
        mpz_mul_si(j->t1, j->step, (long)(back ? row[r] : -row[r]));
        mpz_add(j->row[r], j->row[r], j->t1);
    }
    if (back) {
        mpz_add(j->weight, j->weight, j->step);
    } else {
        mpz_sub(j->weight, j->weight, j->step);
    }
}

/* One panel off; false when none was found. */
static bool peel_one(job *j)
{
    const urne_panel_problem *p = j->p;
    int64_t *at = urne_arena_array(j->arena, p->types, sizeof *at);
    int64_t *row = urne_arena_array(j->arena, urne_panel_rows(p), sizeof *row);
    bool found = false;
    for (unsigned i = 0; i < TRIES && !found; i++) {
        frame(j);
        found = urne_panel_round(at, p, &j->box, j->wish, MOVES, &j->stream);
    }
    if (!found) {
        return false;
    }
    panel_rows(p, at, row);
    mpz_set(j->step, j->weight);
    for (size_t t = 0; t < p->types; t++) {
        limit(j, j->left[t], at[t], j->box.lo[t], j->box.hi[t]);
    }
    for (size_t r = 0; r < urne_panel_rows(p); r++) {
        limit(j, j->row[r], row[r], j->box.row_lo[r], j->box.row_hi[r]);
    }
    step_by(j, at, false);
    urne_panel_lottery_add(j->out, j->arena, at);
    mpq_ptr w = j->out->weight[j->out->n - 1];
    mpz_set(mpq_numref(w), j->step);
    mpz_set(mpq_denref(w), j->den);
    mpq_canonicalize(w);
    return true;
}

/* Puts the last panels back, to try others. */
static void put_back(job *j, size_t n)
{
    for (; n > 0 && j->out->n > 0; n--) {
        size_t last = --j->out->n;
        mpq_ptr w = j->out->weight[last];
        mpz_divexact(j->step, j->den, mpq_denref(w));
        mpz_mul(j->step, j->step, mpq_numref(w));
        step_by(j, j->out->panel[last], true);
        urne_panel_lottery_add(&j->spare, j->arena, j->out->panel[last]);
    }
}

/* Where no panel is found for what is left, the last ones are taken back: a few, then
 * twice as many, and so on to all. More than a little left means that it is not the
 * last panels that are wrong. */
static bool peel(job *j)
{
    unsigned backs = 0;
    size_t n = BACK_FEW;
    while (mpz_sgn(j->weight) > 0) {
        if (peel_one(j)) {
            continue;
        }
        mpz_mul_ui(j->t1, j->weight, LITTLE);
        unsigned most = mpz_cmp(j->t1, j->den) < 0 ? BACKS_LITTLE : BACKS_MUCH;
        if (++backs > most) {
            return false;
        }
        n = most == BACKS_MUCH || n > j->out->n ? j->out->n : n;
        put_back(j, n);
        n = j->out->n == 0 ? BACK_FEW : 2 * n;
    }
    return true;
}

/* ---- weights by a linear programme ---- */

typedef struct master {
    job *j;
    urne_lp *lp;
    size_t *row_of; /* by type: its row, or SIZE_MAX where every panel has x_t */
    size_t m, cap;
    urne_panel_lottery *pool;
    size_t placed; /* panels of the pool that are columns */
    mpz_t *price;  /* by type, then of the whole */
    mpz_t *brief;  /* the same, shortened */
} master;

static bool settled(const job *j, size_t t)
{
    return mpq_sgn(j->x[t]) == 0 || mpq_cmp_si(j->x[t], (long)j->p->persons[t], 1) == 0;
}

static void place(master *m)
{
    for (; m->placed < m->pool->n && m->placed < m->cap; m->placed++) {
        const int64_t *at = m->pool->panel[m->placed];
        const urne_panel_problem *p = m->j->p;
        uint32_t *row = urne_arena_array(m->j->arena, m->m, sizeof *row);
        int64_t *coef = urne_arena_array(m->j->arena, m->m, sizeof *coef);
        size_t n = 0;
        bool fits = true;
        for (size_t t = 0; t < p->types; t++) {
            if (m->row_of[t] == SIZE_MAX) {
                fits = fits && mpq_cmp_si(m->j->x[t], (long)at[t], 1) == 0;
            } else if (at[t] != 0) {
                row[n] = (uint32_t)m->row_of[t];
                coef[n++] = at[t];
            }
        }
        row[n] = (uint32_t)(m->m - 1);
        coef[n++] = 1;
        if (fits) {
            urne_lp_bound(m->lp, m->placed, 0, 0, -1);
            urne_lp_column(m->lp, m->placed, row, coef, n);
        }
    }
}

static void master_begin(master *m, job *j, urne_panel_lottery *pool)
{
    const urne_panel_problem *p = j->p;
    mpq_t one;
    *m = (master){.j = j, .pool = pool};
    m->row_of = urne_arena_array(j->arena, p->types, sizeof *m->row_of);
    for (size_t t = 0; t < p->types; t++) {
        m->row_of[t] = settled(j, t) ? SIZE_MAX : m->m++;
    }
    m->m++;
    m->cap = pool->n + 4 * m->m + 400;
    m->lp = urne_lp_new(j->arena, m->m, m->cap);
    m->price = zeros(j->arena, p->types + 1);
    m->brief = zeros(j->arena, p->types);
    for (size_t t = 0; t < p->types; t++) {
        if (m->row_of[t] != SIZE_MAX) {
            urne_lp_row(m->lp, m->row_of[t], j->x[t], j->x[t]);
        }
    }
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    urne_lp_row(m->lp, m->m - 1, one, one);
    mpq_clear(one);
    for (size_t i = 0; i < m->cap; i++) {
        urne_lp_absent(m->lp, i);
    }
    place(m);
}

/* What a panel is worth to the weights: minus the multipliers. */
static void set_prices(master *m)
{
    for (size_t t = 0; t < m->j->p->types; t++) {
        if (m->row_of[t] == SIZE_MAX) {
            mpz_set_ui(m->price[t], 0);
        } else {
            mpz_neg(m->price[t], urne_lp_multiplier(m->lp, m->row_of[t]));
        }
    }
    mpz_neg(m->price[m->j->p->types], urne_lp_multiplier(m->lp, m->m - 1));
}

/* Whether a panel helps: its price is positive, and it has all that every panel must.
 */
static bool helps(master *m, const int64_t *at)
{
    mpz_set(m->j->t1, m->price[m->j->p->types]);
    for (size_t t = 0; t < m->j->p->types; t++) {
        if (m->row_of[t] == SIZE_MAX && mpq_cmp_si(m->j->x[t], (long)at[t], 1) != 0) {
            return false;
        }
        mpz_mul_si(m->j->t2, m->price[t], (long)at[t]);
        mpz_add(m->j->t1, m->j->t1, m->j->t2);
    }
    return mpz_sgn(m->j->t1) > 0;
}

/* The prices, cut to `bits` bits of the longest. */
static void shorten(master *m, mpz_t *to, size_t bits)
{
    size_t longest = 1;
    for (size_t t = 0; t < m->j->p->types; t++) {
        size_t own = mpz_sizeinbase(m->price[t], 2);
        longest = own > longest ? own : longest;
    }
    for (size_t t = 0; t < m->j->p->types; t++) {
        if (longest > bits) {
            mpz_tdiv_q_2exp(to[t], m->price[t], longest - bits);
        } else {
            mpz_set(to[t], m->price[t]);
        }
    }
}

/* Roundings of x that are worth something, quickly. */
static bool guess(master *m)
{
    job *j = m->j;
    const urne_panel_problem *p = j->p;
    size_t before = m->pool->n;
    int64_t *value = urne_arena_array(j->arena, p->types, sizeof *value);
    shorten(m, m->brief, WISH_BITS);
    for (size_t t = 0; t < p->types; t++) {
        value[t] = (int64_t)mpz_get_si(m->brief[t]);
    }
    for (unsigned i = 0; i < TRIES; i++) {
        for (size_t t = 0; t < p->types; t++) {
            j->wish[t] = value[t] + (int64_t)(urne_stream_next(&j->stream) >>
                                              (64 - WISH_BITS + (i == 0 ? 8 : 1)));
        }
        int64_t *at = urne_arena_array(j->arena, p->types, sizeof *at);
        if (urne_panel_round(at, p, &j->box, j->wish, MOVES, &j->stream)) {
            urne_panel_climb(at, p, &j->box, value, &j->stream);
            if (helps(m, at)) {
                urne_panel_lottery_add(m->pool, j->arena, at);
            }
        }
    }
    return m->pool->n > before;
}

/* Whether the sum of `price` at x is above `most`: then that is a cut. */
static bool cuts_off(job *j, mpz_t *price, mpz_srcptr most)
{
    mpq_t sum, part;
    mpq_inits(sum, part, NULL);
    for (size_t t = 0; t < j->p->types; t++) {
        mpq_set_z(part, price[t]);
        mpq_mul(part, part, j->x[t]);
        mpq_add(sum, sum, part);
    }
    bool off = mpq_cmp_z(sum, most) > 0;
    mpq_clears(sum, part, NULL);
    return off;
}

/* Who must be in every panel, or in none, outweighs all the rest. */
static void bind(master *m, mpz_t *to)
{
    const urne_panel_problem *p = m->j->p;
    mpz_set_ui(m->j->t1, 1);
    for (size_t t = 0; t < p->types; t++) {
        mpz_abs(m->j->t2, to[t]);
        mpz_addmul_ui(m->j->t1, m->j->t2, (unsigned long)p->persons[t]);
    }
    for (size_t t = 0; t < p->types; t++) {
        if (m->row_of[t] == SIZE_MAX && !p->absent[t]) {
            mpz_set(to[t], m->j->t1);
            if (mpq_sgn(m->j->x[t]) == 0) {
                mpz_neg(to[t], to[t]);
            }
        }
    }
}

/* The best panel there is for prices of a few bits: it helps, or it shows that no panel
 * reaches x in this direction, which is a cut whatever the prices were; or it does
 * neither, and more bits are needed. */
static urne_decompose_end search(master *m, mpz_t *cut, mpz_t most)
{
    static const size_t precision[] = {8, 16, 32, SIZE_MAX};
    job *j = m->j;
    const urne_panel_problem *p = j->p;
    urne_decompose_end end = URNE_DECOMPOSE_LIMIT;
    for (size_t i = 0; i < sizeof precision / sizeof *precision; i++) {
        int64_t *at = urne_arena_array(j->arena, p->types, sizeof *at);
        shorten(m, m->brief, precision[i]);
        bind(m, m->brief);
        if (urne_branch_best(at, most, p, NULL, NULL, m->brief, NULL, NODES) !=
            URNE_BRANCH_FOUND) {
            continue;
        }
        if (helps(m, at)) {
            urne_panel_lottery_add(m->pool, j->arena, at);
            end = URNE_DECOMPOSE_DONE;
            break;
        }
        if (cuts_off(j, m->brief, most)) {
            for (size_t t = 0; t < p->types; t++) {
                mpz_set(cut[t], m->brief[t]);
            }
            end = URNE_DECOMPOSE_CUT;
            break;
        }
    }
    return end;
}

static void collect(master *m, urne_panel_lottery *out)
{
    mpq_t w;
    mpq_init(w);
    out->n = 0;
    for (size_t i = 0; i < m->placed; i++) {
        urne_lp_value(m->lp, i, w);
        if (mpq_sgn(w) > 0) {
            urne_panel_lottery_add(out, m->j->arena, m->pool->panel[i]);
            mpq_set(out->weight[out->n - 1], w);
        }
    }
    mpq_clear(w);
}

static urne_decompose_end by_programme(job *j, mpz_t *cut, mpz_t most,
                                       urne_panel_lottery *pool)
{
    master m;
    urne_decompose_end end = URNE_DECOMPOSE_DONE;
    for (size_t t = 0; t < j->p->types; t++) {
        mpz_divexact(j->left[t], j->den, mpq_denref(j->x[t]));
        mpz_mul(j->left[t], j->left[t], mpq_numref(j->x[t]));
    }
    for (size_t r = 0; r < urne_panel_rows(j->p); r++) {
        mpz_set_ui(j->row[r], 0);
    }
    for (size_t t = 0; t < j->p->types; t++) {
        add_rows(j->p, j->row, t, j->left[t]);
    }
    mpz_set(j->weight, j->den);
    frame(j);
    master_begin(&m, j, pool);
    bool whole = urne_lp_feasible(m.lp);
    while (!whole && end == URNE_DECOMPOSE_DONE) {
        set_prices(&m);
        if (!guess(&m)) {
            end = search(&m, cut, most);
        }
        if (pool->n > m.cap) {
            end = URNE_DECOMPOSE_LIMIT;
        }
        if (end == URNE_DECOMPOSE_DONE) {
            place(&m);
            whole = urne_lp_again(m.lp);
        }
    }
    if (whole) {
        collect(&m, j->out);
    }
    drop(m.price, j->p->types + 1);
    drop(m.brief, j->p->types);
    return end;
}

/* Panels that were of no use here may be of use to a programme. */
static void keep(urne_panel_lottery *known, urne_arena *arena,
                 const urne_panel_lottery *from)
{
    for (size_t i = 0; i < from->n; i++) {
        urne_panel_lottery_add(known, arena, from->panel[i]);
    }
}

bool urne_panel_peel(urne_panel_lottery *out, urne_arena *arena,
                     const urne_panel_problem *p, mpq_t *x, urne_panel_lottery *known)
{
    job j;
    *out = (urne_panel_lottery){.n = 0};
    begin(&j, arena, p, x, out);
    bool done = peel(&j);
    if (!done) {
        keep(known, arena, out);
        keep(known, arena, &j.spare);
    }
    finish(&j);
    return done;
}

urne_decompose_end urne_panel_decompose(urne_panel_lottery *out, mpz_t *cut, mpz_t most,
                                        urne_arena *arena, const urne_panel_problem *p,
                                        mpq_t *x, urne_panel_lottery *known)
{
    job j;
    *out = (urne_panel_lottery){.n = 0};
    begin(&j, arena, p, x, out);
    urne_decompose_end end = by_programme(&j, cut, most, known);
    finish(&j);
    return end;
}

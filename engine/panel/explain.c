#include "panel/explain.h"
#include "base/arena.h"
#include "base/rational.h"
#include "panel/conflict.h"
#include "panel/decompose.h"
#include "panel/program.h"

#include <stdlib.h>

/* Up to so many types the search for a lottery is short enough. */
enum { TYPES_FEW = 100 };

/* ---- a chance ---- */

/* 10 / p to the nearest whole number, a half up; from 100 on a multiple of 10. */
static uint64_t tenths_of(mpq_srcptr p)
{
    mpz_t num, den;
    mpz_inits(num, den, NULL);
    uint64_t tenths = 0;
    for (unsigned unit = 1; unit <= 10 && (tenths == 0 || tenths >= 100); unit += 9) {
        /* floor((2 * 10 / unit * b + a) / 2a) for p = a / b */
        mpz_mul_ui(num, mpq_denref(p), 20 / unit);
        mpz_add(num, num, mpq_numref(p));
        mpz_mul_ui(den, mpq_numref(p), 2);
        mpz_fdiv_q(num, num, den);
        mpz_mul_ui(num, num, unit);
        tenths = mpz_fits_ulong_p(num) ? mpz_get_ui(num) : UINT64_MAX;
    }
    mpz_clears(num, den, NULL);
    return tenths;
}

urne_panel_chance urne_explain_chance(urne_arena *arena, mpq_srcptr p)
{
    urne_panel_chance c = {.fraction = urne_rational_text(arena, p)};
    if (mpq_sgn(p) == 0) {
        c.exact = true;
        return c;
    }
    mpz_t ten, back;
    mpz_inits(ten, back, NULL);
    c.tenths = tenths_of(p);
    mpz_mul_ui(ten, mpq_denref(p), 10);
    mpz_mul_ui(back, mpq_numref(p), (unsigned long)c.tenths);
    c.exact = mpz_cmp(ten, back) == 0;
    mpz_clears(ten, back, NULL);
    return c;
}

/* ---- who is at a level ---- */

typedef struct job {
    const urne_panel_pool *pool;
    const urne_leximin *leximin;
    urne_arena *arena;
    bool *absent;     /* by type: in no panel */
    bool *in;         /* by type: of the level at hand */
    uint32_t *common; /* features that all of them share */
    size_t n_common;
} job;

static bool has(const urne_panel_problem *p, size_t t, uint32_t f)
{
    for (size_t c = 0; c < p->categories; c++) {
        if (urne_panel_of(p, t)[c] == f) {
            return true;
        }
    }
    return false;
}

static void find_common(job *j)
{
    const urne_panel_problem *p = &j->pool->problem;
    bool begun = false;
    j->n_common = 0;
    for (size_t t = 0; t < p->types; t++) {
        if (j->in[t] && !begun) {
            for (size_t c = 0; c < p->categories; c++) {
                uint32_t f = urne_panel_of(p, t)[c];
                if (f < j->pool->quoted) {
                    j->common[j->n_common++] = f;
                }
            }
            begun = true;
        } else if (j->in[t]) {
            size_t kept = 0;
            for (size_t i = 0; i < j->n_common; i++) {
                if (has(p, t, j->common[i])) {
                    j->common[kept++] = j->common[i];
                }
            }
            j->n_common = kept;
        }
    }
}

/* People of other levels who share these features. */
static uint64_t sharers(const job *j, const uint32_t *f, size_t n)
{
    const urne_panel_problem *p = &j->pool->problem;
    uint64_t others = 0;
    for (size_t t = 0; t < p->types; t++) {
        bool all = !j->in[t];
        for (size_t i = 0; i < n && all; i++) {
            all = has(p, t, f[i]);
        }
        others += all ? (uint64_t)p->persons[t] : 0;
    }
    return others;
}

static void take_traits(const job *j, urne_panel_level *l, const uint32_t *f, size_t n)
{
    uint64_t others = sharers(j, f, n);
    if (others >= l->others) {
        return;
    }
    l->others = others;
    l->n_traits = n;
    for (size_t i = 0; i < n; i++) {
        l->trait[i] = (urne_panel_trait){j->pool->feature[f[i]].category,
                                         j->pool->feature[f[i]].value};
    }
}

/* All lists of n features from common[from..], those before kept in f. */
static void try_lists(const job *j, urne_panel_level *l, uint32_t *f, size_t at,
                      size_t n, size_t from)
{
    if (at == n) {
        take_traits(j, l, f, n);
        return;
    }
    for (size_t i = from; i < j->n_common; i++) {
        f[at] = j->common[i];
        try_lists(j, l, f, at + 1, n, i + 1);
    }
}

/* Shorter lists first: a longer one must leave out more people. */
static void describe(job *j, urne_panel_level *l)
{
    uint32_t f[URNE_LEVEL_TRAITS];
    find_common(j);
    l->others = UINT64_MAX;
    for (size_t n = 0; n <= URNE_LEVEL_TRAITS && l->others > 0; n++) {
        try_lists(j, l, f, 0, n, 0);
    }
}

/* ---- what holds it down ---- */

static void add_binding(job *j, urne_panel_level *l, size_t feature, bool upper)
{
    for (size_t i = 0; i < l->n_binding; i++) {
        if (l->binding[i].feature == feature && l->binding[i].upper == upper) {
            return;
        }
    }
    l->binding[l->n_binding++] = urne_quota_side_of(j->pool, feature, upper);
}

/* Rows with a multiplier: positive ones hold by their upper side, negative ones by
 * their lower. A maximum that is no less than the panel is the size of the panel again.
 */
static void bind_rows(job *j, urne_panel_level *l, const urne_panel_stage *s)
{
    const urne_panel_problem *p = &j->pool->problem;
    for (size_t r = 0; r < s->rows && s->lam != NULL; r++) {
        int sign = mpz_sgn(s->lam[r]);
        if (sign == 0) {
            continue;
        }
        bool quoted = r < j->pool->quoted;
        if (r > p->features) {
            l->cuts++;
        } else if (r == p->features || (quoted && sign > 0 && p->hi[r] >= p->k)) {
            l->whole = true;
        } else if (!quoted) {
            l->households = true;
        } else if (urne_quota_room(j->pool, r, sign > 0) > 0) {
            add_binding(j, l, r, sign > 0);
        }
    }
}

static int by_side(const void *a, const void *b)
{
    const urne_quota_side *x = a, *y = b;
    return x->feature != y->feature ? (x->feature < y->feature ? -1 : 1)
                                    : (int)x->upper - (int)y->upper;
}

/* One level: the stages from `i` on that have it; returns the stage behind. */
static size_t add_level(job *j, urne_panel_explanation *out, size_t i)
{
    const urne_leximin *all = j->leximin;
    const urne_panel_problem *p = &j->pool->problem;
    urne_panel_level *l = &out->level[out->n_levels];
    mpq_srcptr chance = all->stage[i].level;
    l->chance = urne_explain_chance(j->arena, chance);
    l->binding = urne_arena_array(j->arena, 2 * p->features, sizeof *l->binding);
    memset(j->in, 0, p->types * sizeof *j->in);
    for (; i < all->n_stages && mpq_equal(all->stage[i].level, chance) != 0; i++) {
        for (size_t k = 0; k < all->stage[i].n_fixed; k++) {
            size_t t = all->stage[i].fixed[k];
            j->in[t] = true;
            l->persons += (uint64_t)p->persons[t];
        }
        bind_rows(j, l, &all->stage[i]);
    }
    if (l->n_binding > 0) {
        qsort(l->binding, l->n_binding, sizeof *l->binding, by_side);
    }
    describe(j, l);
    if (mpq_sgn(chance) == 0) {
        out->absent += l->persons;
        out->lowest++;
    }
    out->n_levels++;
    return i;
}

bool *urne_explain_absent(urne_arena *arena, const urne_panel_pool *pool,
                          const urne_leximin *leximin)
{
    bool *absent = urne_arena_array(arena, pool->problem.types, sizeof *absent);
    for (size_t i = 0; i < leximin->n_stages; i++) {
        const urne_panel_stage *s = &leximin->stage[i];
        for (size_t k = 0; k < s->n_fixed && mpq_sgn(s->level) == 0; k++) {
            absent[s->fixed[k]] = true;
        }
    }
    return absent;
}

/* ---- the lowest level: what holds it, and one seat of slack ---- */

typedef struct trial {
    urne_panel_slack slack;
    mpq_t level;
    size_t order;
} trial;

/* A point of p in which the lowest chance of those who are in some panel now is as high
 * as it can be; others may be there too, as far as p lets them. */
static urne_lp *raise_lowest(mpq_t level, urne_arena *arena, const job *j,
                             const urne_panel_problem *p)
{
    urne_lp *lp = urne_panel_program(arena, p);
    for (size_t t = 0; t < p->types; t++) {
        int64_t most = urne_panel_most(p, t);
        urne_lp_bound(lp, t, 0, j->absent[t] ? 0 : most, most);
    }
    if (!urne_lp_feasible(lp)) {
        urne_bug("more slack and no panel");
    }
    urne_lp_level(lp, level);
    return lp;
}

/* The quotas without all but these sides; lo and hi are its own. */
static void only_sides(const job *j, urne_panel_problem *p, int64_t *lo, int64_t *hi,
                       const urne_panel_level *l, size_t skip)
{
    for (size_t f = 0; f < p->features; f++) {
        bool quoted = f < j->pool->quoted;
        lo[f] = quoted ? 0 : j->pool->problem.lo[f];
        hi[f] = quoted ? p->k : j->pool->problem.hi[f];
    }
    for (size_t i = 0; i < l->n_binding; i++) {
        const urne_quota_side *s = &l->binding[i];
        if (i != skip) {
            (s->upper ? hi : lo)[s->feature] = s->bound;
        }
    }
    p->lo = lo;
    p->hi = hi;
    p->absent = j->absent;
}

/* Of rows with a multiplier some may stand for others: of the quotas that hold the
 * lowest level down those are left out one by one without which it is no higher. */
static void sift(const job *j, urne_panel_level *l, mpq_srcptr now)
{
    urne_panel_problem p = j->pool->problem;
    urne_arena *arena = urne_arena_new();
    int64_t *lo = urne_arena_array(arena, p.features, sizeof *lo);
    int64_t *hi = urne_arena_array(arena, p.features, sizeof *hi);
    mpq_t level;
    mpq_init(level);
    for (size_t i = l->n_binding; i-- > 0;) {
        urne_arena *scratch = urne_arena_new();
        only_sides(j, &p, lo, hi, l, i);
        raise_lowest(level, scratch, j, &p);
        urne_arena_free(scratch);
        if (mpq_equal(level, now) != 0) {
            l->n_binding--;
            memmove(&l->binding[i], &l->binding[i + 1],
                    (l->n_binding - i) * sizeof *l->binding);
        }
    }
    only_sides(j, &p, lo, hi, l, SIZE_MAX);
    const urne_lp *lp = raise_lowest(level, arena, j, &p);
    l->whole = l->households = false;
    l->cuts = 0;
    for (size_t r = j->pool->quoted; r < urne_panel_rows(&p); r++) {
        bool binds = mpz_sgn(urne_lp_multiplier(lp, r)) != 0;
        l->households = l->households || (binds && r < p.features);
        l->whole = l->whole || (binds && r == p.features);
        l->cuts += binds && r > p.features ? 1 : 0;
    }
    mpq_clear(level);
    urne_arena_free(arena);
}

/* Whether the point is a lottery over panels. */
static bool is_lottery(urne_arena *arena, const urne_panel_problem *p, mpq_t *x)
{
    urne_panel_lottery lottery = {.n = 0}, known = {.n = 0};
    if (urne_panel_peel(&lottery, arena, p, x, &known)) {
        return true;
    }
    bool is = false;
    if (p->types <= TYPES_FEW) {
        mpz_t *cut = urne_arena_array(arena, p->types, sizeof *cut), most;
        mpz_init(most);
        for (size_t t = 0; t < p->types; t++) {
            mpz_init(cut[t]);
        }
        is = urne_panel_decompose(&lottery, cut, most, arena, p, x, &known) ==
             URNE_DECOMPOSE_DONE;
        for (size_t t = 0; t < p->types; t++) {
            mpz_clear(cut[t]);
        }
        mpz_clear(most);
    }
    return is;
}

/* The lowest chance once more, with one side moved by a seat. */
static void run_trial(trial *own, const job *j, mpq_srcptr now)
{
    urne_panel_problem p = j->pool->problem;
    size_t f = own->slack.move.side.feature;
    urne_arena *arena = urne_arena_new();
    int64_t *bound = urne_arena_array(arena, p.features, sizeof *bound);
    bool upper = own->slack.move.side.upper;
    memcpy(bound, upper ? p.hi : p.lo, p.features * sizeof *bound);
    bound[f] = own->slack.move.to;
    p.hi = upper ? bound : p.hi;
    p.lo = upper ? p.lo : bound;
    p.absent = urne_arena_array(arena, p.types, sizeof *p.absent);
    p.cuts = NULL;
    p.n_cuts = p.cap_cuts = 0;
    mpq_t *x = urne_arena_array(arena, p.types, sizeof *x);
    for (size_t t = 0; t < p.types; t++) {
        mpq_init(x[t]);
    }
    const urne_lp *lp = raise_lowest(own->level, arena, j, &p);
    for (size_t t = 0; t < p.types; t++) {
        urne_lp_value(lp, t, x[t]);
    }
    own->slack.at_most = mpq_cmp(own->level, now) != 0 && !is_lottery(arena, &p, x);
    own->slack.changes = mpq_cmp(own->level, now) != 0;
    own->slack.chance = urne_explain_chance(j->arena, own->level);
    for (size_t t = 0; t < p.types; t++) {
        mpq_clear(x[t]);
    }
    urne_arena_free(arena);
}

/* The higher chance, then as in the file. */
static int by_effect(const void *a, const void *b)
{
    const trial *x = a, *y = b;
    int less = mpq_cmp(y->level, x->level);
    return less != 0 ? less : (x->order > y->order) - (x->order < y->order);
}

static void add_slacks(job *j, urne_panel_explanation *out, mpq_srcptr now)
{
    const urne_panel_problem *p = &j->pool->problem;
    const urne_panel_level *l = &out->level[out->lowest];
    urne_arena *arena = urne_arena_new();
    trial *all = urne_arena_array(arena, l->n_binding, sizeof *all);
    size_t n = l->n_binding;
    for (size_t i = 0; i < n; i++) {
        const urne_quota_side *s = &l->binding[i];
        trial *own = &all[i];
        *own = (trial){.order = i};
        own->slack = (urne_panel_slack){.move = {*s, s->bound + (s->upper ? 1 : -1)},
                                        .lo = p->lo[s->feature],
                                        .hi = p->hi[s->feature]};
        mpq_init(own->level);
        run_trial(own, j, now);
    }
    if (n > 0) {
        qsort(all, n, sizeof *all, by_effect);
    }
    for (size_t i = 0; i < n; i++) {
        if (i < URNE_SLACKS) {
            out->slack[out->n_slacks++] = all[i].slack;
        }
        mpq_clear(all[i].level);
    }
    urne_arena_free(arena);
}

void urne_explain(urne_panel_explanation *out, urne_arena *arena,
                  const urne_panel_pool *pool, const urne_leximin *leximin)
{
    const urne_panel_problem *p = &pool->problem;
    job j = {.pool = pool, .leximin = leximin, .arena = arena};
    urne_arena *scratch = urne_arena_new();
    *out = (urne_panel_explanation){.n_levels = 0};
    out->level = urne_arena_array(arena, leximin->n_stages, sizeof *out->level);
    j.in = urne_arena_array(scratch, p->types, sizeof *j.in);
    j.common = urne_arena_array(scratch, p->categories, sizeof *j.common);
    j.absent = urne_explain_absent(scratch, pool, leximin);
    mpq_srcptr lowest = NULL;
    for (size_t i = 0; i < leximin->n_stages;) {
        mpq_srcptr chance = leximin->stage[i].level;
        lowest = lowest == NULL && mpq_sgn(chance) > 0 ? chance : lowest;
        i = add_level(&j, out, i);
    }
    if (lowest != NULL) {
        sift(&j, &out->level[out->lowest], lowest);
        add_slacks(&j, out, lowest);
    }
    urne_arena_free(scratch);
}

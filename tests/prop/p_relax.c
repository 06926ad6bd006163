/* Properties of panel/relax and panel/explain, against all panels by enumeration: a
 * conflict is one, is minimal and has the fewest sides; a relaxation allows a panel,
 * keeps to the limits and costs the least; what binds is tight, and slack does what it
 * says. */
#include "base/arena.h"
#include "oracle/lots.h"
#include "oracle/panel_pool.h"
#include "oracle/program.h"
#include "panel/conflict.h"
#include "panel/explain.h"
#include "panel/relax.h"
#include "panel/solve.h"

static int64_t below(uint64_t *lots, int64_t n)
{
    return (int64_t)lots_below(lots, (uint64_t)n);
}

/* Two or three categories of two or three values, with or without households. */
static void invent(pool_case *c, uint64_t *lots)
{
    static const char *const values[] = {"u", "v", "w"};
    static const char *const names[] = {"a", "b", "c"};
    size_t open = 2 + lots_below(lots, 2);
    bool homes = lots_below(lots, 3) == 0;
    uint32_t begin[POOL_CATEGORIES], n[POOL_CATEGORIES];
    pool_begin(c, open + (homes ? 1 : 0), 2 + below(lots, 4));
    int64_t k = c->pool.problem.k;
    for (size_t i = 0; i < open; i++) {
        begin[i] = (uint32_t)c->pool.problem.features;
        n[i] = 2 + (uint32_t)lots_below(lots, 2);
        for (uint32_t v = 0; v < n[i]; v++) {
            int64_t lo = below(lots, k), hi = lo + below(lots, 3);
            size_t f = c->pool.problem.features;
            pool_feature(c, names[i], values[v], lo, hi);
            pool_flex(c, f, lo > 0 ? below(lots, lo + 1) : 0, hi + below(lots, 3));
        }
    }
    if (homes) {
        begin[open] = (uint32_t)c->pool.problem.features;
        n[open] = 2;
        pool_feature(c, "", "", 0, 1 + below(lots, 2));
        pool_feature(c, "", "", 0, k);
    }
    size_t types = 3 + lots_below(lots, 4);
    for (size_t t = 0; t < types; t++) {
        uint32_t of[POOL_CATEGORIES];
        for (size_t i = 0; i < c->pool.problem.categories; i++) {
            of[i] = begin[i] + (uint32_t)lots_below(lots, n[i]);
        }
        pool_type(c, of, 1 + below(lots, 3));
    }
    pool_enumerate(c);
}

static uint32_t bit_of(const urne_quota_side *s)
{
    return (s->upper ? 2U : 1U) << 2 * s->feature;
}

static uint32_t set_of(const urne_quota_conflict *x)
{
    uint32_t set = 0;
    for (size_t i = 0; i < x->n; i++) {
        set |= bit_of(&x->side[i]);
    }
    return set;
}

/* Whether some panel, with somebody of a type, keeps these sides. */
static bool kept(const pool_case *c, uint32_t set, size_t type)
{
    for (size_t i = 0; i < c->panels; i++) {
        if (pool_apart(c, i) && (type == SIZE_MAX || c->panel[i][type] > 0) &&
            (pool_broken(c, i) & set) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- conflicts ---- */

static void check_conflict(const pool_case *c, const urne_quota_conflict *x,
                           size_t type, uint64_t at)
{
    uint32_t set = set_of(x), all = (1U << 2 * c->pool.quoted) - 1;
    ck_assert_msg(!kept(c, set, type), LOTS_HERE "no conflict", lots_seed(), at);
    ck_assert_msg(x->minimal, LOTS_HERE "not minimal", lots_seed(), at);
    for (size_t i = 0; i < x->n; i++) {
        ck_assert_msg(kept(c, set & ~bit_of(&x->side[i]), type), LOTS_HERE "not needed",
                      lots_seed(), at);
    }
    for (uint32_t other = 0; x->fewest && other <= all; other++) {
        if ((size_t)__builtin_popcount(other) < x->n) {
            ck_assert_msg(kept(c, other, type), LOTS_HERE "a smaller one", lots_seed(),
                          at);
        }
    }
}

/* ---- relaxations ---- */

/* The cost of what panel i breaks, times 60; -1: beyond the limits, or it moves all of
 * a set that is not empty. */
static int64_t cost_of(const pool_case *c, size_t i, bool limits, const uint32_t *avoid,
                       size_t n_avoid)
{
    int64_t cost = 0;
    uint32_t set = pool_broken(c, i);
    for (size_t k = 0; k < n_avoid; k++) {
        if ((set & avoid[k]) == avoid[k]) {
            return -1;
        }
    }
    for (size_t f = 0; f < c->pool.quoted; f++) {
        int64_t n = pool_count(c, i, f);
        if (limits && (n < c->feature[f].lo_flex || n > c->feature[f].hi_flex)) {
            return -1;
        }
        cost += n < c->lo[f]   ? (c->lo[f] - n) * (60 + 120 / c->lo[f])
                : n > c->hi[f] ? (n - c->hi[f]) * 60
                               : 0;
    }
    return cost;
}

static int64_t cheapest(const pool_case *c, bool limits, const uint32_t *avoid,
                        size_t n)
{
    int64_t best = -1;
    for (size_t i = 0; i < c->panels; i++) {
        int64_t cost = pool_apart(c, i) ? cost_of(c, i, limits, avoid, n) : -1;
        best = cost >= 0 && (best < 0 || cost < best) ? cost : best;
    }
    return best;
}

static int64_t sixtieths(const char *text)
{
    mpq_t q, sixty;
    mpq_inits(q, sixty, NULL);
    ck_assert_int_eq(mpq_set_str(q, text, 10), 0);
    mpq_set_ui(sixty, 60, 1);
    mpq_mul(q, q, sixty);
    ck_assert_int_eq(mpz_cmp_ui(mpq_denref(q), 1), 0);
    int64_t v = mpz_get_si(mpq_numref(q));
    mpq_clears(q, sixty, NULL);
    return v;
}

/* Whether the moves allow a panel, and cost what is said. */
static void check_moves(const pool_case *c, const urne_quota_relaxation *r, bool within,
                        uint64_t at)
{
    pool_case moved = *c;
    int64_t cost = 0;
    for (size_t i = 0; i < r->n; i++) {
        const urne_quota_move *m = &r->move[i];
        size_t f = m->side.feature;
        (m->side.upper ? moved.hi : moved.lo)[f] = m->to;
        cost += m->side.upper ? 60 * (m->to - c->hi[f])
                              : (c->lo[f] - m->to) * (60 + 120 / c->lo[f]);
        ck_assert(!within ||
                  (m->to >= c->feature[f].lo_flex && m->to <= c->feature[f].hi_flex));
    }
    ck_assert_msg(kept(&moved, UINT32_MAX, SIZE_MAX), LOTS_HERE "no panel", lots_seed(),
                  at);
    ck_assert_int_eq(cost, sixtieths(r->cost));
}

static void check_infeasible(const pool_case *c, urne_arena *arena, uint64_t at)
{
    urne_panel_infeasible x;
    uint32_t avoid[URNE_RELAXATIONS];
    urne_relax_explain(&x, arena, &c->pool);
    ck_assert(x.explained && x.conflict.fewest && x.searched);
    check_conflict(c, &x.conflict, SIZE_MAX, at);
    ck_assert_msg(x.within == (cheapest(c, true, NULL, 0) >= 0), LOTS_HERE "limits",
                  lots_seed(), at);
    for (size_t i = 0; i <= x.n && i < URNE_RELAXATIONS; i++) {
        int64_t least = cheapest(c, x.within, avoid, i);
        int64_t own = i < x.n ? sixtieths(x.relaxation[i].cost) : -1;
        ck_assert_msg(own == least, LOTS_HERE "cost %" PRId64 ", least %" PRId64,
                      lots_seed(), at, own, least);
        avoid[i] = 0;
        for (size_t k = 0; i < x.n && k < x.relaxation[i].n; k++) {
            avoid[i] |= bit_of(&x.relaxation[i].move[k].side);
        }
        if (i < x.n) {
            check_moves(c, &x.relaxation[i], x.within, at);
        }
    }
}

/* ---- who is in no panel, what binds, slack ---- */

static void check_absent(const pool_case *c, urne_arena *arena, const bool *absent,
                         uint64_t at)
{
    urne_panel_absence *x;
    size_t n = urne_conflict_absent(&x, arena, &c->pool, absent), seen = 0;
    for (size_t t = 0; t < c->pool.problem.types; t++) {
        bool none = !kept(c, UINT32_MAX, t);
        ck_assert_msg(absent[t] == none, LOTS_HERE "type %zu", lots_seed(), at, t);
        if (none) {
            ck_assert(x[seen].type == t && x[seen].explained);
            ck_assert_uint_eq(x[seen].persons, (size_t)c->persons[t]);
            check_conflict(c, &x[seen++].conflict, t, at);
        }
    }
    ck_assert_uint_eq(seen, n);
}

/* A quota that binds is met exactly by the fairest point. */
static void check_tight(const pool_case *c, const urne_leximin *l,
                        const urne_quota_side *s, uint64_t at)
{
    const urne_panel_problem *p = &c->pool.problem;
    mpq_t sum;
    mpq_init(sum);
    for (size_t t = 0; t < p->types; t++) {
        for (size_t k = 0; k < p->categories; k++) {
            if (urne_panel_of(p, t)[k] == s->feature) {
                mpq_add(sum, sum, l->x[t]);
            }
        }
    }
    ck_assert_msg(mpq_cmp_si(sum, (long)s->bound, 1) == 0, LOTS_HERE "not tight",
                  lots_seed(), at);
    mpq_clear(sum);
}

/* The lowest chance with the quota moved, of pools where everybody is in some panel. */
static void check_slack(const pool_case *c, const urne_panel_slack *s, uint64_t at)
{
    pool_case moved = *c;
    urne_arena *arena = urne_arena_new();
    urne_panel_problem p = moved.pool.problem;
    urne_panel_solution solution;
    ck_assert_int_eq(s->move.to - s->move.side.bound, s->move.side.upper ? 1 : -1);
    (s->move.side.upper ? moved.hi : moved.lo)[s->move.side.feature] = s->move.to;
    p.lo = moved.lo;
    p.hi = moved.hi;
    p.absent = moved.absent;
    p.absent_proof = moved.proof;
    p.cuts = NULL;
    p.n_cuts = p.cap_cuts = 0;
    ck_assert_int_eq(urne_panel_solve(&solution, arena, &p, true), URNE_SOLVE_DONE);
    mpq_t said;
    mpq_init(said);
    mpq_set_str(said, s->chance.fraction, 10);
    int more = mpq_cmp(said, solution.leximin.stage[0].level);
    ck_assert_msg(s->at_most ? more >= 0 : more == 0, LOTS_HERE "slack", lots_seed(),
                  at);
    mpq_clear(said);
    urne_arena_free(arena);
}

static size_t check_levels(const pool_case *c, urne_arena *arena, const urne_leximin *l,
                           uint64_t at)
{
    urne_panel_explanation x;
    uint64_t persons = 0;
    urne_explain(&x, arena, &c->pool, l);
    for (size_t i = 0; i < x.n_levels; i++) {
        persons += x.level[i].persons;
        for (size_t k = 0; k < x.level[i].n_binding; k++) {
            check_tight(c, l, &x.level[i].binding[k], at);
        }
    }
    ck_assert_uint_eq(persons, c->pool.n);
    for (size_t i = 0; i < x.n_slacks && x.absent == 0; i++) {
        check_slack(c, &x.slack[i], at);
    }
    return x.absent == 0 ? x.n_slacks : 0;
}

/* Slack may rest on a level of the quotas alone: only then does a level say "at most".
 */
START_TEST(against_all_panels)
{
    static pool_case c;
    size_t infeasible = 0, feasible = 0, slacks = 0;
    uint64_t n = lots_scale(400);
    for (uint64_t i = 0; i < n; i++) {
        uint64_t at = (uint64_t)_i * n + i, lots = lots_at(at);
        invent(&c, &lots);
        if (c.pool.n < (size_t)c.pool.problem.k || c.panels == POOL_PANELS) {
            continue;
        }
        urne_arena *arena = urne_arena_new();
        urne_panel_solution solution;
        bool some = kept(&c, UINT32_MAX, SIZE_MAX);
        urne_solve_end end = urne_panel_solve(&solution, arena, &c.pool.problem, false);
        ck_assert_int_eq(end, some ? URNE_SOLVE_DONE : URNE_SOLVE_INFEASIBLE);
        if (some) {
            feasible++;
            check_absent(&c, arena,
                         urne_explain_absent(arena, &c.pool, &solution.leximin), at);
            slacks += check_levels(&c, arena, &solution.leximin, at);
        } else {
            infeasible++;
            check_infeasible(&c, arena, at);
        }
        urne_arena_free(arena);
    }
    ck_assert_uint_gt(infeasible, n / 10);
    ck_assert_uint_gt(feasible, n / 40);
    ck_assert_uint_gt(slacks, 0);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"against all panels", against_all_panels, 4, 0},
    };
    return program_run("relax", tests, PROGRAM_COUNT(tests), 120);
}

#include "budget/run.h"

/* Sequential Phragmén, budget-1 §3.3. A voter's load is the load of the last funded
 * project that the voter supports, so a sum of loads is a sum over rounds.
 *
 * Load of round j: num[j] / den[j], where den[j] = den[j - 1] * votes of its project.
 * The load of candidate c is (cost + sum over j of count[j] * load[j]) / votes, with
 * count[j] the supporters of c whose load is that of round j. */

typedef struct loads {
    urne_run *r;
    const urne_profile *p;
    size_t n;        /* rounds so far */
    uint32_t *last;  /* by group: round of its load, from 1; 0: no load */
    uint64_t *count; /* by round */
    mpz_t *num;      /* by round, from 1 */
    uint64_t *by;    /* den[j] / den[j - 1] */
    mpz_t den;       /* of the last round */
    mpz_t *sum;      /* by candidate: its load is sum / (den * votes) */
    uint32_t *live;
    size_t n_live;
} loads;

static void start(loads *l)
{
    const urne_profile *p = l->p;
    urne_arena *arena = l->r->arena;
    l->last = urne_arena_array(arena, p->n_groups, sizeof *l->last);
    l->count = urne_arena_array(arena, p->m + 1, sizeof *l->count);
    l->by = urne_arena_array(arena, p->m + 1, sizeof *l->by);
    l->num = urne_arena_array(arena, p->m + 1, sizeof *l->num);
    l->sum = urne_arena_array(arena, p->m, sizeof *l->sum);
    l->live = urne_arena_array(arena, p->m, sizeof *l->live);
    for (size_t j = 0; j <= p->m; j++) {
        mpz_init(l->num[j]);
    }
    for (size_t c = 0; c < p->m; c++) {
        mpz_init(l->sum[c]);
    }
    mpz_init_set_ui(l->den, 1);
}

static void end(loads *l)
{
    for (size_t j = 0; j <= l->p->m; j++) {
        mpz_clear(l->num[j]);
    }
    for (size_t c = 0; c < l->p->m; c++) {
        mpz_clear(l->sum[c]);
    }
    mpz_clear(l->den);
}

/* sum[c] = den * cost + sum over j of count[j] * num[j] * den / den[j], by Horner. */
static void weigh(loads *l, uint32_t c)
{
    const urne_profile *p = l->p;
    memset(l->count, 0, (l->n + 1) * sizeof *l->count);
    for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
        l->count[l->last[p->who[i]]] += p->weight[p->who[i]];
    }
    mpz_set_ui(l->sum[c], p->cost[c]);
    for (size_t j = 1; j <= l->n; j++) {
        mpz_mul_ui(l->sum[c], l->sum[c], l->by[j]);
        mpz_addmul_ui(l->sum[c], l->num[j], l->count[j]);
    }
}

static uint64_t supporters(const loads *l, uint32_t c)
{
    return (uint64_t)l->p->total[c];
}

/* The sign of load(a) - load(b). */
static int cmp(const loads *l, uint32_t a, uint32_t b)
{
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    mpz_mul_ui(x, l->sum[a], supporters(l, b));
    mpz_mul_ui(y, l->sum[b], supporters(l, a));
    int order = mpz_cmp(x, y);
    mpz_clears(x, y, NULL);
    return order;
}

/* The candidates of the least load, in `tied`. */
static size_t least(const loads *l, uint32_t *tied)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_live; i++) {
        int order = n == 0 ? 0 : cmp(l, l->live[i], tied[0]);
        if (order < 0) {
            n = 0;
        }
        if (order <= 0) {
            tied[n++] = l->live[i];
        }
    }
    return n;
}

static void fund(loads *l, size_t round, uint32_t c)
{
    const urne_profile *p = l->p;
    const char *text = NULL;
    size_t j = ++l->n;
    mpz_set(l->num[j], l->sum[c]);
    l->by[j] = supporters(l, c);
    mpz_mul_ui(l->den, l->den, l->by[j]);
    for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
        l->last[p->who[i]] = (uint32_t)j;
    }
    if (l->r->record) {
        mpq_t q;
        mpq_init(q);
        mpq_set_num(q, l->num[j]);
        mpq_set_den(q, l->den);
        mpq_canonicalize(q);
        text = urne_run_rational(l->r, q);
        mpq_clear(q);
    }
    urne_run_fund(l->r, round, c, text, NULL);
    l->r->bought[l->r->n_bought - 1].mark = urne_run_mark(l->num[j], l->den);
    urne_run_lose(l->r, c, URNE_WHY_LOADED, round, text, NULL, SIZE_MAX);
}

/* Leaves out of the race what an envelope, a rival or, when misfits drop out, the
 * budget stands against. */
static void drop(loads *l, size_t round, bool misfits)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n_live; i++) {
        uint32_t c = l->live[i];
        if (l->r->fit->funded[c]) {
            continue;
        }
        if (misfits ? urne_fit_has_room(l->r->fit, c) : urne_fit_allows(l->r->fit, c)) {
            l->live[kept++] = c;
        } else {
            urne_run_lose_room(l->r, c, round);
        }
    }
    l->n_live = kept;
}

/* Candidates with or without support that could be funded at all. */
static void enter(loads *l, bool supported)
{
    const urne_profile *p = l->p;
    l->n_live = 0;
    for (uint32_t c = 0; c < p->m; c++) {
        if (l->r->fit->funded[c] || p->barred[c] ||
            urne_profile_supported(p, c) != supported) {
            continue;
        }
        if (p->cost[c] > p->budget) {
            urne_run_lose_room(l->r, c, 0);
        } else {
            l->live[l->n_live++] = c;
        }
    }
}

static void lose_live(loads *l, size_t round, uint32_t misfit)
{
    for (size_t k = 0; k < l->n_live; k++) {
        urne_run_lose(l->r, l->live[k], URNE_WHY_STOPPED, round, NULL, NULL, misfit);
    }
}

/* True when the count stops here: one of the tied does not fit. Those without support,
 * who would have come later, are stopped by it too. */
static bool stopped(loads *l, size_t round, const uint32_t *tied, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t misfit = tied[i];
        if (!urne_fit_has_room(l->r->fit, misfit)) {
            lose_live(l, round, misfit);
            if (urne_profile_supported(l->p, misfit)) {
                enter(l, false);
                lose_live(l, round, misfit);
            }
            urne_run_lose_room(l->r, misfit, round);
            return true;
        }
    }
    return false;
}

/* Rounds among the live; `loaded` when they have supporters. False when it stopped. */
static bool rounds(loads *l, bool skip, bool loaded)
{
    uint32_t *tied = urne_arena_array(l->r->arena, l->p->m, sizeof *tied);
    for (;;) {
        size_t round = l->r->first_round + l->r->n_bought;
        drop(l, round, skip);
        if (l->n_live == 0) {
            return true;
        }
        size_t n = l->n_live;
        if (loaded) {
            for (size_t i = 0; i < l->n_live; i++) {
                weigh(l, l->live[i]);
            }
            n = least(l, tied);
        } else {
            memcpy(tied, l->live, n * sizeof *tied);
        }
        if (!skip && stopped(l, round, tied, n)) {
            return false;
        }
        uint32_t c = urne_run_choose(l->r, round, tied, n);
        if (loaded) {
            fund(l, round, c);
        } else {
            urne_run_fund(l->r, round, c, l->r->record ? "infinite" : NULL, NULL);
            urne_run_lose(l->r, c, URNE_WHY_LOADED, round, "infinite", NULL, SIZE_MAX);
        }
    }
}

void urne_phragmen(urne_run *r, bool skip)
{
    loads l = {.r = r, .p = r->p};
    const urne_profile *p = r->p;
    start(&l);
    enter(&l, true);
    bool going = rounds(&l, skip, true);
    if (going && p->rule->keep_unsupported) {
        enter(&l, false);
        rounds(&l, skip, false);
    }
    for (uint32_t c = 0; c < p->m; c++) {
        if (!urne_profile_supported(p, c) && !r->fit->funded[c] &&
            !p->rule->keep_unsupported) {
            urne_run_lose(r, c, URNE_WHY_NO_SUPPORT, 0, NULL, NULL, SIZE_MAX);
        }
    }
    end(&l);
}

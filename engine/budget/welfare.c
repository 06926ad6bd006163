#include "budget/welfare.h"

#define WORTH_MAX ((urne_wide)1 << 120)

static bool enters(const urne_profile *p, const urne_fit *fit, uint32_t c)
{
    return urne_profile_supported(p, c) && !p->barred[c] && urne_fit_has_room(fit, c);
}

static urne_code set_worth(urne_wide *worth, urne_wide *sum, const urne_profile *p,
                           uint32_t c, urne_err *err)
{
    /* total < 2^60 and factor < 2^60, so the utility fits; then the budget. */
    urne_wide utility = p->total[c] * p->factor[c];
    if (utility > WORTH_MAX / ((urne_wide)p->budget + 1)) {
        return urne_fail(err, URNE_E_COUNT_LARGE, URNE_NOWHERE, NULL);
    }
    *worth = utility * ((urne_wide)p->budget + 1) - p->cost[c];
    *sum += *worth;
    return *sum > WORTH_MAX ? urne_fail(err, URNE_E_COUNT_LARGE, URNE_NOWHERE, NULL)
                            : URNE_OK;
}

/* worth(a) / cost(a) > worth(b) / cost(b), by the utilities: worth is utility times one
 * number less the cost, so that the order is the same. Equal ones keep theirs. */
static bool denser(const urne_profile *p, uint32_t a, uint32_t b)
{
    if (p->cost[a] == 0 || p->cost[b] == 0) {
        return p->cost[a] == 0 && p->cost[b] != 0;
    }
    if (p->factor[a] == p->cost[a] && p->factor[b] == p->cost[b]) {
        return p->total[a] > p->total[b];
    }
    return p->total[a] * p->cost[b] > p->total[b] * p->cost[a];
}

static void list_candidates(urne_welfare *w, const urne_profile *p, const urne_fit *fit)
{
    size_t n = 0;
    for (uint32_t c = 0; c < p->m; c++) {
        if (!enters(p, fit, c)) {
            continue;
        }
        size_t j = n++;
        for (; j > 0 && denser(p, c, w->candidate[j - 1]); j--) {
            w->candidate[j] = w->candidate[j - 1];
        }
        w->candidate[j] = c;
    }
    w->k.n = n;
}

/* The place of every item in the order of ties. */
static uint32_t *rank_items(urne_arena *arena, const urne_welfare *w,
                            const urne_order *order)
{
    size_t n = w->k.n;
    uint32_t *sorted = urne_arena_array(arena, n, sizeof *sorted);
    uint32_t *rank = urne_arena_array(arena, n, sizeof *rank);
    urne_tie_kind by;
    if (n > 0) {
        memcpy(sorted, w->candidate, n * sizeof *sorted);
    }
    (void)urne_order_sort(order, 1, sorted, n, &by);
    for (size_t i = 0; i < n; i++) {
        for (size_t r = 0; r < n; r++) {
            rank[i] = sorted[r] == w->candidate[i] ? (uint32_t)r : rank[i];
        }
    }
    return rank;
}

static void set_caps(urne_arena *arena, urne_welfare *w, const urne_fit *fit)
{
    size_t caps = fit->p->rule->n_caps, n = w->k.n;
    uint64_t *in_cap = urne_arena_array(arena, n * caps, sizeof *in_cap);
    for (size_t i = 0; caps > 0 && i < n; i++) {
        memcpy(in_cap + i * caps, fit->in_cap + (size_t)w->candidate[i] * caps,
               caps * sizeof *in_cap);
    }
    w->k.n_caps = caps;
    w->k.cap = fit->cap_left;
    w->k.in_cap = in_cap;
}

static bool in_set(const urne_profile *p, const urne_project_set *set, uint32_t c)
{
    for (size_t i = 0; i < set->n; i++) {
        if (p->of_project[set->p[i]] == c) {
            return true;
        }
    }
    return false;
}

static void set_rivals(urne_arena *arena, urne_welfare *w, const urne_profile *p)
{
    size_t n = w->k.n;
    if (p->rule->n_rivals == 0) {
        return;
    }
    bool *rival = urne_arena_array(arena, n * n, sizeof *rival);
    for (size_t s = 0; s < p->rule->n_rivals; s++) {
        const urne_project_set *set = &p->rule->rivals[s];
        for (size_t i = 0; i < n; i++) {
            for (size_t q = 0; q < n; q++) {
                bool both = i != q && in_set(p, set, w->candidate[i]) &&
                            in_set(p, set, w->candidate[q]);
                rival[i * n + q] = rival[i * n + q] || both;
            }
        }
    }
    w->k.rival = rival;
}

urne_code urne_welfare_new(urne_welfare *out, urne_arena *arena, const urne_profile *p,
                           const urne_order *order, const urne_fit *fit, urne_err *err)
{
    *out = (urne_welfare){.k = {.budget = fit->left}};
    out->candidate = urne_arena_array(arena, p->m, sizeof *out->candidate);
    list_candidates(out, p, fit);
    size_t n = out->k.n;
    urne_wide *worth = urne_arena_array(arena, n, sizeof *worth), sum = 0;
    uint64_t *cost = urne_arena_array(arena, n, sizeof *cost);
    for (size_t i = 0; i < n; i++) {
        cost[i] = p->cost[out->candidate[i]];
        URNE_TRY(set_worth(&worth[i], &sum, p, out->candidate[i], err));
    }
    out->k.worth = worth;
    out->k.cost = cost;
    out->k.rank = rank_items(arena, out, order);
    set_caps(arena, out, fit);
    set_rivals(arena, out, p);
    return URNE_OK;
}

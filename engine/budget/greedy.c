#include "base/sort.h"
#include "budget/run.h"

/* Greedy, budget-1 §3.1: by descending density of utility. With utilities in proportion
 * to the cost the density is a plain sum, that of the votes or of the points. */

/* Sums of u and costs stay below 2^60 (profile), so the products fit. */
static urne_wide value_of(const urne_profile *p, uint32_t c)
{
    return p->total[c];
}

static bool by_sum(const urne_profile *p)
{
    return p->utility == URNE_UTILITY_COST || p->utility == URNE_UTILITY_POINTS_COST;
}

/* No cost and some utility: before everything else. */
static bool boundless(const urne_profile *p, uint32_t c)
{
    return !by_sum(p) && p->cost[c] == 0 && p->total[c] > 0;
}

int urne_greedy_cmp(const urne_profile *p, uint32_t a, uint32_t b)
{
    bool x = boundless(p, a), y = boundless(p, b);
    if (x || y) {
        return x == y ? 0 : x ? 1 : -1;
    }
    urne_wide va = value_of(p, a), vb = value_of(p, b);
    if (!by_sum(p) && va > 0 && vb > 0) {
        va *= p->cost[b];
        vb *= p->cost[a];
    }
    return va < vb ? -1 : va > vb ? 1 : 0;
}

void urne_greedy_key(mpq_t out, bool *infinite, const urne_profile *p, uint32_t c)
{
    uint64_t value = (uint64_t)value_of(p, c);
    uint64_t cost = by_sum(p) || value == 0 ? 1 : p->cost[c];
    *infinite = boundless(p, c);
    mpq_set_ui(out, value, *infinite ? 1 : cost);
    mpq_canonicalize(out);
}

static const char *key_text(urne_run *r, uint32_t c)
{
    mpq_t q;
    bool infinite;
    if (!r->record) {
        return NULL;
    }
    mpq_init(q);
    urne_greedy_key(q, &infinite, r->p, c);
    const char *text = infinite ? "infinite" : urne_run_rational(r, q);
    mpq_clear(q);
    return text;
}

static int by_density(void *ctx, uint32_t a, uint32_t b)
{
    const urne_run *r = ctx;
    return urne_greedy_cmp(r->p, b, a);
}

/* The candidates in the race, and the fate of those that are not. */
static size_t enter(urne_run *r, uint32_t *list)
{
    const urne_profile *p = r->p;
    size_t n = 0;
    for (uint32_t c = 0; c < p->m; c++) {
        if (r->fit->funded[c]) {
            continue;
        }
        if (!urne_profile_supported(p, c) && !p->rule->keep_unsupported) {
            urne_run_lose(r, c, URNE_WHY_NO_SUPPORT, 0, NULL, NULL, SIZE_MAX);
        } else if (!p->barred[c]) {
            list[n++] = c;
        }
    }
    /* equal ones by file, to be arranged in their groups */
    urne_sort_indices(list, n, by_density, r);
    return n;
}

void urne_greedy(urne_run *r, bool skip)
{
    const urne_profile *p = r->p;
    uint32_t *list = urne_arena_array(r->arena, p->m, sizeof *list);
    size_t n = enter(r, list), arranged = 0, stop = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t round = r->first_round + i;
        if (i == arranged) {
            while (arranged < n && urne_greedy_cmp(p, list[i], list[arranged]) == 0) {
                arranged++;
            }
            urne_run_arrange(r, round, list + i, arranged - i);
        }
        uint32_t c = list[i];
        if (stop != SIZE_MAX) {
            urne_run_lose(r, c, URNE_WHY_STOPPED, round, NULL, NULL, stop);
        } else if (urne_fit_has_room(r->fit, c)) {
            const char *left = r->record ? urne_run_amount(r, r->fit->left) : NULL;
            urne_run_fund(r, round, c, key_text(r, c), NULL);
            urne_run_lose(r, c, URNE_WHY_TAKEN, round, left, NULL, SIZE_MAX);
        } else {
            urne_run_lose_room(r, c, round);
            /* What could never be funded stops nobody, nor does an envelope. */
            bool misfit = urne_fit_allows(r->fit, c) && p->cost[c] <= p->budget;
            stop = misfit && !skip ? c : stop;
        }
    }
}

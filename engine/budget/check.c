#include "budget/welfare.h"

/* The tree of a greatest utility, walked and believed in nothing (budget-1 §3.4). */

typedef struct walker {
    const urne_welfare *w;
    const bool *best;
    urne_wide best_worth;
    bool strict;
    bool *in;
    size_t depth;
} walker;

static urne_wide worth_of(const urne_knapsack *k, const bool *in, size_t n)
{
    urne_wide sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += in[i] ? k->worth[i] : 0;
    }
    return sum;
}

static uint64_t cost_of(const urne_knapsack *k, const bool *in, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += in[i] ? k->cost[i] : 0;
    }
    return sum;
}

/* The budget, every envelope and every pair of rivals are respected. */
static bool allowed(const urne_knapsack *k, const bool *in, size_t n)
{
    if (cost_of(k, in, n) > k->budget) {
        return false;
    }
    for (size_t c = 0; c < k->n_caps; c++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < n; i++) {
            sum += in[i] ? k->in_cap[i * k->n_caps + c] : 0;
        }
        if (sum > k->cap[c]) {
            return false;
        }
    }
    for (size_t i = 0; k->rival != NULL && i < n; i++) {
        for (size_t q = 0; q < i; q++) {
            if (in[i] && in[q] && k->rival[i * k->n + q]) {
                return false;
            }
        }
    }
    return true;
}

/* An upper bound of the worth below a node: of the items that are open, parts may be
 * taken. Holds because items stand by descending worth per cost. */
static urne_wide most_below(const walker *w)
{
    const urne_knapsack *k = &w->w->k;
    urne_wide sum = worth_of(k, w->in, w->depth);
    uint64_t left = k->budget - cost_of(k, w->in, w->depth);
    for (size_t i = w->depth; i < k->n; i++) {
        if (k->cost[i] > left) {
            return sum + k->worth[i] / k->cost[i] * left +
                   k->worth[i] % k->cost[i] * left / k->cost[i];
        }
        left -= k->cost[i];
        sum += k->worth[i];
    }
    return sum;
}

/* p could take the place of q in any allowed set, which would be better. */
static bool replaces(const urne_knapsack *k, size_t p, size_t q)
{
    bool better = k->worth[p] > k->worth[q] ||
                  (k->worth[p] == k->worth[q] && k->rank[p] < k->rank[q]);
    bool fits = k->cost[p] <= k->cost[q];
    for (size_t c = 0; c < k->n_caps; c++) {
        fits = fits && k->in_cap[p * k->n_caps + c] <= k->in_cap[q * k->n_caps + c];
    }
    for (size_t i = 0; k->rival != NULL && i < k->n; i++) {
        fits = fits && (i == q || !k->rival[p * k->n + i]);
    }
    return better && fits;
}

static bool is_dominated(const walker *w)
{
    for (size_t q = 0; q < w->depth; q++) {
        for (size_t p = 0; w->in[q] && p < w->depth; p++) {
            if (!w->in[p] && replaces(&w->w->k, p, q)) {
                return true;
            }
        }
    }
    return false;
}

/* A whole set: not better than the best, nor before it among equals. */
static bool not_better(const walker *w)
{
    const urne_knapsack *k = &w->w->k;
    urne_wide worth = worth_of(k, w->in, k->n);
    size_t first = SIZE_MAX;
    if (worth != w->best_worth || !w->strict) {
        return worth <= w->best_worth;
    }
    for (size_t i = 0; i < k->n; i++) {
        bool lower = first == SIZE_MAX || k->rank[i] < k->rank[first];
        first = w->in[i] != w->best[i] && lower ? i : first;
    }
    return first == SIZE_MAX || w->best[first];
}

/* Whether the leaf may be what the tree says it is. */
static bool leaf_holds(const walker *w, char what)
{
    const urne_knapsack *k = &w->w->k;
    bool fits = allowed(k, w->in, w->depth);
    switch (what) {
    case 'x':
        return !fits;
    case 'd':
        return is_dominated(w);
    case 's':
        return w->depth == k->n && (!fits || not_better(w));
    case 'b':
        return fits && (w->strict ? most_below(w) < w->best_worth
                                  : most_below(w) <= w->best_worth);
    default:
        return false;
    }
}

static bool walk(walker *w, urne_str tree)
{
    size_t n = w->w->k.n;
    for (size_t at = 0; at < tree.n; at++) {
        if (tree.p[at] == '+') {
            if (w->depth == n) {
                return false;
            }
            w->in[w->depth++] = true;
            continue;
        }
        if (!leaf_holds(w, tree.p[at])) {
            return false;
        }
        while (w->depth > 0 && !w->in[w->depth - 1]) {
            w->depth--;
        }
        if (w->depth == 0) {
            return at + 1 == tree.n; /* the whole tree, and nothing behind it */
        }
        w->in[w->depth - 1] = false;
    }
    return false;
}

bool urne_welfare_check(const urne_welfare *w, const bool *in, bool strict,
                        urne_str tree)
{
    const urne_knapsack *k = &w->k;
    urne_arena *arena = urne_arena_new();
    walker at = {.w = w, .best = in, .strict = strict};
    at.best_worth = worth_of(k, in, k->n);
    at.in = urne_arena_array(arena, k->n, sizeof *at.in);
    bool holds = allowed(k, in, k->n) && walk(&at, tree);
    urne_arena_free(arena);
    return holds;
}

#include "exact/knapsack.h"

/* A search in progress. */
typedef struct search {
    const urne_knapsack *k;
    bool *in;
    urne_wide worth;
    uint64_t spent;
    uint64_t *cap_spent;
    bool *best;
    urne_wide best_worth;
    bool found, strict;
    urne_buf *tree; /* NULL while the best is looked for */
    uint64_t nodes, limit;
} search;

/* No set that agrees with the first `depth` decisions is worth more: the items that
 * are still open, by descending worth per cost, and a part of the one that does not fit
 * whole. */
static urne_wide bound(const search *s, size_t depth)
{
    const urne_knapsack *k = s->k;
    urne_wide sum = s->worth;
    uint64_t left = k->budget - s->spent;
    for (size_t i = depth; i < k->n; i++) {
        if (k->cost[i] > left) {
            /* floor(worth * left / cost) without a product that overflows */
            urne_wide whole = k->worth[i] / k->cost[i], part = k->worth[i] % k->cost[i];
            return sum + whole * left + part * left / k->cost[i];
        }
        left -= k->cost[i];
        sum += k->worth[i];
    }
    return sum;
}

/* The item that was put in last breaks the budget, an envelope, or excludes another. */
static bool breaks(const search *s, size_t i)
{
    const urne_knapsack *k = s->k;
    bool over = s->spent > k->budget;
    for (size_t c = 0; c < k->n_caps; c++) {
        over = over || s->cap_spent[c] > k->cap[c];
    }
    for (size_t q = 0; k->rival != NULL && q < i; q++) {
        over = over || (s->in[q] && k->rival[i * k->n + q]);
    }
    return over;
}

/* Item p could stand in for q and would be better. */
static bool beats(const urne_knapsack *k, size_t p, size_t q)
{
    if (k->cost[p] > k->cost[q] || k->worth[p] < k->worth[q] ||
        (k->worth[p] == k->worth[q] && k->rank[p] > k->rank[q])) {
        return false;
    }
    for (size_t c = 0; c < k->n_caps; c++) {
        if (k->in_cap[p * k->n_caps + c] > k->in_cap[q * k->n_caps + c]) {
            return false;
        }
    }
    for (size_t i = 0; k->rival != NULL && i < k->n; i++) {
        if (i != q && k->rival[p * k->n + i]) {
            return false;
        }
    }
    return true;
}

/* An item that is in is beaten by one that is out; one of them was decided last. */
static bool dominated(const search *s, size_t last)
{
    for (size_t i = 0; i < last; i++) {
        if (s->in[i] != s->in[last] &&
            (s->in[i] ? beats(s->k, last, i) : beats(s->k, i, last))) {
            return true;
        }
    }
    return false;
}

static bool comes_first(const urne_knapsack *k, const bool *a, const bool *b)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < k->n; i++) {
        if (a[i] != b[i] && (first == SIZE_MAX || k->rank[i] < k->rank[first])) {
            first = i;
        }
    }
    return first != SIZE_MAX && a[first];
}

static void keep(search *s)
{
    bool better = !s->found || s->worth > s->best_worth ||
                  (s->worth == s->best_worth && comes_first(s->k, s->in, s->best));
    if (better) {
        s->found = true;
        s->best_worth = s->worth;
        memcpy(s->best, s->in, s->k->n * sizeof *s->in);
    }
}

static void put(search *s, size_t i, bool in)
{
    const urne_knapsack *k = s->k;
    s->in[i] = in;
    if (in) {
        s->spent += k->cost[i];
        s->worth += k->worth[i];
    }
    for (size_t c = 0; in && c < k->n_caps; c++) {
        s->cap_spent[c] += k->in_cap[i * k->n_caps + c];
    }
}

static void take_back(search *s, size_t i)
{
    const urne_knapsack *k = s->k;
    if (s->in[i]) {
        s->spent -= k->cost[i];
        s->worth -= k->worth[i];
        for (size_t c = 0; c < k->n_caps; c++) {
            s->cap_spent[c] -= k->in_cap[i * k->n_caps + c];
        }
    }
    s->in[i] = false;
}

/* What the node with `depth` items decided is. */
static char judge(search *s, size_t depth)
{
    if (depth > 0 && s->in[depth - 1] && breaks(s, depth - 1)) {
        return 'x';
    }
    if (depth > 0 && dominated(s, depth - 1)) {
        return 'd';
    }
    if (depth == s->k->n) {
        return 's';
    }
    urne_wide most = bound(s, depth);
    bool cut = s->strict ? most < s->best_worth : most <= s->best_worth;
    return s->found && cut ? 'b' : '+';
}

/* Walks the tree without recursion: n may be large. False when the limit is reached. */
static bool walk(search *s)
{
    size_t depth = 0;
    for (;;) {
        if (++s->nodes > s->limit) {
            return false;
        }
        char what = judge(s, depth);
        if (s->tree != NULL) {
            urne_buf_addc(s->tree, what);
        }
        if (what == 's') {
            keep(s);
        }
        if (what == '+') {
            put(s, depth++, true);
            continue;
        }
        while (depth > 0 && !s->in[depth - 1]) {
            depth--;
        }
        if (depth == 0) {
            return true;
        }
        take_back(s, depth - 1);
    }
}

static void restart(search *s, bool strict, urne_buf *tree, uint64_t limit)
{
    const urne_knapsack *k = s->k;
    memset(s->in, 0, k->n * sizeof *s->in);
    if (k->n_caps > 0) {
        memset(s->cap_spent, 0, k->n_caps * sizeof *s->cap_spent);
    }
    s->worth = 0;
    s->spent = 0;
    s->nodes = 0;
    s->strict = strict;
    s->tree = tree;
    s->limit = limit;
}

bool urne_knapsack_solve(urne_knapsack_best *out, urne_arena *arena,
                         const urne_knapsack *k, uint64_t limit)
{
    search s = {.k = k};
    s.in = urne_arena_array(arena, k->n, sizeof *s.in);
    s.best = urne_arena_array(arena, k->n, sizeof *s.best);
    s.cap_spent = urne_arena_array(arena, k->n_caps, sizeof *s.cap_spent);
    restart(&s, false, NULL, limit);
    if (!walk(&s)) {
        return false;
    }
    /* The order among equals, if it does not take too long; it also finds the best of
     * them. Then the tree, with the best known from the start. */
    restart(&s, true, NULL, limit / 16);
    bool strict = walk(&s);
    urne_buf tree = urne_buf_new(arena, 1024);
    restart(&s, strict, &tree, limit);
    if (!walk(&s)) {
        return false;
    }
    *out = (urne_knapsack_best){s.best, s.best_worth, strict, urne_buf_str(&tree)};
    return true;
}

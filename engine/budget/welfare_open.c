#include "budget/welfare.h"

/* Whether the greatest utility leaves open which set is funded (budget-1 §4): the order
 * of ties puts equal projects into classes, and within a class any order may be meant.
 *
 * A set T of the same worth as the best S is the first under one of these orders just
 * when, up to some class, T and S agree, and in that class T has an item that S has
 * not. So for each such item the best set with it is looked for, all earlier classes
 * being as in S. */

typedef struct opening {
    const urne_welfare *w;
    const urne_order *order;
    const bool *in;
    uint64_t limit;
    /* the rest of the problem, once some items are fixed */
    urne_knapsack k;
    urne_wide *worth;
    uint64_t *cost, *cap, *in_cap;
    uint32_t *rank;
    bool *rival;
    size_t *item; /* of w, by item of k */
} opening;

static int cmp(const opening *o, size_t a, size_t b)
{
    return urne_order_cmp(o->order, 1, o->w->candidate[a], o->w->candidate[b]);
}

/* Takes an item as funded; false when it does not fit. */
static bool take(opening *o, size_t i)
{
    const urne_knapsack *k = &o->w->k;
    bool fits = k->cost[i] <= o->k.budget;
    o->k.budget -= fits ? k->cost[i] : 0;
    for (size_t c = 0; c < k->n_caps && fits; c++) {
        uint64_t part = k->in_cap[i * k->n_caps + c];
        fits = part <= o->cap[c];
        o->cap[c] -= fits ? part : 0;
    }
    return fits;
}

/* What may still stand beside the items that are fixed and in. */
static bool is_free(const opening *o, size_t i, size_t q, const bool *fixed)
{
    const urne_knapsack *k = &o->w->k;
    bool is = i != q && !fixed[i] && k->cost[i] <= o->k.budget;
    for (size_t j = 0; j < k->n && k->rival != NULL && is; j++) {
        bool beside = j == q || (fixed[j] && o->in[j]);
        is = !(beside && k->rival[i * k->n + j]);
    }
    return is;
}

/* The rest of the problem: the items that are free, in their order. */
static void collect(opening *o, size_t q, const bool *fixed)
{
    const urne_knapsack *k = &o->w->k;
    size_t n = 0, caps = k->n_caps;
    for (size_t i = 0; i < k->n; i++) {
        if (is_free(o, i, q, fixed)) {
            o->item[n] = i;
            o->worth[n] = k->worth[i];
            o->cost[n] = k->cost[i];
            o->rank[n] = k->rank[i];
            for (size_t c = 0; c < caps; c++) {
                o->in_cap[n * caps + c] = k->in_cap[i * caps + c];
            }
            n++;
        }
    }
    for (size_t i = 0; i < n && k->rival != NULL; i++) {
        for (size_t j = 0; j < n; j++) {
            o->rival[i * n + j] = k->rival[o->item[i] * k->n + o->item[j]];
        }
    }
    o->k.n = n;
}

/* The best set has this item and agrees with `in` in what is fixed: is it worth as
 * much? If that takes too long, it may be. */
static bool as_good_with(opening *o, urne_arena *arena, size_t q, const bool *fixed)
{
    const urne_knapsack *k = &o->w->k;
    urne_knapsack_best best;
    urne_wide with = k->worth[q], due = 0;
    o->k.budget = k->budget;
    if (k->n_caps > 0) {
        memcpy(o->cap, k->cap, k->n_caps * sizeof *o->cap);
    }
    bool fits = take(o, q);
    for (size_t i = 0; i < k->n; i++) {
        due += o->in[i] ? k->worth[i] : 0;
        if (fixed[i] && o->in[i]) {
            with += k->worth[i];
            fits = fits && take(o, i) && !(k->rival != NULL && k->rival[i * k->n + q]);
        }
    }
    if (!fits) {
        return false;
    }
    collect(o, q, fixed);
    return !urne_knapsack_solve(&best, arena, &o->k, o->limit) ||
           with + best.worth == due;
}

static void make_room(opening *o, urne_arena *arena)
{
    const urne_knapsack *k = &o->w->k;
    o->worth = urne_arena_array(arena, k->n, sizeof *o->worth);
    o->cost = urne_arena_array(arena, k->n, sizeof *o->cost);
    o->rank = urne_arena_array(arena, k->n, sizeof *o->rank);
    o->item = urne_arena_array(arena, k->n, sizeof *o->item);
    o->cap = urne_arena_array(arena, k->n_caps, sizeof *o->cap);
    o->in_cap = urne_arena_array(arena, k->n * k->n_caps, sizeof *o->in_cap);
    o->rival = urne_arena_array(arena, k->n * k->n, sizeof *o->rival);
    o->k = (urne_knapsack){.worth = o->worth,
                           .cost = o->cost,
                           .rank = o->rank,
                           .n_caps = k->n_caps,
                           .cap = o->cap,
                           .in_cap = o->in_cap,
                           .rival = k->rival == NULL ? NULL : o->rival};
}

/* The items that stand in the order of ties with this one. */
static size_t class_of(const opening *o, size_t q, uint32_t *tied)
{
    size_t n = 0;
    for (size_t i = 0; i < o->w->k.n; i++) {
        if (i == q || cmp(o, i, q) == 0) {
            tied[n++] = o->w->candidate[i];
        }
    }
    return n;
}

size_t urne_welfare_open(uint32_t *tied, const urne_welfare *w, const urne_order *order,
                         const bool *in, uint64_t limit)
{
    urne_arena *arena = urne_arena_new();
    opening o = {.w = w, .order = order, .in = in, .limit = limit};
    bool *fixed = urne_arena_array(arena, w->k.n, sizeof *fixed);
    size_t open = 0;
    make_room(&o, arena);
    for (size_t q = 0; q < w->k.n && open == 0; q++) {
        size_t n = in[q] ? 0 : class_of(&o, q, tied);
        if (n < 2) {
            continue;
        }
        for (size_t i = 0; i < w->k.n; i++) {
            fixed[i] = cmp(&o, i, q) < 0;
        }
        urne_arena *scratch = urne_arena_new();
        open = as_good_with(&o, scratch, q, fixed) ? n : 0;
        urne_arena_free(scratch);
    }
    urne_arena_free(arena);
    return open;
}

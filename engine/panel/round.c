#include "panel/round.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { CLIMBS = 150, TENURE = 7 };

uint64_t urne_stream_next(urne_stream *s)
{
    s->state ^= s->state >> 12;
    s->state ^= s->state << 25;
    s->state ^= s->state >> 27;
    return s->state * 2685821657736338717ULL;
}

typedef struct search {
    const urne_panel_problem *p;
    const urne_box *box;
    const int64_t *wish;
    urne_stream *stream;
    int64_t *at, *row; /* row: how many of each */
    unsigned *tabu;    /* by type: until which move */
    uint32_t *out, *in; /* candidates */
    size_t n_out, n_in;
    int64_t *less, *more; /* by row: what one person less, or more, adds to the excess */
    uint32_t *order;      /* types by wish */
    bool *good;           /* by candidate to come in: it mends a row */
} search;

static int64_t excess(const search *s, size_t r, int64_t v)
{
    return v < s->box->row_lo[r]   ? s->box->row_lo[r] - v
           : v > s->box->row_hi[r] ? v - s->box->row_hi[r]
                                   : 0;
}

static void take(search *s, size_t t, int64_t by)
{
    const urne_panel_problem *p = s->p;
    const uint32_t *f = urne_panel_of(p, t);
    s->at[t] += by;
    for (size_t c = 0; c < p->categories; c++) {
        s->row[f[c]] += by;
    }
    s->row[p->features] += by;
    for (size_t c = 0; c < p->n_cuts; c++) {
        s->row[p->features + 1 + c] += by * p->cuts[c].coef[t];
    }
}

/* The excess of each feature is convex in its count, so that two tables say what any
 * exchange does to it. */
static void tabulate(search *s)
{
    for (size_t f = 0; f < s->p->features; f++) {
        int64_t now = excess(s, f, s->row[f]);
        s->less[f] = excess(s, f, s->row[f] - 1) - now;
        s->more[f] = excess(s, f, s->row[f] + 1) - now;
    }
}

/* What the exchange of one of `out` for one of `in` adds to the excess. */
static int64_t change(const search *s, size_t out, size_t in)
{
    const urne_panel_problem *p = s->p;
    const uint32_t *a = urne_panel_of(p, out), *b = urne_panel_of(p, in);
    int64_t sum = 0;
    for (size_t c = 0; c < p->categories; c++) {
        sum += a[c] != b[c] ? s->less[a[c]] + s->more[b[c]] : 0;
    }
    for (size_t c = 0; c < p->n_cuts; c++) {
        size_t r = p->features + 1 + c;
        int64_t by = p->cuts[c].coef[in] - p->cuts[c].coef[out];
        sum += excess(s, r, s->row[r] + by) - excess(s, r, s->row[r]);
    }
    return sum;
}

typedef struct wished {
    int64_t wish;
    uint32_t type;
} wished;

static int by_wish(const void *a, const void *b)
{
    const wished *x = a, *y = b;
    int more = (x->wish < y->wish) - (x->wish > y->wish);
    return more != 0 ? more : (x->type > y->type) - (x->type < y->type);
}

static void sort(search *s, urne_arena *arena)
{
    wished *all = urne_arena_array(arena, s->p->types, sizeof *all);
    for (size_t t = 0; t < s->p->types; t++) {
        all[t] = (wished){s->wish[t], (uint32_t)t};
    }
    qsort(all, s->p->types, sizeof *all, by_wish);
    for (size_t t = 0; t < s->p->types; t++) {
        s->order[t] = all[t].type;
    }
}

/* Whether one more of t breaks a quota of the box. */
static bool crowds(const search *s, size_t t)
{
    const uint32_t *f = urne_panel_of(s->p, t);
    for (size_t c = 0; c < s->p->categories; c++) {
        if (s->row[f[c]] >= s->box->row_hi[f[c]]) {
            return true;
        }
    }
    return false;
}

/* Everybody that the box asks for, then by wish until the panel is full: first those who
 * break no quota. */
static bool begin(search *s, urne_arena *arena)
{
    const urne_panel_problem *p = s->p;
    int64_t *whole = &s->row[p->features];
    for (size_t t = 0; t < p->types; t++) {
        s->at[t] = 0;
        if (s->box->lo[t] > 0) {
            take(s, t, s->box->lo[t]);
        }
    }
    sort(s, arena);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < p->types && *whole < p->k; i++) {
            size_t t = s->order[i];
            while (s->at[t] < s->box->hi[t] && *whole < p->k &&
                   (pass == 1 || !crowds(s, t))) {
                take(s, t, 1);
            }
        }
    }
    return *whole == p->k;
}

static int64_t total_excess(const search *s)
{
    int64_t sum = 0;
    for (size_t r = 0; r < urne_panel_rows(s->p); r++) {
        sum += excess(s, r, s->row[r]);
    }
    return sum;
}

/* Whether one of t less (or more) mends a row that is wrong. */
static bool helps(const search *s, size_t t, bool less)
{
    const urne_panel_problem *p = s->p;
    const uint32_t *f = urne_panel_of(p, t);
    for (size_t c = 0; c < p->categories; c++) {
        if ((less ? s->less[f[c]] : s->more[f[c]]) < 0) {
            return true;
        }
    }
    for (size_t c = 0; c < p->n_cuts; c++) {
        size_t r = p->features + 1 + c;
        int64_t by = less ? -p->cuts[c].coef[t] : p->cuts[c].coef[t];
        if (excess(s, r, s->row[r] + by) < excess(s, r, s->row[r])) {
            return true;
        }
    }
    return false;
}

static void gather(search *s)
{
    s->n_out = s->n_in = 0;
    for (size_t t = 0; t < s->p->types; t++) {
        if (s->at[t] > s->box->lo[t]) {
            s->out[s->n_out++] = (uint32_t)t;
        }
        if (s->at[t] < s->box->hi[t]) {
            s->in[s->n_in++] = (uint32_t)t;
        }
    }
}

/* One exchange: the best that is not forbidden; equal ones by lot. */
static bool exchange(search *s, unsigned move)
{
    size_t best_out = SIZE_MAX, best_in = SIZE_MAX;
    int64_t best = INT64_MAX;
    uint64_t lot = 0;
    gather(s);
    tabulate(s);
    for (size_t j = 0; j < s->n_in; j++) {
        s->good[j] = helps(s, s->in[j], false);
    }
    for (size_t i = 0; i < s->n_out; i++) {
        size_t out = s->out[i];
        bool out_helps = helps(s, out, true);
        for (size_t j = 0; j < s->n_in; j++) {
            size_t in = s->in[j];
            if (in == out || (!out_helps && !s->good[j])) {
                continue;
            }
            int64_t by = change(s, out, in);
            if ((s->tabu[out] > move || s->tabu[in] > move) && by >= 0) {
                continue;
            }
            if (by > best) {
                continue;
            }
            uint64_t own = urne_stream_next(s->stream);
            if (by < best || own > lot) {
                best = by;
                best_out = out;
                best_in = in;
                lot = own;
            }
        }
    }
    if (best_out == SIZE_MAX) {
        return false;
    }
    take(s, best_out, -1);
    take(s, best_in, 1);
    s->tabu[best_out] = move + TENURE + (unsigned)(lot % TENURE);
    s->tabu[best_in] = move + TENURE + (unsigned)(lot / TENURE % TENURE);
    return true;
}

static search *begin_search(urne_arena *arena, const urne_panel_problem *p,
                            const urne_box *box, const int64_t *wish,
                            urne_stream *stream, int64_t *at)
{
    search *s = urne_arena_alloc(arena, sizeof *s);
    *s = (search){.p = p, .box = box, .wish = wish, .stream = stream, .at = at};
    s->row = urne_arena_array(arena, urne_panel_rows(p), sizeof *s->row);
    s->tabu = urne_arena_array(arena, p->types, sizeof *s->tabu);
    s->out = urne_arena_array(arena, p->types, sizeof *s->out);
    s->in = urne_arena_array(arena, p->types, sizeof *s->in);
    s->less = urne_arena_array(arena, p->features, sizeof *s->less);
    s->more = urne_arena_array(arena, p->features, sizeof *s->more);
    s->order = urne_arena_array(arena, p->types, sizeof *s->order);
    s->good = urne_arena_array(arena, p->types, sizeof *s->good);
    return s;
}

bool urne_panel_round(int64_t *at, const urne_panel_problem *p, const urne_box *box,
                      const int64_t *wish, unsigned moves, urne_stream *stream)
{
    urne_arena *arena = urne_arena_new();
    search *s = begin_search(arena, p, box, wish, stream, at);
    bool found = begin(s, arena);
    for (unsigned move = 1; found && total_excess(s) > 0; move++) {
        found = move <= moves && exchange(s, move);
    }
    urne_arena_free(arena);
    return found;
}

/* ---- climbing ---- */

/* One exchange by wish, a row that is wrong costing `fine` for each person. */
static bool trade(search *s, unsigned move, int64_t fine)
{
    size_t best_out = SIZE_MAX, best_in = SIZE_MAX;
    int64_t best = INT64_MIN;
    gather(s);
    tabulate(s);
    for (size_t i = 0; i < s->n_out; i++) {
        size_t out = s->out[i];
        for (size_t j = 0; j < s->n_in; j++) {
            size_t in = s->in[j];
            if (in == out || s->tabu[out] > move || s->tabu[in] > move) {
                continue;
            }
            int64_t gain = s->wish[in] - s->wish[out] - fine * change(s, out, in);
            if (gain > best) {
                best = gain;
                best_out = out;
                best_in = in;
            }
        }
    }
    if (best_out == SIZE_MAX) {
        return false;
    }
    uint64_t lot = urne_stream_next(s->stream);
    take(s, best_out, -1);
    take(s, best_in, 1);
    s->tabu[best_out] = move + TENURE + (unsigned)(lot % TENURE);
    s->tabu[best_in] = move + TENURE + (unsigned)(lot / TENURE % TENURE);
    return true;
}

static int64_t sum_of(const search *s)
{
    int64_t sum = 0;
    for (size_t t = 0; t < s->p->types; t++) {
        sum += s->wish[t] * s->at[t];
    }
    return sum;
}

void urne_panel_climb(int64_t *at, const urne_panel_problem *p, const urne_box *box,
                      const int64_t *wish, urne_stream *stream)
{
    urne_arena *arena = urne_arena_new();
    int64_t *now = urne_arena_array(arena, p->types, sizeof *now);
    search *s = begin_search(arena, p, box, wish, stream, now);
    int64_t best, fine = 1;
    for (size_t t = 0; t < p->types; t++) {
        if (at[t] != 0) {
            take(s, t, at[t]);
        }
        int64_t size = wish[t] < 0 ? -wish[t] : wish[t];
        fine = size > fine ? size : fine;
    }
    best = sum_of(s);
    for (unsigned move = 1; move <= CLIMBS && trade(s, move, fine); move++) {
        int64_t sum = sum_of(s);
        if (sum > best && total_excess(s) == 0) {
            best = sum;
            memcpy(at, now, p->types * sizeof *at);
        }
    }
    urne_arena_free(arena);
}

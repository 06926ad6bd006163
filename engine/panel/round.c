#include "panel/round.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { MOVES = 600, CLIMBS = 150, TENURE = 7 };

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

/* What the exchange of one of `out` for one of `in` adds to the excess. */
static int64_t change(const search *s, size_t out, size_t in)
{
    const urne_panel_problem *p = s->p;
    const uint32_t *a = urne_panel_of(p, out), *b = urne_panel_of(p, in);
    int64_t sum = 0;
    for (size_t c = 0; c < p->categories; c++) {
        if (a[c] != b[c]) {
            sum += excess(s, a[c], s->row[a[c]] - 1) - excess(s, a[c], s->row[a[c]]) +
                   excess(s, b[c], s->row[b[c]] + 1) - excess(s, b[c], s->row[b[c]]);
        }
    }
    for (size_t c = 0; c < p->n_cuts; c++) {
        size_t r = p->features + 1 + c;
        int64_t by = p->cuts[c].coef[in] - p->cuts[c].coef[out];
        sum += excess(s, r, s->row[r] + by) - excess(s, r, s->row[r]);
    }
    return sum;
}

/* Everybody that the box asks for, then by wish until the panel is full. */
static bool begin(search *s)
{
    const urne_panel_problem *p = s->p;
    size_t rows = urne_panel_rows(p), n = 0;
    memset(s->row, 0, rows * sizeof *s->row);
    for (size_t t = 0; t < p->types; t++) {
        s->at[t] = 0;
        s->tabu[t] = 0;
        if (s->box->lo[t] > 0) {
            take(s, t, s->box->lo[t]);
        }
        n += s->box->hi[t] > s->box->lo[t] ? 1 : 0;
    }
    while (s->row[p->features] < p->k) {
        size_t best = SIZE_MAX;
        int64_t best_score = 0;
        for (size_t t = 0; t < p->types; t++) {
            if (s->at[t] == s->box->hi[t]) {
                continue;
            }
            const uint32_t *f = urne_panel_of(p, t);
            int64_t score = s->wish[t];
            for (size_t c = 0; c < p->categories; c++) {
                score -= excess(s, f[c], s->row[f[c]] + 1) > 0 ? (int64_t)1 << 40 : 0;
            }
            if (best == SIZE_MAX || score > best_score) {
                best = t;
                best_score = score;
            }
        }
        if (best == SIZE_MAX) {
            return false;
        }
        take(s, best, 1);
    }
    return n > 0 || s->row[p->features] == p->k;
}

static int64_t total_excess(const search *s)
{
    int64_t sum = 0;
    for (size_t r = 0; r < urne_panel_rows(s->p); r++) {
        sum += excess(s, r, s->row[r]);
    }
    return sum;
}

/* Whether to take one of t out (by -1) or in (by +1) touches a row that is wrong, the
 * right way. */
static bool helps(const search *s, size_t t, int64_t by)
{
    const urne_panel_problem *p = s->p;
    const uint32_t *f = urne_panel_of(p, t);
    for (size_t c = 0; c < p->categories; c++) {
        int64_t now = excess(s, f[c], s->row[f[c]]);
        if (now > 0 && excess(s, f[c], s->row[f[c]] + by) < now) {
            return true;
        }
    }
    for (size_t c = 0; c < p->n_cuts; c++) {
        size_t r = p->features + 1 + c;
        int64_t now = excess(s, r, s->row[r]);
        if (now > 0 && excess(s, r, s->row[r] + by * p->cuts[c].coef[t]) < now) {
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
    for (size_t i = 0; i < s->n_out; i++) {
        size_t out = s->out[i];
        bool out_helps = helps(s, out, -1);
        for (size_t j = 0; j < s->n_in; j++) {
            size_t in = s->in[j];
            if (in == out || (!out_helps && !helps(s, in, 1))) {
                continue;
            }
            int64_t by = change(s, out, in);
            if ((s->tabu[out] > move || s->tabu[in] > move) && by >= 0) {
                continue;
            }
            uint64_t own = urne_stream_next(s->stream);
            if (by < best || (by == best && own > lot)) {
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
    return s;
}

bool urne_panel_round(int64_t *at, const urne_panel_problem *p, const urne_box *box,
                      const int64_t *wish, urne_stream *stream)
{
    urne_arena *arena = urne_arena_new();
    search *s = begin_search(arena, p, box, wish, stream, at);
    bool found = begin(s);
    for (unsigned move = 1; found && total_excess(s) > 0; move++) {
        found = move <= MOVES && exchange(s, move);
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

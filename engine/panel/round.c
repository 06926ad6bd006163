#include "panel/round.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { CLIMBS = 150, TENURE = 7 };

/* Excess in 16 bits: what a type adds lies within twice the categories, FAR is one that
 * may not come in. Types are compared BLOCK at a time, in loops of a fixed length that
 * compilers make vectors of. */
enum { BLOCK = 64, FAR = 16000, CATEGORIES_MOST = 2000 };

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
    uint32_t *out;     /* who may go */
    size_t n_out;
    int64_t *less,
        *more;        /* by row: what one person less, or more, adds to the excess */
    uint32_t *order;  /* types by wish */
    size_t width;     /* types, up to a whole block */
    uint16_t *column; /* by category and type: the feature, cut to 16 bits */
    int16_t *enter;   /* by type: what it adds when it comes in, or FAR */
    int16_t *mend;    /* the same of those that mend a row, else FAR */
    int16_t *sum;     /* by type: what the exchange of one that goes adds */
    bool loose;       /* sum is only a lower bound: there are cuts, or ids cut off */
    int64_t slack;    /* how far below it can be */
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

/* Everybody that the box asks for, then by wish until the panel is full: first those
 * who break no quota. */
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
    s->n_out = 0;
    for (size_t t = 0; t < s->p->types; t++) {
        if (s->at[t] > s->box->lo[t]) {
            s->out[s->n_out++] = (uint32_t)t;
        }
    }
}

/* What everybody who may come in adds, the one who goes apart. */
static void weigh(search *s)
{
    const urne_panel_problem *p = s->p;
    tabulate(s);
    s->slack = 0;
    for (size_t r = p->features + 1; r < urne_panel_rows(p); r++) {
        s->slack += excess(s, r, s->row[r]);
    }
    for (size_t t = 0; t < p->types; t++) {
        const uint32_t *f = urne_panel_of(p, t);
        int64_t sum = 0;
        for (size_t c = 0; c < p->categories; c++) {
            sum += s->more[f[c]];
        }
        s->enter[t] = s->at[t] < s->box->hi[t] ? (int16_t)sum : FAR;
        s->mend[t] = s->enter[t] != FAR && helps(s, t, false) ? (int16_t)sum : FAR;
    }
}

/* Where both have a feature it is as if nobody went: for each category one comparison
 * with all types. */
static void compare(search *s, size_t out, const int16_t *from)
{
    const size_t categories = s->p->categories;
    const uint32_t *f = urne_panel_of(s->p, out);
    int16_t base = 0;
    for (size_t c = 0; c < categories; c++) {
        base = (int16_t)(base + s->less[f[c]]);
    }
    for (size_t i = 0; i < s->width; i += BLOCK) {
        int16_t block[BLOCK];
        for (size_t k = 0; k < BLOCK; k++) {
            block[k] = (int16_t)(from[i + k] + base);
        }
        for (size_t c = 0; c < categories; c++) {
            const int16_t both = (int16_t)(s->less[f[c]] + s->more[f[c]]);
            const uint16_t own = (uint16_t)f[c], *other = s->column + c * s->width + i;
            for (size_t k = 0; k < BLOCK && both != 0; k++) {
                block[k] = (int16_t)(block[k] - (other[k] == own ? both : 0));
            }
        }
        memcpy(s->sum + i, block, sizeof block);
    }
}

/* Whether a block has a sum of at most `most`. */
static bool has_low(const int16_t *sum, int16_t most)
{
    int16_t low = 0;
    for (size_t k = 0; k < BLOCK; k++) {
        low = (int16_t)(low | (sum[k] <= most ? 1 : 0));
    }
    return low != 0;
}

/* The best exchange so far: the lowest change, equal ones by lot. */
typedef struct pick {
    size_t out, in;
    int64_t change;
    uint64_t lot;
} pick;

static int16_t most_of(const search *s, const pick *best)
{
    int64_t most = best->change == INT64_MAX ? FAR / 2 : best->change + s->slack;
    return (int16_t)(most > FAR / 2 ? FAR / 2 : most);
}

static void consider(search *s, pick *best, size_t out, size_t in, unsigned move)
{
    int64_t by = s->loose ? change(s, out, in) : s->sum[in];
    if (in == out || by > best->change ||
        ((s->tabu[out] > move || s->tabu[in] > move) && by >= 0)) {
        return;
    }
    uint64_t own = urne_stream_next(s->stream);
    if (by < best->change || own > best->lot) {
        *best = (pick){out, in, by, own};
    }
}

static void swap(search *s, const pick *best, unsigned move)
{
    take(s, best->out, -1);
    take(s, best->in, 1);
    s->tabu[best->out] = move + TENURE + (unsigned)(best->lot % TENURE);
    s->tabu[best->in] = move + TENURE + (unsigned)(best->lot / TENURE % TENURE);
}

/* One exchange: the best that is not forbidden and mends a row. */
static bool exchange(search *s, unsigned move)
{
    pick best = {.out = SIZE_MAX, .change = INT64_MAX};
    gather(s);
    weigh(s);
    for (size_t i = 0; i < s->n_out; i++) {
        size_t out = s->out[i];
        compare(s, out, helps(s, out, true) ? s->enter : s->mend);
        for (size_t j = 0; j < s->width; j += BLOCK) {
            if (!has_low(s->sum + j, most_of(s, &best))) {
                continue;
            }
            for (size_t in = j; in < j + BLOCK; in++) {
                if (s->sum[in] <= most_of(s, &best)) {
                    consider(s, &best, out, in, move);
                }
            }
        }
    }
    if (best.out != SIZE_MAX) {
        swap(s, &best, move);
    }
    return best.out != SIZE_MAX;
}

static search *begin_search(urne_arena *arena, const urne_panel_problem *p,
                            const urne_box *box, const int64_t *wish,
                            urne_stream *stream, int64_t *at)
{
    search *s = urne_arena_alloc(arena, sizeof *s);
    *s = (search){.p = p, .box = box, .wish = wish, .stream = stream};
    s->at = at;
    s->row = urne_arena_array(arena, urne_panel_rows(p), sizeof *s->row);
    s->tabu = urne_arena_array(arena, p->types, sizeof *s->tabu);
    s->out = urne_arena_array(arena, p->types, sizeof *s->out);
    s->less = urne_arena_array(arena, p->features, sizeof *s->less);
    s->more = urne_arena_array(arena, p->features, sizeof *s->more);
    s->order = urne_arena_array(arena, p->types, sizeof *s->order);
    s->width = (p->types + BLOCK - 1) / BLOCK * BLOCK;
    s->enter = urne_arena_array(arena, s->width, sizeof *s->enter);
    s->mend = urne_arena_array(arena, s->width, sizeof *s->mend);
    s->sum = urne_arena_array(arena, s->width, sizeof *s->sum);
    s->column = urne_arena_array(arena, p->categories * s->width, sizeof *s->column);
    s->loose = p->n_cuts > 0 || p->features > UINT16_MAX;
    if (p->categories > CATEGORIES_MOST) {
        urne_bug("categories that nobody counts");
    }
    for (size_t t = 0; t < s->width; t++) {
        s->enter[t] = s->mend[t] = FAR;
        for (size_t c = 0; c < p->categories && t < p->types; c++) {
            s->column[c * s->width + t] = (uint16_t)urne_panel_of(p, t)[c];
        }
    }
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
    pick best = {.out = SIZE_MAX};
    int64_t most = INT64_MIN;
    gather(s);
    weigh(s);
    for (size_t i = 0; i < s->n_out; i++) {
        size_t out = s->out[i];
        if (s->tabu[out] > move) {
            continue;
        }
        compare(s, out, s->enter);
        for (size_t in = 0; in < s->p->types; in++) {
            if (s->sum[in] >= FAR / 2 || in == out || s->tabu[in] > move) {
                continue;
            }
            int64_t by = s->loose ? change(s, out, in) : s->sum[in];
            int64_t gain = s->wish[in] - s->wish[out] - fine * by;
            if (gain > most) {
                most = gain;
                best = (pick){.out = out, .in = in};
            }
        }
    }
    if (best.out != SIZE_MAX) {
        best.lot = urne_stream_next(s->stream);
        swap(s, &best, move);
    }
    return best.out != SIZE_MAX;
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

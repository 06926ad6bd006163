#include "model/roll_in.h"

#include <stdlib.h>

/* Longest value that tells homonyms apart (draw-1 §3.5.4). */
enum { SEPARATE_MAX = 900 };

/* ---- order ---- */

/* One line to sort: the first bytes of its identity decide most comparisons. */
typedef struct item {
    uint64_t key;
    const urne_elector *e;
    const urne_roll_work *w;
} item;

static int cmp_content(const urne_roll_work *w, const urne_elector *a,
                       const urne_elector *b)
{
    int c = urne_str_cmp(a->ident, b->ident);
    if (c == 0 && w->list != SIZE_MAX) {
        c = urne_str_cmp(a->value[w->list], b->value[w->list]);
    }
    for (size_t f = 0; f < w->roll->n_fields && c == 0; f++) {
        c = urne_str_cmp(a->value[f], b->value[f]);
    }
    return c;
}

static int cmp_item(const void *x, const void *y)
{
    const item *a = x, *b = y;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    int c = cmp_content(a->w, a->e, b->e);
    if (c != 0) {
        return c;
    }
    /* Lines of equal content: the order decides nothing but places in messages. */
    if (a->e->file != b->e->file) {
        return a->e->file < b->e->file ? -1 : 1;
    }
    return (a->e->line > b->e->line) - (a->e->line < b->e->line);
}

static uint64_t key_of(urne_str s)
{
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; i++) {
        key = key << 8 | (i < s.n ? (unsigned char)s.p[i] : 0U);
    }
    return key;
}

static void sort_to(urne_roll_work *w, urne_elector *to, const urne_elector *from,
                    size_t n)
{
    urne_arena *scratch = urne_arena_new();
    item *items = urne_arena_array(scratch, n, sizeof *items);
    for (size_t i = 0; i < n; i++) {
        items[i] = (item){key_of(from[i].ident), &from[i], w};
    }
    qsort(items, n, sizeof *items, cmp_item);
    for (size_t i = 0; i < n; i++) {
        to[i] = *items[i].e;
    }
    urne_arena_free(scratch);
}

void urne_roll_sort(urne_roll_work *w, const urne_elector *lines)
{
    w->roll->n_electors = w->roll->lines;
    w->roll->electors =
        urne_arena_array(w->arena, w->roll->n_electors, sizeof *w->roll->electors);
    sort_to(w, w->roll->electors, lines, w->roll->n_electors);
}

static void resort(urne_roll_work *w, size_t from, size_t to)
{
    urne_elector *run = urne_arena_array(w->scratch, to - from, sizeof *run);
    memcpy(run, w->roll->electors + from, (to - from) * sizeof *run);
    sort_to(w, w->roll->electors + from, run, to - from);
}

/* ---- persons ---- */

static urne_str list_of(const urne_roll_work *w, const urne_elector *e)
{
    return w->list == SIZE_MAX ? URNE_STR("") : e->value[w->list];
}

static size_t group_end(const urne_roll *roll, size_t from)
{
    size_t to = from + 1;
    while (to < roll->n_electors &&
           urne_str_eq(roll->electors[to].ident, roll->electors[from].ident)) {
        to++;
    }
    return to;
}

/* One line on each complementary list and nothing else: one person, who votes on both.
 * The municipal line stays. */
static bool collapse(urne_roll_work *w, size_t from, size_t to)
{
    urne_elector *e = w->roll->electors + from;
    if (to - from != 2 || !urne_str_is(list_of(w, &e[0]), "europeenne") ||
        !urne_str_is(list_of(w, &e[1]), "municipale")) {
        return false;
    }
    e[0].reason = URNE_REASON_DUPLICATE;
    return true;
}

/* Decided to be one person: the line of the list with most rights stays. */
static void merge(urne_roll_work *w, size_t from, size_t to)
{
    static const char *const rank[] = {"principale", "municipale", "europeenne", ""};
    size_t kept = to;
    for (size_t r = 0; r < 4 && kept == to; r++) {
        for (size_t i = from; i < to && kept == to; i++) {
            kept = urne_str_is(list_of(w, &w->roll->electors[i]), rank[r]) ? i : kept;
        }
    }
    for (size_t i = from; i < to; i++) {
        if (i != kept) {
            w->roll->electors[i].reason = URNE_REASON_DUPLICATE;
        }
    }
}

/* Decided to be several persons: each gains the value of one more field, which must
 * tell them apart. */
static void tell_apart(urne_roll_work *w, size_t from, size_t to,
                       const urne_decision *d)
{
    urne_str field = d->value.n > 0 ? d->value : w->config->separate;
    for (size_t i = from; i < to; i++) {
        urne_elector *e = &w->roll->electors[i];
        if (!urne_roll_separate(w, &e->separate, e->value, field)) {
            urne_roll_no(w,
                         urne_fail(w->err, URNE_E_ROLL_DECISION_VALUE, d->at,
                                   URNE_SHOW(field), "distinct",
                                   N_("no column of the roll fills this field"), NULL));
            return;
        }
        if (e->separate.n > SEPARATE_MAX) {
            urne_roll_no(w, urne_fail(w->err, URNE_E_TEXT_LONG, d->at,
                                      URNE_DEC(e->separate.n), URNE_DEC(SEPARATE_MAX),
                                      NULL));
            return;
        }
        urne_buf buf = urne_buf_new(w->arena, e->ident.n + e->separate.n + 1);
        urne_buf_add(&buf, e->ident);
        urne_buf_addc(&buf, '\t');
        urne_buf_add(&buf, e->separate);
        e->ident = urne_buf_str(&buf);
    }
    resort(w, from, to);
    for (size_t i = from, end; i < to; i = end) {
        end = group_end(w->roll, i);
        if (end - i > 1 && !collapse(w, i, end)) {
            urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_DECISION_SAME, d->at,
                                      URNE_SHOW(field), URNE_SHOW(d->id), NULL));
            return;
        }
    }
}

static void set_flags(urne_roll_work *w, size_t from, size_t to, unsigned flag)
{
    for (size_t i = from; i < to; i++) {
        w->flags[i] |= (unsigned char)flag;
    }
}

static void homonyms(urne_roll_work *w, size_t from, size_t to)
{
    urne_roll *roll = w->roll;
    urne_str id = urne_roll_case(w, roll->electors[from].ident, NULL);
    const urne_decision *d = urne_roll_decided(
        w, id, URNE_DECIDE_SAME | URNE_DECIDE_DISTINCT | URNE_DECIDE_ASIDE);
    const char *arg =
        d == NULL ? urne_roll_dec(w, to - from) : urne_str_z(w->arena, d->word);
    for (size_t i = from; i < to; i++) {
        urne_roll_tell(w, d == NULL ? URNE_E_ROLL_HOMONYM : URNE_E_ROLL_DECIDED,
                       &roll->electors[i], 0, id, arg, NULL);
    }
    if (d == NULL) {
        roll->to_decide++;
        set_flags(w, from, to, URNE_FLAG_HOMONYM);
    } else if (d->kind == URNE_DECIDE_SAME) {
        merge(w, from, to);
    } else if (d->kind == URNE_DECIDE_DISTINCT) {
        tell_apart(w, from, to, d);
    } else {
        set_flags(w, from, to, URNE_FLAG_ASIDE);
    }
}

void urne_roll_group(urne_roll_work *w)
{
    for (size_t i = 0, end; i < w->roll->n_electors; i = end) {
        end = group_end(w->roll, i);
        if (end - i > 1 && !collapse(w, i, end)) {
            homonyms(w, i, end);
        }
    }
}

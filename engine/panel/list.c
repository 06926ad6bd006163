#include "panel/list.h"
#include "base/arena.h"
#include "codec/note.h"

#include <string.h>

/* ---- the text ---- */

static unsigned digits_of(uint64_t v)
{
    unsigned n = 1;
    for (; v >= 10; v /= 10) {
        n++;
    }
    return n;
}

/* A number with that many digits at least. */
static urne_str digits(char to[URNE_DEC_MAX], uint64_t v, unsigned least)
{
    size_t at = URNE_DEC_MAX;
    for (; v > 0 || least > 0; v /= 10) {
        to[--at] = (char)('0' + v % 10);
        least -= least > 0 ? 1 : 0;
    }
    return (urne_str){to + at, URNE_DEC_MAX - at};
}

urne_str urne_panel_number(char to[URNE_DEC_MAX], const urne_panel_list *list, size_t i)
{
    return digits(to, i, digits_of(list->n - 1));
}

/* A space and a number. Lists have millions. */
static void put_number(urne_buf *buf, uint64_t v)
{
    char text[URNE_DEC_MAX];
    urne_buf_addc(buf, ' ');
    urne_buf_add(buf, digits(text, v, 1));
}

/* A panel that does not fit a line goes on in the next, under the same number. */
static void put_panel(urne_buf *buf, const urne_panel_list *list, size_t i)
{
    const uint32_t *person = urne_panel_people(list, i);
    size_t start = buf->n;
    char number[URNE_DEC_MAX];
    for (size_t k = 0; k < list->size; k++) {
        uint64_t rank = (uint64_t)person[k] + 1;
        if (k == 0 || buf->n - start + 1 + digits_of(rank) > URNE_PANELS_LINE) {
            if (k > 0) {
                urne_buf_addc(buf, '\n');
            }
            start = buf->n;
            urne_buf_addz(buf, "panel");
            urne_buf_addc(buf, ' ');
            urne_buf_add(buf, urne_panel_number(number, list, i));
        }
        put_number(buf, rank);
    }
    urne_buf_addc(buf, '\n');
}

urne_str urne_panel_list_write(urne_arena *arena, const urne_panel_list *list,
                               urne_str ceremony)
{
    urne_buf buf = urne_buf_new(arena, 128 + list->n * (16 + 7 * list->size));
    urne_buf_addz(&buf, "urne/1 panels\nceremony ");
    urne_buf_add(&buf, ceremony);
    urne_buf_addz(&buf, "\nsize");
    put_number(&buf, list->size);
    urne_buf_addz(&buf, "\npanels");
    put_number(&buf, list->n);
    urne_buf_addc(&buf, '\n');
    for (size_t i = 0; i < list->n; i++) {
        put_panel(&buf, list, i);
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

typedef struct reader {
    urne_panel_list *list;
    urne_note note;
    urne_err *err;
} reader;

static urne_code take_count(reader *r, const char *keyword, uint64_t most, size_t *out)
{
    urne_str field;
    uint64_t v;
    URNE_TRY(urne_note_take(&r->note, keyword, 1, &field, URNE_LAST_FIELD, r->err));
    URNE_TRY(urne_note_u64(&r->note, field, &v, r->err));
    if (v == 0 || v > most) {
        return urne_note_bad(&r->note, field, N_("a number of the list's size"),
                             r->err);
    }
    *out = (size_t)v;
    return URNE_OK;
}

/* The number of the panel, with all its digits. */
static urne_code check_number(const reader *r, urne_str field, size_t i)
{
    char due[URNE_DEC_MAX];
    return urne_str_eq(field, urne_panel_number(due, r->list, i))
               ? URNE_OK
               : urne_note_bad(&r->note, field, N_("the next number of a panel"),
                               r->err);
}

/* One person more of a panel that has `have`. */
static urne_code take_person(const reader *r, urne_str field, uint32_t *person,
                             size_t have)
{
    uint64_t rank;
    URNE_TRY(urne_note_u64(&r->note, field, &rank, r->err));
    if (rank == 0 || rank > UINT32_MAX || have == r->list->size ||
        (have > 0 && rank <= (uint64_t)person[have - 1] + 1)) {
        return urne_note_bad(&r->note, field, N_("the next person of a panel"), r->err);
    }
    person[have] = (uint32_t)(rank - 1);
    return URNE_OK;
}

/* One panel; a further line only where the person would not have fitted. */
static urne_code take_panel(reader *r, size_t i)
{
    uint32_t *person = r->list->person + i * r->list->size;
    size_t have = 0, before = 0;
    do {
        urne_str fields[2], field;
        size_t length = r->note.text.n;
        URNE_TRY(urne_note_take(&r->note, "panel", 2, fields, URNE_LAST_REST, r->err));
        URNE_TRY(check_number(r, fields[0], i));
        bool first = true;
        while (urne_str_cut(&fields[1], ' ', &field)) {
            if (first && have > 0 && before + 1 + field.n <= URNE_PANELS_LINE) {
                return urne_note_bad(&r->note, field, N_("a line that is full"),
                                     r->err);
            }
            URNE_TRY(take_person(r, field, person, have));
            have++;
            first = false;
        }
        if (first || length > URNE_PANELS_LINE) {
            return urne_note_bad(&r->note, fields[0], N_("people, in short lines"),
                                 r->err);
        }
        before = length;
    } while (have < r->list->size);
    return URNE_OK;
}

/* Below 0 when panel a is before b, 0 when they are the same people. */
static int compare(const urne_panel_list *list, size_t a, size_t b)
{
    const uint32_t *x = urne_panel_people(list, a), *y = urne_panel_people(list, b);
    size_t k = 0;
    while (k < list->size && x[k] == y[k]) {
        k++;
    }
    return k == list->size ? 0 : x[k] < y[k] ? -1 : 1;
}

urne_code urne_panel_list_read(urne_panel_list *list, urne_str *ceremony,
                               urne_arena *arena, urne_str bytes, const char *file,
                               urne_err *err)
{
    reader r = {.list = list, .err = err};
    *list = (urne_panel_list){.n = 0};
    URNE_TRY(urne_note_open(&r.note, bytes, file, "panels", err));
    URNE_TRY(urne_note_take_hex(&r.note, "ceremony", 32, ceremony, err));
    /* A person takes at least two bytes: no list is larger than its text. */
    URNE_TRY(take_count(&r, "size", bytes.n / 2, &list->size));
    uint64_t most = bytes.n / 2 / list->size;
    URNE_TRY(take_count(&r, "panels", most < URNE_PANELS_MOST ? most : URNE_PANELS_MOST,
                        &list->n));
    list->person = urne_arena_array(arena, list->n * list->size, sizeof *list->person);
    for (size_t i = 0; i < list->n; i++) {
        URNE_TRY(take_panel(&r, i));
        if (i > 0 && compare(list, i - 1, i) > 0) {
            return urne_note_bad(&r.note, urne_str_of(URNE_DEC(i)),
                                 N_("panels in the order of their people"), err);
        }
    }
    return urne_note_close(&r.note, err);
}

/* ---- checking ---- */

typedef struct check {
    const urne_panel_list *list;
    const urne_panel_pool *pool;
    int64_t *row;  /* by feature: people of the panel */
    uint32_t *who; /* by household: who of it is on a panel, */
    size_t *last;  /* and on which: panel + 1 */
    urne_place at;
    urne_err *err;
} check;

static urne_code check_households(check *c, size_t i)
{
    const uint32_t *person = urne_panel_people(c->list, i);
    for (size_t k = 0; k < c->list->size && c->pool->household != NULL; k++) {
        uint32_t h = c->pool->household[person[k]];
        if (h == UINT32_MAX) {
            continue;
        }
        if (c->last[h] == i + 1) {
            return urne_fail(c->err, URNE_E_LIST_HOUSEHOLD, c->at, URNE_DEC(i),
                             URNE_DEC(c->who[h] + 1), URNE_DEC(person[k] + 1), NULL);
        }
        c->last[h] = i + 1;
        c->who[h] = person[k];
    }
    return URNE_OK;
}

static urne_code check_panel(check *c, size_t i)
{
    const urne_panel_problem *p = &c->pool->problem;
    const uint32_t *person = urne_panel_people(c->list, i);
    memset(c->row, 0, p->features * sizeof *c->row);
    for (size_t k = 0; k < c->list->size; k++) {
        if (person[k] >= c->pool->n) {
            return urne_fail(c->err, URNE_E_LIST_PERSON, c->at, URNE_DEC(i),
                             URNE_DEC((uint64_t)person[k] + 1), NULL);
        }
        const uint32_t *f = urne_panel_of(p, c->pool->type[person[k]]);
        for (size_t j = 0; j < p->categories; j++) {
            c->row[f[j]]++;
        }
    }
    for (size_t f = 0; f < p->features; f++) {
        if (c->row[f] < p->lo[f] || c->row[f] > p->hi[f]) {
            return urne_fail(c->err, URNE_E_LIST_QUOTA, c->at, URNE_DEC(i),
                             URNE_SHOW(c->pool->feature[f].category),
                             URNE_SHOW(c->pool->feature[f].value), URNE_DEC(c->row[f]),
                             NULL);
        }
    }
    return check_households(c, i);
}

urne_code urne_panel_list_check(const urne_panel_list *list,
                                const urne_panel_pool *pool, const char *file,
                                urne_err *err)
{
    urne_place at = URNE_IN(file);
    if (list->size != (uint64_t)pool->problem.k) {
        return urne_fail(err, URNE_E_LIST_SIZE, at, URNE_DEC(list->size),
                         URNE_DEC(pool->problem.k), NULL);
    }
    urne_arena *scratch = urne_arena_new();
    check c = {.list = list, .pool = pool, .at = at, .err = err};
    c.row = urne_arena_array(scratch, pool->problem.features, sizeof *c.row);
    c.who = urne_arena_array(scratch, pool->households, sizeof *c.who);
    c.last = urne_arena_array(scratch, pool->households, sizeof *c.last);
    urne_code code = URNE_OK;
    for (size_t i = 0; i < list->n && code == URNE_OK; i++) {
        code = check_panel(&c, i);
    }
    urne_arena_free(scratch);
    return code;
}

/* ---- counting ---- */

static void clear(void *p)
{
    urne_panel_tally *tally = p;
    mpq_clears(tally->deviation, tally->panels, NULL);
}

/* Who of type t is on the fewest panels, or on the most; the first of them. */
static uint32_t extreme(const urne_panel_tally *tally, const urne_panel_pool *pool,
                        size_t t, bool most)
{
    uint32_t found = pool->person[pool->first[t]];
    for (size_t i = pool->first[t]; i < pool->first[t + 1]; i++) {
        uint32_t own = tally->times[pool->person[i]], best = tally->times[found];
        if (most ? own > best : own < best) {
            found = pool->person[i];
        }
    }
    return found;
}

/* A person of whom `due` panels are due. */
static void measure(urne_panel_tally *tally, uint32_t person, mpq_srcptr due, mpq_t off)
{
    mpq_set_ui(off, tally->times[person], 1);
    mpq_sub(off, off, due);
    mpq_abs(off, off);
    int order = mpq_cmp(off, tally->panels);
    if (order > 0 || (order == 0 && person < tally->farthest)) {
        mpq_set(tally->panels, off);
        tally->farthest = person;
    }
}

urne_panel_tally *urne_panel_list_tally(urne_arena *arena, const urne_panel_list *list,
                                        const urne_panel_pool *pool, mpq_t *x)
{
    urne_panel_tally *own = urne_arena_alloc(arena, sizeof *own);
    mpq_t due, off, n;
    *own = (urne_panel_tally){.farthest = UINT32_MAX};
    own->times = urne_arena_array(arena, pool->n, sizeof *own->times);
    mpq_inits(own->deviation, own->panels, due, off, n, NULL);
    urne_arena_defer(arena, clear, own);
    for (size_t i = 0; i < list->n * list->size; i++) {
        own->times[list->person[i]]++;
    }
    for (size_t t = 0; t < pool->problem.types; t++) {
        mpq_set_ui(n, (unsigned long)list->n, (unsigned long)pool->problem.persons[t]);
        mpq_canonicalize(n);
        mpq_mul(due, x[t], n);
        measure(own, extreme(own, pool, t, false), due, off);
        measure(own, extreme(own, pool, t, true), due, off);
    }
    mpq_set_ui(n, (unsigned long)list->n, 1);
    mpq_div(own->deviation, own->panels, n);
    own->close = mpq_cmp_ui(own->panels, 1, 1) < 0;
    mpq_clears(due, off, n, NULL);
    return own;
}

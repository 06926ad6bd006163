#include "model/roll_in.h"

#include <stdlib.h>

enum { CASE_HEX = 12, KINDS = 5 };

static const char *const words[KINDS] = {"same", "distinct", "born", "keep",
                                         "set-aside"};

urne_str urne_roll_case(urne_roll_work *w, urne_str ident, const char *kind)
{
    urne_hash h = kind == NULL
                      ? urne_hash_fields(2, URNE_STR("case"), ident)
                      : urne_hash_fields(3, URNE_STR("case"), ident, urne_str_of(kind));
    urne_hex hex = urne_to_hex(h);
    return urne_str_dup(w->arena, (urne_str){hex.z, CASE_HEX});
}

/* ---- reading decisions.csv ---- */

typedef struct reading {
    urne_roll_work *w;
    const urne_csv *csv;
    size_t column[3];
} reading;

static urne_str own_tidy(urne_arena *arena, urne_str s)
{
    char *to = urne_arena_alloc(arena, s.n + 1);
    return (urne_str){to, urne_text_tidy(to, s)};
}

static bool check_cell(reading *r, uint64_t line, size_t column, urne_str cell)
{
    size_t offset;
    uint32_t point;
    urne_code code = urne_text_fault(cell, &offset, &point);
    if (code != URNE_OK) {
        urne_place at = urne_csv_place(r->csv, line, column, offset);
        urne_roll_no(r->w, urne_text_refuse(code, point, at, r->w->err));
    }
    return code == URNE_OK;
}

/* One line. A line without a decision decides nothing, so that the list of anomalies
 * can be completed by two columns and given back. */
static void on_decision(void *data, uint64_t line, const urne_str *fields)
{
    reading *r = data;
    urne_roll_work *w = r->w;
    urne_str cell[3];
    for (size_t i = 0; i < 3; i++) {
        if (!check_cell(r, line, r->column[i], fields[r->column[i]])) {
            return;
        }
        cell[i] = own_tidy(w->scratch, fields[r->column[i]]);
    }
    if (cell[1].n == 0 && cell[2].n == 0) {
        return;
    }
    urne_decision *d = &w->decisions[w->n_decisions];
    *d = (urne_decision){.id = cell[0], .word = cell[1], .value = cell[2]};
    for (unsigned k = 0; k < KINDS; k++) {
        d->kind |= urne_str_is(d->word, words[k]) ? 1U << k : 0;
    }
    d->at = urne_csv_place(r->csv, line, r->column[1], 0);
    if (d->kind == 0) {
        urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_DECISION_KIND, d->at,
                                  URNE_SHOW(d->word),
                                  "same, distinct, born, keep, set-aside", NULL));
        return;
    }
    bool takes = d->kind == URNE_DECIDE_DISTINCT || d->kind == URNE_DECIDE_BORN;
    if ((!takes && d->value.n > 0) ||
        (d->kind == URNE_DECIDE_BORN && d->value.n == 0)) {
        const char *why =
            takes ? N_("'born' needs a date") : N_("this decision takes no value");
        urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_DECISION_VALUE,
                                  urne_csv_place(r->csv, line, r->column[2], 0),
                                  URNE_SHOW(d->value), URNE_SHOW(d->word), why, NULL));
        return;
    }
    w->n_decisions++;
}

static int cmp_decision(const void *x, const void *y)
{
    const urne_decision *a = x, *b = y;
    int c = urne_str_cmp(a->id, b->id);
    return c != 0 ? c : (a->at.line > b->at.line) - (a->at.line < b->at.line);
}

urne_code urne_roll_decisions_read(urne_roll_work *w, const char *path)
{
    static const char *const names[3] = {"case", "decision", "value"};
    urne_csv csv;
    reading r = {.w = w, .csv = &csv};
    URNE_TRY(urne_csv_load(&csv, NULL, w->scratch, path, w->err));
    for (size_t i = 0; i < 3; i++) {
        URNE_TRY(urne_csv_column(&r.column[i], &csv, urne_str_of(names[i]), w->err));
    }
    w->decisions = urne_arena_array(w->scratch, csv.rows + 1, sizeof *w->decisions);
    urne_csv_each(&csv, NULL, on_decision, &r);
    if (w->n_decisions > 0) {
        qsort(w->decisions, w->n_decisions, sizeof *w->decisions, cmp_decision);
    }
    for (size_t i = 1; i < w->n_decisions; i++) {
        const urne_decision *d = &w->decisions[i];
        if (urne_str_eq(d[-1].id, d->id)) {
            urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_DECISION_TWICE, d->at,
                                      URNE_SHOW(d->id), NULL));
        }
    }
    return w->first;
}

/* ---- using decisions ---- */

static urne_decision *find(const urne_roll_work *w, urne_str id)
{
    size_t lo = 0, hi = w->n_decisions;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = urne_str_cmp(w->decisions[mid].id, id);
        if (c == 0) {
            return &w->decisions[mid];
        }
        if (c < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return NULL;
}

static const char *allowed_words(char buf[URNE_SHOWN_MAX], unsigned allowed)
{
    size_t n = 0;
    for (unsigned k = 0; k < KINDS; k++) {
        if ((allowed >> k & 1U) == 0) {
            continue;
        }
        if (n > 0) {
            memcpy(buf + n, ", ", 2);
            n += 2;
        }
        memcpy(buf + n, words[k], strlen(words[k]));
        n += strlen(words[k]);
    }
    buf[n] = '\0';
    return buf;
}

urne_decision *urne_roll_decided(urne_roll_work *w, urne_str id, unsigned allowed)
{
    urne_decision *d = find(w, id);
    if (d == NULL) {
        return NULL;
    }
    d->used = true;
    if ((d->kind & allowed) == 0) {
        char list[URNE_SHOWN_MAX];
        urne_roll_no(w,
                     urne_fail(w->err, URNE_E_ROLL_DECISION_KIND, d->at,
                               URNE_SHOW(d->word), allowed_words(list, allowed), NULL));
        return NULL;
    }
    return d;
}

void urne_roll_decisions_left(urne_roll_work *w)
{
    for (size_t i = 0; i < w->n_decisions; i++) {
        const urne_decision *d = &w->decisions[i];
        if (!d->used) {
            urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_DECISION_CASE, d->at,
                                      URNE_SHOW(d->id), NULL));
        }
    }
}

bool urne_roll_separate(urne_roll_work *w, urne_str *out, const urne_str *value,
                        urne_str field)
{
    if (!urne_str_is(field, "address")) {
        size_t f = urne_roll_field(w->roll, field);
        *out = f == SIZE_MAX ? URNE_STR("") : value[f];
        return f != SIZE_MAX;
    }
    bool filled = false;
    urne_buf buf = urne_buf_new(w->arena, 0);
    for (size_t i = 0; i < URNE_ADDRESS_FIELDS; i++) {
        if (w->address[i] == SIZE_MAX) {
            continue;
        }
        filled = true;
        urne_str part = value[w->address[i]];
        if (part.n > 0 && buf.n > 0) {
            urne_buf_addc(&buf, ' ');
        }
        urne_buf_add(&buf, part);
    }
    *out = urne_buf_str(&buf);
    return filled;
}

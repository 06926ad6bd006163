#include "model/reconcile.h"

#include <stdlib.h>

/* ---- lists ---- */

/* Cuts a run of digits off the front, without its leading zeros. */
static urne_str cut_number(urne_str *s)
{
    size_t zeros = 0, n = 0;
    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9') {
        zeros += zeros == n && s->p[n] == '0';
        n++;
    }
    urne_str number = urne_str_slice(*s, zeros, n);
    *s = urne_str_slice(*s, n, s->n);
    return number;
}

static bool digit_first(urne_str s)
{
    return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
}

int urne_natural_cmp(urne_str a, urne_str b)
{
    urne_str x = a, y = b;
    while (x.n > 0 && y.n > 0) {
        int c;
        if (digit_first(x) && digit_first(y)) {
            urne_str m = cut_number(&x), n = cut_number(&y);
            c = (m.n > n.n) - (m.n < n.n);
            c = c != 0 ? c : urne_str_cmp(m, n);
        } else {
            c = urne_str_cmp(urne_str_slice(x, 0, 1), urne_str_slice(y, 0, 1));
            x = urne_str_slice(x, 1, x.n);
            y = urne_str_slice(y, 1, y.n);
        }
        if (c != 0) {
            return c;
        }
    }
    int c = (x.n > 0) - (y.n > 0);
    return c != 0 ? c : urne_str_cmp(a, b);
}

static urne_str without_spaces(urne_str s)
{
    while (s.n > 0 && s.p[0] == ' ') {
        s = urne_str_slice(s, 1, s.n);
    }
    while (s.n > 0 && s.p[s.n - 1] == ' ') {
        s.n--;
    }
    return s;
}

/* The parts between commas; no part at all when the list is empty. */
static urne_str *split(size_t *n, urne_arena *arena, urne_str list)
{
    size_t most = 1;
    for (size_t i = 0; i < list.n; i++) {
        most += list.p[i] == ',';
    }
    urne_str *parts = urne_arena_array(arena, most, sizeof *parts);
    urne_str rest = list, part;
    *n = 0;
    while (list.n > 0 && urne_str_cut(&rest, ',', &part)) {
        parts[(*n)++] = without_spaces(part);
    }
    return parts;
}

/* A decimal without superfluous zeros; any other text as it is. */
static urne_str number_of(urne_arena *arena, urne_str text)
{
    uint64_t units;
    if (!urne_decimal_read(text, URNE_PLACES_MAX, &units)) {
        return text;
    }
    urne_str z = urne_str_of(urne_decimal_z(arena, units, URNE_PLACES_MAX));
    if (memchr(z.p, '.', z.n) != NULL) {
        while (z.p[z.n - 1] == '0') {
            z.n--;
        }
    }
    return z;
}

typedef struct pair {
    urne_str id, points;
} pair;

static int cmp_pair(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    int c = urne_natural_cmp(a->id, b->id);
    return c != 0 ? c : urne_natural_cmp(a->points, b->points);
}

/* Ids ascending, each with its points. Where there are not as many points as ids nobody
 * knows which belong together, and the order stays. */
static void order(urne_typed *t, urne_arena *arena)
{
    if (t->n < 2 || (t->n_points > 0 && t->n_points != t->n)) {
        return;
    }
    pair *pairs = urne_arena_array(arena, t->n, sizeof *pairs);
    for (size_t i = 0; i < t->n; i++) {
        pairs[i] =
            (pair){t->ids[i], t->n_points > 0 ? t->points[i] : (urne_str){"", 0}};
    }
    qsort(pairs, t->n, sizeof *pairs, cmp_pair);
    for (size_t i = 0; i < t->n; i++) {
        t->ids[i] = pairs[i].id;
        if (t->n_points > 0) {
            t->points[i] = pairs[i].points;
        }
    }
}

bool urne_typed_read(urne_typed *out, urne_arena *arena, urne_str vote, urne_str points,
                     urne_vote_type type)
{
    *out = (urne_typed){.n = 0};
    out->ids = split(&out->n, arena, vote);
    for (size_t i = 0; i < out->n; i++) {
        if (out->ids[i].n == 0) {
            return false;
        }
    }
    out->points = split(&out->n_points, arena, points);
    for (size_t i = 0; i < out->n_points; i++) {
        out->points[i] = number_of(arena, out->points[i]);
    }
    if (type != URNE_VOTE_ORDINAL) {
        order(out, arena);
    }
    return true;
}

static bool same_list(const urne_str *a, size_t n, const urne_str *b, size_t m)
{
    for (size_t i = 0; n == m && i < n; i++) {
        if (!urne_str_eq(a[i], b[i])) {
            return false;
        }
    }
    return n == m;
}

bool urne_typed_same(const urne_typed *a, const urne_typed *b)
{
    return same_list(a->ids, a->n, b->ids, b->n) &&
           same_list(a->points, a->n_points, b->points, b->n_points);
}

/* ---- reading a keying ---- */

enum { BATCH, BALLOT, VOTE, POINTS, COLUMNS };

typedef struct reading {
    urne_arena *arena;
    urne_csv csv;
    size_t column[COLUMNS]; /* POINTS: SIZE_MAX when the vote has none */
    urne_vote_type type;
    urne_keyed *lines;
    size_t n;
    urne_code first;
    urne_err *err;
} reading;

urne_code urne_keyed_cell(urne_str *out, urne_arena *arena, const urne_csv *csv,
                          uint64_t line, size_t column, urne_str cell, urne_err *err)
{
    size_t offset;
    uint32_t point;
    urne_code code = urne_text_fault(cell, &offset, &point);
    if (code != URNE_OK) {
        urne_place at = urne_csv_place(csv, line, column, offset);
        return urne_text_refuse(code, point, at, err);
    }
    char *to = urne_arena_alloc(arena, cell.n + 1);
    *out = (urne_str){to, urne_text_tidy(to, cell)};
    return URNE_OK;
}

static urne_place place(const reading *r, uint64_t line, size_t column)
{
    return urne_csv_place(&r->csv, line, r->column[column], 0);
}

/* Leading zeros are allowed: stamps print them. */
static bool ballot_number(urne_str text, uint64_t *out)
{
    uint64_t v = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return false;
        }
        v = v * 10 + (uint64_t)(text.p[i] - '0');
        if (v > URNE_BALLOT_NUMBER_MAX) {
            return false;
        }
    }
    *out = v;
    return text.n > 0;
}

static urne_code take_line(reading *r, uint64_t line, const urne_str *fields)
{
    urne_str cell[COLUMNS] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t c = r->column[i];
        if (c != SIZE_MAX) {
            URNE_TRY(urne_keyed_cell(&cell[i], r->arena, &r->csv, line, c, fields[c],
                                     r->err));
        }
    }
    urne_keyed *k = &r->lines[r->n];
    *k = (urne_keyed){.batch = cell[BATCH], .line = line};
    if (k->batch.n == 0) {
        return urne_fail(r->err, URNE_E_BALLOT_BATCH, place(r, line, BATCH), NULL);
    }
    if (!ballot_number(cell[BALLOT], &k->ballot)) {
        return urne_fail(r->err, URNE_E_BALLOT_NUMBER, place(r, line, BALLOT),
                         URNE_SHOW(cell[BALLOT]), NULL);
    }
    if (!urne_typed_read(&k->typed, r->arena, cell[VOTE], cell[POINTS], r->type)) {
        return urne_fail(r->err, URNE_E_BALLOT_PROJECT, place(r, line, VOTE),
                         URNE_SHOW(cell[VOTE]), NULL);
    }
    r->n++;
    return URNE_OK;
}

static void on_line(void *data, uint64_t line, const urne_str *fields)
{
    reading *r = data;
    urne_code code = take_line(r, line, fields);
    r->first = r->first == URNE_OK ? code : r->first;
}

static int cmp_keyed(const void *x, const void *y)
{
    const urne_keyed *a = x, *b = y;
    int c = urne_natural_cmp(a->batch, b->batch);
    c = c != 0 ? c : (a->ballot > b->ballot) - (a->ballot < b->ballot);
    return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

static urne_code find_columns(reading *r, const urne_keying_files *files, bool guess)
{
    const char *names[] = {files->batch, files->ballot, files->vote, files->points};
    urne_str points = urne_str_of(files->points);
    bool has_points = urne_csv_find(&r->csv, points) != SIZE_MAX;
    if (guess) {
        r->type = has_points ? URNE_VOTE_CUMULATIVE : URNE_VOTE_APPROVAL;
    }
    for (size_t i = 0; i < POINTS; i++) {
        URNE_TRY(
            urne_csv_column(&r->column[i], &r->csv, urne_str_of(names[i]), r->err));
    }
    if (urne_vote_type_points(r->type)) {
        return urne_csv_column(&r->column[POINTS], &r->csv, points, r->err);
    }
    r->column[POINTS] = SIZE_MAX;
    if (has_points) {
        return urne_fail(r->err, URNE_E_BALLOT_POINTS, (urne_place){r->csv.file, 1, 0},
                         files->points, urne_vote_type_name(r->type), NULL);
    }
    return URNE_OK;
}

urne_code urne_keying_read(urne_keyed **out, size_t *n, urne_arena *arena,
                           const urne_keying_files *files, size_t which,
                           urne_vote_type *type, urne_err *err)
{
    reading r = {.arena = arena, .type = *type, .err = err};
    bool guess = files->guess && which == URNE_KEYING_A;
    URNE_TRY(urne_csv_load(&r.csv, NULL, arena, files->path[which], err));
    URNE_TRY(find_columns(&r, files, guess));
    *type = r.type;
    r.lines = urne_arena_array(arena, (size_t)r.csv.rows + 1, sizeof *r.lines);
    bool *want = urne_arena_array(arena, r.csv.columns, sizeof *want);
    for (size_t i = 0; i < COLUMNS; i++) {
        if (r.column[i] != SIZE_MAX) {
            want[r.column[i]] = true;
        }
    }
    urne_csv_each(&r.csv, want, on_line, &r);
    qsort(r.lines, r.n, sizeof *r.lines, cmp_keyed);
    *out = r.lines;
    *n = r.n;
    return r.first;
}

bool urne_keying_is(const char *path)
{
    urne_csv csv;
    urne_arena *arena = urne_arena_new();
    bool is = urne_csv_load(&csv, NULL, arena, path, NULL) == URNE_OK &&
              urne_csv_find(&csv, URNE_STR("batch")) != SIZE_MAX &&
              urne_csv_find(&csv, URNE_STR("ballot")) != SIZE_MAX;
    urne_arena_free(arena);
    return is;
}

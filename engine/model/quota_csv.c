#include "model/quota_csv.h"
#include "base/sort.h"

/* The columns by what they mean. */
enum { CATEGORY, VALUE, LEAST, MOST, LEAST_FLEX, MOST_FLEX, ROLES };

static const char *const role_names[ROLES] = {"category", "value",    "min",
                                              "max",      "min_flex", "max_flex"};

typedef struct reading {
    const urne_csv *csv;
    urne_arena *arena, *scratch;
    urne_err *err;
    urne_code first;
    size_t column[ROLES]; /* or SIZE_MAX */
    urne_quota *rows;     /* as in the file */
    urne_str *category;   /* of a row, in small letters */
    uint32_t *number;     /* of its category, in the order of first sight */
    size_t n;
} reading;

static void no(reading *r, urne_code code)
{
    r->first = r->first == URNE_OK ? code : r->first;
}

/* ---- the header ---- */

/* The name of column i, in small letters, '_' for '-' and ' '. */
static urne_str heading(const reading *r, size_t i)
{
    urne_str small = urne_text_small(r->scratch, r->csv->header[i]);
    char *to = urne_arena_alloc(r->scratch, small.n + 1);
    for (size_t j = 0; j < small.n; j++) {
        to[j] = small.p[j] == '-' || small.p[j] == ' ' ? '_' : small.p[j];
    }
    return (urne_str){to, small.n};
}

static bool mentions_flex(urne_str name)
{
    for (size_t i = 0; i + 4 <= name.n; i++) {
        if (memcmp(name.p + i, "flex", 4) == 0) {
            return true;
        }
    }
    return false;
}

/* What a column means, or ROLES. "feature" is the category, unless there is a column
 * "category": then it is the value. */
static size_t role_of(urne_str name, bool has_category)
{
    if (urne_str_is(name, "feature")) {
        return has_category ? VALUE : CATEGORY;
    }
    if (urne_str_is(name, "name")) {
        return VALUE;
    }
    size_t role = 0;
    while (role < ROLES && !urne_str_is(name, role_names[role])) {
        role++;
    }
    return role;
}

static void one_heading(reading *r, size_t i, urne_str name, bool has_category)
{
    size_t role = role_of(name, has_category);
    urne_place at = urne_csv_place(r->csv, 1, i, 0);
    if (role == ROLES) {
        if (mentions_flex(name)) {
            no(r, urne_fail(r->err, URNE_E_PANEL_FLEX_COLUMN, at,
                            URNE_SHOW(r->csv->header[i]), NULL));
        }
    } else if (r->column[role] != SIZE_MAX) {
        no(r, urne_fail(r->err, URNE_E_PANEL_HEADER_TWICE, at,
                        URNE_SHOW(r->csv->header[r->column[role]]),
                        URNE_SHOW(r->csv->header[i]), NULL));
    } else {
        r->column[role] = i;
    }
}

static urne_code read_header(reading *r)
{
    bool has_category = false;
    urne_str *names = urne_arena_array(r->scratch, r->csv->columns, sizeof *names);
    for (size_t i = 0; i < r->csv->columns; i++) {
        names[i] = heading(r, i);
        has_category = has_category || urne_str_is(names[i], "category");
    }
    for (size_t role = 0; role < ROLES; role++) {
        r->column[role] = SIZE_MAX;
    }
    for (size_t i = 0; i < r->csv->columns; i++) {
        one_heading(r, i, names[i], has_category);
    }
    urne_place at = {r->csv->file, 1, 0};
    for (size_t role = CATEGORY; role <= MOST; role++) {
        if (r->column[role] == SIZE_MAX) {
            const char *name =
                role == VALUE && has_category ? "feature" : role_names[role];
            no(r, urne_fail(r->err, URNE_E_PANEL_HEADER, at, name, NULL));
            return r->first; /* the others are said by why */
        }
    }
    bool below = r->column[LEAST_FLEX] != SIZE_MAX;
    if (below != (r->column[MOST_FLEX] != SIZE_MAX)) {
        no(r, urne_fail(r->err, URNE_E_PANEL_FLEX_ALONE, at,
                        role_names[below ? LEAST_FLEX : MOST_FLEX],
                        role_names[below ? MOST_FLEX : LEAST_FLEX], NULL));
    }
    return r->first;
}

/* ---- its lines ---- */

static urne_place place_of(const reading *r, uint64_t line, size_t role)
{
    return urne_csv_place(r->csv, line, r->column[role], 0);
}

static void no_cell(reading *r, uint64_t line, size_t role)
{
    no(r, urne_fail(r->err, URNE_E_PANEL_CELL, place_of(r, line, role),
                    URNE_SHOW(r->csv->header[r->column[role]]), NULL));
}

/* A name: tidied, of characters that can be seen. */
static urne_str name_cell(reading *r, uint64_t line, const urne_str *cells, size_t role)
{
    urne_str cell = cells[r->column[role]];
    no(r, urne_text_check(cell, place_of(r, line, role), r->err));
    char *to = urne_arena_alloc(r->arena, cell.n + 1);
    return (urne_str){to, urne_text_tidy(to, cell)};
}

/* A limit; false when there is none. */
static bool limit_cell(reading *r, int64_t *out, uint64_t line, const urne_str *cells,
                       size_t role)
{
    urne_str cell = cells[r->column[role]], text;
    char *to = urne_arena_alloc(r->scratch, cell.n + 1);
    text = (urne_str){to, urne_text_tidy(to, cell)};
    urne_place at = place_of(r, line, role);
    uint64_t v = 0;
    if (text.n == 0) {
        no_cell(r, line, role);
        return false;
    }
    if (!urne_str_u64(text, URNE_QUOTA_MOST, &v)) {
        urne_str rest = urne_str_slice(text, 1, text.n);
        bool below =
            text.p[0] == '-' && urne_str_u64(rest, URNE_QUOTA_MOST, &v) && v > 0;
        no(r, urne_fail(r->err, below ? URNE_E_PANEL_NEGATIVE : URNE_E_PANEL_NUMBER, at,
                        URNE_SHOW(text), NULL));
        return false;
    }
    *out = (int64_t)v;
    return true;
}

static void check_flex(reading *r, const urne_quota *q)
{
    if (q->lo_flex > q->lo) {
        no(r, urne_fail(r->err, URNE_E_PANEL_FLEX, place_of(r, q->line, LEAST_FLEX),
                        URNE_DEC(q->lo_flex), URNE_DEC(q->lo), URNE_DEC(q->hi), NULL));
    }
    if (q->hi_flex < q->hi) {
        no(r, urne_fail(r->err, URNE_E_PANEL_FLEX, place_of(r, q->line, MOST_FLEX),
                        URNE_DEC(q->hi_flex), URNE_DEC(q->lo), URNE_DEC(q->hi), NULL));
    }
}

static void read_limits(reading *r, urne_quota *q, const urne_str *cells)
{
    bool both = limit_cell(r, &q->lo, q->line, cells, LEAST);
    both = limit_cell(r, &q->hi, q->line, cells, MOST) && both;
    bool fits = both && q->lo <= q->hi;
    if (both && !fits) {
        no(r, urne_fail(r->err, URNE_E_PANEL_LIMITS, place_of(r, q->line, LEAST),
                        URNE_DEC(q->lo), URNE_DEC(q->hi), NULL));
    }
    q->lo_flex = q->lo;
    q->hi_flex = q->hi;
    if (r->column[LEAST_FLEX] != SIZE_MAX) {
        both = limit_cell(r, &q->lo_flex, q->line, cells, LEAST_FLEX);
        both = limit_cell(r, &q->hi_flex, q->line, cells, MOST_FLEX) && both;
        if (fits && both) {
            check_flex(r, q);
        }
    }
}

static void on_row(void *data, uint64_t line, const urne_str *cells)
{
    reading *r = data;
    if (urne_csv_blank(r->csv, cells)) {
        return;
    }
    urne_quota *q = &r->rows[r->n];
    *q = (urne_quota){.line = line};
    q->category = name_cell(r, line, cells, CATEGORY);
    q->value = name_cell(r, line, cells, VALUE);
    if (q->category.n == 0) {
        no_cell(r, line, CATEGORY);
    }
    if (q->value.n == 0) {
        no_cell(r, line, VALUE);
    }
    q->small = urne_text_small(r->arena, q->value);
    r->category[r->n++] = urne_text_small(r->arena, q->category);
    read_limits(r, q, cells);
}

/* ---- lines of one category together ---- */

static int cmp_category(void *data, uint32_t a, uint32_t b)
{
    const reading *r = data;
    return urne_str_cmp(r->category[a], r->category[b]);
}

static int cmp_number(void *data, uint32_t a, uint32_t b)
{
    const reading *r = data;
    return (r->number[a] > r->number[b]) - (r->number[a] < r->number[b]);
}

static uint32_t *all_rows(reading *r, urne_arena *arena)
{
    uint32_t *list = urne_arena_array(arena, r->n, sizeof *list);
    for (size_t i = 0; i < r->n; i++) {
        list[i] = (uint32_t)i;
    }
    return list;
}

/* Numbers of the categories; for now `number` is the first row of the same category. */
static void number_categories(reading *r)
{
    uint32_t *by = all_rows(r, r->scratch);
    urne_sort_indices(by, r->n, cmp_category, r);
    for (size_t i = 0; i < r->n; i++) {
        bool same = i > 0 && cmp_category(r, by[i - 1], by[i]) == 0;
        r->number[by[i]] = same ? r->number[by[i - 1]] : by[i];
    }
}

static void group(urne_quotas *out, reading *r)
{
    number_categories(r);
    uint32_t *by = all_rows(r, r->scratch);
    urne_sort_indices(by, r->n, cmp_number, r);
    out->list = urne_arena_array(r->arena, r->n, sizeof *out->list);
    out->category = urne_arena_array(r->arena, r->n, sizeof *out->category);
    out->first = urne_arena_array(r->arena, r->n + 1, sizeof *out->first);
    out->n = r->n;
    for (size_t i = 0; i < r->n; i++) {
        out->list[i] = r->rows[by[i]];
        if (i == 0 || r->number[by[i]] != r->number[by[i - 1]]) {
            out->first[out->categories] = i;
            out->category[out->categories++] = r->category[by[i]];
        }
        /* One spelling a category: that of its first line. */
        out->list[i].category = out->list[out->first[out->categories - 1]].category;
    }
    out->first[out->categories] = r->n;
}

static int cmp_small(void *data, uint32_t a, uint32_t b)
{
    const urne_quotas *q = data;
    return urne_str_cmp(q->list[a].small, q->list[b].small);
}

static void sort_values(urne_quotas *out, reading *r)
{
    out->sorted = all_rows(r, r->arena);
    for (size_t c = 0; c < out->categories; c++) {
        uint32_t *list = out->sorted + out->first[c];
        size_t n = out->first[c + 1] - out->first[c];
        urne_sort_indices(list, n, cmp_small, out);
        for (size_t i = 1; i < n; i++) {
            const urne_quota *a = &out->list[list[i - 1]], *b = &out->list[list[i]];
            if (b->small.n > 0 && b->category.n > 0 &&
                urne_str_eq(a->small, b->small)) {
                no(r, urne_fail(r->err, URNE_E_PANEL_TWICE, place_of(r, b->line, VALUE),
                                URNE_SHOW(b->value), URNE_SHOW(b->category),
                                URNE_DEC(a->line), NULL));
            }
        }
    }
}

static urne_code read_all(urne_quotas *out, reading *r)
{
    URNE_TRY(read_header(r));
    size_t rows = (size_t)r->csv->rows;
    r->rows = urne_arena_array(r->scratch, rows, sizeof *r->rows);
    r->category = urne_arena_array(r->scratch, rows, sizeof *r->category);
    r->number = urne_arena_array(r->scratch, rows, sizeof *r->number);
    urne_csv_each(r->csv, NULL, on_row, r);
    if (r->n == 0) {
        return urne_fail(r->err, URNE_E_PANEL_NO_QUOTAS, URNE_IN(r->csv->file), NULL);
    }
    group(out, r);
    sort_values(out, r);
    return r->first;
}

urne_code urne_quotas_read(urne_quotas *out, urne_arena *arena, const urne_csv *csv,
                           urne_err *err)
{
    reading r = {.csv = csv, .arena = arena, .scratch = urne_arena_new(), .err = err};
    *out = (urne_quotas){.file = csv->file};
    urne_code code = read_all(out, &r);
    urne_arena_free(r.scratch);
    return code;
}

size_t urne_quotas_find(const urne_quotas *q, size_t category, urne_str small)
{
    size_t lo = q->first[category], hi = q->first[category + 1];
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = urne_str_cmp(q->list[q->sorted[mid]].small, small);
        if (c == 0) {
            return q->sorted[mid];
        }
        if (c < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return SIZE_MAX;
}

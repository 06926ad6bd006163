#include "model/pool_csv.h"
#include "base/sort.h"

static const char *const id_names[] = {
    "id",        "nationbuilder_id", "external_id",   "respondent_id", "participant_id",
    "person_id", "numero",           "num\xC3\xA9ro", "number"};
enum { ID_NAMES = sizeof id_names / sizeof *id_names };

typedef struct reading {
    const urne_csv *csv;
    const urne_quotas *q;
    urne_arena *arena, *scratch;
    urne_err *err;
    urne_code first;
    urne_str *names;  /* of the columns, in small letters */
    size_t *category; /* column of each category */
    size_t *address;  /* columns */
    size_t n_address;
    size_t id;          /* column, or SIZE_MAX */
    char *room, *small; /* for one cell */
    urne_str *home;     /* by person: the address as one text, or "" */
    urne_str *known;    /* by category: its values in one line, for a fault */
    urne_respondents *out;
} reading;

static void no(reading *r, urne_code code)
{
    r->first = r->first == URNE_OK ? code : r->first;
}

/* ---- the header ---- */

/* The column with the name `small`, or SIZE_MAX; there must be no second. */
static size_t find_column(reading *r, urne_str small, urne_str shown)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < r->csv->columns; i++) {
        if (!urne_str_eq(r->names[i], small)) {
            continue;
        }
        if (found != SIZE_MAX) {
            no(r, urne_fail(r->err, URNE_E_CSV_TWICE, urne_csv_place(r->csv, 1, i, 0),
                            URNE_SHOW(shown), NULL));
            return found;
        }
        found = i;
    }
    return found;
}

/* The same; there must be one. */
static size_t column_of(reading *r, urne_str small, urne_str shown)
{
    size_t found = find_column(r, small, shown);
    if (found == SIZE_MAX) {
        no(r, urne_fail(r->err, URNE_E_CSV_COLUMN, (urne_place){r->csv->file, 1, 0},
                        URNE_SHOW(shown), NULL));
    }
    return found;
}

/* The column of a category, which whoever made the file may have called otherwise. */
static size_t category_column(reading *r, size_t c)
{
    urne_str shown = r->q->list[r->q->first[c]].category;
    size_t found = find_column(r, r->q->category[c], shown);
    if (found == SIZE_MAX) {
        no(r, urne_fail(r->err, URNE_E_PANEL_COLUMN, (urne_place){r->csv->file, 1, 0},
                        URNE_SHOW(shown), NULL));
    }
    return found;
}

static bool is_category(const reading *r, size_t column)
{
    for (size_t c = 0; c < r->q->categories; c++) {
        if (r->category[c] == column) {
            return true;
        }
    }
    return false;
}

static void find_id(reading *r)
{
    r->id = SIZE_MAX;
    for (size_t i = 0; i < ID_NAMES && r->id == SIZE_MAX; i++) {
        urne_str name = urne_str_of(id_names[i]);
        size_t at = 0;
        while (at < r->csv->columns && !urne_str_eq(r->names[at], name)) {
            at++;
        }
        if (at < r->csv->columns && !is_category(r, at)) {
            r->id = column_of(r, name, name);
        }
    }
}

/* The column of the address called `given`, or SIZE_MAX. */
static size_t address_column(reading *r, const char *given)
{
    urne_str name = urne_str_of(given);
    if (urne_text_utf8(name, "", NULL) != URNE_OK) {
        no(r, urne_fail(r->err, URNE_E_CSV_COLUMN, (urne_place){r->csv->file, 1, 0},
                        URNE_SHOW(name), NULL));
        return SIZE_MAX;
    }
    char *to = urne_arena_alloc(r->scratch, name.n + 1);
    urne_str tidy = {to, urne_text_tidy(to, name)};
    return column_of(r, urne_text_small(r->scratch, tidy), tidy);
}

/* A category may be a part of an address (the town), not all of it. */
static void find_address(reading *r, const char *const *address, size_t n)
{
    bool whole = n == 0;
    r->address = urne_arena_array(r->scratch, n, sizeof *r->address);
    r->n_address = n;
    for (size_t i = 0; i < n; i++) {
        r->address[i] = address_column(r, address[i]);
        whole = whole || !is_category(r, r->address[i]);
    }
    if (!whole && r->first == URNE_OK) {
        no(r,
           urne_fail(r->err, URNE_E_PANEL_HOUSEHOLD, URNE_NOWHERE, address[0], NULL));
    }
}

static urne_code read_header(reading *r, const char *const *address, size_t n_address)
{
    r->names = urne_arena_array(r->scratch, r->csv->columns, sizeof *r->names);
    r->category = urne_arena_array(r->scratch, r->q->categories, sizeof *r->category);
    for (size_t i = 0; i < r->csv->columns; i++) {
        r->names[i] = urne_text_small(r->scratch, r->csv->header[i]);
    }
    for (size_t c = 0; c < r->q->categories; c++) {
        r->category[c] = category_column(r, c);
    }
    find_id(r);
    r->out->by_line = r->id == SIZE_MAX;
    find_address(r, address, n_address);
    return r->first;
}

/* ---- its lines ---- */

/* A cell tidied and in small letters; valid until the next. */
static urne_str small_cell(reading *r, urne_str cell)
{
    urne_str tidy = {r->room, urne_text_tidy(r->room, cell)};
    return (urne_str){r->small, urne_text_small_to(r->small, tidy)};
}

/* The values of a category on one line, for a fault; made once. */
static const char *known_values(reading *r, size_t c)
{
    if (r->known[c].n == 0) {
        urne_buf buf = urne_buf_new(r->scratch, 64);
        for (size_t i = r->q->first[c]; i < r->q->first[c + 1]; i++) {
            urne_buf_addz(&buf, i == r->q->first[c] ? "" : ", ");
            urne_buf_add(&buf, r->q->list[i].value);
        }
        urne_buf_addc(&buf, '\0');
        r->known[c] = urne_buf_str(&buf);
    }
    return r->known[c].p;
}

static void refuse_value(reading *r, uint64_t line, urne_str cell, size_t c)
{
    urne_place at = urne_csv_place(r->csv, line, r->category[c], 0);
    /* An e of two characters looks like the one of the quotas: then that is the fault.
     */
    urne_code code = urne_text_check(cell, at, r->err);
    if (code == URNE_OK) {
        urne_code fault =
            small_cell(r, cell).n == 0 ? URNE_E_PANEL_EMPTY : URNE_E_PANEL_VALUE;
        code =
            urne_fail(r->err, fault, at, URNE_SHOW(r->q->list[r->q->first[c]].category),
                      known_values(r, c), NULL);
    }
    no(r, code);
}

static urne_str id_of(reading *r, uint64_t line, const urne_str *cells)
{
    if (r->id == SIZE_MAX) {
        return urne_str_dup(r->arena, urne_str_of(URNE_DEC(line)));
    }
    urne_str cell = cells[r->id];
    urne_place at = urne_csv_place(r->csv, line, r->id, 0);
    no(r, urne_text_check(cell, at, r->err));
    char *to = urne_arena_alloc(r->arena, cell.n + 1);
    urne_str id = {to, urne_text_tidy(to, cell)};
    if (id.n == 0) {
        no(r, urne_fail(r->err, URNE_E_PANEL_ID, at, URNE_SHOW(r->csv->header[r->id]),
                        NULL));
    }
    return id;
}

/* No cell holds a line feed: between two, no other cells give the same text. */
static urne_str home_of(reading *r, const urne_str *cells)
{
    urne_buf buf = urne_buf_new(r->scratch, 64);
    for (size_t i = 0; i < r->n_address; i++) {
        urne_str cell = small_cell(r, cells[r->address[i]]);
        if (cell.n == 0) {
            r->out->unaddressed++;
            return URNE_STR("");
        }
        urne_buf_add(&buf, cell);
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

static void on_row(void *data, uint64_t line, const urne_str *cells)
{
    reading *r = data;
    urne_respondents *out = r->out;
    if (urne_csv_blank(r->csv, cells)) {
        return;
    }
    out->line[out->n] = line;
    out->id[out->n] = id_of(r, line, cells);
    for (size_t c = 0; c < r->q->categories; c++) {
        urne_str cell = cells[r->category[c]];
        size_t at = urne_quotas_find(r->q, c, small_cell(r, cell));
        if (at == SIZE_MAX) {
            refuse_value(r, line, cell, c);
        }
        out->value[out->n * r->q->categories + c] = (uint32_t)at;
    }
    if (r->n_address > 0) {
        r->home[out->n] = home_of(r, cells);
    }
    out->n++;
}

/* ---- people of one text ---- */

static int cmp_text(void *data, uint32_t a, uint32_t b)
{
    const urne_str *text = data;
    return urne_str_cmp(text[a], text[b]);
}

/* People by what `text` says of them, equal ones in the order of the file. */
static uint32_t *people_by(reading *r, urne_str *text)
{
    uint32_t *by = urne_arena_array(r->scratch, r->out->n, sizeof *by);
    for (size_t i = 0; i < r->out->n; i++) {
        by[i] = (uint32_t)i;
    }
    urne_sort_indices(by, r->out->n, cmp_text, text);
    return by;
}

static void check_ids(reading *r)
{
    const urne_respondents *out = r->out;
    uint32_t *by = people_by(r, out->id);
    for (size_t i = 1; i < out->n; i++) {
        if (out->id[by[i]].n > 0 && urne_str_eq(out->id[by[i - 1]], out->id[by[i]])) {
            urne_place at = urne_csv_place(r->csv, out->line[by[i]], r->id, 0);
            no(r, urne_fail(r->err, URNE_E_PANEL_ID_TWICE, at,
                            URNE_DEC(out->line[by[i - 1]]), NULL));
        }
    }
}

static void number_households(reading *r)
{
    urne_respondents *out = r->out;
    uint32_t *by = people_by(r, r->home);
    /* By person: the first of their household; then the numbers, from the first on. */
    uint32_t *head = urne_arena_array(r->scratch, out->n, sizeof *head);
    uint32_t *people = urne_arena_array(r->scratch, out->n, sizeof *people);
    for (size_t i = 0; i < out->n; i++) {
        bool same = i > 0 && r->home[by[i]].n > 0 &&
                    urne_str_eq(r->home[by[i - 1]], r->home[by[i]]);
        head[by[i]] = same ? head[by[i - 1]] : by[i];
        people[head[by[i]]]++;
    }
    for (size_t i = 0; i < out->n; i++) {
        if (people[head[i]] < 2) {
            out->household[i] = URNE_NO_HOUSEHOLD;
        } else if (head[i] == i) {
            out->household[i] = (uint32_t)out->households++;
        } else {
            out->household[i] = out->household[head[i]];
        }
    }
}

static urne_code read_all(reading *r, const char *const *address, size_t n_address)
{
    URNE_TRY(read_header(r, address, n_address));
    urne_respondents *out = r->out;
    size_t rows = (size_t)r->csv->rows;
    out->id = urne_arena_array(r->arena, rows, sizeof *out->id);
    out->line = urne_arena_array(r->arena, rows, sizeof *out->line);
    out->household = urne_arena_array(r->arena, rows, sizeof *out->household);
    out->value =
        urne_arena_array(r->arena, rows, r->q->categories * sizeof *out->value);
    r->home = urne_arena_array(r->scratch, rows, sizeof *r->home);
    r->known = urne_arena_array(r->scratch, r->q->categories, sizeof *r->known);
    r->room = urne_arena_alloc(r->scratch, r->csv->longest + 1);
    r->small = urne_arena_alloc(r->scratch, 2 * r->csv->longest + 1);
    urne_csv_each(r->csv, NULL, on_row, r);
    if (out->n == 0) {
        return urne_fail(r->err, URNE_E_PANEL_NOBODY, URNE_IN(r->csv->file), NULL);
    }
    if (r->id != SIZE_MAX) {
        check_ids(r);
    }
    number_households(r);
    return r->first;
}

urne_code urne_respondents_read(urne_respondents *out, urne_arena *arena,
                                const urne_csv *csv, const urne_quotas *q,
                                const char *const *address, size_t n_address,
                                urne_err *err)
{
    reading r = {.csv = csv, .q = q, .arena = arena, .err = err, .out = out};
    r.scratch = urne_arena_new();
    *out = (urne_respondents){.file = csv->file};
    urne_code code = read_all(&r, address, n_address);
    urne_arena_free(r.scratch);
    return code;
}

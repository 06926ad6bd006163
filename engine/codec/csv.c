#include "codec/csv.h"

#include "base/file.h"

#include <csv.h>

/* Rows as libcsv gives them, on their way to the caller. */
typedef struct reading {
    const urne_csv *csv;
    const bool *want;
    urne_csv_row *row;
    void *data;
    urne_str *fields;
    char *room; /* the values of the current row */
    size_t used;
    size_t field;
    uint64_t line;
} reading;

static void on_field(void *bytes, size_t n, void *data)
{
    reading *r = data;
    if (r->field >= r->csv->columns) {
        urne_bug("csv: a row longer than its scan");
    }
    if (r->want == NULL || r->want[r->field]) {
        char *to = r->room + r->used;
        if (n > 0) {
            memcpy(to, bytes, n);
        }
        r->fields[r->field] = (urne_str){to, n};
        r->used += n;
    }
    r->field++;
}

static void on_row(int end, void *data)
{
    (void)end;
    reading *r = data;
    if (r->field != r->csv->columns) {
        urne_bug("csv: a row shorter than its scan");
    }
    r->line++;
    r->row(r->data, r->line, r->fields);
    r->field = 0;
    r->used = 0;
}

/* libcsv would trim the blanks that we want to count. */
static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

/* Parses all of text; the scan has accepted it, so that libcsv must. */
static void parse(reading *r, urne_str text)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        urne_out_of_memory();
    }
    csv_set_delim(&parser, (unsigned char)r->csv->separator);
    csv_set_space_func(&parser, no_blank);
    bool ok = csv_parse(&parser, text.p, text.n, on_field, on_row, r) == text.n &&
              csv_fini(&parser, on_field, on_row, r) == 0;
    if (!ok && csv_error(&parser) == CSV_ENOMEM) {
        urne_out_of_memory();
    }
    csv_free(&parser);
    if (!ok) {
        urne_bug("csv: libcsv refuses what the scan accepted");
    }
}

static void read_rows(reading *r, urne_arena *scratch, urne_str text)
{
    r->fields = urne_arena_array(scratch, r->csv->columns, sizeof(urne_str));
    r->room = urne_arena_alloc(scratch, r->csv->longest + 1);
    for (size_t i = 0; i < r->csv->columns; i++) {
        r->fields[i] = URNE_STR("");
    }
    parse(r, text);
}

void urne_csv_each(const urne_csv *csv, const bool *want, urne_csv_row *row, void *data)
{
    if (csv->rows == 0) {
        return;
    }
    urne_arena *scratch = urne_arena_new();
    reading r = {.csv = csv, .want = want, .row = row, .data = data, .line = 1};
    read_rows(&r, scratch, urne_str_slice(csv->text, csv->starts[1], csv->text.n));
    urne_arena_free(scratch);
    if (r.line != csv->rows + 1) {
        urne_bug("csv: not as many rows as lines");
    }
}

typedef struct heading {
    urne_csv *csv;
    urne_arena *arena;
    urne_err *err;
    urne_code first;
} heading;

static void on_heading(void *data, uint64_t line, const urne_str *fields)
{
    heading *h = data;
    for (size_t i = 0; i < h->csv->columns; i++) {
        size_t offset;
        uint32_t point;
        urne_code code = urne_text_fault(fields[i], &offset, &point);
        if (code != URNE_OK) {
            urne_place at = urne_csv_place(h->csv, line, i, offset);
            (void)urne_text_refuse(code, point, at, h->err);
            h->first = h->first == URNE_OK ? code : h->first;
        }
        char *name = urne_arena_alloc(h->arena, fields[i].n + 1);
        h->csv->header[i] = (urne_str){name, urne_text_tidy(name, fields[i])};
    }
}

static urne_code read_header(urne_csv *csv, urne_arena *arena, urne_err *err)
{
    csv->header = urne_arena_array(arena, csv->columns, sizeof(urne_str));
    heading h = {.csv = csv, .arena = arena, .err = err, .first = URNE_OK};
    reading r = {.csv = csv, .row = on_heading, .data = &h};
    size_t end = csv->rows == 0 ? csv->text.n : csv->starts[1];
    read_rows(&r, arena, urne_str_slice(csv->text, 0, end));
    return h.first;
}

urne_code urne_csv_open(urne_csv *out, urne_arena *arena, urne_str bytes,
                        const char *file, urne_err *err)
{
    *out = (urne_csv){.file = file};
    URNE_TRY(urne_text_decode(&out->text, &out->encoding, arena, bytes, file, err));
    URNE_TRY(urne_csv_scan(out, arena, err));
    return read_header(out, arena, err);
}

urne_code urne_csv_load(urne_csv *out, urne_str *bytes, urne_arena *arena,
                        const char *path, urne_err *err)
{
    urne_str read;
    URNE_TRY(urne_file_read(&read, arena, path, URNE_CSV_FILE_MAX, err));
    if (bytes != NULL) {
        *bytes = read;
    }
    return urne_csv_open(out, arena, read, path, err);
}

size_t urne_csv_find(const urne_csv *csv, urne_str name)
{
    for (size_t i = 0; i < csv->columns; i++) {
        if (urne_str_eq(csv->header[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

urne_code urne_csv_column(size_t *out, const urne_csv *csv, urne_str name,
                          urne_err *err)
{
    *out = urne_csv_find(csv, name);
    if (*out == SIZE_MAX) {
        return urne_fail(err, URNE_E_CSV_COLUMN,
                         (urne_place){.file = csv->file, .line = 1}, URNE_SHOW(name),
                         NULL);
    }
    for (size_t i = *out + 1; i < csv->columns; i++) {
        if (urne_str_eq(csv->header[i], name)) {
            return urne_fail(err, URNE_E_CSV_TWICE, urne_csv_place(csv, 1, i, 0),
                             URNE_SHOW(name), NULL);
        }
    }
    return URNE_OK;
}

bool urne_csv_blank(const urne_csv *csv, const urne_str *fields)
{
    for (size_t i = 0; i < csv->columns; i++) {
        for (size_t j = 0; j < fields[i].n; j++) {
            if (fields[i].p[j] != ' ') {
                return false;
            }
        }
    }
    return true;
}

urne_place urne_csv_place(const urne_csv *csv, uint64_t line, size_t column,
                          size_t offset)
{
    const char *p = csv->text.p + csv->starts[line - 1];
    const char *end = csv->text.p + csv->text.n;
    bool quoted = false;
    for (size_t i = 0; i < column && p < end; p++) {
        quoted ^= *p == '"';
        i += !quoted && *p == csv->separator;
    }
    if (p < end && *p == '"') {
        /* Inside quotes a doubled quote is one byte of the value. */
        for (p++; offset > 0 && p < end; offset--) {
            p += *p == '"' ? 2 : 1;
        }
        return urne_csv_at(csv, line, p);
    }
    return urne_csv_at(csv, line, p + offset);
}

void urne_csv_put(urne_buf *buf, urne_str field, char separator)
{
    bool quote = field.n > 0 && (field.p[0] == ' ' || field.p[field.n - 1] == ' ');
    for (size_t i = 0; i < field.n && !quote; i++) {
        char c = field.p[i];
        quote = c == separator || c == '"' || c == '\n' || c == '\r';
    }
    if (!quote) {
        urne_buf_add(buf, field);
        return;
    }
    urne_buf_addc(buf, '"');
    for (size_t i = 0; i < field.n; i++) {
        if (field.p[i] == '"') {
            urne_buf_addc(buf, '"');
        }
        urne_buf_addc(buf, field.p[i]);
    }
    urne_buf_addc(buf, '"');
}

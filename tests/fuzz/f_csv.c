/* codec/csv: a table that is accepted, written again by us, reads as the same table. */
#include "codec/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct writing {
    const urne_csv *csv;
    urne_buf file;   /* the table written again */
    urne_buf values; /* its values, each with its length */
    uint64_t lines;
} writing;

static void put(writing *w, size_t column, urne_str value, bool quote)
{
    if (column > 0) {
        urne_buf_addc(&w->file, w->csv->separator);
    }
    /* A row of one empty field would be an empty line. */
    if (quote || (w->csv->columns == 1 && value.n == 0)) {
        urne_buf_addc(&w->file, '"');
        for (size_t i = 0; i < value.n; i++) {
            urne_buf_addz(&w->file, value.p[i] == '"' ? "\"" : "");
            urne_buf_addc(&w->file, value.p[i]);
        }
        urne_buf_addc(&w->file, '"');
    } else {
        urne_csv_put(&w->file, value, w->csv->separator);
    }
    urne_buf_addu(&w->values, value.n);
    urne_buf_addc(&w->values, ':');
    urne_buf_add(&w->values, value);
}

static void on_row(void *data, uint64_t line, const urne_str *fields)
{
    writing *w = data;
    if (line != ++w->lines + 1) {
        abort();
    }
    for (size_t i = 0; i < w->csv->columns; i++) {
        put(w, i, fields[i], false);
    }
    urne_buf_addc(&w->file, '\n');
}

static writing write_again(urne_arena *arena, const urne_csv *csv)
{
    writing w = {csv, urne_buf_new(arena, 0), urne_buf_new(arena, 0), 0};
    for (size_t i = 0; i < csv->columns; i++) {
        put(&w, i, csv->header[i], true);
    }
    urne_buf_addc(&w.file, '\n');
    urne_csv_each(csv, NULL, on_row, &w);
    if (w.lines != csv->rows) {
        abort();
    }
    return w;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_csv csv, again;
    urne_str bytes = urne_str_dup(arena, (urne_str){(const char *)data, size});
    if (urne_csv_open(&csv, arena, bytes, "f", &err) == URNE_OK) {
        writing first = write_again(arena, &csv);
        if (err.count != 0 || urne_csv_open(&again, arena, urne_buf_str(&first.file),
                                            "g", &err) != URNE_OK) {
            abort();
        }
        again.separator = csv.separator; /* a single column shows none */
        writing second = write_again(arena, &again);
        if (!urne_str_eq(urne_buf_str(&first.values), urne_buf_str(&second.values)) ||
            !urne_str_eq(urne_buf_str(&first.file), urne_buf_str(&second.file))) {
            abort();
        }
    } else if (err.count == 0) {
        abort();
    }
    urne_arena_free(arena);
    return 0;
}

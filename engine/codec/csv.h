/* codec/csv: tables of text, read so strictly that no two programs can differ.
 *
 * libcsv parses; before it, one scan of the bytes refuses with line and column all that
 * libcsv would swallow, trim or skip: control characters, mixed line ends, blank lines,
 * line breaks inside quotes, spaces around quotes, stray or unclosed quotes, rows of
 * another length. A line of the file is therefore a row of the table (draw-1, "CSV").
 *
 * Lines count from 1, the header being line 1. Columns of a place count bytes of the
 * file as it was given, behind a byte order mark, whatever its encoding. */
#ifndef URNE_CODEC_CSV_H
#define URNE_CODEC_CSV_H

#include "base/buf.h"
#include "codec/text.h"

enum { URNE_CSV_COLUMNS_MAX = 512, URNE_CSV_FIELD_MAX = 65535 };
#define URNE_CSV_FILE_MAX ((size_t)4 << 30)

typedef struct urne_csv {
    const char *file;
    urne_str text; /* UTF-8, without byte order mark */
    urne_encoding encoding;
    char separator;   /* ';' also when there is only one column */
    size_t columns;   /* the same in every line */
    urne_str *header; /* names, tidied */
    uint64_t rows;    /* lines behind the header */
    size_t *starts;   /* offset in text of each line, the header's first: rows + 1 */
    size_t longest;   /* bytes of the longest line */
} urne_csv;

/* Decodes and scans the bytes of a file; all faults found go to err. What it returns
 * borrows `bytes`. */
URNE_MUST_USE urne_code urne_csv_open(urne_csv *out, urne_arena *arena, urne_str bytes,
                                      const char *file, urne_err *err);

/* Reads the file `path` (at most URNE_CSV_FILE_MAX bytes) and opens it. `bytes`, when
 * not NULL, receives the bytes as they were on disk. */
URNE_MUST_USE urne_code urne_csv_load(urne_csv *out, urne_str *bytes, urne_arena *arena,
                                      const char *path, urne_err *err);

/* Index of the column with exactly this name, or SIZE_MAX. */
size_t urne_csv_find(const urne_csv *csv, urne_str name);

/* The same; fails when there is none, or when the name stands twice. */
URNE_MUST_USE urne_code urne_csv_column(size_t *out, const urne_csv *csv, urne_str name,
                                        urne_err *err);

/* Called for each row: its line and one value per column, quotes undone, spaces kept.
 * The values last until the call returns. */
typedef void urne_csv_row(void *data, uint64_t line, const urne_str *fields);

/* Calls `row` for the rows behind the header, in order. Columns with want[i] false are
 * given as empty; `want` NULL means all. */
void urne_csv_each(const urne_csv *csv, const bool *want, urne_csv_row *row,
                   void *data);

/* True when all values of a row are empty or spaces: what a spreadsheet leaves behind
 * its last line. */
bool urne_csv_blank(const urne_csv *csv, const urne_str *fields);

/* Where byte `offset` of the value of a column stands in the file. */
urne_place urne_csv_place(const urne_csv *csv, uint64_t line, size_t column,
                          size_t offset);

/* Writes one field, between quotes when it needs them. */
void urne_csv_put(urne_buf *buf, urne_str field, char separator);

/* Defined in csv_scan.c: fills the other members from text and file. */
URNE_MUST_USE urne_code urne_csv_scan(urne_csv *csv, urne_arena *arena, urne_err *err);

/* Offset in text -> place in the file as it was given. */
urne_place urne_csv_at(const urne_csv *csv, uint64_t line, const char *p);

#endif

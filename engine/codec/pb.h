/* codec/pb: the rows and cells of a Pabulib file, with their places.
 *
 * Read as Python's csv module reads it with ';' and '"', because that is what wrote
 * and checked the files that exist: quotes mean something only at the beginning of a
 * cell, "" inside them is one quote, a quoted cell may go on over line ends, and what
 * stands behind the closing quote belongs to the cell. Line ends are LF, CRLF or a
 * mixture; the last may be missing; a byte order mark is left out.
 *
 * Stricter than Python where two readers could differ without anybody noticing: bytes
 * that are not UTF-8, control characters other than TAB, a carriage return without a
 * line feed and quotes that are never closed are refused.
 *
 * Lines and columns count from 1, columns count bytes behind a byte order mark. */
#ifndef URNE_CODEC_PB_H
#define URNE_CODEC_PB_H

#include "base/buf.h"
#include "codec/text.h"

#define URNE_PB_FILE_MAX ((size_t)4 << 30)

/* A row that is the name of a section, alone and without quotes, in any case and with
 * blanks around it, begins that section. */
typedef enum urne_pb_part {
    URNE_PB_NONE = -1, /* another row */
    URNE_PB_META = 0,
    URNE_PB_PROJECTS = 1,
    URNE_PB_VOTES = 2
} urne_pb_part;
enum { URNE_PB_PARTS = 3 };

/* "META", "PROJECTS", "VOTES". */
const char *urne_pb_part_name(urne_pb_part part);

typedef struct urne_pb {
    const char *file;
    urne_arena *arena;
    urne_str text;           /* behind a byte order mark */
    bool bom, mixed, no_end; /* what a check tells of the file */
    uint64_t mixed_line;     /* the first line whose end is not that of line 1 */
    size_t rows;             /* no file has more rows than this */
    /* The row that urne_pb_next read. */
    urne_str *cells; /* overwritten by the next row; what they point at stays */
    size_t n, cap;
    uint64_t line;        /* where it begins */
    const char **at;      /* where each cell begins: behind its opening quote */
    const char *start;    /* of the row */
    const char *odd;      /* a quote that other readers take otherwise, or NULL */
    const char *broken;   /* a line end inside quotes, or NULL */
    const char *unclosed; /* the quote that is never closed, or NULL */
    bool quoted;          /* the first cell is between quotes */
    /* What is still to be read. */
    const char *p;
    uint64_t next_line;
} urne_pb;

/* Looks at the bytes of a file; all faults found go to err. Stands before the first
 * row. Borrows `bytes`. */
URNE_MUST_USE urne_code urne_pb_open(urne_pb *out, urne_arena *arena, urne_str bytes,
                                     const char *file, urne_err *err);

/* Reads the next row; false at the end, or at a quote that is never closed. An empty
 * line is a row of one empty cell. */
bool urne_pb_next(urne_pb *pb);

/* Goes back to the row that begins at this place of the text, which has this line. */
void urne_pb_seek(urne_pb *pb, const char *start, uint64_t line);

/* Which section the row begins. */
urne_pb_part urne_pb_marker(const urne_pb *pb);

/* True when the row has nothing but blanks, and no quotes. */
bool urne_pb_blank(const urne_pb *pb);

/* The place of byte `offset` of a cell of the row (offset is not exact behind a doubled
 * quote), and of anything between row start and the end of the text. */
urne_place urne_pb_place(const urne_pb *pb, size_t cell, size_t offset);
urne_place urne_pb_at(const urne_pb *pb, const char *p);

/* The text without U+0020 at its ends. */
urne_str urne_pb_trim(urne_str s);

/* Writes a cell, between quotes when a reader could take it otherwise. */
void urne_pb_put(urne_buf *buf, urne_str cell);

#endif

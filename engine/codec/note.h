/* codec/note: the line-based notes of urne/1 (draw-1, "Notes").
 *
 * First line "urne/1 KIND", last line "end", every line KEYWORD then fields separated
 * by one space. Reading is strict: any deviation is a fault with its line. */
#ifndef URNE_CODEC_NOTE_H
#define URNE_CODEC_NOTE_H

#include "base/buf.h"
#include "base/err.h"

/* Longest line, text and value of a note (draw-1 §7.1). */
enum { URNE_NOTE_LINE_MAX = 1024, URNE_TEXT_MAX = 200, URNE_VALUE_MAX = 900 };

/* Longest note, and longest of the other files beside a roll (draw-1 §16, pool-1 §10).
 */
#define URNE_NOTE_FILE_MAX ((size_t)256 << 20)

typedef struct urne_note {
    const char *file;
    urne_str rest; /* the lines after the current one */
    uint64_t line; /* of the current line, from 1 */
    urne_str text; /* the current line without its LF */
    urne_str keyword;
} urne_note;

/* Checks the lines of the whole note (LF, length, no empty line, no stray space, no
 * byte outside 0x20..0x7E but well-formed UTF-8, first and last line) and stands on
 * the line after the first. */
URNE_MUST_USE urne_code urne_note_open(urne_note *note, urne_str bytes,
                                       const char *file, const char *kind,
                                       urne_err *err);

/* The same with lines of up to `most` bytes, for a note whose numbers have no end. */
URNE_MUST_USE urne_code urne_note_open_long(urne_note *note, urne_str bytes,
                                            const char *file, const char *kind,
                                            size_t most, urne_err *err);

/* True when the current line begins with this keyword. */
bool urne_note_is(const urne_note *note, const char *keyword);

/* What the last field of a line is. */
typedef enum urne_note_last {
    URNE_LAST_FIELD = 0, /* a field like the others: ASCII without spaces */
    URNE_LAST_TEXT = 1,  /* free text: 1 to 200 bytes, spaces allowed */
    URNE_LAST_REST = 2,  /* ASCII fields to the end of the line, possibly none */
    URNE_LAST_VALUE = 3  /* a canonical value of any length, possibly none */
} urne_note_last;

/* Takes the current line, which must have this keyword and exactly n fields (the
 * last as `last` says), and moves on. */
URNE_MUST_USE urne_code urne_note_take(urne_note *note, const char *keyword, size_t n,
                                       urne_str *fields, urne_note_last last,
                                       urne_err *err);

/* Takes a line of one field of n hex digits. */
URNE_MUST_USE urne_code urne_note_take_hex(urne_note *note, const char *keyword,
                                           size_t n, urne_str *out, urne_err *err);

/* The current line must be "end". */
URNE_MUST_USE urne_code urne_note_close(const urne_note *note, urne_err *err);

/* Refuses, at the first line that differs, bytes that are not what writing their value
 * gives. */
URNE_MUST_USE urne_code urne_note_same(urne_str bytes, urne_str due, const char *file,
                                       urne_err *err);

/* A fault at the last line taken: a value that is not what the keyword allows. */
urne_code urne_note_bad(const urne_note *note, urne_str value, const char *wanted,
                        urne_err *err);

/* Typed fields; each fails with urne_note_bad. Integers go to URNE_INT_MAX. */
URNE_MUST_USE urne_code urne_note_u64(const urne_note *note, urne_str field,
                                      uint64_t *out, urne_err *err);
URNE_MUST_USE urne_code urne_note_hex(const urne_note *note, urne_str field, size_t n,
                                      urne_err *err);
URNE_MUST_USE urne_code urne_note_time(const urne_note *note, urne_str field,
                                       urne_err *err);

/* True for a party, role, label or field name: [a-z][a-z0-9-]* of at most `max`. */
bool urne_name_ok(urne_str name, size_t max);

/* True for YYYY-MM-DDTHH:MM:SSZ, a real date, seconds 00 to 59. */
bool urne_time_ok(urne_str time);

/* Writes one line: keyword, then n fields, then LF. */
void urne_note_put(urne_buf *buf, const char *keyword, size_t n,
                   const urne_str *fields);

#endif

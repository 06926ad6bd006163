#include "codec/note.h"

#include "base/day.h"
#include "codec/text.h"

static urne_place at_line(const urne_note *note, uint64_t column)
{
    return (urne_place){note->file, note->line, column};
}

/* Loads the next line; false at the end of the bytes. */
static bool load(urne_note *note)
{
    if (note->rest.n == 0) {
        return false;
    }
    const char *lf = memchr(note->rest.p, '\n', note->rest.n);
    size_t n = (size_t)(lf - note->rest.p);
    note->text = (urne_str){note->rest.p, n};
    note->rest = (urne_str){lf + 1, note->rest.n - n - 1};
    note->line++;
    urne_str rest = note->text;
    urne_str_cut(&rest, ' ', &note->keyword);
    return true;
}

/* The first column of a line whose bytes or spaces are not allowed, or 0. */
static size_t bad_column(urne_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        unsigned char c = (unsigned char)line.p[i];
        bool stray = c == ' ' && (i == 0 || i + 1 == line.n || line.p[i + 1] == ' ');
        if (c < 0x20 || c == 0x7F || stray) {
            return i + 1;
        }
    }
    return 0;
}

static bool is_first(urne_str line, const char *kind)
{
    urne_str rest = line, suite;
    urne_str_cut(&rest, ' ', &suite);
    return urne_str_is(suite, "urne/1") && rest.p != NULL && urne_str_is(rest, kind);
}

static urne_code check_lines(urne_str bytes, const char *file, const char *kind,
                             size_t most, urne_err *err)
{
    urne_place at = {.file = file};
    urne_str rest = bytes, line = {"", 0};
    bool ended = false;
    /* A file that ends with LF leaves one empty part behind it, which is no line. */
    while (rest.p != NULL && (rest.n > 0 || at.line == 0)) {
        ended = rest.n > 0 && memchr(rest.p, '\n', rest.n) != NULL;
        urne_str_cut(&rest, '\n', &line);
        at.line++;
        at.column = 0;
        if (line.n == 0 || line.n > most) {
            return urne_fail(err, URNE_E_NOTE_LENGTH, at, NULL);
        }
        at.column = bad_column(line);
        if (at.column != 0 || urne_text_utf8(line, file, NULL) != URNE_OK) {
            return urne_fail(err, URNE_E_NOTE_BYTE, at, NULL);
        }
        if (at.line == 1 && !is_first(line, kind)) {
            at.column = 1;
            return urne_fail(err, URNE_E_NOTE_KIND, at, kind, NULL);
        }
    }
    if (!ended || !urne_str_is(line, "end")) {
        at.column = 0;
        return urne_fail(err, URNE_E_NOTE_END, at, NULL);
    }
    return URNE_OK;
}

urne_code urne_note_open(urne_note *note, urne_str bytes, const char *file,
                         const char *kind, urne_err *err)
{
    return urne_note_open_long(note, bytes, file, kind, URNE_NOTE_LINE_MAX, err);
}

urne_code urne_note_open_long(urne_note *note, urne_str bytes, const char *file,
                              const char *kind, size_t most, urne_err *err)
{
    URNE_TRY(check_lines(bytes, file, kind, most, err));
    *note = (urne_note){.file = file, .rest = bytes};
    load(note);
    /* An "urne/1 KIND" line is never also the last, which is "end". */
    load(note);
    return URNE_OK;
}

bool urne_note_is(const urne_note *note, const char *keyword)
{
    return urne_str_is(note->keyword, keyword);
}

static urne_code check_ascii(const urne_note *note, urne_str field, urne_err *err)
{
    for (size_t i = 0; i < field.n; i++) {
        if ((unsigned char)field.p[i] >= 0x80) {
            size_t column = (size_t)(field.p + i - note->text.p) + 1;
            return urne_fail(err, URNE_E_NOTE_BYTE, at_line(note, column), NULL);
        }
    }
    return URNE_OK;
}

static urne_code check_text(const urne_note *note, urne_str text, size_t most,
                            urne_err *err)
{
    urne_place at = at_line(note, (size_t)(text.p - note->text.p) + 1);
    if (text.n == 0 || text.n > most) {
        return urne_fail(err, URNE_E_TEXT_LONG, at, URNE_DEC(text.n), URNE_DEC(most),
                         NULL);
    }
    return urne_text_check(text, at, err);
}

urne_code urne_note_take(urne_note *note, const char *keyword, size_t n,
                         urne_str *fields, urne_note_last last, urne_err *err)
{
    if (!urne_note_is(note, keyword)) {
        return urne_fail(err, URNE_E_NOTE_ORDER, at_line(note, 1), keyword,
                         URNE_SHOW(note->keyword), NULL);
    }
    urne_str rest = note->text, skipped;
    urne_str_cut(&rest, ' ', &skipped);
    size_t i = 0;
    for (; i < n && rest.p != NULL; i++) {
        if (i + 1 == n && last != URNE_LAST_FIELD) {
            fields[i] = rest;
            rest.p = NULL;
        } else {
            urne_str_cut(&rest, ' ', &fields[i]);
        }
        if (i + 1 == n && last == URNE_LAST_TEXT) {
            URNE_TRY(check_text(note, fields[i], URNE_TEXT_MAX, err));
        } else if (i + 1 == n && last == URNE_LAST_VALUE) {
            URNE_TRY(check_text(note, fields[i], URNE_VALUE_MAX, err));
        } else {
            URNE_TRY(check_ascii(note, fields[i], err));
        }
    }
    if (i + 1 == n && (last == URNE_LAST_REST || last == URNE_LAST_VALUE)) {
        fields[i++] = (urne_str){NULL, 0};
    }
    if (i != n || rest.p != NULL) {
        return urne_fail(err, URNE_E_NOTE_FIELDS, at_line(note, 1), keyword,
                         URNE_DEC(n), NULL);
    }
    if (!load(note)) {
        urne_bug("a note taken beyond its end");
    }
    return URNE_OK;
}

urne_code urne_note_close(const urne_note *note, urne_err *err)
{
    if (!urne_str_is(note->text, "end") || note->rest.n != 0) {
        return urne_fail(err, URNE_E_NOTE_ORDER, at_line(note, 1), "end",
                         URNE_SHOW(note->keyword), NULL);
    }
    return URNE_OK;
}

urne_code urne_note_same(urne_str bytes, urne_str due, const char *file, urne_err *err)
{
    urne_place at = {.file = file};
    urne_str line = {"", 0}, other = {"", 0};
    if (urne_str_eq(bytes, due)) {
        return URNE_OK;
    }
    do {
        at.line++;
    } while (urne_str_cut(&bytes, '\n', &line) && urne_str_cut(&due, '\n', &other) &&
             urne_str_eq(line, other));
    return urne_fail(err, URNE_E_NOTE_VALUE, at, URNE_SHOW(line),
                     N_("the line that its values make"), NULL);
}

urne_code urne_note_bad(const urne_note *note, urne_str value, const char *wanted,
                        urne_err *err)
{
    /* The line was taken, so the note stands one further. */
    urne_place at = {note->file, note->line - 1, 0};
    return urne_fail(err, URNE_E_NOTE_VALUE, at, URNE_SHOW(value), wanted, NULL);
}

urne_code urne_note_u64(const urne_note *note, urne_str field, uint64_t *out,
                        urne_err *err)
{
    if (!urne_str_u64(field, URNE_INT_MAX - 1, out)) {
        return urne_note_bad(note, field, N_("an integer"), err);
    }
    return URNE_OK;
}

urne_code urne_note_hex(const urne_note *note, urne_str field, size_t n, urne_err *err)
{
    bool ok = field.n == n;
    for (size_t i = 0; ok && i < n; i++) {
        char c = field.p[i];
        ok = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!ok) {
        return urne_note_bad(note, field, N_("lower-case hexadecimal"), err);
    }
    return URNE_OK;
}

urne_code urne_note_time(const urne_note *note, urne_str field, urne_err *err)
{
    if (!urne_time_ok(field)) {
        return urne_note_bad(note, field, N_("a time YYYY-MM-DDTHH:MM:SSZ"), err);
    }
    return URNE_OK;
}

urne_code urne_note_take_hex(urne_note *note, const char *keyword, size_t n,
                             urne_str *out, urne_err *err)
{
    URNE_TRY(urne_note_take(note, keyword, 1, out, URNE_LAST_FIELD, err));
    return urne_note_hex(note, *out, n, err);
}

bool urne_name_ok(urne_str name, size_t max)
{
    if (name.n == 0 || name.n > max || name.p[0] < 'a' || name.p[0] > 'z') {
        return false;
    }
    for (size_t i = 1; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return true;
}

bool urne_time_ok(urne_str time)
{
    int64_t seconds;
    return urne_time_parse(time, &seconds);
}

void urne_note_put(urne_buf *buf, const char *keyword, size_t n, const urne_str *fields)
{
    urne_buf_addz(buf, keyword);
    for (size_t i = 0; i < n; i++) {
        urne_buf_addc(buf, ' ');
        urne_buf_add(buf, fields[i]);
    }
    urne_buf_addc(buf, '\n');
}

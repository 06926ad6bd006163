#include "codec/csv.h"

/* The scan in front of libcsv: it accepts a part of what libcsv accepts in strict
 * mode, the part that can be read in one way only, and knows the place of every
 * fault. */

typedef struct scan {
    urne_csv *csv;
    urne_arena *arena;
    urne_err *err;
    urne_code first; /* the first fault */
    const char *p, *end;
    const char *start; /* of the current line */
    uint64_t line;
    size_t fields; /* of the current line, so far */
    bool bare_stop[256], quoted_stop[256];
    enum { ENDS_UNKNOWN, ENDS_LF, ENDS_CRLF, ENDS_MIXED } ends;
} scan;

urne_place urne_csv_at(const urne_csv *csv, uint64_t line, const char *p)
{
    const char *start = csv->text.p + csv->starts[line - 1];
    uint64_t column = 1;
    for (const char *q = start; q < p; q++) {
        bool counts =
            csv->encoding != URNE_ENCODING_CP1252 || ((unsigned char)*q & 0xC0) != 0x80;
        column += counts;
    }
    return (urne_place){.file = csv->file, .line = line, .column = column};
}

static void fault(scan *s, urne_code code, const char *p, const char *a, const char *b)
{
    urne_place at = urne_csv_at(s->csv, s->line, p);
    (void)urne_fail(s->err, code, at, a, a == NULL ? NULL : b, NULL);
    if (s->first == URNE_OK) {
        s->first = code;
    }
}

static const char *separator_name(char c)
{
    return c == ';' ? "';'" : c == ',' ? "','" : "TAB";
}

/* The separator is the only one of ; , TAB that the header has outside quotes. */
static void find_separator(scan *s)
{
    char found = '\0';
    bool quoted = false;
    for (const char *p = s->p; p < s->end && *p != '\n' && *p != '\r'; p++) {
        quoted ^= *p == '"';
        if (quoted || (*p != ';' && *p != ',' && *p != '\t') || *p == found) {
            continue;
        }
        if (found != '\0') {
            fault(s, URNE_E_CSV_SEPARATOR, p, separator_name(found),
                  separator_name(*p));
            return;
        }
        found = *p;
    }
    s->csv->separator = found == '\0' ? ';' : found;
    for (int c = 0; c < 256; c++) {
        s->quoted_stop[c] = c < 0x20 || c == 0x7F || c == '"';
        s->bare_stop[c] = s->quoted_stop[c] || c == s->csv->separator;
    }
}

static bool at_line_end(const scan *s)
{
    return s->p == s->end || *s->p == '\n' || *s->p == '\r';
}

static bool at_lone_cr(const scan *s)
{
    return s->p < s->end && *s->p == '\r' && !(s->p + 1 < s->end && s->p[1] == '\n');
}

static void skip_line(scan *s)
{
    const char *lf = memchr(s->p, '\n', (size_t)(s->end - s->p));
    s->p = lf == NULL ? s->end : lf;
}

/* A quoted field that reached the end of its line: the next quotes tell whether it
 * goes on below, or whether its closing quote is missing. Goes on behind the lines
 * that belong to it, so that one fault is said once. */
static void open_quote(scan *s, const char *opening)
{
    const char *p = s->p;
    for (; p < s->end; p++) {
        if (*p != '"') {
            continue;
        }
        if (p + 1 < s->end && p[1] == '"') {
            p++;
            continue;
        }
        break;
    }
    bool closed = p < s->end && (p + 1 == s->end || p[1] == s->csv->separator ||
                                 p[1] == '\n' || p[1] == '\r');
    if (!closed) {
        fault(s, URNE_E_CSV_QUOTE_OPEN, opening, NULL, NULL);
        skip_line(s);
        return;
    }
    fault(s, URNE_E_CSV_NEWLINE, s->p, NULL, NULL);
    while (s->p < p) {
        if (*s->p++ == '\n') {
            s->csv->starts[s->line++] = (size_t)(s->p - s->csv->text.p);
        }
    }
    s->start = s->csv->text.p + s->csv->starts[s->line - 1];
    skip_line(s);
}

static void control(scan *s)
{
    static const char digit[] = "0123456789ABCDEF";
    unsigned c = (unsigned char)*s->p;
    char shown[] = "U+0000";
    shown[4] = digit[c >> 4];
    shown[5] = digit[c & 15];
    fault(s, URNE_E_CSV_CONTROL, s->p++, shown, NULL);
}

/* Reads a quoted field from its opening quote. False when the line was given up. */
static bool quoted_field(scan *s)
{
    const char *opening = s->p++;
    for (;;) {
        while (s->p < s->end && !s->quoted_stop[(unsigned char)*s->p]) {
            s->p++;
        }
        if (at_line_end(s)) {
            open_quote(s, opening);
            return false;
        }
        if (*s->p != '"') {
            control(s);
        } else if (s->p + 1 < s->end && s->p[1] == '"') {
            s->p += 2;
        } else {
            break;
        }
    }
    s->p++;
    if (at_line_end(s) || *s->p == s->csv->separator) {
        return true;
    }
    fault(s, *s->p == ' ' ? URNE_E_CSV_QUOTE_SPACE : URNE_E_CSV_QUOTE_AFTER, s->p, NULL,
          NULL);
    skip_line(s);
    return false;
}

static bool bare_field(scan *s)
{
    const char *from = s->p;
    for (;;) {
        while (s->p < s->end && !s->bare_stop[(unsigned char)*s->p]) {
            s->p++;
        }
        if (at_line_end(s) || *s->p == s->csv->separator) {
            return true;
        }
        if (*s->p == '"') {
            break;
        }
        control(s);
    }
    const char *blank = from;
    while (*blank == ' ') {
        blank++;
    }
    bool space = blank == s->p;
    fault(s, space ? URNE_E_CSV_QUOTE_SPACE : URNE_E_CSV_QUOTE_INSIDE,
          space ? from : s->p, NULL, NULL);
    skip_line(s);
    return false;
}

/* Reads the fields of a line. False when the line was given up. */
static bool line_fields(scan *s)
{
    const char *surplus = NULL;
    for (s->fields = 0;;) {
        const char *from = s->p;
        if (++s->fields == s->csv->columns + 1) {
            surplus = from;
        }
        if (!(s->p < s->end && *s->p == '"' ? quoted_field(s) : bare_field(s))) {
            return false;
        }
        if (s->p - from > URNE_CSV_FIELD_MAX) {
            fault(s, URNE_E_CSV_LONG, from, URNE_DEC(s->p - from),
                  URNE_DEC(URNE_CSV_FIELD_MAX));
        }
        if (at_line_end(s)) {
            break;
        }
        s->p++;
    }
    if (s->line > 1 && s->fields != s->csv->columns && !at_lone_cr(s)) {
        fault(s, URNE_E_CSV_FIELDS, surplus != NULL ? surplus : s->p,
              URNE_DEC(s->fields), URNE_DEC(s->csv->columns));
    }
    return true;
}

/* Goes behind the line end and checks that the file has one style. */
static void line_end(scan *s)
{
    if (at_lone_cr(s)) {
        fault(s, URNE_E_CSV_CR, s->p, NULL, NULL);
        skip_line(s);
    }
    if (s->p == s->end) {
        return;
    }
    bool crlf = *s->p == '\r' || (s->p > s->start && s->p[-1] == '\r');
    if (s->ends == ENDS_UNKNOWN) {
        s->ends = crlf ? ENDS_CRLF : ENDS_LF;
    } else if (s->ends == (crlf ? ENDS_LF : ENDS_CRLF)) {
        fault(s, URNE_E_CSV_LINE_ENDS, s->p, crlf ? "CRLF" : "LF",
              crlf ? "LF" : "CRLF");
        s->ends = ENDS_MIXED;
    }
    s->p += *s->p == '\r' ? 2 : 1;
}

/* One line, from its first byte to behind its line end. */
static void scan_line(scan *s)
{
    s->start = s->p;
    s->csv->starts[s->line++] = (size_t)(s->p - s->csv->text.p);
    bool crlf = s->end - s->p > 1 && s->p[0] == '\r' && s->p[1] == '\n';
    if (*s->p == '\n' || crlf) {
        fault(s, URNE_E_CSV_BLANK, s->p, NULL, NULL);
    } else {
        (void)line_fields(s);
    }
    size_t n = (size_t)(s->p - s->start);
    s->csv->longest = n > s->csv->longest ? n : s->csv->longest;
    line_end(s);
}

static size_t count_lines(urne_str text)
{
    size_t n = 1;
    const char *p = text.p, *end = text.p + text.n;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        n++;
        p++;
    }
    return n;
}

urne_code urne_csv_scan(urne_csv *csv, urne_arena *arena, urne_err *err)
{
    scan s = {.csv = csv, .arena = arena, .err = err, .first = URNE_OK};
    s.p = csv->text.p;
    s.end = csv->text.p + csv->text.n;
    csv->starts = urne_arena_array(arena, count_lines(csv->text) + 1, sizeof(size_t));
    if (csv->text.n == 0 || *s.p == '\n' || *s.p == '\r') {
        return urne_fail(err, URNE_E_CSV_EMPTY, URNE_IN(csv->file), NULL);
    }
    s.line = 1;
    find_separator(&s);
    s.line = 0;
    if (s.first != URNE_OK) {
        return s.first;
    }
    scan_line(&s);
    csv->columns = s.fields;
    if (csv->columns > URNE_CSV_COLUMNS_MAX) {
        fault(&s, URNE_E_CSV_COLUMNS, csv->text.p, URNE_DEC(URNE_CSV_COLUMNS_MAX),
              NULL);
    }
    if (s.first != URNE_OK) {
        return s.first;
    }
    while (s.p < s.end) {
        scan_line(&s);
    }
    csv->rows = s.line - 1;
    return s.first;
}

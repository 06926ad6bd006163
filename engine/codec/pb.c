#include "codec/pb.h"

static const char *const parts[URNE_PB_PARTS] = {"META", "PROJECTS", "VOTES"};

const char *urne_pb_part_name(urne_pb_part part)
{
    return parts[part];
}

/* ---- the bytes ---- */

static const char *control_name(char shown[8], char c)
{
    static const char digit[] = "0123456789ABCDEF";
    memcpy(shown, "U+0000", 7);
    shown[4] = digit[(unsigned char)c >> 4];
    shown[5] = digit[(unsigned char)c & 15];
    return shown;
}

/* What each byte asks for. */
enum { PLAIN = 0, LINE_FEED, RETURN, CONTROL };
static int kind_of(unsigned char c)
{
    if (c >= 0x20 && c != 0x7F) {
        return PLAIN;
    }
    return c == '\n' ? LINE_FEED : c == '\r' ? RETURN : c == '\t' ? PLAIN : CONTROL;
}

typedef struct look {
    urne_pb *pb;
    urne_err *err;
    urne_code first;
    uint64_t line;
    const char *start;
    bool crlf; /* how line 1 ends */
} look;

static void look_fault(look *l, urne_code code, const char *p, const char *arg)
{
    urne_place at = {l->pb->file, l->line, (uint64_t)(p - l->start) + 1};
    (void)urne_fail(l->err, code, at, arg, NULL);
    l->first = l->first == URNE_OK ? code : l->first;
}

static void look_line_end(look *l, const char *p, bool crlf)
{
    if (l->line == 1) {
        l->crlf = crlf;
    } else if (crlf != l->crlf && !l->pb->mixed) {
        l->pb->mixed = true;
        l->pb->mixed_line = l->line;
    }
    l->line++;
    l->start = p + 1;
}

static void look_at(look *l, const char *p, const char *end, int kind)
{
    char shown[8];
    if (kind == LINE_FEED) {
        look_line_end(l, p, p > l->start && p[-1] == '\r');
    } else if (kind == CONTROL) {
        look_fault(l, URNE_E_PB_CONTROL, p, control_name(shown, *p));
    } else if (p + 1 == end || p[1] != '\n') {
        look_fault(l, URNE_E_PB_CR, p, NULL);
    }
}

static urne_code look_over(urne_pb *pb, urne_err *err)
{
    look l = {.pb = pb, .err = err, .line = 1, .start = pb->text.p};
    const char *end = pb->text.p + pb->text.n;
    for (const char *p = pb->text.p; p < end; p++) {
        if ((unsigned char)*p >= 0x20 && *p != 0x7F) {
            continue;
        }
        int kind = kind_of((unsigned char)*p);
        if (kind != PLAIN) {
            look_at(&l, p, end, kind);
        }
    }
    pb->no_end = pb->text.n > 0 && end[-1] != '\n';
    pb->rows = (size_t)l.line;
    return l.first;
}

urne_code urne_pb_open(urne_pb *out, urne_arena *arena, urne_str bytes,
                       const char *file, urne_err *err)
{
    *out = (urne_pb){.file = file, .arena = arena};
    out->bom = urne_str_starts(bytes, "\xEF\xBB\xBF");
    out->text = urne_str_slice(bytes, out->bom ? 3 : 0, bytes.n);
    URNE_TRY(urne_text_utf8(out->text, file, err));
    URNE_TRY(look_over(out, err));
    out->cap = 32;
    out->cells = urne_arena_array(arena, out->cap, sizeof *out->cells);
    out->at = urne_arena_array(arena, out->cap, sizeof *out->at);
    urne_pb_seek(out, out->text.p, 1);
    return URNE_OK;
}

void urne_pb_seek(urne_pb *pb, const char *start, uint64_t line)
{
    pb->p = start;
    pb->next_line = line;
    pb->n = 0;
    pb->unclosed = NULL;
}

/* ---- rows ---- */

static const char *text_end(const urne_pb *pb)
{
    return pb->text.p + pb->text.n;
}

static void add_cell(urne_pb *pb, const char *at, urne_str cell)
{
    if (pb->n == pb->cap) {
        size_t cap = pb->cap * 2;
        pb->cells = urne_arena_grow(pb->arena, pb->cells, pb->n * sizeof *pb->cells,
                                    cap * sizeof *pb->cells);
        pb->at = urne_arena_grow(pb->arena, pb->at, pb->n * sizeof *pb->at,
                                 cap * sizeof *pb->at);
        pb->cap = cap;
    }
    pb->cells[pb->n] = cell;
    pb->at[pb->n++] = at;
}

/* Where the rest of the line ends: before its CRLF or LF, or at the end of the text. */
static const char *content_end(const char *p, const char *end)
{
    const char *lf = memchr(p, '\n', (size_t)(end - p));
    if (lf == NULL) {
        return end;
    }
    return lf > p && lf[-1] == '\r' ? lf - 1 : lf;
}

/* A cell without quotes at its beginning, of the line that ends at `end`. */
static void bare_cell(urne_pb *pb, const char *end)
{
    const char *from = pb->p;
    const char *to = memchr(from, ';', (size_t)(end - from));
    to = to == NULL ? end : to;
    if (pb->odd == NULL) {
        pb->odd = memchr(from, '"', (size_t)(to - from));
    }
    add_cell(pb, from, (urne_str){from, (size_t)(to - from)});
    pb->p = to;
}

/* A cell from its opening quote: reads over line ends. What stands behind the closing
 * quote, up to the next separator or line end, belongs to the cell, and there quotes
 * are bytes like others. False when the quote is never closed. */
static bool quoted_cell(urne_pb *pb)
{
    const char *end = text_end(pb), *opening = pb->p, *from = opening + 1, *q = from;
    size_t doubled = 0;
    for (;; q += 2, doubled++) {
        q = memchr(q, '"', (size_t)(end - q));
        if (q == NULL) {
            pb->unclosed = opening;
            return false;
        }
        if (q + 1 == end || q[1] != '"') {
            break;
        }
    }
    const char *lf = memchr(from, '\n', (size_t)(q - from));
    pb->broken = pb->broken == NULL ? lf : pb->broken;
    const char *line = content_end(q + 1, end);
    const char *to = memchr(q + 1, ';', (size_t)(line - (q + 1)));
    to = to == NULL ? line : to;
    size_t behind = (size_t)(to - (q + 1));
    pb->odd = behind > 0 && pb->odd == NULL ? q : pb->odd;
    pb->p = to;
    if (doubled == 0 && behind == 0) {
        add_cell(pb, from, (urne_str){from, (size_t)(q - from)});
        return true;
    }
    char *copy = urne_arena_alloc(pb->arena, (size_t)(q - from) - doubled + behind + 1);
    size_t n = 0;
    for (const char *p = from; p < q; p++) {
        copy[n++] = *p;
        p += *p == '"';
    }
    memcpy(copy + n, q + 1, behind);
    add_cell(pb, from, (urne_str){copy, n + behind});
    return true;
}

static void count_lines(urne_pb *pb)
{
    pb->next_line++;
    for (const char *p = pb->broken; p != NULL;
         p = memchr(p + 1, '\n', (size_t)(pb->p - (p + 1)))) {
        pb->next_line++;
    }
}

bool urne_pb_next(urne_pb *pb)
{
    const char *end = text_end(pb);
    if (pb->p == end || pb->unclosed != NULL) {
        return false;
    }
    pb->start = pb->p;
    pb->line = pb->next_line;
    pb->odd = pb->broken = NULL;
    pb->quoted = *pb->p == '"';
    pb->n = 0;
    const char *line = content_end(pb->p, end);
    for (;;) {
        if (pb->p < line && *pb->p == '"') {
            if (!quoted_cell(pb)) {
                return false;
            }
            line = pb->p > line ? content_end(pb->p, end) : line;
        } else {
            bare_cell(pb, line);
        }
        if (pb->p == line) {
            break;
        }
        pb->p++;
    }
    count_lines(pb);
    pb->p += pb->p < end && *pb->p == '\r';
    pb->p += pb->p < end;
    return true;
}

urne_str urne_pb_trim(urne_str s)
{
    while (s.n > 0 && s.p[s.n - 1] == ' ') {
        s.n--;
    }
    while (s.n > 0 && s.p[0] == ' ') {
        s = (urne_str){s.p + 1, s.n - 1};
    }
    return s;
}

urne_pb_part urne_pb_marker(const urne_pb *pb)
{
    if (pb->n != 1 || pb->quoted) {
        return URNE_PB_NONE;
    }
    urne_str name = urne_pb_trim(pb->cells[0]);
    for (int i = 0; i < URNE_PB_PARTS; i++) {
        size_t n = strlen(parts[i]), same = 0;
        while (name.n == n && same < n && (name.p[same] & ~0x20) == parts[i][same]) {
            same++;
        }
        if (name.n == n && same == n) {
            return (urne_pb_part)i;
        }
    }
    return URNE_PB_NONE;
}

bool urne_pb_blank(const urne_pb *pb)
{
    return pb->n == 1 && !pb->quoted && urne_pb_trim(pb->cells[0]).n == 0;
}

/* ---- places ---- */

urne_place urne_pb_at(const urne_pb *pb, const char *p)
{
    urne_place at = {.file = pb->file, .line = pb->line};
    const char *start = pb->start;
    for (const char *q = start; q < p && (q = memchr(q, '\n', (size_t)(p - q))) != NULL;
         q++) {
        at.line++;
        start = q + 1;
    }
    at.column = (uint64_t)(p - start) + 1;
    return at;
}

urne_place urne_pb_place(const urne_pb *pb, size_t cell, size_t offset)
{
    const char *p = cell < pb->n ? pb->at[cell] + offset : pb->start;
    const char *end = text_end(pb);
    return urne_pb_at(pb, p < end ? p : end);
}

/* ---- writing ---- */

void urne_pb_put(urne_buf *buf, urne_str cell)
{
    bool quote = false;
    for (size_t i = 0; i < cell.n && !quote; i++) {
        char c = cell.p[i];
        quote = c == ';' || c == '"' || c == '\n' || c == '\r';
    }
    if (!quote) {
        urne_buf_add(buf, cell);
        return;
    }
    urne_buf_addc(buf, '"');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"') {
            urne_buf_addc(buf, '"');
        }
        urne_buf_addc(buf, cell.p[i]);
    }
    urne_buf_addc(buf, '"');
}

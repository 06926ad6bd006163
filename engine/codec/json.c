#include "codec/json.h"

#include "codec/text.h"

#include <cjson/cJSON.h>

enum { DEPTH_MAX = 16, VALUES_MAX = 100000, KEYS_MAX = 256 };

/* What the scan notes of one value, in the order of the document. */
typedef struct mark {
    urne_place at;
    urne_str number;
} mark;

typedef struct scan {
    const char *file;
    const char *p, *end, *line_start;
    uint64_t line;
    urne_arena *arena;
    mark *marks;
    size_t n, cap;
    urne_err *err;
} scan;

static urne_place here(const scan *s)
{
    return (urne_place){s->file, s->line, (uint64_t)(s->p - s->line_start) + 1};
}

static urne_code syntax(const scan *s, const char *wanted)
{
    return urne_fail(s->err, URNE_E_JSON_SYNTAX, here(s), wanted, NULL);
}

static void blanks(scan *s)
{
    for (; s->p < s->end; s->p++) {
        if (*s->p == '\n') {
            s->line++;
            s->line_start = s->p + 1;
        } else if (*s->p != ' ' && *s->p != '\t' && *s->p != '\r') {
            break;
        }
    }
}

static bool next_is(const scan *s, char c)
{
    return s->p < s->end && *s->p == c;
}

/* The value of four hex digits behind "\u", or 0 (which no string may hold). */
static unsigned unit(const scan *s, const char *p)
{
    unsigned v = 0;
    if (s->end - p < 6 || p[0] != '\\' || p[1] != 'u') {
        return 0;
    }
    for (size_t i = 2; i < 6; i++) {
        char c = p[i];
        bool digit = c >= '0' && c <= '9', lower = c >= 'a' && c <= 'f';
        if (!digit && !lower && !(c >= 'A' && c <= 'F')) {
            return 0;
        }
        v = v * 16 + (unsigned)(digit ? c - '0' : lower ? c - 'a' + 10 : c - 'A' + 10);
    }
    return v;
}

/* Bytes of the escape at s->p, 0 when it is none: \uXXXX, a pair of surrogates, or a
 * backslash and one character. */
static size_t escape(const scan *s)
{
    if (s->end - s->p >= 2 && memchr("\"\\/bfnrt", s->p[1], 8) != NULL) {
        return 2;
    }
    unsigned first = unit(s, s->p);
    if (first >= 0xD800 && first <= 0xDBFF) {
        unsigned second = s->end - s->p > 6 ? unit(s, s->p + 6) : 0;
        return second >= 0xDC00 && second <= 0xDFFF ? 12 : 0;
    }
    return first == 0 || (first >= 0xDC00 && first <= 0xDFFF) ? 0 : 6;
}

/* Stands behind the opening quote; goes behind the closing one. */
static urne_code scan_string(scan *s)
{
    for (s->p++; s->p < s->end && *s->p != '"';) {
        if ((unsigned char)*s->p < 0x20) {
            return syntax(s, N_("a character of the string, not a control character"));
        }
        size_t n = *s->p == '\\' ? escape(s) : 1;
        if (n == 0) {
            return syntax(s, N_("an escape such as \\\" or \\u00e9"));
        }
        s->p += n;
    }
    if (s->p == s->end) {
        return syntax(s, N_("the closing quote of the string"));
    }
    s->p++;
    return URNE_OK;
}

static urne_code scan_number(scan *s, urne_str *number)
{
    const char *from = s->p;
    while (s->p < s->end && memchr("+-.0123456789eE", *s->p, 15) != NULL) {
        s->p++;
    }
    uint64_t v;
    *number = (urne_str){from, (size_t)(s->p - from)};
    if (!urne_str_u64(*number, URNE_INT_MAX - 1, &v)) {
        s->p = from;
        return syntax(s,
                      N_("an integer from 0 on; anything else is written as a string"));
    }
    return URNE_OK;
}

static urne_code scan_word(scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(s->end - s->p) >= n && memcmp(s->p, words[i], n) == 0) {
            s->p += n;
            return URNE_OK;
        }
    }
    return syntax(s, N_("a value"));
}

static urne_code scan_value(scan *s, unsigned depth);

/* Stands on '[' or '{'. */
static urne_code scan_members(scan *s, unsigned depth)
{
    bool object = *s->p == '{';
    char close = object ? '}' : ']';
    s->p++;
    blanks(s);
    if (next_is(s, close)) {
        s->p++;
        return URNE_OK;
    }
    for (unsigned n = 0;; n++) {
        blanks(s);
        if (object) {
            if (n == KEYS_MAX) {
                return syntax(s, N_("fewer keys in one object"));
            }
            if (!next_is(s, '"')) {
                return syntax(s, N_("a key in quotes"));
            }
            URNE_TRY(scan_string(s));
            blanks(s);
            if (!next_is(s, ':')) {
                return syntax(s, N_("':'"));
            }
            s->p++;
        }
        URNE_TRY(scan_value(s, depth + 1));
        blanks(s);
        if (next_is(s, close)) {
            s->p++;
            return URNE_OK;
        }
        if (!next_is(s, ',')) {
            return syntax(s, object ? N_("',' or '}'") : N_("',' or ']'"));
        }
        s->p++;
    }
}

static urne_code scan_value(scan *s, unsigned depth)
{
    blanks(s);
    if (depth > DEPTH_MAX || s->n == VALUES_MAX) {
        return syntax(s, N_("fewer values, nested less deeply"));
    }
    if (s->n == s->cap) {
        s->marks = urne_arena_grow(s->arena, s->marks, s->cap * sizeof *s->marks,
                                   2 * s->cap * sizeof *s->marks);
        s->cap *= 2;
    }
    mark *m = &s->marks[s->n];
    *m = (mark){.at = here(s)};
    size_t index = s->n++;
    if (s->p == s->end) {
        return syntax(s, N_("a value"));
    }
    if (*s->p == '{' || *s->p == '[') {
        return scan_members(s, depth);
    }
    if (*s->p == '"') {
        return scan_string(s);
    }
    if (memchr("+-.0123456789", *s->p, 13) != NULL) {
        return scan_number(s, &s->marks[index].number);
    }
    return scan_word(s);
}

/* ---- from cJSON's tree to ours, in the same order ---- */

typedef struct build {
    urne_arena *arena;
    const mark *marks;
    size_t i;
    urne_err *err;
} build;

static urne_str text_of(urne_arena *arena, const char *z)
{
    return urne_str_dup(arena, urne_str_of(z));
}

static urne_code build_value(build *b, urne_json *v, const cJSON *from);

static urne_code build_members(build *b, urne_json *v, const cJSON *from)
{
    size_t cap = 0;
    for (const cJSON *c = from->child; c != NULL; c = c->next) {
        cap++;
    }
    v->item = urne_arena_array(b->arena, cap, sizeof *v->item);
    for (const cJSON *c = from->child; c != NULL; c = c->next) {
        urne_json *item = &v->item[v->n];
        *item = (urne_json){.kind = URNE_JSON_NULL};
        if (c->string != NULL) {
            item->key = text_of(b->arena, c->string);
        }
        URNE_TRY(build_value(b, item, c));
        for (size_t i = 0; v->kind == URNE_JSON_OBJECT && i < v->n; i++) {
            if (urne_str_eq(v->item[i].key, item->key) &&
                !urne_str_starts(item->key, "//")) {
                return urne_fail(b->err, URNE_E_JSON_TWICE, item->at,
                                 URNE_SHOW(item->key), NULL);
            }
        }
        v->n += v->kind == URNE_JSON_OBJECT && urne_str_starts(item->key, "//") ? 0 : 1;
    }
    return URNE_OK;
}

static urne_code build_value(build *b, urne_json *v, const cJSON *from)
{
    const mark *m = &b->marks[b->i++];
    v->at = m->at;
    if (cJSON_IsObject(from) || cJSON_IsArray(from)) {
        v->kind = cJSON_IsObject(from) ? URNE_JSON_OBJECT : URNE_JSON_LIST;
        return build_members(b, v, from);
    }
    if (cJSON_IsString(from)) {
        v->kind = URNE_JSON_TEXT;
        v->text = text_of(b->arena, from->valuestring);
        return urne_text_check(v->text, v->at, b->err);
    }
    if (m->number.n > 0) {
        v->kind = URNE_JSON_INT;
        if (!urne_str_u64(m->number, URNE_INT_MAX - 1, &v->num)) {
            urne_bug("json number");
        }
    } else if (cJSON_IsBool(from)) {
        v->kind = URNE_JSON_BOOL;
        v->num = cJSON_IsTrue(from) ? 1 : 0;
    }
    return URNE_OK;
}

urne_code urne_json_read(urne_json **out, urne_arena *arena, urne_str bytes,
                         const char *file, urne_err *err)
{
    scan s = {.file = file,
              .p = bytes.p,
              .end = bytes.p + bytes.n,
              .line_start = bytes.p,
              .line = 1,
              .arena = arena,
              .cap = 64,
              .err = err};
    s.marks = urne_arena_array(arena, s.cap, sizeof *s.marks);
    URNE_TRY(urne_text_utf8(bytes, file, err));
    URNE_TRY(scan_value(&s, 0));
    blanks(&s);
    if (s.p != s.end) {
        return syntax(&s, N_("nothing after the end"));
    }
    const char *z = urne_str_z(arena, bytes);
    cJSON *tree = cJSON_ParseWithLengthOpts(z, bytes.n + 1, NULL, 1);
    if (tree == NULL) {
        s.p = s.line_start = bytes.p;
        s.line = 1;
        return syntax(&s, "JSON");
    }
    build b = {.arena = arena, .marks = s.marks, .err = err};
    *out = urne_arena_alloc(arena, sizeof **out);
    urne_code code = build_value(&b, *out, tree);
    cJSON_Delete(tree);
    return code;
}

const urne_json *urne_json_find(const urne_json *object, const char *key)
{
    for (size_t i = 0; object != NULL && i < object->n; i++) {
        if (urne_str_is(object->item[i].key, key)) {
            return &object->item[i];
        }
    }
    return NULL;
}

urne_code urne_json_only(const urne_json *object, const char *const *keys,
                         urne_err *err)
{
    for (size_t i = 0; i < object->n; i++) {
        const char *const *k = keys;
        while (*k != NULL && !urne_str_is(object->item[i].key, *k)) {
            k++;
        }
        if (*k == NULL) {
            return urne_fail(err, URNE_E_JSON_KEY, object->item[i].at,
                             URNE_SHOW(object->item[i].key), NULL);
        }
    }
    return URNE_OK;
}

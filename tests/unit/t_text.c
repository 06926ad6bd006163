/* codec/text: encodings, characters and spaces, each against its definition. */
#include "codec/text.h"
#include "oracle/program.h"

#include <utf8proc.h>

/* The definition of UTF-8: the shortest bits that give a scalar value. */
static size_t encode(uint32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6) {
        to[i] = (char)(0x80 | (c & 0x3F));
    }
    to[0] = (char)((0xF00U >> n & 0xFF) | c);
    return n;
}

static urne_code utf8(const char *bytes, size_t n, urne_diag *at)
{
    urne_err err = URNE_ERR_NONE;
    urne_code code = urne_text_utf8((urne_str){bytes, n}, "f", &err);
    *at = err.diag[0];
    return code;
}

/* Check's own assertions cost a system call each: too much for millions. */
static void must(bool ok, uint32_t what)
{
    if (!ok) {
        ck_abort_msg("wrong at %06X", what);
    }
}

START_TEST(every_scalar_value)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        urne_str s = {bytes, encode(c, bytes)};
        bool surrogate = c >= 0xD800 && c < 0xE000;
        must((urne_text_utf8(s, "f", NULL) == URNE_OK) == !surrogate, c);
    }
}
END_TEST

/* All sequences of up to three bytes: accepted exactly when they are the encoding of
 * scalar values, which is what decoding and encoding again gives. */
static bool by_definition(const unsigned char *p, size_t n)
{
    while (n > 0) {
        bool found = false;
        for (size_t k = 1; k <= 3 && k <= n && !found; k++) {
            uint32_t c = k == 1 ? p[0] : k == 2 ? p[0] & 0x1F : p[0] & 0x0F;
            for (size_t i = 1; i < k; i++) {
                c = c << 6 | (p[i] & 0x3F);
            }
            char again[4];
            found = (c < 0xD800 || c > 0xDFFF) && encode(c, again) == k &&
                    memcmp(again, p, k) == 0;
            if (found) {
                p += k;
                n -= k;
            }
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

START_TEST(every_short_sequence)
{
    for (uint32_t v = 0x808080; v <= 0xFFFFFF; v++) {
        unsigned char p[3] = {(unsigned char)(v >> 16), (unsigned char)(v >> 8),
                              (unsigned char)v};
        if (p[0] > 0xEF) {
            continue; /* four bytes: the table below */
        }
        urne_str s = {(const char *)p, 3};
        must((urne_text_utf8(s, "f", NULL) == URNE_OK) == by_definition(p, 3), v);
    }
}
END_TEST

static const struct bad_utf8 {
    const char *bytes;
    size_t n;
    uint64_t line, column;
} bad_utf8[] = {{"a\xC0\xAF", 3, 1, 2},        {"\n\nab\xED\xA0\x80", 7, 3, 3},
                {"\xF4\x90\x80\x80", 4, 1, 1}, {"\xF0\x8F\xBF\xBF", 4, 1, 1},
                {"\xF5\x80\x80\x80", 4, 1, 1}, {"12345678\n\xE2\x82", 11, 2, 1},
                {"\xC3\xA9\n\xC3", 4, 2, 1},   {"\x80", 1, 1, 1},
                {"\xE2\x28\xA1", 3, 1, 1}};

START_TEST(bad_sequences)
{
    urne_diag at;
    const struct bad_utf8 *b = &bad_utf8[_i];
    ck_assert_int_eq(utf8(b->bytes, b->n, &at), URNE_E_TEXT_UTF8);
    ck_assert_uint_eq(at.line, b->line);
    ck_assert_uint_eq(at.column, b->column);
}
END_TEST

static const struct decode_case {
    const char *bytes, *text;
    size_t n;
    urne_code code;
    urne_encoding encoding;
    uint64_t line, column;
} decode_cases[] = {
    {"abc", "abc", 3, URNE_OK, URNE_ENCODING_UTF8, 0, 0},
    {"\xC3\xA9", "\xC3\xA9", 2, URNE_OK, URNE_ENCODING_UTF8, 0, 0},
    {"\xEF\xBB\xBFx", "x", 4, URNE_OK, URNE_ENCODING_BOM, 0, 0},
    {"\xEF\xBB\xBF\xE9", NULL, 4, URNE_E_TEXT_UTF8, URNE_ENCODING_BOM, 1, 1},
    {"Zo\xE9 \x80\x8C\x9F\xFF", "Zo\xC3\xA9 \xE2\x82\xAC\xC5\x92\xC5\xB8\xC3\xBF", 8,
     URNE_OK, URNE_ENCODING_CP1252, 0, 0},
    {"a\n\xE9\x81", NULL, 4, URNE_E_TEXT_CP1252, URNE_ENCODING_CP1252, 2, 2},
    {"\x8D", NULL, 1, URNE_E_TEXT_CP1252, URNE_ENCODING_CP1252, 1, 1},
    {"\x8F", NULL, 1, URNE_E_TEXT_CP1252, URNE_ENCODING_CP1252, 1, 1},
    {"\x90", NULL, 1, URNE_E_TEXT_CP1252, URNE_ENCODING_CP1252, 1, 1},
    {"\x9D", NULL, 1, URNE_E_TEXT_CP1252, URNE_ENCODING_CP1252, 1, 1},
    {"\xC3\xA9\nb\xE9", NULL, 5, URNE_E_TEXT_UTF8, URNE_ENCODING_UTF8, 2, 2},
    {"b\xE9\n\xC3\xA9", NULL, 5, URNE_E_TEXT_UTF8, URNE_ENCODING_UTF8, 1, 2},
    {"\xFF\xFE"
     "a",
     NULL, 3, URNE_E_TEXT_UTF16, URNE_ENCODING_UTF8, 0, 0},
    {"\xFE\xFF"
     "a",
     NULL, 3, URNE_E_TEXT_UTF16, URNE_ENCODING_UTF8, 0, 0},
    {"PK\x03\x04", NULL, 4, URNE_E_TEXT_BINARY, URNE_ENCODING_UTF8, 0, 0},
    {"\xD0\xCF\x11\xE0", NULL, 4, URNE_E_TEXT_BINARY, URNE_ENCODING_UTF8, 0, 0},
    {"%PDF-1.7", NULL, 8, URNE_E_TEXT_BINARY, URNE_ENCODING_UTF8, 0, 0},
    {"", "", 0, URNE_OK, URNE_ENCODING_UTF8, 0, 0}};

START_TEST(decoding)
{
    const struct decode_case *c = &decode_cases[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str text;
    urne_encoding encoding;
    ck_assert_int_eq(urne_text_decode(&text, &encoding, arena,
                                      (urne_str){c->bytes, c->n}, "f", &err),
                     c->code);
    if (c->code == URNE_OK) {
        ck_assert_uint_eq(err.count, 0);
        ck_assert_int_eq(encoding, c->encoding);
        ck_assert(urne_str_is(text, c->text));
    } else {
        ck_assert_uint_eq(err.diag[0].line, c->line);
        ck_assert_uint_eq(err.diag[0].column, c->column);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(encoding_names)
{
    ck_assert_str_eq(urne_encoding_name(URNE_ENCODING_UTF8), "UTF-8");
    ck_assert_str_eq(urne_encoding_name(URNE_ENCODING_BOM), "UTF-8 with BOM");
    ck_assert_str_eq(urne_encoding_name(URNE_ENCODING_CP1252), "Windows-1252");
}
END_TEST

static const struct character {
    const char *text;
    urne_code code;
    size_t offset;
} characters[] = {
    {"DUPONT-DURAND d'Aubign\xC3\xA9", URNE_OK, 0},
    {"", URNE_OK, 0},
    {"\xE1\xBA\xA0nh \xC5\x81ukasz \xE4\xB8\xAD \xF0\x9F\x8C\xB3", URNE_OK, 0},
    {"12345678\t", URNE_E_TEXT_CONTROL, 8},
    {"a\x7F", URNE_E_TEXT_CONTROL, 1},
    {"1234567\x1F", URNE_E_TEXT_CONTROL, 7},
    {"a\xC2\x85", URNE_E_TEXT_CONTROL, 1},
    {"ab\xE2\x80\xA8", URNE_E_TEXT_CONTROL, 2},
    {"ab\xE2\x80\xA9", URNE_E_TEXT_CONTROL, 2},
    {"a\xC2\xA0z", URNE_E_TEXT_NBSP, 1},
    {"\xE2\x80\xAF", URNE_E_TEXT_NBSP, 0},
    {"\xE3\x80\x80", URNE_E_TEXT_NBSP, 0},
    {"\xC2\xAD", URNE_E_TEXT_INVISIBLE, 0},
    {"\xD8\x9C", URNE_E_TEXT_INVISIBLE, 0},
    {"\xE2\x80\x8B", URNE_E_TEXT_INVISIBLE, 0},
    {"\xE2\x80\x8E", URNE_E_TEXT_INVISIBLE, 0},
    {"\xE2\x80\xAE", URNE_E_TEXT_INVISIBLE, 0},
    {"\xE2\x81\xA0", URNE_E_TEXT_INVISIBLE, 0},
    {"\xE2\x81\xA6", URNE_E_TEXT_INVISIBLE, 0},
    {"\xEF\xBB\xBF", URNE_E_TEXT_INVISIBLE, 0},
    {"a\xEF\xB8\x8F", URNE_E_TEXT_INVISIBLE, 1},
    {"\xE3\x85\xA4", URNE_E_TEXT_INVISIBLE, 0},
    {"\xEE\x80\x80", URNE_E_TEXT_PRIVATE, 0},
    {"\xCD\xB8", URNE_E_TEXT_PRIVATE, 0},
    {"\xEF\xBF\xBE", URNE_E_TEXT_PRIVATE, 0},
    {"\xEF\xBF\xBD", URNE_E_TEXT_LOST, 0},
    {"ANDRE\xCC\x81", URNE_E_TEXT_NFC, 4},
    {"a\xE2\x84\xAB", URNE_E_TEXT_NFC, 1},
    {"a\xCC\xA7\xCC\x81", URNE_E_TEXT_NFC, 0},
    {"q\xCC\x81\xCC\xA7", URNE_E_TEXT_NFC, 1}};

START_TEST(refused_characters)
{
    const struct character *c = &characters[_i];
    size_t offset = 0;
    uint32_t point;
    urne_str s = urne_str_of(c->text);
    ck_assert_int_eq(urne_text_fault(s, &offset, &point), c->code);
    urne_err err = URNE_ERR_NONE;
    urne_place at = {.file = "f", .line = 3, .column = 10};
    ck_assert_int_eq(urne_text_check(s, at, &err), c->code);
    if (c->code != URNE_OK) {
        ck_assert_uint_eq(offset, c->offset);
        ck_assert_uint_eq(err.diag[0].line, 3);
        ck_assert_uint_eq(err.diag[0].column, 10 + c->offset);
    }
}
END_TEST

/* The shortcut below U+0300 says what the properties of Unicode say. */
START_TEST(below_0300)
{
    for (uint32_t c = 0; c < 0x300; c++) {
        char bytes[4];
        size_t offset;
        uint32_t point;
        urne_str s = {bytes, encode(c, bytes)};
        const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)c);
        bool bad = p->category == UTF8PROC_CATEGORY_CC ||
                   p->category == UTF8PROC_CATEGORY_CF ||
                   p->category == UTF8PROC_CATEGORY_CN ||
                   (p->category == UTF8PROC_CATEGORY_ZS && c != ' ') || p->ignorable;
        ck_assert_msg((urne_text_fault(s, &offset, &point) != URNE_OK) == bad, "U+%04X",
                      c);
        ck_assert_int_eq(p->combining_class, 0);
    }
}
END_TEST

/* And no two of them compose, so that NFC need not be asked. */
START_TEST(below_0300_is_nfc)
{
    for (uint32_t a = 0x20; a < 0x300; a++) {
        for (uint32_t b = 0xA0; b < 0x300; b++) {
            utf8proc_int32_t pair[2] = {(utf8proc_int32_t)a, (utf8proc_int32_t)b};
            must(utf8proc_normalize_utf32(
                     pair, 2,
                     (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE)) == 2,
                 a << 12 | b);
        }
    }
}
END_TEST

/* A fault of one byte is found wherever it stands among eight. */
START_TEST(ascii_by_eight)
{
    for (unsigned c = 0; c < 0x80; c++) {
        for (size_t at = 0; at < 19; at++) {
            char bytes[19];
            size_t offset;
            uint32_t point;
            memset(bytes, at % 2 == 0 ? ' ' : '~', sizeof bytes);
            bytes[at] = (char)c;
            urne_code code =
                urne_text_fault((urne_str){bytes, sizeof bytes}, &offset, &point);
            must((code == URNE_OK) == (c >= 0x20 && c < 0x7F), c);
            must(code == URNE_OK || (offset == at && point == c), c);
        }
    }
}
END_TEST

static const struct tidy_case {
    const char *from, *to;
} tidy_cases[] = {{"", ""},        {" ", ""},
                  {"   ", ""},     {"a", "a"},
                  {" a", "a"},     {"a ", "a"},
                  {"  a  ", "a"},  {"a b", "a b"},
                  {"a  b", "a b"}, {" a   b  c ", "a b c"}};

START_TEST(tidying)
{
    const struct tidy_case *c = &tidy_cases[_i];
    char room[32];
    size_t n = urne_text_tidy(room, urne_str_of(c->from));
    ck_assert(urne_str_is((urne_str){room, n}, c->to));
    memcpy(room, c->from, strlen(c->from));
    n = urne_text_tidy(room, (urne_str){room, strlen(c->from)});
    ck_assert(urne_str_is((urne_str){room, n}, c->to));
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_scalar_value", every_scalar_value, 0, 0},
        {"every_short_sequence", every_short_sequence, 0, 0},
        {"bad_sequences", bad_sequences, PROGRAM_COUNT(bad_utf8), 0},
        {"decoding", decoding, PROGRAM_COUNT(decode_cases), 0},
        {"encoding_names", encoding_names, 0, 0},
        {"refused_characters", refused_characters, PROGRAM_COUNT(characters), 0},
        {"below_0300", below_0300, 0, 0},
        {"below_0300_is_nfc", below_0300_is_nfc, 0, 0},
        {"ascii_by_eight", ascii_by_eight, 0, 0},
        {"tidying", tidying, PROGRAM_COUNT(tidy_cases), 0},
    };
    return program_run("text", tests, PROGRAM_COUNT(tests), 120);
}

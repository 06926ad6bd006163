/* codec/json: what two readers could understand in two ways is refused, with its place
 * (columns count bytes from 1). */
#include "codec/json.h"
#include "oracle/program.h"

#include <stdio.h>

static urne_code read_text(urne_json **v, urne_arena *arena, urne_str bytes,
                           urne_err *err)
{
    *err = (urne_err)URNE_ERR_NONE;
    *v = NULL;
    /* Exactly the bytes, so that a sanitizer sees a read beyond them. */
    char *exact = malloc(bytes.n == 0 ? 1 : bytes.n);
    memcpy(exact, bytes.p, bytes.n);
    urne_code code = urne_json_read(v, arena, (urne_str){exact, bytes.n}, "j", err);
    free(exact);
    return code;
}

#define T(s) s, sizeof(s) - 1

static const struct {
    const char *text;
    size_t n;
    urne_code code;
    unsigned line, column; /* 0: anywhere */
} refused[] = {
    /* the table of leniencies */
    {T("{\"n\":1,\"n\":2}"), URNE_E_JSON_TWICE, 1, 12},
    {T("{\"n\":1,\n \"\\u006e\":2}"), URNE_E_JSON_TWICE, 2, 11},
    {T("{\"a\":{\"\\u00e9\":1,\"\xc3\xa9\":2}}"), URNE_E_JSON_TWICE, 1, 23},
    {T("{\"\":1,\"\":2}"), URNE_E_JSON_TWICE, 1, 10},
    {T("{\"n\":1} x"), URNE_E_JSON_SYNTAX, 1, 9},
    {T("{\"n\":1}\n{}"), URNE_E_JSON_SYNTAX, 2, 1},
    {T("{\"n\":1}\0"), URNE_E_JSON_SYNTAX, 1, 8},
    {T("[9007199254740993]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[9007199254740992]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[18446744073709551617]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[1e400]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[1e2]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[1E2]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[007]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[00]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[1.]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[1.0]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[.5]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[-1]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[-0]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[+1]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[0x10]"), URNE_E_JSON_SYNTAX, 1, 3},
    {T("[1 2]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("[NaN]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[Infinity]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[\"a\xff\"]"), URNE_E_TEXT_UTF8, 1, 4},
    {T("[\n\"\xc0\xaf\"]"), URNE_E_TEXT_UTF8, 2, 2},
    {T("[\"\xed\xa0\x80\"]"), URNE_E_TEXT_UTF8, 1, 3},
    {T("[\"a\nb\"]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("[\"a\tb\"]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("[\"a\x01\"]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("[\"a\0b\"]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("\xef\xbb\xbf{}"), URNE_E_JSON_SYNTAX, 1, 1},
    {T("\x01{}"), URNE_E_JSON_SYNTAX, 1, 1},
    {T("{}\x0c"), URNE_E_JSON_SYNTAX, 1, 3},
    {T("{\x0b}"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("\xc2\xa0{}"), URNE_E_JSON_SYNTAX, 1, 1},
    {T("[\"a\\u0000b\"]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("{\"a\\u0000\":1}"), URNE_E_JSON_SYNTAX, 1, 4},
    /* escapes */
    {T("[1,\n \"\\ud800\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\udc00\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\ud800x\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\ud800\\u0041\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\ud800\\ud800\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\udc00\\ud800\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n {\"\\ud800\":1}]"), URNE_E_JSON_SYNTAX, 2, 4},
    {T("[1,\n \"\\u12\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\u12g4\"]"), URNE_E_JSON_SYNTAX, 2, 3},
    {T("[1,\n \"\\uD8"), URNE_E_JSON_SYNTAX, 2, 0},
    {T("[\"\\x41\"]"), URNE_E_JSON_SYNTAX, 1, 3},
    {T("[\"\\'\"]"), URNE_E_JSON_SYNTAX, 1, 3},
    {T("[\"\\U0041\"]"), URNE_E_JSON_SYNTAX, 1, 3},
    {T("[\"a\\"), URNE_E_JSON_SYNTAX, 1, 4},
    /* characters that a text may not have, written out or escaped */
    {T("[\"e\\u0301\"]"), URNE_E_TEXT_NFC, 1, 0},
    {T("[\"\\u202e\"]"), URNE_E_TEXT_INVISIBLE, 1, 0},
    {T("[\"\\u00a0\"]"), URNE_E_TEXT_NBSP, 1, 0},
    {T("[\"\\n\"]"), URNE_E_TEXT_CONTROL, 1, 0},
    {T("[\"\\u0007\"]"), URNE_E_TEXT_CONTROL, 1, 0},
    {T("[\"\\ue000\"]"), URNE_E_TEXT_PRIVATE, 1, 0},
    {T("[\"\\ufffd\"]"), URNE_E_TEXT_LOST, 1, 0},
    {T("[\"\\udbff\\udfff\"]"), URNE_E_TEXT_PRIVATE, 1, 0},
    /* shape */
    {T(""), URNE_E_JSON_SYNTAX, 1, 1},
    {T(" \n "), URNE_E_JSON_SYNTAX, 2, 2},
    {T("{"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("{\"a\""), URNE_E_JSON_SYNTAX, 1, 5},
    {T("{\"a\":"), URNE_E_JSON_SYNTAX, 1, 6},
    {T("{\"a\":1"), URNE_E_JSON_SYNTAX, 1, 7},
    {T("{\"a\":1,}"), URNE_E_JSON_SYNTAX, 1, 8},
    {T("[1,]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("[,1]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[1"), URNE_E_JSON_SYNTAX, 1, 3},
    {T("]"), URNE_E_JSON_SYNTAX, 1, 1},
    {T("[}"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("{]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("{\"a\" 1}"), URNE_E_JSON_SYNTAX, 1, 6},
    {T("{a:1}"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("{'a':1}"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("{1:1}"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[\"a]"), URNE_E_JSON_SYNTAX, 1, 5},
    {T("[True]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[tru]"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("[truex]"), URNE_E_JSON_SYNTAX, 1, 6},
    {T("[nul"), URNE_E_JSON_SYNTAX, 1, 2},
    {T("// no\n{}"), URNE_E_JSON_SYNTAX, 1, 1},
    {T("/* no */{}"), URNE_E_JSON_SYNTAX, 1, 1},
    {T("[1,/**/2]"), URNE_E_JSON_SYNTAX, 1, 4},
    {T("{\"a\":1 \"b\":2}"), URNE_E_JSON_SYNTAX, 1, 8},
    /* a comment is JSON like the rest */
    {T("{\"//\":\"\\n\"}"), URNE_E_TEXT_CONTROL, 1, 0},
    {T("{\"//\":{\"a\":1,\"a\":2}}"), URNE_E_JSON_TWICE, 1, 0},
};

START_TEST(refusals)
{
    urne_arena *arena = urne_arena_new();
    urne_json *v;
    urne_err err;
    urne_str text = {refused[_i].text, refused[_i].n};
    urne_code code = read_text(&v, arena, text, &err);
    char shown[URNE_SHOWN_MAX];
    urne_shown(shown, text);
    ck_assert_msg(code == refused[_i].code, "%s: code %d, not %d", shown, code,
                  refused[_i].code);
    ck_assert_uint_eq(err.count, 1);
    ck_assert_str_eq(err.diag[0].file, "j");
    ck_assert_msg(
        err.diag[0].line == refused[_i].line &&
            (refused[_i].column == 0 || err.diag[0].column == refused[_i].column),
        "%s: at %zu:%zu, not %u:%u", shown, (size_t)err.diag[0].line,
        (size_t)err.diag[0].column, refused[_i].line, refused[_i].column);
    urne_arena_free(arena);
}
END_TEST

/* ---- what is read ---- */

START_TEST(values)
{
    static const char text[] =
        "{ \"//\": \"one\", \"//\": [2], \"// why\": null,\r\n"
        "\t\"a\": 0, \"A\": 9007199254740991, \"t\": true, \"f\": false, \"z\": null,\n"
        "  \"s\": \"x\\u00e9\\\"\\\\\\/\\ud83c\\udfb2\", \"l\": [ ], \"o\": {},\n"
        "  \"n\": [[1,[2]],{\"k\":[\"v\"]}] }\n";
    urne_arena *arena = urne_arena_new();
    urne_json *v;
    urne_err err;
    ck_assert_int_eq(read_text(&v, arena, urne_str_of(text), &err), URNE_OK);
    ck_assert_int_eq(v->kind, URNE_JSON_OBJECT);
    ck_assert_uint_eq(v->n, 9);
    ck_assert_ptr_null(urne_json_find(v, "//"));
    ck_assert_ptr_null(urne_json_find(v, "// why"));
    ck_assert_ptr_null(urne_json_find(v, "S"));
    ck_assert_uint_eq(urne_json_find(v, "a")->num, 0);
    ck_assert_uint_eq(urne_json_find(v, "A")->num, 9007199254740991u);
    ck_assert_uint_eq(urne_json_find(v, "t")->num, 1);
    ck_assert_int_eq(urne_json_find(v, "f")->kind, URNE_JSON_BOOL);
    ck_assert_int_eq(urne_json_find(v, "z")->kind, URNE_JSON_NULL);
    ck_assert(
        urne_str_is(urne_json_find(v, "s")->text, "x\xc3\xa9\"\\/\xf0\x9f\x8e\xb2"));
    ck_assert_int_eq(urne_json_find(v, "l")->kind, URNE_JSON_LIST);
    ck_assert_uint_eq(urne_json_find(v, "o")->n, 0);
    const urne_json *n = urne_json_find(v, "n");
    ck_assert_uint_eq(n->n, 2);
    ck_assert_uint_eq(n->item[0].item[1].item[0].num, 2);
    ck_assert_uint_eq(n->item[0].item[1].item[0].at.line, 4);
    ck_assert_uint_eq(n->item[0].item[1].item[0].at.column, 13);
    ck_assert(urne_str_is(urne_json_find(&n->item[1], "k")->item[0].text, "v"));
    ck_assert_uint_eq(urne_json_find(v, "A")->at.line, 2);
    ck_assert_uint_eq(urne_json_find(v, "A")->at.column, 15);
    urne_arena_free(arena);
}
END_TEST

/* Any value may be the whole. */
START_TEST(alone)
{
    static const struct {
        const char *text;
        urne_json_kind kind;
    } whole[] = {{"1", URNE_JSON_INT},       {" \"\" ", URNE_JSON_TEXT},
                 {"null", URNE_JSON_NULL},   {"true", URNE_JSON_BOOL},
                 {"[]\r\n", URNE_JSON_LIST}, {"{}", URNE_JSON_OBJECT}};
    for (size_t i = 0; i < PROGRAM_COUNT(whole); i++) {
        urne_arena *arena = urne_arena_new();
        urne_json *v;
        urne_err err;
        ck_assert_int_eq(read_text(&v, arena, urne_str_of(whole[i].text), &err),
                         URNE_OK);
        ck_assert_int_eq(v->kind, whole[i].kind);
        urne_arena_free(arena);
    }
}
END_TEST

START_TEST(depth)
{
    for (size_t n = 15; n <= 2000; n = n < 20 ? n + 1 : n * 10) {
        urne_arena *arena = urne_arena_new();
        urne_buf buf = urne_buf_new(arena, 2 * n);
        urne_json *v;
        urne_err err;
        for (size_t i = 0; i < n; i++) {
            urne_buf_addc(&buf, '[');
        }
        for (size_t i = 0; i < n; i++) {
            urne_buf_addc(&buf, ']');
        }
        urne_code code = read_text(&v, arena, urne_buf_str(&buf), &err);
        ck_assert_int_eq(code, n <= 17 ? URNE_OK : URNE_E_JSON_SYNTAX);
        ck_assert(code == URNE_OK || err.diag[0].column == 18);
        urne_arena_free(arena);
    }
}
END_TEST

/* 100,000 values and keys; no more, and not in quadratic time in a list. */
START_TEST(many_values)
{
    for (size_t n = 99999; n <= 100000; n++) {
        urne_arena *arena = urne_arena_new();
        urne_buf buf = urne_buf_new(arena, 2 * n + 2);
        urne_json *v;
        urne_err err;
        urne_buf_addz(&buf, "[0");
        for (size_t i = 1; i < n; i++) {
            urne_buf_addz(&buf, ",0");
        }
        urne_buf_addc(&buf, ']');
        ck_assert_int_eq(read_text(&v, arena, urne_buf_str(&buf), &err),
                         n == 99999 ? URNE_OK : URNE_E_JSON_SYNTAX);
        urne_arena_free(arena);
    }
}
END_TEST

START_TEST(only)
{
    static const char *const keys[] = {"a", "b", NULL};
    urne_arena *arena = urne_arena_new();
    urne_json *v;
    urne_err err;
    ck_assert_int_eq(
        read_text(&v, arena, URNE_STR("{\"b\":1,\"//x\":2,\"a\":3}"), &err), URNE_OK);
    ck_assert_int_eq(urne_json_only(v, keys, &err), URNE_OK);
    ck_assert_int_eq(read_text(&v, arena, URNE_STR("{\"b\":1,\n\"B\":2}"), &err), 0);
    ck_assert_int_eq(urne_json_only(v, keys, &err), URNE_E_JSON_KEY);
    ck_assert_uint_eq(err.diag[0].line, 2);
    ck_assert_str_eq(err.diag[0].arg[0], "B");
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"refusals", refusals, (int)PROGRAM_COUNT(refused), 0},
        {"values", values, 0, 0},
        {"alone", alone, 0, 0},
        {"depth", depth, 0, 0},
        {"many_values", many_values, 0, 0},
        {"only", only, 0, 0},
    };
    return program_run("json", tests, PROGRAM_COUNT(tests), 60);
}

/* base/: arena, str, buf, err. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>

/* ---- arena ---- */

static bool all_zero(const void *p, size_t n)
{
    const unsigned char *b = p;
    for (size_t i = 0; i < n; i++) {
        if (b[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Blocks of every size are zeroed, aligned, and never overlap. */
START_TEST(arena_blocks)
{
    uint64_t lots = lots_at(0);
    urne_arena *arena = urne_arena_new();
    unsigned char *block[400];
    size_t size[400];
    for (size_t i = 0; i < 400; i++) {
        size[i] = lots_below(&lots, i % 10 == 0 ? 70000 : 300);
        block[i] = urne_arena_alloc(arena, size[i]);
        ck_assert_ptr_nonnull(block[i]);
        ck_assert_uint_eq((uintptr_t)block[i] % _Alignof(max_align_t), 0);
        ck_assert(all_zero(block[i], size[i]));
        memset(block[i], (int)(i % 255) + 1, size[i]);
    }
    for (size_t i = 0; i < 400; i++) {
        bool same = true;
        for (size_t j = 0; j < size[i]; j++) {
            same = same && block[i][j] == i % 255 + 1;
        }
        ck_assert_msg(same, LOTS_HERE "block %zu was overwritten", lots_seed(),
                      (uint64_t)0, i);
    }
    urne_arena_free(arena);
    urne_arena_free(NULL);
}
END_TEST

START_TEST(arena_grow_keeps_the_bytes)
{
    urne_arena *arena = urne_arena_new();
    unsigned char *p = urne_arena_alloc(arena, 1), *other = NULL;
    size_t n = 1;
    p[0] = 7;
    for (size_t step = 0; n < 200000; step++) {
        size_t to = n + n / 2 + 1;
        p = urne_arena_grow(arena, p, n, to);
        for (size_t i = n; i < to; i++) {
            p[i] = (unsigned char)(i * 7 + 7);
        }
        n = to;
        if (step % 3 == 0) {
            /* p is no longer the newest block; large ones count apart */
            other = urne_arena_alloc(arena, step % 2 == 0 ? 10 : 20000);
            other[0] = 1;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (p[i] != (unsigned char)(i * 7 + 7)) {
            ck_abort_msg("byte %zu changed", i);
        }
    }
    urne_arena_free(arena);
}
END_TEST

static char deferred[4];

static void note_deferred(void *ptr)
{
    size_t n = strlen(deferred);
    deferred[n] = *(const char *)ptr;
}

START_TEST(arena_defer_last_first)
{
    urne_arena *arena = urne_arena_new();
    char *letters = urne_arena_alloc(arena, 3);
    memcpy(letters, "abc", 3);
    for (size_t i = 0; i < 3; i++) {
        urne_arena_defer(arena, note_deferred, letters + i);
    }
    ck_assert_str_eq(deferred, "");
    urne_arena_free(arena);
    ck_assert_str_eq(deferred, "cba");
}
END_TEST

START_TEST(bug_exits_70)
{
    urne_bug("a test");
}
END_TEST

/* ---- str ---- */

START_TEST(str_order)
{
    static const char *const ascending[] = {"",      "A", "AB", "B", "a",       "a ",
                                            "a\xc3", "b", "ba", "z", "\xc3\xa9"};
    for (size_t i = 0; i < PROGRAM_COUNT(ascending); i++) {
        for (size_t j = 0; j < PROGRAM_COUNT(ascending); j++) {
            urne_str a = urne_str_of(ascending[i]), b = urne_str_of(ascending[j]);
            int want = (i > j) - (i < j), got = urne_str_cmp(a, b);
            ck_assert_int_eq((got > 0) - (got < 0), want);
            got = urne_str_cmp_void(&a, &b);
            ck_assert_int_eq((got > 0) - (got < 0), want);
            ck_assert_int_eq(urne_str_eq(a, b), i == j);
            ck_assert_int_eq(urne_str_is(a, ascending[j]), i == j);
        }
    }
    ck_assert(urne_str_eq((urne_str){NULL, 0}, URNE_STR("")));
    /* bytes behind a NUL count */
    ck_assert(urne_str_cmp((urne_str){"a\0b", 3}, (urne_str){"a\0c", 3}) < 0);
}
END_TEST

START_TEST(str_parts)
{
    urne_arena *arena = urne_arena_new();
    urne_str s = URNE_STR("urne/1 roll");
    ck_assert(urne_str_starts(s, "urne/1 "));
    ck_assert(urne_str_starts(s, ""));
    ck_assert(!urne_str_starts(s, "urne/1 roll "));
    ck_assert(urne_str_ends(s, " roll"));
    ck_assert(!urne_str_ends(s, "rol"));
    ck_assert(!urne_str_ends(URNE_STR("ll"), "roll"));
    ck_assert(urne_str_is(urne_str_slice(s, 5, 6), "1"));
    ck_assert(urne_str_is(urne_str_slice(s, 11, 11), ""));
    urne_str copy = urne_str_dup(arena, s);
    ck_assert(copy.p != s.p && urne_str_eq(copy, s));
    ck_assert_str_eq(urne_str_z(arena, urne_str_slice(s, 0, 4)), "urne");
    ck_assert_str_eq(urne_str_z(arena, (urne_str){NULL, 0}), "");
    urne_arena_free(arena);
}
END_TEST

START_TEST(str_slice_out_of_range)
{
    urne_str_slice(URNE_STR("abc"), _i == 0 ? 2 : 3, _i == 0 ? 4 : 2);
}
END_TEST

START_TEST(str_integers)
{
    static const struct {
        const char *text;
        uint64_t max, value;
        bool good;
    } rows[] = {
        {"0", 0, 0, true},
        {"0", 9, 0, true},
        {"9", 9, 9, true},
        {"10", 9, 0, false},
        {"10", 10, 10, true},
        {"11", 10, 0, false},
        {"9007199254740992", URNE_INT_MAX, (uint64_t)1 << 53, true},
        {"9007199254740993", URNE_INT_MAX, 0, false},
        {"18446744073709551615", UINT64_MAX, UINT64_MAX, true},
        {"18446744073709551616", UINT64_MAX, 0, false},
        {"18446744073709551620", UINT64_MAX, 0, false},
        {"99999999999999999999999", UINT64_MAX, 0, false},
        {"", 9, 0, false},
        {"00", 9, 0, false},
        {"07", 9, 0, false},
        {"+7", 9, 0, false},
        {"-0", 9, 0, false},
        {" 7", 9, 0, false},
        {"7 ", 9, 0, false},
        {"0x7", 9, 0, false},
        {"7/", 99, 0, false},
        {"7:", 99, 0, false},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(rows); i++) {
        uint64_t v = 12345;
        bool good = urne_str_u64(urne_str_of(rows[i].text), rows[i].max, &v);
        ck_assert_msg(good == rows[i].good, "\"%s\" under %" PRIu64, rows[i].text,
                      rows[i].max);
        ck_assert_uint_eq(v, good ? rows[i].value : 12345);
        if (good) {
            ck_assert_str_eq(URNE_DEC(v), rows[i].text);
        }
    }
    for (uint64_t v = 1; v != 0; v = v <= UINT64_MAX / 10 ? v * 10 : 0) {
        char want[32];
        snprintf(want, sizeof want, "%" PRIu64, v - 1);
        ck_assert_str_eq(URNE_DEC(v - 1), want);
    }
}
END_TEST

START_TEST(str_cut)
{
    static const struct {
        const char *text, *parts[4];
        size_t n;
    } rows[] = {
        {"", {""}, 1},
        {"a", {"a"}, 1},
        {"a;b", {"a", "b"}, 2},
        {";", {"", ""}, 2},
        {"a;", {"a", ""}, 2},
        {";a", {"", "a"}, 2},
        {"a;;b", {"a", "", "b"}, 3},
        {"aa;bb;cc", {"aa", "bb", "cc"}, 3},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(rows); i++) {
        urne_str rest = urne_str_of(rows[i].text), part;
        size_t n = 0;
        for (; urne_str_cut(&rest, ';', &part); n++) {
            ck_assert_uint_lt(n, rows[i].n);
            ck_assert(urne_str_is(part, rows[i].parts[n]));
        }
        ck_assert_uint_eq(n, rows[i].n);
        ck_assert(!urne_str_cut(&rest, ';', &part));
    }
}
END_TEST

/* ---- buf ---- */

START_TEST(buf_writes)
{
    urne_arena *arena = urne_arena_new();
    urne_buf a = urne_buf_new(arena, 0), b = urne_buf_new(arena, 8);
    ck_assert(urne_str_is(urne_buf_str(&a), ""));
    urne_buf_addz(&a, "H ");
    urne_buf_addu(&a, UINT64_MAX);
    urne_buf_addc(&a, '\n');
    urne_buf_add(&a, (urne_str){NULL, 0});
    memcpy(urne_buf_reserve(&a, 2), "ok", 2);
    a.n += 2;
    ck_assert(urne_str_is(urne_buf_str(&a), "H 18446744073709551615\nok"));
    /* two buffers that grow by turns do not write into each other */
    a.n = 0;
    for (unsigned i = 0; i < 30000; i++) {
        urne_buf_addc(&a, (char)('a' + i % 26));
        urne_buf_addc(&b, (char)('z' - i % 26));
    }
    ck_assert_uint_eq(a.n, 30000);
    ck_assert_uint_eq(b.n, 30000);
    for (unsigned i = 0; i < 30000; i++) {
        if (a.p[i] != (char)('a' + i % 26) || b.p[i] != (char)('z' - i % 26)) {
            ck_abort_msg("byte %u changed", i);
        }
    }
    urne_arena_free(arena);
}
END_TEST

/* ---- err ---- */

START_TEST(err_keeps_and_counts)
{
    urne_err err = URNE_ERR_NONE;
    for (uint64_t i = 1; i <= URNE_ERR_KEPT + 5; i++) {
        urne_place at = {.file = "roll.csv", .line = i, .column = 3};
        ck_assert_int_eq(urne_fail(&err, URNE_E_IO_OPEN, at, "why", URNE_DEC(i), NULL),
                         URNE_E_IO_OPEN);
    }
    ck_assert_uint_eq(err.count, URNE_ERR_KEPT + 5);
    ck_assert_uint_eq(err.kept, URNE_ERR_KEPT);
    const urne_diag *last = &err.diag[URNE_ERR_KEPT - 1];
    ck_assert_int_eq(last->code, URNE_E_IO_OPEN);
    ck_assert_str_eq(last->file, "roll.csv");
    ck_assert_uint_eq(last->line, URNE_ERR_KEPT);
    ck_assert_uint_eq(last->column, 3);
    ck_assert_str_eq(last->arg[0], "why");
    ck_assert_str_eq(last->arg[1], "40");
    ck_assert_str_eq(last->arg[2], "");
    ck_assert_int_eq(urne_fail(NULL, URNE_E_IO_KIND, URNE_NOWHERE, NULL),
                     URNE_E_IO_KIND);
}
END_TEST

static urne_code forward(urne_code code)
{
    URNE_TRY(code);
    return URNE_E_IO_LOCKED;
}

START_TEST(err_forwards)
{
    ck_assert_int_eq(forward(URNE_OK), URNE_E_IO_LOCKED);
    ck_assert_int_eq(forward(URNE_E_IO_READ), URNE_E_IO_READ);
}
END_TEST

/* Arguments are cut at a whole character; control bytes are never shown. */
START_TEST(err_cuts_characters)
{
    char text[200];
    urne_err err = URNE_ERR_NONE;
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3) {
            memcpy(text + i, "\xe2\x82\xac", 4); /* a euro sign */
        }
        urne_fail(&err, URNE_E_IO_OPEN, URNE_IN(text), text, NULL);
        const char *arg = err.diag[shift].arg[0], *file = err.diag[shift].file;
        ck_assert_uint_eq((strlen(arg) - shift) % 3, 0);
        ck_assert_uint_ge(strlen(arg), 125);
        ck_assert_uint_eq((strlen(file) - shift) % 3, 0);
        ck_assert_uint_ge(strlen(file), 189);
        const char *shown = URNE_SHOW(urne_str_of(text));
        ck_assert_str_eq(shown, arg);
    }
    ck_assert_str_eq(URNE_SHOW(((urne_str){"a\0b\n\x1b[\x7f\xc3\xa9", 9})),
                     "a?b??[?\xc3\xa9");
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"arena_blocks", arena_blocks, 0, 0},
        {"arena_grow_keeps_the_bytes", arena_grow_keeps_the_bytes, 0, 0},
        {"arena_defer_last_first", arena_defer_last_first, 0, 0},
        {"bug_exits_70", bug_exits_70, 0, 70},
        {"str_order", str_order, 0, 0},
        {"str_parts", str_parts, 0, 0},
        {"str_slice_out_of_range", str_slice_out_of_range, 2, 70},
        {"str_integers", str_integers, 0, 0},
        {"str_cut", str_cut, 0, 0},
        {"buf_writes", buf_writes, 0, 0},
        {"err_keeps_and_counts", err_keeps_and_counts, 0, 0},
        {"err_forwards", err_forwards, 0, 0},
        {"err_cuts_characters", err_cuts_characters, 0, 0},
    };
    return program_run("base", tests, PROGRAM_COUNT(tests), 60);
}

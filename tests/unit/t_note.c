/* codec/note: the rules that all notes keep (draw-1 §7.1), and the types of fields. */
#include "codec/note.h"
#include "oracle/grammar.h"
#include "oracle/program.h"
#include "proof/transcript.h"

#include <stdio.h>

static const char sound[] = "urne/1 announce\n"           /* 1 */
                            "ceremony " GRAMMAR_ID "\n"   /* 2 */
                            "seq 0\n"                     /* 3 */
                            "prev " GRAMMAR_H0 "\n"       /* 4 */
                            "time 2026-09-01T08:00:00Z\n" /* 5 */
                            "prior none\n"                /* 6 */
                            "tool urne 1.0.0\n"           /* 7 */
                            "body Hameau d'Exemple\n"     /* 8 */
                            "title Tirage\n"              /* 9 */
                            "end\n";                      /* 10 */

static urne_code read_bytes(urne_arena *arena, urne_str bytes, urne_err *err)
{
    urne_announce a;
    *err = (urne_err)URNE_ERR_NONE;
    return urne_announce_read(&a, arena, bytes, "note", err);
}

START_TEST(sound_note)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    urne_announce a;
    ck_assert_int_eq(read_bytes(arena, urne_str_of(sound), &err), URNE_OK);
    err = (urne_err)URNE_ERR_NONE;
    ck_assert_int_eq(urne_announce_read(&a, arena, urne_str_of(sound), "note", &err),
                     0);
    ck_assert(urne_str_eq(urne_announce_write(arena, &a), urne_str_of(sound)));
    urne_arena_free(arena);
}
END_TEST

/* ---- 7.1.1, 7.1.2, 7.1.3 ---- */

static const grammar_edit edits[] = {
    {1, "urne/1 commit", 2, 0},
    {1, "urne/2 announce", 2, 0},
    {1, "urne/1 announce x", 2, 0},
    {1, "urne/1", 2, 0},
    {1, "Urne/1 announce", 2, 0},
    {1, "\xef\xbb\xbfurne/1 announce", 2, 0},
    {1, "+urne/1 announce", 3, 2},
    {1, NULL, 2, 1},
    {10, NULL, 2, 9},   /* no end: the last line there is */
    {10, "end ", 2, 0}, /* a stray space */
    {10, "END", 2, 0},
    {10, "end\nend", 3, 10}, /* the first end is one keyword too early */
    {10, "end\nx", 2, 11},
    {3, "+", 2, 3},
    {11, "+", 2, 11}, /* an empty line behind the end */
    {3, "seq 0 ", 2, 0},
    {3, " seq 0", 2, 0},
    {3, "seq  0", 2, 0},
    {3, "seq\t0", 2, 0},
    {3, "seq 0\r", 2, 0},
    {3, "seq 0\x01", 2, 0},
    {3, "seq 0\x7f", 2, 0},
    {3, "seq \xd9\xa0", 2, 0}, /* an Arabic zero */
    {3, "s\xc3\xa9q 0", 3, 0},
    {3, "seq", 2, 0},
    {3, "seq 0 0", 2, 0},
    {3, "seqs 0", 3, 0},
    {3, "SEQ 0", 3, 0},
    {3, "seq 00", 2, 0},
    {3, "seq +0", 2, 0},
    {3, "seq -0", 2, 0},
    {3, "seq 0x0", 2, 0},
    {3, "seq 1e0", 2, 0},
    {3, "seq 9007199254740991", 0, 0},
    {3, "seq 9007199254740992", 2, 0},
    {3, "seq 18446744073709551616", 2, 0},
    {2, "ceremony 00112233445566778899aabbccddeef", 2, 0},
    {2, "ceremony 00112233445566778899aabbccddeefff", 2, 0},
    {2, "ceremony 00112233445566778899aabbccddeefF", 2, 0},
    {2, "ceremony 00112233445566778899aabbccddeefg", 2, 0},
    {4, "prev 000000000000000000000000000000000000000000000000000000000000000", 2, 0},
    {4, "prev 00000000000000000000000000000000000000000000000000000000000000000", 2, 0},
    {5, "time 2026-09-01T08:00:00", 2, 0},
    {5, "time 2026-09-01 08:00:00Z", 2, 0},
    {5, "time 2026-09-01t08:00:00z", 2, 0},
    {5, "time 2026-09-01T08:00:00+00:00", 2, 0},
    {5, "time 2026-09-01T24:00:00Z", 2, 0},
    {5, "time 2026-09-01T23:60:00Z", 2, 0},
    {5, "time 2026-09-01T23:59:60Z", 2, 0},
    {5, "time 2026-09-01T23:59:59Z", 0, 0},
    {5, "time 2026-02-29T08:00:00Z", 2, 0},
    {5, "time 2028-02-29T08:00:00Z", 0, 0},
    {5, "time 1900-02-29T08:00:00Z", 2, 0},
    {5, "time 2000-02-29T08:00:00Z", 0, 0},
    {5, "time 0000-01-01T08:00:00Z", 2, 0},
    {5, "time 0001-01-01T08:00:00Z", 0, 0},
    {5, "time 2026-00-01T08:00:00Z", 2, 0},
    {5, "time 2026-13-01T08:00:00Z", 2, 0},
    {5, "time 2026-09-00T08:00:00Z", 2, 0},
    {5, "time 2026-09-31T08:00:00Z", 2, 0},
    {5, "time 2026-9-01T08:00:00Z", 2, 0},
    {5, "time 2026-09-01T08:0a:00Z", 2, 0},
    {8, "body", 2, 0},
    {8, "body X", 0, 0},
    {8, "body A B C", 0, 0},
    {8, "body  A", 2, 0},
    {8, "body e\xcc\x81", 2, 0}, /* not NFC */
    {8, "body \xc3\xa9", 0, 0},
    {8,
     "body a\xc2\xa0"
     "b",
     2, 0}, /* no-break space */
    {8,
     "body a\xe2\x80\xae"
     "b",
     2, 0}, /* right-to-left override */
    {8,
     "body a\xe2\x80\x8b"
     "b",
     2, 0},                          /* zero-width space */
    {8, "body a\xee\x80\x80", 2, 0}, /* private use */
    {8, "body a\xef\xbf\xbd", 2, 0}, /* replacement character */
    {8,
     "body a\xc2\x85"
     "b",
     2, 0}, /* C1 control */
    {8, "body a\xff", 2, 0},
    {8, "body a\xc0\xaf", 2, 0},     /* overlong */
    {8, "body a\xed\xa0\x80", 2, 0}, /* a surrogate */
    {8, "body a\xf4\x90\x80\x80", 2, 0},
    {8, "body a\xc3", 2, 0}, /* cut short */
};

START_TEST(edited_note)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    const grammar_edit *e = &edits[_i];
    urne_str bytes = lines_edit(arena, urne_str_of(sound), e->line, e->text);
    urne_code code = read_bytes(arena, bytes, &err);
    grammar_expect(e, code, &err);
    urne_arena_free(arena);
}
END_TEST

/* NUL is a byte like the other controls, and ends nothing. */
START_TEST(nul_byte)
{
    for (size_t i = 0; i < sizeof sound - 1; i++) {
        urne_arena *arena = urne_arena_new();
        urne_err err;
        char text[sizeof sound];
        memcpy(text, sound, sizeof sound);
        text[i] = '\0';
        ck_assert(read_bytes(arena, (urne_str){text, sizeof sound - 1}, &err) !=
                  URNE_OK);
        urne_arena_free(arena);
    }
}
END_TEST

/* Cut anywhere, the note is refused as a whole, at a line that it has. */
START_TEST(cut_anywhere)
{
    for (size_t n = 0; n < sizeof sound - 1; n++) {
        urne_arena *arena = urne_arena_new();
        urne_err err;
        char *exact = malloc(n == 0 ? 1 : n);
        memcpy(exact, sound, n);
        urne_str s = {exact, n};
        ck_assert_int_ne(read_bytes(arena, s, &err), URNE_OK);
        /* 7.1.1: the line without LF or the last line, which is not "end". */
        size_t lines = lines_count(s),
               due = n == 0 || exact[n - 1] == '\n' ? lines : lines + 1;
        ck_assert_msg(err.diag[0].line == due || n == 0,
                      "cut to %zu bytes: line %zu, not %zu", n,
                      (size_t)err.diag[0].line, due);
        free(exact);
        urne_arena_free(arena);
    }
}
END_TEST

/* The first bad line of the whole file comes first, whatever the keywords before say.
 */
START_TEST(lines_before_keywords)
{
    static const struct {
        size_t line;
        const char *text;
    } later[] = {{8, "body  A"},
                 {8, "body a\xff"},
                 {9, "title \xed\xa0\x80"},
                 {9, ""},
                 {9, "x\x01"}};
    urne_arena *arena = urne_arena_new();
    urne_err err;
    grammar_edit due = {later[_i].line, later[_i].text, 2, 0};
    urne_str bytes = lines_edit(arena, urne_str_of(sound), 3, "unknown 0");
    bytes = lines_edit(arena, bytes, later[_i].line, later[_i].text);
    urne_code code = read_bytes(arena, bytes, &err);
    grammar_expect(&due, code, &err);
    urne_arena_free(arena);
}
END_TEST

/* 1024 bytes a line, 200 bytes a text: whole characters are counted as bytes. */
START_TEST(lengths)
{
    static const struct {
        size_t n;
        bool accented;
        int v;
    } texts[] = {{200, false, 0},  {201, false, 2},  {200, true, 0},   {202, true, 2},
                 {1019, false, 2}, {1020, false, 2}, {70000, false, 2}};
    urne_arena *arena = urne_arena_new();
    urne_err err;
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "body ");
    for (size_t i = 0; i < texts[_i].n; i += texts[_i].accented ? 2 : 1) {
        urne_buf_addz(&buf, texts[_i].accented ? "\xc3\xa9" : "a");
    }
    urne_buf_addc(&buf, '\0');
    grammar_edit e = {8, buf.p, texts[_i].v, 0};
    urne_code code =
        read_bytes(arena, lines_edit(arena, urne_str_of(sound), 8, buf.p), &err);
    grammar_expect(&e, code, &err);
    urne_arena_free(arena);
}
END_TEST

/* ---- names and times ---- */

START_TEST(names)
{
    ck_assert(urne_name_ok(URNE_STR("a"), 16));
    ck_assert(urne_name_ok(URNE_STR("a-1"), 16));
    ck_assert(urne_name_ok(URNE_STR("a-"), 16));
    ck_assert(urne_name_ok(URNE_STR("abcdefghijklmnop"), 16));
    ck_assert(!urne_name_ok(URNE_STR("abcdefghijklmnopq"), 16));
    static const char *const bad[] = {"",    "1",   "-a",  "A",        "aB",
                                      "a_b", "a.b", "a b", "\xc3\xa9", "a\xc3\xa9"};
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_msg(!urne_name_ok(urne_str_of(bad[i]), 16), "%s", bad[i]);
    }
    ck_assert(!urne_name_ok((urne_str){"a\0b", 3}, 16));
}
END_TEST

/* ---- fields taken one by one ---- */

START_TEST(take)
{
    static const char text[] = "urne/1 x\nk a b c\nk a\nk\nend\n";
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_note note;
    urne_str f[3];
    ck_assert_int_eq(urne_note_open(&note, urne_str_of(text), "x", "x", &err), URNE_OK);
    ck_assert(urne_note_is(&note, "k"));
    ck_assert(!urne_note_is(&note, "kk"));
    ck_assert_int_eq(urne_note_take(&note, "k", 2, f, URNE_LAST_REST, &err), URNE_OK);
    ck_assert(urne_str_is(f[0], "a"));
    ck_assert(urne_str_is(f[1], "b c"));
    ck_assert_int_eq(urne_note_take(&note, "k", 2, f, URNE_LAST_REST, &err), URNE_OK);
    ck_assert(urne_str_is(f[0], "a"));
    ck_assert_uint_eq(f[1].n, 0);
    urne_note before = note;
    ck_assert_int_eq(urne_note_take(&note, "k", 2, f, URNE_LAST_REST, &err),
                     URNE_E_NOTE_FIELDS);
    ck_assert_uint_eq(err.diag[0].line, 4);
    note = before;
    ck_assert_int_eq(urne_note_close(&note, &err), URNE_E_NOTE_ORDER);
    ck_assert_int_eq(urne_note_take(&note, "k", 0, f, URNE_LAST_FIELD, &err), URNE_OK);
    ck_assert_int_eq(urne_note_close(&note, &err), URNE_OK);
    urne_arena_free(arena);
}
END_TEST

START_TEST(put)
{
    urne_arena *arena = urne_arena_new();
    urne_buf buf = urne_buf_new(arena, 1);
    urne_note_put(&buf, "end", 0, NULL);
    urne_note_put(&buf, "k", 2, (urne_str[]){URNE_STR("a"), URNE_STR("b c")});
    ck_assert(urne_str_is(urne_buf_str(&buf), "end\nk a b c\n"));
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"sound_note", sound_note, 0, 0},
        {"edited_note", edited_note, (int)PROGRAM_COUNT(edits), 0},
        {"nul_byte", nul_byte, 0, 0},
        {"cut_anywhere", cut_anywhere, 0, 0},
        {"lines_before_keywords", lines_before_keywords, 5, 0},
        {"lengths", lengths, 7, 0},
        {"names", names, 0, 0},
        {"take", take, 0, 0},
        {"put", put, 0, 0},
    };
    return program_run("note", tests, PROGRAM_COUNT(tests), 60);
}

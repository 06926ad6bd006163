/* panel/check: the worked examples of panel-1, what is refused of them and where, and
 * trees made by hand. */
#include "base/buf.h"
#include "oracle/panel_case.h"
#include "oracle/program.h"

#include <stdio.h>

static panel_case of(char which)
{
    return which == 'e'   ? case_eight()
           : which == 'c' ? case_corners(0, 1)
           : which == 'a' ? case_corners(0, 0)
                          : case_corners(1, 1);
}

static const char *text_of(char which)
{
    return which == 'e'   ? eight_proof
           : which == 'c' ? cut_proof
           : which == 'a' ? absent_proof
                          : none_proof;
}

static urne_code check(urne_panel_checked *out, urne_arena *arena, char which,
                       urne_str text, urne_err *err)
{
    panel_case c = of(which);
    *err = (urne_err)URNE_ERR_NONE;
    return urne_panel_check(out, arena, panel_case_of(&c), text, "proof", err);
}

/* The text with lines from..to replaced. */
static urne_str changed(urne_arena *arena, const char *text, uint64_t from, uint64_t to,
                        const char *by)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_str rest = urne_str_of(text), line;
    for (uint64_t n = 1; urne_str_cut(&rest, '\n', &line) && rest.p != NULL; n++) {
        if (n == from) {
            urne_buf_addz(&buf, by);
        }
        if (n < from || n > to) {
            urne_buf_add(&buf, line);
            urne_buf_addc(&buf, '\n');
        }
    }
    return urne_buf_str(&buf);
}

START_TEST(sound)
{
    static const char all[] = "ecan";
    for (const char *w = all; *w != '\0'; w++) {
        urne_arena *arena = urne_arena_new();
        urne_panel_checked got;
        urne_err err;
        ck_assert_int_eq(check(&got, arena, *w, urne_str_of(text_of(*w)), &err),
                         URNE_OK);
        ck_assert(urne_str_is(got.ceremony, "00112233445566778899aabbccddeeff"));
        ck_assert_uint_eq(got.claimed, got.n_levels);
        urne_arena_free(arena);
    }
}
END_TEST

START_TEST(eight)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_checked got;
    urne_err err;
    ck_assert_int_eq(check(&got, arena, 'e', urne_str_of(eight_proof), &err), URNE_OK);
    ck_assert_int_eq(got.objective, URNE_PANEL_LEXIMIN);
    ck_assert_uint_eq(got.n_levels, 3);
    ck_assert_str_eq(got.level[0].chance, "1/3");
    ck_assert_str_eq(got.level[1].chance, "5/9");
    ck_assert_str_eq(got.level[2].chance, "2/3");
    static const uint32_t of_type[] = {0, 1, 0, 2};
    for (size_t t = 0; t < 4; t++) {
        ck_assert_uint_eq(got.level_of[t], of_type[t]);
    }
    ck_assert_uint_eq(got.level[0].persons, 3);
    ck_assert_uint_eq(got.panels, 2);
    ck_assert_uint_eq(got.stages, 3);
    ck_assert_uint_eq(got.cuts + got.absent, 0);
    urne_arena_free(arena);
}
END_TEST

/* Other proofs of the same. */
START_TEST(accepted)
{
    static const struct {
        char which;
        uint64_t from, to;
        const char *by;
    } same[] = {
        {'e', 9, 9, "stage 2/3 2:1\n"}, /* men instead of all less women */
        {'e', 9, 9, "stage 2/3 2:7\n"}, /* seven times that */
        {'e', 9, 9, "stage 2/3 1:-6 5:3\n"},
        {'e', 9, 9, "stage 2/3 1:-3 5:1\n"}, /* women are always 2 */
        {'c', 6, 6, "leaf 4 2:2 4:2 6:2\n"},
        {'c', 6, 6, "branch row 2 0\nleaf 1 2:1 4:1\nleaf 2 2:1 4:1 6:1\n"},
        {'c', 6, 6,
         "branch type 4 0\nleaf 1 6:1\nbranch type 3 0\nleaf 1 4:1\nempty 2:1\n"},
        {'c', 10, 10, "stage 1/3 8:5\n"},
        {'c', 7, 6, "cut 4 1:2 2:2 3:2 4:2\nleaf 1 7:2\n"}, /* unused, behind */
        {'c', 7, 10,
         "cut 1 2:1 3:1 4:1\nleaf 1 8:1\n" /* proven by the cut before, and used */
         "panel 1/3 1:1 2:1\npanel 1/3 1:1 3:1\npanel 1/3 1:1 4:1\nstage 1/3 9:1\n"},
        {'a', 8, 8, "leaf 3 6:3\n"},
        {'n', 6, 6, "empty 2:-2 4:-2 6:2\n"},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(same); i++) {
        urne_arena *arena = urne_arena_new();
        urne_panel_checked got;
        urne_err err;
        urne_str text = changed(arena, text_of(same[i].which), same[i].from, same[i].to,
                                same[i].by);
        ck_assert_msg(check(&got, arena, same[i].which, text, &err) == URNE_OK,
                      "%zu: line %d", i, (int)err.diag[0].line);
        urne_arena_free(arena);
    }
}
END_TEST

static const struct refusal {
    char which;
    uint64_t from, to;
    const char *by;
    urne_code code;
    uint64_t line;
} refusals[] = {
    /* the seven of panel-1 §8.1.2 */
    {'e', 7, 7, "stage 1/3 3:-1\n", URNE_E_CERT_STAGE, 7},
    {'e', 9, 9, "stage 2/3 1:-2 5:-1\n", URNE_E_CERT_STAGE, 9},
    {'e', 8, 9, "stage 2/3 1:-2 5:1\nstage 5/9 1:1\n", URNE_E_CERT_STAGE, 8},
    {'e', 7, 12,
     "stage 1/4 3:1\nstage 1/2 1:1\nstage 3/4 1:-2 5:1\n"
     "level 1/4 2\nlevel 1/2 4\nlevel 3/4 2\n",
     URNE_E_CERT_STAGE, 7},
    {'e', 5, 6, "panel 1/2 1:1 2:1 4:2\npanel 1/2 2:2 3:1 4:1\n", URNE_E_CERT_STAGE, 7},
    {'e', 6, 6, "panel 2/3 2:2 4:2\n", URNE_E_CERT_STAGE, 7},
    {'e', 9, 9, "", URNE_E_CERT_COVER, 9},
    /* the head */
    {'e', 1, 1, "urne/1 panels\n", URNE_E_NOTE_KIND, 1},
    {'e', 2, 2, "ceremony 00112233445566778899AABBCCDDEEFF\n", URNE_E_NOTE_VALUE, 2},
    {'e', 3, 3, "size 5\n", URNE_E_CERT_POOL, 3},
    {'e', 3, 3, "size 04\n", URNE_E_NOTE_VALUE, 3},
    {'e', 4, 4, "objective nash\n", URNE_E_NOTE_VALUE, 4},
    {'e', 4, 4, "", URNE_E_NOTE_ORDER, 4},
    {'e', 13, 13, "end\nend\n", URNE_E_NOTE_ORDER, 13},
    {'e', 13, 13, "", URNE_E_NOTE_END, 12},
    /* panels */
    {'e', 5, 6, "", URNE_E_CERT_PANEL, 5},
    {'e', 6, 6, "", URNE_E_CERT_PANEL, 5},
    {'e', 5, 6, "panel 2/3 2:2 3:1 4:1\npanel 1/3 1:1 2:1 4:2\n", URNE_E_CERT_PANEL, 6},
    {'e', 6, 6, "panel 1/3 2:2 3:1 4:1\npanel 1/3 2:2 3:1 4:1\n", URNE_E_CERT_PANEL, 7},
    {'e', 6, 6, "panel 2/3 2:2 3:1\n", URNE_E_CERT_PANEL, 6},
    {'e', 6, 6, "panel 2/3 2:1 3:2 4:1\n", URNE_E_CERT_PANEL, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:2\n", URNE_E_CERT_PANEL, 6},
    {'e', 5, 5, "panel 1/3 1:2 4:2\n", URNE_E_CERT_PANEL, 5},
    {'e', 6, 6, "panel 2/3 2:3 3:-1 4:2\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 4/6 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel -2/3 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/-3 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/0 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/1 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/03 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3/1 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 0 2:2 3:1 4:1\n", URNE_E_CERT_PANEL, 6},
    {'e', 6, 6, "panel -0 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:1 4:01\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:1 4:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3 1:0 2:2 3:1 4:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:1 5:1\n", URNE_E_CERT_POOL, 6},
    {'e', 6, 6, "panel 2/3 0:1 2:2 3:1\n", URNE_E_CERT_POOL, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:1 4\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:1 4:\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3 2:2 3:1 4:1:1\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel\n", URNE_E_NOTE_VALUE, 6},
    {'e', 6, 6, "panel 2/3\n", URNE_E_CERT_PANEL, 6},
    /* stages */
    {'e', 7, 9, "", URNE_E_CERT_COVER, 7},
    {'e', 7, 7, "stage 1/3\n", URNE_E_CERT_COVER, 7},
    {'e', 7, 7, "stage 0\nstage 1/3 3:1\n", URNE_E_CERT_COVER, 7},
    {'e', 7, 7, "stage 1/3 3:1\nstage 1/3 3:1\n", URNE_E_CERT_COVER, 8},
    {'e', 9, 9, "stage 2/3 2:1\nstage 1\n", URNE_E_CERT_COVER, 10},
    {'e', 9, 9, "stage 1\n", URNE_E_CERT_STAGE, 9},
    {'e', 7, 7, "stage 1/2 3:1\n", URNE_E_CERT_STAGE, 7},
    {'e', 8, 8, "stage 4/9 1:1\n", URNE_E_CERT_STAGE, 8},
    {'e', 9, 9, "stage 2/3 4:1\n", URNE_E_CERT_STAGE, 9},
    {'e', 9, 9, "stage 2/3 5:1 1:-2\n", URNE_E_NOTE_VALUE, 9},
    {'e', 9, 9, "stage 2/3 1:-2 6:1\n", URNE_E_CERT_POOL, 9},
    {'e', 9, 9, "stage 2/3 1:-2 5:+1\n", URNE_E_NOTE_VALUE, 9},
    {'e', 9, 9, "stage 2/3 1:-2 4:0 5:1\n", URNE_E_NOTE_VALUE, 9},
    {'e', 9, 9, "stage 2/3 1:-02 5:1\n", URNE_E_NOTE_VALUE, 9},
    {'e', 9, 9, "stage 2/3 1:- 5:1\n", URNE_E_NOTE_VALUE, 9},
    {'c', 10, 10, "stage 1/3 8:-1\n", URNE_E_NOTE_VALUE, 10},
    {'c', 10, 10, "stage 1/3 2:1 4:1 6:1\n", URNE_E_CERT_STAGE, 10},
    {'c', 10, 10, "stage 1/3 9:1\n", URNE_E_CERT_POOL, 10},
    {'a', 11, 11, "", URNE_E_CERT_COVER, 11},
    {'a', 11, 11, "stage 0 6:1\n", URNE_E_CERT_COVER, 11},
    {'a', 11, 11, "stage 0\nstage 0\n", URNE_E_CERT_COVER, 12},
    {'a', 11, 12, "stage 2/3 7:1\nstage 0\n", URNE_E_CERT_COVER, 11},
    /* levels */
    {'e', 10, 10, "", URNE_E_CERT_LEVEL, 10},
    {'e', 10, 12, "", URNE_E_CERT_LEVEL, 10},
    {'e', 12, 12, "level 2/3 1\n", URNE_E_CERT_LEVEL, 12},
    {'e', 12, 12, "level 2/3 02\n", URNE_E_CERT_LEVEL, 12},
    {'e', 12, 12, "level 4/6 2\n", URNE_E_CERT_LEVEL, 12},
    {'e', 12, 12, "level 2/3 2 2\n", URNE_E_NOTE_VALUE, 12},
    {'e', 12, 12, "level 2/3 2\nlevel 1 0\n", URNE_E_CERT_LEVEL, 13},
    {'e', 10, 11, "level 5/9 3\nlevel 1/3 3\n", URNE_E_CERT_LEVEL, 10},
    /* cuts and who is absent */
    {'c', 5, 5, "cut 0 2:1 3:1 4:1\n", URNE_E_CERT_TREE, 6},
    {'c', 5, 5, "cut 1 2:1 3:1 4:2\n", URNE_E_CERT_TREE, 6},
    {'c', 5, 5, "cut 1\n", URNE_E_CERT_TREE, 5},
    {'c', 5, 5, "cut 1152921504606846976 2:1\n", URNE_E_NOTE_VALUE, 5},
    {'c', 5, 5, "cut 1 2:1 3:1 4:1152921504606846976\n", URNE_E_NOTE_VALUE, 5},
    {'c', 6, 6, "leaf 2 2:1 4:1 8:1\n", URNE_E_CERT_POOL, 6}, /* itself */
    {'c', 6, 6, "leaf 0 2:1 4:1 6:1\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "leaf -2 2:1 4:1 6:1\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "leaf 1 2:1 4:1 6:1\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "leaf 3 2:1 4:1 6:1\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "leaf 1\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "empty\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "leaf 2 2:1 4:1 6:1\nleaf 2 2:1 4:1 6:1\n", URNE_E_CERT_PANEL, 7},
    {'c', 6, 6, "branch row 2 0\nleaf 1 2:1 4:1\n", URNE_E_CERT_TREE, 8},
    {'c', 6, 6, "branch row 2 0\nleaf 2 2:1 4:1 6:1\nleaf 1 2:1 4:1\n",
     URNE_E_CERT_TREE, 8},
    {'c', 6, 6, "branch row 2 1\nleaf 2 2:1 4:1 6:1\nempty 2:1\n", URNE_E_CERT_TREE, 6},
    {'c', 6, 6, "branch row 2 -1\nempty 2:1\nleaf 2 2:1 4:1 6:1\n", URNE_E_CERT_TREE,
     6},
    {'c', 6, 6, "branch row 7 0\n", URNE_E_CERT_POOL, 6},
    {'c', 6, 6, "branch type 5 0\n", URNE_E_CERT_POOL, 6},
    {'c', 6, 6, "branch cut 1 0\n", URNE_E_NOTE_VALUE, 6},
    {'c', 6, 6, "branch row 2 0 0\n", URNE_E_NOTE_VALUE, 6},
    {'a', 6, 6, "leaf 1 2:1\n", URNE_E_CERT_TREE, 6},
    {'a', 7, 7, "absent 2\n", URNE_E_CERT_TREE, 7},
    {'a', 7, 7, "absent 4\n", URNE_E_CERT_TREE, 8},
    {'a', 7, 7, "absent 5\n", URNE_E_CERT_POOL, 7},
    {'a', 7, 7, "absent 3 4\n", URNE_E_NOTE_VALUE, 7},
    {'a', 7, 7, "cut 0 3:1\n", URNE_E_CERT_STAGE, 12}, /* proven, but no absent */
    {'a', 10, 10, "panel 2/3 1:1 2:1\n", URNE_E_CERT_CUT, 10},
    {'c', 9, 9, "panel 1/3 2:1 3:1\n", URNE_E_CERT_CUT, 9},
    {'n', 4, 4, "objective leximin\n", URNE_E_CERT_PANEL, 5},
    {'n', 5, 7, "leaf 1\n", URNE_E_CERT_TREE, 5},
    {'n', 7, 7, "empty 2:1 4:1 6:1\n", URNE_E_CERT_TREE, 7},
    {'n', 8, 8, "level 1 1\nend\n", URNE_E_NOTE_ORDER, 8},
    /* folded lines */
    {'e', 9, 9, "stage 2/3 1:-2\n+ 5:1\n", URNE_E_CERT_FOLD, 10},
    {'e', 9, 9, "stage 2/3\n+\n", URNE_E_CERT_FOLD, 10},
    {'e', 5, 5, "+ 1/3 1:1 2:1 4:2\n", URNE_E_CERT_PANEL, 5},
};

START_TEST(refused)
{
    const struct refusal *r = &refusals[_i];
    urne_arena *arena = urne_arena_new();
    urne_panel_checked got;
    urne_err err;
    urne_str text = changed(arena, text_of(r->which), r->from, r->to, r->by);
    urne_code code = check(&got, arena, r->which, text, &err);
    ck_assert_msg(code == r->code && err.diag[0].line == r->line, "%d: %s: %d, line %d",
                  _i, r->by, (int)code, (int)err.diag[0].line);
    urne_arena_free(arena);
}
END_TEST

/* A quota is another one: whatever has a multiplier proves nothing then. */
START_TEST(other_pools)
{
    urne_arena *arena = urne_arena_new();
    for (size_t f = 0; f < 4; f++) {
        for (int side = 0; side < 2; side++) {
            urne_panel_checked got;
            urne_err err = URNE_ERR_NONE;
            panel_case c = case_eight();
            (side == 0 ? c.lo : c.hi)[f] += side == 0 ? -1 : 1;
            urne_code code = urne_panel_check(&got, arena, panel_case_of(&c),
                                              urne_str_of(eight_proof), "proof", &err);
            /* Women of both bounds and the most young have multipliers. */
            bool used = f == 0 || (f == 2 && side == 1);
            ck_assert_msg(code == (used ? URNE_E_CERT_STAGE : URNE_OK),
                          "row %zu, side %d: %d", f, side, (int)code);
        }
    }
    urne_arena_free(arena);
}
END_TEST

/* Maximin: the first level above 0, and nothing behind it is claimed. */
START_TEST(maximin)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_checked got;
    urne_err err;
    urne_str text = changed(arena, eight_proof, 4, 4, "objective maximin\n");
    ck_assert_int_eq(check(&got, arena, 'e', text, &err), URNE_E_CERT_COVER);
    ck_assert_uint_eq(err.diag[0].line, 8);
    const char *one = urne_str_z(arena, text);
    text = changed(arena, one, 8, 9, "");
    ck_assert_int_eq(check(&got, arena, 'e', text, &err), URNE_OK);
    ck_assert_uint_eq(got.claimed, 1);
    ck_assert_uint_eq(got.n_levels, 3);
    text = changed(arena, one, 7, 9, "");
    ck_assert_int_eq(check(&got, arena, 'e', text, &err), URNE_E_CERT_COVER);
    text = changed(arena, absent_proof, 4, 4, "objective maximin\n");
    ck_assert_int_eq(check(&got, arena, 'a', text, &err), URNE_OK);
    ck_assert_uint_eq(got.claimed, 2); /* 0 and 2/3 */
    text = changed(arena, urne_str_z(arena, text), 12, 12, "");
    ck_assert_int_eq(check(&got, arena, 'a', text, &err), URNE_E_CERT_COVER);
    urne_arena_free(arena);
}
END_TEST

/* Men instead of women, as many times as a number of so many digits says: as good a
 * proof of the last level as once. */
static urne_str long_stage(urne_arena *arena, size_t digits, const char *glue)
{
    urne_buf buf = urne_buf_new(arena, 4 * digits + 64);
    urne_buf_addz(&buf, "stage 2/3");
    for (int row = 0; row < 2; row++) {
        urne_buf_addz(&buf, glue);
        urne_buf_addz(&buf, row == 0 ? "1:-1" : "2:1");
        for (size_t i = 1; i < digits; i++) {
            urne_buf_addc(&buf, '0');
        }
    }
    urne_buf_addz(&buf, "\n");
    const char *line = urne_str_z(arena, urne_buf_str(&buf));
    return changed(arena, eight_proof, 9, 9, line);
}

START_TEST(long_numbers)
{
    static const struct {
        size_t digits;
        const char *glue;
        urne_code code;
    } tries[] = {
        {500, " ", URNE_OK},          /* 9 + 1 + 503 + 1 + 502 = 1016 bytes */
        {505, " ", URNE_E_CERT_FOLD}, /* 1026 */
        {2000, " ", URNE_E_CERT_FOLD},
        {2000, "\n+ ", URNE_OK},
        {500, "\n+ ", URNE_E_CERT_FOLD},
        {20000, "\n+ ", URNE_OK},
        {20001, "\n+ ", URNE_E_NOTE_VALUE},
        {70000, "\n+ ", URNE_E_NOTE_LENGTH},
        {1000000, "\n+ ", URNE_E_NOTE_LENGTH},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(tries); i++) {
        urne_arena *arena = urne_arena_new();
        urne_panel_checked got;
        urne_err err;
        urne_str text = long_stage(arena, tries[i].digits, tries[i].glue);
        urne_code code = check(&got, arena, 'e', text, &err);
        ck_assert_msg(code == tries[i].code, "%zu: %d", i, (int)code);
        urne_arena_free(arena);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"sound", sound, 0, 0},
        {"eight", eight, 0, 0},
        {"accepted", accepted, 0, 0},
        {"refused", refused, PROGRAM_COUNT(refusals), 0},
        {"other_pools", other_pools, 0, 0},
        {"maximin", maximin, 0, 0},
        {"long_numbers", long_numbers, 0, 0},
    };
    return program_run("panel_check", tests, PROGRAM_COUNT(tests), 20);
}

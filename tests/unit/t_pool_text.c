/* proof/pool: the files of a panel's dossier, there and back; what is not exactly what
 * writing gives is refused with its line; what is hidden, and which number is drawn. */
#include "oracle/lines.h"
#include "oracle/program.h"
#include "proof/pool.h"

#define CEREMONY "00112233445566778899aabbccddeeff"
#define H0       "0000000000000000000000000000000000000000000000000000000000000000"
#define H1       "1111111111111111111111111111111111111111111111111111111111111111"
#define H2       "2222222222222222222222222222222222222222222222222222222222222222"
#define H3       "3333333333333333333333333333333333333333333333333333333333333333"

static const char rules_txt[] = "urne/1 quotas\n"
                                "ceremony " CEREMONY "\n"
                                "size 4\n"
                                "objective leximin\n"
                                "households yes\n"
                                "lottery 1000\n"
                                "number dice\n"
                                "publication sealed\n"
                                "counts drawn\n"
                                "kmin 3\n"
                                "category 1 gender\n"
                                "feature 1 1 3 woman\n"
                                "feature 2 1 3 man\n"
                                "category 2 âge\n"
                                "feature 3 0 2 16-29\n"
                                "feature 4 1 1 30-59\n"
                                "feature 5 0 4 60 et plus\n"
                                "end\n";

static const char open_txt[] = "urne/1 pool-open\n"
                               "ceremony " CEREMONY "\n"
                               "proof " H0 "\n"
                               "person 1 " H1 " 1 4 1\n"
                               "person 2 " H2 " 2 3 -\n"
                               "person 3 " H3 " 2 5 1\n"
                               "counts 0 " H1 "\n"
                               "counts 1 " H2 "\n"
                               "end\n";

static const char commit_txt[] = "urne/1 pool-commit\n"
                                 "ceremony " CEREMONY "\n"
                                 "seq 1\n"
                                 "prev " H0 "\n"
                                 "time 2026-11-26T08:00:00Z\n"
                                 "rules " H0 "\n"
                                 "pool 12 " H1 " " H2 "\n"
                                 "panels " H0 "\n"
                                 "counts " H1 "\n"
                                 "opened " H2 "\n"
                                 "poolkey " H3 "\n"
                                 "deviation 1/3000\n"
                                 "level 0 0 1\n"
                                 "level 1/15 1/3 8\n"
                                 "level 2/5 1 3\n"
                                 "source 1 dice d10 3\n"
                                 "end\n";

static const char result_txt[] = "urne/1 panel-result\n"
                                 "ceremony " CEREMONY "\n"
                                 "seq 3\n"
                                 "prev " H0 "\n"
                                 "time 2026-11-26T09:00:00Z\n"
                                 "seed " H0 "\n"
                                 "panel 417\n"
                                 "salt " H1 "\n"
                                 "count 1 2\n"
                                 "count 2 -\n"
                                 "member 1 3 " H1 "\n"
                                 "member 2 12 " H2 "\n"
                                 "end\n";

static urne_pool_rules *rules_of(urne_arena *arena)
{
    urne_pool_rules *r;
    ck_assert_int_eq(
        urne_pool_rules_read(&r, arena, urne_str_of(rules_txt), "quotas", NULL),
        URNE_OK);
    return r;
}

/* ---- there and back ---- */

/* Reads one of the notes; *out is what writing gives. */
static urne_code again(urne_str *out, urne_arena *arena, urne_str bytes, int which,
                       urne_err *err)
{
    urne_pool_rules *r;
    urne_pool_open o;
    urne_pool_seal s;
    urne_panel_result p;
    switch (which) {
    case 0:
        URNE_TRY(urne_pool_rules_read(&r, arena, bytes, "n", err));
        *out = urne_pool_rules_write(arena, r);
        return URNE_OK;
    case 1:
        URNE_TRY(urne_pool_open_read(&o, arena, rules_of(arena), bytes, "n", err));
        *out = urne_pool_open_write(arena, rules_of(arena), &o);
        return URNE_OK;
    case 2:
        URNE_TRY(urne_pool_seal_read(&s, arena, bytes, "n", err));
        *out = urne_pool_seal_write(arena, &s);
        return URNE_OK;
    default:
        URNE_TRY(urne_panel_result_read(&p, arena, bytes, "n", err));
        *out = urne_panel_result_write(arena, &p);
        return URNE_OK;
    }
}

static const char *const notes[] = {rules_txt, open_txt, commit_txt, result_txt};

/* Dropped, doubled, with a field more or another, a line makes the file another one;
 * the reader says no at this line or the next, or reads what it writes the same. */
START_TEST(lines)
{
    urne_arena *arena = urne_arena_new();
    urne_str s = urne_str_of(notes[_i]), out;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(again(&out, arena, s, _i, &err), URNE_OK);
    ck_assert(urne_str_eq(out, s));
    size_t refused = 0, n = lines_count(s);
    for (size_t i = 1; i <= n; i++) {
        urne_str line = lines_get(s, i);
        urne_buf twice = urne_buf_new(arena, 256), more = urne_buf_new(arena, 256);
        urne_buf_add(&twice, line);
        urne_buf_addc(&twice, '\n');
        urne_buf_add(&twice, line);
        urne_buf_addc(&twice, '\0');
        urne_buf_add(&more, line);
        urne_buf_addz(&more, " 0");
        urne_buf_addc(&more, '\0');
        const char *instead[] = {NULL, twice.p, more.p, "x"};
        for (size_t k = 0; k < PROGRAM_COUNT(instead); k++) {
            urne_str bytes = lines_edit(arena, s, i, instead[k]);
            err = (urne_err)URNE_ERR_NONE;
            if (again(&out, arena, bytes, _i, &err) == URNE_OK) {
                ck_assert_msg(urne_str_eq(out, bytes), "line %zu", i);
                continue;
            }
            refused++;
            ck_assert_uint_ge(err.diag[0].line, 1);
            ck_assert_uint_le(err.diag[0].line, i + 1);
        }
    }
    /* Texts of quotas may grow, and last lines of a list go. */
    ck_assert_uint_ge(refused, 4 * n - 12);
    urne_arena_free(arena);
}
END_TEST

static const struct {
    int which;
    unsigned line;
    const char *text;
} bad[] = {
    {0, 3, "size 0"},
    {0, 3, "size 1000001"},
    {0, 4, "objective none"},
    {0, 6, "lottery 100001"},
    {0, 8, "publication open"}, /* and line 9 says drawn */
    {0, 10, "kmin 0"},
    {0, 11, "category 2 gender"},
    {0, 12, "feature 1 3 1 woman"},
    {0, 12, "feature 1 1 1000001 woman"},
    {0, 13, "feature 2 1 3 woman"},
    {0, 14, "category 2 gender"},
    {0, 14, "feature 3 0 1 other\ncategory 2 age"}, /* number 3 comes again */
    {1, 4, "person 2 " H1 " 1 4 1"},
    {1, 4, "person 1 " H1 " 3 4 1"}, /* of another category */
    {1, 4, "person 1 " H1 " 1 6 1"},
    {1, 4, "person 1 " H1 " 1 4 0"},
    {1, 4, "person 1 " H1 " 1 4"},
    {1, 4, "person 1 " H1 " 1 4 1 1"},
    {1, 7, "counts 1 " H1},
    {2, 12, "deviation 2/6"},
    {2, 12, "deviation 1/1"},
    {2, 12, "deviation -1"},
    {2, 14, "level 0 1/3 8"}, /* not above the one before */
    {2, 14, "level 1/3 1/15 8"},
    {2, 14, "level 1/15 1/3 0"},
    {2, 15, "level 2/5 3/2 3"},
    {2, 10, "proofs " H2},
    {3, 7, "panel 0417"},
    {3, 9, "count 2 2"},
    {3, 10, "count 2 +"},
    {3, 11, "member 1 0 " H1},
    {3, 12, "member 3 12 " H2},
};

START_TEST(refused)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str out, bytes = lines_edit(arena, urne_str_of(notes[bad[_i].which]),
                                     bad[_i].line, bad[_i].text);
    ck_assert_int_ne(again(&out, arena, bytes, bad[_i].which, &err), URNE_OK);
    unsigned late = _i == 4 ? 1 : _i == 11 ? 2 : 0;
    ck_assert_uint_eq(err.diag[0].line, bad[_i].line + late);
    urne_arena_free(arena);
}
END_TEST

/* ---- pool.txt, counts.txt ---- */

static urne_code read_pool(urne_pool_lines *l, urne_arena *arena, bool open,
                           const char *text, urne_err *err)
{
    urne_pool_rules *r = rules_of(arena);
    r->open = open;
    *err = (urne_err)URNE_ERR_NONE;
    return urne_pool_lines_read(l, arena, r, urne_str_of(text), "pool.txt", err);
}

START_TEST(pools)
{
    urne_arena *arena = urne_arena_new();
    urne_pool_lines l;
    urne_err err;
    static const char sealed[] = H1 " " H2 "\n" H3 " " H1 "\n";
    static const char open[] = H1 " 1 3 -\n" H3 " 2 5 1\n" H2 " 1 4 1\n";
    ck_assert_int_eq(read_pool(&l, arena, false, sealed, &err), URNE_OK);
    ck_assert_uint_eq(l.n, 2);
    ck_assert(urne_str_is(l.commitment[1], H1));
    urne_pool_rules *r = rules_of(arena);
    ck_assert(urne_str_is(urne_pool_lines_write(arena, r, &l), sealed));
    ck_assert_int_eq(read_pool(&l, arena, true, open, &err), URNE_OK);
    ck_assert_uint_eq(l.value[2], 1);
    ck_assert_uint_eq(l.value[3], 4);
    ck_assert_uint_eq(l.household[0], 0);
    ck_assert_uint_eq(l.household[2], 1);
    r->open = true;
    ck_assert(urne_str_is(urne_pool_lines_write(arena, r, &l), open));
    urne_arena_free(arena);
}
END_TEST

static const struct {
    bool open;
    unsigned line;
    const char *text;
} bad_pools[] = {
    {false, 1, ""},
    {false, 2, H1 " " H2 "\n" H1 " " H2},
    {false, 1, H1 " " H2 " \n"},
    {false, 1, H1 "\n"},
    {false, 2, H1 " " H2 "\n\n"},
    {false, 1, H1 " 1 3 -\n"},
    {true, 1, H1 " " H2 "\n"},
    {true, 1, H1 " 1 3\n"},
    {true, 1, H1 " 3 1 -\n"},
    {true, 1, H1 " 0 3 -\n"},
    {true, 1, H1 " 01 3 -\n"},
    {true, 1, H1 " 1 3 01\n"},
    {true, 1, H1 " 1 3 - \n"},
};

START_TEST(pools_refused)
{
    urne_arena *arena = urne_arena_new();
    urne_pool_lines l;
    urne_err err;
    ck_assert_int_eq(read_pool(&l, arena, bad_pools[_i].open, bad_pools[_i].text, &err),
                     URNE_E_POOL_LINE);
    ck_assert_uint_eq(err.diag[0].line, bad_pools[_i].line);
    urne_arena_free(arena);
}
END_TEST

/* No household where the rule does not hold. */
START_TEST(without_households)
{
    urne_arena *arena = urne_arena_new();
    urne_pool_lines l;
    urne_pool_rules *r = rules_of(arena);
    r->open = true;
    r->households = false;
    ck_assert_int_eq(
        urne_pool_lines_read(&l, arena, r, URNE_STR(H1 " 1 3 -\n"), "p", NULL),
        URNE_OK);
    ck_assert_int_eq(
        urne_pool_lines_read(&l, arena, r, URNE_STR(H1 " 1 3 1\n"), "p", NULL),
        URNE_E_POOL_LINE);
    urne_arena_free(arena);
}
END_TEST

static const struct {
    bool all;
    unsigned refused; /* line; 0: not */
    const char *text;
} count_files[] = {
    {false, 0, H1 "\n" H2 "\n"}, {false, 2, H1 "\n" H2},    {false, 1, ""},
    {false, 1, "1 2 3 4 5\n"},   {true, 0, "1 2 - - 5\n"},  {true, 1, "1 2 3 4\n"},
    {true, 1, "1 2 3 4 5 6\n"},  {true, 1, "1 2 3 4 05\n"}, {true, 1, H1 "\n"},
};

START_TEST(counts_read)
{
    urne_arena *arena = urne_arena_new();
    urne_pool_counts c;
    urne_err err = URNE_ERR_NONE;
    urne_pool_rules *r = rules_of(arena);
    r->all = count_files[_i].all;
    urne_code code = urne_pool_counts_read(
        &c, arena, r, urne_str_of(count_files[_i].text), "counts.txt", &err);
    unsigned line = count_files[_i].refused;
    ck_assert_int_eq(code, line == 0 ? URNE_OK : URNE_E_POOL_COUNTS);
    ck_assert_uint_eq(line, line == 0 ? 0 : err.diag[0].line);
    urne_arena_free(arena);
}
END_TEST

/* ---- what is hidden ---- */

static const struct {
    uint64_t count[5];
    const char *text; /* kmin 3; feature 4 has one seat whatever happens */
} guarded[] = {
    {{2, 2, 0, 1, 3}, "- - 0 1 3"}, {{4, 0, 2, 1, 1}, "4 0 - 1 -"},
    {{3, 1, 0, 1, 3}, "- - 0 1 3"}, /* 3 goes with 1: 4 - 1 is no secret */
    {{0, 4, 1, 1, 4}, "0 4 - 1 -"}, /* 4 with 1, the only other that varies */
    {{1, 3, 3, 1, 0}, "- - 3 1 0"},
};

START_TEST(hidden)
{
    urne_arena *arena = urne_arena_new();
    urne_str text = urne_pool_counts_text(arena, rules_of(arena), guarded[_i].count);
    ck_assert_msg(urne_str_is(text, guarded[_i].text), "%.*s", (int)text.n, text.p);
    urne_arena_free(arena);
}
END_TEST

/* ---- levels ---- */

START_TEST(levels)
{
    urne_arena *arena = urne_arena_new();
    urne_checked_level all[] = {{"0", 1}, {"1/15", 2}, {"1/9", 7}, {"1/3", 2}};
    urne_panel_checked checked = {.level = all, .n_levels = 4};
    size_t n;
    urne_pool_level *out = urne_pool_levels(&n, arena, &checked, 1);
    ck_assert_uint_eq(n, 4);
    ck_assert(urne_str_is(out[1].low, "1/15") && urne_str_is(out[1].high, "1/15"));
    out = urne_pool_levels(&n, arena, &checked, 3);
    ck_assert_uint_eq(n, 2);
    ck_assert(urne_str_is(out[0].low, "0") && urne_str_is(out[0].high, "1/15"));
    ck_assert_uint_eq(out[0].persons, 3);
    ck_assert(urne_str_is(out[1].low, "1/9") && urne_str_is(out[1].high, "1/3"));
    ck_assert_uint_eq(out[1].persons, 9);
    out = urne_pool_levels(&n, arena, &checked, 100);
    ck_assert_uint_eq(n, 1);
    ck_assert_uint_eq(out[0].persons, 12);
    urne_arena_free(arena);
}
END_TEST

/* ---- the number ---- */

static const struct {
    uint64_t lottery;
    const char *value;
    uint64_t number;
} thrown[] = {
    {1000, "dice d10 417", 417}, {1000, "dice d10 005", 5},
    {500, "dice d10 999", 499},  {36, "dice d6 11", 0},
    {36, "dice d6 66", 35},      {12, "dice d6 31", 0},
    {1, "dice d10 7", 0},        {10, "lottery loto 7", UINT64_MAX},
};

START_TEST(dice)
{
    urne_hash seed = {{0}};
    urne_str value = urne_str_of(thrown[_i].value);
    urne_reveals reveals = {.values = &value, .n_values = 1};
    urne_pool_rules r = {.lottery = thrown[_i].lottery, .dice = true};
    ck_assert_uint_eq(urne_pool_number(&r, &seed, &reveals), thrown[_i].number);
}
END_TEST

/* The vector of draw-1 §9.4 is of purpose `draw`; here every number is reached, and
 * none beyond. */
START_TEST(seeds)
{
    urne_pool_rules r = {.lottery = 10};
    unsigned seen = 0;
    for (unsigned i = 0; i < 200; i++) {
        urne_hash seed = {{(unsigned char)i}};
        uint64_t number = urne_pool_number(&r, &seed, NULL);
        ck_assert_uint_lt(number, 10);
        seen |= 1U << number;
    }
    ck_assert_uint_eq(seen, 0x3FF);
}
END_TEST

static const struct {
    uint64_t lottery, sides, count;
    bool ok;
} sources[] = {{1000, 10, 3, true}, {1000, 10, 4, true}, {1000, 10, 2, false},
               {300, 10, 3, false}, {36, 6, 2, true},    {27, 6, 3, true},
               {54, 6, 2, false},   {1, 6, 1, true}};

START_TEST(dice_fit)
{
    urne_source s = {.kind = URNE_SOURCE_DICE,
                     .sides = sources[_i].sides,
                     .count = sources[_i].count};
    urne_pool_rules r = {.lottery = sources[_i].lottery, .dice = true};
    urne_source two[] = {s, s};
    ck_assert(urne_pool_sources_ok(&r, &s, 1) == sources[_i].ok);
    ck_assert(!urne_pool_sources_ok(&r, two, 2));
    s.kind = URNE_SOURCE_LOTTERY;
    ck_assert(!urne_pool_sources_ok(&r, &s, 1));
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"lines", lines, PROGRAM_COUNT(notes), 0},
        {"refused", refused, PROGRAM_COUNT(bad), 0},
        {"pools", pools, 0, 0},
        {"pools_refused", pools_refused, PROGRAM_COUNT(bad_pools), 0},
        {"without_households", without_households, 0, 0},
        {"counts_read", counts_read, PROGRAM_COUNT(count_files), 0},
        {"hidden", hidden, PROGRAM_COUNT(guarded), 0},
        {"levels", levels, 0, 0},
        {"dice", dice, PROGRAM_COUNT(thrown), 0},
        {"seeds", seeds, 0, 0},
        {"dice_fit", dice_fit, PROGRAM_COUNT(sources), 0},
    };
    return program_run("pool_text", tests, PROGRAM_COUNT(tests), 60);
}

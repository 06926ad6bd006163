/* panel/lottery, seat, list: numbered panels by hand, where they cannot be close,
 * households, the text and its refusals; real instances when there are any. */
#include "oracle/panels.h"
#include "oracle/program.h"

#define CEREMONY "0123456789abcdef0123456789abcdef"

/* The table of strings, one a person, a digit a category. */
static pool_table people(int64_t k, const char *const *rows, size_t n)
{
    size_t categories = strlen(rows[0]), values[8] = {0};
    for (size_t i = 0; i < n * categories; i++) {
        size_t v = (size_t)(rows[i / categories][i % categories] - '0') + 1;
        size_t *most = &values[i % categories];
        *most = v > *most ? v : *most;
    }
    pool_table t = pool_table_new(n, k, categories, values);
    for (size_t i = 0; i < n * categories; i++) {
        t.value[i] = (uint32_t)(rows[i / categories][i % categories] - '0');
    }
    return t;
}

static void quota(pool_table *t, size_t category, size_t value, int64_t lo, int64_t hi)
{
    size_t f = pool_first(t, category) + value;
    t->lo[f] = lo;
    t->hi[f] = hi;
}

static void expect(mpq_srcptr v, const char *due)
{
    char *text = mpq_get_str(NULL, 10, v);
    ck_assert_str_eq(text, due);
    free(text);
}

START_TEST(two_people)
{
    const char *rows[] = {"0", "0"};
    panels s;
    urne_panel_list list;
    ck_assert(panels_solve(&s, people(1, rows, 2)));
    urne_panel_tally *tally = panels_make(&s, &list, 3);
    expect(tally->deviation, "1/6");
    expect(tally->panels, "1/2");
    ck_assert(tally->close);
    ck_assert_uint_eq(tally->times[0], 2);
    ck_assert_uint_eq(tally->farthest, 0);
    urne_str text = urne_panel_list_write(s.arena, &list, URNE_STR(CEREMONY));
    ck_assert(urne_str_is(text,
                          "urne/1 panels\nceremony " CEREMONY "\nsize 1\npanels 3\n"
                          "panel 0 1\npanel 1 1\npanel 2 2\nend\n"));
    panels_free(&s);
}
END_TEST

/* The eight people of the specification: weights 1/3 and 2/3. */
START_TEST(exact_weights)
{
    const char *rows[] = {"00", "01", "01", "01", "10", "10", "11", "11"};
    pool_table t = people(4, rows, 8);
    panels s;
    urne_panel_list list;
    quota(&t, 0, 0, 2, 2);
    quota(&t, 0, 1, 2, 2);
    quota(&t, 1, 0, 0, 1);
    quota(&t, 1, 1, 3, 4);
    ck_assert(panels_solve(&s, t));
    urne_panel_tally *tally = panels_make(&s, &list, 9);
    expect(tally->panels, "0");
    const uint32_t due[] = {3, 5, 5, 5, 3, 3, 6, 6};
    for (size_t i = 0; i < 8; i++) {
        ck_assert_uint_eq(tally->times[i], due[i]);
    }
    tally = panels_make(&s, &list, 1000);
    ck_assert(tally->close);
    tally = panels_make(&s, &list, URNE_PANELS_MOST);
    ck_assert(tally->close);
    panels_free(&s);
}
END_TEST

/* Edges of K4, of which the four stars are the only panels: one edge of each of the
 * three pairs that do not meet, and not all three of any triangle. Everybody's chance is
 * 1/2, but two panels, or 4 q + 2, never have everybody half the time. */
START_TEST(stars)
{
    /* 12 13 14 23 24 34: the pair, and whether in the triangles 123 124 134 234 */
    const char *rows[] = {"01100", "11010", "20110", "21001", "10101", "00011"};
    pool_table t = people(3, rows, 6);
    panels s;
    urne_panel_list list;
    for (size_t v = 0; v < 3; v++) {
        quota(&t, 0, v, 1, 1);
    }
    for (size_t c = 1; c <= 4; c++) {
        quota(&t, c, 1, 0, 2);
    }
    ck_assert(panels_solve(&s, t));
    for (size_t type = 0; type < 6; type++) {
        expect(s.solution.leximin.x[type], "1/2");
    }
    for (size_t n = 1; n <= 12; n++) {
        urne_panel_tally *tally = panels_make(&s, &list, n);
        expect(tally->panels, n % 4 == 0 ? "0" : n % 2 == 0 ? "1" : "1/2");
        ck_assert_int_eq(tally->close, n % 4 != 2);
    }
    panels_free(&s);
}
END_TEST

/* Ten couples of a woman and a man and one of two women, five of each on a panel. */
START_TEST(couples)
{
    const char *rows[] = {"0", "1", "0", "1", "0", "1", "0", "1", "0", "1", "0",
                          "1", "0", "1", "0", "1", "0", "1", "0", "1", "0", "0"};
    pool_table t = people(10, rows, 22);
    panels s;
    urne_panel_list list;
    t.household = urne_arena_array(t.arena, 22, sizeof *t.household);
    t.households = 11;
    for (size_t i = 0; i < 22; i++) {
        t.household[i] = (uint32_t)(i / 2);
    }
    quota(&t, 0, 0, 5, 5);
    quota(&t, 0, 1, 5, 5);
    ck_assert(panels_solve(&s, t));
    ck_assert_uint_eq(s.pool.problem.features, 5);
    const size_t sizes[] = {1, 2, 3, 11, 100, 997, 1000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ck_assert(panels_make(&s, &list, sizes[i])->close);
    }
    panels_free(&s);
}
END_TEST

/* ---- the text ---- */

static urne_code read_text(const char *middle, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_list list;
    urne_str ceremony;
    urne_buf text = urne_buf_new(arena, 4096);
    urne_buf_addz(&text, "urne/1 panels\nceremony " CEREMONY "\n");
    urne_buf_addz(&text, middle);
    urne_code code =
        urne_panel_list_read(&list, &ceremony, arena, urne_buf_str(&text), "list", err);
    urne_arena_free(arena);
    return code;
}

START_TEST(refusals)
{
    static const char *const bad[] = {
        "size 0\npanels 1\npanel 0 1\nend\n",
        "size 2\npanels 0\nend\n",
        "size 1\npanels 100001\npanel 000000 1\nend\n",
        "size 900000000\npanels 100000\npanel 00000 1\nend\n",
        "size 2\npanels 1\npanel 0 1\nend\n",
        "size 2\npanels 1\npanel 0\nend\n",
        "size 2\npanels 1\npanel 0 2 1\nend\n",
        "size 2\npanels 1\npanel 0 1 1\nend\n",
        "size 2\npanels 1\npanel 0 0 1\nend\n",
        "size 2\npanels 1\npanel 0 01 2\nend\n",
        "size 2\npanels 1\npanel 0 1 4294967297\nend\n",
        "size 2\npanels 1\npanel 0 1 2 3\nend\n",
        "size 2\npanels 1\npanel 0 1\npanel 0 2\nend\n",
        "size 2\npanels 1\npanel 1 1 2\nend\n",
        "size 2\npanels 1\npanel 00 1 2\nend\n",
        "size 2\npanels 2\npanel 0 1 3\npanel 1 1 2\nend\n",
        "size 2\npanels 2\npanel 0 1 2\nend\n",
        "size 2\npanels 1\npanel 0 1 2\npanel 1 1 2\nend\n",
        "panels 1\nsize 2\npanel 0 1 2\nend\n",
    };
    ck_assert(read_text("size 2\npanels 1\npanel 0 1 2\nend\n", NULL) == URNE_OK);
    ck_assert(read_text("size 2\npanels 2\npanel 0 1 2\npanel 1 1 2\nend\n", NULL) ==
              URNE_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        urne_err err = URNE_ERR_NONE;
        ck_assert_msg(read_text(bad[i], &err) != URNE_OK, "%s", bad[i]);
        ck_assert_uint_eq(err.count, 1);
    }
}
END_TEST

/* 400 people of two to four digits: the lines are full but no longer than allowed. */
START_TEST(long_panels)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_list list = {.n = 12, .size = 400}, again;
    urne_str ceremony, rest, line;
    list.person = urne_arena_array(arena, list.n * list.size, sizeof *list.person);
    for (size_t i = 0; i < list.n * list.size; i++) {
        list.person[i] = (uint32_t)(i / 400 + i % 400 * 3 + 50);
    }
    urne_str text = urne_panel_list_write(arena, &list, URNE_STR(CEREMONY));
    size_t lines = 0, longest = 0;
    for (rest = text; urne_str_cut(&rest, '\n', &line); lines++) {
        longest = line.n > longest ? line.n : longest;
    }
    ck_assert_uint_le(longest, URNE_PANELS_LINE);
    ck_assert_uint_gt(longest, URNE_PANELS_LINE - 5);
    ck_assert_uint_eq(lines, 4 + 2 * 12 + 2);
    ck_assert(urne_panel_list_read(&again, &ceremony, arena, text, "list", NULL) ==
              URNE_OK);
    ck_assert(urne_str_is(ceremony, CEREMONY));
    ck_assert(again.n == list.n && again.size == list.size);
    ck_assert_mem_eq(again.person, list.person,
                     list.n * list.size * sizeof *list.person);
    urne_arena_free(arena);
}
END_TEST

/* Each rule of a panel, broken. */
START_TEST(wrong_panels)
{
    const char *rows[] = {"0", "0", "1", "1"};
    pool_table t = people(2, rows, 4);
    quota(&t, 0, 0, 1, 1);
    t.household = urne_arena_array(t.arena, 4, sizeof *t.household);
    t.household[0] = t.household[3] = UINT32_MAX;
    t.households = 1;
    urne_panel_pool pool = pool_make(&t);
    const struct {
        size_t size;
        uint32_t person[2];
        urne_code due;
    } lists[] = {
        {2, {0, 2}, URNE_OK},
        {1, {0, 0}, URNE_E_LIST_SIZE},
        {2, {0, 4}, URNE_E_LIST_PERSON},
        {2, {0, 1}, URNE_E_LIST_QUOTA},
        {2, {2, 3}, URNE_E_LIST_QUOTA},
        {2, {1, 2}, URNE_E_LIST_HOUSEHOLD},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        uint32_t person[2] = {lists[i].person[0], lists[i].person[1]};
        urne_panel_list list = {1, lists[i].size, person};
        urne_err err = URNE_ERR_NONE;
        /* what the class of the household allows is no matter here */
        int64_t *hi = (int64_t *)pool.problem.hi;
        hi[2] = 2;
        ck_assert(urne_panel_list_check(&list, &pool, "list", &err) == lists[i].due);
    }
    pool_free(&t);
}
END_TEST

/* ---- real instances ---- */

typedef struct instance {
    const char *name;
    int64_t k;
} instance;

static const instance instances[] = {
    {"example_small_20", 20}, {"example_large_200", 200},
    {"mass_24", 24},          {"sfalg_22", 22},
    {"sf_f_20", 20},          {"obf_30", 30},
    {"nexus_170", 170},       {"sf_a_35", 35},
    {"cca_75", 75},           {"rnd12_127", 127},
    {"rnd10_14", 14},         {"sf_e_110", 110},
    {"sf_c_44", 44},          {"hd_30", 30},
    {"rnd01_165", 165},       {"sf_bx_20", 20},
    {"sf_ah_35", 35},
};

/* Everybody is on as many of 1000 panels as due. */
START_TEST(real)
{
    const char *data = getenv("URNE_DATA");
    char folder[512];
    panels s;
    urne_panel_list list;
    snprintf(folder, sizeof folder, "%s/panel/%s", data == NULL ? "" : data,
             instances[_i].name);
    FILE *there = data == NULL ? NULL : fopen(folder, "rb");
    if (there == NULL) {
        printf("# %s: skipped, URNE_DATA has no folder panel\n", instances[_i].name);
        return;
    }
    fclose(there);
    ck_assert(panels_solve(&s, pool_read(folder, instances[_i].k)));
    urne_panel_list_make(&list, s.arena, &s.pool, s.solution.leximin.x,
                         &s.solution.lottery, 1000);
    ck_assert(urne_panel_list_check(&list, &s.pool, "list", NULL) == URNE_OK);
    urne_panel_tally *tally =
        urne_panel_list_tally(s.arena, &list, &s.pool, s.solution.leximin.x);
    printf("# %s: off by %.3f panels at most\n", instances[_i].name,
           mpq_get_d(tally->panels));
    ck_assert(tally->close);
    panels_free(&s);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"two_people", two_people, 0, 0},
        {"exact_weights", exact_weights, 0, 0},
        {"stars", stars, 0, 0},
        {"couples", couples, 0, 0},
        {"refusals", refusals, 0, 0},
        {"long_panels", long_panels, 0, 0},
        {"wrong_panels", wrong_panels, 0, 0},
        {"real", real, (int)(sizeof instances / sizeof *instances), 0},
    };
    return program_run("panel_lottery", tests, PROGRAM_COUNT(tests), 300);
}

/* panel/types: types by their definition; classes of households against all panels. */
#include "base/file.h"
#include "oracle/lots.h"
#include "oracle/program.h"
#include "panel/types.h"

#include <stdio.h>

static void load(urne_panel_pool *pool, urne_arena *arena, urne_str quotas,
                 urne_str people, int64_t k, bool rule)
{
    static const char *const address[] = {"home"};
    urne_err err = URNE_ERR_NONE;
    urne_csv csv;
    urne_quotas *q = urne_arena_alloc(arena, sizeof *q);
    urne_respondents *r = urne_arena_alloc(arena, sizeof *r);
    ck_assert_int_eq(urne_csv_open(&csv, arena, quotas, "q", &err), URNE_OK);
    ck_assert_int_eq(urne_quotas_read(q, arena, &csv, &err), URNE_OK);
    ck_assert_int_eq(urne_csv_open(&csv, arena, people, "p", &err), URNE_OK);
    ck_assert_int_eq(urne_respondents_read(r, arena, &csv, q, address, rule, &err),
                     URNE_OK);
    urne_panel_types(pool, arena, q, r, k, rule);
}

/* "feature,feature:persons;" of each type. */
static urne_str shown(urne_arena *arena, const urne_panel_problem *p)
{
    urne_buf buf = urne_buf_new(arena, 0);
    for (size_t t = 0; t < p->types; t++) {
        for (size_t c = 0; c < p->categories; c++) {
            urne_buf_addz(&buf, c > 0 ? "," : "");
            urne_buf_addu(&buf, urne_panel_of(p, t)[c]);
        }
        urne_buf_addc(&buf, ':');
        urne_buf_addu(&buf, (uint64_t)p->persons[t]);
        urne_buf_addc(&buf, ';');
    }
    return urne_buf_str(&buf);
}

/* The example of the specification. */
START_TEST(eight)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_pool pool;
    const urne_panel_problem *p = &pool.problem;
    load(&pool, arena,
         URNE_STR("category,feature,min,max\ng,woman,2,2\ng,man,2,2\na,young,0,1\n"
                  "a,older,3,4\n"),
         URNE_STR("g,a\nman,older\nwoman,older\nman,young\nwoman,young\nman,young\n"
                  "woman,older\nman,older\nwoman,older\n"),
         4, false);
    ck_assert(urne_str_is(shown(arena, p), "0,2:1;0,3:3;1,2:2;1,3:2;"));
    ck_assert_uint_eq(p->features, 4);
    ck_assert_uint_eq(pool.quoted, 4);
    ck_assert_int_eq(p->k, 4);
    ck_assert_int_eq(p->lo[3], 3);
    ck_assert_int_eq(p->hi[2], 1);
    ck_assert_int_eq(pool.feature[3].persons, 5);
    /* people of a type in the order of the file */
    static const uint32_t order[] = {3, 1, 5, 7, 2, 4, 0, 6};
    for (size_t i = 0; i < 8; i++) {
        ck_assert_uint_eq(pool.person[i], order[i]);
        uint32_t t = pool.type[order[i]];
        ck_assert(pool.first[t] <= i && i < pool.first[t + 1]);
    }
    ck_assert_uint_eq(pool.first[4], 8);
    urne_arena_free(arena);
}
END_TEST

/* Two couples of a woman and a man are one class, whatever their order; a family of
 * three and two women are others; a feature that nobody has stays. */
START_TEST(classes)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_pool pool;
    const urne_panel_problem *p = &pool.problem;
    load(&pool, arena,
         URNE_STR("category,feature,min,max\ng,w,0,9\ng,m,0,9\ng,x,0,1\n"),
         URNE_STR("g,home\nw,a\nm,a\nm,b\nw,b\nw,c\nw,c\nm,c\nw,d\nw,d\nw,e\nm,\n"), 3,
         true);
    /* in the order of their kinds: w w, w w m, w m; then those who live alone */
    ck_assert_uint_eq(p->features, 3 + 3 + 1);
    ck_assert_uint_eq(pool.quoted, 3);
    ck_assert_uint_eq(pool.households, 4);
    static const int64_t most[] = {1, 1, 2, 3}, persons[] = {2, 3, 4, 2};
    for (size_t c = 0; c < 4; c++) {
        ck_assert_int_eq(p->lo[3 + c], 0);
        ck_assert_int_eq(p->hi[3 + c], most[c]);
        ck_assert_int_eq(pool.feature[3 + c].persons, persons[c]);
        ck_assert(urne_str_is(pool.feature[3 + c].category, "household"));
    }
    ck_assert(urne_str_is(pool.feature[3].value, "1"));
    ck_assert(urne_str_is(pool.feature[6].value, "none"));
    ck_assert(
        urne_str_is(shown(arena, p), "0,3:2;0,4:2;0,5:2;0,6:1;1,4:1;1,5:2;1,6:1;"));
    ck_assert_int_eq(pool.feature[2].persons, 0);
    urne_arena_free(arena);
}
END_TEST

/* ---- against all panels ---- */

enum { PEOPLE = 9 };

typedef struct tiny {
    size_t n;
    int64_t k;
    uint8_t value[PEOPLE][2], home[PEOPLE]; /* home 0: none */
    int64_t lo[4], hi[4];                   /* two values in each of two categories */
} tiny;

static tiny some_tiny(uint64_t *lots)
{
    tiny y = {.n = 2 + lots_below(lots, PEOPLE - 1)};
    y.k = 1 + (int64_t)lots_below(lots, (y.n + 1) / 2);
    uint64_t homes = 1 + lots_below(lots, 5), values = 1 + lots_below(lots, 2);
    for (size_t i = 0; i < y.n; i++) {
        y.value[i][0] = (uint8_t)lots_below(lots, 2);
        y.value[i][1] = (uint8_t)lots_below(lots, values);
        y.home[i] = (uint8_t)lots_below(lots, homes + 1);
    }
    for (size_t f = 0; f < 4; f++) {
        y.lo[f] = (int64_t)lots_below(lots, 2);
        y.hi[f] = y.lo[f] + (int64_t)lots_below(lots, 6);
    }
    return y;
}

static void load_tiny(urne_panel_pool *pool, urne_arena *arena, const tiny *y)
{
    urne_buf quotas = urne_buf_new(arena, 0), people = urne_buf_new(arena, 0);
    urne_buf_addz(&quotas, "category,feature,min,max\n");
    for (size_t f = 0; f < 4; f++) {
        urne_buf_addz(&quotas, f < 2 ? "a," : "b,");
        urne_buf_addu(&quotas, f % 2);
        urne_buf_addc(&quotas, ',');
        urne_buf_addu(&quotas, (uint64_t)y->lo[f]);
        urne_buf_addc(&quotas, ',');
        urne_buf_addu(&quotas, (uint64_t)y->hi[f]);
        urne_buf_addc(&quotas, '\n');
    }
    urne_buf_addz(&people, "a,b,home\n");
    for (size_t i = 0; i < y->n; i++) {
        urne_buf_addu(&people, y->value[i][0]);
        urne_buf_addc(&people, ',');
        urne_buf_addu(&people, y->value[i][1]);
        urne_buf_addc(&people, ',');
        urne_buf_addz(&people, y->home[i] == 0 ? "" : URNE_DEC(y->home[i]));
        urne_buf_addc(&people, '\n');
    }
    load(pool, arena, urne_buf_str(&quotas), urne_buf_str(&people), y->k, true);
}

/* The rule as it is said: so many people, within limits, no two of one home. */
static bool is_panel(const tiny *y, uint32_t set)
{
    int64_t seats = 0, count[4] = {0};
    unsigned homes = 0;
    for (size_t i = 0; i < y->n; i++) {
        if ((set >> i & 1) == 0) {
            continue;
        }
        unsigned home = y->home[i] == 0 ? 0 : 1U << y->home[i];
        if ((homes & home) != 0) {
            return false;
        }
        homes |= home;
        seats++;
        count[y->value[i][0]]++;
        count[2 + y->value[i][1]]++;
    }
    bool ok = seats == y->k;
    for (size_t f = 0; f < 4; f++) {
        ok = ok && count[f] >= y->lo[f] && count[f] <= y->hi[f];
    }
    return ok;
}

/* A number for how many of each type: persons are at most 9. */
static uint64_t key_of(const int64_t *at, size_t types)
{
    uint64_t key = 0;
    for (size_t t = 0; t < types; t++) {
        key = key * 10 + (uint64_t)at[t];
    }
    return key;
}

/* All panels by types, from the people. */
static size_t from_people(uint64_t *keys, const tiny *y, const urne_panel_pool *pool)
{
    size_t n = 0;
    for (uint32_t set = 0; set < 1U << y->n; set++) {
        int64_t at[PEOPLE] = {0};
        for (size_t i = 0; i < y->n; i++) {
            at[pool->type[i]] += set >> i & 1;
        }
        uint64_t key = key_of(at, pool->problem.types);
        size_t j = 0;
        while (j < n && keys[j] != key) {
            j++;
        }
        if (j == n && is_panel(y, set)) {
            keys[n++] = key;
        }
    }
    return n;
}

static bool within(const urne_panel_problem *p, const int64_t *at)
{
    int64_t count[4 + PEOPLE + 1] = {0}, seats = 0;
    for (size_t t = 0; t < p->types; t++) {
        seats += at[t];
        for (size_t c = 0; c < p->categories; c++) {
            count[urne_panel_of(p, t)[c]] += at[t];
        }
    }
    bool ok = seats == p->k;
    for (size_t f = 0; f < p->features; f++) {
        ok = ok && count[f] >= p->lo[f] && count[f] <= p->hi[f];
    }
    return ok;
}

/* All that the problem allows; each must be among the keys. */
static size_t from_types(const uint64_t *keys, size_t n, const urne_panel_problem *p)
{
    int64_t at[PEOPLE] = {0};
    size_t found = 0;
    for (size_t t = 0; t < p->types;) {
        if (within(p, at)) {
            uint64_t key = key_of(at, p->types);
            size_t j = 0;
            while (j < n && keys[j] != key) {
                j++;
            }
            found += j < n ? 1 : 1000000;
        }
        for (t = 0; t < p->types && at[t] == p->persons[t]; t++) {
            at[t] = 0;
        }
        if (t < p->types) {
            at[t]++;
        }
    }
    return found;
}

/* What the problem allows are exactly the panels with at most one of each home. */
START_TEST(every_panel)
{
    static uint64_t keys[1U << PEOPLE];
    uint64_t panels = 0;
    for (uint64_t i = 0; i < lots_scale(4000); i++) {
        uint64_t lots = lots_at(i);
        urne_arena *arena = urne_arena_new();
        urne_panel_pool pool;
        tiny y = some_tiny(&lots);
        load_tiny(&pool, arena, &y);
        size_t n = from_people(keys, &y, &pool);
        size_t found = from_types(keys, n, &pool.problem);
        if (found != n) {
            ck_abort_msg(LOTS_HERE "%zu of %zu", lots_seed(), i, found, n);
        }
        panels += n;
        urne_arena_free(arena);
    }
    ck_assert_uint_gt(panels, 4000);
}
END_TEST

/* ---- real instances ---- */

static const struct instance {
    const char *name;
    size_t persons, types;
} instances[] = {{"cca_75", 825, 397},         {"example_large_200", 2000, 3},
                 {"example_small_20", 200, 3}, {"hd_30", 239, 188},
                 {"mass_24", 70, 56},          {"nexus_170", 342, 210},
                 {"obf_30", 321, 267},         {"rnd01_165", 487, 310},
                 {"rnd10_14", 138, 125},       {"rnd12_127", 538, 482},
                 {"sf_a_35", 312, 252},        {"sf_ah_35", 312, 270},
                 {"sf_bx_20", 250, 184},       {"sf_c_44", 161, 137},
                 {"sf_e_110", 1727, 987},      {"sf_f_20", 40, 34},
                 {"sfalg_22", 150, 122}};

START_TEST(real)
{
    const char *data = getenv("URNE_DATA");
    urne_arena *arena = urne_arena_new();
    if (data == NULL || !urne_file_exists(urne_path(arena, data, "panel"))) {
        printf("%s", _i == 0 ? "# real: skipped, URNE_DATA has no folder panel\n" : "");
        urne_arena_free(arena);
        return;
    }
    const struct instance *of = &instances[_i];
    const char *dir = urne_path(arena, urne_path(arena, data, "panel"), of->name);
    urne_err err = URNE_ERR_NONE;
    urne_str quotas, people;
    urne_panel_pool pool;
    ck_assert_int_eq(urne_file_read(&quotas, arena,
                                    urne_path(arena, dir, "categories.csv"), 1 << 30,
                                    &err),
                     URNE_OK);
    ck_assert_int_eq(urne_file_read(&people, arena,
                                    urne_path(arena, dir, "respondents.csv"), 1 << 30,
                                    &err),
                     URNE_OK);
    load(&pool, arena, quotas, people, 1, false);
    ck_assert_uint_eq(pool.n, of->persons);
    ck_assert_uint_eq(pool.problem.types, of->types);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"eight", eight, 0, 0},
                                  {"classes", classes, 0, 0},
                                  {"every_panel", every_panel, 0, 0},
                                  {"real", real, PROGRAM_COUNT(instances), 0}};
    return program_run("types", tests, PROGRAM_COUNT(tests), 60);
}

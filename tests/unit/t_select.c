/* draw/select: the worked example, exact probabilities over all orders of tiny rolls,
 * and the corners of the rule. */
#include "draw/select.h"
#include "oracle/frame.h"
#include "oracle/program.h"
#include "oracle/select.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- The worked example of eight electors ---- */

static const char hamlet_seed[] =
    "a7ebcabd4cc153a886bb8aebbe539819bf61fc91a52692b47690f8891f06b1ea";

static const struct {
    const char *pid;
    uint32_t stratum;
    const char *household;
} hamlet[8] = {
    {"48194c631bd093259f6f611b423f6ac9ba97fdf5479466d51a1c934cd1bc6cd7", 1,
     "da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792"},
    {"a0448fdf756227e61924376381a20c894b0cda5ca5443c473f092ce163add465", 1,
     "8f7eb45d82df72948645fd46ae62b755ca563134761910568f936c4dfaede95d"},
    {"b5d9b6146ac6602f623ded0d7339cf443190646d94744b49dc725abcac59862e", 2,
     "e00996898e227095248ccad3f2c387149c1966ce53823488219d0981fec63ad7"},
    {"c00f2288195d827d6b536790dfcf3cfa6fb77e8733dd01802aa0f72a55914305", 2,
     "da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792"},
    {"d8f162524cc41b63f4ce60d4676ebf052b35e57a676cb69429ed7972a6531475", 1,
     "9a67abd6618f68bde59ad47170d7396cf8a269d915c2155a2f35a12a7f4ba95f"},
    {"da496efcfa3ae74c19eb45953402985241ee0c33b0280f714f686d4817c50ab4", 2,
     "4b6ef53d9eb7e6de68fd3b20f1ef3096d6817c26c61bacb5861dcd01c4028c79"},
    {"ebaeea6dc36ec0af68897b80ce7c650ceafbc173e9586d83681ca9d9e33b43de", 1,
     "2bcb4dabd826402a55f25f6cf6c3c10a9788dce75d92d833afffcf54e72136d6"},
    {"f57e844bc920bac8cefbd897b4cc060fef170a22b57b091f76f5da7c36b077c9", 1, "-"},
};

static const char *const hamlet_steps[] = {
    "select member 1 7 1 "
    "1d01029e8474638066d421e64f29e762acf2e6d847fd1b90260c3830fa426893",
    "select member 2 1 1 "
    "4b21fbaf1bed1ce7ca0820e7b0aaa799837e74324a9212e7ac84990118d4dbca",
    "skip member 4 2 4bc39f00b0c92c22530e14da758f9a3fcab3852dd6992e34f2209caa3cf94957 "
    "of 1",
    "select member 3 3 2 "
    "6d00b3972aafa11f45d087543616d0317c3b4866b3fd1a5853cdbca5cd03eea3",
    "skip substitute 4 2 "
    "4bc39f00b0c92c22530e14da758f9a3fcab3852dd6992e34f2209caa3cf94957"
    " of 1",
    "select substitute 4 2 1"
    " 874a86adb85fbcd819b3163d2149aa9b42803d6d909076bf93d275e73a327941",
    "select substitute 5 6 2"
    " 8ab1375b0ce57fa453f139605c9318e3edafacb08f76997545f6f930f2a19db5",
};

/* The step as result lines have it, without PID and openings. */
static void show_step(char *out, size_t size, const urne_step *s)
{
    const char *role = s->pass == URNE_PASS_MEMBERS ? "member" : "substitute";
    urne_hex ticket = urne_to_hex(s->ticket);
    switch (s->kind) {
    case URNE_STEP_SELECT:
        snprintf(out, size, "select %s %" PRIu64 " %zu %" PRIu64 " %s", role, s->pos,
                 s->leaf + 1, s->stratum, ticket.z);
        break;
    case URNE_STEP_SKIP:
        snprintf(out, size, "skip %s %zu %" PRIu64 " %s of %zu", role, s->leaf + 1,
                 s->stratum, ticket.z, s->of_leaf + 1);
        break;
    case URNE_STEP_SHORT:
        snprintf(out, size, "short %s %" PRIu64 " %" PRIu64, role, s->stratum,
                 s->missing);
        break;
    }
}

START_TEST(worked_example)
{
    static const uint64_t sizes[] = {5, 3};
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, sizes, 2);
    urne_leaf leaves[8];
    const char *values[8];
    urne_hash seed;
    uint64_t members[2], substitutes[2];
    rules->method = URNE_METHOD_HAMILTON;
    rules->seats = 3;
    rules->substitutes = 2;
    frame_attrs(arena, rules, 1, 1);
    for (size_t i = 0; i < 8; i++) {
        ck_assert(urne_hash_parse(urne_str_of(hamlet[i].pid), &leaves[i].pid));
        leaves[i].stratum = hamlet[i].stratum;
        values[i] = hamlet[i].household;
    }
    ck_assert(urne_hash_parse(urne_str_of(hamlet_seed), &seed));
    urne_apportion(members, rules, &seed, URNE_PASS_MEMBERS);
    urne_apportion(substitutes, rules, &seed, URNE_PASS_SUBSTITUTES);
    ck_assert_uint_eq(members[0], 2);
    ck_assert_uint_eq(members[1], 1);
    ck_assert_uint_eq(substitutes[0], 1);
    ck_assert_uint_eq(substitutes[1], 1);
    frame_values open = {.value = values, .n_attrs = 1};
    urne_selection got =
        urne_select(arena, rules, leaves, 8, (const uint64_t *[]){members, substitutes},
                    &seed, frame_open, &open);
    ck_assert(got.stopped == SIZE_MAX);
    ck_assert_uint_eq(got.n_steps, PROGRAM_COUNT(hamlet_steps));
    for (size_t i = 0; i < got.n_steps; i++) {
        char line[256];
        show_step(line, sizeof line, &got.steps[i]);
        ck_assert_str_eq(line, hamlet_steps[i]);
    }
    urne_arena_free(arena);
}
END_TEST

/* ---- All orders of tiny rolls ---- */

/* Heap's algorithm; false after the last of n! orders. `c` starts as zeros. */
static bool next_order(size_t *order, size_t *c, size_t n)
{
    for (size_t i = 1; i < n;) {
        if (c[i] < i) {
            size_t j = i % 2 == 0 ? 0 : c[i], other = order[j];
            order[j] = order[i];
            order[i] = other;
            c[i]++;
            return true;
        }
        c[i++] = 0;
    }
    return false;
}

typedef struct tiny {
    size_t strata;
    uint64_t sizes[3], seats[2][3];
} tiny;

static const tiny tinies[] = {
    {1, {7}, {{3}, {2}}},
    {2, {4, 3}, {{2, 1}, {1, 1}}},
    {2, {5, 2}, {{2, 2}, {2, 0}}},
    {3, {3, 2, 2}, {{1, 1, 0}, {1, 0, 1}}},
    {3, {1, 3, 3}, {{1, 2, 3}, {0, 1, 0}}},
};

/* Over all n! orders of the tickets every elector of stratum h is a member in exactly
 * a_h/N_h of them and a substitute in s_h/N_h, and two electors of h are members
 * together in exactly a_h(a_h - 1) / N_h(N_h - 1). */
START_TEST(exact_chances)
{
    const tiny *t = &tinies[_i];
    urne_arena *rules_arena = urne_arena_new();
    urne_rules *rules = frame_rules(rules_arena, t->sizes, t->strata);
    size_t n, order[8], c[8] = {0};
    urne_leaf *leaves = frame_leaves(rules_arena, rules, &n);
    uint64_t orders = 0, chosen[2][8] = {{0}}, both[8][8] = {{0}};
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    do {
        urne_arena *arena = urne_arena_new();
        urne_hash tickets[8];
        bool member[8] = {false};
        for (size_t i = 0; i < n; i++) {
            tickets[i] = frame_ticket(order[i]);
        }
        urne_selection s = urne_select_by(
            arena, rules, leaves, n, (const uint64_t *[]){t->seats[0], t->seats[1]},
            tickets, frame_never_open, NULL);
        for (size_t i = 0; i < s.n_steps; i++) {
            ck_assert_int_eq(s.steps[i].kind, URNE_STEP_SELECT);
            chosen[s.steps[i].pass][s.steps[i].leaf]++;
            member[s.steps[i].leaf] |= s.steps[i].pass == URNE_PASS_MEMBERS;
        }
        for (size_t i = 0; i < n * n; i++) {
            both[i / n][i % n] += member[i / n] && member[i % n];
        }
        orders++;
        urne_arena_free(arena);
    } while (next_order(order, c, n));
    for (size_t i = 0; i < n; i++) {
        size_t h = leaves[i].stratum - 1;
        uint64_t size = t->sizes[h], a = t->seats[0][h];
        ck_assert_uint_eq(chosen[0][i] * size, orders * a);
        ck_assert_uint_eq(chosen[1][i] * size, orders * t->seats[1][h]);
        for (size_t j = 0; j < n; j++) {
            if (j != i && leaves[j].stratum == leaves[i].stratum) {
                ck_assert_uint_eq(both[i][j] * size * (size - 1), orders * a * (a - 1));
            }
        }
    }
    urne_arena_free(rules_arena);
}
END_TEST

/* With households every step still equals the rule taken word by word, in all 5040
 * orders of seven electors. */
START_TEST(all_orders_with_households)
{
    static const uint64_t sizes[] = {4, 3}, seats[2][2] = {{2, 1}, {1, 2}};
    static const char *values[3][7] = {{"a", "a", "b", "-", "a", "c", "-"},
                                       {"a", "a", "a", "a", "a", "a", "a"},
                                       {"a", "b", "c", "d", "a", "b", "c"}};
    urne_arena *rules_arena = urne_arena_new();
    urne_rules *rules = frame_rules(rules_arena, sizes, 2);
    const uint64_t *both[] = {seats[0], seats[1]};
    size_t n, order[8] = {0, 1, 2, 3, 4, 5, 6}, c[8] = {0};
    urne_leaf *leaves = frame_leaves(rules_arena, rules, &n);
    frame_values open = {.value = values[_i], .n_attrs = 1};
    frame_attrs(rules_arena, rules, 1, 1);
    do {
        urne_arena *arena = urne_arena_new();
        urne_hash tickets[8];
        for (size_t i = 0; i < n; i++) {
            tickets[i] = frame_ticket(order[i]);
        }
        urne_selection got =
            urne_select_by(arena, rules, leaves, n, both, tickets, frame_open, &open);
        urne_selection want =
            select_naively(arena, rules, leaves, n, both, tickets, &open);
        ck_assert_uint_eq(got.n_steps, want.n_steps);
        for (size_t i = 0; i < got.n_steps; i++) {
            ck_assert(select_same_step(&got.steps[i], &want.steps[i]));
        }
        urne_arena_free(arena);
    } while (next_order(order, c, n));
    urne_arena_free(rules_arena);
}
END_TEST

/* ---- Corners ---- */

/* Leaves of one stratum each in `strata`, ticket order = the order given. */
typedef struct scene {
    urne_arena *arena;
    urne_rules *rules;
    urne_leaf *leaves;
    urne_hash *tickets;
    size_t n;
    frame_values open;
} scene;

static scene scene_of(const char *strata, size_t n_strata, const char **values,
                      size_t n_attrs, unsigned unique)
{
    static const uint64_t ones[] = {1, 1, 1, 1};
    scene s = {.arena = urne_arena_new(), .n = strlen(strata)};
    s.rules = frame_rules(s.arena, ones, n_strata);
    s.leaves = urne_arena_array(s.arena, s.n, sizeof *s.leaves);
    s.tickets = urne_arena_array(s.arena, s.n, sizeof *s.tickets);
    s.open = (frame_values){.value = values, .n_attrs = n_attrs};
    frame_attrs(s.arena, s.rules, n_attrs, unique);
    for (size_t i = 0; i < s.n; i++) {
        s.leaves[i].pid.b[0] = (unsigned char)i;
        s.leaves[i].stratum = (uint32_t)(strata[i] - '0');
        s.tickets[i] = frame_ticket(i + 1);
    }
    return s;
}

static urne_selection scene_run(scene *s, const uint64_t *members,
                                const uint64_t *substitutes)
{
    return urne_select_by(s->arena, s->rules, s->leaves, s->n,
                          (const uint64_t *[]){members, substitutes}, s->tickets,
                          frame_open, &s->open);
}

/* The steps in short: "m1=3" member number 1 is leaf 3, "m3/1.0" leaf 3 is skipped for
 * leaf 1 by attribute 0, "m!2:1" stratum 2 lacks one; s for substitutes. */
static const char *scene_text(scene *s, const urne_selection *got)
{
    urne_buf buf = urne_buf_new(s->arena, 64);
    for (size_t i = 0; i < got->n_steps; i++) {
        const urne_step *step = &got->steps[i];
        char word[80];
        char role = step->pass == URNE_PASS_MEMBERS ? 'm' : 's';
        if (step->kind == URNE_STEP_SELECT) {
            snprintf(word, sizeof word, "%c%" PRIu64 "=%zu ", role, step->pos,
                     step->leaf);
        } else if (step->kind == URNE_STEP_SKIP) {
            snprintf(word, sizeof word, "%c%zu/%zu.%zu ", role, step->leaf,
                     step->of_leaf, step->attr);
        } else {
            snprintf(word, sizeof word, "%c!%" PRIu64 ":%" PRIu64 " ", role,
                     step->stratum, step->missing);
        }
        urne_buf_addz(&buf, word);
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static void scene_expect(scene *s, const uint64_t *members, const uint64_t *substitutes,
                         const char *want)
{
    urne_selection got = scene_run(s, members, substitutes);
    ck_assert_str_eq(scene_text(s, &got), want);
}

START_TEST(a_dash_never_collides)
{
    const char *values[] = {"-", "-", "-"};
    scene s = scene_of("111", 1, values, 1, 1);
    scene_expect(&s, (uint64_t[]){2}, (uint64_t[]){1}, "m1=0 m2=1 s3=2 ");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(values_stay_used)
{
    /* leaf 1 is skipped in both passes, for the member that uses its value */
    const char *values[] = {"a", "a", "b", "b", "c"};
    scene s = scene_of("11111", 1, values, 1, 1);
    scene_expect(&s, (uint64_t[]){2}, (uint64_t[]){1},
                 "m1=0 m1/0.0 m2=2 s1/0.0 s3/2.0 s3=4 ");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(full_strata_give_no_step)
{
    /* leaves 1 and 3 collide, but stratum 1 is full when they come */
    const char *values[] = {"a", "a", "b", "b", "a"};
    scene s = scene_of("11212", 2, values, 1, 1);
    scene_expect(&s, (uint64_t[]){1, 1}, (uint64_t[]){0, 0}, "m1=0 m2=2 ");
    scene_expect(&s, (uint64_t[]){1, 2}, (uint64_t[]){0, 1},
                 "m1=0 m2=2 m4/0.0 m!2:1 s4/0.0 s!2:1 ");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(short_strata_ascend)
{
    const char *values[] = {"a", "b", "c"};
    scene s = scene_of("312", 4, values, 1, 0);
    scene_expect(&s, (uint64_t[]){2, 0, 3, 1}, (uint64_t[]){0, 1, 1, 0},
                 "m1=0 m2=1 m!1:1 m!3:2 m!4:1 s3=2 s!3:1 ");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(first_attribute_in_rules_order)
{
    /* leaf 2 collides with leaf 1 by attribute 0 and with leaf 0 by attribute 2; one
     * value under two names is no collision; attribute 1 is not unique: never opened */
    const char *values[] = {"a", NULL, "b", "b", NULL, "a",
                            "b", NULL, "b", "c", NULL, "b"};
    scene s = scene_of("1111", 1, values, 3, 5);
    scene_expect(&s, (uint64_t[]){4}, (uint64_t[]){0},
                 "m1=0 m2=1 m2/1.0 m3/0.2 m!1:2 ");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(nobody_and_nothing)
{
    scene s = scene_of("", 2, NULL, 0, 0);
    scene_expect(&s, (uint64_t[]){1, 0}, (uint64_t[]){0, 2}, "m!1:1 s!2:2 ");
    scene_expect(&s, (uint64_t[]){0, 0}, (uint64_t[]){0, 0}, "");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(equal_tickets_by_pid)
{
    scene s = scene_of("1111", 1, NULL, 0, 0);
    for (size_t i = 0; i < s.n; i++) {
        s.tickets[i] = frame_ticket(i == 3 ? 1 : 2);
    }
    scene_expect(&s, (uint64_t[]){2}, (uint64_t[]){2}, "m1=3 m2=0 s3=1 s4=2 ");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(stops_where_nothing_is_open)
{
    const char *values[] = {"a", "p", "b", "q", NULL, "r", "c", "s"};
    scene s = scene_of("1111", 1, values, 2, 3);
    urne_selection got = scene_run(&s, (uint64_t[]){3}, (uint64_t[]){1});
    ck_assert_uint_eq(got.stopped, 2);
    ck_assert_str_eq(scene_text(&s, &got), "m1=0 m2=1 ");
    /* a skip needs one collision to be open, no matter what else is not */
    values[5] = "p";
    got = scene_run(&s, (uint64_t[]){3}, (uint64_t[]){0});
    ck_assert(got.stopped == SIZE_MAX);
    ck_assert_str_eq(scene_text(&s, &got), "m1=0 m2=1 m2/0.1 m3=3 ");
    /* in the substitutes' pass */
    values[5] = "r";
    got = scene_run(&s, (uint64_t[]){2}, (uint64_t[]){1});
    ck_assert_uint_eq(got.stopped, 2);
    ck_assert_str_eq(scene_text(&s, &got), "m1=0 m2=1 ");
    urne_arena_free(s.arena);
}
END_TEST

/* Nobody's private data is opened behind the last leaf that matters. */
START_TEST(opens_no_more_than_needed)
{
    const char *values[] = {"a", "b", "c", "d", "e"};
    scene s = scene_of("12111", 2, values, 1, 1);
    scene_expect(&s, (uint64_t[]){2, 0}, (uint64_t[]){1, 0}, "m1=0 m2=2 s3=3 ");
    ck_assert_uint_eq(s.open.asked, 3);
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(stratum_out_of_range)
{
    scene s = scene_of(_i == 0 ? "13" : "10", 2, NULL, 0, 0);
    scene_run(&s, (uint64_t[]){1, 1}, (uint64_t[]){0, 0});
    urne_arena_free(s.arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"worked_example", worked_example, 0, 0},
        {"exact_chances", exact_chances, (int)PROGRAM_COUNT(tinies), 0},
        {"all_orders_with_households", all_orders_with_households, 3, 0},
        {"a_dash_never_collides", a_dash_never_collides, 0, 0},
        {"values_stay_used", values_stay_used, 0, 0},
        {"full_strata_give_no_step", full_strata_give_no_step, 0, 0},
        {"short_strata_ascend", short_strata_ascend, 0, 0},
        {"first_attribute_in_rules_order", first_attribute_in_rules_order, 0, 0},
        {"nobody_and_nothing", nobody_and_nothing, 0, 0},
        {"equal_tickets_by_pid", equal_tickets_by_pid, 0, 0},
        {"stops_where_nothing_is_open", stops_where_nothing_is_open, 0, 0},
        {"opens_no_more_than_needed", opens_no_more_than_needed, 0, 0},
        {"stratum_out_of_range", stratum_out_of_range, 2, 70},
    };
    return program_run("select", tests, PROGRAM_COUNT(tests), 60);
}

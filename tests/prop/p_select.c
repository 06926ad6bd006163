/* Properties of the selection: it equals the rule taken word by word on random rolls,
 * depends on nothing but tickets, and its frequencies over fixed seeds agree with the
 * exact probabilities (chi-square), while a biased order does not. */
#include "draw/select.h"
#include "oracle/frame.h"
#include "oracle/lots.h"
#include "oracle/program.h"
#include "oracle/select.h"

/* ---- Against the word-by-word oracle ---- */

typedef struct draw_case {
    urne_arena *arena;
    urne_rules *rules;
    urne_leaf *leaves;
    urne_hash *tickets;
    size_t n;
    uint64_t *seats[2];
    frame_values values;
} draw_case;

/* A value out of `kinds`; one in eight is no value. */
static const char *random_value(draw_case *c, uint64_t *lots, uint64_t kinds)
{
    if (lots_below(lots, 8) == 0) {
        return "-";
    }
    return urne_str_z(c->arena, urne_str_of(URNE_DEC(lots_below(lots, kinds))));
}

static void random_seats(draw_case *c, uint64_t *lots)
{
    for (size_t pass = 0; pass < 2; pass++) {
        c->seats[pass] =
            urne_arena_array(c->arena, c->rules->n_strata, sizeof(uint64_t));
        for (size_t h = 0; h < c->rules->n_strata; h++) {
            uint64_t size = c->rules->strata[h].electors;
            bool plenty = lots_below(lots, 10) == 0;
            c->seats[pass][h] = lots_below(lots, plenty ? 2 * size + 2 : size / 3 + 2);
        }
    }
}

/* Up to `most` electors in up to 6 strata, up to 3 attributes; households from
 * singletons to one for all; a few equal tickets. */
static draw_case random_case(uint64_t *lots, uint64_t most)
{
    draw_case c = {.arena = urne_arena_new()};
    uint64_t sizes[6];
    size_t n_strata = 1 + lots_below(lots, 6), n_attrs = lots_below(lots, 4);
    for (size_t h = 0; h < n_strata; h++) {
        sizes[h] = 1 + lots_below(lots, most / n_strata);
    }
    c.rules = frame_rules(c.arena, sizes, n_strata);
    frame_attrs(c.arena, c.rules, n_attrs, (unsigned)lots_below(lots, 8));
    c.leaves = frame_leaves(c.arena, c.rules, &c.n);
    c.tickets = urne_arena_array(c.arena, c.n, sizeof *c.tickets);
    c.values.n_attrs = n_attrs;
    c.values.value = urne_arena_array(c.arena, c.n * n_attrs, sizeof(const char *));
    bool ties = lots_below(lots, 4) == 0;
    for (size_t i = 0; i < c.n; i++) {
        /* strata mixed over the roll; their sizes do not matter to the selection */
        c.leaves[i].stratum = 1 + (uint32_t)lots_below(lots, n_strata);
        c.tickets[i] = frame_ticket(ties ? lots_below(lots, 5) : lots_next(lots));
    }
    for (size_t a = 0; a < n_attrs; a++) {
        uint64_t kinds = 1 + lots_below(lots, 2 * c.n);
        for (size_t i = 0; i < c.n; i++) {
            c.values.value[i * n_attrs + a] = random_value(&c, lots, kinds);
        }
    }
    random_seats(&c, lots);
    return c;
}

static void compare_with_naive(draw_case *c, uint64_t instance)
{
    const uint64_t *seats[] = {c->seats[0], c->seats[1]};
    urne_selection got = urne_select_by(c->arena, c->rules, c->leaves, c->n, seats,
                                        c->tickets, frame_open, &c->values);
    urne_selection want = select_naively(c->arena, c->rules, c->leaves, c->n, seats,
                                         c->tickets, &c->values);
    ck_assert_msg(got.n_steps == want.n_steps, LOTS_HERE "%zu steps, not %zu",
                  lots_seed(), instance, got.n_steps, want.n_steps);
    ck_assert(got.stopped == SIZE_MAX);
    for (size_t i = 0; i < got.n_steps; i++) {
        ck_assert_msg(select_same_step(&got.steps[i], &want.steps[i]),
                      LOTS_HERE "step %zu: kind %d leaf %zu, not kind %d leaf %zu",
                      lots_seed(), instance, i, (int)got.steps[i].kind,
                      got.steps[i].leaf, (int)want.steps[i].kind, want.steps[i].leaf);
    }
}

START_TEST(naive_small)
{
    for (uint64_t instance = 0; instance < lots_scale(6000); instance++) {
        uint64_t lots = lots_at(instance);
        draw_case c = random_case(&lots, 40);
        compare_with_naive(&c, instance);
        urne_arena_free(c.arena);
    }
}
END_TEST

START_TEST(naive_larger)
{
    for (uint64_t instance = 0; instance < lots_scale(20); instance++) {
        uint64_t lots = lots_at(instance);
        draw_case c = random_case(&lots, 1500);
        compare_with_naive(&c, instance);
        urne_arena_free(c.arena);
    }
}
END_TEST

/* urne_select is urne_select_by with the tickets of the specification. */
START_TEST(tickets_of_a_draw)
{
    for (uint64_t instance = 0; instance < lots_scale(200); instance++) {
        uint64_t lots = lots_at(instance);
        draw_case c = random_case(&lots, 60);
        urne_hash seed = frame_ticket(lots_next(&lots));
        urne_sub sub = urne_sub_make(&seed, "draw");
        const uint64_t *seats[] = {c.seats[0], c.seats[1]};
        for (size_t i = 0; i < c.n; i++) {
            c.tickets[i] = urne_ticket(&sub, &c.leaves[i].pid);
        }
        urne_selection got = urne_select(c.arena, c.rules, c.leaves, c.n, seats, &seed,
                                         frame_open, &c.values);
        urne_selection want = select_naively(c.arena, c.rules, c.leaves, c.n, seats,
                                             c.tickets, &c.values);
        ck_assert_uint_eq(got.n_steps, want.n_steps);
        for (size_t i = 0; i < got.n_steps; i++) {
            ck_assert_msg(select_same_step(&got.steps[i], &want.steps[i]),
                          LOTS_HERE "step %zu", lots_seed(), instance, i);
        }
        urne_arena_free(c.arena);
    }
}
END_TEST

/* An elector who is struck off changes nothing for those drawn before: without unique
 * attributes and with the same seats, the others keep their order. */
START_TEST(others_keep_their_rank)
{
    for (uint64_t instance = 0; instance < lots_scale(300); instance++) {
        uint64_t lots = lots_at(instance), seats[] = {3}, none[] = {0};
        static const uint64_t sizes[] = {12};
        urne_arena *arena = urne_arena_new();
        urne_rules *rules = frame_rules(arena, sizes, 1);
        const uint64_t *both[] = {seats, none};
        size_t n, gone = lots_below(&lots, 12);
        urne_leaf *leaves = frame_leaves(arena, rules, &n), fewer[11];
        urne_hash seed = frame_ticket(lots_next(&lots));
        urne_selection all =
            urne_select(arena, rules, leaves, n, both, &seed, frame_never_open, NULL);
        memcpy(fewer, leaves, gone * sizeof *leaves);
        memcpy(fewer + gone, leaves + gone + 1, (n - 1 - gone) * sizeof *leaves);
        urne_selection rest = urne_select(arena, rules, fewer, n - 1, both, &seed,
                                          frame_never_open, NULL);
        for (size_t i = 0, j = 0; i < 3; i++) {
            if (all.steps[i].leaf != gone) {
                const urne_hash *before = &leaves[all.steps[i].leaf].pid;
                const urne_hash *after = &fewer[rest.steps[j++].leaf].pid;
                ck_assert_msg(urne_hash_cmp(before, after) == 0, LOTS_HERE "place %zu",
                              lots_seed(), instance, i + 1);
            }
        }
        urne_arena_free(arena);
    }
}
END_TEST

/* ---- Frequencies ---- */

enum { SEEDS = 20000, ELECTORS = 12, OUTCOMES = 120 };

/* Critical values of chi-square at p = 0.001. */
static const double critical_7 = 24.322, critical_9 = 27.877, critical_119 = 172.418;

static const uint64_t small_sizes[] = {5, 4, 3};
static const uint64_t small_members[] = {2, 1, 1}, small_substitutes[] = {1, 1, 0};

typedef struct counts {
    uint64_t chosen[2][ELECTORS];
    uint64_t outcome[OUTCOMES]; /* which members together: C(5,2) * 4 * 3 */
} counts;

/* The number of the outcome {a < b} x {c} x {d}. */
static size_t outcome_of(const bool *member)
{
    size_t pair = 0, c = 0, d = 0, at = 0;
    for (size_t a = 0; a < 5; a++) {
        for (size_t b = a + 1; b < 5; b++, at++) {
            if (member[a] && member[b]) {
                pair = at;
            }
        }
    }
    for (size_t i = 0; i < 4; i++) {
        c = member[5 + i] ? i : c;
    }
    for (size_t i = 0; i < 3; i++) {
        d = member[9 + i] ? i : d;
    }
    return (pair * 4 + c) * 3 + d;
}

/* Draws with 20,000 seeds. mask != 0xff keeps only some bits of each ticket, so that
 * ties are frequent and go to the lower PID: the bias that has to be noticed. */
static void count_draws(counts *out, unsigned char mask)
{
    *out = (counts){.outcome = {0}};
    for (uint64_t i = 0; i < SEEDS; i++) {
        urne_arena *arena = urne_arena_new();
        urne_rules *rules = frame_rules(arena, small_sizes, 3);
        size_t n;
        urne_leaf *leaves = frame_leaves(arena, rules, &n);
        urne_hash tickets[ELECTORS];
        urne_hash seed = urne_hash_fields(3, URNE_STR("urne test p_select"),
                                          urne_str_of(URNE_DEC(lots_seed())),
                                          urne_str_of(URNE_DEC(i)));
        urne_sub sub = urne_sub_make(&seed, URNE_SUB_DRAW);
        bool member[ELECTORS] = {false};
        for (size_t e = 0; e < n; e++) {
            tickets[e] = urne_ticket(&sub, &leaves[e].pid);
            tickets[e].b[0] &= mask;
            if (mask != 0xff) {
                memset(tickets[e].b + 1, 0, sizeof tickets[e].b - 1);
            }
        }
        urne_selection s =
            urne_select_by(arena, rules, leaves, n,
                           (const uint64_t *[]){small_members, small_substitutes},
                           tickets, frame_never_open, NULL);
        for (size_t j = 0; j < s.n_steps; j++) {
            out->chosen[s.steps[j].pass][s.steps[j].leaf]++;
            member[s.steps[j].leaf] |= s.steps[j].pass == URNE_PASS_MEMBERS;
        }
        out->outcome[outcome_of(member)]++;
        urne_arena_free(arena);
    }
}

/* Drawing a of n without replacement, T times: the counts O_i have the covariance
 * T p (1 - p) n/(n - 1) (I - J/n) with p = a/n, so that
 * sum (O_i - T p)^2 / (T p (1 - p) n/(n - 1)) is chi-square with n - 1 degrees. */
static double inclusion_statistic(const uint64_t *chosen, const uint64_t *seats,
                                  double *degrees)
{
    double x = 0;
    *degrees = 0;
    for (size_t h = 0, e = 0; h < 3; e += small_sizes[h++]) {
        double n = (double)small_sizes[h], p = (double)seats[h] / n;
        if (seats[h] == 0) {
            continue;
        }
        *degrees += n - 1;
        for (size_t i = e; i < e + small_sizes[h]; i++) {
            double off = (double)chosen[i] - SEEDS * p;
            x += off * off / (SEEDS * p * (1 - p) * n / (n - 1));
        }
    }
    return x;
}

static double outcome_statistic(const counts *c)
{
    double x = 0, expected = (double)SEEDS / OUTCOMES;
    for (size_t i = 0; i < OUTCOMES; i++) {
        double off = (double)c->outcome[i] - expected;
        x += off * off / expected;
    }
    return x;
}

START_TEST(frequencies_are_fair)
{
    counts c;
    double degrees;
    count_draws(&c, 0xff);
    double x = inclusion_statistic(c.chosen[0], small_members, &degrees);
    ck_assert(degrees > 8.5 && degrees < 9.5);
    ck_assert_msg(x < critical_9,
                  "URNE_TEST_SEED=%" PRIu64 ": members, chi-square %.3f", lots_seed(),
                  x);
    x = outcome_statistic(&c);
    ck_assert_msg(x < critical_119,
                  "URNE_TEST_SEED=%" PRIu64 ": panels, chi-square %.3f", lots_seed(),
                  x);
    x = inclusion_statistic(c.chosen[1], small_substitutes, &degrees);
    ck_assert(degrees > 6.5 && degrees < 7.5);
    ck_assert_msg(x < critical_7,
                  "URNE_TEST_SEED=%" PRIu64 ": substitutes, chi-square %.3f",
                  lots_seed(), x);
}
END_TEST

/* The same statistics must reject tickets of two, three and four bits. */
START_TEST(biased_frequencies_are_noticed)
{
    static const unsigned char masks[] = {0xc0, 0xe0, 0xf0};
    counts c;
    double degrees;
    count_draws(&c, masks[_i]);
    double x = inclusion_statistic(c.chosen[0], small_members, &degrees);
    ck_assert_msg(x > critical_9, "mask %x: chi-square %.3f", masks[_i], x);
    x = outcome_statistic(&c);
    ck_assert_msg(x > critical_119, "mask %x: chi-square %.3f", masks[_i], x);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"naive_small", naive_small, 0, 0},
        {"naive_larger", naive_larger, 0, 0},
        {"tickets_of_a_draw", tickets_of_a_draw, 0, 0},
        {"others_keep_their_rank", others_keep_their_rank, 0, 0},
        {"frequencies_are_fair", frequencies_are_fair, 0, 0},
        {"biased_frequencies_are_noticed", biased_frequencies_are_noticed, 3, 0},
    };
    return program_run("select", tests, PROGRAM_COUNT(tests), 300);
}

/* Properties of the balanced allocation.
 *
 * exact_*: the whole tree of lots of small instances, every branch with its exact
 * probability: each stratum's expectation is k * N_c / N as a rational, every
 * stratum and every group is at the floor or the ceiling in every leaf of the tree.
 * naive_*: the engine and a word-by-word transcription agree, lot for lot. */
#include "draw/apportion.h"
#include "draw/balance.h"
#include "oracle/balance.h"
#include "oracle/frame.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <gmp.h>

enum { CELLS = 16, DEPTH = 40 };

/* ---- Every leaf of the tree of lots ---- */

/* Follows path[0 .. depth), extends it by "add", and multiplies the probability of
 * the branches taken. */
typedef struct branch_lot {
    bool add[DEPTH];
    size_t depth, at;
    bool biased; /* pretend that adding has probability up / (up + down) */
    mpq_t chance;
} branch_lot;

static uint64_t follow_branch(void *ctx, uint64_t up, uint64_t down)
{
    branch_lot *b = ctx;
    mpq_t p;
    ck_assert_uint_ge(up, 1);
    ck_assert_uint_ge(down, 1);
    ck_assert_uint_lt(b->at, DEPTH);
    if (b->at == b->depth) {
        b->add[b->depth++] = true;
    }
    bool add = b->add[b->at++];
    mpq_init(p);
    mpq_set_ui(p, add != b->biased ? down : up, up + down);
    mpq_canonicalize(p);
    mpq_mul(b->chance, b->chance, p);
    mpq_clear(p);
    return add ? down - 1 : down;
}

/* The next leaf in depth-first order; false after the last one. */
static bool next_branch(branch_lot *b)
{
    while (b->depth > 0 && !b->add[b->depth - 1]) {
        b->depth--;
    }
    if (b->depth == 0) {
        return false;
    }
    b->add[b->depth - 1] = false;
    return true;
}

static void check_margins(const urne_rules *rules, uint64_t k, const uint64_t *out,
                          uint64_t instance)
{
    uint64_t total = balance_size(rules, 0, 0);
    for (size_t chain = 0; chain < 2; chain++) {
        for (uint64_t g = 0; g <= rules->n_groups[chain]; g++) {
            uint64_t seats = 0, x = k * balance_size(rules, chain, g);
            for (size_t i = 0; i < rules->n_strata; i++) {
                if (g == 0 || balance_holds(rules, chain, g, &rules->strata[i])) {
                    seats += out[i];
                }
            }
            ck_assert_msg(seats >= x / total && seats <= (x + total - 1) / total,
                          LOTS_HERE "chain %zu group %" PRIu64 " has %" PRIu64
                                    " seats, expectation %" PRIu64 "/%" PRIu64,
                          lots_seed(), instance, chain + 1, g, seats, x, total);
        }
    }
    for (size_t i = 0; i < rules->n_strata; i++) {
        uint64_t x = k * rules->strata[i].electors;
        ck_assert_msg(out[i] >= x / total && out[i] <= (x + total - 1) / total,
                      LOTS_HERE "stratum %zu has %" PRIu64 " seats", lots_seed(),
                      instance, i + 1, out[i]);
    }
}

/* Goes through the tree; true when every expectation is exact and the chances sum
 * to 1. Counts the leaves. */
static bool tree_is_exact(const urne_rules *rules, uint64_t k, bool biased,
                          uint64_t instance, size_t *leaves)
{
    branch_lot b = {.biased = biased};
    uint64_t out[CELLS], total = balance_size(rules, 0, 0);
    mpq_t sum[CELLS + 1], x;
    bool exact;
    mpq_inits(b.chance, x, NULL);
    for (size_t i = 0; i <= CELLS; i++) {
        mpq_init(sum[i]);
    }
    *leaves = 0;
    do {
        mpq_set_ui(b.chance, 1, 1);
        b.at = 0;
        size_t lots = urne_balance(out, rules, k, follow_branch, &b);
        ck_assert_uint_eq(lots, b.depth);
        ck_assert_uint_eq(lots, b.at);
        check_margins(rules, k, out, instance);
        for (size_t i = 0; i < rules->n_strata; i++) {
            mpq_set_ui(x, out[i], 1);
            mpq_mul(x, x, b.chance);
            mpq_add(sum[i], sum[i], x);
        }
        mpq_add(sum[CELLS], sum[CELLS], b.chance);
        ++*leaves;
    } while (next_branch(&b));
    exact = mpq_cmp_ui(sum[CELLS], 1, 1) == 0;
    for (size_t i = 0; i < rules->n_strata; i++) {
        mpq_set_ui(x, k * rules->strata[i].electors, total);
        mpq_canonicalize(x);
        exact = exact && mpq_equal(x, sum[i]) != 0;
    }
    for (size_t i = 0; i <= CELLS; i++) {
        mpq_clear(sum[i]);
    }
    mpq_clears(b.chance, x, NULL);
    return exact;
}

/* ---- Instances ---- */

/* Any shape: forests of groups, cells at any depth, empty groups, twin cells. */
static urne_rules *random_rules(urne_arena *arena, uint64_t *lots, size_t cells,
                                size_t groups, uint64_t most)
{
    uint64_t *sizes = urne_arena_array(arena, cells + 1, sizeof *sizes);
    for (size_t i = 0; i < cells; i++) {
        sizes[i] = 1 + lots_below(lots, most);
    }
    urne_rules *rules = frame_rules(arena, sizes, cells);
    rules->method = URNE_METHOD_BALANCED;
    for (size_t chain = 0; chain < 2; chain++) {
        size_t n = lots_below(lots, groups + 1);
        uint64_t *parents = urne_arena_array(arena, n, sizeof *parents);
        for (size_t g = 0; g < n; g++) {
            parents[g] = lots_below(lots, g + 1);
        }
        frame_groups(arena, rules, chain, parents, n);
    }
    for (size_t i = 0; i < cells; i++) {
        rules->strata[i].g1 = lots_below(lots, rules->n_groups[0] + 1);
        rules->strata[i].g2 = lots_below(lots, rules->n_groups[1] + 1);
    }
    return rules;
}

/* Communes by sex and age: the shape the method is meant for. */
static urne_rules *grid_rules(urne_arena *arena, uint64_t *lots, size_t communes,
                              size_t ages, uint64_t most)
{
    size_t columns = 2 * ages, cells = communes * columns;
    uint64_t *sizes = urne_arena_array(arena, cells, sizeof *sizes);
    uint64_t *parents =
        urne_arena_array(arena, communes + 2 + columns, sizeof *parents);
    for (size_t i = 0; i < cells; i++) {
        sizes[i] = 1 + lots_below(lots, most);
    }
    urne_rules *rules = frame_rules(arena, sizes, cells);
    rules->method = URNE_METHOD_BALANCED;
    frame_groups(arena, rules, 0, parents, communes);
    for (size_t g = 0; g < columns; g++) {
        parents[2 + g] = 1 + g / ages;
    }
    frame_groups(arena, rules, 1, parents, 2 + columns);
    for (size_t i = 0; i < cells; i++) {
        rules->strata[i].g1 = i / columns + 1;
        rules->strata[i].g2 = i % columns + 3;
    }
    return rules;
}

START_TEST(exact_random)
{
    size_t trees = 0, all = 0;
    for (uint64_t instance = 0; instance < lots_scale(1500); instance++) {
        uint64_t lots = lots_at(instance);
        urne_arena *arena = urne_arena_new();
        size_t leaves, cells = 1 + lots_below(&lots, 7);
        urne_rules *rules = random_rules(arena, &lots, cells, 4, 9);
        uint64_t k = lots_below(&lots, 9);
        ck_assert_msg(tree_is_exact(rules, k, false, instance, &leaves),
                      LOTS_HERE "an expectation is not exact", lots_seed(), instance);
        trees += leaves > 1;
        all += leaves;
        urne_arena_free(arena);
    }
    /* the property would be empty if nothing were ever fractional */
    ck_assert_uint_gt(trees, 1000);
    ck_assert_uint_gt(all, 10000);
}
END_TEST

START_TEST(exact_grid)
{
    uint64_t instance = (uint64_t)_i, lots = lots_at(instance);
    urne_arena *arena = urne_arena_new();
    size_t leaves;
    urne_rules *rules = grid_rules(arena, &lots, 3, 2, 40);
    ck_assert_msg(tree_is_exact(rules, 3 + instance, false, instance, &leaves),
                  LOTS_HERE "an expectation is not exact", lots_seed(), instance);
    ck_assert_uint_ge(leaves, 64);
    urne_arena_free(arena);
}
END_TEST

/* The check above must notice lots that follow the wrong odds. */
START_TEST(biased_lots_are_noticed)
{
    size_t leaves, noticed = 0;
    for (uint64_t instance = 0; instance < 50; instance++) {
        uint64_t lots = lots_at(instance);
        urne_arena *arena = urne_arena_new();
        urne_rules *rules = grid_rules(arena, &lots, 2, 1, 40);
        noticed += !tree_is_exact(rules, 3, true, instance, &leaves);
        urne_arena_free(arena);
    }
    ck_assert_uint_ge(noticed, 45);
}
END_TEST

/* ---- The transcription ---- */

static uint64_t splitmix_lot(void *ctx, uint64_t up, uint64_t down)
{
    return lots_below(ctx, up + down);
}

static void compare_with_naive(const urne_rules *rules, uint64_t k, uint64_t lots,
                               uint64_t instance)
{
    urne_arena *arena = urne_arena_new();
    uint64_t *got = urne_arena_array(arena, rules->n_strata, sizeof *got);
    uint64_t *want = urne_arena_array(arena, rules->n_strata, sizeof *want);
    uint64_t again = lots;
    size_t steps = urne_balance(got, rules, k, splitmix_lot, &lots);
    size_t naive = balance_naively(want, rules, k, splitmix_lot, &again);
    ck_assert_msg(steps == naive, LOTS_HERE "%zu lots, not %zu", lots_seed(), instance,
                  steps, naive);
    for (size_t i = 0; i < rules->n_strata; i++) {
        ck_assert_msg(got[i] == want[i], LOTS_HERE "stratum %zu: %" PRIu64 " %" PRIu64,
                      lots_seed(), instance, i + 1, got[i], want[i]);
    }
    urne_arena_free(arena);
}

START_TEST(naive_random)
{
    for (uint64_t instance = 0; instance < lots_scale(3000); instance++) {
        uint64_t lots = lots_at(instance);
        urne_arena *arena = urne_arena_new();
        urne_rules *rules =
            random_rules(arena, &lots, 1 + lots_below(&lots, 30), 12, 1000);
        compare_with_naive(rules, lots_below(&lots, 60), lots, instance);
        urne_arena_free(arena);
    }
}
END_TEST

START_TEST(naive_grid)
{
    uint64_t lots = lots_at(0);
    urne_arena *arena = urne_arena_new();
    compare_with_naive(grid_rules(arena, &lots, 24, 4, 9000), 150, lots, 0);
    urne_arena_free(arena);
}
END_TEST

/* ---- The largest rules: 4096 strata, with the lots of a draw ---- */

START_TEST(largest_rules)
{
    uint64_t lots = lots_at(0);
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = _i == 0 ? grid_rules(arena, &lots, 512, 4, 100000)
                                : random_rules(arena, &lots, 4096, 300, 100000);
    uint64_t *out = urne_arena_array(arena, rules->n_strata, sizeof *out);
    urne_hash seed = frame_ticket(lots_next(&lots));
    ck_assert_uint_eq(rules->n_strata, 4096);
    rules->seats = 1000;
    urne_apportion(out, rules, &seed, URNE_PASS_MEMBERS);
    check_margins(rules, 1000, out, 0);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"exact_random", exact_random, 0, 0},
        {"exact_grid", exact_grid, 6, 0},
        {"biased_lots_are_noticed", biased_lots_are_noticed, 0, 0},
        {"naive_random", naive_random, 0, 0},
        {"naive_grid", naive_grid, 0, 0},
        {"largest_rules", largest_rules, 2, 0},
    };
    return program_run("balance", tests, PROGRAM_COUNT(tests), 300);
}

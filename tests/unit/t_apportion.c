/* draw/apportion and draw/balance: the vectors of the specification, historical
 * apportionments, the definitions on every tiny case, and the edges of integers. */
#include "draw/apportion.h"
#include "draw/balance.h"
#include "oracle/apportion.h"
#include "oracle/frame.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>

static urne_hash parse(const char *hex)
{
    urne_hash h;
    ck_assert(urne_hash_parse(urne_str_of(hex), &h));
    return h;
}

static void expect(const char *what, const uint64_t *got, const uint64_t *want,
                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(got[i] == want[i],
                      "%s: stratum %zu has %" PRIu64 " seats, not %" PRIu64, what,
                      i + 1, got[i], want[i]);
    }
}

#define SPEC_SEED "e66fdf0037391ad3f51127b5342dfea3b8eb17fcf6d43e1be72abe4f250b3702"

/* ---- Vectors of the specification ---- */

START_TEST(spec_subseed)
{
    urne_hash seed = parse(SPEC_SEED);
    urne_sub sub = urne_sub_make(&seed, URNE_SUB_ALLOC_DRAW);
    ck_assert_str_eq(
        sub.hex.z, "068ff65d55859bcec37e1647a82a4e6775402993dded21c3601989c72c5f37c2");
}
END_TEST

START_TEST(spec_largest)
{
    static const uint64_t sizes[] = {120, 60, 60, 60, 45, 15};
    static const struct {
        uint64_t seats, want[6];
    } rows[] = {
        {7, {3, 1, 1, 1, 1, 0}}, {8, {3, 2, 1, 1, 1, 0}}, {11, {4, 2, 2, 2, 1, 0}}};
    static const urne_method methods[] = {URNE_METHOD_HAMILTON,
                                          URNE_METHOD_SAINTE_LAGUE, URNE_METHOD_DHONDT};
    urne_arena *arena = urne_arena_new();
    urne_hash seed = parse(SPEC_SEED);
    urne_rules *rules = frame_rules(arena, sizes, 6);
    for (size_t m = 0; m < PROGRAM_COUNT(methods); m++) {
        uint64_t got[6];
        rules->method = methods[m];
        rules->seats = rows[_i].seats;
        urne_apportion(got, rules, &seed, URNE_PASS_MEMBERS);
        expect("spec", got, rows[_i].want, 6);
    }
    urne_arena_free(arena);
}
END_TEST

static urne_rules *spec_balanced_rules(urne_arena *arena)
{
    static const uint64_t sizes[] = {31, 28, 30, 33, 20, 22, 25, 21, 24, 26, 20, 23};
    static const uint64_t chain1[] = {0, 0, 0}, chain2[] = {0, 0, 1, 1, 2, 2};
    urne_rules *rules = frame_rules(arena, sizes, 12);
    rules->method = URNE_METHOD_BALANCED;
    frame_groups(arena, rules, 0, chain1, 3);
    frame_groups(arena, rules, 1, chain2, 6);
    for (size_t i = 0; i < 12; i++) {
        rules->strata[i].g1 = i / 4 + 1;
        rules->strata[i].g2 = i % 4 + 3;
    }
    return rules;
}

START_TEST(spec_balanced)
{
    static const struct {
        uint64_t seats;
        urne_pass pass;
        uint64_t want[12];
    } rows[] = {
        {5, URNE_PASS_MEMBERS, {1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0}},
        {5, URNE_PASS_SUBSTITUTES, {1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0}},
        {10, URNE_PASS_MEMBERS, {1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1}},
        {10, URNE_PASS_SUBSTITUTES, {2, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1}},
    };
    urne_arena *arena = urne_arena_new();
    urne_hash seed = parse(SPEC_SEED);
    urne_rules *rules = spec_balanced_rules(arena);
    bool members = rows[_i].pass == URNE_PASS_MEMBERS;
    uint64_t got[12];
    rules->seats = members ? rows[_i].seats : 0;
    rules->substitutes = members ? 0 : rows[_i].seats;
    urne_apportion(got, rules, &seed, rows[_i].pass);
    expect("balanced", got, rows[_i].want, 12);

    urne_balance_lot lot = {.sub = urne_sub_make(&seed, members ? URNE_SUB_ALLOC_DRAW
                                                                : URNE_SUB_ALLOC_SUB)};
    size_t steps = urne_balance(got, rules, rows[_i].seats, urne_balance_lot_get, &lot);
    expect("balanced, direct", got, rows[_i].want, 12);
    ck_assert_uint_eq(steps, 11);
    ck_assert_uint_eq(lot.ctr, 11);
    urne_arena_free(arena);
}
END_TEST

/* ---- What history and textbooks know ---- */

typedef struct known {
    const char *what;
    urne_method method;
    uint64_t seats;
    size_t n;
    uint64_t sizes[15], want[15];
} known;

/* United States, census of 1790: Connecticut, Delaware, Georgia, Kentucky, Maryland,
 * Massachusetts, New Hampshire, New Jersey, New York, North Carolina, Pennsylvania,
 * Rhode Island, South Carolina, Vermont, Virginia. Hamilton's bill of 1792 had 120
 * seats and was vetoed; Jefferson's 105 became law. */
#define CENSUS_1790                                                                    \
    {                                                                                  \
        236841, 55540, 70835, 68705, 278514, 475327, 141822, 179570, 331589, 353523,   \
            432879, 68446, 206236, 85533, 630560                                       \
    }

static const known knowns[] = {
    {"Hamilton's bill, 1792",
     URNE_METHOD_HAMILTON,
     120,
     15,
     CENSUS_1790,
     {8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21}},
    {"Jefferson's act, 1792",
     URNE_METHOD_DHONDT,
     105,
     15,
     CENSUS_1790,
     {7, 1, 2, 2, 8, 14, 4, 5, 10, 10, 13, 2, 6, 2, 19}},
    {"Alabama paradox, before", URNE_METHOD_HAMILTON, 10, 3, {6, 6, 2}, {4, 4, 2}},
    {"Alabama paradox, after", URNE_METHOD_HAMILTON, 11, 3, {6, 6, 2}, {5, 5, 1}},
    {"d'Hondt, eight seats",
     URNE_METHOD_DHONDT,
     8,
     4,
     {100000, 80000, 30000, 20000},
     {4, 3, 1, 0}},
    {"Sainte-Lague, eight seats",
     URNE_METHOD_SAINTE_LAGUE,
     8,
     4,
     {100000, 80000, 30000, 20000},
     {3, 3, 1, 1}},
    {"Sainte-Lague, seven seats",
     URNE_METHOD_SAINTE_LAGUE,
     7,
     3,
     {53000, 24000, 23000},
     {3, 2, 2}},
    {"d'Hondt, seven seats",
     URNE_METHOD_DHONDT,
     7,
     3,
     {53000, 24000, 23000},
     {4, 2, 1}},
};

START_TEST(history)
{
    const known *k = &knowns[_i];
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, k->sizes, k->n);
    uint64_t got[15];
    rules->method = k->method;
    rules->seats = k->seats;
    urne_apportion(got, rules, &(urne_hash){{0}}, URNE_PASS_MEMBERS);
    expect(k->what, got, k->want, k->n);
    urne_arena_free(arena);
}
END_TEST

/* ---- The definitions, on every tiny case ---- */

/* The order of the strata by tie ticket, from the preimages as text. */
static void tie_ranks(size_t *rank, size_t n, const urne_hash *seed,
                      const char *purpose)
{
    urne_hex tickets[APPORTION_STRATA];
    for (size_t i = 0; i < n; i++) {
        char text[256];
        snprintf(text, sizeof text, "urne/1 sub\n%s\n%s\n", urne_to_hex(*seed).z,
                 purpose);
        urne_hex sub = urne_sha256_hex(urne_str_of(text));
        snprintf(text, sizeof text, "urne/1 stratum\n%zu\n", i + 1);
        urne_hex key = urne_sha256_hex(urne_str_of(text));
        snprintf(text, sizeof text, "urne/1 ticket\n%s\n%s\n", sub.z, key.z);
        tickets[i] = urne_sha256_hex(urne_str_of(text));
    }
    for (size_t i = 0; i < n; i++) {
        rank[i] = 0;
        for (size_t j = 0; j < n; j++) {
            rank[i] += strcmp(tickets[j].z, tickets[i].z) < 0;
        }
    }
}

static void compare_with_definition(const apportion_case *c, const urne_hash *seed,
                                    urne_pass pass, urne_arena *arena)
{
    uint64_t want[APPORTION_STRATA], got[APPORTION_STRATA];
    urne_rules *rules = frame_rules(arena, c->size, c->n);
    rules->method = c->method;
    rules->seats = pass == URNE_PASS_MEMBERS ? c->k : 99;
    rules->substitutes = pass == URNE_PASS_MEMBERS ? 99 : c->k;
    size_t found = apportion_by_definition(c, want);
    ck_assert_uint_eq(found, 1);
    urne_apportion(got, rules, seed, pass);
    for (size_t i = 0; i < c->n; i++) {
        ck_assert_msg(got[i] == want[i],
                      "method %d, k %" PRIu64 ", sizes %" PRIu64 " %" PRIu64 " %" PRIu64
                      " %" PRIu64 " (of %zu), seed byte %d: stratum %zu has %" PRIu64
                      ", not %" PRIu64,
                      (int)c->method, c->k, c->size[0], c->size[1], c->size[2],
                      c->size[3], c->n, seed->b[0], i + 1, got[i], want[i]);
    }
}

/* _i: the method and the number of strata. All sizes 1..5, all k up to 7. */
START_TEST(all_tiny)
{
    static const urne_method methods[] = {URNE_METHOD_HAMILTON,
                                          URNE_METHOD_SAINTE_LAGUE, URNE_METHOD_DHONDT};
    apportion_case c = {.method = methods[_i / 4], .n = (size_t)(_i % 4) + 1};
    urne_hash seed = {{(unsigned char)(_i + 1)}};
    size_t cases = 1;
    for (size_t i = 0; i < c.n; i++) {
        cases *= 5;
    }
    for (size_t number = 0; number < cases; number++) {
        urne_arena *arena = urne_arena_new();
        urne_pass pass = number % 2 == 0 ? URNE_PASS_MEMBERS : URNE_PASS_SUBSTITUTES;
        size_t digits = number;
        seed.b[1] = (unsigned char)(number % 16);
        c.total = 0;
        for (size_t i = 0; i < c.n; i++, digits /= 5) {
            c.size[i] = digits % 5 + 1;
            c.total += c.size[i];
        }
        tie_ranks(c.rank, c.n, &seed,
                  pass == URNE_PASS_MEMBERS ? URNE_SUB_ALLOC_DRAW : URNE_SUB_ALLOC_SUB);
        for (c.k = 0; c.k <= 7; c.k++) {
            compare_with_definition(&c, &seed, pass, arena);
        }
        urne_arena_free(arena);
    }
}
END_TEST

/* ---- Larger cases ---- */

/* Has stratum i a better title to the next seat than stratum j? */
static bool next_seat(const urne_rules *rules, const uint64_t *out, uint64_t total,
                      size_t i, size_t j)
{
    uint64_t f = rules->method == URNE_METHOD_DHONDT ? 1 : 2;
    uint64_t size_i = rules->strata[i].electors, size_j = rules->strata[j].electors;
    if (rules->method == URNE_METHOD_HAMILTON) {
        bool has_i = out[i] > rules->seats * size_i / total;
        bool has_j = out[j] > rules->seats * size_j / total;
        return has_i != has_j
                   ? has_j
                   : rules->seats * size_i % total > rules->seats * size_j % total;
    }
    return size_i * (f * out[j] + 1) > size_j * (f * out[i] + 1);
}

/* Seat by seat, as the text of the rule has it; hamilton after the floors. */
static void seat_by_seat(uint64_t *out, const urne_rules *rules,
                         const urne_hash *tickets)
{
    uint64_t total = 0, seat = 0;
    for (size_t i = 0; i < rules->n_strata; i++) {
        total += rules->strata[i].electors;
    }
    for (size_t i = 0; i < rules->n_strata; i++) {
        bool floors = rules->method == URNE_METHOD_HAMILTON;
        out[i] = floors ? rules->seats * rules->strata[i].electors / total : 0;
        seat += out[i];
    }
    for (; seat < rules->seats; seat++) {
        size_t best = 0;
        for (size_t i = 1; i < rules->n_strata; i++) {
            bool tie = !next_seat(rules, out, total, best, i);
            bool lower = urne_hash_cmp(&tickets[i], &tickets[best]) < 0;
            if (next_seat(rules, out, total, i, best) || (tie && lower)) {
                best = i;
            }
        }
        out[best]++;
    }
}

START_TEST(seats_one_by_one)
{
    static const urne_method methods[] = {URNE_METHOD_HAMILTON,
                                          URNE_METHOD_SAINTE_LAGUE, URNE_METHOD_DHONDT};
    for (uint64_t instance = 0; instance < lots_scale(600); instance++) {
        uint64_t lots = lots_at(instance), sizes[40], got[40], want[40];
        urne_hash tickets[40], seed = frame_ticket(lots_next(&lots));
        urne_sub sub = urne_sub_make(&seed, URNE_SUB_ALLOC_DRAW);
        size_t n = 1 + lots_below(&lots, 40);
        uint64_t most = lots_below(&lots, 3) == 0 ? 6 : 1 + lots_below(&lots, 100000);
        for (size_t i = 0; i < n; i++) {
            sizes[i] = 1 + lots_below(&lots, most);
            urne_str dec = urne_str_of(URNE_DEC(i + 1));
            urne_hash key = urne_hash_fields(2, URNE_STR("urne/1 stratum"), dec);
            tickets[i] = urne_ticket(&sub, &key);
        }
        urne_arena *arena = urne_arena_new();
        urne_rules *rules = frame_rules(arena, sizes, n);
        rules->method = methods[_i];
        rules->seats = lots_below(&lots, 300);
        urne_apportion(got, rules, &seed, URNE_PASS_MEMBERS);
        seat_by_seat(want, rules, tickets);
        for (size_t i = 0; i < n; i++) {
            ck_assert_msg(got[i] == want[i],
                          LOTS_HERE "stratum %zu: %" PRIu64 " %" PRIu64, lots_seed(),
                          instance, i + 1, got[i], want[i]);
        }
        urne_arena_free(arena);
    }
}
END_TEST

/* One more seat never costs a stratum one (hamilton does not promise it). */
START_TEST(house_monotone)
{
    static const uint64_t sizes[] = {7, 7, 2, 1, 30, 12, 12, 5, 1};
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, sizes, 9);
    uint64_t before[9] = {0}, after[9];
    rules->method = _i == 0 ? URNE_METHOD_DHONDT : URNE_METHOD_SAINTE_LAGUE;
    for (rules->seats = 1; rules->seats <= 400; rules->seats++) {
        size_t grown = 0;
        urne_apportion(after, rules, &(urne_hash){{7}}, URNE_PASS_MEMBERS);
        for (size_t i = 0; i < 9; i++) {
            ck_assert_uint_ge(after[i], before[i]);
            grown += after[i] - before[i];
        }
        ck_assert_uint_eq(grown, 1);
        memcpy(before, after, sizeof before);
    }
    urne_arena_free(arena);
}
END_TEST

/* k * N far beyond 64 bits: the largest integers that rules may hold. */
START_TEST(largest_integers)
{
    static const uint64_t third = URNE_INT_MAX / 3;
    static const uint64_t sizes[] = {third, third - 1, third + 1};
    static const urne_method methods[] = {URNE_METHOD_HAMILTON,
                                          URNE_METHOD_SAINTE_LAGUE, URNE_METHOD_DHONDT,
                                          URNE_METHOD_BALANCED};
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, sizes, 3);
    uint64_t got[3], total = 3 * third;
    rules->method = methods[_i];
    rules->seats = URNE_INT_MAX;
    urne_apportion(got, rules, &(urne_hash){{1}}, URNE_PASS_MEMBERS);
    ck_assert_uint_eq(got[0] + got[1] + got[2], URNE_INT_MAX);
    for (size_t i = 0; i < 3; i++) {
        /* URNE_INT_MAX = total + 2: expectations are N_h + 2 N_h / total */
        ck_assert_uint_eq(URNE_INT_MAX, total + 2);
        ck_assert(got[i] == sizes[i] || got[i] == sizes[i] + 1);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(quota_is_copied)
{
    static const uint64_t sizes[] = {5, 9};
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, sizes, 2);
    uint64_t got[2];
    rules->method = URNE_METHOD_QUOTA;
    rules->strata[0].seats = 4;
    rules->strata[1].seats = 2;
    rules->strata[1].substitutes = 3;
    rules->seats = 6;
    rules->substitutes = 3;
    urne_apportion(got, rules, &(urne_hash){{0}}, URNE_PASS_MEMBERS);
    expect("quota", got, (const uint64_t[]){4, 2}, 2);
    urne_apportion(got, rules, &(urne_hash){{0}}, URNE_PASS_SUBSTITUTES);
    expect("quota", got, (const uint64_t[]){0, 3}, 2);
    urne_arena_free(arena);
}
END_TEST

/* The lot below `down` adds: the threshold itself. */
static uint64_t lot_at_threshold(void *ctx, uint64_t up, uint64_t down)
{
    ck_assert_uint_eq(up, 3);
    ck_assert_uint_eq(down, 1);
    return down - (*(bool *)ctx ? 1 : 0);
}

START_TEST(balanced_threshold)
{
    /* One seat for 1 and 3 electors: the walk begins along cell 1, whose share is
     * 1/4, so that adding has up = 3, down = 1 in units of 1/4. */
    static const uint64_t sizes[] = {1, 3};
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, sizes, 2);
    uint64_t got[2];
    bool add = true;
    ck_assert_uint_eq(urne_balance(got, rules, 1, lot_at_threshold, &add), 1);
    expect("r = down - 1", got, (const uint64_t[]){1, 0}, 2);
    add = false;
    ck_assert_uint_eq(urne_balance(got, rules, 1, lot_at_threshold, &add), 1);
    expect("r = down", got, (const uint64_t[]){0, 1}, 2);
    urne_arena_free(arena);
}
END_TEST

/* What urne_rules_read has to refuse is a bug here: exit 70, never a wrong result. */
START_TEST(impossible_rules)
{
    static const uint64_t sizes[] = {URNE_INT_MAX, 1}, loop[] = {1};
    urne_arena *arena = urne_arena_new();
    urne_rules *rules = frame_rules(arena, sizes, _i == 0 ? 2 : 1);
    uint64_t got[2];
    rules->method = _i < 2 ? URNE_METHOD_HAMILTON : URNE_METHOD_BALANCED;
    rules->seats = _i == 1 ? URNE_INT_MAX + 1 : 1;
    if (_i == 2) {
        rules->strata[0].g1 = 1;
    } else if (_i == 3) {
        frame_groups(arena, rules, 1, loop, 1);
    }
    urne_apportion(got, rules, &(urne_hash){{0}}, URNE_PASS_MEMBERS);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"spec_subseed", spec_subseed, 0, 0},
        {"spec_largest", spec_largest, 3, 0},
        {"spec_balanced", spec_balanced, 4, 0},
        {"history", history, (int)PROGRAM_COUNT(knowns), 0},
        {"all_tiny", all_tiny, 12, 0},
        {"seats_one_by_one", seats_one_by_one, 3, 0},
        {"house_monotone", house_monotone, 2, 0},
        {"largest_integers", largest_integers, 4, 0},
        {"quota_is_copied", quota_is_copied, 0, 0},
        {"balanced_threshold", balanced_threshold, 0, 0},
        {"impossible_rules", impossible_rules, 4, 70},
    };
    return program_run("apportion", tests, PROGRAM_COUNT(tests), 60);
}

/* budget/order: which of several equal projects comes first. */
#include "oracle/booth.h"
#include "oracle/program.h"

#define SEED "3b0c1d2e4f5061728394a5b6c7d8e9f00112233445566778899aabbccddeeff0"

/* Ids, costs and votes disagree about the order of these four. */
static booth four(const char *ties)
{
    booth b = booth_new(100, "b=2 c=1 a=2 ab=3", "b,c*2 a a ab*5");
    if (ties[0] != '\0') {
        booth_ties(&b, ties);
    }
    b.rule->lot_seed = URNE_STR(SEED);
    booth_open(&b);
    return b;
}

/* Sorts all four from every order they may come in; the same must come of it. */
static void expect(booth *b, const char *sorted, urne_tie_kind by, bool resolved)
{
    for (uint32_t code = 0; code < 256; code++) {
        uint32_t list[4] = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3};
        urne_tie_kind used = URNE_TIE_FILE, first_by;
        bool first_resolved;
        if (((1u << list[0]) | (1u << list[1]) | (1u << list[2]) | (1u << list[3])) !=
            15) {
            continue;
        }
        uint32_t first =
            urne_order_first(b->order, 1, list, 4, &first_by, &first_resolved);
        ck_assert_int_eq(urne_order_sort(b->order, 1, list, 4, &used), resolved);
        ck_assert_str_eq(booth_ids(b, list, 4), sorted);
        ck_assert_uint_eq(first, list[0]);
        ck_assert_int_eq(used, by);
    }
}

START_TEST(criteria)
{
    static const struct {
        const char *ties, *sorted;
        urne_tie_kind by;
        bool resolved;
    } all[] = {{"file", "b c a ab", URNE_TIE_FILE, true},
               {"id", "a ab b c", URNE_TIE_ID, true},
               {"min-cost", "c a b ab", URNE_TIE_ID, false},
               {"min-cost,file", "c b a ab", URNE_TIE_FILE, true},
               {"min-cost,id", "c a b ab", URNE_TIE_ID, true},
               {"max-votes", "ab a b c", URNE_TIE_ID, false},
               {"max-votes,min-cost,file", "ab c b a", URNE_TIE_FILE, true},
               {"", "a ab b c", URNE_TIE_ID, false}};
    for (size_t i = 0; i < PROGRAM_COUNT(all); i++) {
        booth b = four(all[i].ties);
        expect(&b, all[i].sorted, all[i].by, all[i].resolved);
        booth_close(&b);
    }
}
END_TEST

/* The criterion is the one that was needed, not the last of the list. */
START_TEST(the_first_alone)
{
    booth b = four("min-cost,max-votes,file");
    urne_tie_kind by = URNE_TIE_ID;
    bool resolved = false;
    const uint32_t all[] = {0, 1, 2, 3}, two[] = {2, 0};
    ck_assert_uint_eq(urne_order_first(b.order, 1, all, 4, &by, &resolved), 1);
    ck_assert(resolved);
    ck_assert_int_eq(by, URNE_TIE_MIN_COST);
    ck_assert_uint_eq(urne_order_first(b.order, 1, two, 2, &by, &resolved), 0);
    ck_assert(resolved);
    ck_assert_int_eq(by, URNE_TIE_FILE);
    b.rule->n_ties = 1;
    ck_assert_uint_eq(urne_order_first(b.order, 1, all, 4, &by, &resolved), 1);
    ck_assert(resolved); /* the cheapest is alone, the others do not matter */
    ck_assert_uint_eq(urne_order_first(b.order, 1, two, 2, &by, &resolved), 2);
    ck_assert(!resolved);
    ck_assert_uint_eq(urne_order_first(b.order, 1, two, 1, &by, &resolved), 2);
    ck_assert(resolved);
    booth_close(&b);
}
END_TEST

/* Tickets by the definition; another round is another lot. */
START_TEST(lots)
{
    booth b = four("lot");
    urne_hash seed;
    ck_assert(urne_hash_parse(URNE_STR(SEED), &seed));
    urne_str sorted[2];
    for (size_t round = 1; round <= 2; round++) {
        urne_sub sub = urne_sub_make(&seed, round == 1 ? "tie/1" : "tie/2");
        uint32_t list[] = {0, 1, 2, 3};
        urne_tie_kind by;
        for (uint32_t c = 0; c < 4; c++) {
            urne_hash key = urne_hash_fields(
                3, URNE_STR("urne/1 project"),
                URNE_STR("00000000000000000000000000000000"), b.e->projects[c].id);
            urne_hash due = urne_ticket(&sub, &key);
            urne_hash got = urne_order_ticket(b.order, round, c);
            ck_assert_int_eq(urne_hash_cmp(&due, &got), 0);
        }
        ck_assert(urne_order_sort(b.order, round, list, 4, &by));
        ck_assert_int_eq(by, URNE_TIE_LOT);
        for (size_t i = 1; i < 4; i++) {
            urne_hash x = urne_order_ticket(b.order, round, list[i - 1]);
            urne_hash y = urne_order_ticket(b.order, round, list[i]);
            ck_assert_int_lt(urne_hash_cmp(&x, &y), 0);
        }
        sorted[round - 1] = urne_str_of(booth_ids(&b, list, 4));
    }
    ck_assert(!urne_str_eq(sorted[0], sorted[1]));
    booth_close(&b);
}
END_TEST

/* The lot of a joined project is that of its first part. */
START_TEST(joined)
{
    booth b = booth_new(9, "b=2 c=1 a=2", "b a");
    booth_ties(&b, "id");
    booth_joined(&b, "c,a");
    booth_open(&b);
    ck_assert_int_gt(urne_order_cmp(b.order, 1, 1, 0), 0); /* c, not a, after b */
    ck_assert_int_lt(urne_order_cmp(b.order, 1, 0, 1), 0);
    ck_assert_int_eq(urne_order_cmp(b.order, 1, 1, 1), 0);
    booth_close(&b);
}
END_TEST

START_TEST(a_seed_that_is_none)
{
    booth b = booth_new(9, "b=2", "b");
    b.rule->lot_seed = URNE_STR("3b0c");
    booth_open(&b);
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"criteria", criteria, 0, 0},
        {"the_first_alone", the_first_alone, 0, 0},
        {"lots", lots, 0, 0},
        {"joined", joined, 0, 0},
        {"no_seed", a_seed_that_is_none, 0, 70},
    };
    return program_run("order", tests, PROGRAM_COUNT(tests), 60);
}

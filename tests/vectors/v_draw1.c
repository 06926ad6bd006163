/* Vectors of docs/spec/draw-1.md that no other program holds: the steps of `balanced`,
 * the tickets of strata, ages, and the seeds, tickets and files of the worked dossier.
 */
#include "draw/balance.h"
#include "model/age.h"
#include "oracle/hamlet.h"
#include "oracle/program.h"

static urne_hash hash(const char *hex)
{
    urne_hash h;
    ck_assert(urne_hash_parse(urne_str_of(hex), &h));
    return h;
}

#define SEED_10 "e66fdf0037391ad3f51127b5342dfea3b8eb17fcf6d43e1be72abe4f250b3702"

/* ---- 3.3, 3.4 ---- */

START_TEST(dates)
{
    static const char *const cases[][2] = {
        {"05/07/1961", "1961-07-05"}, {"5/7/1961", "1961-07-05"},
        {"00/07/1961", "1961-07-00"}, {"00/00/1961", "1961-00-00"},
        {"1961", "1961-00-00"},       {"29/02/1960", "1960-02-29"},
        {"1961-07-00", "1961-07-00"}, {"29/02/1961", NULL},
        {"12/00/1961", NULL},         {"31/04/1980", NULL},
        {"1961-00-12", NULL},         {"0000", NULL}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        char out[11] = "";
        bool ok = urne_date_canon(urne_str_of(cases[i][0]), out);
        ck_assert_msg(ok == (cases[i][1] != NULL), "%s", cases[i][0]);
        ck_assert(!ok || strcmp(out, cases[i][1]) == 0);
    }
}
END_TEST

START_TEST(ages)
{
    static const struct {
        const char *birth, *on;
        uint64_t least, most;
    } cases[] = {
        {"2008-10-05", "2026-10-05", 18, 18}, {"2008-10-06", "2026-10-05", 17, 17},
        {"2008-02-29", "2026-02-28", 17, 17}, {"2008-02-29", "2026-03-01", 18, 18},
        {"2008-00-00", "2026-10-05", 17, 18}, {"2008-09-00", "2026-10-05", 18, 18},
        {"2008-10-00", "2026-10-05", 17, 18}, {"2008-02-00", "2026-02-28", 17, 18},
        {"2008-00-00", "2026-12-31", 18, 18}, {"1975-00-00", "2026-10-05", 50, 51}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_ages a =
            urne_age_on(urne_str_of(cases[i].birth), urne_str_of(cases[i].on));
        ck_assert_msg(a.least == cases[i].least && a.most == cases[i].most, "%s on %s",
                      cases[i].birth, cases[i].on);
    }
}
END_TEST

/* ---- 10.1.3, 10.4 ---- */

START_TEST(keys_of_strata)
{
    static const char *const tickets[] = {
        "eb4cb62a026e3d29f2c60f124f45102f6e9af9bd6473085b32ecde4517d786e7",
        "1f8943eceab433ee9922ccbb6a521177f2f26105304ab30af57118b4dac1cf4c",
        "7296aa62de6e53ef466c1782154dfc677dd287a8d2e20624e78589bc2b4b56f8",
        "db8dac41b58fd4601a1e680ceba4f50b04c2af3f196c9ca18b0a086e8db26a2f",
        "6ee8cdfb3dac5fc77c4c66a264e94734155c267d1bedaa82548919d8627411b3",
        "5d88f58e4f6d457cc8d720061c6687cc6b5823b4dfcc69633867f77ecccfae4f"};
    urne_hash seed = hash(SEED_10);
    urne_sub sub = urne_sub_make(&seed, URNE_SUB_ALLOC_DRAW);
    ck_assert_str_eq(
        sub.hex.z, "068ff65d55859bcec37e1647a82a4e6775402993dded21c3601989c72c5f37c2");
    ck_assert_str_eq(
        urne_sub_make(&seed, URNE_SUB_ALLOC_SUB).hex.z,
        "bc01d5bc95ca00fe8bfbf8815bb928ce35cef72439aa55f7a7dad34914947619");
    for (size_t h = 1; h <= 6; h++) {
        urne_hash key =
            urne_hash_fields(2, URNE_STR("urne/1 stratum"), urne_str_of(URNE_DEC(h)));
        ck_assert_str_eq(urne_to_hex(urne_ticket(&sub, &key)).z, tickets[h - 1]);
    }
    urne_hash one = urne_hash_fields(2, URNE_STR("urne/1 stratum"), URNE_STR("1"));
    ck_assert_str_eq(
        urne_to_hex(one).z,
        "61a0fd67d461a36a86cca93e7f5b64d47260c88d466eabf38ba3af94637b6bd3");
}
END_TEST

/* ---- 10.5: every step of the first line ---- */

typedef struct step {
    uint64_t up, down, r;
} step;

typedef struct recorder {
    urne_balance_lot lot;
    step steps[32];
    size_t n;
} recorder;

static uint64_t record(void *ctx, uint64_t up, uint64_t down)
{
    recorder *r = ctx;
    uint64_t got = urne_balance_lot_get(&r->lot, up, down);
    ck_assert_uint_lt(r->n, 32);
    r->steps[r->n++] = (step){up, down, got};
    return got;
}

START_TEST(balanced_steps)
{
    static const step due[] = {{72, 72, 18},   {76, 138, 124}, {6, 77, 8},
                               {100, 4, 12},   {79, 78, 35},   {120, 141, 247},
                               {110, 42, 79},  {152, 46, 25},  {5, 100, 63},
                               {83, 105, 183}, {188, 115, 240}};
    static const uint64_t cells[12][3] = {
        {31, 1, 3}, {28, 1, 4}, {30, 1, 5}, {33, 1, 6}, {20, 2, 3}, {22, 2, 4},
        {25, 2, 5}, {21, 2, 6}, {24, 3, 3}, {26, 3, 4}, {20, 3, 5}, {23, 3, 6}};
    static const uint64_t seats[12] = {1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0};
    urne_group chain1[3] = {{0}}, chain2[6] = {{0}};
    urne_stratum strata[12] = {{0}};
    chain2[2].parent = chain2[3].parent = 1;
    chain2[4].parent = chain2[5].parent = 2;
    for (size_t h = 0; h < 12; h++) {
        strata[h].electors = cells[h][0];
        strata[h].g1 = cells[h][1];
        strata[h].g2 = cells[h][2];
    }
    urne_rules rules = {.groups = {chain1, chain2},
                        .n_groups = {3, 6},
                        .strata = strata,
                        .n_strata = 12,
                        .method = URNE_METHOD_BALANCED,
                        .seats = 5};
    urne_hash seed = hash(SEED_10);
    recorder r = {.lot = {.sub = urne_sub_make(&seed, URNE_SUB_ALLOC_DRAW)}};
    uint64_t got[12];
    ck_assert_uint_eq(urne_balance(got, &rules, 5, record, &r), 11);
    ck_assert_uint_eq(r.lot.ctr, 11);
    ck_assert_uint_eq(r.n, PROGRAM_COUNT(due));
    for (size_t i = 0; i < r.n; i++) {
        ck_assert_uint_eq(r.steps[i].up, due[i].up);
        ck_assert_uint_eq(r.steps[i].down, due[i].down);
        ck_assert_uint_eq(r.steps[i].r, due[i].r);
    }
    ck_assert_mem_eq(got, seats, sizeof got);
}
END_TEST

/* ---- 19 ---- */

START_TEST(hamlet_files)
{
    static const struct {
        size_t n;
        const char *sha256;
    } due[] = {
        {244, "dc0a2a1205d3881986cf234bc7a6e399ac4e426b44b0c664b74757aace362bce"},
        {538, HAMLET_SEAL},
        {199, "464e0f41b47c208a759ad4aed4e4dbecdc9bcb63c830029e08dcd511d3763221"},
        {2342, "54b997609c346bd0fa88f646cebc5ac0e4fbcd1f099f171d0aee7e0339849ed4"},
        {1056, "f6dad1dc7d2dad4b6cc4aa1536e988e94d5052dfd12e4524eed33e43314868c7"},
        {298, "974550a1ef6537f56517034addaba9ede0423771b07a7437ed3344a2e4de2da4"},
        {166, "a7ebcabd4cc153a886bb8aebbe539819bf61fc91a52692b47690f8891f06b1ea"},
        {555, "b32d6d296b9794fe1859b5944de6e781c746818b222b338bdc8ec96eba9495fc"},
    };
    urne_arena *arena = urne_arena_new();
    hamlet h = hamlet_load(arena);
    for (size_t i = 0; i < HAMLET_FILES; i++) {
        ck_assert_uint_eq(h.file[i].n, due[i].n);
        ck_assert_str_eq(urne_sha256_hex(h.file[i]).z, due[i].sha256);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(hamlet_tickets)
{
    static const struct {
        size_t number;
        const char *ticket;
    } due[] = {
        {7, "1d01029e8474638066d421e64f29e762acf2e6d847fd1b90260c3830fa426893"},
        {1, "4b21fbaf1bed1ce7ca0820e7b0aaa799837e74324a9212e7ac84990118d4dbca"},
        {4, "4bc39f00b0c92c22530e14da758f9a3fcab3852dd6992e34f2209caa3cf94957"},
        {3, "6d00b3972aafa11f45d087543616d0317c3b4866b3fd1a5853cdbca5cd03eea3"},
        {2, "874a86adb85fbcd819b3163d2149aa9b42803d6d909076bf93d275e73a327941"},
        {6, "8ab1375b0ce57fa453f139605c9318e3edafacb08f76997545f6f930f2a19db5"},
        {8, "b2418b2535b9876f759edae8e2352aba12947586f6be06c08c77eed3d6d6af49"},
        {5, "c86a243198ae0f4846175f9a26d2cde87531badd982ffdfa617757258a4b90e2"},
    };
    urne_arena *arena = urne_arena_new();
    hamlet h = hamlet_load(arena);
    urne_hash seed = urne_sha256(h.file[HSEED]);
    urne_sub sub = urne_sub_make(&seed, URNE_SUB_DRAW);
    ck_assert_str_eq(
        sub.hex.z, "3f6b9bb757bd3c13b44d1a1a31cbb9fcf5cb464931e6191b79b4ccb5bd8a65fb");
    ck_assert_str_eq(
        urne_sub_make(&seed, URNE_SUB_ALLOC_DRAW).hex.z,
        "78bcaac5802bfc1c21eab15120903a60bc4ef18337c7e174b7f6575c5720a992");
    ck_assert_str_eq(
        urne_sub_make(&seed, URNE_SUB_ALLOC_SUB).hex.z,
        "f57b929030bbfb20ad752b27f983fdb6e93aaeef5b94bc1cce29d3f9865a835d");
    for (size_t i = 0; i < 8; i++) {
        urne_hash pid;
        urne_str line = lines_get(h.file[HROLL], due[i].number);
        ck_assert(urne_hash_parse(urne_str_slice(line, 0, 64), &pid));
        ck_assert_str_eq(urne_to_hex(urne_ticket(&sub, &pid)).z, due[i].ticket);
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"dates", dates, 0, 0},
        {"ages", ages, 0, 0},
        {"keys_of_strata", keys_of_strata, 0, 0},
        {"balanced_steps", balanced_steps, 0, 0},
        {"hamlet_files", hamlet_files, 0, 0},
        {"hamlet_tickets", hamlet_tickets, 0, 0},
    };
    return program_run("draw1", tests, PROGRAM_COUNT(tests), 60);
}

/* The times of rounds, and what is accepted as a saved round. The signature itself is
 * the business of v_beacon. */
#include "base/day.h"
#include "oracle/lots.h"
#include "oracle/program.h"
#include "proof/beacon_file.h"

#include <stdio.h>

/* ---- Rounds and times ---- */

START_TEST(round_times)
{
    static const struct {
        uint64_t round;
        const char *time;
    } cases[] = {
        {1, "2023-08-23T15:09:27Z"},
        {2, "2023-08-23T15:09:30Z"},
        {657413, "2023-09-15T11:00:03Z"},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        char text[URNE_TIME_MAX];
        ck_assert(urne_time_write(text, urne_beacon_time(cases[i].round)));
        ck_assert_str_eq(text, cases[i].time);
    }
    ck_assert_int_eq(urne_beacon_time(URNE_INT_MAX),
                     INT64_C(1692803367) + 3 * (INT64_C(9007199254740992) - 1));
}
END_TEST

START_TEST(rounds_at)
{
    const int64_t genesis = URNE_BEACON_GENESIS;
    ck_assert_uint_eq(urne_beacon_round_at(INT64_MIN), 1);
    ck_assert_uint_eq(urne_beacon_round_at(0), 1);
    ck_assert_uint_eq(urne_beacon_round_at(genesis), 1);
    ck_assert_uint_eq(urne_beacon_round_at(genesis + 1), 2);
    ck_assert_uint_eq(urne_beacon_round_at(genesis + 3), 2);
    ck_assert_uint_eq(urne_beacon_round_at(genesis + 4), 3);
    ck_assert_uint_eq(urne_beacon_round_at(genesis + 3 * 657412), 657413);
    /* the first round not before the time, and the round of its own time */
    for (uint64_t instance = 0; instance < lots_scale(10000); instance++) {
        uint64_t lots = lots_at(instance);
        int64_t at = genesis + 1 + (int64_t)lots_below(&lots, UINT64_C(1) << 40);
        uint64_t round = urne_beacon_round_at(at);
        ck_assert_int_ge(urne_beacon_time(round), at);
        ck_assert_int_lt(urne_beacon_time(round - 1), at);
        ck_assert_uint_eq(urne_beacon_round_at(urne_beacon_time(round)), round);
    }
    ck_assert_uint_gt(urne_beacon_round_at(INT64_MAX), UINT64_C(1) << 61);
}
END_TEST

START_TEST(round_zero)
{
    (void)urne_beacon_time(0);
}
END_TEST

START_TEST(round_beyond)
{
    (void)urne_beacon_time(URNE_INT_MAX + 1);
}
END_TEST

/* ---- Saved rounds ---- */

#define SIG                                                                            \
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"                 \
    "41076862b98fad56e91a6b85b89cd97b"
/* the point opposite */
#define OPPOSITE                                                                       \
    "9713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"                 \
    "41076862b98fad56e91a6b85b89cd97b"
#define RANDOM     "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
#define ROUND      "\"round\":657413"
#define RANDOMNESS "\"randomness\":\"" RANDOM "\""
#define SIGNATURE  "\"signature\":\"" SIG "\""

static urne_code read_text(urne_beacon *b, const char *text, uint64_t round,
                           urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    *err = (urne_err)URNE_ERR_NONE;
    urne_code code =
        urne_beacon_read(b, arena, urne_str_of(text), "beacon.json", round, err);
    urne_arena_free(arena);
    return code;
}

START_TEST(accepted)
{
    static const char *const texts[] = {
        "{" ROUND "," RANDOMNESS "," SIGNATURE "}",
        "{" ROUND "," SIGNATURE "}",
        " \r\n\t{ " SIGNATURE ",\n" ROUND "}\n\n",
        "{" ROUND "," RANDOMNESS "," SIGNATURE ",\"previous_signature\":\"\"}",
        "{" ROUND "," SIGNATURE ",\"relay\":{\"round\":1},\"Round\":2}",
        SIG,
        SIG "\n",
        SIG "\r\n",
    };
    for (size_t i = 0; i < PROGRAM_COUNT(texts); i++) {
        urne_beacon b;
        urne_err err;
        ck_assert_msg(read_text(&b, texts[i], 657413, &err) == URNE_OK, "%s", texts[i]);
        ck_assert_uint_eq(err.count, 0);
        ck_assert_uint_eq(b.round, 657413);
        ck_assert_str_eq(urne_to_hex(b.randomness).z, RANDOM);
        ck_assert_uint_eq(b.signature[0], 0xb7);
        ck_assert_uint_eq(b.signature[47], 0x7b);
    }
}
END_TEST

static const struct {
    const char *text;
    uint64_t round;
    urne_code code;
    unsigned line, column; /* 0: the whole file */
} refused[] = {
    /* neither form */
    {"", 657413, URNE_E_BEACON_FORM, 0, 0},
    {"\n", 657413, URNE_E_BEACON_FORM, 0, 0},
    {"[" ROUND "]", 657413, URNE_E_BEACON_FORM, 0, 0},
    {"\"" SIG "\"", 657413, URNE_E_BEACON_FORM, 0, 0},
    {RANDOM, 657413, URNE_E_BEACON_FORM, 0, 0},
    {"0x" SIG, 657413, URNE_E_BEACON_FORM, 0, 0},
    {SIG " ", 657413, URNE_E_BEACON_FORM, 0, 0},
    {" " SIG, 657413, URNE_E_BEACON_FORM, 0, 0},
    {SIG "\n\n", 657413, URNE_E_BEACON_FORM, 0, 0},
    {SIG "\r", 657413, URNE_E_BEACON_FORM, 0, 0},
    {SIG "0", 657413, URNE_E_BEACON_FORM, 0, 0},
    {"B713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
     "41076862b98fad56e91a6b85b89cd97b",
     657413, URNE_E_BEACON_FORM, 0, 0},
    {"\xef\xbb\xbf" SIG, 657413, URNE_E_BEACON_FORM, 0, 0},
    /* JSON that codec/json refuses */
    {"{" ROUND "," SIGNATURE, 657413, URNE_E_JSON_SYNTAX, 1, 127},
    {"{" ROUND "," ROUND "," SIGNATURE "}", 657413, URNE_E_JSON_TWICE, 1, 25},
    {"{" ROUND "," SIGNATURE "}{", 657413, URNE_E_JSON_SYNTAX, 1, 128},
    /* values */
    {"{}", 657413, URNE_E_BEACON_VALUE, 1, 1},
    {"{" SIGNATURE "}", 657413, URNE_E_BEACON_VALUE, 1, 1},
    {"{" ROUND "}", 657413, URNE_E_BEACON_VALUE, 1, 1},
    {"{\"round\":\"657413\"," SIGNATURE "}", 657413, URNE_E_BEACON_VALUE, 1, 10},
    {"{" ROUND ",\n\"signature\":1}", 657413, URNE_E_BEACON_VALUE, 2, 13},
    {"{" ROUND ",\n\"signature\":\"" RANDOM "\"}", 657413, URNE_E_BEACON_VALUE, 2, 13},
    {"{" ROUND "," SIGNATURE ",\n\"randomness\":\"\"}", 657413, URNE_E_BEACON_VALUE, 2,
     14},
    {"{" ROUND "," SIGNATURE ",\n\"randomness\":null}", 657413, URNE_E_BEACON_VALUE, 2,
     14},
    /* another round, said or not */
    {"{\"round\":657412," SIGNATURE "}", 657413, URNE_E_BEACON_ROUND, 1, 10},
    {"{" ROUND "," RANDOMNESS "," SIGNATURE "}", 657414, URNE_E_BEACON_ROUND, 1, 10},
    {SIG, 657412, URNE_E_BEACON_FALSE, 0, 0},
    {SIG, 657414, URNE_E_BEACON_FALSE, 0, 0},
    {"{\"round\":657414," SIGNATURE "}", 657414, URNE_E_BEACON_FALSE, 0, 0},
    /* altered */
    {"{" ROUND "," SIGNATURE ",\"randomness\":"
     "\"fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3588\"}",
     657413, URNE_E_BEACON_RANDOMNESS, 1, 141},
    {"{" ROUND ",\"signature\":\"" OPPOSITE "\"}", 657413, URNE_E_BEACON_FALSE, 0, 0},
    {OPPOSITE, 657413, URNE_E_BEACON_FALSE, 0, 0},
};

START_TEST(refusals)
{
    urne_beacon b = {.round = 7};
    urne_err err;
    const urne_diag *d = &err.diag[0];
    urne_code code = read_text(&b, refused[_i].text, refused[_i].round, &err);
    ck_assert_msg(code == refused[_i].code && d->code == code, "%s: %s",
                  refused[_i].text, urne_code_get(code)->id);
    ck_assert_msg(d->line == refused[_i].line && d->column == refused[_i].column,
                  "%s: %u:%u", refused[_i].text, (unsigned)d->line,
                  (unsigned)d->column);
    ck_assert_uint_eq(b.round, 7);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"round_times", round_times, 0, 0},
        {"rounds_at", rounds_at, 0, 0},
        {"round_zero", round_zero, 0, 70},
        {"round_beyond", round_beyond, 0, 70},
        {"accepted", accepted, 0, 0},
        {"refusals", refusals, (int)PROGRAM_COUNT(refused), 0},
    };
    return program_run("beacon", tests, PROGRAM_COUNT(tests), 60);
}

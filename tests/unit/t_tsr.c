/* crypto/tsr: the request byte by byte; tokens of the authority in fixtures/tsa, each
 * fault in its order. A build without libcrypto has the request alone. */
#include "crypto/tsr.h"
#include "oracle/box.h"
#include "oracle/program.h"

#define ENTRY "entry\n"

static urne_str fixture(urne_arena *arena, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "tsa/%s", name);
    return box_fixture(arena, path);
}

START_TEST(request)
{
    unsigned char out[URNE_TSR_REQUEST];
    urne_hash h = urne_sha256(URNE_STR(ENTRY));
    urne_tsr_request(out, &h);
    static const unsigned char head[] = {0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31};
    ck_assert_mem_eq(out, head, sizeof head);
    ck_assert_mem_eq(out + 24, h.b, URNE_HASH);
    ck_assert_mem_eq(out + 56, "\x01\x01\xff", 3);
}
END_TEST

static const struct {
    const char *token, *authorities, *entry;
    urne_tsr_fault fault;
} cases[] = {
    {"entry.tsr", NULL, ENTRY, URNE_TSR_SOUND},
    {"entry.tsr", "ca.pem", ENTRY, URNE_TSR_SOUND},
    {"entry.tsr", "other.pem", ENTRY, URNE_TSR_AUTHORITY},
    {"entry.tsr", NULL, "another", URNE_TSR_IMPRINT},
    {"expired.tsr", "ca.pem", ENTRY, URNE_TSR_CERTIFICATE},
    {"nocert.tsr", "ca.pem", ENTRY, URNE_TSR_FORM},
    {"rejected.tsr", "ca.pem", ENTRY, URNE_TSR_FORM},
    {"ca.pem", NULL, ENTRY, URNE_TSR_FORM},
};

START_TEST(tokens)
{
    urne_arena *arena = urne_arena_new();
    char time[URNE_TSR_TIME + 1];
    urne_str pem = {NULL, 0}, token = fixture(arena, cases[_i].token);
    urne_hash imprint = urne_sha256(urne_str_of(cases[_i].entry));
    if (cases[_i].authorities != NULL) {
        pem = fixture(arena, cases[_i].authorities);
    }
    if (urne_tsr_able()) {
        ck_assert_int_eq(urne_tsr_check(time, token, &imprint, pem), cases[_i].fault);
        if (cases[_i].fault == URNE_TSR_SOUND) {
            ck_assert_uint_eq(strlen(time), 20);
            ck_assert_int_gt(strcmp(time, "2026-01-01T00:00:00Z"), 0);
        }
    }
    urne_arena_free(arena);
}
END_TEST

/* Any other byte is another token: never sound for this entry at another time. */
START_TEST(every_byte)
{
    urne_arena *arena = urne_arena_new();
    char due[URNE_TSR_TIME + 1], time[URNE_TSR_TIME + 1];
    urne_str token = fixture(arena, "entry.tsr"), pem = fixture(arena, "ca.pem");
    urne_hash imprint = urne_sha256(URNE_STR(ENTRY));
    char *bytes = urne_arena_alloc(arena, token.n + 1);
    if (urne_tsr_able()) {
        ck_assert_int_eq(urne_tsr_check(due, token, &imprint, pem), URNE_TSR_SOUND);
    }
    for (size_t at = 0; urne_tsr_able() && at < token.n; at++) {
        memcpy(bytes, token.p, token.n);
        bytes[at] = (char)(bytes[at] ^ (1 << _i));
        urne_str in = {bytes, token.n};
        ck_assert(urne_tsr_check(time, in, &imprint, pem) != URNE_TSR_SOUND ||
                  strcmp(time, due) == 0);
        ck_assert(urne_tsr_check(time, (urne_str){bytes, at}, &imprint, pem) ==
                  URNE_TSR_FORM);
    }
    memcpy(bytes, token.p, token.n);
    bytes[token.n] = 0;
    if (urne_tsr_able()) {
        ck_assert_int_eq(
            urne_tsr_check(time, (urne_str){bytes, token.n + 1}, &imprint, pem),
            URNE_TSR_FORM);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(authorities)
{
    urne_arena *arena = urne_arena_new();
    urne_str pem = fixture(arena, "ca.pem");
    if (urne_tsr_able()) {
        ck_assert(urne_tsr_authorities_ok(pem));
        ck_assert(!urne_tsr_authorities_ok(URNE_STR("")));
        ck_assert(!urne_tsr_authorities_ok(urne_str_slice(pem, 0, pem.n / 2)));
        ck_assert(!urne_tsr_authorities_ok(fixture(arena, "entry.tsr")));
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"request", request, 0, 0},
        {"tokens", tokens, (int)PROGRAM_COUNT(cases), 0},
        {"every_byte", every_byte, 8, 0},
        {"authorities", authorities, 0, 0},
    };
    return program_run("tsr", tests, PROGRAM_COUNT(tests), 60);
}

/* Every small change of a public folder is refused (draw-1 §15).
 *
 * A dossier of 204 electors is made through the library. Then every byte of every
 * public file is flipped, every line dropped, doubled and swapped with the next, every
 * file removed, renamed, emptied, lengthened, and strangers are added: the verifier
 * says no and names a file and an item each time. All of it again with sums.txt
 * repaired by the cheat: then only the time of 03-result.txt can change unseen, which
 * draw-1 §18.3 says; the changes of it that pass are predicted one by one.
 *
 * Instrumented builds (CK_TIMEOUT_MULTIPLIER above 1) take every 16th byte of the two
 * long files; the diagnostics say so. */
enum {
    ROWS = 204,
    FILES = 8,
    REVEALS = 2,
    RESULT = 3,
    ROLL = 4,
    SUMS = 7,
    BOUND = 0,
    STEP = 1
};

static const char *const names[FILES] = {
    "00-announce.txt", "01-commit.txt", "02-reveals.txt", "03-result.txt",
    "roll.txt",        "rules.txt",     "seed-input.txt", "sums.txt"};

#include "oracle/tamper.h"

/* ---- the dossier ---- */

static const char rules_json[] =
    "{ \"urne\": \"rules/1\", \"body\": \"Commune d'essai\", \"title\": \"Essai\",\n"
    "  \"roll\": { \"format\": \"csv\" },\n"
    "  \"eligible\": { \"age\": 18, \"on\": \"2026-10-05\" },\n"
    "  \"strata\": [ { \"field\": \"bureau\" }, { \"field\": \"sex\" } ],\n"
    "  \"draw\": { \"seats\": 16, \"substitutes\": 6, \"allocation\": \"balanced\",\n"
    "    \"chains\": [[\"bureau\"], [\"sex\"]], \"unique\": [\"household\"],\n"
    "    \"household\": [\"street-no\", \"street\", \"postcode\", \"commune\"],\n"
    "    \"attributes\": [\"bureau\"], \"replace\": \"ticket-order\" },\n"
    "  \"sources\": [ { \"dice\": 24 }, { \"lottery\": \"loto\", \"on\": "
    "\"2026-10-05\" } ],\n"
    "  \"kmin\": 5 }\n";

/* 204 electors in homes of four; the last twelve have no address. */
static urne_str roll_csv(void)
{
    urne_buf buf = urne_buf_new(all, 1 << 15);
    urne_buf_addz(&buf, "birth-name;given-names;birth-date;birth-place;sex;bureau;"
                        "street-no;street;postcode;commune\n");
    for (unsigned i = 0; i < ROWS; i++) {
        char line[256];
        snprintf(line, sizeof line, "N%u;Prénom %u;%u-%02u-%02u;Toul;%c;Bureau %u;", i,
                 i * 7 % 31, 1940 + i % 60, 1 + i % 12, 1 + i % 28, i % 2 ? 'M' : 'F',
                 1 + i / 4 % 3);
        urne_buf_addz(&buf, line);
        snprintf(line, sizeof line, "%u;rue du Moulin;54000;Nancy\n", i / 4);
        urne_buf_addz(&buf, i < ROWS - 12 ? line : ";;54000;Nancy\n");
    }
    return urne_buf_str(&buf);
}

static void make_steps(void)
{
    urne_err err = URNE_ERR_NONE;
    urne_sealed *sealed;
    urne_drawn *drawn;
    char roll[96], key[96];
    const char *paths[] = {roll};
    const char *typed[] = {"083920117465520938471112", "4.17.23.31.46.9"};
    snprintf(roll, sizeof roll, "%s/roll.csv", box);
    snprintf(key, sizeof key, "%s/key.txt", box);
    const urne_init_options init = {.dir = folder,
                                    .ceremony = "00112233445566778899aabbccddeeff",
                                    .time = "2026-09-01T08:00:00Z"};
    const urne_seal_options seal = {.dir = folder,
                                    .paths = paths,
                                    .n_paths = 1,
                                    .roll_key = key,
                                    .time = "2026-09-02T08:00:00Z"};
    urne_code code = urne_init(&init, &err);
    code = code == URNE_OK ? urne_seal(&sealed, all, &seal, &err) : code;
    code = code == URNE_OK
               ? urne_reveal(folder, typed, 2, NULL, "2026-10-05T16:00:00Z", &err)
               : code;
    code = code == URNE_OK
               ? urne_draw(&drawn, all, folder, NULL, "2026-10-05T16:05:00Z", &err)
               : code;
    must(code == URNE_OK, code == URNE_OK ? "" : urne_code_get(code)->id);
}

static void make_dossier(void)
{
    make_box();
    put(box, "roll.csv", roll_csv());
    put(folder, "rules.json", urne_str_of(rules_json));
    make_steps();
    for (int i = 0; i < FILES; i++) {
        sound[i] = get(names[i]);
    }
}

/* ---- the ground of it all ---- */

START_TEST(dossier)
{
    restore();
    ck_assert_msg(!says_no(NULL, true, "untouched"), "the sound dossier is refused");
    ck_assert_uint_eq(count_lines(sound[4], ""), ROWS);
    ck_assert_uint_eq(count_lines(sound[5], "stratum "), 6);
    ck_assert_uint_ge(count_lines(sound[5], "group "), 5);
    ck_assert_uint_eq(count_lines(sound[RESULT], "select member "), 16);
    ck_assert_uint_eq(count_lines(sound[RESULT], "select substitute "), 6);
    ck_assert_uint_ge(count_lines(sound[RESULT], "skip member "), 1);
    ck_assert_uint_ge(count_lines(sound[RESULT], "skip substitute "), 1);
    printf("# %u electors, 6 strata, 16 members, 6 substitutes, %zu skips\n", ROWS,
           count_lines(sound[RESULT], "skip "));
    fflush(stdout);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"dossier", dossier, 0, 0},
                                  {"flip", flip, FILES, 0},
                                  {"flip_mended", flip_mended, FILES - 1, 0},
                                  {"lines", lines, FILES, 0},
                                  {"lines_mended", lines_mended, FILES - 1, 0},
                                  {"files", files, 0, 0}};
    urne_crypto_init();
    make_dossier();
    int status = program_run("tamper", tests, PROGRAM_COUNT(tests), 120);
    clean();
    urne_arena_free(all);
    return status;
}

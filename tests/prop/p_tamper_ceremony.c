/* Every small change of a dossier with keys is refused (transcript-1 §10).
 *
 * As p_tamper does for a draw without any: the worked dossier has signatures, opened
 * and missing contributions, the published signature of a round, replacements, a new
 * key, a handover and a close. Its last entry is signed, so nothing at all can change
 * unseen, sums.txt repaired or not. A verdict takes a pairing, so every 16th byte is
 * flipped; lines and files are all changed. */
enum {
    FILES = 28,
    REVEALS = 5,
    RESULT = 8,
    ROLL = 24,
    SUMS = 27,
    BOUND = 1,
    STEP = 16
};

static const char *const names[FILES] = {"00-announce.txt",
                                         "00-announce.txt.clerk.minisig",
                                         "01-commit.txt",
                                         "01-commit.txt.clerk.minisig",
                                         "01-commit.txt.observer1.minisig",
                                         "02-reveals.txt",
                                         "02-reveals.txt.clerk.minisig",
                                         "02-reveals.txt.observer1.minisig",
                                         "03-result.txt",
                                         "03-result.txt.clerk.minisig",
                                         "03-result.txt.observer1.minisig",
                                         "30-replace.txt",
                                         "30-replace.txt.clerk.minisig",
                                         "30-replace.txt.observer1.minisig",
                                         "31-rekey.txt",
                                         "31-rekey.txt.observer1.minisig",
                                         "31-rekey.txt.observer2.minisig",
                                         "32-handover.txt",
                                         "32-handover.txt.budget.minisig",
                                         "32-handover.txt.clerk.minisig",
                                         "99-close.txt",
                                         "99-close.txt.budget.minisig",
                                         "99-close.txt.observer1.minisig",
                                         "beacon.txt",
                                         "roll.txt",
                                         "rules.txt",
                                         "seed-input.txt",
                                         "sums.txt"};

#include "oracle/tamper.h"

/* The files of the fixture, then a folder of our own for them. */
static void load_dossier(void)
{
    const char *fixtures = getenv("FIXTURES");
    make_box();
    char own[sizeof public_dir];
    memcpy(own, public_dir, sizeof own);
    snprintf(public_dir, sizeof public_dir, "%.70s/square/public",
             fixtures != NULL ? fixtures : "fixtures");
    for (int i = 0; i < FILES; i++) {
        sound[i] = get(names[i]);
    }
    memcpy(public_dir, own, sizeof own);
    must(mkdir(public_dir, 0700) == 0, public_dir);
}

START_TEST(dossier)
{
    restore();
    ck_assert_msg(!says_no(NULL, true, "untouched"), "the sound dossier is refused");
    ck_assert_uint_eq(count_lines(sound[0], "key "), 6);
    ck_assert_uint_eq(count_lines(sound[2], "source "), 4);
    ck_assert_uint_eq(count_lines(sound[11], "passed "), 1);
    ck_assert_uint_eq(count_lines(sound[11], "vacant"), 1);
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
    load_dossier();
    int status = program_run("tamper_ceremony", tests, PROGRAM_COUNT(tests), 240);
    clean();
    urne_arena_free(all);
    return status;
}

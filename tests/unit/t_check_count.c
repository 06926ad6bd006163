/* proof/check_count: V23 to V27 on the worked count, one change after another with
 * sums.txt set right: the check, its file, its item and its code. */
#include "oracle/box.h"
#include "oracle/lines.h"
#include "oracle/program.h"
#include "urne.h"

enum { FILES = 9 };
static const char *const names[FILES] = {"00-announce.txt",
                                         "10-ballots-commit.txt",
                                         "11-ballots-reveals.txt",
                                         "12-tally.txt",
                                         "ballots.txt",
                                         "count-rules.txt",
                                         "projects.txt",
                                         "tally.txt",
                                         "tie-seed-input.txt"};

/* The public folder, one file replaced (->p NULL: left out), with sums.txt to it. */
static void put_folder(const box *b, const char *changed, urne_str instead)
{
    urne_buf sums = urne_buf_new(b->arena, 1024);
    for (size_t i = 0; i < FILES; i++) {
        char path[64];
        snprintf(path, sizeof path, "village/public/%s", names[i]);
        urne_str bytes = box_fixture(b->arena, path);
        bytes = strcmp(names[i], changed) == 0 ? instead : bytes;
        remove(box_path(b, names[i]));
        if (bytes.p != NULL) {
            box_put(b, names[i], bytes);
            urne_buf_addz(&sums, urne_sha256_hex(bytes).z);
            urne_buf_addz(&sums, "  ");
            urne_buf_addz(&sums, names[i]);
            urne_buf_addc(&sums, '\n');
        }
    }
    box_put(b, "sums.txt", urne_buf_str(&sums));
}

static const urne_check *check(const box *b, unsigned v)
{
    urne_verification *out;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_verify(&out, b->arena, b->dir, NULL, NULL, &err), URNE_OK);
    ck_assert(out->operation == URNE_COUNT);
    return &out->check[v - 1];
}

static const struct {
    unsigned v;
    const char *file, *item;
    urne_code code;
    const char *changed;
    unsigned line;
    const char *text;
} faults[] = {
    {23, "projects.txt", "sha256", URNE_E_CHECK_COMMITTED, "projects.txt", 4,
     "project 1 50001 P1"},
    {23, "projects.txt", "lines", URNE_E_CHECK_COMMITTED, "projects.txt", 9,
     "project 6 1 P6\nname 1 Un parc pour tous"},
    {23, "ballots.txt", "lines", URNE_E_CHECK_COMMITTED, "ballots.txt", 9, NULL},
    {23, "ballots.txt", "sha256", URNE_E_CHECK_COMMITTED, "ballots.txt", 9,
     "eaf930a1b5b3198f3526c7cdc735bd3ba88ead43c9cfae0846cbda81fffd05b1 3"},
    {23, "ballots.txt", "line 9", URNE_E_CHECK_BALLOT, "ballots.txt", 9,
     "eaf930a1b5b3198f3526c7cdc735bd3ba88ead43c9cfae0846cbda81fffd05b1 6"},
    {23, "ballots.txt", "root", URNE_E_CHECK_COMMITTED, "10-ballots-commit.txt", 8,
     "ballots 9 c005fde313eeb7d7142550613e933d27bd33fe1da9d88aec56d2b698f2fe987b "
     "69c5075de96e6f2db4cf7b8e660d79d03a175f7f6a15981f08fc0b57a57dba35"},
    {24, "ballots.txt", "line 10", URNE_E_CHECK_BID, "ballots.txt", 9,
     "eaf930a1b5b3198f3526c7cdc735bd3ba88ead43c9cfae0846cbda81fffd05b1 1\n"
     "eaf930a1b5b3198f3526c7cdc735bd3ba88ead43c9cfae0846cbda81fffd05b1 1"},
    {24, "10-ballots-commit.txt", "line 10", URNE_E_CHECK_RECEIVED,
     "10-ballots-commit.txt", 10, "received 16"},
    {24, "10-ballots-commit.txt", "line 10", URNE_E_CHECK_RECEIVED,
     "10-ballots-commit.txt", 11, "aside age 2"},
    {7, "count-rules.txt", "sha256", URNE_E_CHECK_COMMITTED, "count-rules.txt", 17,
     "cap 1 70001 district = Bourg"},
    {26, "count-rules.txt", "line 1", URNE_E_CRULE_UNFIT, "count-rules.txt", 7,
     "utility points"},
    {26, "tally.txt", "line 48", URNE_E_CHECK_TALLY, "tally.txt", 48,
     "lost 5 bought 3 54350/9 1 -"},
    {26, "tally.txt", "line 1", URNE_E_NOTE_KIND, "tally.txt", 1, "urne/1 tally"},
    {26, "12-tally.txt", "line 7", URNE_E_CHECK_TALLY, "12-tally.txt", 7,
     "count c005fde313eeb7d7142550613e933d27bd33fe1da9d88aec56d2b698f2fe987a"},
    {26, "12-tally.txt", "line 8", URNE_E_CHECK_TALLY, "12-tally.txt", 8, "cost 1"},
    {26, "12-tally.txt", "line 10", URNE_E_CHECK_TALLY, "12-tally.txt", 10,
     "selected 2 5"},
    {26, "12-tally.txt", "line 12", URNE_E_CHECK_TALLY, "12-tally.txt", 12,
     "selected 4 1\nend"},
    {27, "tally.txt", "line 20", URNE_E_CHECK_TIE, "tally.txt", 20,
     "+tie 1 1 2 -> 1 file - changes"},
    {13, "12-tally.txt", "line 6", URNE_E_CHECK_SEED, "12-tally.txt", 6,
     "seed c005fde313eeb7d7142550613e933d27bd33fe1da9d88aec56d2b698f2fe987a"},
    {26, "tally.txt", "absent", URNE_E_CHECK_ABSENT, "tally.txt", 0, NULL},
};

START_TEST(refused)
{
    box b = box_open();
    char path[64];
    snprintf(path, sizeof path, "village/public/%s", faults[_i].changed);
    urne_str bytes = {NULL, 0};
    if (faults[_i].line > 0) {
        bytes = lines_edit(b.arena, box_fixture(b.arena, path), faults[_i].line,
                           faults[_i].text);
    }
    put_folder(&b, faults[_i].changed, bytes);
    const urne_check *c = check(&b, faults[_i].v);
    ck_assert_int_eq(c->verdict, URNE_FAIL);
    ck_assert_str_eq(c->file, faults[_i].file);
    ck_assert_str_eq(c->item, faults[_i].item);
    ck_assert_str_eq(urne_code_get(c->why.code)->id,
                     urne_code_get(faults[_i].code)->id);
    box_close(&b);
}
END_TEST

static const struct {
    unsigned v;
    urne_verdict verdict;
    urne_code why;
    const char *arg[2];
} sound[] = {{7, URNE_PASS, URNE_OK, {"", ""}},
             {8, URNE_NOT_CHECKED, URNE_E_CHECK_NO_DRAW, {"", ""}},
             {15, URNE_NOT_CHECKED, URNE_E_CHECK_NO_DRAW, {"", ""}},
             {22, URNE_NOT_CHECKED, URNE_E_CHECK_NO_ENTRY, {"", ""}},
             {23, URNE_PASS, URNE_E_CHECK_BALLOTS, {"5", "9"}},
             {24, URNE_PASS, URNE_E_CHECK_ASIDE, {"15", "6"}},
             {25, URNE_NOT_CHECKED, URNE_E_CHECK_NO_VOTERS, {"", ""}},
             {26, URNE_PASS, URNE_E_CHECK_COUNTED, {"3", ""}},
             {27, URNE_PASS, URNE_E_CHECK_TIES, {"0", "0"}},
             {28, URNE_NOT_CHECKED, URNE_E_CHECK_NO_RECEIPT, {"", ""}}};

START_TEST(the_worked_count)
{
    box b = box_open();
    put_folder(&b, "", (urne_str){NULL, 0});
    const urne_check *c = check(&b, sound[_i].v);
    ck_assert_int_eq(c->verdict, sound[_i].verdict);
    ck_assert_int_eq(c->why.code, sound[_i].why);
    ck_assert_str_eq(c->why.arg[0], sound[_i].arg[0]);
    ck_assert_str_eq(c->why.arg[1], sound[_i].arg[1]);
    box_close(&b);
}
END_TEST

/* E-CHECK-057: before the count. A draw's file in the folder makes it no count. */
START_TEST(before_and_beside)
{
    box b = box_open();
    urne_verification *out;
    urne_err err = URNE_ERR_NONE;
    put_folder(&b, "", (urne_str){NULL, 0});
    urne_str sums = box_get(&b, "sums.txt");
    box_put(&b, "roll.txt", URNE_STR("x"));
    ck_assert_int_eq(urne_verify(&out, b.arena, b.dir, NULL, NULL, &err), URNE_OK);
    ck_assert(out->operation == URNE_DRAW && !out->yes);
    ck_assert_int_eq(out->check[0].verdict, URNE_FAIL);
    remove(box_path(&b, "roll.txt"));
    for (size_t n = 9; n >= 8; n--) {
        sums = lines_edit(b.arena, sums, n, NULL); /* tie-seed-input, tally */
    }
    sums = lines_edit(b.arena, sums, 4, NULL);
    box_put(&b, "sums.txt", sums);
    remove(box_path(&b, "tally.txt"));
    remove(box_path(&b, "tie-seed-input.txt"));
    remove(box_path(&b, "12-tally.txt"));
    const urne_check *c = check(&b, 26);
    ck_assert_int_eq(c->verdict, URNE_NOT_CHECKED);
    ck_assert_int_eq(c->why.code, URNE_E_CHECK_UNCOUNTED);
    ck_assert_int_eq(check(&b, 23)->verdict, URNE_PASS);
    box_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"refused", refused, PROGRAM_COUNT(faults), 0},
        {"the_worked_count", the_worked_count, PROGRAM_COUNT(sound), 0},
        {"before_and_beside", before_and_beside, 0, 0},
    };
    return program_run("check_count", tests, PROGRAM_COUNT(tests), 60);
}

/* Every small change of the public folder of a count is refused (tally-1 §8).
 *
 * As p_tamper does for a draw: every byte flipped, every line dropped, doubled and
 * swapped, every file removed, renamed, emptied and lengthened, strangers added; and
 * all of it again with sums.txt repaired, when only the time of 12-tally.txt can change
 * unseen. The count has points, envelopes, rivals, a joined pair, Add1 and a tie that a
 * lot decides. */
enum {
    VOTERS = 48,
    FILES = 10,
    REVEALS = 2,
    RESULT = 3,
    ROLL = 4,
    SUMS = 9,
    BOUND = 0,
    STEP = 1
};

static const char *const names[FILES] = {"00-announce.txt",
                                         "10-ballots-commit.txt",
                                         "11-ballots-reveals.txt",
                                         "12-tally.txt",
                                         "ballots.txt",
                                         "count-rules.txt",
                                         "projects.txt",
                                         "tally.txt",
                                         "tie-seed-input.txt",
                                         "sums.txt"};

#include "oracle/tamper.h"

static const char count_json[] =
    "{ \"urne\": \"count/1\", \"body\": \"Commune d'essai\", \"title\": \"Essai\",\n"
    "  \"rule\": \"mes\", \"utility\": \"points\", \"completion\": \"add1u\",\n"
    "  \"add1\": { \"start\": \"floor\", \"stop\": \"all\", \"increment\": \"2.50\" "
    "},\n"
    "  \"comparison\": \"satisfaction\", \"threshold\": \"2%\",\n"
    "  \"ties\": [\"max-votes\", \"lot\"],\n"
    "  \"envelopes\": [ { \"column\": \"district\", \"value\": \"Centre\",\n"
    "                   \"amount\": \"700\" } ],\n"
    "  \"reserved\": [ { \"column\": \"category\", \"value\": \"green\",\n"
    "                  \"share\": \"12.5%\" } ],\n"
    "  \"incompatible\": [ [\"P1\", \"P4\"] ], \"joined\": [ [\"P6\", \"P7\"] ],\n"
    "  \"ballots\": { \"projects\": { \"most\": 4 }, \"age\": 11,\n"
    "               \"sum-points\": { \"most\": 10 }, \"voter-twice\": \"last\" },\n"
    "  \"sources\": [ { \"dice\": 24 }, { \"lottery\": \"loto\", \"on\": "
    "\"2026-10-05\" } ] }\n";

static const char head[] =
    "META\nkey;value\ndescription;Essai\ncountry;France\nunit;Essai\ninstance;2026\n"
    "num_projects;8\nnum_votes;50\nbudget;1600.00\nvote_type;cumulative\n"
    "rule;unknown\ndate_begin;2026\ndate_end;2026\nPROJECTS\n"
    "project_id;cost;name;district;category\n"
    "P1;400;Un parc;Centre;green\nP2;300;Des vélos;Centre;sport\n"
    "P3;300;Un préau;Nord;sport\nP4;250.5;Une halle;Nord;culture\n"
    "P5;200;Des bancs;Centre;green,sport\nP6;150;Une scène;Nord;culture\n"
    "P7;100;Des chaises;Nord;culture\nP8;90;Rien;Sud;culture\n"
    "VOTES\nvoter_id;vote;points;age\n";

/* 48 voters, one of whom votes twice, one too young; P2 and P3 are equal in all. */
static urne_str votes_pb(void)
{
    static const char *const votes[] = {
        "P2,P3;5,5", "P1,P5;4.5,3",    "P3,P2;2,2",      "P4,P6;6,1",
        ";",         "P7,P6,P1;1,2,3", "P5,P2,P3;1,3,3", "P4;10"};
    urne_buf buf = urne_buf_new(all, 1 << 13);
    urne_buf_addz(&buf, head);
    for (unsigned i = 0; i < VOTERS; i++) {
        char line[96];
        snprintf(line, sizeof line, "v%u;%s;%u\n", i, votes[i % 8], 11 + i);
        urne_buf_addz(&buf, line);
    }
    urne_buf_addz(&buf, "v7;P1;10;40\nyoung;P8;10;9\n");
    return urne_buf_str(&buf);
}

static void make_steps(void)
{
    urne_err err = URNE_ERR_NONE;
    urne_ballots_committed *sealed;
    urne_tallied *tallied;
    char votes[96], key[96];
    const char *paths[] = {votes};
    const char *typed[] = {"083920117465520938471112", "4.17.23.31.46.9"};
    snprintf(votes, sizeof votes, "%s/votes.pb", box);
    snprintf(key, sizeof key, "%s/key.txt", box);
    const urne_init_options init = {.dir = folder,
                                    .ceremony = "00112233445566778899aabbccddeeff",
                                    .time = "2026-09-01T08:00:00Z"};
    const urne_ballots_commit_options seal = {.dir = folder,
                                              .paths = paths,
                                              .n_paths = 1,
                                              .ballot_key = key,
                                              .time = "2026-09-02T08:00:00Z"};
    urne_code code = urne_init(&init, &err);
    code = code == URNE_OK ? urne_ballots_commit(&sealed, all, &seal, &err) : code;
    code = code == URNE_OK
               ? urne_reveal(folder, typed, 2, NULL, "2026-10-05T16:00:00Z", &err)
               : code;
    code = code == URNE_OK ? urne_tally_dossier(&tallied, all, folder, NULL,
                                                "2026-10-05T16:05:00Z", false, &err)
                           : code;
    must(code == URNE_OK, code == URNE_OK ? "" : urne_code_get(code)->id);
}

static void make_dossier(void)
{
    make_box();
    put(box, "votes.pb", votes_pb());
    put(folder, "count.json", urne_str_of(count_json));
    make_steps();
    for (int i = 0; i < FILES; i++) {
        sound[i] = get(names[i]);
    }
}

START_TEST(dossier)
{
    restore();
    ck_assert_msg(!says_no(NULL, true, "untouched"), "the sound dossier is refused");
    ck_assert_uint_eq(count_lines(sound[ROLL], ""), VOTERS);
    ck_assert_uint_eq(count_lines(sound[1], "aside age 1"), 1);
    ck_assert_uint_eq(count_lines(sound[1], "aside duplicate 1"), 1);
    ck_assert_uint_eq(count_lines(sound[5], "cap "), 2);
    ck_assert_uint_ge(count_lines(sound[7], "tie "), 1);
    ck_assert_uint_ge(count_lines(sound[RESULT], "selected "), 2);
    ck_assert_msg(strstr(sound[7].p, " lot ") != NULL, "no tie came to a lot");
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
    int status = program_run("tamper_count", tests, PROGRAM_COUNT(tests), 120);
    clean();
    urne_arena_free(all);
    return status;
}

/* model/count_text and proof/ballots: the public files of a count, there and back; what
 * is not exactly what writing gives is refused with its line. */
#include "oracle/box.h"
#include "oracle/lines.h"
#include "oracle/program.h"
#include "proof/ballots.h"

#define CEREMONY "00112233445566778899aabbccddeeff"
#define H1       "1111111111111111111111111111111111111111111111111111111111111111"
#define H2       "2222222222222222222222222222222222222222222222222222222222222222"
#define H3       "3333333333333333333333333333333333333333333333333333333333333333"

static const char projects_txt[] = "urne/1 projects\n"
                                   "ceremony " CEREMONY "\n"
                                   "places 2\n"
                                   "project 1 5000 P1\n"
                                   "project 2 4000 OGM/0015\n"
                                   "project 3 0 Projet n° 3\n"
                                   "project 4 2000 4\n"
                                   "name 1 Un parc\n"
                                   "name 3 Été à l'école\n"
                                   "end\n";

static const char rules_txt[] = "urne/1 count-rules\n"
                                "ceremony " CEREMONY "\n"
                                "type cumulative\n"
                                "point-places 1\n"
                                "budget 10000\n"
                                "rule mes\n"
                                "utility points\n"
                                "completion add1u\n"
                                "completion-utility votes\n"
                                "add1 floor all 250\n"
                                "comparison satisfaction\n"
                                "misfit skip\n"
                                "unsupported keep\n"
                                "threshold 1 20 ballots\n"
                                "seats 0\n"
                                "ties max-votes lot\n"
                                "cap 1 6000 district = Centre\n"
                                "in 1 1 2\n"
                                "cap 2 1 all but x = y\n"
                                "in 2 4\n"
                                "rivals 1 2\n"
                                "rivals 1 2 4\n"
                                "joined 2 4\n"
                                "joined 1 3\n"
                                "limit projects - 4\n"
                                "limit residence Nancy\n"
                                "limit residence Toul\n"
                                "limit voter-twice last\n"
                                "end\n";

static const char ballots_txt[] = H1 " 1:5,3:20\n" H2 " -\n" H3 " 4:0\n";

typedef struct text {
    urne_arena *arena;
    urne_election e;
    urne_str ceremony;
    urne_count_rules *rules;
    size_t *at;
    urne_err err;
} text;

static urne_code read_projects(text *t, urne_str bytes)
{
    t->err = (urne_err)URNE_ERR_NONE;
    return urne_projects_read(&t->e, &t->ceremony, t->arena, bytes, "projects.txt",
                              &t->err);
}

static urne_code read_rules(text *t, urne_str bytes)
{
    t->err = (urne_err)URNE_ERR_NONE;
    return urne_count_rules_read(&t->rules, &t->e, t->arena, bytes, "count-rules.txt",
                                 &t->err);
}

static urne_code read_ballots(text *t, urne_str bytes)
{
    t->err = (urne_err)URNE_ERR_NONE;
    return urne_ballots_read(&t->e, &t->at, t->arena, bytes, "ballots.txt", &t->err);
}

static text all_read(void)
{
    text t = {.arena = urne_arena_new()};
    ck_assert_int_eq(read_projects(&t, urne_str_of(projects_txt)), URNE_OK);
    ck_assert_int_eq(read_rules(&t, urne_str_of(rules_txt)), URNE_OK);
    ck_assert_int_eq(read_ballots(&t, urne_str_of(ballots_txt)), URNE_OK);
    return t;
}

START_TEST(there_and_back)
{
    text t = all_read();
    urne_str out;
    ck_assert_uint_eq(t.e.places, 2);
    ck_assert_uint_eq(t.e.point_places, 1);
    ck_assert_uint_eq(t.e.budget, 10000);
    ck_assert_uint_eq(t.e.n_projects, 4);
    ck_assert(urne_str_is(t.e.projects[1].id, "OGM/0015"));
    ck_assert(urne_str_is(urne_project_cell(&t.e, 2, "name"), "Été à l'école"));
    ck_assert(urne_str_is(urne_project_cell(&t.e, 1, "name"), ""));
    ck_assert_int_eq(urne_projects_write(&out, t.arena, &t.e, t.ceremony, &t.err),
                     URNE_OK);
    ck_assert(urne_str_is(out, projects_txt));
    const urne_count_rule *r = &t.rules->rule;
    ck_assert_int_eq(r->rule, URNE_RULE_MES);
    ck_assert(r->threshold.of_ballots && r->threshold.den == 20);
    ck_assert_uint_eq(r->add1_increment, 250);
    ck_assert(urne_str_is(r->box, CEREMONY));
    ck_assert(r->caps[0].in[0] && r->caps[0].in[1] && !r->caps[0].in[2]);
    ck_assert_uint_eq(r->rivals[1].n, 3);
    ck_assert_uint_eq(t.rules->n_limits, 4);
    ck_assert_uint_eq(r->lot_seed.n, 0);
    ck_assert(urne_str_is(urne_count_rules_write(t.arena, &t.e, t.rules), rules_txt));
    urne_count_rules_seed(t.rules, URNE_STR(H1));
    ck_assert(urne_str_is(r->lot_seed, H1));
    ck_assert_uint_eq(t.e.n_ballots, 3);
    ck_assert_uint_eq(t.e.ballots[0].n_marks, 2);
    ck_assert_uint_eq(t.e.ballots[0].marks[1].project, 2);
    ck_assert_uint_eq(t.e.ballots[0].marks[1].points, 20);
    ck_assert_uint_eq(t.e.ballots[1].n_marks, 0);
    ck_assert_uint_eq(t.at[3], sizeof ballots_txt - 1);
    urne_ballot_line *lines = urne_arena_array(t.arena, 3, sizeof *lines);
    for (size_t i = 0; i < 3; i++) {
        /* Given in another order, they are sorted. */
        ck_assert(urne_hash_parse(t.e.ballots[2 - i].voter, &lines[i].bid));
        lines[i].ballot = 2 - i;
    }
    out = urne_ballots_write(t.arena, &t.e, lines, 3);
    ck_assert(urne_str_is(out, ballots_txt));
    urne_arena_free(t.arena);
}
END_TEST

/* ---- every line ---- */

/* Dropped, doubled or with a field more, a line makes the file another one; the reader
 * says no, or it reads a file that is whole in another way and writes it the same. */
static void try_lines(text *t, const char *whole, bool rules)
{
    urne_str s = urne_str_of(whole), out;
    size_t n = lines_count(s);
    for (size_t i = 1; i <= n; i++) {
        const char *line = urne_str_z(t->arena, lines_get(s, i));
        urne_buf twice = urne_buf_new(t->arena, 256), more = twice;
        urne_buf_addz(&twice, line);
        urne_buf_addc(&twice, '\n');
        urne_buf_addz(&twice, line);
        urne_buf_addc(&twice, '\0');
        more = urne_buf_new(t->arena, 256);
        urne_buf_addz(&more, line);
        urne_buf_addz(&more, " 0");
        urne_buf_addc(&more, '\0');
        const char *instead[] = {NULL, twice.p, more.p, "x"};
        for (size_t k = 0; k < PROGRAM_COUNT(instead); k++) {
            urne_str bytes = lines_edit(t->arena, s, i, instead[k]);
            urne_election e = t->e;
            urne_code code = rules ? read_rules(t, bytes) : read_projects(t, bytes);
            if (code != URNE_OK) {
                ck_assert_uint_gt(t->err.diag[0].line, 0);
                ck_assert_uint_le(t->err.diag[0].line, i + 1);
            } else if (rules) {
                out = urne_count_rules_write(t->arena, &t->e, t->rules);
                ck_assert_msg(urne_str_eq(out, bytes), "line %zu", i);
            } else {
                ck_assert_int_eq(
                    urne_projects_write(&out, t->arena, &t->e, t->ceremony, &t->err),
                    URNE_OK);
                ck_assert_msg(urne_str_eq(out, bytes), "line %zu", i);
            }
            t->e = e;
        }
    }
}

START_TEST(lines_of_projects)
{
    text t = all_read();
    try_lines(&t, projects_txt, false);
    urne_arena_free(t.arena);
}
END_TEST

START_TEST(lines_of_rules)
{
    text t = all_read();
    try_lines(&t, rules_txt, true);
    urne_arena_free(t.arena);
}
END_TEST

static const struct {
    unsigned line;
    const char *text;
} bad_projects[] = {
    {2, "ceremony 00"},
    {3, "places 10"},
    {3, "places 02"},
    {4, "project 2 5000 P1"},
    {4, "project 1 05000 P1"},
    {4, "project 1 -5 P1"},
    {4, "project 1 9007199254740992 P1"},
    {5, "project 2 4000 P1"}, /* an id twice */
    {5, "project 2 4000"},
    {8, "name 0 x"},
    {8, "name 3 x"}, /* and line 9 is no later one */
    {9, "name 5 x"},
    {9, "name 1 x"},
};

/* The first line with an id again is the fault, before any that stands behind it, and
 * the projects before it are those that were read. */
START_TEST(first_id_again)
{
    static const char late[] = "project 3 1 P1\nproject 4 1 P1\nproject 4 x P9";
    text t = {.arena = urne_arena_new()};
    urne_str bytes = lines_edit(t.arena, urne_str_of(projects_txt), 6, late);
    ck_assert_int_eq(read_projects(&t, bytes), URNE_E_NOTE_VALUE);
    ck_assert_uint_eq(t.err.diag[0].line, 6);
    ck_assert_uint_eq(t.e.n_projects, 2);
    urne_arena_free(t.arena);
}
END_TEST

START_TEST(projects_refused)
{
    text t = {.arena = urne_arena_new()};
    urne_str bytes = lines_edit(t.arena, urne_str_of(projects_txt),
                                bad_projects[_i].line, bad_projects[_i].text);
    ck_assert_int_ne(read_projects(&t, bytes), URNE_OK);
    unsigned due = bad_projects[_i].line + (_i == 10 ? 1 : 0);
    ck_assert_uint_eq(t.err.diag[0].line, due);
    urne_arena_free(t.arena);
}
END_TEST

static const struct {
    unsigned line;
    const char *text;
} bad_rules[] = {{3, "type knapsack"},
                 {4, "point-places 10"},
                 {5, "budget 1.5"},
                 {6, "rule MES"},
                 {7, "utility votes"},
                 {8, "completion add2"},
                 {9, "completion-utility x"},
                 {10, "add1 floor all 0"},
                 {10, "add1 all floor 1"},
                 {10, "add1 floor x 1"},
                 {11, "comparison x"},
                 {12, "misfit x"},
                 {13, "unsupported x"},
                 {14, "threshold 2 40 ballots"},
                 {14, "threshold 0 1 ballots"},
                 {14, "threshold 21 20 ballots"},
                 {14, "threshold 1 0 votes"},
                 {14, "threshold 1 20 voters"},
                 {15, "seats 1000001"},
                 {16, "ties lot lot"},
                 {16, "ties lot,id"},
                 {16, "ties"},
                 {16, "ties - lot"},
                 {17, "cap 2 6000 x"},
                 {17, "cap 1 x x"},
                 {18, "in 2 1 2"},
                 {18, "in 1 2 1"},
                 {18, "in 1 1 1"},
                 {18, "in 1 5"},
                 {18, "in 1"},
                 {18, "in 1 1\nin 1 2"},
                 {21, "rivals 2 1"},
                 {21, "rivals 1"},
                 {21, "rivals 1 5"},
                 {21, "rivals"},
                 {24, "joined 1 2"},
                 {25, "limit projects - -"},
                 {25, "limit projects 1"},
                 {25, "limit project - 4"},
                 {25, "limit projects x 4"},
                 {26, "limit age 151"},
                 {26, "limit voter-twice best"},
                 {28, "limit methods x\nlimit residence y"},
                 {28, "limit duplicate-project refuse"},
                 {28, "limit unknown-project once"}};

START_TEST(rules_refused)
{
    text t = {.arena = urne_arena_new()};
    urne_str bytes = lines_edit(t.arena, urne_str_of(rules_txt), bad_rules[_i].line,
                                bad_rules[_i].text);
    ck_assert_int_eq(read_projects(&t, urne_str_of(projects_txt)), URNE_OK);
    ck_assert_msg(read_rules(&t, bytes) != URNE_OK, "%s", bad_rules[_i].text);
    ck_assert_uint_ge(t.err.diag[0].line, bad_rules[_i].line);
    ck_assert_uint_le(t.err.diag[0].line, bad_rules[_i].line + 1);
    urne_arena_free(t.arena);
}
END_TEST

/* E-CHECK-051 */
static const char *const bad_ballots[] = {
    "x\n",
    H1 "\n",
    H1 " \n",
    H1 " -",
    H1 "  -\n",
    H1 " - \n",
    H1 " 1:5 \n",
    H1 " 1\n",
    H1 " 1:\n",
    H1 " 0:5\n",
    H1 " 5:5\n",
    H1 " 01:5\n",
    H1 " 1:05\n",
    H1 " 1:5,\n",
    H1 " ,1:5\n",
    H1 " 1:5,1:5\n",
    H1 " 3:5,1:5\n",
    H1 " 1:9007199254740992\n",
    H1 " 1:5\r\n",
    "A111111111111111111111111111111111111111111111111111111111111111 -\n",
    "\n",
    H1 " -\n\n",
};

START_TEST(ballots_refused)
{
    text t = all_read();
    ck_assert_int_eq(read_ballots(&t, urne_str_of(bad_ballots[_i])),
                     URNE_E_CHECK_BALLOT);
    ck_assert_uint_eq(t.err.diag[0].line, _i + 1 == PROGRAM_COUNT(bad_ballots) ? 2 : 1);
    urne_arena_free(t.arena);
}
END_TEST

/* Where people rank, the order of a ballot is kept; where they mark, no points stand.
 */
START_TEST(other_types)
{
    text t = all_read();
    t.e.type = URNE_VOTE_ORDINAL;
    ck_assert_int_eq(read_ballots(&t, URNE_STR(H1 " 3,1,2\n")), URNE_OK);
    ck_assert_uint_eq(t.e.ballots[0].marks[0].project, 2);
    urne_ballot_line line = {.ballot = 0};
    ck_assert(urne_hash_parse(URNE_STR(H1), &line.bid));
    ck_assert(urne_str_is(urne_ballots_write(t.arena, &t.e, &line, 1), H1 " 3,1,2\n"));
    ck_assert_int_ne(read_ballots(&t, URNE_STR(H1 " 3,1,3\n")), URNE_OK);
    t.e.type = URNE_VOTE_APPROVAL;
    ck_assert_int_ne(read_ballots(&t, URNE_STR(H1 " 3,1,2\n")), URNE_OK);
    ck_assert_int_ne(read_ballots(&t, URNE_STR(H1 " 1:2\n")), URNE_OK);
    ck_assert_int_eq(read_ballots(&t, URNE_STR(H1 " 1,2,3\n")), URNE_OK);
    ck_assert_int_eq(read_ballots(&t, URNE_STR("")), URNE_OK);
    ck_assert_uint_eq(t.e.n_ballots, 0);
    urne_arena_free(t.arena);
}
END_TEST

/* A long list of members breaks where the next number would make the line longer than
 * 1000 bytes, and nowhere else. */
START_TEST(long_caps)
{
    enum { MANY = 1200 };
    urne_arena *arena = urne_arena_new();
    urne_election e = {.n_projects = MANY}, back = {.n_projects = MANY};
    urne_err err = URNE_ERR_NONE;
    urne_count_rules rules = {.ceremony = URNE_STR(CEREMONY)}, *again;
    urne_cap cap = {.label = URNE_STR("all"), .amount = 7};
    rules.rule = urne_count_rule_default(&e);
    cap.in = urne_arena_array(arena, MANY, sizeof *cap.in);
    memset(cap.in, 1, MANY);
    rules.rule.caps = &cap;
    rules.rule.n_caps = 1;
    urne_str out = urne_count_rules_write(arena, &e, &rules), rest = out, line;
    size_t longest = 0, n = 0;
    while (urne_str_cut(&rest, '\n', &line)) {
        n += urne_str_starts(line, "in ") ? 1 : 0;
        longest = line.n > longest ? line.n : longest;
    }
    ck_assert_uint_le(longest, 1000);
    ck_assert_uint_ge(longest, 996);
    ck_assert_uint_eq(n, 5);
    ck_assert_int_eq(urne_count_rules_read(&again, &back, arena, out, "x", &err),
                     URNE_OK);
    ck_assert(urne_str_eq(urne_count_rules_write(arena, &back, again), out));
    urne_arena_free(arena);
}
END_TEST

/* E-COUNT-111, E-COUNT-112; names are tidied, cut, or left out. */
START_TEST(ids_and_names)
{
    static const char *const ids[] = {"",     " a",        "a ",       "a  b",
                                      "a\tb", "a\xC2\xA0", "e\xCC\x81"};
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str out, cell, column = URNE_STR("name");
    char longer[240];
    memset(longer, 'x', sizeof longer);
    memcpy(longer + 198, " \xC3\xA9", 3);
    urne_project p = {.id = URNE_STR("a"), .cells = &cell};
    urne_election e = {.project_columns = &column, .n_project_columns = 1};
    ck_assert_int_eq(urne_projects_write(&out, arena, &e, URNE_STR(CEREMONY), &err),
                     URNE_E_CRULE_PROJECTS);
    e.projects = &p;
    e.n_projects = 1;
    for (size_t i = 0; i < PROGRAM_COUNT(ids); i++) {
        p.id = urne_str_of(ids[i]);
        ck_assert_int_eq(urne_projects_write(&out, arena, &e, URNE_STR(CEREMONY), NULL),
                         URNE_E_CRULE_ID);
    }
    p.id = URNE_STR("a");
    cell = URNE_STR("  Un   parc ");
    ck_assert_int_eq(urne_projects_write(&out, arena, &e, URNE_STR(CEREMONY), &err),
                     URNE_OK);
    ck_assert(urne_str_is(lines_get(out, 5), "name 1 Un parc"));
    cell = URNE_STR("e\xCC\x81");
    ck_assert_int_eq(urne_projects_write(&out, arena, &e, URNE_STR(CEREMONY), &err),
                     URNE_OK);
    ck_assert(urne_str_is(lines_get(out, 5), "end"));
    cell = (urne_str){longer, sizeof longer};
    ck_assert_int_eq(urne_projects_write(&out, arena, &e, URNE_STR(CEREMONY), &err),
                     URNE_OK);
    ck_assert_uint_eq(lines_get(out, 5).n, 7 + 198);
    urne_arena_free(arena);
}
END_TEST

/* ---- entries ---- */

#define HEAD(kind, seq)                                                                \
    "urne/1 " kind "\nceremony " CEREMONY "\nseq " seq "\nprev " H1                    \
    "\ntime 2026-09-02T08:00:00Z\n"

static const char commit_txt[] = HEAD(
    "ballots-commit",
    "1") "rules " H1 "\nprojects 4 " H2 "\nballots 3 " H3 " " H1 "\nballotkey " H2
         "\nreceived 6\naside age 2\naside too-many 1\nsource 1 dice d10 24\nend\n";

static const char tally_txt[] =
    HEAD("tally", "3") "seed " H1 "\ncount " H2 "\ncost 9000\nselected 1 4\n"
                       "selected 2 1\nend\n";

START_TEST(entries)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_ballots_seal c;
    urne_tally_entry t;
    urne_str bytes = urne_str_of(commit_txt);
    ck_assert_int_eq(urne_ballots_seal_read(&c, arena, bytes, "n", &err), URNE_OK);
    ck_assert_uint_eq(c.received, 6);
    ck_assert_uint_eq(c.common.n_excluded, 2);
    ck_assert(urne_str_eq(urne_ballots_seal_write(arena, &c), bytes));
    bytes = urne_str_of(tally_txt);
    ck_assert_int_eq(urne_tally_entry_read(&t, arena, bytes, "n", &err), URNE_OK);
    ck_assert_uint_eq(t.n_selected, 2);
    ck_assert_uint_eq(t.selected[0], 4);
    ck_assert(urne_str_eq(urne_tally_entry_write(arena, &t), bytes));
    urne_arena_free(arena);
}
END_TEST

static const struct {
    bool tally;
    unsigned line;
    const char *text;
} bad_entries[] = {
    {false, 6, "rules 11"},
    {false, 7, "projects x " H2},
    {false, 7, "projects 4 22"},
    {false, 8, "ballots 3 " H3},
    {false, 9, "ballotkey x"},
    {false, 10, "received -1"},
    {false, 11, "aside age 0"},
    {false, 11, "aside valid 2"},
    {false, 11, "aside young 2"},
    {false, 12, "aside age 1"},
    {false, 13, NULL},
    {true, 6, "seed 11"},
    {true, 7, "count x"},
    {true, 8, "cost 1/2"},
    {true, 9, "selected 2 4"},
    {true, 9, "selected 1 0"},
    {true, 10, "selected 2"},
};

START_TEST(entries_refused)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_ballots_seal c;
    urne_tally_entry t;
    bool tally = bad_entries[_i].tally;
    urne_str bytes = lines_edit(arena, urne_str_of(tally ? tally_txt : commit_txt),
                                bad_entries[_i].line, bad_entries[_i].text);
    urne_code code = tally ? urne_tally_entry_read(&t, arena, bytes, "n", &err)
                           : urne_ballots_seal_read(&c, arena, bytes, "n", &err);
    ck_assert_int_ne(code, URNE_OK);
    ck_assert_uint_eq(err.diag[0].line, bad_entries[_i].line);
    urne_arena_free(arena);
}
END_TEST

/* ---- names of ballots ---- */

START_TEST(bids)
{
    box b = box_open();
    urne_err err = URNE_ERR_NONE;
    urne_secret *k;
    urne_ballot_line *lines;
    const char *path = box_put(&b, "k",
                               URNE_STR("000102030405060708090a0b0c0d0e0f"
                                        "101112131415161718191a1b1c1d1e1f\n"));
    ck_assert_int_eq(urne_secret_read(&k, path, &err), URNE_OK);
    /* printf 'urne/1 bid\nv1\n1\n' | openssl dgst -sha256 -mac HMAC -macopt hexkey:K */
    ck_assert_str_eq(
        urne_to_hex(urne_bid(k, URNE_STR("v1"), 1)).z,
        "28a62dedf996f4a200ee7cbb21e5ce6a3629091dba3b0e0a2a7e98d56647a40f");
    ck_assert_str_eq(
        urne_to_hex(urne_ballot_key_commitment(k)).z,
        "abef3eb6a7b864979ae7d8982ae01dda4ce03ccdc370b6f4faa33ecf128c6418");
    urne_ballot ballots[4] = {{.voter = URNE_STR("v2")},
                              {.voter = URNE_STR("v1")},
                              {.voter = URNE_STR("v2"), .aside = URNE_ASIDE_AGE},
                              {.voter = URNE_STR("v2")}};
    urne_election e = {.ballots = ballots, .n_ballots = 4};
    ck_assert_uint_eq(urne_bids_make(&lines, b.arena, &e, k), 3);
    for (size_t i = 0; i < 3; i++) {
        urne_hash due =
            urne_bid(k, ballots[lines[i].ballot].voter, lines[i].ballot == 3 ? 2 : 1);
        ck_assert_int_eq(urne_hash_cmp(&due, &lines[i].bid), 0);
        ck_assert_uint_ne(lines[i].ballot, 2);
    }
    urne_secret_free(k);
    box_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"there_and_back", there_and_back, 0, 0},
        {"lines_of_projects", lines_of_projects, 0, 0},
        {"lines_of_rules", lines_of_rules, 0, 0},
        {"first_id_again", first_id_again, 0, 0},

        {"projects_refused", projects_refused, PROGRAM_COUNT(bad_projects), 0},
        {"rules_refused", rules_refused, PROGRAM_COUNT(bad_rules), 0},
        {"ballots_refused", ballots_refused, PROGRAM_COUNT(bad_ballots), 0},
        {"other_types", other_types, 0, 0},
        {"long_caps", long_caps, 0, 0},
        {"ids_and_names", ids_and_names, 0, 0},
        {"entries", entries, 0, 0},
        {"entries_refused", entries_refused, PROGRAM_COUNT(bad_entries), 0},
        {"bids", bids, 0, 0},
    };
    return program_run("count_text", tests, PROGRAM_COUNT(tests), 60);
}

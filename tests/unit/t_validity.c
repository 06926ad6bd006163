/* model/validity: every limit at its edges, which of two ballots of a voter counts, and
 * that no order but the one that the rule names changes anything. */
#include "model/validity.h"
#include "oracle/program.h"

#include <stdio.h>

/* A ballot as a line of a table: the marks are digits, project 0 to 9 costs 10 times
 * its number, with as many points as its number unless `points` says otherwise. */
typedef struct row {
    const char *voter, *marks, *age, *residence, *method;
    urne_aside before; /* what the reader found */
    urne_aside want;
} row;

enum { ROWS_MAX = 16, PROJECTS = 10 };

typedef struct poll {
    urne_arena *arena;
    urne_election e;
    urne_validity v;
} poll;

static urne_str columns[] = {{"age", 3}, {"residence", 9}, {"method", 6}};
static const char *files[] = {"internet.csv", "a;b.csv"};

static poll poll_new(void)
{
    poll p = {.arena = urne_arena_new(), .v = urne_validity_default()};
    p.e.type = URNE_VOTE_APPROVAL;
    p.e.files = files;
    p.e.n_files = 2;
    p.e.ballot_columns = columns;
    p.e.n_ballot_columns = 3;
    p.e.n_projects = PROJECTS;
    p.e.projects = urne_arena_array(p.arena, PROJECTS, sizeof *p.e.projects);
    for (size_t i = 0; i < PROJECTS; i++) {
        p.e.projects[i].cost = 10 * i;
    }
    p.e.ballots = urne_arena_array(p.arena, ROWS_MAX, sizeof *p.e.ballots);
    return p;
}

static void add_row(poll *p, const row *r, uint32_t file, uint64_t line)
{
    urne_ballot *b = &p->e.ballots[p->e.n_ballots++];
    *b = (urne_ballot){.voter = urne_str_of(r->voter),
                       .n_marks = strlen(r->marks),
                       .file = file,
                       .line = line,
                       .aside = r->before};
    b->marks = urne_arena_array(p->arena, b->n_marks + 1, sizeof *b->marks);
    for (size_t i = 0; i < b->n_marks; i++) {
        uint32_t project = (uint32_t)(r->marks[i] - '0');
        b->marks[i] = (urne_mark){project, project};
    }
    b->cells = urne_arena_array(p->arena, 3, sizeof *b->cells);
    b->cells[0] = urne_str_of(r->age);
    b->cells[1] = urne_str_of(r->residence);
    b->cells[2] = urne_str_of(r->method);
}

static void check_sum(const poll *p)
{
    uint64_t counts[URNE_ASIDES], sum = 0;
    urne_validity_count(&p->e, counts);
    for (size_t i = 0; i < URNE_ASIDES; i++) {
        sum += counts[i];
    }
    ck_assert_uint_eq(sum, p->e.n_ballots);
}

static void check_rows(poll *p, const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        add_row(p, &rows[i], 0, i + 2);
    }
    urne_validity_apply(&p->e, &p->v);
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(p->e.ballots[i].aside == rows[i].want, "row %zu: %s, not %s", i,
                      urne_aside_name(p->e.ballots[i].aside),
                      urne_aside_name(rows[i].want));
    }
    check_sum(p);
    urne_arena_free(p->arena);
}
#define CHECK(p, rows) check_rows(&(p), rows, PROGRAM_COUNT(rows))

START_TEST(no_limits)
{
    const row rows[] = {
        {"a", "", "", "", "", 0, URNE_BALLOT_VALID},
        {"a", "0123456789", "3", "Metz", "x", 0, URNE_BALLOT_VALID},
        {"", "1", "", "", "", 0, URNE_BALLOT_VALID},
        {"b", "1", "", "", "", URNE_ASIDE_FORM, URNE_ASIDE_FORM},
    };
    poll p = poll_new();
    CHECK(p, rows);
}
END_TEST

START_TEST(numbers)
{
    const row rows[] = {
        {"a", "", "", "", "", 0, URNE_ASIDE_TOO_FEW},
        {"b", "1", "", "", "", 0, URNE_ASIDE_TOO_FEW},
        {"c", "12", "", "", "", 0, URNE_BALLOT_VALID},
        {"d", "123", "", "", "", 0, URNE_BALLOT_VALID},
        {"e", "1234", "", "", "", 0, URNE_ASIDE_TOO_MANY},
    };
    poll p = poll_new();
    p.v.projects = (urne_limits){2, 3};
    CHECK(p, rows);
}
END_TEST

START_TEST(costs)
{
    const row rows[] = {
        {"a", "23", "", "", "", 0, URNE_ASIDE_COST},
        {"b", "6", "", "", "", 0, URNE_BALLOT_VALID},
        {"c", "46", "", "", "", 0, URNE_BALLOT_VALID},
        {"d", "56", "", "", "", 0, URNE_ASIDE_COST},
        {"e", "0", "", "", "", 0, URNE_ASIDE_COST},
        {"f", "78", "", "", "", 0, URNE_ASIDE_COST}, /* would wrap to 80 */
    };
    poll p = poll_new();
    p.v.cost = (urne_limits){60, 100};
    p.e.projects[7].cost = UINT64_MAX;
    p.e.projects[8].cost = 81;
    CHECK(p, rows);
}
END_TEST

/* Approval ballots have no points to be outside of. */
START_TEST(points)
{
    const row rows[] = {
        {"a", "26", "", "", "", 0, _i ? URNE_ASIDE_POINTS : 0},
        {"b", "234", "", "", "", 0, URNE_BALLOT_VALID},
        {"c", "25", "", "", "", 0, URNE_BALLOT_VALID},
        {"d", "1", "", "", "", 0, _i ? URNE_ASIDE_POINTS : 0},
        {"e", "24", "", "", "", 0, _i ? URNE_ASIDE_POINTS : 0},
        {"f", "2345", "", "", "", 0, _i ? URNE_ASIDE_POINTS : 0},
        {"g", "", "", "", "", 0, _i ? URNE_ASIDE_POINTS : 0},
    };
    poll p = poll_new();
    p.e.type = _i == 2   ? URNE_VOTE_SCORING
               : _i == 1 ? URNE_VOTE_CUMULATIVE
                         : URNE_VOTE_APPROVAL;
    p.v.points = (urne_limits){2, 5};
    p.v.sum_points = (urne_limits){7, 9};
    CHECK(p, rows);
}
END_TEST

START_TEST(voters)
{
    const row rows[] = {
        {"a", "1", "11", "Nancy", "internet", 0, URNE_BALLOT_VALID},
        {"b", "1", "10", "Nancy", "internet", 0, URNE_ASIDE_AGE},
        {"c", "1", "", "Nancy", "internet", 0, URNE_ASIDE_AGE},
        {"d", "1", "40-59", "Toul", "internet", 0, URNE_BALLOT_VALID},
        {"e", "1", "10-17", "Nancy", "internet", 0, URNE_ASIDE_AGE},
        {"f", "1", "40", "nancy", "internet", 0, URNE_ASIDE_RESIDENCE},
        {"g", "1", "40", "", "internet", 0, URNE_ASIDE_RESIDENCE},
        {"h", "1", "40", "Nancy", "pigeon", 0, URNE_ASIDE_METHOD},
        {"i", "1", "40", "Nancy", "", 0, URNE_ASIDE_METHOD},
        {"j", "1", "", "", "paper", 0, URNE_BALLOT_VALID},
    };
    urne_str residences[] = {{"Nancy", 5}, {"Toul", 4}};
    urne_str methods[] = {{"internet", 8}, {"paper", 5}};
    poll p = poll_new();
    p.v.age = 11;
    p.v.residences = residences;
    p.v.n_residences = 2;
    p.v.methods = methods;
    p.v.n_methods = 2;
    p.v.in_person = &methods[1];
    p.v.n_in_person = 1;
    CHECK(p, rows);
}
END_TEST

/* A ballot with every fault has the first; without it, the next. */
START_TEST(first_reason)
{
    static const urne_aside wants[] = {
        URNE_ASIDE_METHOD, URNE_ASIDE_AGE,  URNE_ASIDE_RESIDENCE, URNE_ASIDE_TOO_MANY,
        URNE_ASIDE_POINTS, URNE_ASIDE_COST, URNE_BALLOT_VALID};
    const row rows[] = {{"a", "99", "1", "x", "x", 0, wants[_i]}};
    urne_str other = URNE_STR("other");
    poll p = poll_new();
    p.e.type = URNE_VOTE_CUMULATIVE;
    p.v.methods = &other;
    p.v.n_methods = _i < 1;
    p.v.age = _i < 2 ? 11 : 0;
    p.v.residences = &other;
    p.v.n_residences = _i < 3;
    p.v.projects.most = _i < 4 ? 1 : 2;
    p.v.points.most = _i < 5 ? 8 : 9;
    p.v.cost.most = _i < 6 ? 179 : 180;
    CHECK(p, rows);
}
END_TEST

START_TEST(no_columns)
{
    const row rows[] = {{"a", "1", "40", "Nancy", "paper", 0, URNE_ASIDE_AGE}};
    poll p = poll_new();
    p.v.age = 11;
    p.v.age_cell = "years";
    CHECK(p, rows);
}
END_TEST

/* ---- voting twice ---- */

#define VALID URNE_BALLOT_VALID
#define DUP   URNE_ASIDE_DUPLICATE

/* The valid ones of each voter: i internet, p paper, x set aside for something else. */
static const struct {
    const char *cast;
    size_t counts[4]; /* which counts, by urne_voter_twice from FIRST on */
} casts[] = {
    {"i", {0, 0, 0, 0}},      {"ii", {0, 1, 0, 1}},   {"ip", {0, 1, 1, 1}},
    {"pi", {0, 1, 0, 0}},     {"ipip", {0, 3, 1, 3}}, {"pipi", {0, 3, 0, 2}},
    {"xi", {1, 1, 1, 1}},     {"ix", {0, 0, 0, 0}},   {"xpi", {1, 2, 1, 1}},
    {"iiippp", {0, 5, 3, 5}},
};

static void check_casts(urne_voter_twice twice, size_t c, bool reversed, uint32_t file)
{
    poll p = poll_new();
    size_t n = strlen(casts[c].cast);
    p.v.twice = twice;
    p.v.projects.most = 1;
    for (size_t k = 0; k < n; k++) {
        size_t i = reversed ? n - 1 - k : k;
        char m = casts[c].cast[i];
        row r = {"v", m == 'x' ? "12" : "1", "", "", m == 'i' ? "internet" : "paper", 0,
                 0};
        row other = {i % 2 ? "" : "other", "1", "", "", "paper", 0, 0};
        /* Lines of the second file come later, whatever their number. */
        uint32_t in = i >= n / 2 ? file : 0;
        add_row(&p, &r, in, in ? i + 2 - n / 2 : i + 2);
        if (k == 0) {
            add_row(&p, &other, 0, 100);
        }
    }
    urne_validity_apply(&p.e, &p.v);
    for (size_t k = 0; k < n; k++) {
        size_t i = reversed ? n - 1 - k : k;
        const urne_ballot *b = &p.e.ballots[k == 0 ? 0 : k + 1];
        urne_aside want = casts[c].cast[i] == 'x'           ? URNE_ASIDE_TOO_MANY
                          : casts[c].counts[twice - 1] == i ? VALID
                                                            : DUP;
        ck_assert_msg(b->aside == want, "%s: %s, ballot %zu: %s", casts[c].cast,
                      urne_voter_twice_name(twice), i, urne_aside_name(b->aside));
    }
    ck_assert_int_eq(p.e.ballots[1].aside, VALID);
    check_sum(&p);
    urne_arena_free(p.arena);
}

START_TEST(twice)
{
    for (unsigned t = URNE_TWICE_FIRST; t <= URNE_TWICE_PAPER_LAST; t++) {
        for (size_t c = 0; c < PROGRAM_COUNT(casts); c++) {
            check_casts((urne_voter_twice)t, c, false, 0);
            check_casts((urne_voter_twice)t, c, true, 0);
            check_casts((urne_voter_twice)t, c, false, 1);
            check_casts((urne_voter_twice)t, c, true, 1);
        }
    }
}
END_TEST

START_TEST(nobody)
{
    const row rows[] = {{"", "1", "", "", "", 0, VALID},
                        {"", "1", "", "", "", 0, VALID},
                        {"a", "1", "", "", "", 0, VALID},
                        {"A", "1", "", "", "", 0, VALID},
                        {"a", "1", "", "", "", 0, DUP}};
    poll p = poll_new();
    p.v.twice = URNE_TWICE_FIRST;
    CHECK(p, rows);
}
END_TEST

START_TEST(names)
{
    for (unsigned t = 0; t <= URNE_TWICE_PAPER_LAST; t++) {
        urne_voter_twice back;
        const char *name = urne_voter_twice_name((urne_voter_twice)t);
        ck_assert(urne_voter_twice_parse(urne_str_of(name), &back) && back == t);
    }
    urne_voter_twice out;
    ck_assert(!urne_voter_twice_parse(URNE_STR("paper"), &out));
    ck_assert(!urne_voter_twice_parse(URNE_STR(""), &out));
    for (unsigned a = 1; a < URNE_ASIDES - 1; a++) {
        ck_assert_int_lt(strcmp(urne_aside_name((urne_aside)a),
                                urne_aside_name((urne_aside)(a + 1))),
                         0);
    }
}
END_TEST

START_TEST(ages)
{
    static const struct {
        const char *text;
        int want; /* -1: none */
    } texts[] = {
        {"0", 0},      {"11", 11},       {"011", 11},    {"999", 999}, {"40-59", 40},
        {"40-40", 40}, {"60+", 60},      {"", -1},       {"1000", -1}, {"-5", -1},
        {"40-", -1},   {"59-40", -1},    {"40-59+", -1}, {"+", -1},    {"40 ", -1},
        {"x", -1},     {"40-59-60", -1}, {"60++", -1},   {"12.5", -1}, {"40-x", -1},
    };
    uint64_t out = 0;
    bool read = urne_age_read(urne_str_of(texts[_i].text), &out);
    ck_assert_msg(read == (texts[_i].want >= 0), "'%s'", texts[_i].text);
    ck_assert_int_eq(read ? (int)out : -1, texts[_i].want);
}
END_TEST

START_TEST(list)
{
    const row good = {"a", "1", "", "", "", 0, 0};
    const row bad[] = {{"x;y", "1", "", "", "", URNE_ASIDE_FORM, 0},
                       {"b", "1", "", "", "", URNE_ASIDE_AGE, 0},
                       {"c", "1", "", "", "", URNE_ASIDE_UNKNOWN_PROJECT, 0}};
    poll p = poll_new();
    add_row(&p, &bad[0], 1, 2);
    add_row(&p, &good, 0, 2);
    add_row(&p, &bad[1], 0, 10);
    add_row(&p, &bad[2], 0, 9);
    urne_str csv = urne_aside_csv(p.arena, &p.e);
    ck_assert_str_eq(urne_str_z(p.arena, csv), "\xEF\xBB\xBF"
                                               "file;line;voter;reason\r\n"
                                               "internet.csv;9;c;unknown-project\r\n"
                                               "internet.csv;10;b;age\r\n"
                                               "\"a;b.csv\";2;\"x;y\";form\r\n");
    urne_arena_free(p.arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"no_limits", no_limits, 0, 0},
        {"numbers", numbers, 0, 0},
        {"costs", costs, 0, 0},
        {"points", points, 3, 0},
        {"voters", voters, 0, 0},
        {"first_reason", first_reason, 7, 0},
        {"no_columns", no_columns, 0, 0},
        {"twice", twice, 0, 0},
        {"nobody", nobody, 0, 0},
        {"names", names, 0, 0},
        {"ages", ages, 20, 0},
        {"list", list, 0, 0},
    };
    return program_run("validity", tests, PROGRAM_COUNT(tests), 60);
}

/* codec/pb, model/pb_read, pb_write, election: what is read, where faults stand, and
 * that writing and reading are inverse. */
#include "base/file.h"
#include "model/pb_check.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <dirent.h>
#include <stdio.h>

/* ---- rows, as Python's csv module gives them ---- */

static const struct rows {
    const char *text, *want; /* every cell in brackets, every row with its line */
} rows[] = {
    {"a;b\n1;2\n", "1[a][b]\n2[1][2]\n"},
    {"a;b\r\n1;2", "1[a][b]\n2[1][2]\n"},
    {"a\r\nb\nc", "1[a]\n2[b]\n3[c]\n"},
    {"\n;\n", "1[]\n2[][]\n"},
    {"a\"b;\"c\"\n", "1[a\"b][c]\n"},
    {"\"a\"\"b\"\"\";c\n", "1[a\"b\"][c]\n"},
    {"\"a\"b\"c;d\n", "1[ab\"c][d]\n"},
    {"\"\"\n", "1[]\n"},
    {"\"\";\"\"", "1[][]\n"},
    {"\"a;b\nc\";d\ne\n", "1[a;b\nc][d]\n3[e]\n"},
    {"\"a\r\n\r\nb\"\r\nc\r\n", "1[a\r\n\r\nb]\n4[c]\n"},
    {"a;\"b\nc\"d;\"e\nf\"\ng", "1[a][b\ncd][e\nf]\n4[g]\n"},
    {" \"a\";b\n", "1[ \"a\"][b]\n"},
    {"\"\"a\"\";b", "1[a\"\"][b]\n"},
    {"\xEF\xBB\xBF"
     "a;\n",
     "1[a][]\n"},
    {"a;;\n", "1[a][][]\n"},
};

static urne_str rows_of(urne_arena *arena, const char *text, urne_pb *pb)
{
    urne_buf buf = urne_buf_new(arena, 64);
    ck_assert_int_eq(urne_pb_open(pb, arena, urne_str_of(text), "f", NULL), URNE_OK);
    while (urne_pb_next(pb)) {
        urne_buf_addu(&buf, pb->line);
        for (size_t i = 0; i < pb->n; i++) {
            urne_buf_addc(&buf, '[');
            urne_buf_add(&buf, pb->cells[i]);
            urne_buf_addc(&buf, ']');
        }
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

START_TEST(as_python)
{
    urne_arena *arena = urne_arena_new();
    urne_pb pb;
    urne_str got = rows_of(arena, rows[_i].text, &pb);
    ck_assert_msg(urne_str_is(got, rows[_i].want), "%.*s", (int)got.n, got.p);
    ck_assert_ptr_null(pb.unclosed);
    urne_arena_free(arena);
}
END_TEST

START_TEST(markers)
{
    static const struct {
        const char *text;
        urne_pb_part want;
    } cases[] = {{"META", URNE_PB_META},         {" votes ", URNE_PB_VOTES},
                 {"Projects", URNE_PB_PROJECTS}, {"\"META\"", URNE_PB_NONE},
                 {"META;", URNE_PB_NONE},        {"METAL", URNE_PB_NONE},
                 {"MET", URNE_PB_NONE},          {"", URNE_PB_NONE}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_arena *arena = urne_arena_new();
        urne_pb pb;
        ck_assert_int_eq(
            urne_pb_open(&pb, arena, urne_str_of(cases[i].text), "f", NULL), URNE_OK);
        (void)urne_pb_next(&pb);
        ck_assert_int_eq(urne_pb_marker(&pb), cases[i].want);
        urne_arena_free(arena);
    }
}
END_TEST

/* ---- elections ---- */

#define HEAD     "META\nkey;value\nbudget;100\nvote_type;"
#define PROJECTS "\nPROJECTS\nproject_id;cost;name\nA;60;x\nB;50.5;y\nA1;1;\n"

static urne_election *read_ok(urne_arena *arena, const char *text, urne_findings *f,
                              const urne_ballot_policy *policy)
{
    urne_election *e;
    urne_err err = URNE_ERR_NONE;
    urne_code code =
        urne_pb_read_with(&e, f, arena, urne_str_of(text), "f", policy, &err);
    ck_assert_msg(code == URNE_OK, "%s %d:%d", urne_code_get(code)->id,
                  (int)err.diag[0].line, (int)err.diag[0].column);
    ck_assert_uint_eq(err.count, 0);
    return e;
}

START_TEST(types)
{
    urne_arena *arena = urne_arena_new();
    urne_election *e = read_ok(
        arena, HEAD "ordinal" PROJECTS "VOTES\nvoter_id;age;vote\n7;x;A1,B\n8;;\n",
        NULL, NULL);
    ck_assert_int_eq(e->type, URNE_VOTE_ORDINAL);
    ck_assert_uint_eq(e->n_projects, 3);
    ck_assert_uint_eq(e->places, 2);
    ck_assert_uint_eq(e->budget, 10000);
    ck_assert_uint_eq(e->projects[1].cost, 5050);
    ck_assert_uint_eq(e->ballots[0].n_marks, 2);
    ck_assert_uint_eq(e->ballots[0].marks[0].project, 2);
    ck_assert_uint_eq(e->ballots[1].n_marks, 0);
    ck_assert(urne_str_is(urne_ballot_cell(e, 0, "age"), "x"));
    ck_assert(urne_str_is(urne_ballot_cell(e, 0, "sex"), ""));
    ck_assert(urne_str_is(urne_project_cell(e, 1, "name"), "y"));
    ck_assert(urne_str_is(urne_election_meta(e, "budget"), "100"));
    ck_assert_ptr_null(urne_election_meta(e, "rule").p);
    e = read_ok(arena,
                HEAD "scoring" PROJECTS
                     "VOTES\nvoter_id;points;vote\n7;1,0;A,B\n8;2.25;B\n9;3;A\n",
                NULL, NULL);
    ck_assert_uint_eq(e->point_places, 2);
    ck_assert_uint_eq(e->ballots[0].marks[0].points, 100);
    ck_assert_uint_eq(e->ballots[0].marks[1].points, 0);
    ck_assert_uint_eq(e->ballots[1].marks[0].points, 225);
    ck_assert_uint_eq(e->ballots[2].marks[0].points, 300);
    urne_arena_free(arena);
}
END_TEST

START_TEST(names)
{
    for (int i = 0; i < 5; i++) {
        urne_vote_type type;
        const char *name = urne_vote_type_name((urne_vote_type)i);
        ck_assert(urne_vote_type_parse(urne_str_of(name), &type));
        ck_assert_int_eq(type, i);
    }
    for (int i = 2; i < URNE_ASIDES; i++) {
        ck_assert_int_lt(strcmp(urne_aside_name((urne_aside)(i - 1)),
                                urne_aside_name((urne_aside)i)),
                         0);
    }
}
END_TEST

START_TEST(by_id)
{
    uint64_t lots = lots_at((uint64_t)_i);
    urne_arena *arena = urne_arena_new();
    urne_election e = {.n_projects = 1 + lots_below(&lots, 40)};
    e.projects = urne_arena_array(arena, e.n_projects, sizeof *e.projects);
    for (size_t i = 0; i < e.n_projects; i++) {
        char id[24];
        snprintf(id, sizeof id, "%s%d", lots_below(&lots, 2) ? "projects/" : "p",
                 (int)i);
        e.projects[i].id = urne_str_dup(arena, urne_str_of(id));
    }
    urne_project_finder finder = urne_project_finder_new(arena, &e);
    for (size_t i = 0; i < e.n_projects; i++) {
        ck_assert_uint_eq(urne_project_find(&finder, e.projects[i].id), i);
    }
    ck_assert_uint_eq(urne_project_find(&finder, URNE_STR("")), SIZE_MAX);
    ck_assert_uint_eq(urne_project_find(&finder, URNE_STR("projects/")), SIZE_MAX);
    ck_assert_uint_eq(urne_project_find(&finder, URNE_STR("zz")), SIZE_MAX);
    urne_arena_free(arena);
}
END_TEST

/* Ids of nine bytes and more share their first eight; each is found all the same. */
START_TEST(long_ids)
{
    urne_arena *arena = urne_arena_new();
    urne_election *e = read_ok(
        arena,
        "META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;"
        "cost\nproject/10;1\nproject/;1\nproject/1;1\nproject;1\nVOTES\nvoter_id;"
        "vote\nproject/v2;project/1\nproject/v1;project/,project/10,project\n",
        NULL, NULL);
    ck_assert_uint_eq(e->ballots[0].marks[0].project, 2);
    ck_assert_uint_eq(e->ballots[1].marks[0].project, 1);
    ck_assert_uint_eq(e->ballots[1].marks[1].project, 0);
    ck_assert_uint_eq(e->ballots[1].marks[2].project, 3);
    urne_arena_free(arena);
}
END_TEST

/* What a policy sets aside instead of refusing. */
START_TEST(policies)
{
    static const struct {
        const char *type, *votes;
        urne_ballot_policy policy;
        urne_code strict; /* URNE_OK: read all the same */
        urne_aside want;
        urne_code found;
    } cases[] = {
        {"approval",
         "voter_id;vote\n1;A,Z\n",
         {.unknown_aside = true},
         URNE_E_PB_UNKNOWN,
         URNE_ASIDE_UNKNOWN_PROJECT,
         URNE_E_PB_ASIDE},
        {"approval",
         "voter_id;vote\n1;A,A\n",
         {.duplicate_aside = true},
         URNE_OK,
         URNE_ASIDE_DUPLICATE_PROJECT,
         URNE_E_PB_TWICE},
        {"cumulative",
         "voter_id;vote;points\n1;A;\n",
         {.form_aside = true},
         URNE_E_PB_POINTS,
         URNE_ASIDE_FORM,
         URNE_E_PB_ASIDE},
        {"cumulative",
         "voter_id;vote;points\n1;A;x\n",
         {.form_aside = true},
         URNE_E_PB_POINTS,
         URNE_ASIDE_FORM,
         URNE_E_PB_ASIDE},
        {"cumulative",
         "voter_id;vote;points\n1;;3\n",
         {.form_aside = true},
         URNE_E_PB_POINTS,
         URNE_ASIDE_FORM,
         URNE_E_PB_ASIDE},
        {"approval",
         "voter_id;vote\n1;A\n1;B\n",
         {.voters_twice = true},
         URNE_E_PB_VOTER_TWICE,
         URNE_BALLOT_VALID,
         URNE_E_PB_VOTER_AGAIN},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_arena *arena = urne_arena_new();
        urne_buf text = urne_buf_new(arena, 0);
        urne_buf_addz(&text, HEAD);
        urne_buf_addz(&text, cases[i].type);
        urne_buf_addz(&text, PROJECTS "VOTES\n");
        urne_buf_addz(&text, cases[i].votes);
        urne_findings f = urne_findings_new(arena);
        urne_election *e;
        ck_assert_int_eq(urne_pb_read(&e, NULL, arena, urne_buf_str(&text), "f", NULL),
                         cases[i].strict);
        ck_assert_int_eq(urne_pb_read_with(&e, &f, arena, urne_buf_str(&text), "f",
                                           &cases[i].policy, NULL),
                         URNE_OK);
        ck_assert_int_eq(e->ballots[0].aside, cases[i].want);
        ck_assert_uint_ge(urne_findings_count(&f, cases[i].found), 1);
        urne_arena_free(arena);
    }
}
END_TEST

START_TEST(overrides)
{
    urne_arena *arena = urne_arena_new();
    const urne_ballot_policy policy = {.budget = "77.123", .type = "ordinal"};
    urne_election *e =
        read_ok(arena, "META\nkey;value\nunit;x" PROJECTS "VOTES\nvoter_id;vote\n1;A\n",
                NULL, &policy);
    ck_assert_uint_eq(e->places, 3);
    ck_assert_uint_eq(e->budget, 77123);
    ck_assert_int_eq(e->type, URNE_VOTE_ORDINAL);
    ck_assert(urne_str_is(urne_election_meta(e, "budget"), "77.123"));
    urne_arena_free(arena);
}
END_TEST

/* A list of findings keeps some of a kind and counts all. */
START_TEST(findings)
{
    urne_arena *arena = urne_arena_new();
    urne_findings f = urne_findings_new(arena);
    f.most = 3;
    for (uint64_t i = 9; i > 0; i--) {
        urne_find(&f, URNE_E_PB_EMPTY_LINE, (urne_place){"f", i, 1}, NULL);
        urne_find(&f, URNE_E_PB_BOM, (urne_place){"g", i, 1}, "a", "b", NULL);
    }
    urne_find(NULL, URNE_E_PB_BOM, URNE_NOWHERE, NULL);
    ck_assert_uint_eq(f.n, 6);
    ck_assert_uint_eq(urne_findings_count(&f, URNE_E_PB_BOM), 9);
    ck_assert_uint_eq(urne_findings_count(&f, URNE_E_PB_CR), 0);
    ck_assert_uint_eq(urne_findings_wrong(&f), 9);
    urne_findings_sort(&f);
    ck_assert_str_eq(f.list[0].at.file, "f");
    ck_assert_uint_eq(f.list[0].at.line, 7);
    ck_assert_uint_eq(f.list[5].at.line, 9);
    urne_diag d = urne_finding_diag(&f.list[5]);
    ck_assert_int_eq(d.code, URNE_E_PB_BOM);
    ck_assert_str_eq(d.arg[1], "b");
    urne_arena_free(arena);
}
END_TEST

/* ---- writing ---- */

static void same_cells(const urne_str *a, const urne_str *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ck_assert(urne_str_eq(a[i], b[i]));
    }
}

static void same_ballots(const urne_election *a, const urne_election *b)
{
    ck_assert_uint_eq(a->n_ballots, b->n_ballots);
    for (size_t i = 0; i < a->n_ballots; i++) {
        const urne_ballot *x = &a->ballots[i], *y = &b->ballots[i];
        ck_assert(urne_str_eq(x->voter, y->voter));
        ck_assert_uint_eq(x->n_marks, y->n_marks);
        for (size_t j = 0; j < x->n_marks; j++) {
            ck_assert_uint_eq(x->marks[j].project, y->marks[j].project);
            ck_assert_uint_eq(x->marks[j].points, y->marks[j].points);
        }
        same_cells(x->cells, y->cells, a->n_ballot_columns);
    }
}

static void same(const urne_election *a, const urne_election *b)
{
    ck_assert_int_eq(a->type, b->type);
    ck_assert_uint_eq(a->places, b->places);
    ck_assert_uint_eq(a->point_places, b->point_places);
    ck_assert_uint_eq(a->budget, b->budget);
    ck_assert_uint_eq(a->n_meta, b->n_meta);
    for (size_t i = 0; i < a->n_meta; i++) {
        ck_assert(urne_str_eq(a->meta[i].key, b->meta[i].key));
        ck_assert(urne_str_eq(a->meta[i].value, b->meta[i].value));
    }
    ck_assert_uint_eq(a->n_projects, b->n_projects);
    ck_assert_uint_eq(a->n_project_columns, b->n_project_columns);
    same_cells(a->project_columns, b->project_columns, a->n_project_columns);
    for (size_t i = 0; i < a->n_projects; i++) {
        ck_assert(urne_str_eq(a->projects[i].id, b->projects[i].id));
        ck_assert_uint_eq(a->projects[i].cost, b->projects[i].cost);
        same_cells(a->projects[i].cells, b->projects[i].cells, a->n_project_columns);
    }
    ck_assert_uint_eq(a->n_ballot_columns, b->n_ballot_columns);
    same_cells(a->ballot_columns, b->ballot_columns, a->n_ballot_columns);
    same_ballots(a, b);
}

static void there_and_back(urne_arena *arena, const urne_election *e)
{
    urne_election *again;
    urne_err err = URNE_ERR_NONE;
    urne_str written = urne_pb_write(arena, e);
    urne_code code = urne_pb_read(&again, NULL, arena, written, "g", &err);
    ck_assert_msg(code == URNE_OK, "%s %d:%d", urne_code_get(code)->id,
                  (int)err.diag[0].line, (int)err.diag[0].column);
    same(e, again);
    ck_assert(urne_str_eq(written, urne_pb_write(arena, again)));
}

/* Any text without blanks at its ends, quotes and line breaks included. */
static urne_str text(urne_arena *arena, uint64_t *lots, const char *first, bool list)
{
    static const char *const parts[] = {"a",  ";",        "\"",   "\n", "\r\n",
                                        " b", "\xC3\xA9", "META", "0",  ","};
    urne_buf buf = urne_buf_new(arena, 0);
    urne_buf_addz(&buf, first);
    for (uint64_t n = lots_below(lots, 5); n > 0; n--) {
        urne_buf_addz(&buf, parts[lots_below(lots, list ? 10 : 9)]);
    }
    return urne_buf_str(&buf);
}

static urne_str numbered(urne_arena *arena, uint64_t *lots, size_t i)
{
    char number[24];
    snprintf(number, sizeof number, "%d", (int)i);
    urne_str s = text(arena, lots, lots_below(lots, 3) == 0 ? "\"" : "", false);
    urne_buf buf = urne_buf_new(arena, 0);
    urne_buf_addz(&buf, "x");
    urne_buf_add(&buf, s);
    urne_buf_addz(&buf, number);
    return urne_buf_str(&buf);
}

static urne_str *cells(urne_arena *arena, uint64_t *lots, size_t n, bool named)
{
    urne_str *out = urne_arena_array(arena, n, sizeof *out);
    for (size_t i = 0; i < n; i++) {
        out[i] = named ? numbered(arena, lots, i) : text(arena, lots, "", true);
    }
    return out;
}

static uint64_t unit(unsigned places)
{
    uint64_t u = 1;
    while (places-- > 0) {
        u *= 10;
    }
    return u;
}

static urne_election *generated(urne_arena *arena, uint64_t *lots)
{
    urne_election *e = urne_arena_alloc(arena, sizeof *e);
    e->type = (urne_vote_type)lots_below(lots, 5);
    e->places = 2 + (unsigned)lots_below(lots, 3);
    e->point_places =
        urne_vote_type_points(e->type) ? (unsigned)lots_below(lots, 3) : 0;
    e->budget = lots_below(lots, 1000000) * 10 + 1; /* needs all its places */
    e->n_projects = 1 + lots_below(lots, 12);
    e->n_project_columns = lots_below(lots, 3);
    e->n_ballot_columns = lots_below(lots, 3);
    e->n_ballots = lots_below(lots, 30);
    e->meta = urne_arena_array(arena, 3, sizeof *e->meta);
    e->n_meta = 3;
    e->meta[0] = (urne_meta){URNE_STR("vote_type"),
                             urne_str_of(urne_vote_type_name(e->type)), 0};
    e->meta[1] =
        (urne_meta){URNE_STR("budget"),
                    urne_str_of(urne_decimal_z(arena, e->budget, e->places)), 0};
    e->meta[2] = (urne_meta){URNE_STR("unit"), text(arena, lots, "\"", true), 0};
    e->meta[2].value = urne_pb_trim(e->meta[2].value);
    e->project_columns = cells(arena, lots, e->n_project_columns, true);
    e->projects = urne_arena_array(arena, e->n_projects, sizeof *e->projects);
    for (size_t i = 0; i < e->n_projects; i++) {
        e->projects[i] =
            (urne_project){numbered(arena, lots, i), lots_below(lots, 100000),
                           cells(arena, lots, e->n_project_columns, false), 0};
    }
    e->ballot_columns = cells(arena, lots, e->n_ballot_columns, true);
    e->ballots = urne_arena_array(arena, e->n_ballots, sizeof *e->ballots);
    for (size_t i = 0; i < e->n_ballots; i++) {
        urne_ballot *b = &e->ballots[i];
        b->voter = numbered(arena, lots, i);
        b->cells = cells(arena, lots, e->n_ballot_columns, false);
        b->marks = urne_arena_array(arena, e->n_projects, sizeof *b->marks);
        for (size_t j = 0; j < e->n_projects; j++) {
            if (lots_below(lots, 3) == 0) {
                /* The last digit keeps the places of points from shrinking. */
                uint64_t points = urne_vote_type_points(e->type)
                                      ? lots_below(lots, 50) * unit(e->point_places) + 1
                                      : 0;
                b->marks[b->n_marks++] = (urne_mark){(uint32_t)j, points};
            }
        }
    }
    bool marked = false;
    for (size_t i = 0; i < e->n_ballots; i++) {
        marked |= e->ballots[i].n_marks > 0;
    }
    e->point_places = marked ? e->point_places : 0;
    return e;
}

START_TEST(round_trip)
{
    uint64_t lots = lots_at((uint64_t)_i);
    urne_arena *arena = urne_arena_new();
    there_and_back(arena, generated(arena, &lots));
    urne_arena_free(arena);
}
END_TEST

/* ---- real files ---- */

static const char *data_dir(urne_arena *arena)
{
    const char *data = getenv("URNE_DATA");
    return data == NULL ? NULL : urne_path(arena, data, "pabulib");
}

/* Every file reads, passes its own counts, and survives being written. */
START_TEST(real_files)
{
    urne_arena *arena = urne_arena_new();
    const char *dir = data_dir(arena);
    DIR *d = dir == NULL ? NULL : opendir(dir);
    size_t files = 0;
    for (struct dirent *it; d != NULL && (it = readdir(d)) != NULL;) {
        if (!urne_str_ends(urne_str_of(it->d_name), ".pb")) {
            continue;
        }
        urne_arena *own = urne_arena_new();
        urne_err err = URNE_ERR_NONE;
        urne_str bytes;
        urne_election *e;
        urne_findings f = urne_findings_new(own);
        const char *path = urne_path(own, dir, it->d_name);
        ck_assert_int_eq(urne_file_read(&bytes, own, path, (size_t)1 << 30, &err),
                         URNE_OK);
        ck_assert_msg(urne_pb_read(&e, &f, own, bytes, path, &err) == URNE_OK, "%s",
                      path);
        ck_assert_msg(urne_findings_wrong(&f) == 0, "%s", path);
        urne_pb_check(&f, e, bytes);
        ck_assert_msg(urne_findings_count(&f, URNE_E_PB_COUNTED) == 0, "%s", path);
        ck_assert_msg(urne_findings_count(&f, URNE_E_PB_OUTCOME) == 0, "%s", path);
        there_and_back(own, e);
        urne_arena_free(own);
        files++;
    }
    if (d == NULL) {
        printf("# real_files: skipped, URNE_DATA has no folder pabulib\n");
    } else {
        ck_assert_int_eq(closedir(d), 0);
        ck_assert_uint_gt(files, 0);
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"as_python", as_python, PROGRAM_COUNT(rows), 0},
        {"markers", markers, 0, 0},
        {"types", types, 0, 0},
        {"names", names, 0, 0},
        {"by_id", by_id, 50, 0},
        {"long_ids", long_ids, 0, 0},
        {"policies", policies, 0, 0},
        {"overrides", overrides, 0, 0},
        {"findings", findings, 0, 0},
        {"round_trip", round_trip, 300, 0},
        {"real_files", real_files, 0, 0},
    };
    return program_run("pb", tests, PROGRAM_COUNT(tests), 120);
}

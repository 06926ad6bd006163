/* model/election_read: CSV and several files as one election. */
#include "model/election_read.h"
#include "oracle/program.h"

#include <stdio.h>
#include <unistd.h>

static const char *saved(urne_arena *arena, const char *text)
{
    char path[] = "/tmp/urne-t-ballots-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    ck_assert_int_eq(close(fd), 0);
    return urne_str_z(arena, urne_str_of(path));
}

/* Ballots as "voter:project=points,...;aside" lines. */
static urne_str shown(urne_arena *arena, const urne_election *e)
{
    urne_buf buf = urne_buf_new(arena, 0);
    for (size_t i = 0; i < e->n_ballots; i++) {
        const urne_ballot *b = &e->ballots[i];
        urne_buf_add(&buf, b->voter);
        urne_buf_addc(&buf, ':');
        for (size_t j = 0; j < b->n_marks; j++) {
            urne_buf_addz(&buf, j > 0 ? "," : "");
            urne_buf_add(&buf, e->projects[b->marks[j].project].id);
            if (urne_vote_type_points(e->type)) {
                urne_buf_addc(&buf, '=');
                urne_decimal_put(&buf, b->marks[j].points, e->point_places);
            }
        }
        if (b->aside != URNE_BALLOT_VALID) {
            urne_buf_addc(&buf, '!');
            urne_buf_addz(&buf, urne_aside_name(b->aside));
        }
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

static const char projects[] = "project_id;cost;name\nA;10;Trees\nB;20.25;Lights\n";

static const struct one {
    const char *type, *columns, *csv, *want;
} ones[] = {
    {"approval", NULL, "voter_id;vote\n1;A,B\n2;\n", "1:A,B\n2:\n"},
    {"approval", NULL, "voter_id,vote\n1,\"B,A\"\n", "1:B,A\n"},
    {"approval", NULL, "voter_id;A;Lights\n1;1;x\n2;0;X\n3;;\n", "1:A,B\n2:B\n3:\n"},
    {"choose-1", "voter=n,project:B=b2", "n;a1;b2\n1;1;1\n", "1:B\n"},
    {"cumulative", NULL, "voter_id;vote;points\n1;A,B;2,0.5\n2;B;3\n",
     "1:A=2,B=0.5\n2:B=3\n"},
    {"scoring", NULL, "voter_id;A;B\n1;0;4\n2;1.5;\n", "1:B=4\n2:A=1.5\n"},
    {"ordinal", NULL, "voter_id;A;B\n1;2;1\n2;;7\n", "1:B,A\n2:B\n"},
    {"ordinal", "voter=v,vote=o", "v;o\nx;B,A\n", "x:B,A\n"},
};

static urne_code read_of(urne_election **e, urne_findings *f, urne_arena *arena,
                         const char *const *csv, size_t n, const char *columns,
                         urne_ballot_policy policy, urne_err *err)
{
    const char *paths[4], *own = saved(arena, projects);
    urne_role_map *map = NULL;
    size_t n_map = 0;
    for (size_t i = 0; i < n; i++) {
        paths[i] = saved(arena, csv[i]);
    }
    if (columns != NULL) {
        ck_assert_int_eq(urne_role_map_read(&map, &n_map, arena, columns, err),
                         URNE_OK);
    }
    urne_election_options o = {.paths = paths,
                               .n_paths = n,
                               .projects = own,
                               .columns = map,
                               .n_columns = n_map,
                               .policy = policy};
    urne_code code = urne_election_read(e, f, arena, &o, err);
    for (size_t i = 0; i < n; i++) {
        unlink(paths[i]);
    }
    unlink(own);
    return code;
}

START_TEST(one_file)
{
    const struct one *c = &ones[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_election *e, *again;
    ck_assert_int_eq(read_of(&e, NULL, arena, &c->csv, 1, c->columns,
                             (urne_ballot_policy){.budget = "30", .type = c->type},
                             &err),
                     URNE_OK);
    urne_str got = shown(arena, e);
    ck_assert_msg(urne_str_is(got, c->want), "%.*s", (int)got.n, got.p);
    ck_assert_uint_eq(e->budget, 3000);
    ck_assert_uint_eq(e->projects[1].cost, 2025);
    urne_str written = urne_pb_write(arena, e);
    ck_assert_int_eq(urne_pb_read(&again, NULL, arena, written, "g", &err), URNE_OK);
    ck_assert(urne_str_eq(shown(arena, again), got));
    urne_arena_free(arena);
}
END_TEST

/* What a policy does with ballots that cannot count. */
START_TEST(aside)
{
    const char *csv = "voter_id;vote;points\n1;A;x\n1;Z,B;1,2\n2;A,A;1,1\n";
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_findings f = urne_findings_new(arena);
    urne_election *e;
    urne_ballot_policy policy = {.budget = "30",
                                 .type = "cumulative",
                                 .voters_twice = true,
                                 .unknown_aside = true,
                                 .duplicate_aside = true,
                                 .form_aside = true};
    ck_assert_int_eq(read_of(&e, &f, arena, &csv, 1, NULL, policy, &err), URNE_OK);
    ck_assert(urne_str_is(shown(arena, e), "1:!form\n1:B=2!unknown-project\n"
                                           "2:A=1!duplicate-project\n"));
    ck_assert_uint_eq(urne_findings_count(&f, URNE_E_PB_VOTER_AGAIN), 1);
    ck_assert_uint_eq(urne_findings_count(&f, URNE_E_PB_ASIDE), 3);
    urne_arena_free(arena);
}
END_TEST

/* Two files: places of points, columns of both, and voters in both. */
START_TEST(two_files)
{
    const char *csv[] = {"voter_id;vote;points;age\n1;A;1;33\n",
                         "voter_id;vote;points;voting_method\n2;B;0.25;paper\n"};
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_election *e;
    urne_ballot_policy policy = {.budget = "30", .type = "cumulative"};
    ck_assert_int_eq(read_of(&e, NULL, arena, csv, 2, NULL, policy, &err), URNE_OK);
    ck_assert(urne_str_is(shown(arena, e), "1:A=1\n2:B=0.25\n"));
    ck_assert_uint_eq(e->n_files, 2);
    ck_assert_uint_eq(e->ballots[1].file, 1);
    ck_assert(urne_str_is(urne_ballot_cell(e, 0, "age"), "33"));
    ck_assert(urne_str_is(urne_ballot_cell(e, 0, "voting_method"), ""));
    ck_assert(urne_str_is(urne_ballot_cell(e, 1, "voting_method"), "paper"));
    ck_assert(urne_str_is(urne_election_meta(e, "num_votes"), "2"));
    csv[1] = "voter_id;vote;points\n2;B;1\n1;B;1\n";
    ck_assert_int_eq(read_of(&e, NULL, arena, csv, 2, NULL, policy, &err),
                     URNE_E_PB_VOTER_TWICE);
    ck_assert_uint_eq(err.diag[0].line, 3);
    urne_arena_free(arena);
}
END_TEST

/* A map is read as it is written, or refused. */
START_TEST(maps)
{
    static const char *const bad[] = {
        "", "voter", "voter=", "name=x", "project:=x", "vote=a,vote=b", "voter=a,"};
    urne_arena *arena = urne_arena_new();
    urne_role_map *map;
    size_t n;
    ck_assert_int_eq(
        urne_role_map_read(&map, &n, arena, "voter=a=b,project:1=x,project:2=x", NULL),
        URNE_OK);
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(map[0].column, "a=b");
    ck_assert_str_eq(map[1].role, "project");
    ck_assert_str_eq(map[2].project, "2");
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_int_eq(urne_role_map_read(&map, &n, arena, bad[i], NULL),
                         URNE_E_BALLOT_ROLE);
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"one_file", one_file, PROGRAM_COUNT(ones), 0},
        {"aside", aside, 0, 0},
        {"two_files", two_files, 0, 0},
        {"maps", maps, 0, 0},
    };
    return program_run("ballots_csv", tests, PROGRAM_COUNT(tests), 60);
}

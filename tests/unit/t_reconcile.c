/* model/reconcile: what is a difference and what is none, every way to resolve one and
 * every way that is refused, and the symmetry of the two keyings. */
#include "model/reconcile.h"
#include "oracle/box.h"
#include "oracle/program.h"

#define APPROVAL   URNE_VOTE_APPROVAL
#define CUMULATIVE URNE_VOTE_CUMULATIVE
#define ORDINAL    URNE_VOTE_ORDINAL

static urne_code reconcile(urne_reconciliation **out, const box *b, urne_vote_type type,
                           const char *one, const char *two, const char *resolutions,
                           urne_err *err)
{
    urne_keying_files f = {
        .batch = "batch", .ballot = "ballot", .vote = "vote", .points = "points"};
    f.type = type;
    f.path[0] = box_put(b, "a.csv", urne_str_of(one));
    f.path[1] = box_put(b, "b.csv", urne_str_of(two));
    if (resolutions != NULL) {
        f.resolutions = box_put(b, "r.csv", urne_str_of(resolutions));
    }
    *err = (urne_err)URNE_ERR_NONE;
    return urne_reconcile(out, b->arena, &f, err);
}

/* ---- what differs ---- */

#define HEAD "batch;ballot;vote\n"
#define WITH "batch;ballot;vote;points\n"

static const struct {
    urne_vote_type type;
    const char *a, *b;
    const char *want; /* "BATCH-BALLOT DIFFERENCE ..." */
} pairs[] = {
    {APPROVAL, HEAD, HEAD, ""},
    {APPROVAL, HEAD "L1;1;1,2\n", HEAD "L1;1;1,2\n", ""},
    {APPROVAL, HEAD "L1;1;2,1\n", HEAD "L1;1;1,2\n", ""},
    {ORDINAL, HEAD "L1;1;2,1\n", HEAD "L1;1;1,2\n", "L1-1 order "},
    {ORDINAL, HEAD "L1;1;2,1\n", HEAD "L1;1;2,1\n", ""},
    {ORDINAL, HEAD "L1;1;2,1\n", HEAD "L1;1;2,3\n", "L1-1 projects "},
    {APPROVAL, HEAD "L1;1; 1 , 2 \n", HEAD " L1 ;01;1,2\n", ""},
    {APPROVAL, HEAD "L1;1;01\n", HEAD "L1;1;1\n", "L1-1 projects "},
    {APPROVAL, HEAD "L1;1;1\n", HEAD "L1;1;1,1\n", "L1-1 projects "},
    {APPROVAL, HEAD "L1;1;1,1,2\n", HEAD "L1;1;1,2,2\n", "L1-1 projects "},
    {APPROVAL, HEAD "L1;1;1,2,1\n", HEAD "L1;1;1,1,2\n", ""},
    {APPROVAL, HEAD "L1;1;\n", HEAD "L1;1;\n", ""},
    {APPROVAL, HEAD "L1;1;\n", HEAD "L1;1;7\n", "L1-1 projects "},
    {APPROVAL, HEAD "L1;1;7\n", HEAD, "L1-1 only-a "},
    {APPROVAL, HEAD, HEAD "L1;1;7\n", "L1-1 only-b "},
    {APPROVAL, HEAD "L1;1;7\nL1;1;7\n", HEAD "L1;1;7\n", "L1-1 twice "},
    {APPROVAL, HEAD "L1;1;7\n", HEAD "L1;1;7\nL2;1;8\nL1;001;7\n",
     "L1-1 twice L2-1 only-b "},
    {APPROVAL, HEAD "L1;1;7\nL1;1;8\n", HEAD "L1;1;7\nL1;1;8\n", "L1-1 twice "},
    /* A number read wrongly is two differences. */
    {APPROVAL, HEAD "L1;1;7\nL1;2;8\n", HEAD "L1;1;7\nL1;3;8\n",
     "L1-2 only-a L1-3 only-b "},
    /* The order of rows is none. */
    {APPROVAL, HEAD "L2;1;7\nL10;1;5\nL1;2;8\n", HEAD "L1;2;8\nL10;1;6\nL2;1;6\n",
     "L2-1 projects L10-1 projects "},
    {CUMULATIVE, WITH "L1;1;1,2;3,4\n", WITH "L1;1;2,1;4,3\n", ""},
    {CUMULATIVE, WITH "L1;1;1,2;3,4\n", WITH "L1;1;1,2;4,3\n", "L1-1 points "},
    {CUMULATIVE, WITH "L1;1;1,2;3,4\n", WITH "L1;1;1,3;3,4\n", "L1-1 projects "},
    {CUMULATIVE, WITH "L1;1;1,2;3.0,04\n", WITH "L1;1;1,2;3, 4.00\n", ""},
    {CUMULATIVE, WITH "L1;1;1,2;3,4\n", WITH "L1;1;1,2;3\n", "L1-1 points "},
    {CUMULATIVE, WITH "L1;1;1,2;3\n", WITH "L1;1;1,2;3\n", ""},
    {CUMULATIVE, WITH "L1;1;1,2;x,4\n", WITH "L1;1;1,2;x,4\n", ""},
    {CUMULATIVE, WITH "L1;1;1,1;3,4\n", WITH "L1;1;1,1;4,3\n", ""},
    {CUMULATIVE, WITH "L1;1;;\n", WITH "L1;1;;\n", ""},
};

static const char *differences(const box *b, const urne_reconciliation *r)
{
    urne_buf buf = urne_buf_new(b->arena, 64);
    for (size_t i = 0; i < r->n_differences; i++) {
        const urne_paper *p = r->differences[i];
        urne_buf_add(&buf, p->batch);
        urne_buf_addc(&buf, '-');
        urne_buf_addu(&buf, p->ballot);
        urne_buf_addc(&buf, ' ');
        urne_buf_addz(&buf, urne_difference_name(p->difference));
        urne_buf_addc(&buf, ' ');
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

/* With the keyings exchanged, only "only" names change. */
static const char *exchanged(const box *b, const char *want)
{
    char *out = urne_arena_alloc(b->arena, strlen(want) + 1);
    memcpy(out, want, strlen(want));
    for (char *p = strstr(out, "only-"); p != NULL; p = strstr(p + 5, "only-")) {
        p[5] = p[5] == 'a' ? 'b' : 'a';
    }
    return out;
}

START_TEST(differing)
{
    box b = box_open();
    urne_reconciliation *r, *s;
    urne_err err;
    ck_assert_int_eq(
        reconcile(&r, &b, pairs[_i].type, pairs[_i].a, pairs[_i].b, NULL, &err),
        URNE_OK);
    ck_assert_str_eq(differences(&b, r), pairs[_i].want);
    ck_assert_uint_eq(r->open, r->n_differences);
    ck_assert_uint_eq(r->resolved, 0);
    ck_assert_int_eq(
        reconcile(&s, &b, pairs[_i].type, pairs[_i].b, pairs[_i].a, NULL, &err),
        URNE_OK);
    ck_assert_str_eq(differences(&b, s), exchanged(&b, pairs[_i].want));
    for (size_t i = 0; i < r->n_differences; i++) {
        ck_assert(urne_str_eq(r->differences[i]->case_id, s->differences[i]->case_id));
    }
    if (r->open == 0) {
        ck_assert(urne_str_eq(urne_reconciled_csv(b.arena, r),
                              urne_reconciled_csv(b.arena, s)));
    }
    box_close(&b);
}
END_TEST

/* H( L("paper case", batch, number) ), so that a resolution outlives a new keying. */
START_TEST(case_number)
{
    box b = box_open();
    urne_reconciliation *r;
    urne_err err;
    ck_assert_int_eq(
        reconcile(&r, &b, APPROVAL, HEAD "L1;007;1\n", HEAD "L1;7;2\n", NULL, &err),
        URNE_OK);
    urne_hex hex = urne_sha256_hex(URNE_STR("paper case\nL1\n7\n"));
    ck_assert_int_eq(r->n_differences, 1);
    ck_assert(urne_str_eq(r->differences[0]->case_id, (urne_str){hex.z, 12}));
    box_close(&b);
}
END_TEST

START_TEST(natural)
{
    static const char *const sorted[] = {"",   "0",   "00",  "01",  "1",   "2",
                                         "2a", "10",  "10a", "A",   "A-1", "L01",
                                         "L1", "L1x", "L2",  "L10", "a"};
    for (size_t i = 0; i < PROGRAM_COUNT(sorted); i++) {
        for (size_t j = 0; j < PROGRAM_COUNT(sorted); j++) {
            int c = urne_natural_cmp(urne_str_of(sorted[i]), urne_str_of(sorted[j]));
            int want = (i > j) - (i < j);
            ck_assert_msg((c > 0) - (c < 0) == want, "'%s' and '%s'", sorted[i],
                          sorted[j]);
        }
    }
}
END_TEST

START_TEST(totals)
{
    box b = box_open();
    urne_reconciliation *r;
    urne_err err;
    const char *one = HEAD "L1;1;1\nL1;2;2\nL1;3;3\nL2;1;1\nL2;1;1\n";
    const char *two = HEAD "L1;1;1\nL1;2;9\nL1;4;3\nL2;1;1\nL3;1;\n";
    ck_assert_int_eq(reconcile(&r, &b, APPROVAL, one, two, NULL, &err), URNE_OK);
    ck_assert_uint_eq(r->n_papers, 6);
    ck_assert_uint_eq(r->n_batches, 3);
    static const uint64_t want[3][6] = {
        {3, 3, 4, 1, 3, 3}, {2, 1, 1, 0, 1, 1}, {0, 1, 1, 0, 1, 1}};
    for (size_t i = 0; i < 3; i++) {
        const urne_paper_batch *p = &r->batches[i];
        const uint64_t seen[6] = {p->keyed[0], p->keyed[1],    p->ballots,
                                  p->kept,     p->differences, p->open};
        for (size_t k = 0; k < 6; k++) {
            ck_assert_msg(seen[k] == want[i][k], "batch %zu, number %zu", i, k);
        }
    }
    box_close(&b);
}
END_TEST

/* ---- resolving ---- */

/* Cases of HEAD "L1;1;1" against others; the id is put in place of '#'. */
static const char *with_id(const box *b, const char *text, const char *id)
{
    urne_buf buf = urne_buf_new(b->arena, 128);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '#') {
            urne_buf_addz(&buf, id);
        } else {
            urne_buf_addc(&buf, *p);
        }
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static const char *id_of(const box *b, const char *batch, const char *ballot)
{
    urne_hex hex = urne_to_hex(urne_hash_fields(
        3, URNE_STR("paper case"), urne_str_of(batch), urne_str_of(ballot)));
    return urne_str_z(b->arena, (urne_str){hex.z, 12});
}

#define KEEP  "case;keep;vote\n"
#define KEEPP "case;keep;vote;points\n"
#define OUT   "voter_id;vote;voting_method\n"
#define OUTP  "voter_id;vote;points;voting_method\n"

static const struct {
    urne_vote_type type;
    const char *a, *b, *resolutions, *want;
} resolved[] = {
    {APPROVAL, "1;1;2,1\n", "1;1;3\n", KEEP "#;a;\n", OUT "1-1;1,2;paper\n"},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;b;\n", OUT "1-1;2;paper\n"},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;vote;5, 4\n", OUT "1-1;4,5;paper\n"},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;vote;-\n", OUT "1-1;;paper\n"},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;drop;\n", OUT},
    {APPROVAL, "1;1;1\n", "", KEEP "#;a;\n", OUT "1-1;1;paper\n"},
    {APPROVAL, "1;1;1\n1;1;1\n", "", KEEP "#;a;\n", OUT "1-1;1;paper\n"},
    {APPROVAL, "", "1;1;2\n", KEEP "#;b;\n", OUT "1-1;2;paper\n"},
    {APPROVAL, "1;1;1\n1;1;2\n", "1;1;2\n", KEEP "#;b;\n", OUT "1-1;2;paper\n"},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP ";;\n#;a;\n#;;\n", OUT "1-1;1;paper\n"},
    {APPROVAL, "1;1;1\n1;2;9\n", "1;1;2\n1;2;9\n", KEEP "#;a;\n",
     OUT "1-1;1;paper\n1-2;9;paper\n"},
    {ORDINAL, "1;1;2,1\n", "1;1;1,2\n", KEEP "#;a;\n", OUT "1-1;2,1;paper\n"},
    {ORDINAL, "1;1;2,1\n", "1;1;1,2\n", KEEP "#;vote;3,2\n", OUT "1-1;3,2;paper\n"},
    {CUMULATIVE, "1;1;1;3\n", "1;1;1;4\n", KEEP "#;b;\n", OUTP "1-1;1;4;paper\n"},
    {CUMULATIVE, "1;1;1;3\n", "1;1;1;4\n", KEEPP "#;vote;2,1;5,6.50\n",
     OUTP "1-1;1,2;6.5,5;paper\n"},
    {CUMULATIVE, "1;1;1;3\n", "1;1;1;4\n", KEEPP "#;vote;-;\n", OUTP "1-1;;;paper\n"},
    {APPROVAL, "\"L;1\";1;1\n", "\"L;1\";1;1\n", KEEP, OUT "\"L;1-1\";1;paper\n"},
};

static const char *file_of(const box *b, urne_vote_type type, const char *rows)
{
    urne_buf buf = urne_buf_new(b->arena, 128);
    urne_buf_addz(&buf, urne_vote_type_points(type) ? WITH : HEAD);
    urne_buf_addz(&buf, rows);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

START_TEST(resolving)
{
    box b = box_open();
    urne_reconciliation *r, *again;
    urne_err err;
    urne_vote_type type = resolved[_i].type;
    const char *one = file_of(&b, type, resolved[_i].a);
    const char *two = file_of(&b, type, resolved[_i].b);
    const char *how = with_id(&b, resolved[_i].resolutions, id_of(&b, "1", "1"));
    ck_assert_int_eq(reconcile(&r, &b, type, one, two, how, &err), URNE_OK);
    ck_assert_uint_eq(r->open, 0);
    ck_assert_uint_eq(r->resolved, r->n_differences);
    ck_assert_str_eq(urne_str_z(b.arena, urne_reconciled_csv(b.arena, r)),
                     resolved[_i].want);
    /* The list of differences, once resolved, is a resolutions file that says so. */
    const char *list = urne_str_z(b.arena, urne_differences_csv(b.arena, r));
    ck_assert_int_eq(reconcile(&again, &b, type, one, two, list, &err), URNE_OK);
    ck_assert_str_eq(urne_str_z(b.arena, urne_reconciled_csv(b.arena, again)),
                     resolved[_i].want);
    ck_assert_str_eq(urne_str_z(b.arena, urne_differences_csv(b.arena, again)), list);
    box_close(&b);
}
END_TEST

/* One ballot of batch 1; # is its case. */
static const struct {
    urne_vote_type type;
    const char *a, *b, *resolutions;
    urne_code code;
    uint64_t line, column;
} refused[] = {
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;c;\n", URNE_E_BALLOT_KEEP, 2, 14},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;A;\n", URNE_E_BALLOT_KEEP, 2, 14},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;;1\n", URNE_E_BALLOT_KEEP, 2, 14},
    {APPROVAL, "1;1;1\n", "", KEEP "#;b;\n", URNE_E_BALLOT_KEEP, 2, 14},
    {APPROVAL, "", "1;1;1\n", KEEP "#;a;\n", URNE_E_BALLOT_KEEP, 2, 14},
    {APPROVAL, "1;1;1\n1;1;2\n", "1;1;2\n", KEEP "#;a;\n", URNE_E_BALLOT_KEEP, 2, 14},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;a;1\n", URNE_E_BALLOT_VOTE, 2, 16},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;drop;1\n", URNE_E_BALLOT_VOTE, 2, 19},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;vote;\n", URNE_E_BALLOT_VOTE, 2, 19},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;vote;1,,2\n", URNE_E_BALLOT_PROJECT, 2,
     19},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEPP "#;vote;1;3\n", URNE_E_BALLOT_VOTE, 2, 21},
    {CUMULATIVE, "1;1;1;3\n", "1;1;1;4\n", KEEP "#;vote;1\n", URNE_E_BALLOT_VOTE, 2,
     19},
    {CUMULATIVE, "1;1;1;3\n", "1;1;1;4\n", KEEPP "#;vote;-;3\n", URNE_E_BALLOT_VOTE, 2,
     21},
    {CUMULATIVE, "1;1;1;3\n", "1;1;1;4\n", KEEPP "#;a;;3\n", URNE_E_BALLOT_VOTE, 2, 17},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;a;\n#;a;\n", URNE_E_BALLOT_RESOLVED_TWICE,
     3, 1},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;a;\nffffffffffff;a;\n", URNE_E_BALLOT_CASE,
     3, 1},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP ";a;\n", URNE_E_BALLOT_CASE, 2, 1},
    {APPROVAL, "1;1;1\n", "1;1;1\n", KEEP "#;a;\n", URNE_E_BALLOT_AGREED, 2, 1},
    {APPROVAL, "1;1;1\n", "1;1;2\n", "case;keep\n#;a\n", URNE_E_CSV_COLUMN, 1, 0},
    {APPROVAL, "1;1;1\n", "1;1;2\n", "case;keep;vote;keep\n#;a;;\n", URNE_E_CSV_TWICE,
     1, 16},
    {APPROVAL, "1;1;1\n", "1;1;2\n", KEEP "#;vote;e\xcc\x81\n", URNE_E_TEXT_NFC, 2, 19},
    {APPROVAL, ";1;1\n", "1;1;2\n", NULL, URNE_E_BALLOT_BATCH, 2, 1},
    {APPROVAL, "1;1;2\n", " ;1;1\n", NULL, URNE_E_BALLOT_BATCH, 2, 1},
    {APPROVAL, "1;;1\n", "1;1;2\n", NULL, URNE_E_BALLOT_NUMBER, 2, 3},
    {APPROVAL, "1;x;1\n", "1;1;2\n", NULL, URNE_E_BALLOT_NUMBER, 2, 3},
    {APPROVAL, "1;-1;1\n", "1;1;2\n", NULL, URNE_E_BALLOT_NUMBER, 2, 3},
    {APPROVAL, "1;1000000000;1\n", "1;1;2\n", NULL, URNE_E_BALLOT_NUMBER, 2, 3},
    {APPROVAL, "1;1;,1\n", "1;1;2\n", NULL, URNE_E_BALLOT_PROJECT, 2, 5},
    {APPROVAL, "1;1;1,\n", "1;1;2\n", NULL, URNE_E_BALLOT_PROJECT, 2, 5},
    {APPROVAL, "1;1;1, ,2\n", "1;1;2\n", NULL, URNE_E_BALLOT_PROJECT, 2, 5},
    {APPROVAL, "1;1;e\xcc\x81\n", "1;1;2\n", NULL, URNE_E_TEXT_NFC, 2, 5},
};

START_TEST(refusals)
{
    box b = box_open();
    urne_reconciliation *r;
    urne_err err;
    urne_vote_type type = refused[_i].type;
    const char *how = refused[_i].resolutions;
    how = how == NULL ? NULL : with_id(&b, how, id_of(&b, "1", "1"));
    urne_code code = reconcile(&r, &b, type, file_of(&b, type, refused[_i].a),
                               file_of(&b, type, refused[_i].b), how, &err);
    ck_assert_int_eq(code, refused[_i].code);
    ck_assert_int_eq(err.diag[0].code, code);
    ck_assert_uint_eq(err.diag[0].line, refused[_i].line);
    ck_assert_uint_eq(err.diag[0].column, refused[_i].column);
    ck_assert_int_eq(urne_code_get(code)->exit, 3);
    box_close(&b);
}
END_TEST

/* Points that the type does not have, or lacks, or that make the type. */
START_TEST(points_column)
{
    box b = box_open();
    urne_reconciliation *r;
    urne_err err;
    ck_assert_int_eq(
        reconcile(&r, &b, APPROVAL, WITH "1;1;1;1\n", HEAD "1;1;1\n", NULL, &err),
        URNE_E_BALLOT_POINTS);
    ck_assert_int_eq(
        reconcile(&r, &b, CUMULATIVE, WITH "1;1;1;1\n", HEAD "1;1;1\n", NULL, &err),
        URNE_E_CSV_COLUMN);
    urne_keying_files f = {.batch = "batch",
                           .ballot = "ballot",
                           .vote = "vote",
                           .points = "points",
                           .guess = true};
    f.path[0] = box_put(&b, "a.csv", URNE_STR(WITH "1;1;1;1\n"));
    f.path[1] = box_put(&b, "b.csv", URNE_STR(WITH "1;1;1;1.0\n"));
    ck_assert_int_eq(urne_reconcile(&r, b.arena, &f, NULL), URNE_OK);
    ck_assert_int_eq(r->type, CUMULATIVE);
    f.path[0] = box_put(&b, "c.csv", URNE_STR(HEAD "1;1;1\n"));
    ck_assert_int_eq(urne_reconcile(&r, b.arena, &f, NULL), URNE_E_BALLOT_POINTS);
    f.path[0] = f.path[1];
    ck_assert_int_eq(urne_reconcile(&r, b.arena, &f, NULL), URNE_E_BALLOT_ONE_FILE);
    box_close(&b);
}
END_TEST

/* Faults of both files are said at once. */
START_TEST(all_faults)
{
    box b = box_open();
    urne_reconciliation *r;
    urne_err err;
    ck_assert_int_eq(reconcile(&r, &b, APPROVAL, HEAD ";1;1\n1;x;1\n",
                               HEAD "1;1;1,,1\n", NULL, &err),
                     URNE_E_BALLOT_BATCH);
    ck_assert_uint_eq(err.count, 3);
    ck_assert_int_eq(err.diag[1].code, URNE_E_BALLOT_NUMBER);
    ck_assert_int_eq(err.diag[2].code, URNE_E_BALLOT_PROJECT);
    box_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"differing", differing, PROGRAM_COUNT(pairs), 0},
        {"case_number", case_number, 0, 0},
        {"natural", natural, 0, 0},
        {"totals", totals, 0, 0},
        {"resolving", resolving, PROGRAM_COUNT(resolved), 0},
        {"refusals", refusals, PROGRAM_COUNT(refused), 0},
        {"points_column", points_column, 0, 0},
        {"all_faults", all_faults, 0, 0},
    };
    return program_run("reconcile", tests, PROGRAM_COUNT(tests), 60);
}

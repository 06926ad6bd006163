#include "model/reconcile.h"

#include "crypto/hash.h"

#include <stdlib.h>

enum { CASE_HEX = 12 };

const char *urne_difference_name(urne_difference difference)
{
    static const char *const names[] = {"none",     "twice", "only-a", "only-b",
                                        "projects", "order", "points"};
    return names[difference];
}

const char *urne_keep_name(urne_keep keep)
{
    static const char *const names[] = {"", "a", "b", "vote", "drop"};
    return names[keep];
}

urne_str urne_paper_case(urne_arena *arena, const urne_paper *paper)
{
    urne_hex hex = urne_to_hex(urne_hash_fields(3, URNE_STR("paper case"), paper->batch,
                                                urne_str_of(URNE_DEC(paper->ballot))));
    return urne_str_dup(arena, (urne_str){hex.z, CASE_HEX});
}

/* ---- comparing ---- */

static urne_str *sorted_ids(urne_arena *scratch, const urne_typed *t)
{
    urne_str *ids = urne_arena_array(scratch, t->n + 1, sizeof *ids);
    if (t->n > 0) {
        memcpy(ids, t->ids, t->n * sizeof *ids);
        qsort(ids, t->n, sizeof *ids, urne_str_cmp_void);
    }
    return ids;
}

static bool same_projects(urne_arena *scratch, const urne_typed *a, const urne_typed *b)
{
    urne_typed x = {.ids = sorted_ids(scratch, a), .n = a->n};
    urne_typed y = {.ids = sorted_ids(scratch, b), .n = b->n};
    return urne_typed_same(&x, &y);
}

static bool same_sequence(const urne_typed *a, const urne_typed *b)
{
    urne_typed x = {.ids = a->ids, .n = a->n}, y = {.ids = b->ids, .n = b->n};
    return urne_typed_same(&x, &y);
}

static urne_difference difference_of(urne_arena *scratch, const urne_paper *p,
                                     urne_vote_type type)
{
    if (p->n[URNE_KEYING_A] > 1 || p->n[URNE_KEYING_B] > 1) {
        return URNE_DIFFERENCE_TWICE;
    }
    if (p->n[URNE_KEYING_B] == 0) {
        return URNE_DIFFERENCE_ONLY_A;
    }
    if (p->n[URNE_KEYING_A] == 0) {
        return URNE_DIFFERENCE_ONLY_B;
    }
    const urne_typed *a = &p->keyed[URNE_KEYING_A]->typed;
    const urne_typed *b = &p->keyed[URNE_KEYING_B]->typed;
    if (urne_typed_same(a, b)) {
        return URNE_DIFFERENCE_NONE;
    }
    if (!same_projects(scratch, a, b)) {
        return URNE_DIFFERENCE_PROJECTS;
    }
    return type == URNE_VOTE_ORDINAL && !same_sequence(a, b) ? URNE_DIFFERENCE_ORDER
                                                             : URNE_DIFFERENCE_POINTS;
}

/* ---- putting the lines of the two keyings together ---- */

typedef struct merging {
    urne_keyed *lines[URNE_KEYINGS];
    size_t n[URNE_KEYINGS], at[URNE_KEYINGS];
} merging;

static int cmp_ballot(const urne_keyed *a, const urne_keyed *b)
{
    int c = urne_natural_cmp(a->batch, b->batch);
    return c != 0 ? c : (a->ballot > b->ballot) - (a->ballot < b->ballot);
}

/* The lowest ballot that is left, with its lines; false when none is left. */
static bool next_paper(merging *m, urne_paper *out)
{
    urne_keyed least = {.line = 0}; /* lines count from 1 */
    for (size_t k = 0; k < URNE_KEYINGS; k++) {
        if (m->at[k] < m->n[k]) {
            const urne_keyed *here = &m->lines[k][m->at[k]];
            least = least.line == 0 || cmp_ballot(here, &least) < 0 ? *here : least;
        }
    }
    if (least.line == 0) {
        return false;
    }
    *out = (urne_paper){.batch = least.batch, .ballot = least.ballot};
    for (size_t k = 0; k < URNE_KEYINGS; k++) {
        out->keyed[k] = m->lines[k] + m->at[k];
        while (m->at[k] < m->n[k] && cmp_ballot(&m->lines[k][m->at[k]], &least) == 0) {
            m->at[k]++;
            out->n[k]++;
        }
    }
    return true;
}

static void merge(urne_reconciliation *r, urne_arena *arena, merging *m)
{
    urne_arena *scratch = urne_arena_new();
    size_t most = m->n[URNE_KEYING_A] + m->n[URNE_KEYING_B];
    r->papers = urne_arena_array(arena, most + 1, sizeof *r->papers);
    r->differences = urne_arena_array(arena, most + 1, sizeof(urne_paper *));
    while (next_paper(m, &r->papers[r->n_papers])) {
        urne_paper *p = &r->papers[r->n_papers++];
        p->difference = difference_of(scratch, p, r->type);
        p->case_id = URNE_STR("");
        if (p->difference != URNE_DIFFERENCE_NONE) {
            p->case_id = urne_paper_case(arena, p);
            r->differences[r->n_differences++] = p;
        }
    }
    urne_arena_free(scratch);
}

/* ---- totals ---- */

static bool counts(const urne_paper *p)
{
    return p->difference == URNE_DIFFERENCE_NONE ||
           (p->keep != URNE_KEEP_OPEN && p->keep != URNE_KEEP_DROP);
}

static void total(urne_reconciliation *r, urne_arena *arena)
{
    r->batches = urne_arena_array(arena, r->n_papers + 1, sizeof *r->batches);
    for (size_t i = 0; i < r->n_papers; i++) {
        const urne_paper *p = &r->papers[i];
        if (i == 0 || !urne_str_eq(p->batch, p[-1].batch)) {
            r->batches[r->n_batches++].name = p->batch;
        }
        urne_paper_batch *b = &r->batches[r->n_batches - 1];
        bool differs = p->difference != URNE_DIFFERENCE_NONE;
        bool open = differs && p->keep == URNE_KEEP_OPEN;
        b->keyed[URNE_KEYING_A] += p->n[URNE_KEYING_A];
        b->keyed[URNE_KEYING_B] += p->n[URNE_KEYING_B];
        b->ballots++;
        b->kept += counts(p);
        b->differences += differs;
        b->open += open;
        r->open += open;
        r->resolved += differs && !open;
    }
}

urne_code urne_reconcile(urne_reconciliation **out, urne_arena *arena,
                         const urne_keying_files *files, urne_err *err)
{
    urne_reconciliation *r = urne_arena_alloc(arena, sizeof *r);
    merging m = {.n = {0, 0}};
    urne_code code = URNE_OK;
    r->type = files->type;
    if (strcmp(files->path[URNE_KEYING_A], files->path[URNE_KEYING_B]) == 0) {
        return urne_fail(err, URNE_E_BALLOT_ONE_FILE,
                         URNE_IN(files->path[URNE_KEYING_A]), NULL);
    }
    for (size_t k = 0; k < URNE_KEYINGS; k++) {
        urne_code c =
            urne_keying_read(&m.lines[k], &m.n[k], arena, files, k, &r->type, err);
        code = code == URNE_OK ? c : code;
    }
    URNE_TRY(code);
    merge(r, arena, &m);
    if (files->resolutions != NULL) {
        URNE_TRY(urne_resolutions_read(r, arena, files, err));
    }
    total(r, arena);
    *out = r;
    return URNE_OK;
}

/* ---- writing ---- */

static urne_str join(urne_arena *arena, const urne_str *parts, size_t n)
{
    urne_buf buf = urne_buf_new(arena, 32);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            urne_buf_addc(&buf, ',');
        }
        urne_buf_add(&buf, parts[i]);
    }
    return urne_buf_str(&buf);
}

urne_str urne_typed_vote(urne_arena *arena, const urne_typed *typed)
{
    return join(arena, typed->ids, typed->n);
}

urne_str urne_typed_points(urne_arena *arena, const urne_typed *typed)
{
    return join(arena, typed->points, typed->n_points);
}

/* What counts of a paper that counts. */
static const urne_typed * final(const urne_paper *p)
{
    return p->keep == URNE_KEEP_VOTE ? &p->vote
           : p->keep == URNE_KEEP_B  ? &p->keyed[URNE_KEYING_B]->typed
                                     : &p->keyed[URNE_KEYING_A]->typed;
}

urne_str urne_reconciled_csv(urne_arena *arena, const urne_reconciliation *r)
{
    bool points = urne_vote_type_points(r->type);
    urne_buf buf = urne_buf_new(arena, 4096);
    urne_arena *scratch = urne_arena_new();
    urne_buf_addz(&buf, points ? "voter_id;vote;points;voting_method\n"
                               : "voter_id;vote;voting_method\n");
    for (size_t i = 0; i < r->n_papers; i++) {
        const urne_paper *p = &r->papers[i];
        if (!counts(p)) {
            continue;
        }
        urne_buf voter = urne_buf_new(scratch, 32);
        urne_buf_add(&voter, p->batch);
        urne_buf_addc(&voter, '-');
        urne_buf_addu(&voter, p->ballot);
        urne_csv_put(&buf, urne_buf_str(&voter), ';');
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, urne_typed_vote(scratch, final(p)), ';');
        if (points) {
            urne_buf_addc(&buf, ';');
            urne_csv_put(&buf, urne_typed_points(scratch, final(p)), ';');
        }
        urne_buf_addz(&buf, ";paper\n");
    }
    urne_arena_free(scratch);
    return urne_buf_str(&buf);
}

#include "model/reconcile.h"

#include <stdlib.h>

enum { CASE, KEEP, VOTE, POINTS, COLUMNS };

typedef struct resolving {
    urne_reconciliation *r;
    urne_arena *arena;
    urne_csv csv;
    size_t column[COLUMNS]; /* POINTS: SIZE_MAX when the file has none */
    urne_paper **by_case;
    uint64_t *lines; /* beside by_case: where it was resolved, or 0 */
    urne_code first;
    urne_err *err;
} resolving;

static int cmp_case(const void *x, const void *y)
{
    const urne_paper *const *a = x, *const *b = y;
    int c = urne_str_cmp((*a)->case_id, (*b)->case_id);
    return c != 0 ? c : (*a > *b) - (*a < *b);
}

/* Index in by_case, or SIZE_MAX. */
static size_t find(const resolving *v, urne_str id)
{
    size_t lo = 0, hi = v->r->n_differences;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = urne_str_cmp(v->by_case[mid]->case_id, id);
        if (c == 0) {
            return mid;
        }
        if (c < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return SIZE_MAX;
}

static urne_place place(const resolving *v, uint64_t line, size_t column)
{
    return urne_csv_place(&v->csv, line, v->column[column], 0);
}

/* A keying can be kept when it says one thing about the ballot. */
static bool says_one(const urne_paper *p, size_t keying)
{
    for (size_t i = 1; i < p->n[keying]; i++) {
        if (!urne_typed_same(&p->keyed[keying][0].typed, &p->keyed[keying][i].typed)) {
            return false;
        }
    }
    return p->n[keying] > 0;
}

static bool may_keep(const urne_paper *p, urne_keep keep)
{
    switch (keep) {
    case URNE_KEEP_A:
        return says_one(p, URNE_KEYING_A);
    case URNE_KEEP_B:
        return says_one(p, URNE_KEYING_B);
    case URNE_KEEP_VOTE:
    case URNE_KEEP_DROP:
        return true;
    case URNE_KEEP_OPEN:
        break;
    }
    return false;
}

static urne_code take_keep(const resolving *v, urne_paper *p, uint64_t line,
                           urne_str word)
{
    urne_buf allowed = urne_buf_new(v->arena, 32);
    for (unsigned k = URNE_KEEP_A; k <= URNE_KEEP_DROP; k++) {
        if (!may_keep(p, (urne_keep)k)) {
            continue;
        }
        if (urne_str_is(word, urne_keep_name((urne_keep)k))) {
            p->keep = (urne_keep)k;
            return URNE_OK;
        }
        urne_buf_addz(&allowed, allowed.n > 0 ? ", " : "");
        urne_buf_addz(&allowed, urne_keep_name((urne_keep)k));
    }
    return urne_fail(v->err, URNE_E_BALLOT_KEEP, place(v, line, KEEP), URNE_SHOW(word),
                     URNE_SHOW(urne_buf_str(&allowed)), NULL);
}

/* "-" is a blank ballot, so that a vote that was forgotten is not taken for one. */
static urne_code take_vote(const resolving *v, urne_paper *p, uint64_t line,
                           const urne_str *cell)
{
    bool typed = p->keep == URNE_KEEP_VOTE;
    bool blank = urne_str_is(cell[VOTE], "-");
    bool points = urne_vote_type_points(v->r->type);
    const char *why = NULL;
    size_t column = VOTE;
    if (!typed && (cell[VOTE].n > 0 || cell[POINTS].n > 0)) {
        column = cell[VOTE].n > 0 ? VOTE : POINTS;
        why = N_("only 'vote' takes a vote typed a third time");
    } else if (typed && cell[VOTE].n == 0) {
        why = N_("'vote' needs the vote typed a third time, or - for a blank ballot");
    } else if (typed && cell[POINTS].n > 0 && (!points || blank)) {
        column = POINTS;
        why = N_("this ballot takes no points");
    } else if (typed && cell[POINTS].n == 0 && points && !blank) {
        why = N_("the points must be typed too");
    }
    if (why != NULL) {
        return urne_fail(v->err, URNE_E_BALLOT_VOTE, place(v, line, column),
                         URNE_SHOW(cell[column]), urne_keep_name(p->keep), why, NULL);
    }
    urne_str vote = blank ? URNE_STR("") : cell[VOTE];
    if (typed && !urne_typed_read(&p->vote, v->arena, vote, cell[POINTS], v->r->type)) {
        return urne_fail(v->err, URNE_E_BALLOT_PROJECT, place(v, line, VOTE),
                         URNE_SHOW(cell[VOTE]), NULL);
    }
    return URNE_OK;
}

static urne_code no_difference(const resolving *v, uint64_t line, urne_str id)
{
    urne_arena *scratch = urne_arena_new();
    urne_code code = URNE_E_BALLOT_CASE;
    const urne_paper *p = NULL;
    for (size_t i = 0; i < v->r->n_papers && code == URNE_E_BALLOT_CASE; i++) {
        p = &v->r->papers[i];
        code = urne_str_eq(urne_paper_case(scratch, p), id) ? URNE_E_BALLOT_AGREED
                                                            : URNE_E_BALLOT_CASE;
    }
    urne_arena_free(scratch);
    if (code == URNE_E_BALLOT_CASE) {
        return urne_fail(v->err, code, place(v, line, CASE), URNE_SHOW(id), NULL);
    }
    return urne_fail(v->err, code, place(v, line, CASE), URNE_SHOW(id),
                     URNE_SHOW(p->batch), URNE_DEC(p->ballot), NULL);
}

static urne_code take_line(resolving *v, uint64_t line, const urne_str *fields)
{
    urne_str cell[COLUMNS] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t c = v->column[i];
        if (c != SIZE_MAX) {
            URNE_TRY(urne_keyed_cell(&cell[i], v->arena, &v->csv, line, c, fields[c],
                                     v->err));
        }
    }
    if (cell[KEEP].n == 0 && cell[VOTE].n == 0 && cell[POINTS].n == 0) {
        return URNE_OK; /* a line of the list of differences, not filled in yet */
    }
    size_t at = find(v, cell[CASE]);
    if (at == SIZE_MAX) {
        return no_difference(v, line, cell[CASE]);
    }
    if (v->lines[at] != 0) {
        return urne_fail(v->err, URNE_E_BALLOT_RESOLVED_TWICE, place(v, line, CASE),
                         URNE_SHOW(cell[CASE]), NULL);
    }
    v->lines[at] = line;
    URNE_TRY(take_keep(v, v->by_case[at], line, cell[KEEP]));
    return take_vote(v, v->by_case[at], line, cell);
}

static void on_line(void *data, uint64_t line, const urne_str *fields)
{
    resolving *v = data;
    urne_code code = take_line(v, line, fields);
    v->first = v->first == URNE_OK ? code : v->first;
}

urne_code urne_resolutions_read(urne_reconciliation *r, urne_arena *arena,
                                const urne_keying_files *files, urne_err *err)
{
    static const char *const names[] = {"case", "keep", "vote", "points"};
    resolving v = {.r = r, .arena = arena, .err = err};
    URNE_TRY(urne_csv_load(&v.csv, NULL, arena, files->resolutions, err));
    for (size_t i = 0; i < COLUMNS; i++) {
        urne_str name = urne_str_of(names[i]);
        v.column[i] = urne_csv_find(&v.csv, name);
        if (i != POINTS || v.column[i] != SIZE_MAX) {
            URNE_TRY(urne_csv_column(&v.column[i], &v.csv, name, err));
        }
    }
    size_t n = r->n_differences;
    v.by_case = urne_arena_array(arena, n + 1, sizeof(urne_paper *));
    v.lines = urne_arena_array(arena, n + 1, sizeof *v.lines);
    if (n > 0) {
        memcpy(v.by_case, r->differences, n * sizeof(urne_paper *));
        qsort(v.by_case, n, sizeof(urne_paper *), cmp_case);
    }
    urne_csv_each(&v.csv, NULL, on_line, &v);
    return v.first;
}

/* ---- the list of differences ---- */

const char urne_differences_start[] = "\xEF\xBB\xBF"
                                      "case;batch;ballot;difference;line-a;vote-a;";

/* More lines than this say no more: a file with one number for all its ballots must
 * still make a list that can be read. */
enum { SAID_LINES = 8 };

static void put_part(urne_buf *buf, urne_str part, size_t i, size_t n)
{
    urne_buf_addz(buf, i > 0 ? " / " : "");
    urne_buf_add(buf, n > 1 && part.n == 0 ? URNE_STR("-") : part);
}

urne_said urne_paper_said(urne_arena *arena, const urne_paper *paper, size_t keying)
{
    size_t n = paper->n[keying];
    bool points = false;
    urne_buf said[3];
    for (size_t i = 0; i < 3; i++) {
        said[i] = urne_buf_new(arena, 16);
    }
    for (size_t i = 0; i < n && i < SAID_LINES; i++) {
        const urne_keyed *k = &paper->keyed[keying][i];
        put_part(&said[0], urne_str_of(URNE_DEC(k->line)), i, n);
        put_part(&said[1], urne_typed_vote(arena, &k->typed), i, n);
        put_part(&said[2], urne_typed_points(arena, &k->typed), i, n);
        points = points || k->typed.n_points > 0;
    }
    for (size_t i = 0; i < 3 && n > SAID_LINES; i++) {
        put_part(&said[i], URNE_STR("..."), SAID_LINES, n);
    }
    return (urne_said){urne_buf_str(&said[0]), urne_buf_str(&said[1]),
                       points ? urne_buf_str(&said[2]) : URNE_STR("")};
}

static void put_keying(urne_buf *buf, urne_arena *scratch, const urne_paper *p,
                       size_t keying, bool points)
{
    urne_said said = urne_paper_said(scratch, p, keying);
    urne_buf_add(buf, said.lines);
    urne_buf_addc(buf, ';');
    urne_csv_put(buf, said.vote, ';');
    urne_buf_addc(buf, ';');
    if (points) {
        urne_csv_put(buf, said.points, ';');
        urne_buf_addc(buf, ';');
    }
}

static void put_decision(urne_buf *buf, urne_arena *scratch, const urne_paper *p,
                         bool points)
{
    bool typed = p->keep == URNE_KEEP_VOTE, blank = typed && p->vote.n == 0;
    urne_buf_addz(buf, urne_keep_name(p->keep));
    urne_buf_addc(buf, ';');
    if (typed) {
        urne_csv_put(buf, blank ? URNE_STR("-") : urne_typed_vote(scratch, &p->vote),
                     ';');
    }
    if (points) {
        urne_buf_addc(buf, ';');
        urne_csv_put(buf, typed ? urne_typed_points(scratch, &p->vote) : URNE_STR(""),
                     ';');
    }
    urne_buf_addz(buf, "\r\n");
}

urne_str urne_differences_csv(urne_arena *arena, const urne_reconciliation *r)
{
    bool points = urne_vote_type_points(r->type);
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_arena *scratch = urne_arena_new();
    urne_buf_addz(&buf, urne_differences_start);
    urne_buf_addz(&buf, points ? "points-a;line-b;vote-b;points-b;keep;vote;points\r\n"
                               : "line-b;vote-b;keep;vote\r\n");
    for (size_t i = 0; i < r->n_differences; i++) {
        const urne_paper *p = r->differences[i];
        urne_buf_add(&buf, p->case_id);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, p->batch, ';');
        urne_buf_addc(&buf, ';');
        urne_buf_addu(&buf, p->ballot);
        urne_buf_addc(&buf, ';');
        urne_buf_addz(&buf, urne_difference_name(p->difference));
        urne_buf_addc(&buf, ';');
        put_keying(&buf, scratch, p, URNE_KEYING_A, points);
        put_keying(&buf, scratch, p, URNE_KEYING_B, points);
        put_decision(&buf, scratch, p, points);
    }
    urne_arena_free(scratch);
    return urne_buf_str(&buf);
}

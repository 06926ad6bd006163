#include "model/validity.h"

#include "codec/csv.h"

#include <stdlib.h>

static const char *const twice_names[] = {"none", "first", "last", "paper-then-first",
                                          "paper-then-last"};
enum { TWICE = sizeof twice_names / sizeof *twice_names };

const char *urne_voter_twice_name(urne_voter_twice twice)
{
    return twice_names[twice];
}

bool urne_voter_twice_parse(urne_str name, urne_voter_twice *out)
{
    for (unsigned i = 0; i < TWICE; i++) {
        if (urne_str_is(name, twice_names[i])) {
            *out = (urne_voter_twice)i;
            return true;
        }
    }
    return false;
}

urne_validity urne_validity_default(void)
{
    return (urne_validity){.projects = URNE_NO_LIMITS,
                           .points = URNE_NO_LIMITS,
                           .sum_points = URNE_NO_LIMITS,
                           .cost = URNE_NO_LIMITS,
                           .paper = URNE_STR("paper"),
                           .age_cell = "age",
                           .residence_cell = "residence",
                           .method_cell = "method"};
}

/* ---- one ballot ---- */

/* Cuts at most three digits off the front; false when there is none or more follow. */
static bool cut_age(urne_str *s, uint64_t *out)
{
    size_t n = 0;
    uint64_t v = 0;
    for (; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++) {
        if (n == 3) {
            return false;
        }
        v = v * 10 + (uint64_t)(s->p[n] - '0');
    }
    *s = urne_str_slice(*s, n, s->n);
    *out = v;
    return n > 0;
}

bool urne_age_read(urne_str text, uint64_t *out)
{
    uint64_t low, high;
    if (!cut_age(&text, &low)) {
        return false;
    }
    bool more = text.n == 1 && text.p[0] == '+';
    if (text.n > 0 && text.p[0] == '-') {
        text = urne_str_slice(text, 1, text.n);
        more = cut_age(&text, &high) && text.n == 0 && low <= high;
    } else if (text.n == 0) {
        more = true;
    }
    if (more) {
        *out = low;
    }
    return more;
}

static bool among(urne_str s, const urne_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_eq(s, list[i])) {
            return true;
        }
    }
    return false;
}

static bool within(uint64_t v, urne_limits limits)
{
    return v >= limits.least && v <= limits.most;
}

/* A sum beyond 64 bits is as good as the largest. */
static uint64_t add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Columns of the cells, SIZE_MAX where the files do not have one. */
typedef struct columns {
    size_t age, residence, method;
} columns;

static size_t column_of(const urne_election *e, const char *name)
{
    for (size_t i = 0; i < e->n_ballot_columns; i++) {
        if (urne_str_is(e->ballot_columns[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static urne_str cell_of(const urne_ballot *b, size_t column)
{
    return column == SIZE_MAX ? URNE_STR("") : b->cells[column];
}

static urne_aside voter_fault(const urne_ballot *b, const urne_validity *v,
                              const columns *c)
{
    urne_str method = cell_of(b, c->method);
    uint64_t age;
    if (v->n_methods > 0 && !among(method, v->methods, v->n_methods)) {
        return URNE_ASIDE_METHOD;
    }
    if (among(method, v->in_person, v->n_in_person)) {
        return URNE_BALLOT_VALID;
    }
    if (v->age > 0 && (!urne_age_read(cell_of(b, c->age), &age) || age < v->age)) {
        return URNE_ASIDE_AGE;
    }
    if (v->n_residences > 0 &&
        !among(cell_of(b, c->residence), v->residences, v->n_residences)) {
        return URNE_ASIDE_RESIDENCE;
    }
    return URNE_BALLOT_VALID;
}

static urne_aside vote_fault(const urne_election *e, const urne_ballot *b,
                             const urne_validity *v)
{
    if (b->n_marks < v->projects.least) {
        return URNE_ASIDE_TOO_FEW;
    }
    if (b->n_marks > v->projects.most) {
        return URNE_ASIDE_TOO_MANY;
    }
    uint64_t points = 0, cost = 0;
    bool good = true;
    for (size_t i = 0; i < b->n_marks; i++) {
        const urne_mark *m = &b->marks[i];
        good = good && within(m->points, v->points);
        points = add(points, m->points);
        cost = add(cost, e->projects[m->project].cost);
    }
    if (urne_vote_type_points(e->type) && !(good && within(points, v->sum_points))) {
        return URNE_ASIDE_POINTS;
    }
    return within(cost, v->cost) ? URNE_BALLOT_VALID : URNE_ASIDE_COST;
}

/* ---- several ballots of one voter ---- */

typedef struct cast {
    const urne_ballot *ballot;
    size_t index;
    bool paper;
} cast;

/* By voter, then by file, line and, for a reader that has no lines, index. */
static int cmp_cast(const void *x, const void *y)
{
    const cast *a = x, *b = y;
    const urne_ballot *p = a->ballot, *q = b->ballot;
    int c = urne_str_cmp(p->voter, q->voter);
    c = c != 0 ? c : (p->file > q->file) - (p->file < q->file);
    c = c != 0 ? c : (p->line > q->line) - (p->line < q->line);
    return c != 0 ? c : (a->index > b->index) - (a->index < b->index);
}

/* The one that counts of n casts of a voter, in their order. */
static size_t chosen(const cast *casts, size_t n, urne_voter_twice twice)
{
    bool first = twice == URNE_TWICE_FIRST || twice == URNE_TWICE_PAPER_FIRST;
    bool beats = twice == URNE_TWICE_PAPER_FIRST || twice == URNE_TWICE_PAPER_LAST;
    size_t best = 0;
    for (size_t i = 1; i < n; i++) {
        bool level = !beats || casts[i].paper == casts[best].paper;
        if (level ? !first : casts[i].paper) {
            best = i;
        }
    }
    return best;
}

static void set_duplicates(urne_election *e, const urne_validity *v, const columns *c)
{
    urne_arena *scratch = urne_arena_new();
    cast *casts = urne_arena_array(scratch, e->n_ballots + 1, sizeof *casts);
    size_t n = 0;
    for (size_t i = 0; i < e->n_ballots; i++) {
        const urne_ballot *b = &e->ballots[i];
        /* Nobody's ballot is not the same nobody's. */
        if (b->aside == URNE_BALLOT_VALID && b->voter.n > 0) {
            casts[n++] = (cast){b, i, urne_str_eq(cell_of(b, c->method), v->paper)};
        }
    }
    qsort(casts, n, sizeof *casts, cmp_cast);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1;
             to < n && urne_str_eq(casts[to].ballot->voter, casts[from].ballot->voter);
             to++) {
        }
        size_t keep = from + chosen(casts + from, to - from, v->twice);
        for (size_t i = from; i < to; i++) {
            if (i != keep) {
                e->ballots[casts[i].index].aside = URNE_ASIDE_DUPLICATE;
            }
        }
    }
    urne_arena_free(scratch);
}

void urne_validity_apply(urne_election *e, const urne_validity *v)
{
    columns c = {column_of(e, v->age_cell), column_of(e, v->residence_cell),
                 column_of(e, v->method_cell)};
    for (size_t i = 0; i < e->n_ballots; i++) {
        urne_ballot *b = &e->ballots[i];
        if (b->aside == URNE_BALLOT_VALID) {
            b->aside = voter_fault(b, v, &c);
        }
        if (b->aside == URNE_BALLOT_VALID) {
            b->aside = vote_fault(e, b, v);
        }
    }
    if (v->twice != URNE_TWICE_NONE) {
        set_duplicates(e, v, &c);
    }
}

void urne_validity_count(const urne_election *e, uint64_t out[URNE_ASIDES])
{
    memset(out, 0, URNE_ASIDES * sizeof *out);
    for (size_t i = 0; i < e->n_ballots; i++) {
        out[e->ballots[i].aside]++;
    }
}

/* ---- the private list ---- */

static int cmp_place(const void *x, const void *y)
{
    const cast *a = x, *b = y;
    const urne_ballot *p = a->ballot, *q = b->ballot;
    int c = (p->file > q->file) - (p->file < q->file);
    c = c != 0 ? c : (p->line > q->line) - (p->line < q->line);
    return c != 0 ? c : (a->index > b->index) - (a->index < b->index);
}

urne_str urne_aside_csv(urne_arena *arena, const urne_election *e)
{
    urne_arena *scratch = urne_arena_new();
    cast *list = urne_arena_array(scratch, e->n_ballots + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < e->n_ballots; i++) {
        if (e->ballots[i].aside != URNE_BALLOT_VALID) {
            list[n++] = (cast){.ballot = &e->ballots[i], .index = i};
        }
    }
    qsort(list, n, sizeof *list, cmp_place);
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "\xEF\xBB\xBF"
                        "file;line;voter;reason\r\n");
    for (size_t i = 0; i < n; i++) {
        const urne_ballot *b = list[i].ballot;
        urne_csv_put(&buf, urne_str_of(e->files[b->file]), ';');
        urne_buf_addc(&buf, ';');
        urne_buf_addu(&buf, b->line);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, b->voter, ';');
        urne_buf_addc(&buf, ';');
        urne_buf_addz(&buf, urne_aside_name(b->aside));
        urne_buf_addz(&buf, "\r\n");
    }
    urne_arena_free(scratch);
    return urne_buf_str(&buf);
}

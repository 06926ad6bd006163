#include "model/count_text.h"

#include <stdlib.h>

/* ballots.txt (tally-1 §5). */

enum { BALLOTS_MAX = 100000000, LINE_MIN = URNE_HEX + 3 };

/* ---- writing ---- */

static int cmp_line(const void *a, const void *b)
{
    const urne_ballot_line *x = a, *y = b;
    int order = urne_hash_cmp(&x->bid, &y->bid);
    return order != 0 ? order : (x->ballot > y->ballot) - (x->ballot < y->ballot);
}

static int cmp_mark(const void *a, const void *b)
{
    const urne_mark *x = a, *y = b;
    return (x->project > y->project) - (x->project < y->project);
}

/* The choices of a ballot: in its order of preference, else ascending. */
static void put_choices(urne_buf *buf, const urne_election *e, const urne_ballot *b,
                        urne_mark *scratch)
{
    bool points = urne_vote_type_points(e->type);
    if (b->n_marks == 0) {
        urne_buf_addc(buf, '-');
        return;
    }
    memcpy(scratch, b->marks, b->n_marks * sizeof *scratch);
    if (e->type != URNE_VOTE_ORDINAL) {
        qsort(scratch, b->n_marks, sizeof *scratch, cmp_mark);
    }
    for (size_t i = 0; i < b->n_marks; i++) {
        if (i > 0) {
            urne_buf_addc(buf, ',');
        }
        urne_buf_addu(buf, (uint64_t)scratch[i].project + 1);
        if (points) {
            urne_buf_addc(buf, ':');
            urne_buf_addu(buf, scratch[i].points);
        }
    }
}

urne_str urne_ballots_write(urne_arena *arena, const urne_election *e,
                            urne_ballot_line *lines, size_t n)
{
    urne_buf buf = urne_buf_new(arena, n * (LINE_MIN + 16));
    /* A ballot names each project at most once. */
    urne_mark *scratch = urne_arena_array(arena, e->n_projects, sizeof *scratch);
    if (n > 0) {
        qsort(lines, n, sizeof *lines, cmp_line);
    }
    for (size_t i = 0; i < n; i++) {
        urne_buf_addz(&buf, urne_to_hex(lines[i].bid).z);
        urne_buf_addc(&buf, ' ');
        put_choices(&buf, e, &e->ballots[lines[i].ballot], scratch);
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

typedef struct reader {
    const urne_election *e;
    uint64_t *stamp; /* of each project: the line that named it last */
    urne_mark *marks;
    uint64_t line;
} reader;

/* One choice: "12", or "12:300" where the type has points. */
static bool read_choice(reader *rd, urne_str text, urne_ballot *b)
{
    urne_mark *mark = &b->marks[b->n_marks];
    urne_str number = {"", 0};
    uint64_t v;
    urne_str_cut(&text, ':', &number);
    if (!urne_str_u64(number, rd->e->n_projects, &v) || v == 0 ||
        rd->stamp[v - 1] == rd->line) {
        return false;
    }
    rd->stamp[v - 1] = rd->line;
    *mark = (urne_mark){.project = (uint32_t)(v - 1)};
    if (urne_vote_type_points(rd->e->type)) {
        if (text.p == NULL || !urne_str_u64(text, URNE_INT_MAX - 1, &mark->points)) {
            return false;
        }
    } else if (text.p != NULL) {
        return false;
    }
    bool ascends = b->n_marks == 0 || mark[-1].project < mark->project;
    b->n_marks++;
    return ascends || rd->e->type == URNE_VOTE_ORDINAL;
}

static bool read_line(reader *rd, urne_str line, urne_ballot *b)
{
    urne_hash bid;
    if (line.n < LINE_MIN - 1 || line.p[URNE_HEX] != ' ' ||
        !urne_hash_parse(urne_str_slice(line, 0, URNE_HEX), &bid)) {
        return false;
    }
    urne_str rest = urne_str_slice(line, URNE_HEX + 1, line.n), choice;
    *b = (urne_ballot){.voter = {line.p, URNE_HEX},
                       .marks = rd->marks,
                       .line = rd->line,
                       .aside = URNE_BALLOT_VALID};
    if (urne_str_is(rest, "-")) {
        return true;
    }
    while (urne_str_cut(&rest, ',', &choice)) {
        if (!read_choice(rd, choice, b)) {
            return false;
        }
    }
    rd->marks += b->n_marks;
    return true;
}

urne_code urne_ballots_read(urne_election *e, size_t **at, urne_arena *arena,
                            urne_str bytes, const char *file, urne_err *err)
{
    /* No line is shorter than LINE_MIN and no choice than two bytes with its separator:
     * this bounds what is allocated. */
    size_t most = bytes.n / LINE_MIN + 1;
    reader rd = {.e = e};
    rd.stamp = urne_arena_array(arena, e->n_projects, sizeof *rd.stamp);
    rd.marks = urne_arena_array(arena, bytes.n / 2 + 1, sizeof *rd.marks);
    e->ballots = urne_arena_array(arena, most, sizeof *e->ballots);
    *at = urne_arena_array(arena, most + 1, sizeof **at);
    e->n_ballots = 0;
    e->files = urne_arena_array(arena, 1, sizeof *e->files);
    e->files[0] = file;
    e->n_files = 1;
    for (size_t from = 0; from < bytes.n;) {
        const char *lf = memchr(bytes.p + from, '\n', bytes.n - from);
        size_t end = lf == NULL ? from : (size_t)(lf - bytes.p);
        rd.line = e->n_ballots + 1;
        if (lf == NULL || e->n_ballots == BALLOTS_MAX ||
            !read_line(&rd, urne_str_slice(bytes, from, end),
                       &e->ballots[e->n_ballots])) {
            urne_place place = {file, rd.line, 0};
            return urne_fail(err, URNE_E_CHECK_BALLOT, place, NULL);
        }
        (*at)[e->n_ballots++] = from;
        from = end + 1;
        (*at)[e->n_ballots] = from;
    }
    return URNE_OK;
}

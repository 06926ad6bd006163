#include "model/pb_check.h"

urne_place urne_pb_check_place(urne_pb_checking *c, urne_pb_part part, size_t row,
                               const char *column)
{
    const urne_election *e = c->e;
    if (c->last.part == part && c->last.row == row && c->last.column == column) {
        return c->last.at;
    }
    uint64_t line = part == URNE_PB_META       ? e->meta[row].line
                    : part == URNE_PB_PROJECTS ? e->projects[row].line
                                               : e->ballots[row].line;
    urne_pb_seek(&c->pb, c->rows[part][row], line);
    (void)urne_pb_next(&c->pb);
    size_t cell =
        column == NULL ? 0 : urne_column_find(c->names[part], c->n_names[part], column);
    c->last.part = part;
    c->last.row = row;
    c->last.column = column;
    c->last.at = urne_pb_place(&c->pb, cell == SIZE_MAX ? 0 : cell, 0);
    return c->last.at;
}

urne_place urne_pb_check_meta(urne_pb_checking *c, const char *key)
{
    for (size_t i = 0; i < c->e->n_meta; i++) {
        if (urne_str_is(c->e->meta[i].key, key)) {
            return urne_pb_check_place(c, URNE_PB_META, i, "value");
        }
    }
    return URNE_IN(c->e->files[0]);
}

/* Cells that are kept as they stand: the others have lost their blanks, and said so. */
static bool kept(const urne_pb_checking *c, urne_pb_part part, size_t cell)
{
    static const char *const trimmed[] = {"key",      "value", "project_id", "cost",
                                          "voter_id", "vote",  "points"};
    for (size_t i = 0; i < sizeof trimmed / sizeof *trimmed; i++) {
        if (urne_str_is(c->names[part][cell], trimmed[i])) {
            return false;
        }
    }
    return true;
}

static void blanks(urne_pb_checking *c, urne_pb_part part)
{
    for (size_t i = 0; i < c->pb.n; i++) {
        urne_str cell = c->pb.cells[i];
        if (cell.n > 0 && (cell.p[0] == ' ' || cell.p[cell.n - 1] == ' ') &&
            kept(c, part, i)) {
            urne_find(c->findings, URNE_E_PB_CELL_BLANKS, urne_pb_place(&c->pb, i, 0),
                      URNE_SHOW(cell), NULL);
        }
    }
}

/* Pabulib counts a project twice that a ballot names twice; the election does not. */
static void repeated(urne_pb_checking *c, const urne_project_finder *finder,
                     const urne_ballot *b, size_t column)
{
    urne_str list = c->pb.cells[column], entry;
    size_t n = 1;
    for (size_t i = 0; i < list.n; i++) {
        n += list.p[i] == ',';
    }
    if (n <= b->n_marks || b->n_marks == 0) {
        return;
    }
    while (urne_str_cut(&list, ',', &entry)) {
        size_t project = urne_project_find(finder, urne_pb_trim(entry));
        if (project != SIZE_MAX) {
            c->again[project]++;
        }
    }
    for (size_t i = 0; i < b->n_marks; i++) {
        c->again[b->marks[i].project]--;
    }
}

static void header(urne_pb_checking *c, urne_pb_part part)
{
    c->names[part] = urne_arena_array(c->scratch, c->pb.n, sizeof **c->names);
    for (size_t i = 0; i < c->pb.n; i++) {
        c->names[part][i] = urne_pb_trim(c->pb.cells[i]);
    }
    c->n_names[part] = c->pb.n;
    c->header[part] = c->pb.line;
}

static void walk(urne_pb_checking *c)
{
    urne_project_finder finder = urne_project_finder_new(c->scratch, c->e);
    urne_pb_part part = URNE_PB_NONE;
    size_t vote = 0;
    while (urne_pb_next(&c->pb)) {
        urne_pb_part marker = urne_pb_marker(&c->pb);
        part = marker == URNE_PB_NONE ? part : marker;
        if (marker != URNE_PB_NONE || part == URNE_PB_NONE || urne_pb_blank(&c->pb)) {
            continue;
        }
        if (c->names[part] == NULL) {
            header(c, part);
            vote = urne_column_find(c->names[part], c->n_names[part], "vote");
            continue;
        }
        blanks(c, part);
        size_t row = c->n_rows[part]++;
        c->rows[part][row] = c->pb.start;
        if (part == URNE_PB_VOTES) {
            repeated(c, &finder, &c->e->ballots[row], vote);
        }
    }
}

void urne_pb_check(urne_findings *findings, const urne_election *e, urne_str bytes)
{
    urne_arena *scratch = urne_arena_new();
    urne_pb_checking c = {.e = e, .findings = findings, .scratch = scratch};
    c.last.part = URNE_PB_NONE;
    const size_t n[URNE_PB_PARTS] = {e->n_meta, e->n_projects, e->n_ballots};
    for (int i = 0; i < URNE_PB_PARTS; i++) {
        c.rows[i] = urne_arena_array(scratch, n[i], sizeof **c.rows);
    }
    c.again = urne_arena_array(scratch, e->n_projects, sizeof *c.again);
    if (urne_pb_open(&c.pb, scratch, bytes, e->files[0], NULL) != URNE_OK) {
        urne_bug("pb_check: not the bytes that were read");
    }
    walk(&c);
    urne_pb_check_fields(&c);
    urne_pb_check_ballots(&c);
    urne_pb_check_outcome(&c);
    urne_findings_sort(findings);
    urne_arena_free(scratch);
}

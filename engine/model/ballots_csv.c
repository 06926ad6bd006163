#include "model/election_read.h"

#include <stdlib.h>

/* Columns of a ballot that are kept, by their names in a .pb file, with their roles in
 * a map. */
static const struct kept {
    const char *name, *role;
} kept[] = {{"voting_method", "method"}, {"age", "age"},
            {"residence", "residence"},  {"sex", NULL},
            {"district", NULL},          {"neighborhood", NULL}};
enum { KEPT = sizeof kept / sizeof *kept };

typedef struct ranked {
    uint64_t rank;
    size_t project;
    urne_gather_at at;
} ranked;

typedef struct reading {
    const urne_csv *csv;
    urne_gather g;
    urne_arena *arena;
    const urne_election_options *o;
    bool *want;
    size_t voter, vote, points; /* columns, SIZE_MAX when there is none */
    size_t cells[KEPT];         /* columns of e->ballot_columns */
    size_t *column, *project;   /* one column a project */
    size_t n_projects;
    ranked *ranks;
    uint64_t line, head; /* the line being read; lines of the header */
} reading;

static urne_place cell_place(const void *table, size_t cell, size_t offset)
{
    const reading *r = table;
    return urne_csv_place(r->csv, r->line, cell, offset);
}

static urne_place voter_place(const void *table, const urne_ballot *b)
{
    const reading *r = table;
    return urne_csv_place(r->csv, b->line, r->voter, 0);
}

/* ---- which column gives what ---- */

static void wants(reading *r, size_t column)
{
    if (column != SIZE_MAX) {
        r->want[column] = true;
    }
}

static const char *mapped(const reading *r, const char *role)
{
    for (size_t i = 0; i < r->o->n_columns; i++) {
        if (strcmp(r->o->columns[i].role, role) == 0) {
            return r->o->columns[i].column;
        }
    }
    return NULL;
}

/* The column for a role: the map's, which must be there, or the one with the name of a
 * .pb file. */
static size_t column_of(reading *r, const char *role, const char *name)
{
    const char *column = role == NULL ? NULL : mapped(r, role);
    size_t at = SIZE_MAX;
    if (column != NULL) {
        urne_gather_no(&r->g,
                       urne_csv_column(&at, r->csv, urne_str_of(column), r->g.err));
    } else {
        at = urne_csv_find(r->csv, urne_str_of(name));
    }
    wants(r, at);
    return at;
}

static void lacks(reading *r, const char *role)
{
    urne_place at = {.file = r->csv->file, .line = 1};
    urne_gather_no(&r->g, urne_fail(r->g.err, URNE_E_BALLOT_MAP, at, role, NULL));
}

static void add_project(reading *r, size_t column, size_t project)
{
    r->column[r->n_projects] = column;
    r->project[r->n_projects++] = project;
    wants(r, column);
}

static size_t project_named(const urne_election *e, urne_str name)
{
    for (size_t i = 0; i < e->n_projects; i++) {
        if (urne_str_eq(e->projects[i].id, name)) {
            return i;
        }
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        urne_str title = urne_project_cell(e, i, "name");
        if (title.n > 0 && urne_str_eq(title, name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* One column a project, by the map. */
static void project_columns(reading *r)
{
    const urne_election *e = r->g.e;
    size_t most = r->o->n_columns + r->csv->columns;
    r->column = urne_arena_array(r->arena, most, sizeof *r->column);
    r->project = urne_arena_array(r->arena, most, sizeof *r->project);
    for (size_t i = 0; i < r->o->n_columns; i++) {
        const urne_role_map *m = &r->o->columns[i];
        size_t column = SIZE_MAX;
        if (strcmp(m->role, "project") != 0) {
            continue;
        }
        size_t project = project_named(e, urne_str_of(m->project));
        urne_gather_no(
            &r->g, urne_csv_column(&column, r->csv, urne_str_of(m->column), r->g.err));
        if (column != SIZE_MAX && project == SIZE_MAX) {
            urne_gather_no(&r->g, urne_fail(r->g.err, URNE_E_BALLOT_PROJECT_COLUMN,
                                            urne_csv_place(r->csv, 1, column, 0),
                                            m->column, m->project, NULL));
        } else if (column != SIZE_MAX) {
            add_project(r, column, project);
        }
    }
}

/* The columns that are called as a project, by id or name. Every title of a Stanford
 * header must be one, or its votes would be lost. */
static void columns_by_name(reading *r, bool stanford)
{
    for (size_t i = stanford ? 2 : 0; i < r->csv->columns; i++) {
        urne_str name = r->csv->header[i];
        size_t project = i == r->voter ? SIZE_MAX : project_named(r->g.e, name);
        if (project != SIZE_MAX) {
            add_project(r, i, project);
        } else if (stanford) {
            urne_gather_no(&r->g, urne_fail(r->g.err, URNE_E_BALLOT_PROJECT_COLUMN,
                                            urne_csv_place(r->csv, 1, i, 0),
                                            URNE_SHOW(name), URNE_SHOW(name), NULL));
        }
    }
}

static void plan(reading *r)
{
    urne_election *e = r->g.e;
    bool stanford = urne_stanford_is(r->csv), pointed = urne_vote_type_points(e->type);
    r->head = stanford ? 2 : 1;
    r->voter = column_of(r, "voter", stanford ? "Voter ID" : "voter_id");
    project_columns(r);
    r->vote = r->n_projects > 0 || stanford ? SIZE_MAX : column_of(r, "vote", "vote");
    r->points = SIZE_MAX;
    if (r->vote == SIZE_MAX && r->n_projects == 0 && mapped(r, "vote") == NULL) {
        columns_by_name(r, stanford);
    }
    if (r->voter == SIZE_MAX && mapped(r, "voter") == NULL) {
        lacks(r, "voter");
    }
    if (r->vote == SIZE_MAX && r->n_projects == 0 && mapped(r, "vote") == NULL) {
        lacks(r, "vote");
    }
    if (r->vote != SIZE_MAX && pointed) {
        r->points = column_of(r, "points", "points");
        if (r->points == SIZE_MAX && mapped(r, "points") == NULL) {
            lacks(r, "points");
        }
    }
    e->ballot_columns = urne_arena_array(r->arena, KEPT, sizeof *e->ballot_columns);
    for (size_t i = 0; i < KEPT && !stanford; i++) {
        size_t column = column_of(r, kept[i].role, kept[i].name);
        if (column != SIZE_MAX) {
            r->cells[e->n_ballot_columns] = column;
            e->ballot_columns[e->n_ballot_columns++] = urne_str_of(kept[i].name);
        }
    }
}

/* ---- marks in columns ---- */

static void bad_cell(reading *r, urne_ballot *b, urne_str cell, const char *why,
                     urne_gather_at at)
{
    urne_gather_form(&r->g, b, URNE_E_BALLOT_CELL, cell, why, at);
}

static int rank_cmp(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return (x->project > y->project) - (x->project < y->project);
}

/* Marks in the order of their ranks. */
static void ranked_marks(reading *r, urne_ballot *b, size_t n)
{
    urne_str none = {NULL, 0};
    qsort(r->ranks, n, sizeof *r->ranks, rank_cmp);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && r->ranks[i].rank == r->ranks[i - 1].rank) {
            bad_cell(r, b, urne_str_of(URNE_DEC(r->ranks[i].rank)),
                     N_("two projects have this rank"), r->ranks[i].at);
            return;
        }
    }
    for (size_t i = 0; i < n; i++) {
        urne_gather_mark(&r->g, b, r->ranks[i].project, none, r->ranks[i].at);
    }
}

static void marks(reading *r, urne_ballot *b, const urne_str *fields)
{
    urne_vote_type type = r->g.e->type;
    urne_str none = {NULL, 0};
    size_t n_ranks = 0;
    for (size_t i = 0; i < r->n_projects; i++) {
        urne_str cell = fields[r->column[i]];
        if (cell.n == 0 || urne_str_is(cell, "0")) {
            continue;
        }
        urne_gather_at at = {r->column[i], 0};
        if (urne_vote_type_points(type)) {
            urne_gather_mark(&r->g, b, r->project[i], cell, at);
        } else if (type == URNE_VOTE_ORDINAL) {
            ranked *rank = &r->ranks[n_ranks];
            *rank = (ranked){0, r->project[i], at};
            if (urne_str_u64(cell, URNE_INT_MAX, &rank->rank)) {
                n_ranks++;
            } else {
                bad_cell(r, b, cell, N_("a rank from 1 on, 0 or nothing is expected"),
                         at);
            }
        } else if (urne_str_is(cell, "1") || urne_str_is(cell, "x") ||
                   urne_str_is(cell, "X")) {
            urne_gather_mark(&r->g, b, r->project[i], none, at);
        } else {
            bad_cell(r, b, cell, N_("1 or x, 0 or nothing is expected"), at);
        }
    }
    ranked_marks(r, b, n_ranks);
}

/* ---- rows ---- */

static void on_row(void *data, uint64_t line, const urne_str *fields)
{
    reading *r = data;
    urne_election *e = r->g.e;
    r->line = line;
    if (line <= r->head) {
        return;
    }
    urne_str vote = r->vote == SIZE_MAX ? URNE_STR("") : fields[r->vote];
    size_t most = r->vote == SIZE_MAX ? r->n_projects : urne_list_most(vote);
    urne_ballot *b = urne_gather_next(&r->g, most);
    b->line = line;
    urne_gather_voter(&r->g, b, urne_str_dup(r->arena, fields[r->voter]), r->voter);
    for (size_t i = 0; i < e->n_ballot_columns; i++) {
        b->cells[i] = urne_str_dup(r->arena, fields[r->cells[i]]);
    }
    if (r->vote == SIZE_MAX) {
        marks(r, b, fields);
    } else {
        urne_str points =
            r->points == SIZE_MAX ? (urne_str){NULL, 0} : fields[r->points];
        urne_gather_list(&r->g, b, vote, r->vote, points, r->points);
    }
}

urne_code urne_ballots_csv(urne_election **out, urne_findings *findings,
                           urne_arena *arena, const urne_csv *csv,
                           const urne_election *base, const urne_election_options *o,
                           urne_err *err)
{
    urne_election *e = urne_arena_alloc(arena, sizeof *e);
    *e = (urne_election){.type = base->type,
                         .places = base->places,
                         .budget = base->budget,
                         .projects = base->projects,
                         .n_projects = base->n_projects,
                         .project_columns = base->project_columns,
                         .n_project_columns = base->n_project_columns};
    e->files = urne_arena_array(arena, 1, sizeof *e->files);
    e->files[0] = csv->file;
    e->n_files = 1;
    reading r = {.csv = csv, .arena = arena, .o = o};
    r.g = (urne_gather){.e = e,
                        .arena = arena,
                        .findings = findings,
                        .err = err,
                        .policy = &o->policy,
                        .places = {&r, cell_place, voter_place}};
    r.want = urne_arena_array(arena, csv->columns, sizeof *r.want);
    plan(&r);
    if (r.g.first != URNE_OK) {
        return r.g.first;
    }
    urne_arena *scratch = urne_arena_new();
    r.ranks = urne_arena_array(scratch, r.n_projects, sizeof *r.ranks);
    urne_gather_begin(&r.g, scratch);
    urne_csv_each(csv, r.want, on_row, &r);
    urne_arena_free(scratch);
    *out = e;
    return r.g.first;
}

#include "model/election_read.h"

/* The first columns of a Stanford export; projects stand behind them. */
enum { STANFORD_HEAD = 2 };

bool urne_stanford_is(const urne_csv *csv)
{
    return csv->columns > STANFORD_HEAD && urne_str_is(csv->header[0], "Voter ID") &&
           (urne_str_is(csv->header[1], "Authentication ID") ||
            urne_str_is(csv->header[1], "Voter Stage"));
}

typedef struct reading {
    const urne_csv *csv;
    urne_election *e;
    urne_arena *arena, *scratch;
    urne_findings *findings;
    urne_err *err;
    urne_code first;
    size_t id, cost;
    urne_amount_text *costs;
    uint64_t line;
} reading;

static void no(reading *r, urne_code code)
{
    r->first = r->first == URNE_OK ? code : r->first;
}

static reading begin(urne_arena *arena, const urne_csv *csv, urne_findings *findings,
                     urne_err *err, size_t most)
{
    reading r = {.csv = csv, .arena = arena, .findings = findings, .err = err};
    r.scratch = urne_arena_new();
    r.e = urne_arena_alloc(arena, sizeof *r.e);
    r.e->files = urne_arena_array(arena, 1, sizeof *r.e->files);
    r.e->files[0] = csv->file;
    r.e->n_files = 1;
    r.e->projects = urne_arena_array(arena, most, sizeof *r.e->projects);
    r.e->project_columns =
        urne_arena_array(arena, csv->columns, sizeof *r.e->project_columns);
    r.costs = urne_arena_array(r.scratch, most, sizeof *r.costs);
    return r;
}

/* Amounts, the budget as META, and ids that stand twice. */
static urne_code finish(reading *r, urne_election **out, const char *budget)
{
    urne_election *e = r->e;
    urne_amount_text text = {budget == NULL ? URNE_STR("0") : urne_str_of(budget),
                             URNE_NOWHERE};
    if (e->n_projects == 0) {
        no(r, urne_fail(r->err, URNE_E_PB_SECTION, URNE_IN(r->csv->file), "PROJECTS",
                        NULL));
    }
    no(r, urne_gather_amounts(e, r->arena, &text, r->costs, r->findings, r->err));
    urne_gather g = {.e = e, .err = r->err, .first = r->first};
    urne_gather_begin(&g, r->scratch);
    urne_gather_projects(&g);
    urne_arena_free(r->scratch);
    *out = e;
    return g.first;
}

static void on_project(void *data, uint64_t line, const urne_str *fields)
{
    reading *r = data;
    urne_election *e = r->e;
    urne_project *p = &e->projects[e->n_projects];
    urne_place at = urne_csv_place(r->csv, line, r->id, 0);
    *p = (urne_project){.line = line};
    p->id = urne_str_dup(r->arena, urne_gather_trim(r->findings, fields[r->id], at));
    if (p->id.n == 0 || memchr(p->id.p, ',', p->id.n) != NULL) {
        no(r, urne_fail(r->err, URNE_E_PB_ID, at, "project_id", NULL));
    }
    at = urne_csv_place(r->csv, line, r->cost, 0);
    r->costs[e->n_projects++] = (urne_amount_text){
        urne_str_dup(r->arena, urne_gather_trim(r->findings, fields[r->cost], at)), at};
    p->cells = urne_arena_array(r->arena, e->n_project_columns, sizeof *p->cells);
    for (size_t i = 0, n = 0; i < r->csv->columns; i++) {
        if (i != r->id && i != r->cost) {
            p->cells[n++] = urne_str_dup(r->arena, fields[i]);
        }
    }
}

urne_code urne_projects_csv(urne_election **out, urne_findings *findings,
                            urne_arena *arena, const urne_csv *csv, const char *budget,
                            urne_err *err)
{
    size_t id, cost;
    URNE_TRY(urne_csv_column(&id, csv, URNE_STR("project_id"), err));
    URNE_TRY(urne_csv_column(&cost, csv, URNE_STR("cost"), err));
    reading r = begin(arena, csv, findings, err, csv->rows);
    r.id = id;
    r.cost = cost;
    for (size_t i = 0; i < csv->columns; i++) {
        if (i != id && i != cost) {
            r.e->project_columns[r.e->n_project_columns++] = csv->header[i];
        }
    }
    urne_csv_each(csv, NULL, on_project, &r);
    return finish(&r, out, budget);
}

/* ---- Stanford: titles in the header, "$1,000" below them ---- */

static void on_costs(void *data, uint64_t line, const urne_str *fields)
{
    reading *r = data;
    if (line != 2) {
        return;
    }
    for (size_t i = STANFORD_HEAD; i < r->csv->columns; i++) {
        urne_str text = fields[i];
        urne_buf cost = urne_buf_new(r->arena, text.n + 1);
        urne_place at = urne_csv_place(r->csv, line, i, 0);
        for (size_t j = 0; j < text.n; j++) {
            bool skip = (j == 0 && text.p[j] == '$') || text.p[j] == ',';
            if (!skip) {
                urne_buf_addc(&cost, text.p[j]);
            }
        }
        if (text.n == 0 || text.p[0] != '$') {
            no(r, urne_fail(r->err, URNE_E_BALLOT_COSTS, at, NULL));
        }
        urne_project *p = &r->e->projects[r->e->n_projects];
        *p = (urne_project){.line = 1};
        p->id = urne_str_dup(r->arena, urne_str_of(URNE_DEC(r->e->n_projects + 1)));
        p->cells = urne_arena_array(r->arena, 1, sizeof *p->cells);
        p->cells[0] = r->csv->header[i];
        r->costs[r->e->n_projects++] = (urne_amount_text){urne_buf_str(&cost), at};
    }
}

urne_code urne_projects_stanford(urne_election **out, urne_findings *findings,
                                 urne_arena *arena, const urne_csv *csv,
                                 const char *budget, urne_err *err)
{
    reading r = begin(arena, csv, findings, err, csv->columns);
    r.e->project_columns[r.e->n_project_columns++] = URNE_STR("name");
    urne_csv_each(csv, NULL, on_costs, &r);
    if (r.e->n_projects == 0) {
        no(&r, urne_fail(err, URNE_E_BALLOT_COSTS, URNE_IN(csv->file), NULL));
    }
    return finish(&r, out, budget);
}

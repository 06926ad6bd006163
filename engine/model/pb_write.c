#include "model/pb.h"

#include "codec/pb.h"

static void put_line_end(urne_buf *buf)
{
    urne_buf_addc(buf, '\n');
}

static void put_next(urne_buf *buf, urne_str cell)
{
    urne_buf_addc(buf, ';');
    urne_pb_put(buf, cell);
}

static void put_cells(urne_buf *buf, const urne_str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_next(buf, cells[i]);
    }
    put_line_end(buf);
}

static void put_projects(urne_buf *buf, const urne_election *e)
{
    urne_buf_addz(buf, "PROJECTS\nproject_id;cost");
    put_cells(buf, e->project_columns, e->n_project_columns);
    for (size_t i = 0; i < e->n_projects; i++) {
        const urne_project *p = &e->projects[i];
        urne_pb_put(buf, p->id);
        urne_buf_addc(buf, ';');
        urne_decimal_put(buf, p->cost, e->places);
        put_cells(buf, p->cells, e->n_project_columns);
    }
}

/* The list of projects is one cell: written aside first, because an id may need quotes.
 */
static void put_ballot(urne_buf *buf, urne_buf *list, const urne_election *e,
                       const urne_ballot *b)
{
    list->n = 0;
    for (size_t i = 0; i < b->n_marks; i++) {
        if (i > 0) {
            urne_buf_addc(list, ',');
        }
        urne_buf_add(list, e->projects[b->marks[i].project].id);
    }
    urne_pb_put(buf, b->voter);
    put_next(buf, urne_buf_str(list));
    if (urne_vote_type_points(e->type)) {
        urne_buf_addc(buf, ';');
        for (size_t i = 0; i < b->n_marks; i++) {
            if (i > 0) {
                urne_buf_addc(buf, ',');
            }
            urne_decimal_put(buf, b->marks[i].points, e->point_places);
        }
    }
    put_cells(buf, b->cells, e->n_ballot_columns);
}

urne_str urne_pb_write(urne_arena *arena, const urne_election *e)
{
    urne_arena *scratch = urne_arena_new();
    urne_buf buf = urne_buf_new(arena, 1 << 16);
    urne_buf list = urne_buf_new(scratch, 4096);
    urne_buf_addz(&buf, "META\nkey;value\n");
    for (size_t i = 0; i < e->n_meta; i++) {
        urne_pb_put(&buf, e->meta[i].key);
        put_next(&buf, e->meta[i].value);
        put_line_end(&buf);
    }
    put_projects(&buf, e);
    urne_buf_addz(&buf, "VOTES\nvoter_id;vote");
    if (urne_vote_type_points(e->type)) {
        urne_buf_addz(&buf, ";points");
    }
    put_cells(&buf, e->ballot_columns, e->n_ballot_columns);
    for (size_t i = 0; i < e->n_ballots; i++) {
        put_ballot(&buf, &list, e, &e->ballots[i]);
    }
    urne_arena_free(scratch);
    return urne_buf_str(&buf);
}

#include "model/election.h"

#include <stdlib.h>

static const char *const types[] = {"approval", "choose-1", "cumulative", "scoring",
                                    "ordinal"};
enum { TYPES = sizeof types / sizeof *types };

const char *urne_vote_type_name(urne_vote_type type)
{
    return types[type];
}

bool urne_vote_type_parse(urne_str name, urne_vote_type *out)
{
    for (int i = 0; i < TYPES; i++) {
        if (urne_str_is(name, types[i])) {
            *out = (urne_vote_type)i;
            return true;
        }
    }
    return false;
}

bool urne_vote_type_points(urne_vote_type type)
{
    return type == URNE_VOTE_CUMULATIVE || type == URNE_VOTE_SCORING;
}

const char *urne_aside_name(urne_aside aside)
{
    static const char *const names[URNE_ASIDES] = {"valid",
                                                   N_("age"),
                                                   N_("cost"),
                                                   N_("duplicate"),
                                                   N_("duplicate-project"),
                                                   N_("form"),
                                                   N_("method"),
                                                   N_("points"),
                                                   N_("residence"),
                                                   N_("too-few"),
                                                   N_("too-many"),
                                                   N_("unknown-project")};
    return names[aside];
}

urne_str urne_election_meta(const urne_election *e, const char *key)
{
    for (size_t i = 0; i < e->n_meta; i++) {
        if (urne_str_is(e->meta[i].key, key)) {
            return e->meta[i].value;
        }
    }
    return (urne_str){NULL, 0};
}

static urne_str cell_of(const urne_str *columns, size_t n, const urne_str *cells,
                        const char *column)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_is(columns[i], column)) {
            return cells[i];
        }
    }
    return URNE_STR("");
}

urne_str urne_project_cell(const urne_election *e, size_t project, const char *column)
{
    return cell_of(e->project_columns, e->n_project_columns, e->projects[project].cells,
                   column);
}

urne_str urne_ballot_cell(const urne_election *e, size_t ballot, const char *column)
{
    return cell_of(e->ballot_columns, e->n_ballot_columns, e->ballots[ballot].cells,
                   column);
}

/* ---- by id ---- */

typedef struct named {
    urne_str id;
    uint32_t project;
} named;

/* The order of a file that names an id twice, too, must be the same everywhere. */
static int named_cmp(const void *a, const void *b)
{
    const named *x = a, *y = b;
    int c = urne_str_cmp(x->id, y->id);
    return c != 0 ? c : (x->project > y->project) - (x->project < y->project);
}

urne_project_finder urne_project_finder_new(urne_arena *arena, const urne_election *e)
{
    urne_project_finder finder = {
        e, urne_arena_array(arena, e->n_projects, sizeof *finder.sorted)};
    urne_arena *scratch = urne_arena_new();
    named *all = urne_arena_array(scratch, e->n_projects, sizeof *all);
    for (size_t i = 0; i < e->n_projects; i++) {
        all[i] = (named){e->projects[i].id, (uint32_t)i};
    }
    qsort(all, e->n_projects, sizeof *all, named_cmp);
    for (size_t i = 0; i < e->n_projects; i++) {
        finder.sorted[i] = all[i].project;
    }
    urne_arena_free(scratch);
    return finder;
}

size_t urne_project_find(const urne_project_finder *finder, urne_str id)
{
    size_t lo = 0, hi = finder->e->n_projects;
    /* Everything before lo is smaller than id, everything from hi on is not. */
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        urne_str at = finder->e->projects[finder->sorted[mid]].id;
        if (urne_str_cmp(at, id) < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    if (lo < finder->e->n_projects &&
        urne_str_eq(finder->e->projects[finder->sorted[lo]].id, id)) {
        return finder->sorted[lo];
    }
    return SIZE_MAX;
}

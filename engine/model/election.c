#include "model/election.h"

#include <stdlib.h>

static const char *const type_names[] = {"approval", "choose-1", "cumulative",
                                         "scoring", "ordinal"};
enum { TYPES = sizeof type_names / sizeof *type_names };

const char *urne_vote_type_name(urne_vote_type type)
{
    return type_names[type];
}

bool urne_vote_type_parse(urne_str name, urne_vote_type *out)
{
    for (unsigned i = 0; i < TYPES; i++) {
        if (urne_str_is(name, type_names[i])) {
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
                                                   "age",
                                                   "cost",
                                                   "duplicate",
                                                   "duplicate-project",
                                                   "form",
                                                   "method",
                                                   "points",
                                                   "residence",
                                                   "too-few",
                                                   "too-many",
                                                   "unknown-project"};
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

static urne_str cell(const urne_str *cells, const urne_str *columns, size_t n,
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
    return cell(e->projects[project].cells, e->project_columns, e->n_project_columns,
                column);
}

urne_str urne_ballot_cell(const urne_election *e, size_t ballot, const char *column)
{
    return cell(e->ballots[ballot].cells, e->ballot_columns, e->n_ballot_columns,
                column);
}

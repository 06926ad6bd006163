/* model/pool_csv: the people who answered, of whom nothing is kept but what quotas
 * need.
 *
 * A CSV file with a line a person and a column a category of the quotas, found by its
 * name. As in the quotas, capitals and spaces at the ends make no difference, runs of
 * spaces count as one, and lines of empty cells are left out. A value that the quotas
 * do not have, an empty one too, is refused at its cell.
 *
 * A person is called by the first of these columns that there is (and that is no
 * category): id, nationbuilder_id, external_id, respondent_id, participant_id,
 * person_id, numero, numéro, number. Without one, by the number of their line, the
 * header being 1.
 *
 * All other columns are left unread, but for those of an address: people whose cells
 * there are all filled and all equal, capitals and spaces aside, live together. Whoever
 * leaves one of them empty counts as living alone. Addresses are compared and
 * forgotten; no fault repeats a cell. */
#ifndef URNE_MODEL_POOL_CSV_H
#define URNE_MODEL_POOL_CSV_H

#include "model/quota_csv.h"

/* Lives alone. */
#define URNE_NO_HOUSEHOLD UINT32_MAX

typedef struct urne_respondents {
    const char *file;
    size_t n;
    urne_str *id;    /* by person, in the order of the file */
    uint64_t *line;  /* by person */
    uint32_t *value; /* by person, one a category: a place in the list of the quotas */
    uint32_t *household; /* by person: URNE_NO_HOUSEHOLD, or a number from 0 that two or
                            more people have, in the order of their first */
    size_t households;
    size_t unaddressed; /* people with an empty cell in a column of the address */
    bool by_line;       /* no column has ids: they are numbers of lines */
} urne_respondents;

/* `address`: names of columns, none without a household rule. All faults go to err. */
URNE_MUST_USE urne_code urne_respondents_read(urne_respondents *out, urne_arena *arena,
                                              const urne_csv *csv, const urne_quotas *q,
                                              const char *const *address,
                                              size_t n_address, urne_err *err);

#endif

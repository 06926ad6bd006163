/* panel/lottery_in: what the halves of the lottery share. */
#ifndef URNE_PANEL_LOTTERY_IN_H
#define URNE_PANEL_LOTTERY_IN_H

#include "panel/decompose.h"
#include "panel/round.h"

typedef struct lottery_job {
    const urne_panel_problem *p;
    urne_arena *arena;
    mpq_t *x;
    const urne_panel_lottery *exact;
    size_t n;         /* panels wanted */
    size_t made;      /* panels there are */
    uint32_t *type;   /* of panel i: k types from i * k, ascending, with repetition */
    int64_t *total;   /* by type: people taken so far */
    int64_t *lo, *hi; /* by type: what total shall be in the end */
    int64_t *left;    /* by type: still to be taken, while that is known */
    urne_box box;
    int64_t *wish, *at;
    urne_stream stream;
} lottery_job;

/* The last panel, or with `i` below `made` another panel instead of panel i. */
void urne_lottery_put(lottery_job *j, size_t i, const int64_t *at);

/* Fills the list without `left`, each panel for those who are the most behind; then
 * exchanges people of panels until everybody has what is due or nothing helps. */
void urne_lottery_fill(lottery_job *j);
void urne_lottery_mend(lottery_job *j);

/* By how many places on panels types are off what is due, in all. */
int64_t urne_lottery_off(const lottery_job *j);

#endif

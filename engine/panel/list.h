/* panel/list: numbered panels of people, one of which is drawn; their text, and how
 * often each person is on one (pool-1 §5).
 *
 * Checking needs no solver: panels and people are counted. */
#ifndef URNE_PANEL_LIST_H
#define URNE_PANEL_LIST_H

#include "base/err.h"
#include "panel/pool.h"

/* Longest list, longest line of its text, and its seats: each takes two bytes of the
 * 256 MiB that the text may have (pool-1 §10). */
enum {
    URNE_PANELS_MOST = 100000,
    URNE_PANELS_LINE = 1000,
    URNE_PANELS_SEATS = 1 << 27
};

/* Panels stand in the order of their people, compared from the first on: whoever makes
 * the list has no say in the numbers. */
typedef struct urne_panel_list {
    size_t n;         /* panels, numbered from 0 */
    size_t size;      /* people on each */
    uint32_t *person; /* of panel i: size of them from person[i * size], ascending */
} urne_panel_list;

/* Whether a list may have n panels of so many people each (at least one). */
static inline bool urne_panel_list_fits(uint64_t n, uint64_t size)
{
    return n <= URNE_PANELS_SEATS / size;
}

/* The people of panel i. */
static inline const uint32_t *urne_panel_people(const urne_panel_list *list, size_t i)
{
    return list->person + i * list->size;
}

/* The number of panel i as the list writes it: "007" among 1000. The text is in `to`.
 */
urne_str urne_panel_number(char to[URNE_DEC_MAX], const urne_panel_list *list,
                           size_t i);

/* The note "urne/1 panels"; people are numbered from 1, in the order of the pool. */
urne_str urne_panel_list_write(urne_arena *arena, const urne_panel_list *list,
                               urne_str ceremony);

/* Reads what urne_panel_list_write makes and nothing else. */
URNE_MUST_USE urne_code urne_panel_list_read(urne_panel_list *list, urne_str *ceremony,
                                             urne_arena *arena, urne_str bytes,
                                             const char *file, urne_err *err);

/* Whether every panel is one of the pool: its size, the quotas, one person a household.
 */
URNE_MUST_USE urne_code urne_panel_list_check(const urne_panel_list *list,
                                              const urne_panel_pool *pool,
                                              const char *file, urne_err *err);

/* How a list gives the chances that it should. */
typedef struct urne_panel_tally {
    uint32_t *times;   /* by person: on how many panels */
    mpq_t deviation;   /* the greatest difference of times / n and the chance due */
    mpq_t panels;      /* the same in panels: times n */
    uint32_t farthest; /* the first person who is that far off */
    bool close;        /* everybody is on as many as are due, rounded down or up */
} urne_panel_tally;

/* Counts a list that was checked against x: how many of each type are due on a
 * panel on average. Lives in the arena. */
urne_panel_tally *urne_panel_list_tally(urne_arena *arena, const urne_panel_list *list,
                                        const urne_panel_pool *pool, mpq_t *x);

#endif

/* draw/select: who is drawn (draw-1, "Selection"). Tickets ascending, two passes,
 * a household at most once. A rule: checking runs it again. */
#ifndef URNE_DRAW_SELECT_H
#define URNE_DRAW_SELECT_H

#include "draw/apportion.h"

/* The public leaf of one elector, in roll.txt order (ascending PID). */
typedef struct urne_leaf {
    urne_hash pid;
    uint32_t stratum; /* 1-based */
} urne_leaf;

typedef enum urne_step_kind {
    URNE_STEP_SELECT = 0,
    URNE_STEP_SKIP = 1,
    URNE_STEP_SHORT = 2
} urne_step_kind;

/* One line of the result, in visit order. */
typedef struct urne_step {
    urne_step_kind kind;
    urne_pass pass;
    uint64_t pos;     /* select: 1-based over the whole list of both passes */
    size_t leaf;      /* select, skip: index into the leaves */
    urne_hash ticket; /* select, skip */
    size_t attr;      /* skip: the unique attribute (index into rules->attrs) whose
                         value was used; the first one in rules order */
    size_t of_leaf;   /* skip: the selected leaf that used it */
    uint64_t stratum; /* the stratum of the leaf, or the one that is short */
    uint64_t missing; /* short: the seats that stay empty */
} urne_step;

/* Opens the value of unique attribute `attr` (index into rules->attrs) of a leaf:
 * "-" never collides. The caller answers from private data when drawing, from the
 * opened lines when checking. False = not available: unless another attribute of
 * the leaf shows that it must be skipped, the selection stops with `stopped` = the
 * leaf. The value must live until another leaf is opened. */
typedef bool (*urne_open_fn)(void *ctx, size_t leaf, size_t attr, urne_str *value);

typedef struct urne_selection {
    urne_step *steps;
    size_t n_steps;
    size_t stopped; /* leaf whose attribute could not be opened, else SIZE_MAX */
} urne_selection;

/* Runs both passes. seats[2][n_strata] from urne_apportion. `rules` gives the unique
 * attributes; strata of leaves are 1..n_strata and leaves fewer than 2^32 (the
 * caller has checked). Tickets are computed once; memory is O(leaves), and leaves
 * are put in order only as far as they are visited. The steps live in `arena`. */
urne_selection urne_select(urne_arena *arena, const urne_rules *rules,
                           const urne_leaf *leaves, size_t n_leaves,
                           const uint64_t *const seats[2], const urne_hash *seed,
                           urne_open_fn open, void *ctx);

/* The same with the tickets given, by leaf: the part that is not hashing. */
urne_selection urne_select_by(urne_arena *arena, const urne_rules *rules,
                              const urne_leaf *leaves, size_t n_leaves,
                              const uint64_t *const seats[2], const urne_hash *tickets,
                              urne_open_fn open, void *ctx);

#endif

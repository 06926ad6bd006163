/* draw/replace: who follows a member who declines (transcript-1 §8). A rule: checking
 * runs it again. */
#ifndef URNE_DRAW_REPLACE_H
#define URNE_DRAW_REPLACE_H

#include "draw/select.h"

/* The seats of a draw and who has been called since. */
typedef struct urne_replacing urne_replacing;

/* Seats are empty until urne_replacing_drawn has been told of them. Strata of leaves
 * are those of the rules (the caller has checked). */
urne_replacing *urne_replacing_new(urne_arena *arena, const urne_rules *rules,
                                   const urne_leaf *leaves, size_t n_leaves,
                                   const urne_hash *seed);

/* One select or skip line of the result, in order; `pos` is 0 of a skip. `value` is the
 * household value of a selected leaf ("-" when household is not unique), and is kept by
 * reference. */
void urne_replacing_drawn(urne_replacing *r, urne_step_kind kind, urne_pass pass,
                          size_t leaf, uint64_t stratum, uint64_t pos, urne_str value);

/* Empties the seat of a leaf; false when it has none. */
bool urne_replacing_refuse(urne_replacing *r, size_t leaf);

typedef enum urne_successor_kind {
    URNE_SUCCESSOR_CALLED = 0, /* takes the seat emptied last */
    URNE_SUCCESSOR_PASSED = 1, /* is of a household that was drawn: ask again */
    URNE_SUCCESSOR_VACANT = 2, /* nobody is left */
    URNE_SUCCESSOR_UNKNOWN = 3 /* `open` could not say the household of `leaf` */
} urne_successor_kind;

typedef struct urne_successor {
    urne_successor_kind kind;
    size_t leaf;      /* called, passed, unknown */
    size_t of_leaf;   /* passed: who has the household */
    bool substitute;  /* called: from the substitutes of the result */
    urne_hash ticket; /* called, passed */
} urne_successor;

/* The next decision for the seat emptied last. `open` is asked for the household value
 * of an elector who is no substitute, if it is unique (see draw/select). */
urne_successor urne_replacing_next(urne_replacing *r, urne_open_fn open, void *ctx);

/* The attribute of the rules that is unique, or n_attrs. */
size_t urne_unique_attr(const urne_rules *rules);

#endif

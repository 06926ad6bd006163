/* oracle/frame: rules and leaves for the tests of draw/, made by hand. */
#ifndef ORACLE_FRAME_H
#define ORACLE_FRAME_H

#include "draw/select.h"

#include <stdlib.h>

/* Rules of n strata with these sizes; methods and seats are for the caller to set. */
static inline urne_rules *frame_rules(urne_arena *arena, const uint64_t *sizes,
                                      size_t n)
{
    urne_rules *rules = urne_arena_alloc(arena, sizeof *rules);
    rules->n_strata = n;
    rules->strata = urne_arena_array(arena, n, sizeof *rules->strata);
    for (size_t i = 0; i < n; i++) {
        rules->strata[i].electors = sizes[i];
    }
    return rules;
}

/* Gives the rules `n` attributes, unique where the bit of `unique` is set. */
static inline void frame_attrs(urne_arena *arena, urne_rules *rules, size_t n,
                               unsigned unique)
{
    rules->n_attrs = n;
    rules->attrs = urne_arena_array(arena, n, sizeof *rules->attrs);
    rules->unique = urne_arena_array(arena, n, sizeof *rules->unique);
    for (size_t a = 0; a < n; a++) {
        rules->attrs[a] = URNE_STR("attr");
        rules->unique[a] = (unique >> a & 1) != 0;
    }
}

/* A group of a chain: the parents in rules order, 0 = the total. */
static inline void frame_groups(urne_arena *arena, urne_rules *rules, size_t chain,
                                const uint64_t *parents, size_t n)
{
    rules->n_groups[chain] = n;
    rules->groups[chain] = urne_arena_array(arena, n, sizeof *rules->groups[chain]);
    for (size_t g = 0; g < n; g++) {
        rules->groups[chain][g].parent = parents[g];
    }
}

/* One leaf an elector, stratum after stratum, with PIDs ascending. */
static inline urne_leaf *frame_leaves(urne_arena *arena, const urne_rules *rules,
                                      size_t *n)
{
    *n = 0;
    for (size_t h = 0; h < rules->n_strata; h++) {
        *n += rules->strata[h].electors;
    }
    urne_leaf *leaves = urne_arena_array(arena, *n, sizeof *leaves);
    for (size_t h = 0, i = 0; h < rules->n_strata; h++) {
        for (uint64_t j = 0; j < rules->strata[h].electors; j++, i++) {
            leaves[i].stratum = (uint32_t)(h + 1);
            for (size_t b = 0; b < 4; b++) {
                leaves[i].pid.b[b] = (unsigned char)(i >> (24 - 8 * b));
            }
        }
    }
    return leaves;
}

/* A ticket that stands at this rank. */
static inline urne_hash frame_ticket(uint64_t rank)
{
    urne_hash ticket = {{0}};
    for (size_t b = 0; b < 8; b++) {
        ticket.b[b] = (unsigned char)(rank >> (56 - 8 * b));
    }
    return ticket;
}

/* For rules without unique attributes: nothing is ever opened. */
static inline bool frame_never_open(void *ctx, size_t leaf, size_t attr,
                                    urne_str *value)
{
    (void)ctx;
    (void)leaf;
    (void)attr;
    (void)value;
    abort();
}

/* Values by [leaf][attr], NULL = not available; an urne_open_fn. */
typedef struct frame_values {
    const char **value;
    size_t n_attrs;
    size_t asked;
} frame_values;

static inline bool frame_open(void *ctx, size_t leaf, size_t attr, urne_str *value)
{
    frame_values *v = ctx;
    const char *z = v->value[leaf * v->n_attrs + attr];
    v->asked++;
    if (z == NULL) {
        return false;
    }
    *value = urne_str_of(z);
    return true;
}

#endif

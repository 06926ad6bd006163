/* oracle/select: the selection word by word (draw-1, "Selection"): all leaves are
 * sorted, and both passes look at every one of them. */
#ifndef ORACLE_SELECT_H
#define ORACLE_SELECT_H

#include "oracle/frame.h"

typedef struct select_naive {
    const urne_rules *rules;
    const urne_leaf *leaves;
    size_t n;
    const urne_hash *tickets;
    const frame_values *values;
    size_t *order;
    bool *selected;
    urne_step *steps;
    size_t n_steps;
    uint64_t pos;
} select_naive;

static inline void select_sort(select_naive *s)
{
    for (size_t i = 0; i < s->n; i++) {
        size_t at = i;
        for (; at > 0; at--) {
            size_t other = s->order[at - 1];
            int c = urne_hash_cmp(&s->tickets[other], &s->tickets[i]);
            if (c == 0) {
                c = urne_hash_cmp(&s->leaves[other].pid, &s->leaves[i].pid);
            }
            if (c < 0) {
                break;
            }
            s->order[at] = other;
        }
        s->order[at] = i;
    }
}

/* Was a unique value of this leaf used by a select among the steps so far? */
static inline bool select_used(const select_naive *s, size_t leaf, urne_step *skip)
{
    size_t m = s->rules->n_attrs;
    for (size_t a = 0; a < m; a++) {
        const char *mine = s->rules->unique[a] ? s->values->value[leaf * m + a] : "-";
        for (size_t i = 0; i < s->n_steps && strcmp(mine, "-") != 0; i++) {
            const urne_step *step = &s->steps[i];
            if (step->kind == URNE_STEP_SELECT &&
                strcmp(mine, s->values->value[step->leaf * m + a]) == 0) {
                skip->attr = a;
                skip->of_leaf = step->leaf;
                return true;
            }
        }
    }
    return false;
}

static inline void select_pass(select_naive *s, const uint64_t *seats, urne_pass pass)
{
    uint64_t left[64];
    for (size_t h = 0; h < s->rules->n_strata; h++) {
        left[h] = seats[h];
    }
    for (size_t i = 0; i < s->n; i++) {
        size_t leaf = s->order[i], h = s->leaves[leaf].stratum - 1;
        urne_step step = {.pass = pass,
                          .leaf = leaf,
                          .ticket = s->tickets[leaf],
                          .stratum = h + 1,
                          .kind = URNE_STEP_SKIP};
        if (s->selected[leaf] || left[h] == 0) {
            continue;
        }
        if (!select_used(s, leaf, &step)) {
            step.kind = URNE_STEP_SELECT;
            step.pos = ++s->pos;
            s->selected[leaf] = true;
            left[h]--;
        }
        s->steps[s->n_steps++] = step;
    }
    for (size_t h = 0; h < s->rules->n_strata; h++) {
        if (left[h] > 0) {
            s->steps[s->n_steps++] = (urne_step){.kind = URNE_STEP_SHORT,
                                                 .pass = pass,
                                                 .stratum = h + 1,
                                                 .missing = left[h]};
        }
    }
}

/* At most 64 strata; `values` may be NULL when there are no attributes. */
static inline urne_selection select_naively(urne_arena *arena, const urne_rules *rules,
                                            const urne_leaf *leaves, size_t n,
                                            const uint64_t *const seats[2],
                                            const urne_hash *tickets,
                                            const frame_values *values)
{
    select_naive s = {
        .rules = rules, .leaves = leaves, .n = n, .tickets = tickets, .values = values};
    s.order = urne_arena_array(arena, n, sizeof *s.order);
    s.selected = urne_arena_array(arena, n, sizeof *s.selected);
    s.steps = urne_arena_array(arena, 2 * (n + rules->n_strata), sizeof *s.steps);
    select_sort(&s);
    select_pass(&s, seats[0], URNE_PASS_MEMBERS);
    select_pass(&s, seats[1], URNE_PASS_SUBSTITUTES);
    return (urne_selection){
        .steps = s.steps, .n_steps = s.n_steps, .stopped = SIZE_MAX};
}

static inline bool select_same_step(const urne_step *a, const urne_step *b)
{
    return a->kind == b->kind && a->pass == b->pass && a->pos == b->pos &&
           a->leaf == b->leaf && urne_hash_cmp(&a->ticket, &b->ticket) == 0 &&
           a->attr == b->attr && a->of_leaf == b->of_leaf && a->stratum == b->stratum &&
           a->missing == b->missing;
}

#endif

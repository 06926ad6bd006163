#include "budget/open.h"

static bool differs(const urne_trial *t, const urne_outcome *out)
{
    return memcmp(out->funded, t->funded, t->order->p->m * sizeof *t->funded) != 0;
}

/* One count under forces; its ties go to `out`. */
static bool try(urne_trial *t, urne_outcome *out, urne_arena *arena,
                const urne_force *forces)
{
    *out = (urne_outcome){.n_ties = 0};
    t->runs++;
    t->fn(out, arena, t->ctx, forces);
    return differs(t, out);
}

bool urne_tie_changes(urne_trial *t, const urne_tie_met *tie)
{
    bool changes = false;
    for (size_t i = 1; i < tie->n && !changes; i++) {
        urne_arena *scratch = urne_arena_new();
        urne_outcome out;
        urne_force force = {tie->round, tie->tied[i], NULL};
        changes = try(t, &out, scratch, &force);
        urne_arena_free(scratch);
    }
    return changes;
}

static bool any_differs(urne_trial *t, const urne_force *forces);

/* The tied from position i on that the criteria do not put behind it, each in turn. A
 * group that is taken whole, as in greedy, has a position for each of its rounds. */
static bool fall_otherwise(urne_trial *t, const urne_tie_met *tie,
                           const urne_force *before)
{
    size_t positions = tie->group ? tie->n - 1 : 1;
    for (size_t i = 0; i < positions; i++) {
        size_t round = tie->round + i;
        if (before != NULL && round <= before->round) {
            continue;
        }
        for (size_t j = i + 1; j < tie->n; j++) {
            urne_force force = {round, tie->tied[j], before};
            if (urne_order_cmp(t->order, tie->round, tie->tied[i], tie->tied[j]) == 0 &&
                any_differs(t, &force)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether the count under these forces, or one that goes on from it with an open tie
 * falling otherwise, funds another set. */
static bool any_differs(urne_trial *t, const urne_force *forces)
{
    if (t->runs >= URNE_OPEN_LIMIT) {
        return true;
    }
    urne_arena *scratch = urne_arena_new();
    urne_outcome out;
    bool found = try(t, &out, scratch, forces);
    for (size_t i = 0; i < out.n_ties && !found; i++) {
        found = !out.ties[i].resolved && fall_otherwise(t, &out.ties[i], forces);
    }
    urne_arena_free(scratch);
    return found;
}

const urne_tie_met *urne_ties_open(urne_trial *t, const urne_tie_met *ties, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!ties[i].resolved && fall_otherwise(t, &ties[i], NULL)) {
            return &ties[i];
        }
    }
    return NULL;
}

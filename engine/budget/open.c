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

/* ---- states seen ---- */

static uint64_t mix(uint64_t v)
{
    v = (v ^ (v >> 30)) * 0xBF58476D1CE4E5B9u;
    v = (v ^ (v >> 27)) * 0x94D049BB133111EBu;
    return v ^ (v >> 31);
}

/* What has happened before position i of a tie: what was funded, at which prices, and
 * who of the group was looked at. In any order. */
static uint64_t state_before(const urne_outcome *out, const urne_tie_met *tie, size_t i)
{
    size_t round = tie->round + i;
    uint64_t sum = mix(round);
    for (size_t k = 0; k < out->n_bought; k++) {
        const urne_bought *b = &out->bought[k];
        sum += b->round < round ? mix(mix((uint64_t)b->c + 1) ^ b->mark) : 0;
    }
    for (size_t k = 0; k < i; k++) {
        sum += mix(~(uint64_t)tie->tied[k]);
    }
    return sum;
}

/* True when the state is new; it is not from now on. */
static bool is_new(urne_trial *t, uint64_t state)
{
    for (size_t i = 0; i < t->n_seen; i++) {
        if (t->seen[i] == state) {
            return false;
        }
    }
    if (t->n_seen < t->cap_seen) {
        t->seen[t->n_seen++] = state;
    }
    return true;
}

/* ---- open ties ---- */

static bool any_differs(urne_trial *t, const urne_force *forces);

static bool has_bought(const urne_outcome *out, uint32_t c)
{
    for (size_t k = 0; k < out->n_bought; k++) {
        if (out->bought[k].c == c) {
            return true;
        }
    }
    return false;
}

/* A group of which all are bought, and none excludes another: their order is of no
 * consequence. Nor is it when none is bought and misfits are passed over: then none of
 * them fits at all. */
static bool harmless(const urne_trial *t, const urne_outcome *out,
                     const urne_tie_met *tie)
{
    const urne_count_rule *rule = t->order->p->rule;
    bool skips = rule->rule != URNE_RULE_GREEDY || rule->skip;
    size_t bought = 0;
    for (size_t i = 0; i < tie->n; i++) {
        bought += has_bought(out, tie->tied[i]) ? 1 : 0;
    }
    return tie->group && rule->n_rivals == 0 &&
           (bought == tie->n || (bought == 0 && skips));
}

bool urne_tie_changes(urne_trial *t, const urne_tie_met *tie)
{
    const urne_force none = {0, 0, NULL};
    urne_arena *arena = urne_arena_new();
    urne_outcome base;
    (void)try(t, &base, arena, &none);
    bool changes = false, futile = harmless(t, &base, tie);
    urne_arena_free(arena);
    /* The last of the tied are those that would gain most by coming first. */
    for (size_t i = tie->n; i-- > 1 && !changes && !futile;) {
        urne_arena *scratch = urne_arena_new();
        urne_outcome out;
        urne_force force = {tie->round, tie->tied[i], NULL};
        changes = try(t, &out, scratch, &force);
        urne_arena_free(scratch);
    }
    return changes;
}

/* The tied from position i on that the criteria do not put behind it, each in turn. A
 * group that is taken whole, as in greedy, has a position for each of its rounds. */
static bool fall_otherwise(urne_trial *t, const urne_outcome *out,
                           const urne_tie_met *tie, const urne_force *before)
{
    size_t positions = harmless(t, out, tie) ? 0 : tie->group ? tie->n - 1 : 1;
    for (size_t i = 0; i < positions; i++) {
        size_t round = tie->round + i;
        if ((before != NULL && round <= before->round) ||
            !is_new(t, state_before(out, tie, i))) {
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
        t->gave_up = true;
        return true;
    }
    urne_arena *scratch = urne_arena_new();
    urne_outcome out;
    bool found = try(t, &out, scratch, forces);
    for (size_t i = 0; i < out.n_ties && !found; i++) {
        found = !out.ties[i].resolved && fall_otherwise(t, &out, &out.ties[i], forces);
    }
    urne_arena_free(scratch);
    return found;
}

const urne_tie_met *urne_ties_open(urne_trial *t, const urne_tie_met *ties, size_t n)
{
    const urne_force none = {0, 0, NULL};
    const urne_tie_met *found = NULL;
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        open = open || !ties[i].resolved;
    }
    if (!open) {
        return NULL;
    }
    urne_arena *scratch = urne_arena_new();
    urne_outcome out;
    t->cap_seen = URNE_OPEN_LIMIT;
    t->seen = urne_arena_array(scratch, t->cap_seen, sizeof *t->seen);
    (void)try(t, &out, scratch, &none);
    for (size_t i = 0; i < n && found == NULL; i++) {
        bool matters = !ties[i].resolved && fall_otherwise(t, &out, &ties[i], NULL);
        found = matters ? &ties[i] : NULL;
    }
    t->seen = NULL;
    t->n_seen = t->cap_seen = 0;
    urne_arena_free(scratch);
    return found;
}

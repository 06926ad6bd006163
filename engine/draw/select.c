#include "draw/select.h"

#include "draw/heap.h"

/* The leaves of one stratum, put in order only as far as somebody looks:
 *   leaf[0 .. n - known)     a heap of the others (an arbitrary order while !heaped)
 *   leaf[n - 1 - i], i < known   the i-th leaf of the stratum by (ticket, PID)
 * Leaves of full strata give no step, so the visit in ascending order of all leaves
 * is the merge of the queues of those strata that still have seats. */
typedef struct queue {
    uint32_t *leaf;
    size_t n, known;
    size_t at; /* the next leaf of this pass */
    uint64_t left;
    bool heaped;
} queue;

/* A value of a unique attribute that a selected leaf has used. */
typedef struct used_value {
    urne_str value; /* p = NULL: a free slot */
    size_t attr, leaf;
} used_value;

typedef struct picker {
    urne_arena *arena;   /* of the caller: steps */
    urne_arena *scratch; /* everything else */
    const urne_rules *rules;
    const urne_leaf *leaves;
    const urne_hash *tickets;
    urne_open_fn open;
    void *ctx;
    queue *queues;
    uint32_t *strata; /* a heap of the strata with seats, by their next leaf */
    size_t n_strata;
    bool *taken;      /* by leaf: selected */
    used_value *used; /* open addressing; never more than half full */
    size_t used_mask;
    urne_str *values; /* by attribute: those of the leaf being visited */
    urne_selection out;
    size_t cap_steps;
    uint64_t selected;
} picker;

static bool leaf_before(const void *ctx, uint32_t a, uint32_t b)
{
    const picker *p = ctx;
    int c = urne_hash_cmp(&p->tickets[a], &p->tickets[b]);
    if (c == 0) {
        c = urne_hash_cmp(&p->leaves[a].pid, &p->leaves[b].pid);
    }
    return c != 0 ? c < 0 : a < b;
}

static uint32_t queue_leaf(const queue *q, size_t i)
{
    return q->leaf[q->n - 1 - i];
}

static bool stratum_before(const void *ctx, uint32_t a, uint32_t b)
{
    const picker *p = ctx;
    const queue *qa = &p->queues[a], *qb = &p->queues[b];
    return leaf_before(p, queue_leaf(qa, qa->at), queue_leaf(qb, qb->at));
}

/* Moves q->at on to a leaf that is not selected and makes it known; false when the
 * stratum has no more. */
static bool queue_ready(picker *p, queue *q)
{
    for (; q->at < q->n; q->at++) {
        if (q->at == q->known) {
            size_t rest = q->n - q->known;
            if (!q->heaped) {
                urne_heap_make(q->leaf, rest, leaf_before, p);
                q->heaped = true;
            }
            uint32_t first = q->leaf[0];
            q->leaf[0] = q->leaf[rest - 1];
            q->leaf[rest - 1] = first;
            q->known++;
            urne_heap_sift(q->leaf, rest - 1, 0, leaf_before, p);
        }
        if (!p->taken[queue_leaf(q, q->at)]) {
            return true;
        }
    }
    return false;
}

/* FNV-1a over the attribute and the value. */
static size_t used_slot(const picker *p, size_t attr, urne_str value)
{
    uint64_t x = 14695981039346656037u ^ attr;
    for (size_t i = 0; i < value.n; i++) {
        x = (x * 1099511628211u) ^ (unsigned char)value.p[i];
    }
    x *= 1099511628211u;
    size_t slot = (size_t)(x ^ (x >> 32)) & p->used_mask;
    while (p->used[slot].value.p != NULL &&
           (p->used[slot].attr != attr || !urne_str_eq(p->used[slot].value, value))) {
        slot = (slot + 1) & p->used_mask;
    }
    return slot;
}

static urne_step *add_step(picker *p, urne_step_kind kind, urne_pass pass)
{
    if (p->out.n_steps == p->cap_steps) {
        size_t cap = p->cap_steps == 0 ? 64 : 2 * p->cap_steps;
        p->out.steps =
            urne_arena_grow(p->arena, p->out.steps, p->cap_steps * sizeof *p->out.steps,
                            cap * sizeof *p->out.steps);
        p->cap_steps = cap;
    }
    urne_step *step = &p->out.steps[p->out.n_steps++];
    *step = (urne_step){.kind = kind, .pass = pass};
    return step;
}

static urne_step *add_leaf_step(picker *p, urne_step_kind kind, urne_pass pass,
                                uint32_t leaf)
{
    urne_step *step = add_step(p, kind, pass);
    step->leaf = leaf;
    step->ticket = p->tickets[leaf];
    step->stratum = p->leaves[leaf].stratum;
    return step;
}

/* Selects a leaf. Its values are used from now on, but "-" never is. */
static void take(picker *p, uint32_t leaf, urne_pass pass)
{
    const urne_rules *rules = p->rules;
    for (size_t a = 0; a < rules->n_attrs; a++) {
        if (rules->unique[a] && !urne_str_is(p->values[a], "-")) {
            used_value *u = &p->used[used_slot(p, a, p->values[a])];
            *u = (used_value){.value = urne_str_dup(p->scratch, p->values[a]),
                              .attr = a,
                              .leaf = leaf};
        }
    }
    p->taken[leaf] = true;
    add_leaf_step(p, URNE_STEP_SELECT, pass, leaf)->pos = ++p->selected;
}

/* A leaf of a stratum that has seats: selects or skips it. False when it cannot be
 * told which, because an attribute is not open. */
static bool visit(picker *p, uint32_t leaf, urne_pass pass)
{
    const urne_rules *rules = p->rules;
    bool closed = false;
    for (size_t a = 0; a < rules->n_attrs; a++) {
        if (!rules->unique[a]) {
            continue;
        }
        if (!p->open(p->ctx, leaf, a, &p->values[a])) {
            closed = true;
            continue;
        }
        const used_value *u = &p->used[used_slot(p, a, p->values[a])];
        if (u->value.p != NULL) {
            urne_step *step = add_leaf_step(p, URNE_STEP_SKIP, pass, leaf);
            step->attr = a;
            step->of_leaf = u->leaf;
            return true;
        }
    }
    if (closed) {
        p->out.stopped = leaf;
        return false;
    }
    take(p, leaf, pass);
    p->queues[p->leaves[leaf].stratum - 1].left--;
    return true;
}

static bool run_pass(picker *p, const uint64_t *seats, urne_pass pass)
{
    size_t n = 0;
    for (size_t h = 0; h < p->n_strata; h++) {
        queue *q = &p->queues[h];
        q->at = 0;
        q->left = seats[h];
        if (q->left > 0 && queue_ready(p, q)) {
            p->strata[n++] = (uint32_t)h;
        }
    }
    urne_heap_make(p->strata, n, stratum_before, p);
    while (n > 0) {
        queue *q = &p->queues[p->strata[0]];
        if (!visit(p, queue_leaf(q, q->at), pass)) {
            return false;
        }
        q->at++;
        if (q->left == 0 || !queue_ready(p, q)) {
            p->strata[0] = p->strata[--n];
        }
        urne_heap_sift(p->strata, n, 0, stratum_before, p);
    }
    for (size_t h = 0; h < p->n_strata; h++) {
        if (p->queues[h].left > 0) {
            urne_step *step = add_step(p, URNE_STEP_SHORT, pass);
            step->stratum = h + 1;
            step->missing = p->queues[h].left;
        }
    }
    return true;
}

/* Deals the leaves to the queues of their strata. */
static void deal_leaves(picker *p, size_t n_leaves)
{
    uint32_t *all = urne_arena_array(p->scratch, n_leaves, sizeof *all);
    for (size_t i = 0; i < n_leaves; i++) {
        uint32_t h = p->leaves[i].stratum;
        if (h < 1 || h > p->n_strata) {
            urne_bug("select: stratum of a leaf");
        }
        p->queues[h - 1].n++;
    }
    for (size_t h = 0; h < p->n_strata; h++) {
        p->queues[h].leaf = all;
        all += p->queues[h].n;
    }
    for (size_t i = 0; i < n_leaves; i++) {
        queue *q = &p->queues[p->leaves[i].stratum - 1];
        q->leaf[q->at++] = (uint32_t)i;
    }
}

/* Room for every value that both passes can use, twice over. */
static void make_used(picker *p, const uint64_t *const seats[2])
{
    uint64_t most = 0;
    for (size_t h = 0; h < p->n_strata; h++) {
        uint64_t n = p->queues[h].n;
        uint64_t members = seats[0][h] < n ? seats[0][h] : n;
        most += seats[1][h] < n - members ? members + seats[1][h] : n;
    }
    size_t slots = 1;
    while (slots / 2 <= most * p->rules->n_attrs) {
        slots *= 2;
    }
    p->used = urne_arena_array(p->scratch, slots, sizeof *p->used);
    p->used_mask = slots - 1;
}

urne_selection urne_select_by(urne_arena *arena, const urne_rules *rules,
                              const urne_leaf *leaves, size_t n_leaves,
                              const uint64_t *const seats[2], const urne_hash *tickets,
                              urne_open_fn open, void *ctx)
{
    if (n_leaves > UINT32_MAX || rules->n_strata > UINT32_MAX) {
        urne_bug("select: too many leaves");
    }
    urne_arena *scratch = urne_arena_new();
    picker p = {.arena = arena,
                .scratch = scratch,
                .rules = rules,
                .leaves = leaves,
                .tickets = tickets,
                .open = open,
                .ctx = ctx,
                .n_strata = rules->n_strata,
                .out = {.stopped = SIZE_MAX}};
    p.queues = urne_arena_array(scratch, p.n_strata, sizeof *p.queues);
    p.strata = urne_arena_array(scratch, p.n_strata, sizeof *p.strata);
    p.taken = urne_arena_array(scratch, n_leaves, sizeof *p.taken);
    p.values = urne_arena_array(scratch, rules->n_attrs, sizeof *p.values);
    deal_leaves(&p, n_leaves);
    make_used(&p, seats);
    if (run_pass(&p, seats[0], URNE_PASS_MEMBERS)) {
        run_pass(&p, seats[1], URNE_PASS_SUBSTITUTES);
    }
    urne_arena_free(scratch);
    return p.out;
}

urne_selection urne_select(urne_arena *arena, const urne_rules *rules,
                           const urne_leaf *leaves, size_t n_leaves,
                           const uint64_t *const seats[2], const urne_hash *seed,
                           urne_open_fn open, void *ctx)
{
    urne_arena *scratch = urne_arena_new();
    urne_hash *tickets = urne_arena_array(scratch, n_leaves, sizeof *tickets);
    urne_sub sub = urne_sub_make(seed, URNE_SUB_DRAW);
    urne_ticketer ticketer;
    urne_ticketer_init(&ticketer, &sub);
    for (size_t i = 0; i < n_leaves; i++) {
        urne_hex pid = urne_to_hex(leaves[i].pid);
        tickets[i] = urne_ticketer_get(&ticketer, urne_hex_str(&pid));
    }
    urne_selection out =
        urne_select_by(arena, rules, leaves, n_leaves, seats, tickets, open, ctx);
    urne_arena_free(scratch);
    return out;
}

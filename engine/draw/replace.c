#include "draw/replace.h"

#include <stdlib.h>

/* What has become of an elector: a bit each. */
enum { DRAWN = 1, CALLED = 2, REFUSED = 4 };

/* A seat, or a substitute: whom a line of the result names, and the stratum it says. */
typedef struct seat {
    size_t leaf; /* who has it; SIZE_MAX: nobody */
    uint64_t stratum, pos;
} seat;

/* Ascending by POS; as many as the result has lines for: one that was tampered with may
 * have more than the rules have seats. */
typedef struct row {
    seat *at;
    size_t n, cap;
} row;

typedef struct used {
    urne_str value;
    size_t leaf;
} used;

/* One elector of a stratum in the order of tickets. */
typedef struct visit {
    urne_hash ticket;
    const urne_leaf *leaf;
} visit;

typedef struct queue {
    visit *visits; /* NULL until it is asked for */
    size_t n, next;
} queue;

struct urne_replacing {
    urne_arena *arena;
    const urne_rules *rules;
    const urne_leaf *leaves;
    size_t n_leaves;
    urne_sub purpose;
    unsigned char *state;
    row seats, substitutes;
    size_t empty; /* the seat emptied last */
    used *used;
    size_t n_used, cap_used;
    queue *queues; /* by stratum */
};

size_t urne_unique_attr(const urne_rules *rules)
{
    size_t a = 0;
    while (a < rules->n_attrs && !rules->unique[a]) {
        a++;
    }
    return a;
}

urne_replacing *urne_replacing_new(urne_arena *arena, const urne_rules *rules,
                                   const urne_leaf *leaves, size_t n_leaves,
                                   const urne_hash *seed)
{
    urne_replacing *r = urne_arena_alloc(arena, sizeof *r);
    *r = (urne_replacing){
        .arena = arena, .rules = rules, .leaves = leaves, .n_leaves = n_leaves};
    r->purpose = urne_sub_make(seed, "draw");
    r->state = urne_arena_array(arena, n_leaves + 1, 1);
    r->queues = urne_arena_array(arena, rules->n_strata + 1, sizeof *r->queues);
    return r;
}

static void use(urne_replacing *r, urne_str value, size_t leaf)
{
    if (urne_str_is(value, "-")) {
        return;
    }
    if (r->n_used == r->cap_used) {
        size_t cap = r->cap_used == 0 ? 64 : 2 * r->cap_used;
        used *more = urne_arena_array(r->arena, cap, sizeof *more);
        if (r->n_used > 0) {
            memcpy(more, r->used, r->n_used * sizeof *more);
        }
        r->used = more;
        r->cap_used = cap;
    }
    r->used[r->n_used++] = (used){value, leaf};
}

static void add(urne_replacing *r, row *to, seat s)
{
    if (to->n == to->cap) {
        size_t cap = to->cap == 0 ? 64 : 2 * to->cap;
        to->at = to->cap == 0
                     ? urne_arena_array(r->arena, cap, sizeof *to->at)
                     : urne_arena_grow(r->arena, to->at, to->cap * sizeof *to->at,
                                       cap * sizeof *to->at);
        to->cap = cap;
    }
    size_t at = to->n++;
    for (; at > 0 && to->at[at - 1].pos > s.pos; at--) {
        to->at[at] = to->at[at - 1];
    }
    to->at[at] = s;
}

void urne_replacing_drawn(urne_replacing *r, urne_step_kind kind, urne_pass pass,
                          size_t leaf, uint64_t stratum, uint64_t pos, urne_str value)
{
    if (kind == URNE_STEP_SHORT) {
        return;
    }
    if (leaf < r->n_leaves) {
        r->state[leaf] |= DRAWN;
    }
    if (kind == URNE_STEP_SELECT) {
        use(r, value, leaf);
        add(r, pass == URNE_PASS_MEMBERS ? &r->seats : &r->substitutes,
            (seat){leaf, stratum, pos});
    }
}

bool urne_replacing_refuse(urne_replacing *r, size_t leaf)
{
    for (size_t i = 0; leaf < r->n_leaves && i < r->seats.n; i++) {
        if (r->seats.at[i].leaf == leaf && (r->state[leaf] & REFUSED) == 0) {
            r->state[leaf] |= REFUSED;
            r->seats.at[i].leaf = SIZE_MAX;
            r->empty = i;
            return true;
        }
    }
    return false;
}

static int by_ticket(const void *a, const void *b)
{
    const visit *x = a, *y = b;
    int order = urne_hash_cmp(&x->ticket, &y->ticket);
    order = order != 0 ? order : urne_hash_cmp(&x->leaf->pid, &y->leaf->pid);
    return order != 0 ? order : (x->leaf > y->leaf) - (x->leaf < y->leaf);
}

/* The electors of a stratum in the order of draw-1 §11.1, made when first asked for:
 * most strata never come to that. */
static queue *queue_of(urne_replacing *r, uint64_t stratum)
{
    queue *q = &r->queues[stratum - 1];
    if (q->visits != NULL) {
        return q;
    }
    for (size_t i = 0; i < r->n_leaves; i++) {
        q->n += r->leaves[i].stratum == stratum ? 1 : 0;
    }
    q->visits = urne_arena_array(r->arena, q->n + 1, sizeof *q->visits);
    for (size_t i = 0, k = 0; i < r->n_leaves; i++) {
        if (r->leaves[i].stratum == stratum) {
            q->visits[k++] =
                (visit){urne_ticket(&r->purpose, &r->leaves[i].pid), &r->leaves[i]};
        }
    }
    qsort(q->visits, q->n, sizeof *q->visits, by_ticket);
    return q;
}

/* The free substitute with the lowest POS, of the stratum unless it is 0. One who is
 * not in the roll stays free: nobody can call them, and nobody else is due before them.
 */
static size_t free_substitute(const urne_replacing *r, uint64_t stratum)
{
    for (size_t i = 0; i < r->substitutes.n; i++) {
        const seat *s = &r->substitutes.at[i];
        bool called = s->leaf < r->n_leaves && (r->state[s->leaf] & CALLED) != 0;
        if (!called && (stratum == 0 || s->stratum == stratum)) {
            return s->leaf;
        }
    }
    return SIZE_MAX;
}

static urne_successor call(urne_replacing *r, size_t leaf, bool substitute)
{
    if (leaf >= r->n_leaves) {
        return (urne_successor){.kind = URNE_SUCCESSOR_UNKNOWN, .leaf = leaf};
    }
    r->state[leaf] |= CALLED;
    r->seats.at[r->empty].leaf = leaf;
    return (urne_successor){.kind = URNE_SUCCESSOR_CALLED,
                            .leaf = leaf,
                            .substitute = substitute,
                            .ticket = urne_ticket(&r->purpose, &r->leaves[leaf].pid)};
}

static const used *find_used(const urne_replacing *r, urne_str value)
{
    for (size_t i = 0; i < r->n_used; i++) {
        if (!urne_str_is(value, "-") && urne_str_eq(r->used[i].value, value)) {
            return &r->used[i];
        }
    }
    return NULL;
}

/* The elector of a queue who comes up: called, or passed over for the household. */
static urne_successor come_up(urne_replacing *r, const visit *v, urne_open_fn open,
                              void *ctx)
{
    size_t leaf = (size_t)(v->leaf - r->leaves), attr = urne_unique_attr(r->rules);
    urne_str value = URNE_STR("-");
    if (attr < r->rules->n_attrs && !open(ctx, leaf, attr, &value)) {
        return (urne_successor){.kind = URNE_SUCCESSOR_UNKNOWN, .leaf = leaf};
    }
    const used *before = find_used(r, value);
    if (before != NULL) {
        r->state[leaf] |= DRAWN; /* comes up no more */
        return (urne_successor){.kind = URNE_SUCCESSOR_PASSED,
                                .leaf = leaf,
                                .of_leaf = before->leaf,
                                .ticket = v->ticket};
    }
    use(r, urne_str_dup(r->arena, value), leaf);
    return call(r, leaf, false);
}

/* The first elector of the stratum who may be called; NULL: none is left. */
static const visit *next_elector(urne_replacing *r, uint64_t stratum)
{
    if (stratum == 0 || stratum > r->rules->n_strata) {
        return NULL; /* nobody is of a stratum that the rules do not have */
    }
    queue *q = queue_of(r, stratum);
    while (q->next < q->n &&
           r->state[(size_t)(q->visits[q->next].leaf - r->leaves)] != 0) {
        q->next++;
    }
    return q->next < q->n ? &q->visits[q->next] : NULL;
}

urne_successor urne_replacing_next(urne_replacing *r, urne_open_fn open, void *ctx)
{
    uint64_t stratum = r->seats.at[r->empty].stratum;
    size_t leaf = free_substitute(r, stratum);
    if (leaf != SIZE_MAX) {
        return call(r, leaf, true);
    }
    const visit *v = next_elector(r, stratum);
    if (v != NULL) {
        return come_up(r, v, open, ctx);
    }
    leaf = free_substitute(r, 0);
    return leaf != SIZE_MAX ? call(r, leaf, true)
                            : (urne_successor){.kind = URNE_SUCCESSOR_VACANT};
}

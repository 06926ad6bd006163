#include "draw/balance.h"

#include "base/wide.h"

#define NONE SIZE_MAX

/* x_e = whole * N + part, 0 <= part < N; the edge is fractional if part != 0. */
typedef struct edge {
    size_t vertex[2]; /* tail, head */
    size_t next[2];   /* the next fractional edge at the tail, at the head */
    size_t prev[2];
    uint64_t electors, whole, part;
} edge;

/* An edge of the walk and the vertex from which it was entered. */
typedef struct stride {
    size_t edge, from;
} stride;

/* Vertices: 0 the total of chain 1, its groups, the groups of chain 2, its total.
 * Edges: groups of chain 1, groups of chain 2, cells, each in rules order. */
typedef struct network {
    uint64_t total;
    size_t n_edges, n_vertices;
    edge *edges;
    size_t *first;   /* by vertex: its lowest fractional edge */
    size_t *last;    /* by vertex: its highest one */
    size_t *visited; /* by vertex: its place in the walk, or NONE */
    stride *walk;    /* no vertex twice, so one stride a vertex */
} network;

static size_t group_vertex(const urne_rules *rules, size_t chain, uint64_t group)
{
    if (group > rules->n_groups[chain]) {
        urne_bug("balance: group");
    }
    if (chain == 0) {
        return (size_t)group;
    }
    size_t base = rules->n_groups[0];
    return group == 0 ? base + rules->n_groups[1] + 1 : base + (size_t)group;
}

/* The ends of every edge. In chain 1 the flow runs from a parent to its group, in
 * chain 2 from a group to its parent. */
static void join_vertices(network *net, const urne_rules *rules)
{
    edge *e = net->edges;
    for (size_t chain = 0; chain < 2; chain++) {
        for (size_t g = 1; g <= rules->n_groups[chain]; g++, e++) {
            uint64_t parent = rules->groups[chain][g - 1].parent;
            if (parent >= g) {
                urne_bug("balance: parent");
            }
            e->vertex[chain] = group_vertex(rules, chain, parent);
            e->vertex[1 - chain] = group_vertex(rules, chain, g);
        }
    }
    for (size_t i = 0; i < rules->n_strata; i++, e++) {
        e->vertex[0] = group_vertex(rules, 0, rules->strata[i].g1);
        e->vertex[1] = group_vertex(rules, 1, rules->strata[i].g2);
    }
}

/* A cell counts in its groups, a group in its parent; parents come before their
 * groups, so that one pass from the last group to the first adds everything up. */
static void count_electors(network *net, const urne_rules *rules)
{
    edge *group[2] = {net->edges, net->edges + rules->n_groups[0]};
    edge *cell = group[1] + rules->n_groups[1];
    for (size_t i = 0; i < rules->n_strata; i++) {
        const urne_stratum *s = &rules->strata[i];
        if (s->electors > URNE_INT_MAX - net->total) {
            urne_bug("balance: electors");
        }
        cell[i].electors = s->electors;
        net->total += s->electors;
        if (s->g1 > 0) {
            group[0][s->g1 - 1].electors += s->electors;
        }
        if (s->g2 > 0) {
            group[1][s->g2 - 1].electors += s->electors;
        }
    }
    for (size_t chain = 0; chain < 2; chain++) {
        for (size_t g = rules->n_groups[chain]; g-- > 0;) {
            uint64_t parent = rules->groups[chain][g].parent;
            if (parent > 0) {
                group[chain][parent - 1].electors += group[chain][g].electors;
            }
        }
    }
}

/* Appends a fractional edge to the list of each end: lists ascend by number. */
static void link_edge(network *net, size_t number)
{
    edge *e = &net->edges[number];
    for (size_t end = 0; end < 2; end++) {
        size_t v = e->vertex[end], before = net->last[v];
        e->prev[end] = before;
        e->next[end] = NONE;
        net->last[v] = number;
        if (before == NONE) {
            net->first[v] = number;
        } else {
            edge *b = &net->edges[before];
            b->next[b->vertex[1] == v] = number;
        }
    }
}

static void unlink_edge(network *net, size_t number)
{
    const edge *e = &net->edges[number];
    for (size_t end = 0; end < 2; end++) {
        size_t v = e->vertex[end], before = e->prev[end], after = e->next[end];
        if (before == NONE) {
            net->first[v] = after;
        } else {
            edge *b = &net->edges[before];
            b->next[b->vertex[1] == v] = after;
        }
        if (after == NONE) {
            net->last[v] = before;
        } else {
            edge *a = &net->edges[after];
            a->prev[a->vertex[1] == v] = before;
        }
    }
}

static void net_init(network *net, urne_arena *arena, const urne_rules *rules,
                     uint64_t seats)
{
    size_t groups = rules->n_groups[0] + rules->n_groups[1];
    net->n_edges = groups + rules->n_strata;
    net->n_vertices = groups + 2;
    net->edges = urne_arena_array(arena, net->n_edges, sizeof *net->edges);
    net->first = urne_arena_array(arena, net->n_vertices, sizeof *net->first);
    net->last = urne_arena_array(arena, net->n_vertices, sizeof *net->last);
    net->visited = urne_arena_array(arena, net->n_vertices, sizeof *net->visited);
    net->walk = urne_arena_array(arena, net->n_vertices, sizeof *net->walk);
    for (size_t v = 0; v < net->n_vertices; v++) {
        net->first[v] = net->last[v] = net->visited[v] = NONE;
    }
    join_vertices(net, rules);
    count_electors(net, rules);
    if (net->total == 0) {
        urne_bug("balance: no electors");
    }
    for (size_t i = 0; i < net->n_edges; i++) {
        urne_wide x = urne_wide_mul(seats, net->edges[i].electors);
        net->edges[i].whole = (uint64_t)(x / net->total);
        net->edges[i].part = (uint64_t)(x % net->total);
        if (net->edges[i].part != 0) {
            link_edge(net, i);
        }
    }
}

/* Walks from the tail of edge `lowest` until a vertex repeats; the cycle is
 * walk[start .. end). What flows in flows out of every vertex in whole numbers, so
 * a vertex with one fractional edge has another one. */
static size_t find_cycle(network *net, size_t lowest, size_t *end)
{
    size_t n = 0, used = NONE, v = net->edges[lowest].vertex[0];
    while (net->visited[v] == NONE) {
        size_t number = net->first[v];
        if (number == used) {
            const edge *e = &net->edges[number];
            number = e->next[e->vertex[1] == v];
        }
        if (number == NONE) {
            urne_bug("balance: the walk ends");
        }
        const edge *e = &net->edges[number];
        net->visited[v] = n;
        net->walk[n++] = (stride){.edge = number, .from = v};
        used = number;
        v = e->vertex[e->vertex[0] == v];
    }
    size_t start = net->visited[v];
    for (size_t i = 0; i < n; i++) {
        net->visited[net->walk[i].from] = NONE;
    }
    *end = n;
    return start;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Adds `amount` to the cycle's forward edges and takes it from its backward edges,
 * or the other way round; edges that become whole leave the net. */
static void push(network *net, size_t start, size_t end, uint64_t amount, bool add)
{
    for (size_t i = start; i < end; i++) {
        edge *e = &net->edges[net->walk[i].edge];
        bool forward = e->vertex[0] == net->walk[i].from;
        e->part = forward == add ? e->part + amount : e->part - amount;
        if (e->part == net->total) {
            e->whole++;
            e->part = 0;
        }
        if (e->part == 0) {
            unlink_edge(net, net->walk[i].edge);
        }
    }
}

static void round_cycle(network *net, size_t lowest, urne_lot_fn lot, void *ctx)
{
    size_t end, start = find_cycle(net, lowest, &end);
    uint64_t up = UINT64_MAX, down = UINT64_MAX;
    for (size_t i = start; i < end; i++) {
        const edge *e = &net->edges[net->walk[i].edge];
        bool forward = e->vertex[0] == net->walk[i].from;
        up = least(up, forward ? net->total - e->part : e->part);
        down = least(down, forward ? e->part : net->total - e->part);
    }
    bool add = lot(ctx, up, down) < down;
    push(net, start, end, add ? up : down, add);
}

size_t urne_balance(uint64_t *out, const urne_rules *rules, uint64_t seats,
                    urne_lot_fn lot, void *ctx)
{
    urne_arena *arena = urne_arena_new();
    network net = {.total = 0};
    net_init(&net, arena, rules, seats);
    size_t lots = 0;
    /* An edge that is whole stays whole: nothing before i becomes fractional. */
    for (size_t i = 0; i < net.n_edges; i++) {
        for (; net.edges[i].part != 0; lots++) {
            round_cycle(&net, i, lot, ctx);
        }
    }
    for (size_t i = 0; i < rules->n_strata; i++) {
        out[i] = net.edges[net.n_edges - rules->n_strata + i].whole;
    }
    urne_arena_free(arena);
    return lots;
}

uint64_t urne_balance_lot_get(void *ctx, uint64_t up, uint64_t down)
{
    urne_balance_lot *lot = ctx;
    return urne_randint_u64(&lot->sub, "step", up + down, &lot->ctr);
}

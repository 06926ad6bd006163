#include "draw/apportion.h"

#include "base/wide.h"
#include "draw/balance.h"
#include "draw/heap.h"

/* One allocation being made: who comes first for the next seat. */
typedef struct race {
    const urne_rules *rules;
    uint64_t total;
    uint64_t seats;
    uint64_t *out;
    uint64_t *rest; /* hamilton: k * N_h mod N */
    const urne_hash *tickets;
    uint64_t per_seat; /* the divisor is per_seat * a + 1: dhondt 1, sainte-lague 2 */
} race;

static bool tie_before(const race *r, uint32_t a, uint32_t b)
{
    int c = urne_hash_cmp(&r->tickets[a], &r->tickets[b]);
    return c != 0 ? c < 0 : a < b;
}

static bool rest_before(const void *ctx, uint32_t a, uint32_t b)
{
    const race *r = ctx;
    return r->rest[a] != r->rest[b] ? r->rest[a] > r->rest[b] : tie_before(r, a, b);
}

/* N_a / divisor_a > N_b / divisor_b, by cross-multiplication. */
static bool quotient_before(const void *ctx, uint32_t a, uint32_t b)
{
    const race *r = ctx;
    uint64_t divisor_a = r->per_seat * r->out[a] + 1;
    uint64_t divisor_b = r->per_seat * r->out[b] + 1;
    urne_wide left = urne_wide_mul(r->rules->strata[a].electors, divisor_b);
    urne_wide right = urne_wide_mul(r->rules->strata[b].electors, divisor_a);
    return left != right ? left > right : tie_before(r, a, b);
}

static uint64_t total_electors(const urne_rules *rules)
{
    uint64_t total = 0;
    for (size_t i = 0; i < rules->n_strata; i++) {
        uint64_t n = rules->strata[i].electors;
        if (n == 0 || n > URNE_INT_MAX - total) {
            urne_bug("apportion: electors");
        }
        total += n;
    }
    return total;
}

static const urne_hash *tie_tickets(urne_arena *arena, size_t n, const urne_sub *sub)
{
    urne_hash *tickets = urne_arena_array(arena, n, sizeof *tickets);
    for (size_t i = 0; i < n; i++) {
        urne_hash key = urne_hash_fields(2, URNE_STR("urne/1 stratum"),
                                         urne_str_of(URNE_DEC(i + 1)));
        tickets[i] = urne_ticket(sub, &key);
    }
    return tickets;
}

static uint32_t *all_strata(urne_arena *arena, size_t n)
{
    uint32_t *items = urne_arena_array(arena, n, sizeof *items);
    for (size_t i = 0; i < n; i++) {
        items[i] = (uint32_t)i;
    }
    return items;
}

/* Floors, then one more seat each in the order of the remainders: the remainders
 * sum to less than n * N, so that fewer than n seats are left. */
static void hamilton(urne_arena *arena, race *r)
{
    size_t n = r->rules->n_strata;
    uint64_t left = r->seats;
    r->rest = urne_arena_array(arena, n, sizeof *r->rest);
    for (size_t i = 0; i < n; i++) {
        urne_wide x = urne_wide_mul(r->seats, r->rules->strata[i].electors);
        r->out[i] = (uint64_t)(x / r->total);
        r->rest[i] = (uint64_t)(x % r->total);
        left -= r->out[i];
    }
    uint32_t *heap = all_strata(arena, n);
    urne_heap_make(heap, n, rest_before, r);
    for (; left > 0; left--) {
        r->out[heap[0]]++;
        heap[0] = heap[--n];
        urne_heap_sift(heap, n, 0, rest_before, r);
    }
}

/* Seats that stratum N_h has for certain, so that a large k needs no k steps.
 *
 * All quotients of at least q are awarded first when there are at most k of them.
 * dhondt: q = N/k has floor(k * N_h / N) of them in H, together at most k.
 * sainte-lague: q = N/(2k - n) has floor((N_h/q + 1) / 2), together at most
 * (2k - n + n) / 2 = k. Both leave fewer than n seats to award one by one. */
static uint64_t seats_for_certain(const race *r, uint64_t electors)
{
    if (r->per_seat == 1) {
        return (uint64_t)(urne_wide_mul(r->seats, electors) / r->total);
    }
    uint64_t n = r->rules->n_strata;
    if (2 * r->seats <= n) {
        return 0;
    }
    urne_wide x = urne_wide_mul(electors, 2 * r->seats - n);
    return (uint64_t)((x + r->total) / ((urne_wide)2 * r->total));
}

static void highest_quotients(urne_arena *arena, race *r)
{
    size_t n = r->rules->n_strata;
    uint64_t left = r->seats;
    for (size_t i = 0; i < n; i++) {
        r->out[i] = seats_for_certain(r, r->rules->strata[i].electors);
        left -= r->out[i];
    }
    uint32_t *heap = all_strata(arena, n);
    urne_heap_make(heap, n, quotient_before, r);
    for (; left > 0; left--) {
        r->out[heap[0]]++;
        urne_heap_sift(heap, n, 0, quotient_before, r);
    }
}

static void quota(uint64_t *out, const urne_rules *rules, urne_pass pass)
{
    for (size_t i = 0; i < rules->n_strata; i++) {
        const urne_stratum *s = &rules->strata[i];
        out[i] = pass == URNE_PASS_MEMBERS ? s->seats : s->substitutes;
    }
}

void urne_apportion(uint64_t *out, const urne_rules *rules, const urne_hash *seed,
                    urne_pass pass)
{
    bool members = pass == URNE_PASS_MEMBERS;
    urne_sub sub =
        urne_sub_make(seed, members ? URNE_SUB_ALLOC_DRAW : URNE_SUB_ALLOC_SUB);
    race r = {.rules = rules, .out = out, .total = total_electors(rules)};
    r.seats = members ? rules->seats : rules->substitutes;
    if (r.seats > URNE_INT_MAX || rules->n_strata == 0 ||
        rules->n_strata > UINT32_MAX) {
        urne_bug("apportion: seats or strata");
    }
    urne_arena *arena = urne_arena_new();
    switch (rules->method) {
    case URNE_METHOD_QUOTA:
        quota(out, rules, pass);
        break;
    case URNE_METHOD_HAMILTON:
        r.tickets = tie_tickets(arena, rules->n_strata, &sub);
        hamilton(arena, &r);
        break;
    case URNE_METHOD_SAINTE_LAGUE:
    case URNE_METHOD_DHONDT:
        r.tickets = tie_tickets(arena, rules->n_strata, &sub);
        r.per_seat = rules->method == URNE_METHOD_DHONDT ? 1 : 2;
        highest_quotients(arena, &r);
        break;
    case URNE_METHOD_BALANCED: {
        urne_balance_lot lot = {.sub = sub, .ctr = 0};
        urne_balance(out, rules, r.seats, urne_balance_lot_get, &lot);
        break;
    }
    }
    urne_arena_free(arena);
}

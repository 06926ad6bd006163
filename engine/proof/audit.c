#include "proof/audit.h"

#include "crypto/seed.h"
#include "draw/heap.h"

#include <stdlib.h>

#define PLAN "urne/1 audit-plan\n"

/* ---- which lines ---- */

typedef struct picking {
    const urne_roll_lines *roll;
    urne_planned_leaf *kept;
} picking;

/* The order of the plan: by ticket, then by PID. */
static int order(const picking *p, const urne_planned_leaf *a,
                 const urne_planned_leaf *b)
{
    int by_ticket = urne_hash_cmp(&a->ticket, &b->ticket);
    return by_ticket != 0 ? by_ticket
                          : urne_hash_cmp(&p->roll->leaves[a->index].pid,
                                          &p->roll->leaves[b->index].pid);
}

/* The heap has the last of the kept ones first: it is the one that gives way. */
static bool after(const void *ctx, uint32_t a, uint32_t b)
{
    const picking *p = ctx;
    return order(p, &p->kept[a], &p->kept[b]) > 0;
}

static void pick_leaves(urne_audit_plan *plan, urne_arena *arena,
                        const urne_roll_lines *roll, const urne_hash *seed)
{
    urne_sub sub = urne_sub_make(seed, URNE_SUB_AUDIT_LEAF);
    size_t n = plan->n_leaves;
    picking p = {roll, urne_arena_array(arena, n + 1, sizeof *p.kept)};
    uint32_t *heap = urne_arena_array(arena, n, sizeof *heap);
    for (size_t i = 0; i < roll->n && n > 0; i++) {
        urne_planned_leaf leaf = {(uint32_t)i, urne_ticket(&sub, &roll->leaves[i].pid)};
        if (i < n) {
            p.kept[i] = leaf;
            heap[i] = (uint32_t)i;
            if (i + 1 == n) {
                urne_heap_make(heap, n, after, &p);
            }
        } else if (order(&p, &leaf, &p.kept[heap[0]]) < 0) {
            p.kept[heap[0]] = leaf;
            urne_heap_sift(heap, n, 0, after, &p);
        }
    }
    /* Emptied from its end, the heap gives the plan in its order. */
    plan->leaves = urne_arena_array(arena, n, sizeof *plan->leaves);
    for (size_t left = n; left > 0; left--) {
        plan->leaves[left - 1] = p.kept[heap[0]];
        heap[0] = heap[left - 1];
        urne_heap_sift(heap, left - 1, 0, after, &p);
    }
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y ? 1 : 0;
}

/* A set of numbers from 1 on, with room for twice as many; 0 is an empty place. */
static bool set_add(uint64_t *set, size_t cap, uint64_t v)
{
    size_t at = (size_t)((v * 0x9E3779B97F4A7C15U) >> 20) % cap;
    while (set[at] != 0 && set[at] != v) {
        at = (at + 1) % cap;
    }
    bool fresh = set[at] == 0;
    set[at] = v;
    return fresh;
}

static void pick_positions(urne_audit_plan *plan, urne_arena *arena,
                           const urne_hash *seed)
{
    urne_sub sub = urne_sub_make(seed, URNE_SUB_AUDIT_ROLL);
    size_t n = plan->n_positions, cap = 2 * n + 1;
    uint64_t ctr = 0, *set = urne_arena_array(arena, cap, sizeof *set);
    plan->positions = urne_arena_array(arena, n, sizeof *plan->positions);
    for (size_t i = 0; i < n;) {
        /* All of them need no lot. */
        uint64_t p = n == plan->lines
                         ? i + 1
                         : 1 + urne_randint_u64(&sub, "position", plan->lines, &ctr);
        if (set_add(set, cap, p)) {
            plan->positions[i++] = p;
        }
    }
    qsort(plan->positions, n, sizeof *plan->positions, by_number);
}

static urne_str plan_text(urne_arena *arena, const urne_audit_plan *plan,
                          urne_str ceremony, const urne_hash *seed)
{
    urne_buf buf = urne_buf_new(arena, 256 + 96 * plan->n_leaves);
    urne_hex hex = urne_to_hex(*seed);
    urne_buf_addz(&buf, PLAN);
    urne_note_put(&buf, "ceremony", 1, &ceremony);
    urne_note_put(&buf, "seed", 1, (urne_str[]){urne_hex_str(&hex)});
    urne_note_put(&buf, "lines", 1, (urne_str[]){urne_str_of(URNE_DEC(plan->lines))});
    for (size_t i = 0; i < plan->n_leaves; i++) {
        char number[URNE_DEC_MAX];
        hex = urne_to_hex(plan->leaves[i].ticket);
        urne_note_put(
            &buf, "leaf", 2,
            (urne_str[]){urne_str_of(urne_dec(number, plan->leaves[i].index + 1U)),
                         urne_hex_str(&hex)});
    }
    for (size_t i = 0; i < plan->n_positions; i++) {
        urne_note_put(&buf, "position", 1,
                      (urne_str[]){urne_str_of(URNE_DEC(plan->positions[i]))});
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

urne_audit_plan *urne_audit_plan_make(urne_arena *arena, const urne_roll_lines *roll,
                                      urne_str ceremony, const urne_hash *seed,
                                      uint64_t leaves, uint64_t positions,
                                      uint64_t lines)
{
    urne_audit_plan *plan = urne_arena_alloc(arena, sizeof *plan);
    plan->lines = lines;
    plan->n_leaves = leaves < roll->n ? (size_t)leaves : roll->n;
    plan->n_positions = (size_t)(positions < lines ? positions : lines);
    pick_leaves(plan, arena, roll, seed);
    pick_positions(plan, arena, seed);
    plan->text = plan_text(arena, plan, ceremony, seed);
    return plan;
}

/* ---- the entry ---- */

static void put_counts(urne_buf *buf, const char *keyword, const uint64_t counts[4])
{
    char dec[4][URNE_DEC_MAX];
    urne_str f[4];
    for (size_t i = 0; i < 4; i++) {
        f[i] = urne_str_of(urne_dec(dec[i], counts[i]));
    }
    urne_note_put(buf, keyword, 4, f);
}

void urne_audit_put(urne_buf *buf, const urne_audit *a)
{
    urne_note_put(buf, "full", 1, &a->full);
    if (a->has_lines) {
        urne_note_put(buf, "lines", 1, (urne_str[]){urne_str_of(URNE_DEC(a->lines))});
    }
    if (a->has_leaves) {
        put_counts(buf, "leaves", a->leaves);
    }
    if (a->has_positions) {
        put_counts(buf, "positions", a->positions);
    }
    if (a->has_plan) {
        urne_note_put(buf, "plan", 1, &a->plan);
    }
}

static urne_code take_numbers(urne_note *note, const char *keyword, size_t n,
                              uint64_t *out, urne_err *err)
{
    urne_str f[4];
    URNE_TRY(urne_note_take(note, keyword, n, f, URNE_LAST_FIELD, err));
    for (size_t i = 0; i < n; i++) {
        URNE_TRY(urne_note_u64(note, f[i], &out[i], err));
    }
    return URNE_OK;
}

urne_code urne_audit_take(urne_audit *out, urne_note *note, urne_err *err)
{
    URNE_TRY(urne_note_take(note, "full", 1, &out->full, URNE_LAST_FIELD, err));
    if (!urne_str_is(out->full, "yes") && !urne_str_is(out->full, "no") &&
        !urne_str_is(out->full, "none")) {
        return urne_note_bad(note, out->full, N_("yes, no or none"), err);
    }
    out->has_lines = urne_note_is(note, "lines");
    if (out->has_lines) {
        URNE_TRY(take_numbers(note, "lines", 1, &out->lines, err));
    }
    out->has_leaves = urne_note_is(note, "leaves");
    if (out->has_leaves) {
        URNE_TRY(take_numbers(note, "leaves", 4, out->leaves, err));
    }
    out->has_positions = urne_note_is(note, "positions");
    if (out->has_positions) {
        URNE_TRY(take_numbers(note, "positions", 4, out->positions, err));
    }
    out->has_plan = urne_note_is(note, "plan");
    return out->has_plan ? urne_note_take_hex(note, "plan", URNE_HEX, &out->plan, err)
                         : URNE_OK;
}

/* ---- what it proves ---- */

unsigned urne_audit_bound(uint64_t n)
{
    enum { ENOUGH = 29956 }; /* from here on one in ten thousand will do */
    unsigned low = 1, high = URNE_AUDIT_GRID;
    mpz_t clean, all;
    if (n >= ENOUGH) {
        return 1;
    }
    mpz_inits(clean, all, NULL);
    mpz_ui_pow_ui(all, URNE_AUDIT_GRID, (unsigned long)n);
    while (low < high) {
        unsigned q = (low + high) / 2;
        mpz_ui_pow_ui(clean, URNE_AUDIT_GRID - q, (unsigned long)n);
        mpz_mul_ui(clean, clean, 20);
        if (mpz_cmp(clean, all) <= 0) {
            high = q;
        } else {
            low = q + 1;
        }
    }
    mpz_clears(clean, all, NULL);
    return low;
}

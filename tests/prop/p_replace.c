/* Properties of the replacement rule: on random rolls, whoever declines is followed by
 * just the person that transcript-1 §8.2 names, taken word by word over lists; nobody
 * is called twice, and nobody of a household that was drawn. */
#include "draw/replace.h"
#include "oracle/frame.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>

enum { MOST = 40, STRATA = 3 };

/* A draw, and what has been called since. */
typedef struct town {
    urne_arena *arena;
    urne_rules *rules;
    urne_leaf *leaves;
    size_t n;
    uint64_t *seats[2];
    frame_values values;
    urne_hash seed, *tickets;
    urne_selection drawn;
    urne_replacing *r;
    size_t holder[MOST]; /* by seat; n: nobody */
    uint64_t stratum[MOST];
    size_t n_seats;
    bool called[MOST], passed[MOST], listed[MOST]; /* listed: select or skip */
    size_t substitute[MOST];
    size_t n_substitutes;
    size_t user[MOST]; /* who uses a household, in order */
    size_t n_users;
} town;

static void town_size(town *t, uint64_t *lots)
{
    uint64_t sizes[STRATA];
    for (size_t h = 0; h < STRATA; h++) {
        sizes[h] = 1 + lots_below(lots, MOST / STRATA - 1);
    }
    t->rules = frame_rules(t->arena, sizes, STRATA);
    frame_attrs(t->arena, t->rules, 1, (unsigned)lots_below(lots, 2));
    t->leaves = frame_leaves(t->arena, t->rules, &t->n);
    t->values = (frame_values){.n_attrs = 1};
    t->values.value = urne_arena_array(t->arena, t->n, sizeof(const char *));
    for (size_t i = 0; i < t->n; i++) {
        uint64_t home = lots_below(lots, t->n / 2 + 1);
        t->values.value[i] =
            home == 0 ? "-" : urne_str_z(t->arena, urne_str_of(URNE_DEC(home)));
    }
    for (size_t pass = 0; pass < 2; pass++) {
        t->seats[pass] = urne_arena_array(t->arena, STRATA, sizeof(uint64_t));
        for (size_t h = 0; h < STRATA; h++) {
            t->seats[pass][h] = lots_below(lots, sizes[h] / 2 + 2);
            *(pass == 0 ? &t->rules->seats : &t->rules->substitutes) +=
                t->seats[pass][h];
        }
    }
}

static void town_draw(town *t)
{
    bool unique = t->rules->unique[0];
    urne_sub sub = urne_sub_make(&t->seed, "draw");
    t->tickets = urne_arena_array(t->arena, t->n, sizeof *t->tickets);
    for (size_t i = 0; i < t->n; i++) {
        t->tickets[i] = urne_ticket(&sub, &t->leaves[i].pid);
    }
    t->drawn = urne_select(t->arena, t->rules, t->leaves, t->n,
                           (const uint64_t *const *)t->seats, &t->seed, frame_open,
                           &t->values);
    t->r = urne_replacing_new(t->arena, t->rules, t->leaves, t->n, &t->seed);
    for (size_t i = 0; i < t->drawn.n_steps; i++) {
        const urne_step *s = &t->drawn.steps[i];
        if (s->kind == URNE_STEP_SHORT) {
            continue;
        }
        const char *value = unique ? t->values.value[s->leaf] : "-";
        urne_replacing_drawn(t->r, s->kind, s->pass, s->leaf, s->stratum, s->pos,
                             urne_str_of(value));
        t->listed[s->leaf] = true;
        if (s->kind == URNE_STEP_SELECT) {
            t->user[t->n_users++] = s->leaf;
        }
        if (s->kind == URNE_STEP_SELECT && s->pass == URNE_PASS_MEMBERS) {
            t->holder[t->n_seats] = s->leaf;
            t->stratum[t->n_seats++] = s->stratum;
        } else if (s->kind == URNE_STEP_SELECT) {
            t->substitute[t->n_substitutes++] = s->leaf;
        }
    }
}

/* ---- the rule word by word ---- */

static size_t naive_substitute(const town *t, uint64_t stratum)
{
    for (size_t i = 0; i < t->n_substitutes; i++) {
        size_t leaf = t->substitute[i];
        if (!t->called[leaf] && (stratum == 0 || t->leaves[leaf].stratum == stratum)) {
            return leaf;
        }
    }
    return t->n;
}

/* The lowest ticket among those that nothing was said of. */
static size_t naive_next(const town *t, uint64_t stratum)
{
    size_t best = t->n;
    for (size_t i = 0; i < t->n; i++) {
        bool free = !t->called[i] && !t->passed[i] && !t->listed[i];
        if (free && t->leaves[i].stratum == stratum &&
            (best == t->n || urne_hash_cmp(&t->tickets[i], &t->tickets[best]) < 0)) {
            best = i;
        }
    }
    return best;
}

static size_t naive_user(const town *t, size_t leaf)
{
    const char *home = t->values.value[leaf];
    for (size_t i = 0; t->rules->unique[0] && i < t->n_users; i++) {
        if (strcmp(home, "-") != 0 && strcmp(home, t->values.value[t->user[i]]) == 0) {
            return t->user[i];
        }
    }
    return t->n;
}

static urne_successor naive_successor(town *t, uint64_t stratum)
{
    size_t leaf = naive_substitute(t, stratum);
    if (leaf < t->n) {
        return (urne_successor){URNE_SUCCESSOR_CALLED, leaf, 0, true, t->tickets[leaf]};
    }
    leaf = naive_next(t, stratum);
    if (leaf < t->n && naive_user(t, leaf) < t->n) {
        return (urne_successor){URNE_SUCCESSOR_PASSED, leaf, naive_user(t, leaf), false,
                                t->tickets[leaf]};
    }
    if (leaf < t->n) {
        t->user[t->n_users++] = leaf;
        return (urne_successor){URNE_SUCCESSOR_CALLED, leaf, 0, false,
                                t->tickets[leaf]};
    }
    leaf = naive_substitute(t, 0);
    if (leaf < t->n) {
        return (urne_successor){URNE_SUCCESSOR_CALLED, leaf, 0, true, t->tickets[leaf]};
    }
    return (urne_successor){.kind = URNE_SUCCESSOR_VACANT};
}

static void decline(town *t, size_t seat, uint64_t instance)
{
    urne_successor due, seen;
    ck_assert(urne_replacing_refuse(t->r, t->holder[seat]));
    do {
        due = naive_successor(t, t->stratum[seat]);
        seen = urne_replacing_next(t->r, frame_open, &t->values);
        ck_assert_msg(due.kind == seen.kind && due.leaf == seen.leaf &&
                          due.of_leaf == seen.of_leaf &&
                          due.substitute == seen.substitute &&
                          urne_hash_cmp(&due.ticket, &seen.ticket) == 0,
                      LOTS_HERE "seat %zu: %d %zu, not %d %zu", lots_seed(), instance,
                      seat, (int)seen.kind, seen.leaf, (int)due.kind, due.leaf);
        if (due.kind == URNE_SUCCESSOR_PASSED) {
            t->passed[due.leaf] = true;
        }
    } while (due.kind == URNE_SUCCESSOR_PASSED);
    bool vacant = due.kind == URNE_SUCCESSOR_VACANT;
    t->holder[seat] = vacant ? t->n : due.leaf;
    if (!vacant) {
        t->called[due.leaf] = true;
    }
}

START_TEST(word_by_word)
{
    unsigned passed = 0, vacant = 0, others = 0;
    for (uint64_t i = 0; i < lots_scale(400); i++) {
        uint64_t lots = lots_at(i);
        town t = {.arena = urne_arena_new()};
        for (size_t b = 0; b < URNE_HASH; b++) {
            t.seed.b[b] = (unsigned char)lots_next(&lots);
        }
        town_size(&t, &lots);
        town_draw(&t);
        for (size_t tries = 0; t.n_seats > 0 && tries < (size_t)2 * MOST; tries++) {
            size_t seat = lots_below(&lots, t.n_seats);
            if (t.holder[seat] < t.n) {
                decline(&t, seat, i);
                vacant += t.holder[seat] == t.n;
                others += t.holder[seat] < t.n &&
                          t.leaves[t.holder[seat]].stratum != t.stratum[seat];
            }
        }
        for (size_t k = 0; k < t.n; k++) {
            passed += t.passed[k];
            ck_assert_msg(!(t.called[k] && t.passed[k]), LOTS_HERE, lots_seed(), i);
        }
        urne_arena_free(t.arena);
    }
    printf("# %u passed over, %u vacant, %u from another stratum\n", passed, vacant,
           others);
    ck_assert_uint_gt(passed, 0);
    ck_assert_uint_gt(vacant, 0);
    ck_assert_uint_gt(others, 0);
}
END_TEST

/* Who has no seat cannot leave it; who cannot be opened stops the rule. */
START_TEST(corners)
{
    uint64_t lots = lots_at(7);
    town t = {.arena = urne_arena_new()};
    town_size(&t, &lots);
    t.rules->unique[0] = true;
    t.rules->substitutes = 0;
    memset(t.seats[1], 0, STRATA * sizeof *t.seats[1]);
    t.seats[0][0] = t.rules->seats = 1;
    t.seats[0][1] = t.seats[0][2] = 0;
    town_draw(&t);
    ck_assert_uint_eq(t.n_seats, 1);
    ck_assert(!urne_replacing_refuse(t.r, t.n));
    ck_assert(!urne_replacing_refuse(t.r, (t.holder[0] + 1) % t.n));
    ck_assert(urne_replacing_refuse(t.r, t.holder[0]));
    ck_assert(!urne_replacing_refuse(t.r, t.holder[0]));
    memset(t.values.value, 0, t.n * sizeof *t.values.value);
    urne_successor s = urne_replacing_next(t.r, frame_open, &t.values);
    ck_assert(s.kind == (naive_next(&t, 1) < t.n ? URNE_SUCCESSOR_UNKNOWN
                                                 : URNE_SUCCESSOR_VACANT));
    urne_arena_free(t.arena);
}
END_TEST

/* What somebody may have made of the lines of a result: more seats than the rules have,
 * substitutes in any order, of a stratum that is not theirs, twice, or of no roll. */
START_TEST(tampered)
{
    static const struct {
        urne_pass pass;
        size_t leaf;
        uint64_t stratum, pos;
    } lines[] = {{URNE_PASS_MEMBERS, 0, 1, 1},     {URNE_PASS_MEMBERS, 0, 1, 2},
                 {URNE_PASS_MEMBERS, 1, 9, 3},     {URNE_PASS_SUBSTITUTES, 4, 2, 6},
                 {URNE_PASS_SUBSTITUTES, 3, 2, 5}, {URNE_PASS_SUBSTITUTES, 2, 1, 4},
                 {URNE_PASS_SUBSTITUTES, 2, 1, 4}, {URNE_PASS_SUBSTITUTES, 5000, 2, 7}};
    urne_arena *arena = urne_arena_new();
    uint64_t sizes[] = {3, 3};
    urne_rules *rules = frame_rules(arena, sizes, 2);
    size_t n;
    urne_leaf *leaves = frame_leaves(arena, rules, &n);
    urne_hash seed = urne_sha256(URNE_STR("tampered"));
    rules->seats = rules->substitutes = 1;
    urne_replacing *r = urne_replacing_new(arena, rules, leaves, n, &seed);
    for (size_t i = 0; i < PROGRAM_COUNT(lines); i++) {
        urne_replacing_drawn(r, URNE_STEP_SELECT, lines[i].pass, lines[i].leaf,
                             lines[i].stratum, lines[i].pos, URNE_STR("-"));
    }
    ck_assert(urne_replacing_refuse(r, 0));
    ck_assert_uint_eq(urne_replacing_next(r, frame_open, NULL).leaf, 2); /* H of line */
    ck_assert(!urne_replacing_refuse(r, 0)); /* once is all */
    ck_assert(urne_replacing_refuse(r, 1));  /* its stratum is in no roll */
    ck_assert_uint_eq(urne_replacing_next(r, frame_open, NULL).leaf, 3); /* POS 5 */
    ck_assert(urne_replacing_refuse(r, 3));
    ck_assert_uint_eq(urne_replacing_next(r, frame_open, NULL).leaf, 4);
    ck_assert(urne_replacing_refuse(r, 4));
    ck_assert_int_eq(urne_replacing_next(r, frame_open, NULL).kind,
                     URNE_SUCCESSOR_UNKNOWN); /* nobody can call 5000 */
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"word_by_word", word_by_word, 0, 0},
                                  {"tampered", tampered, 0, 0},
                                  {"corners", corners, 0, 0}};
    return program_run("replace", tests, PROGRAM_COUNT(tests), 120);
}

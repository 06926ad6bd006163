/* proof/audit, proof/outcomes: the lines that the seed chooses against a full sort and
 * a plain loop, the bound against its definition, the entry and the record line by line
 * (transcript-1 §16). */
#include "crypto/seed.h"
#include "oracle/lots.h"
#include "oracle/program.h"
#include "proof/audit.h"
#include "proof/outcomes.h"

#include <gmp.h>
#include <stdio.h>

#define ID "00112233445566778899aabbccddeeff"

/* ---- the bound ---- */

/* 20 (10000 - q)^n <= 10000^n */
static bool enough(unsigned q, unsigned n)
{
    mpz_t a, b;
    mpz_inits(a, b, NULL);
    mpz_ui_pow_ui(a, 10000 - q, n);
    mpz_mul_ui(a, a, 20);
    mpz_ui_pow_ui(b, 10000, n);
    bool yes = mpz_cmp(a, b) <= 0;
    mpz_clears(a, b, NULL);
    return yes;
}

START_TEST(bound_vector)
{
    static const struct {
        uint64_t n;
        unsigned q;
    } vector[] = {{1, 9500},  {10, 2589},   {59, 496},  {299, 100},
                  {300, 100}, {1000, 30},   {10000, 3}, {29955, 2},
                  {29956, 1}, {1000000, 1}, {298, 101}};
    for (size_t i = 0; i < PROGRAM_COUNT(vector); i++) {
        ck_assert_uint_eq(urne_audit_bound(vector[i].n), vector[i].q);
    }
}
END_TEST

START_TEST(bound_is_the_smallest)
{
    for (unsigned n = 1; n < 400; n++) {
        unsigned q = urne_audit_bound(n);
        ck_assert(enough(q, n));
        ck_assert(q == 1 || !enough(q - 1, n));
    }
    ck_assert(enough(1, 29956) && !enough(1, 29955));
}
END_TEST

/* ---- the plan ---- */

static urne_roll_lines roll_of(urne_arena *arena, size_t n)
{
    urne_roll_lines roll = {.n = n};
    roll.leaves = urne_arena_array(arena, n, sizeof *roll.leaves);
    for (size_t i = 0; i < n; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "elector %zu", i);
        roll.leaves[i].pid = urne_sha256((urne_str){text, (size_t)length});
        roll.leaves[i].stratum = 1;
    }
    return roll;
}

/* The place of a leaf in the order of all tickets. */
static size_t rank_of(const urne_roll_lines *roll, const urne_sub *sub, size_t leaf)
{
    urne_hash own = urne_ticket(sub, &roll->leaves[leaf].pid);
    size_t before = 0;
    for (size_t i = 0; i < roll->n; i++) {
        urne_hash other = urne_ticket(sub, &roll->leaves[i].pid);
        before += urne_hash_cmp(&other, &own) < 0 ? 1 : 0;
    }
    return before;
}

static void check_leaves(const urne_audit_plan *plan, const urne_roll_lines *roll,
                         const urne_hash *seed, uint64_t wanted)
{
    urne_sub sub = urne_sub_make(seed, "audit/leaf");
    ck_assert_uint_eq(plan->n_leaves, wanted < roll->n ? wanted : roll->n);
    for (size_t i = 0; i < plan->n_leaves; i++) {
        const urne_planned_leaf *leaf = &plan->leaves[i];
        urne_hash due = urne_ticket(&sub, &roll->leaves[leaf->index].pid);
        ck_assert_uint_eq(rank_of(roll, &sub, leaf->index), i);
        ck_assert_int_eq(urne_hash_cmp(&leaf->ticket, &due), 0);
    }
}

static void check_positions(const urne_audit_plan *plan, const urne_hash *seed,
                            uint64_t wanted, uint64_t lines)
{
    bool taken[128] = {false};
    urne_sub sub = urne_sub_make(seed, "audit/roll");
    uint64_t ctr = 0, due = wanted < lines ? wanted : lines;
    for (uint64_t n = 0; n < due;) {
        uint64_t x = urne_randint_u64(&sub, "position", lines, &ctr);
        n += taken[x] ? 0 : 1;
        taken[x] = true;
    }
    size_t at = 0;
    for (uint64_t p = 1; p <= lines; p++) {
        if (taken[p - 1]) {
            ck_assert_uint_lt(at, plan->n_positions);
            ck_assert_uint_eq(plan->positions[at++], p);
        }
    }
    ck_assert_uint_eq(at, plan->n_positions);
}

START_TEST(plans)
{
    uint64_t state = lots_at((uint64_t)_i);
    urne_arena *arena = urne_arena_new();
    urne_roll_lines roll = roll_of(arena, 1 + (size_t)lots_below(&state, 60));
    uint64_t leaves = lots_below(&state, 70), positions = lots_below(&state, 70);
    uint64_t lines = positions == 0 ? 0 : 1 + lots_below(&state, 100);
    char text[32];
    int length = snprintf(text, sizeof text, "seed %d", _i);
    urne_hash seed = urne_sha256((urne_str){text, (size_t)length});
    const urne_audit_plan *plan = urne_audit_plan_make(arena, &roll, URNE_STR(ID),
                                                       &seed, leaves, positions, lines);
    check_leaves(plan, &roll, &seed, leaves);
    check_positions(plan, &seed, positions, lines);
    ck_assert(urne_str_starts(plan->text, "urne/1 audit-plan\nceremony " ID "\nseed "));
    ck_assert(urne_str_ends(plan->text, "\nend\n"));
    urne_arena_free(arena);
}
END_TEST

START_TEST(plan_text)
{
    urne_arena *arena = urne_arena_new();
    urne_roll_lines roll = roll_of(arena, 3);
    urne_hash seed = urne_sha256(URNE_STR("seed"));
    const urne_audit_plan *plan =
        urne_audit_plan_make(arena, &roll, URNE_STR(ID), &seed, 1, 2, 2);
    char due[512];
    snprintf(due, sizeof due,
             "urne/1 audit-plan\nceremony " ID "\nseed %s\nlines 2\nleaf %u %s\n"
             "position 1\nposition 2\nend\n",
             urne_to_hex(seed).z, plan->leaves[0].index + 1,
             urne_to_hex(plan->leaves[0].ticket).z);
    ck_assert(urne_str_is(plan->text, due));
    urne_arena_free(arena);
}
END_TEST

/* ---- the entry ---- */

#define H64   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FIRST "urne/1 audit\n"

static urne_code read_entry(urne_audit *out, const char *text, urne_err *err)
{
    urne_note note;
    *out = (urne_audit){.has_plan = false};
    urne_code code = urne_note_open(&note, urne_str_of(text), "a", "audit", err);
    code = code == URNE_OK ? urne_audit_take(out, &note, err) : code;
    return code == URNE_OK ? urne_note_close(&note, err) : code;
}

static const char *const sound[] = {
    FIRST "full yes\nend\n",
    FIRST "full none\nlines 9\nleaves 5 5 0 0\npositions 4 1 2 1\nplan " H64 "\nend\n",
    /* What stands together is for V19. */
    FIRST "full no\nlines 9\nend\n",
    FIRST "full no\nleaves 5 9 9 9\nplan " H64 "\nend\n",
};

START_TEST(entry_sound)
{
    urne_audit a;
    urne_arena *arena = urne_arena_new();
    ck_assert_int_eq(read_entry(&a, sound[_i], NULL), URNE_OK);
    urne_buf buf = urne_buf_new(arena, 64);
    urne_buf_addz(&buf, FIRST);
    urne_audit_put(&buf, &a);
    urne_buf_addz(&buf, "end\n");
    ck_assert(urne_str_is(urne_buf_str(&buf), sound[_i]));
    urne_arena_free(arena);
}
END_TEST

static const struct {
    const char *text;
    uint64_t line;
    urne_code code;
} broken[] = {
    {FIRST "full maybe\nend\n", 2, URNE_E_NOTE_VALUE},
    {FIRST "end\n", 2, URNE_E_NOTE_ORDER},
    {FIRST "full yes\nleaves 5 5 0\nend\n", 3, URNE_E_NOTE_FIELDS},
    {FIRST "full yes\nleaves 5 5 0 01\nend\n", 3, URNE_E_NOTE_VALUE},
    {FIRST "full yes\nplan x\nend\n", 3, URNE_E_NOTE_VALUE},
    {FIRST "full yes\npositions 1 1 0 0\nlines 1\nend\n", 4, URNE_E_NOTE_ORDER},
    {FIRST "full yes\nlines 9007199254740992\nend\n", 3, URNE_E_NOTE_VALUE},
};

START_TEST(entry_broken)
{
    urne_audit a;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(read_entry(&a, broken[_i].text, &err), broken[_i].code);
    ck_assert_uint_eq(err.diag[0].line, broken[_i].line);
}
END_TEST

/* ---- the record ---- */

START_TEST(record_sound)
{
    urne_arena *arena = urne_arena_new();
    urne_outcome *o;
    size_t n;
    urne_buf buf = urne_buf_new(arena, 64);
    ck_assert_int_eq(urne_outcomes_read(&o, &n, arena,
                                        URNE_STR("what;number;outcome\r\nleaf;1;clean"
                                                 "\r\nposition;2;missing"),
                                        "f", NULL),
                     URNE_OK);
    for (size_t i = 0; i < n; i++) {
        urne_outcome_put(&buf, &o[i]);
    }
    ck_assert(urne_str_is(urne_buf_str(&buf), "leaf;1;clean\nposition;2;missing\n"));
    ck_assert_int_eq(urne_outcomes_typed(&o, &n, arena, true,
                                         URNE_STR("3=found,4=excluded\n5=missing"),
                                         NULL),
                     URNE_OK);
    ck_assert_uint_eq(n, 3);
    ck_assert(o[2].position && o[2].number == 5 && o[2].outcome == 3);
    urne_arena_free(arena);
}
END_TEST

static const struct {
    const char *text;
    uint64_t line;
    urne_code code;
} wrong[] = {
    {"leaf;1", 1, URNE_E_AUDIT_RECORD},
    {"leaf;1;clean\n\n", 2, URNE_E_AUDIT_RECORD},
    {"leaf;0;clean", 1, URNE_E_AUDIT_RECORD},
    {"leaf;01;clean", 1, URNE_E_AUDIT_RECORD},
    {"tree;1;clean", 1, URNE_E_AUDIT_RECORD},
    {"leaf;1;found", 1, URNE_E_AUDIT_OUTCOME},
    {"position;1;clean", 1, URNE_E_AUDIT_OUTCOME},
    {"position;1;found;more", 1, URNE_E_AUDIT_OUTCOME},
    {"leaf;1;clean\nwhat;number;outcome", 2, URNE_E_AUDIT_RECORD},
};

START_TEST(record_wrong)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_outcome *o;
    size_t n;
    ck_assert_int_eq(
        urne_outcomes_read(&o, &n, arena, urne_str_of(wrong[_i].text), "f", &err),
        wrong[_i].code);
    ck_assert_uint_eq(err.diag[0].line, wrong[_i].line);
    ck_assert_int_eq(
        urne_outcomes_typed(&o, &n, arena, false, URNE_STR("1=found"), NULL),
        URNE_E_AUDIT_OUTCOME);
    ck_assert_int_eq(urne_outcomes_typed(&o, &n, arena, false, URNE_STR("clean"), NULL),
                     URNE_E_AUDIT_OUTCOME);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"bound_vector", bound_vector, 0, 0},
        {"bound_is_the_smallest", bound_is_the_smallest, 0, 0},
        {"plans", plans, 60, 0},
        {"plan_text", plan_text, 0, 0},
        {"entry_sound", entry_sound, (int)PROGRAM_COUNT(sound), 0},
        {"entry_broken", entry_broken, (int)PROGRAM_COUNT(broken), 0},
        {"record_sound", record_sound, 0, 0},
        {"record_wrong", record_wrong, (int)PROGRAM_COUNT(wrong), 0},
    };
    return program_run("audit", tests, PROGRAM_COUNT(tests), 60);
}

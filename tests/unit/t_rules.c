/* model/rules: rules.txt line by line (draw-1 §7.3), and random rules written and read
 * back. */
#include "model/rules.h"
#include "oracle/grammar.h"
#include "oracle/hamlet.h"
#include "oracle/lots.h"
#include "oracle/program.h"

static const char balanced[] = "urne/1 rules\n"                    /* 1 */
                               "ceremony " GRAMMAR_ID "\n"         /* 2 */
                               "identity birth-name given-names\n" /* 3 */
                               "eligible age 18 2026-10-05\n"      /* 4 */
                               "eligible list municipale\n"        /* 5 */
                               "eligible list principale\n"        /* 6 */
                               "attr sex\n"                        /* 7 */
                               "attr household\n"                  /* 8 */
                               "unique household\n"                /* 9 */
                               "seats 5\n"                         /* 10 */
                               "substitutes 0\n"                   /* 11 */
                               "allocation balanced\n"             /* 12 */
                               "replace ticket-order\n"            /* 13 */
                               "kmin 2\n"                          /* 14 */
                               "group 1 1 0 Le Haut\n"             /* 15 */
                               "group 1 2 0 Le Bas\n"              /* 16 */
                               "group 2 1 0 F\n"                   /* 17 */
                               "group 2 2 1 F, 18-24\n"            /* 18 */
                               "stratum 1 9 - - 1 2 Le Haut, F\n"  /* 19 */
                               "stratum 2 7 - - 2 1 Le Bas, F\n"   /* 20 */
                               "end\n";                            /* 21 */

static const char quota[] = "urne/1 rules\n"            /* 1 */
                            "ceremony " GRAMMAR_ID "\n" /* 2 */
                            "identity id\n"             /* 3 */
                            "seats 3\n"                 /* 4 */
                            "substitutes 1\n"           /* 5 */
                            "allocation quota\n"        /* 6 */
                            "replace fresh-beacon\n"    /* 7 */
                            "kmin 1\n"                  /* 8 */
                            "stratum 1 5 2 1 - - A\n"   /* 9 */
                            "stratum 2 1 1 0 - - B\n"   /* 10 */
                            "end\n";                    /* 11 */

static urne_code parse(urne_rules **r, urne_arena *arena, urne_str bytes, urne_err *err)
{
    *err = (urne_err)URNE_ERR_NONE;
    return urne_rules_read(r, arena, bytes, "rules.txt", err);
}

START_TEST(written_as_read)
{
    urne_arena *arena = urne_arena_new();
    hamlet h = hamlet_load(arena);
    const urne_str notes[] = {urne_str_of(balanced), urne_str_of(quota),
                              h.file[HRULES]};
    for (size_t i = 0; i < PROGRAM_COUNT(notes); i++) {
        urne_rules *r;
        urne_err err;
        ck_assert_int_eq(parse(&r, arena, notes[i], &err), URNE_OK);
        ck_assert(urne_str_eq(urne_rules_write(arena, r), notes[i]));
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(meaning)
{
    urne_arena *arena = urne_arena_new();
    urne_rules *r;
    urne_err err;
    ck_assert_int_eq(parse(&r, arena, urne_str_of(balanced), &err), URNE_OK);
    ck_assert_uint_eq(r->n_identity, 2);
    ck_assert(r->has_age && r->age == 18 && urne_str_is(r->age_on, "2026-10-05"));
    ck_assert_uint_eq(r->n_lists, 2);
    ck_assert_uint_eq(r->n_attrs, 2);
    ck_assert(!r->unique[0] && r->unique[1]);
    ck_assert_uint_eq(r->n_groups[0], 2);
    ck_assert_uint_eq(r->n_groups[1], 2);
    ck_assert_uint_eq(r->groups[1][1].parent, 1);
    ck_assert_uint_eq(r->strata[0].g2, 2);
    ck_assert_uint_eq(r->strata[1].electors, 7);
    ck_assert_int_eq(parse(&r, arena, urne_str_of(quota), &err), URNE_OK);
    ck_assert(!r->has_age && r->n_lists == 0 && r->n_attrs == 0);
    ck_assert_uint_eq(r->strata[0].seats, 2);
    ck_assert_uint_eq(r->strata[0].substitutes, 1);
    ck_assert_uint_eq(r->strata[0].g1, 0);
    urne_arena_free(arena);
}
END_TEST

/* ---- one alteration ---- */

#define SIXTEEN "a b c d e f g h i j k l m n o p"

static const struct {
    const char *note;
    grammar_edit e;
} edits[] = {
    {balanced, {3, "identity", 2, 0}},
    {balanced, {3, "identity a", 0, 0}},
    {balanced, {3, "identity " SIXTEEN, 0, 0}},
    {balanced, {3, "identity " SIXTEEN " q", 2, 0}},
    {balanced, {3, "identity a b a", 2, 0}},
    {balanced, {3, "identity A", 2, 0}},
    {balanced, {3, "identity a2345678901234567890123456789012", 0, 0}},
    {balanced, {3, "identity a23456789012345678901234567890123", 2, 0}},
    {balanced, {3, NULL, 3, 3}},
    {balanced, {4, NULL, 0, 0}},
    {balanced, {4, "eligible age 18", 2, 0}},
    {balanced, {4, "eligible age 18 2026-10-05 x", 2, 0}},
    {balanced, {4, "eligible age 18 2026-02-29", 2, 0}},
    {balanced, {4, "eligible age -1 2026-10-05", 2, 0}},
    {balanced, {4, "eligible age x 2026-10-05", 2, 0}},
    {balanced, {4, "eligible age 0 2026-10-05", 0, 0}},
    {balanced, {4, "eligible age", 2, 0}},
    {balanced, {4, "eligible", 2, 0}},
    {balanced, {4, "eligible sex F", 2, 0}},
    {balanced, {5, "+eligible age 18 2026-10-05", 2, 5}},
    {balanced, {6, "+eligible age 18 2026-10-05", 2, 6}},
    {balanced, {5, "eligible list europeenne", 0, 0}},
    {balanced, {5, "eligible list principale", 2, 6}},
    {balanced, {6, "eligible list municipale", 2, 0}},
    {balanced, {6, "eligible list europeenne", 2, 0}},
    {balanced, {6, "eligible list Principale", 2, 0}},
    {balanced, {6, "eligible list", 2, 0}},
    {balanced, {6, "eligible list municipale principale", 2, 0}},
    {balanced, {7, "attr household", 2, 8}},
    {balanced, {7, "attr Sex", 2, 0}},
    {balanced, {7, "attr", 2, 0}},
    {balanced, {7, "attr a\nattr b\nattr c\nattr d\nattr e\nattr f\nattr g", 0, 0}},
    {balanced,
     {7, "attr a\nattr b\nattr c\nattr d\nattr e\nattr f\nattr g\nattr h", 2, 15}},
    {balanced, {8, NULL, 2, 8}},
    {balanced, {9, "unique sex", 2, 0}},
    {balanced, {9, NULL, 0, 0}},
    {balanced, {9, "+unique household", 3, 10}},
    {balanced, {7, "+unique household", 2, 7}},
    {balanced, {10, "seats 0", 2, 0}},
    {balanced, {10, "seats 1000000", 0, 0}},
    {balanced, {10, "seats 1000001", 2, 0}},
    {balanced, {10, NULL, 3, 10}},
    {balanced, {11, "substitutes 1000000", 0, 0}},
    {balanced, {11, "substitutes 1000001", 2, 0}},
    {balanced, {12, "allocation Hamilton", 2, 0}},
    {balanced, {12, "allocation hamilton", 2, 15}}, /* groups only under balanced */
    {balanced, {13, "replace never", 2, 0}},
    {balanced, {13, "replace", 2, 0}},
    {balanced, {14, "kmin 0", 2, 0}},
    {balanced, {14, "kmin 1000000", 0, 0}},
    {balanced, {14, "kmin 1000001", 2, 0}},
    {balanced, {15, "group 1 2 0 Le Haut", 2, 0}},
    {balanced, {15, "group 3 1 0 Le Haut", 2, 0}},
    {balanced, {15, "group 0 1 0 Le Haut", 2, 0}},
    {balanced, {15, "group 1 1 1 Le Haut", 2, 0}},
    {balanced, {15, "group 1 1 0", 2, 0}},
    {balanced, {15, "group 1 1 - Le Haut", 2, 0}},
    {balanced, {15, "group 1 1 0 e\xcc\x81", 2, 0}},
    {balanced, {16, "group 1 2 2 Le Bas", 2, 0}},
    {balanced, {16, "group 1 2 1 Le Bas", 0, 0}},
    {balanced, {16, "group 1 3 0 Le Bas", 2, 0}},
    {balanced, {16, "group 1 1 0 Le Bas", 2, 0}},
    {balanced, {18, "group 2 2 3 X", 2, 0}},
    {balanced, {19, "+group 1 3 0 Encore", 2, 19}}, /* chain 1 comes first */
    {balanced, {20, "+group 2 3 0 Encore", 3, 20}},
    {balanced, {19, "stratum 2 9 - - 1 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 0 9 - - 1 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 0 - - 1 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 100000001 - - 1 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 100000000 - - 1 2 Le Haut, F", 0, 0}},
    {balanced, {19, "stratum 1 9 0 - 1 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - 0 1 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - - - 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - - 0 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - - 3 2 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - - 1 - Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - - 1 3 Le Haut, F", 2, 0}},
    {balanced, {19, "stratum 1 9 - - 1 2", 2, 0}},
    {balanced, {20, "stratum 3 7 - - 2 1 Le Bas, F", 2, 0}},
    {balanced, {21, "+kmin 2", 3, 21}},
    {balanced,
     {19,
      "stratum 1 9 - - 1 2 a\xc2\xa0"
      "b",
      2, 0}},
    {quota, {9, "stratum 1 5 - - - - A", 2, 0}},
    {quota, {9, "stratum 1 5 6 1 - - A", 2, 0}},
    {quota, {9, "stratum 1 5 2 6 - - A", 2, 0}},
    {quota, {9, "stratum 1 5 2 1 1 - A", 2, 0}},
    {quota, {9, "stratum 1 5 2 1 - 1 A", 2, 0}},
    {quota, {9, "stratum 1 5 3 1 - - A", 2, 10}}, /* judged at the last stratum */
    {quota, {9, "stratum 1 5 2 0 - - A", 2, 10}},
    {quota, {10, "stratum 2 1 0 0 - - B", 2, 0}},
    {quota, {10, "stratum 2 1 1 1 - - B", 2, 0}},
    {quota, {10, "stratum 2 1 18446744073709551615 0 - - B", 2, 0}},
    {quota, {9, "+group 1 1 0 X", 2, 9}},
    {quota, {11, "+x", 3, 11}},
};

START_TEST(edited_rules)
{
    urne_arena *arena = urne_arena_new();
    urne_rules *r = NULL;
    urne_err err;
    const grammar_edit *e = &edits[_i].e;
    urne_str bytes = lines_edit(arena, urne_str_of(edits[_i].note), e->line, e->text);
    grammar_expect(e, parse(&r, arena, bytes, &err), &err);
    if (e->v == 0) {
        ck_assert(urne_str_eq(urne_rules_write(arena, r), bytes));
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(no_stratum)
{
    urne_arena *arena = urne_arena_new();
    urne_rules *r;
    urne_err err;
    urne_str bytes = lines_edit(arena, urne_str_of(quota), 9, NULL);
    bytes = lines_edit(arena, bytes, 9, NULL);
    ck_assert_int_eq(parse(&r, arena, bytes, &err), URNE_E_NOTE_ORDER);
    ck_assert_uint_eq(err.diag[0].line, 9);
    urne_arena_free(arena);
}
END_TEST

/* 4096 strata, 16384 groups of a chain. */
START_TEST(limits)
{
    static const struct {
        int strata, groups, v;
    } sizes[] = {{4096, 2, 0}, {4097, 2, 2}, {1, 16384, 0}, {1, 16385, 2}};
    urne_arena *arena = urne_arena_new();
    urne_buf buf = urne_buf_new(arena, 1 << 16);
    urne_rules *r;
    urne_err err;
    char text[64];
    urne_buf_addz(&buf, "urne/1 rules\nceremony " GRAMMAR_ID
                        "\nidentity id\nseats 1\nsubstitutes 0\nallocation balanced\n"
                        "replace ticket-order\nkmin 1\n");
    for (int g = 1; g <= sizes[_i].groups; g++) {
        snprintf(text, sizeof text, "group 2 %d %d G\n", g, g - 1);
        urne_buf_addz(&buf, text);
    }
    for (int h = 1; h <= sizes[_i].strata; h++) {
        snprintf(text, sizeof text, "stratum %d 100000000 - - - 1 S%d\n", h, h);
        urne_buf_addz(&buf, text);
    }
    urne_buf_addz(&buf, "end\n");
    ck_assert_int_eq(grammar_class(parse(&r, arena, urne_buf_str(&buf), &err)),
                     sizes[_i].v);
    urne_arena_free(arena);
}
END_TEST

/* ---- any rules, written and read ---- */

static urne_str some_name(urne_arena *arena, uint64_t *lots, size_t i)
{
    char text[40];
    int n = snprintf(text, sizeof text, "f%zu-%" PRIu64, i, lots_below(lots, 1000));
    return urne_str_dup(arena, (urne_str){text, (size_t)n});
}

static urne_str some_text(urne_arena *arena, uint64_t *lots)
{
    static const char *const words[] = {
        "Le Haut",  "\xc3\x89t\xc3\xa9",        "-",
        "18-24, F", "\xe6\x9d\xb1\xe4\xba\xac", "\"q\" \\n {0}"};
    urne_buf buf = urne_buf_new(arena, 64);
    for (uint64_t n = 1 + lots_below(lots, 4); n > 0; n--) {
        urne_buf_addz(&buf, buf.n > 0 ? " " : "");
        urne_buf_addz(&buf, words[lots_below(lots, PROGRAM_COUNT(words))]);
    }
    return urne_buf_str(&buf);
}

static urne_str *some_names(urne_arena *arena, uint64_t *lots, size_t n)
{
    urne_str *out = urne_arena_array(arena, n, sizeof *out);
    for (size_t i = 0; i < n; i++) {
        out[i] = some_name(arena, lots, i);
    }
    return out;
}

static void some_groups(urne_rules *r, urne_arena *arena, uint64_t *lots)
{
    for (size_t k = 0; k < 2 && r->method == URNE_METHOD_BALANCED; k++) {
        r->n_groups[k] = (size_t)lots_below(lots, 5);
        r->groups[k] = urne_arena_array(arena, r->n_groups[k], sizeof *r->groups[k]);
        for (size_t g = 0; g < r->n_groups[k]; g++) {
            r->groups[k][g] =
                (urne_group){lots_below(lots, g + 1), some_text(arena, lots)};
        }
    }
}

static void some_strata(urne_rules *r, urne_arena *arena, uint64_t *lots)
{
    r->n_strata = 1 + (size_t)lots_below(lots, 6);
    r->strata = urne_arena_array(arena, r->n_strata, sizeof *r->strata);
    for (size_t h = 0; h < r->n_strata; h++) {
        urne_stratum *s = &r->strata[h];
        s->electors = 1 + lots_below(lots, 100000000);
        s->label = some_text(arena, lots);
        s->g1 = r->n_groups[0] > 0 ? 1 + lots_below(lots, r->n_groups[0]) : 0;
        s->g2 = r->n_groups[1] > 0 ? 1 + lots_below(lots, r->n_groups[1]) : 0;
    }
    if (r->method == URNE_METHOD_QUOTA) {
        urne_stratum *s = &r->strata[lots_below(lots, r->n_strata)];
        r->seats = s->seats =
            1 + lots_below(lots, s->electors < 1000000 ? s->electors : 1000000);
        s->substitutes =
            lots_below(lots, s->electors < 1000000 ? s->electors : 1000000);
        r->substitutes = s->substitutes;
    }
}

static urne_rules some_rules(urne_arena *arena, uint64_t *lots)
{
    static const char *const lists[] = {"europeenne", "municipale", "principale"};
    urne_rules r = {.ceremony = URNE_STR(GRAMMAR_ID), .age_on = URNE_STR("2026-10-05")};
    r.n_identity = 1 + (size_t)lots_below(lots, 16);
    r.identity = some_names(arena, lots, r.n_identity);
    r.has_age = lots_below(lots, 2) == 0;
    r.age = lots_below(lots, 150);
    r.lists = urne_arena_array(arena, 3, sizeof *r.lists);
    for (size_t i = 0; i < 3; i++) {
        if (lots_below(lots, 2) == 0) {
            r.lists[r.n_lists++] = urne_str_of(lists[i]);
        }
    }
    r.n_attrs = (size_t)lots_below(lots, 9);
    r.attrs = some_names(arena, lots, r.n_attrs);
    r.unique = urne_arena_array(arena, r.n_attrs, sizeof *r.unique);
    if (r.n_attrs > 0 && lots_below(lots, 2) == 0) {
        size_t at = (size_t)lots_below(lots, r.n_attrs);
        r.attrs[at] = URNE_STR("household");
        r.unique[at] = lots_below(lots, 2) == 0;
    }
    r.seats = 1 + lots_below(lots, 1000000);
    r.substitutes = lots_below(lots, 1000001);
    r.method = (urne_method)lots_below(lots, 5);
    r.replace =
        lots_below(lots, 2) == 0 ? URNE_STR("ticket-order") : URNE_STR("fresh-beacon");
    r.kmin = 1 + lots_below(lots, 1000000);
    some_groups(&r, arena, lots);
    some_strata(&r, arena, lots);
    return r;
}

static bool same_names(const urne_str *a, const urne_str *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!urne_str_eq(a[i], b[i])) {
            return false;
        }
    }
    return true;
}

static bool same_rules(const urne_rules *a, const urne_rules *b)
{
    bool same =
        a->n_identity == b->n_identity && a->has_age == b->has_age &&
        (!a->has_age || (a->age == b->age && urne_str_eq(a->age_on, b->age_on))) &&
        a->n_lists == b->n_lists && a->n_attrs == b->n_attrs && a->seats == b->seats &&
        a->substitutes == b->substitutes && a->method == b->method &&
        a->kmin == b->kmin && urne_str_eq(a->replace, b->replace) &&
        urne_str_eq(a->ceremony, b->ceremony) && a->n_strata == b->n_strata &&
        a->n_groups[0] == b->n_groups[0] && a->n_groups[1] == b->n_groups[1] &&
        same_names(a->identity, b->identity, a->n_identity) &&
        same_names(a->lists, b->lists, a->n_lists) &&
        same_names(a->attrs, b->attrs, a->n_attrs);
    for (size_t i = 0; same && i < a->n_attrs; i++) {
        same = a->unique[i] == b->unique[i];
    }
    for (size_t h = 0; same && h < a->n_strata; h++) {
        const urne_stratum *s = &a->strata[h], *t = &b->strata[h];
        same = s->electors == t->electors && s->seats == t->seats &&
               s->substitutes == t->substitutes && s->g1 == t->g1 && s->g2 == t->g2 &&
               urne_str_eq(s->label, t->label);
    }
    for (size_t k = 0; k < 2; k++) {
        for (size_t g = 0; same && g < a->n_groups[k]; g++) {
            same = a->groups[k][g].parent == b->groups[k][g].parent &&
                   urne_str_eq(a->groups[k][g].label, b->groups[k][g].label);
        }
    }
    return same;
}

START_TEST(any_rules)
{
    for (uint64_t i = 0; i < lots_scale(500); i++) {
        urne_arena *arena = urne_arena_new();
        uint64_t lots = lots_at(i);
        urne_rules made = some_rules(arena, &lots), *got = NULL;
        urne_err err;
        urne_str bytes = urne_rules_write(arena, &made);
        urne_code code = parse(&got, arena, bytes, &err);
        ck_assert_msg(code == URNE_OK, LOTS_HERE "refused at line %" PRIu64 ":\n%.*s",
                      lots_seed(), i, err.diag[0].line, (int)bytes.n, bytes.p);
        ck_assert_msg(same_rules(&made, got), LOTS_HERE "differ:\n%.*s", lots_seed(), i,
                      (int)bytes.n, bytes.p);
        ck_assert(urne_str_eq(urne_rules_write(arena, got), bytes));
        urne_arena_free(arena);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"written_as_read", written_as_read, 0, 0},
        {"meaning", meaning, 0, 0},
        {"edited_rules", edited_rules, (int)PROGRAM_COUNT(edits), 0},
        {"no_stratum", no_stratum, 0, 0},
        {"limits", limits, 4, 0},
        {"any_rules", any_rules, 0, 0},
    };
    return program_run("rules", tests, PROGRAM_COUNT(tests), 60);
}

/* budget/count: reasons, ties that matter and that do not, what is refused, the check
 * of a trace, the comparison. */
#include "budget/count.h"
#include "oracle/booth.h"
#include "oracle/program.h"

static urne_count *count(booth *b)
{
    urne_count *out = NULL;
    urne_code code = urne_count_run(&out, b->arena, b->e, b->rule, &b->err);
    ck_assert_msg(code == URNE_OK, "code %d", (int)code);
    return out;
}

static void refused(booth *b, urne_code due)
{
    urne_count *out = NULL;
    ck_assert_int_eq(urne_count_run(&out, b->arena, b->e, b->rule, &b->err), due);
    ck_assert_ptr_null(out);
}

/* "A won bought 1 2 0 -": a project as a line of its fate. */
static const char *fate(booth *b, const urne_count *c, uint32_t i)
{
    static const char *const whys[] = {
        "taken", "bought",     "free", "loaded", "optimal", "no-support", "threshold",
        "left",  "supporters", "cap",  "rival",  "stopped", "outweighed", "joined"};
    const urne_count_project *p = &c->projects[i];
    urne_buf out = urne_buf_new(b->arena, 64);
    urne_buf_add(&out, b->e->projects[i].id);
    urne_buf_addz(&out, p->won ? " won " : " lost ");
    urne_buf_addz(&out, whys[p->why]);
    urne_buf_addc(&out, ' ');
    urne_buf_addu(&out, p->round);
    urne_buf_addc(&out, ' ');
    urne_buf_addz(&out, p->a == NULL ? "-" : p->a);
    urne_buf_addc(&out, ' ');
    urne_buf_addz(&out, p->b == NULL ? "-" : p->b);
    urne_buf_addc(&out, ' ');
    if (p->other == SIZE_MAX) {
        urne_buf_addc(&out, '-');
    } else {
        urne_buf_addu(&out, p->other);
    }
    urne_buf_addz(&out, p->phase == URNE_PHASE_RULE ? "" : " completion");
    urne_buf_addc(&out, '\0');
    return out.p;
}

static const char *fates(booth *b, const urne_count *c)
{
    urne_buf out = urne_buf_new(b->arena, 256);
    for (uint32_t i = 0; i < b->e->n_projects; i++) {
        urne_buf_addz(&out, i == 0 ? "" : "; ");
        urne_buf_addz(&out, fate(b, c, i));
    }
    urne_buf_addc(&out, '\0');
    return out.p;
}

/* ---- reasons ---- */

START_TEST(greedy_reasons)
{
    booth b =
        booth_new(100, "A=60 B=50 C=40 D=1 E=10 F=10 G=2", "A*9 B*8 C*7 E*6 F*5 G");
    booth_cap(&b, "E", 9);
    booth_rivals(&b, "C,F");
    booth_joined(&b, "D,G");
    b.rule->threshold = (urne_threshold){3, 2, false};
    urne_count *c = count(&b);
    ck_assert_str_eq(fates(&b, c),
                     "A won taken 1 100 - -; B lost left 2 40 - -; "
                     "C won taken 3 40 - -; D lost threshold 0 1 3/2 -; "
                     "E lost cap 4 9 - 0; F lost rival 5 - - 2; G lost joined 0 - - 3");
    ck_assert_uint_eq(c->cost, 100);
    ck_assert_uint_eq(c->n_selected, 2);
    ck_assert_uint_eq(c->selected[1], 2);
    ck_assert_uint_eq(c->projects[6].cost, 2);
    b.rule->skip = false;
    c = count(&b);
    ck_assert_str_eq(fate(&b, c, 2), "C lost stopped 3 - - 1");
    ck_assert_str_eq(fate(&b, c, 4), "E lost stopped 4 - - 1");
    booth_close(&b);
}
END_TEST

START_TEST(mes_reasons)
{
    booth b = booth_new(12, "A=6 B=4 C=3 D=0 E=2", "A A A,B B,C,D");
    b.rule->rule = URNE_RULE_MES;
    urne_count *c = count(&b);
    ck_assert_str_eq(fates(&b, c), "A won bought 2 2 0 -; B won bought 3 3 2 -; "
                                   "C lost supporters 0 0 - -; D won free 1 0 0 -; "
                                   "E lost no-support 0 - - -");
    ck_assert_str_eq(c->endowment, "3");
    ck_assert_uint_eq(c->bands[3].voters, 2);
    ck_assert_uint_eq(c->bands[0].voters, 2);
    b.rule->completion = URNE_COMPLETION_UTILITARIAN;
    b.e->budget = 16; /* endowment 4: C is still not bought, and 16 - 10 are left */
    booth_ties(&b, "file");
    c = count(&b);
    ck_assert_str_eq(fate(&b, c, 2), "C won taken 4 6 - - completion");
    ck_assert_str_eq(fate(&b, c, 4), "E lost no-support 0 - - - completion");
    b.rule->keep_unsupported = true;
    c = count(&b);
    ck_assert_str_eq(fate(&b, c, 4), "E won taken 5 3 - - completion");
    ck_assert_uint_eq(c->cost, 15);
    booth_close(&b);
}
END_TEST

START_TEST(phragmen_reasons)
{
    booth b = booth_new(20, "A=6 B=15 C=8 D=2", "A*3 B*2 C");
    b.rule->rule = URNE_RULE_PHRAGMEN;
    urne_count *c = count(&b);
    ck_assert_str_eq(
        fates(&b, c),
        "A won loaded 1 2 - -; B lost left 2 14 - -; C won loaded 2 8 - -; "
        "D lost no-support 0 - - -");
    b.rule->skip = false;
    b.rule->keep_unsupported = true;
    c = count(&b);
    ck_assert_str_eq(fates(&b, c), "A won loaded 1 2 - -; B lost left 2 14 - -; "
                                   "C lost stopped 2 - - 1; D lost stopped 2 - - 1");
    b.e->budget = 31;
    c = count(&b);
    ck_assert_str_eq(fate(&b, c, 3), "D won loaded 4 infinite - -");
    booth_close(&b);
}
END_TEST

START_TEST(welfare_reasons)
{
    booth b = booth_new(10, "A=6 B=5 C=5 D=11 E=3 F=1", "A*4 B*3 C*3 D*9 E*2");
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    booth_cap(&b, "E", 2);
    urne_count *c = count(&b);
    ck_assert_str_eq(fates(&b, c),
                     "A lost outweighed 0 4 - -; B won optimal 1 3 - -; "
                     "C won optimal 2 3 - -; D lost left 0 10 - -; E lost cap 0 2 - 0; "
                     "F lost no-support 0 - - -");
    booth_close(&b);
}
END_TEST

/* ---- ties ---- */

static const char *ties(booth *b, const urne_count *c)
{
    urne_buf out = urne_buf_new(b->arena, 64);
    for (size_t i = 0; i < c->n_ties; i++) {
        const urne_count_tie *t = &c->ties[i];
        urne_buf_addz(&out, i == 0 ? "" : "; ");
        urne_buf_addu(&out, t->round);
        for (size_t k = 0; k < t->n; k++) {
            urne_buf_addc(&out, ' ');
            urne_buf_add(&out, b->e->projects[t->projects[k]].id);
        }
        urne_buf_addz(&out, " -> ");
        urne_buf_add(&out, b->e->projects[t->chosen].id);
        urne_buf_addc(&out, ' ');
        urne_buf_addz(&out, urne_tie_kind_name(t->by));
        urne_buf_addz(&out, t->changes ? " changes" : " same");
        urne_buf_addz(&out, t->ticket != NULL ? " ticket" : "");
    }
    urne_buf_addc(&out, '\0');
    return out.p;
}

START_TEST(ties_that_matter)
{
    static const urne_rule rules[] = {URNE_RULE_GREEDY, URNE_RULE_MES,
                                      URNE_RULE_PHRAGMEN};
    for (size_t i = 0; i < PROGRAM_COUNT(rules); i++) {
        booth b = booth_new(10, "b=6 a=6", "b,a");
        b.rule->rule = rules[i];
        refused(&b, URNE_E_COUNT_TIE);
        ck_assert_str_eq(b.err.diag[0].arg[0], "a, b");
        ck_assert_str_eq(b.err.diag[0].arg[1], "1");
        booth_ties(&b, "min-cost,max-votes");
        refused(&b, URNE_E_COUNT_TIE);
        booth_ties(&b, "min-cost,file");
        ck_assert_str_eq(ties(&b, count(&b)), "1 b a -> b file changes");
        booth_ties(&b, "id");
        ck_assert_str_eq(ties(&b, count(&b)), "1 b a -> a id changes");
        booth_ties(&b, "lot");
        b.rule->lot_seed = URNE_STR(
            "00000000000000000000000000000000000000000000000000000000000000ff");
        urne_count *c = count(&b);
        ck_assert_str_eq(ties(&b, c) + strlen("1 b a -> x "), "lot changes ticket");
        ck_assert_uint_eq(strlen(c->ties[0].ticket), 64);
        /* both fit: it makes no difference, and nobody needs to decide */
        b.rule->n_ties = 0;
        b.rule->lot_seed = URNE_STR("");
        b.e->budget = 12;
        ck_assert_str_eq(ties(&b, count(&b)), "1 b a -> a id same");
        booth_close(&b);
    }
}
END_TEST

/* The cheapest is told apart from the two others, which are equal and do not fit. */
START_TEST(open_among_the_others)
{
    booth b = booth_new(9, "a=5 b=6 c=6", "a,b,c");
    b.rule->rule = URNE_RULE_MES;
    booth_ties(&b, "min-cost");
    urne_count *c = count(&b);
    ck_assert_uint_eq(c->n_selected, 1);
    ck_assert(c->projects[0].won);
    b.rule->rule = URNE_RULE_GREEDY;
    c = count(&b);
    ck_assert(c->projects[0].won && c->n_selected == 1);
    b.e->budget = 11;
    refused(&b, URNE_E_COUNT_TIE);
    booth_close(&b);
}
END_TEST

/* Two that cost nothing and exclude each other: one of them is funded, and which one is
 * a tie as any other. */
START_TEST(free_rivals)
{
    booth b = booth_new(10, "a=0 b=0 c=5", "a,b,c");
    b.rule->rule = URNE_RULE_MES;
    (void)count(&b);
    booth_rivals(&b, "a,b");
    refused(&b, URNE_E_COUNT_TIE);
    booth_ties(&b, "id");
    ck_assert_str_eq(ties(&b, count(&b)), "1 a b -> a id changes");
    booth_close(&b);
}
END_TEST

/* ---- the comparison ---- */

START_TEST(comparison)
{
    /* A: the five pay 2 of 10; B: its two have 8 and 8 left and need 20: not bought;
     * greedy takes A and B */
    booth b = booth_new(30, "A=10 B=20 C=4", "A*3 B*2 C");
    b.rule->rule = URNE_RULE_MES;
    booth_ties(&b, "file");
    b.rule->comparison = URNE_COMPARISON_SATISFACTION;
    urne_count *c = count(&b);
    ck_assert(c->compared && c->replaced);
    ck_assert_uint_eq(c->prefer_greedy, 2);
    ck_assert_uint_eq(c->prefer_mes, 1);
    ck_assert_str_eq(fates(&b, c), "A won taken 1 30 - -; B won taken 2 20 - -; "
                                   "C lost left 3 0 - -");
    ck_assert_str_eq(c->endowment, "5");
    b.rule->comparison = URNE_COMPARISON_EXCLUSION_RATIO;
    c = count(&b);
    ck_assert(c->replaced && c->prefer_greedy == 2 && c->prefer_mes == 1);
    booth_close(&b);
    /* as many: Equal Shares stays. A blank ballot and one set aside prefer nothing */
    b = booth_new(30, "A=10 B=20 C=4", "A*3 B*2 C*2 - !");
    booth_ties(&b, "file");
    b.rule->rule = URNE_RULE_MES;
    b.rule->comparison = URNE_COMPARISON_SATISFACTION;
    c = count(&b);
    ck_assert(c->compared && !c->replaced);
    ck_assert_uint_eq(c->prefer_greedy, 2);
    ck_assert_uint_eq(c->prefer_mes, 2);
    ck_assert(c->projects[2].won && !c->projects[1].won);
    booth_close(&b);
    /* more of one's projects is not some against none */
    b = booth_new(30, "A=3 B=27 C=8", "A,B*4 A,C");
    booth_ties(&b, "file");
    b.rule->rule = URNE_RULE_MES;
    b.rule->comparison = URNE_COMPARISON_EXCLUSION_RATIO;
    c = count(&b);
    ck_assert(!c->replaced && c->prefer_greedy == 0 && c->prefer_mes == 0);
    booth_close(&b);
}
END_TEST

/* Greedy would fund A or B. With A, Equal Shares stays; with B it would not. */
START_TEST(comparison_by_an_open_tie)
{
    booth b =
        booth_new(40, "A=40 B=40 C=2 D=2 E=2 F=2 G=2 H=2", "A,C,D A,E,F A,G,H A B*4");
    b.rule->rule = URNE_RULE_MES;
    urne_count *c = count(&b);
    ck_assert_uint_eq(c->n_selected, 6);
    b.rule->comparison = URNE_COMPARISON_SATISFACTION;
    refused(&b, URNE_E_COUNT_TIE);
    ck_assert_str_eq(b.err.diag[0].arg[0], "A, B");
    booth_ties(&b, "file");
    c = count(&b);
    ck_assert(!c->replaced && c->prefer_greedy == 1 && c->prefer_mes == 3);
    booth_close(&b);
}
END_TEST

/* ---- the check of a trace ---- */

static booth subsets(void)
{
    booth b = booth_new(30, "a=7 b=9 c=11 d=13 e=8 f=9 g=40",
                        "a,b*3 c,d*2 e,f,a c,b,e*2 f,d g");
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    booth_ties(&b, "id");
    return b;
}

static urne_code recount(booth *b, urne_str given, urne_count **out)
{
    *out = NULL;
    return urne_count_recount(out, b->arena, b->e, b->rule, given, &b->err);
}

START_TEST(recounted)
{
    static const urne_rule rules[] = {URNE_RULE_GREEDY, URNE_RULE_MES,
                                      URNE_RULE_PHRAGMEN, URNE_RULE_MAX_WELFARE};
    for (size_t i = 0; i < PROGRAM_COUNT(rules); i++) {
        booth b = subsets();
        b.rule->rule = rules[i];
        urne_count *c = count(&b), *again;
        ck_assert_int_eq(recount(&b, c->trace, &again), URNE_OK);
        ck_assert(urne_str_eq(c->trace, again->trace));
        booth_close(&b);
    }
}
END_TEST

/* E-COUNT-005, or another trace: no change of a byte goes unseen, unless another leaf
 * proves the same; then the set is still the best. */
START_TEST(every_byte_of_a_trace)
{
    booth b = subsets();
    urne_count *c = count(&b), *again;
    char *text = urne_arena_alloc(b.arena, c->trace.n);
    size_t proofs = 0, leaves = 0;
    for (size_t at = 0; at < c->trace.n; at++) {
        static const char *const with = "+xbds1 a\n";
        for (const char *z = with; *z != '\0'; z++) {
            memcpy(text, c->trace.p, c->trace.n);
            if (text[at] == *z) {
                continue;
            }
            text[at] = *z;
            urne_str changed = {text, c->trace.n};
            urne_code code = recount(&b, changed, &again);
            proofs += code == URNE_E_COUNT_PROOF ? 1 : 0;
            ck_assert(code == URNE_OK || code == URNE_E_COUNT_PROOF);
            bool same = code == URNE_OK && urne_str_eq(again->trace, changed);
            leaves += same ? 1 : 0;
            ck_assert(!same || (again->cost == c->cost &&
                                strchr("xbds", c->trace.p[at]) != NULL));
        }
    }
    ck_assert_uint_gt(proofs, 100);
    ck_assert_uint_lt(leaves, 20);
    booth_close(&b);
}
END_TEST

START_TEST(traces_without_a_proof)
{
    static const char *const bad[] = {"x",
                                      "proof strict +ss\n",
                                      "selected 1 2\n",
                                      "proof\nselected 1\n",
                                      "proof strict \nselected -\n",
                                      "proof strict s\nselected 18446744073709551616\n",
                                      "proof strict s\nselected 0 8 -1\n"};
    booth b = subsets();
    urne_count *c;
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_msg(recount(&b, urne_str_of(bad[i]), &c) == URNE_E_COUNT_PROOF, "%s",
                      bad[i]);
    }
    booth_close(&b);
}
END_TEST

/* ---- limits ---- */

/* E-COUNT-001, E-COUNT-003 */
START_TEST(limits)
{
    booth b = booth_new(10, "A=1 B=2", "A,B");
    b.e->projects[0].cost = (uint64_t)1 << 60;
    refused(&b, URNE_E_COUNT_LARGE);
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    b.e->projects[0].cost = (uint64_t)1 << 59;
    b.e->budget = ((uint64_t)1 << 60) - 1;
    (void)count(&b);
    b.rule->utility = URNE_UTILITY_POINTS_COST;
    b.e->type = URNE_VOTE_SCORING;
    b.e->ballots[0].marks[0].points = (uint64_t)1 << 59;
    refused(&b, URNE_E_COUNT_LARGE);
    booth_close(&b);
    /* even costs, an odd budget, and what one is worth is what it costs */
    b = booth_new(0,
                  "a=0 b=0 c=0 d=0 e=0 f=0 g=0 h=0 i=0 j=0 k=0 l=0 m=0 n=0 o=0 p=0 "
                  "q=0 r=0 s=0 t=0 u=0 v=0 w=0 x=0 y=0 z=0 A=0 B=0 C=0 D=0 E=0 F=0",
                  "-");
    b.e->ballots[0].marks = urne_arena_array(b.arena, 32, sizeof(urne_mark));
    for (uint32_t i = 0; i < 32; i++) {
        b.e->projects[i].cost = 1000000 + 2 * (i * i * 7919u % 50021);
        b.e->ballots[0].marks[b.e->ballots[0].n_marks++].project = i;
        b.e->budget += b.e->projects[i].cost / 2;
    }
    b.e->budget |= 1;
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    refused(&b, URNE_E_COUNT_NODES);
    ck_assert_str_eq(b.err.diag[0].arg[0], "2000000");
    booth_close(&b);
}
END_TEST

START_TEST(measures)
{
    booth b = booth_new(10, "A=6 B=4 C=5", "A,B*2 A C - !");
    booth_ties(&b, "file");
    urne_count *c = count(&b);
    urne_measures m = urne_count_measure(c);
    ck_assert_uint_eq(m.covered, 3);
    ck_assert_uint_eq((uint64_t)m.cost_sum, 2 * 10 + 6);
    ck_assert_uint_eq(c->received, 6);
    ck_assert_uint_eq(c->voters, 5);
    ck_assert_uint_eq(c->aside[URNE_ASIDE_AGE], 1);
    ck_assert_uint_eq(c->aside[URNE_BALLOT_VALID], 5);
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"greedy_reasons", greedy_reasons, 0, 0},
        {"mes_reasons", mes_reasons, 0, 0},
        {"phragmen_reasons", phragmen_reasons, 0, 0},
        {"welfare_reasons", welfare_reasons, 0, 0},
        {"ties_that_matter", ties_that_matter, 0, 0},
        {"open_among_the_others", open_among_the_others, 0, 0},
        {"free_rivals", free_rivals, 0, 0},
        {"comparison", comparison, 0, 0},
        {"comparison_by_an_open_tie", comparison_by_an_open_tie, 0, 0},
        {"recounted", recounted, 0, 0},
        {"every_byte_of_a_trace", every_byte_of_a_trace, 0, 0},
        {"traces_without_a_proof", traces_without_a_proof, 0, 0},
        {"limits", limits, 0, 0},
        {"measures", measures, 0, 0},
    };
    return program_run("count", tests, PROGRAM_COUNT(tests), 120);
}

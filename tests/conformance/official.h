/* conformance/official: what the cities decided, under the rule that each file
 * declares. */
#ifndef CONFORMANCE_OFFICIAL_H
#define CONFORMANCE_OFFICIAL_H

#include "conformance/conform.h"
#include "oracle/count_case.h"

/* What a withdrawn project is said to cost. */
#define OFFICIAL_SENTINEL "999999999"

typedef struct official_total {
    const char *rule;
    size_t files, same, wrong;
} official_total;

/* A copy to change: ranks become the points that cities make of them (last 1), and
 * withdrawn projects can win nothing. */
static urne_election *official_election(conform *c, const urne_election *e)
{
    urne_election *copy = urne_arena_alloc(c->arena, sizeof *copy);
    *copy = *e;
    if (e->type == URNE_VOTE_ORDINAL) {
        copy->type = URNE_VOTE_SCORING;
        copy->point_places = 0;
        copy->ballots = urne_arena_array(c->arena, e->n_ballots, sizeof *copy->ballots);
        for (size_t i = 0; i < e->n_ballots; i++) {
            urne_ballot *b = &copy->ballots[i];
            *b = e->ballots[i];
            b->marks = urne_arena_array(c->arena, b->n_marks, sizeof *b->marks);
            for (size_t k = 0; k < b->n_marks; k++) {
                b->marks[k] =
                    (urne_mark){e->ballots[i].marks[k].project, b->n_marks - k};
            }
        }
    }
    return copy;
}

/* Takes the withdrawn projects off: they neither win nor stop the count. */
static void official_withdrawn(conform *c, urne_election *e)
{
    uint64_t sentinel = 0;
    uint32_t *at = urne_arena_array(c->arena, e->n_projects, sizeof *at);
    urne_project *kept = urne_arena_array(c->arena, e->n_projects, sizeof *kept);
    size_t n = 0;
    (void)urne_decimal_read(URNE_STR(OFFICIAL_SENTINEL), e->places, &sentinel);
    for (size_t i = 0; i < e->n_projects; i++) {
        bool gone = e->projects[i].cost == sentinel;
        at[i] = gone ? UINT32_MAX : (uint32_t)n;
        kept[n] = e->projects[i];
        n += gone ? 0 : 1;
    }
    if (n == e->n_projects) {
        return;
    }
    urne_ballot *ballots = urne_arena_array(c->arena, e->n_ballots, sizeof *ballots);
    for (size_t i = 0; i < e->n_ballots; i++) {
        const urne_ballot *from = &e->ballots[i];
        ballots[i] = *from;
        ballots[i].marks =
            urne_arena_array(c->arena, from->n_marks, sizeof *from->marks);
        ballots[i].n_marks = 0;
        for (size_t k = 0; k < from->n_marks; k++) {
            uint32_t to = at[from->marks[k].project];
            if (to != UINT32_MAX) {
                ballots[i].marks[ballots[i].n_marks++] =
                    (urne_mark){to, from->marks[k].points};
            }
        }
    }
    e->projects = kept;
    e->n_projects = n;
    e->ballots = ballots;
}

static bool official_rule(urne_count_rule *rule, const urne_election *e, urne_str name)
{
    urne_str least = urne_election_meta(e, "min_project_score_threshold");
    *rule = conform_rule(e);
    if (urne_vote_type_points(e->type)) {
        rule->utility = URNE_UTILITY_POINTS_COST; /* greedy by points */
    }
    if (urne_str_is(name, "greedy")) {
        return true;
    }
    if (urne_str_is(name, "greedy-threshold") || urne_str_is(name, "greedy-no-skip")) {
        rule->skip = urne_str_is(name, "greedy-threshold");
        return least.p == NULL || urne_threshold_parse(least, &rule->threshold);
    }
    rule->rule = URNE_RULE_MES;
    rule->ties[0] = URNE_TIE_MAX_VOTES;
    rule->ties[1] = URNE_TIE_MIN_COST;
    rule->ties[2] = URNE_TIE_FILE;
    rule->n_ties = 3;
    rule->completion = URNE_COMPLETION_ADD1;
    rule->add1_start = URNE_ADD1_FLOOR;
    rule->add1_stop = URNE_ADD1_NONE;
    rule->completion_by_votes = true;
    if (urne_str_is(name, "equalshares/add1-comparison")) {
        rule->comparison = URNE_COMPARISON_SATISFACTION;
        return true;
    }
    return urne_str_is(name, "equalshares/add1");
}

/* Did the count select just the projects that the file marks with 1? */
static bool official_same(const urne_election *e, const conform_outcome *got)
{
    size_t selected = 0, found = 0;
    for (size_t i = 0; i < e->n_projects && got->failed == NULL; i++) {
        bool is = urne_str_is(urne_project_cell(e, i, "selected"), "1");
        selected += is ? 1 : 0;
        for (size_t k = 0; is && k < got->n; k++) {
            found += urne_str_eq(got->id[k], e->projects[i].id) ? 1 : 0;
        }
    }
    return got->failed == NULL && found == selected && got->n == selected;
}

static bool official_has_outcome(const urne_election *e)
{
    for (size_t i = 0; i < e->n_project_columns; i++) {
        if (urne_str_is(e->project_columns[i], "selected")) {
            return true;
        }
    }
    return false;
}

static void official_file(conform *c, const char *name, official_total *totals,
                          size_t n)
{
    urne_election *e = conform_election(c, name, "");
    urne_str declared = urne_election_meta(e, "rule");
    urne_count_rule rule;
    official_total *total = NULL;
    for (size_t i = 0; i < n; i++) {
        total = urne_str_is(declared, totals[i].rule) ? &totals[i] : total;
    }
    if (total == NULL || !official_has_outcome(e)) {
        return;
    }
    e = official_election(c, e);
    official_withdrawn(c, e);
    bool same = false;
    const char *failed = "comes out differently";
    if (official_rule(&rule, e, declared)) {
        conform_outcome got = conform_count(c, e, &rule);
        same = official_same(e, &got);
        failed = got.failed != NULL ? got.failed : failed;
    }
    bool listed = conform_listed(&c->unofficial, name, total->rule, "official");
    if (same == listed) {
        printf("# %s\t%s\tofficial\t%s\n", name, total->rule,
               same ? "is listed, and comes out alike" : failed);
        total->wrong++;
    }
    total->files++;
    total->same += same ? 1 : 0;
}

/* Rules by lot on every election that the oracle can be waited for. */
static void official_sweep(conform *c, const char *name)
{
    const urne_election *e = conform_election(c, name, "");
    for (uint64_t k = 0; k < lots_scale(8); k++) {
        uint64_t lots = lots_at(k);
        urne_arena *arena = urne_arena_new();
        urne_count_rule rule = case_lot_rule(arena, e, &lots);
        rule.add1_increment = conform_rule(e).add1_increment * (1 + k % 4);
        if (conform_small(e, &rule)) {
            (void)conform_count(c, e, &rule);
        }
        urne_arena_free(arena);
    }
}

static void conform_official(conform *c, size_t *tests, size_t *failed)
{
    official_total totals[] = {{"greedy", 0, 0, 0},
                               {"greedy-threshold", 0, 0, 0},
                               {"greedy-no-skip", 0, 0, 0},
                               {"equalshares/add1", 0, 0, 0},
                               {"equalshares/add1-comparison", 0, 0, 0}};
    size_t n = sizeof totals / sizeof *totals;
    urne_str *names;
    size_t n_names = 0;
    urne_err err = URNE_ERR_NONE;
    if (urne_dir_list(&names, &n_names, c->arena, c->data, &err) != URNE_OK) {
        n_names = 0;
    }
    for (size_t i = 0; i < n_names; i++) {
        if (urne_str_ends(names[i], ".pb")) {
            const char *name = urne_str_z(c->arena, names[i]);
            official_file(c, name, totals, n);
            if (c->oracle) {
                official_sweep(c, name);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        printf("%sok %zu - official, %s: %zu of %zu files\n",
               totals[i].wrong > 0 ? "not " : "", ++*tests, totals[i].rule,
               totals[i].same, totals[i].files);
        *failed += totals[i].wrong > 0 ? 1 : 0;
    }
}

#endif

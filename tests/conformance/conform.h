/* conformance/conform: real elections, counted. Sourced by conform.c alone. */
#ifndef CONFORMANCE_CONFORM_H
#define CONFORMANCE_CONFORM_H

#include "base/file.h"
#include "budget/count.h"
#include "oracle/count.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conformance/read.h"

enum { CONFORM_LIST = 1000, CONFORM_FILES = 1000 };

/* A committed list of what does not come out alike: lines of fields between tabs, the
 * last of which is the reason; lines with # are comments. */
typedef struct conform_list {
    char *line[CONFORM_LIST];
    bool met[CONFORM_LIST];
    size_t n;
} conform_list;

typedef struct conform {
    urne_arena *arena;
    const char *data;
    conform_list declined, unofficial;
    const char *file[CONFORM_FILES]; /* already read */
    urne_election *election[CONFORM_FILES];
    size_t n_files;
    bool oracle, alone; /* beside the engine; in its place */
    size_t compared, passed_over, differ;
} conform;

/* Ids in the order of selection; `failed` says why there is no outcome. */
typedef struct conform_outcome {
    urne_str id[CONFORM_PROJECTS];
    size_t n;
    uint64_t cost;
    const char *failed;
} conform_outcome;

/* Greedy by votes, skipping, in the order of the file: what cities do. */
static urne_count_rule conform_rule(const urne_election *e)
{
    urne_count_rule rule = {.rule = URNE_RULE_GREEDY,
                            .utility = URNE_UTILITY_COST,
                            .add1_increment = 1,
                            .skip = true,
                            .threshold = {0, 1, false},
                            .ties = {URNE_TIE_FILE},
                            .n_ties = 1,
                            .lot_seed = URNE_STR(""),
                            .box = URNE_STR("00000000000000000000000000000000")};
    for (unsigned i = 0; i < e->places; i++) {
        rule.add1_increment *= 10; /* one currency unit */
    }
    return rule;
}

/* ---- Lists ---- */

static void conform_list_read(conform_list *list, const char *folder, const char *name)
{
    char line[4096];
    snprintf(line, sizeof line, "%s/%s", folder, name);
    FILE *in = fopen(line, "r");
    if (in == NULL) {
        printf("Bail out! cannot read %s\n", line);
        exit(2);
    }
    while (fgets(line, sizeof line, in) != NULL) {
        if (line[0] == '#' || line[0] == '\n') {
            continue;
        }
        if (list->n == CONFORM_LIST || strchr(line, '\n') == NULL) {
            printf("Bail out! %s is too long\n", name);
            exit(2);
        }
        list->line[list->n] = malloc(strlen(line) + 1);
        strcpy(list->line[list->n++], line);
    }
    fclose(in);
}

/* Is there a line that begins with these fields? */
static bool conform_listed(conform_list *list, const char *a, const char *b,
                           const char *c)
{
    char begin[4096];
    snprintf(begin, sizeof begin, "%s\t%s\t%s\t", a, b, c);
    for (size_t i = 0; i < list->n; i++) {
        if (strncmp(list->line[i], begin, strlen(begin)) == 0) {
            list->met[i] = true;
            return true;
        }
    }
    return false;
}

/* A line about nothing that was seen is as wrong as a missing one. */
static size_t conform_list_stale(const conform_list *list)
{
    size_t stale = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (!list->met[i]) {
            printf("# the list names what is not there: %s", list->line[i]);
            stale++;
        }
    }
    return stale;
}

static void conform_list_free(conform_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->line[i]);
    }
}

/* ---- Elections ---- */

/* The election of a file; sha256 "" takes it as it is. */
static urne_election *conform_election(conform *c, const char *name, const char *sha256)
{
    char path[4096];
    for (size_t i = 0; i < c->n_files; i++) {
        if (strcmp(c->file[i], name) == 0) {
            return c->election[i];
        }
    }
    snprintf(path, sizeof path, "%s/%s", c->data, name);
    urne_election *e = conform_read(c->arena, path, sha256);
    if (e == NULL || c->n_files == CONFORM_FILES) {
        printf("Bail out! cannot read %s, or it is another file\n", path);
        exit(2);
    }
    c->file[c->n_files] = urne_str_z(c->arena, urne_str_of(name));
    c->election[c->n_files++] = e;
    return e;
}

/* The same with budget and costs cut to whole currency units. */
static const urne_election *conform_floored(conform *c, const urne_election *e)
{
    urne_election *floored = urne_arena_alloc(c->arena, sizeof *floored);
    uint64_t unit = 1;
    for (unsigned i = 0; i < e->places; i++) {
        unit *= 10;
    }
    *floored = *e;
    floored->budget -= floored->budget % unit;
    floored->projects =
        urne_arena_array(c->arena, e->n_projects, sizeof *floored->projects);
    for (size_t i = 0; i < e->n_projects; i++) {
        floored->projects[i] = e->projects[i];
        floored->projects[i].cost -= e->projects[i].cost % unit;
    }
    return floored;
}

/* ---- Counting ---- */

/* Can the oracle, which does everything anew each time, be waited for? */
static bool conform_small(const urne_election *e, const urne_count_rule *rule)
{
    bool add1 = rule->completion == URNE_COMPLETION_ADD1 ||
                rule->completion == URNE_COMPLETION_ADD1U;
    size_t work = e->n_ballots * e->n_projects * e->n_projects;
    return work < (rule->rule != URNE_RULE_MES ? 3000000
                   : add1                      ? 20000
                                               : 300000) &&
           (rule->rule != URNE_RULE_MAX_WELFARE || e->n_projects <= 16);
}

static conform_outcome conform_naively(const urne_election *e,
                                       const urne_count_rule *rule)
{
    conform_outcome out = {.n = 0};
    poll p = poll_new(e, rule);
    poll_result r = poll_result_new(&p);
    p.patience = 1000;
    count_naively(&p, &r);
    for (size_t i = 0; i < r.n; i++) {
        for (size_t j = 0; j < e->n_projects; j++) {
            if (p.of[j] == r.order[i]) {
                out.id[out.n++] = e->projects[j].id;
            }
        }
    }
    out.cost = r.cost;
    out.failed = r.gave_up ? "the oracle gave up" : NULL;
    poll_result_free(&r);
    poll_free(&p);
    return out;
}

static conform_outcome conform_engine(const urne_election *e,
                                      const urne_count_rule *rule)
{
    conform_outcome out = {.n = 0};
    static char said[256];
    urne_arena *arena = urne_arena_new();
    urne_count *count;
    urne_err err = URNE_ERR_NONE;
    urne_code code = urne_count_run(&count, arena, e, rule, &err);
    if (code != URNE_OK) {
        snprintf(said, sizeof said, "the count fails with %d", (int)code);
        out.failed = said;
    } else {
        for (size_t i = 0; i < count->n_selected; i++) {
            out.id[out.n++] = e->projects[count->selected[i]].id;
        }
        out.cost = count->cost;
    }
    urne_arena_free(arena);
    return out;
}

static bool conform_same(const conform_outcome *a, const conform_outcome *b)
{
    bool same = a->n == b->n && a->cost == b->cost && a->failed == NULL;
    for (size_t i = 0; same && i < a->n; i++) {
        same = urne_str_eq(a->id[i], b->id[i]);
    }
    return same;
}

static conform_outcome conform_count(conform *c, const urne_election *e,
                                     const urne_count_rule *rule)
{
    conform_outcome got = {.failed = "too large for the oracle"};
    bool judged = (c->oracle || c->alone) && conform_small(e, rule);
    if (!c->alone) {
        got = conform_engine(e, rule);
    }
    if (judged) {
        conform_outcome want = conform_naively(e, rule);
        judged = want.failed == NULL;
        if (judged && !c->alone && !conform_same(&got, &want)) {
            printf("# the oracle differs: %s, %s, %s, %s\n",
                   e->n_files > 0 ? e->files[0] : "-", urne_rule_name(rule->rule),
                   urne_utility_name(rule->utility),
                   urne_completion_name(rule->completion));
            c->differ++;
        }
        got = c->alone ? want : got;
    }
    c->compared += judged ? 1 : 0;
    c->passed_over += judged ? 0 : 1;
    return got;
}

static void conform_oracle_says(const conform *c, size_t *tests, size_t *failed)
{
    if (c->oracle) {
        printf("%sok %zu - the oracle beside: %zu counts alike, %zu too large for it\n",
               c->differ > 0 ? "not " : "", ++*tests, c->compared - c->differ,
               c->passed_over);
        *failed += c->differ > 0 ? 1 : 0;
    }
}

#endif

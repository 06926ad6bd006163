/* oracle/booth: small elections written on a line, and what a rule makes of them. */
#ifndef ORACLE_BOOTH_H
#define ORACLE_BOOTH_H

#include "budget/add1.h"

#include <check.h>
#include <stdlib.h>

typedef struct booth {
    urne_arena *arena;
    urne_election *e;
    urne_count_rule *rule;
    urne_profile *p; /* these two once booth_open has made them */
    urne_order *order;
    urne_err err;
} booth;

static inline uint64_t booth_number(urne_str s)
{
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        ck_assert(s.p[i] >= '0' && s.p[i] <= '9');
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    return v;
}

static inline uint32_t booth_project(const urne_election *e, urne_str id)
{
    for (size_t i = 0; i < e->n_projects; i++) {
        if (urne_str_eq(e->projects[i].id, id)) {
            return (uint32_t)i;
        }
    }
    ck_abort_msg("no project %.*s", (int)id.n, id.p);
}

static inline void booth_ballot(booth *b, urne_str text)
{
    urne_str rest = text, part, id;
    urne_election *e = b->e;
    urne_ballot *ballot = &e->ballots[e->n_ballots++];
    ballot->marks = urne_arena_array(b->arena, text.n, sizeof *ballot->marks);
    ballot->aside = urne_str_is(text, "!") ? URNE_ASIDE_AGE : URNE_BALLOT_VALID;
    if (urne_str_is(text, "-") || urne_str_is(text, "!")) {
        return;
    }
    while (urne_str_cut(&rest, ',', &part)) {
        urne_str_cut(&part, ':', &id);
        uint64_t points = part.p == NULL ? 0 : booth_number(part);
        ballot->marks[ballot->n_marks++] = (urne_mark){booth_project(e, id), points};
    }
}

/* Projects "A=3 B=4" and ballots "A,B*3 B:2 -": "*3" is three of them, ":2" two points,
 * "-" a blank ballot, "!" one that is set aside. The rule is that of cities, without an
 * order of ties. */
static inline booth booth_new(uint64_t budget, const char *projects,
                              const char *ballots)
{
    booth b = {.arena = urne_arena_new()};
    urne_election *e = b.e = urne_arena_alloc(b.arena, sizeof *e);
    urne_str rest = urne_str_of(projects), part, id, name;
    e->budget = budget;
    e->projects = urne_arena_array(b.arena, rest.n, sizeof *e->projects);
    while (urne_str_cut(&rest, ' ', &part)) {
        urne_str_cut(&part, '=', &id);
        e->projects[e->n_projects++] =
            (urne_project){.id = id, .cost = booth_number(part)};
    }
    size_t room = strlen(ballots) + 1;
    for (const char *z = ballots; *z != '\0'; z++) {
        room += *z == '*' ? (size_t)strtoull(z + 1, NULL, 10) : 0;
    }
    e->ballots = urne_arena_array(b.arena, room, sizeof *e->ballots);
    rest = urne_str_of(ballots);
    while (rest.n > 0 && urne_str_cut(&rest, ' ', &part)) {
        urne_str_cut(&part, '*', &name);
        uint64_t times = part.p == NULL ? 1 : booth_number(part);
        for (uint64_t i = 0; i < times; i++) {
            booth_ballot(&b, name);
        }
    }
    b.rule = urne_arena_alloc(b.arena, sizeof *b.rule);
    *b.rule = urne_count_rule_default(e);
    return b;
}

static inline void booth_ties(booth *b, const char *list)
{
    ck_assert(urne_ties_parse(urne_str_of(list), b->rule));
}

/* The profile of the rule as it is now, and its order. */
static inline void booth_open(booth *b)
{
    ck_assert_int_eq(
        urne_profile_new(&b->p, b->arena, b->e, b->rule, b->rule->utility, &b->err),
        URNE_OK);
    b->order = urne_order_new(b->arena, b->p);
}

static inline void booth_close(booth *b)
{
    urne_arena_free(b->arena);
}

/* A set of projects such as "A,C", for rivals and joined. */
static inline urne_project_set booth_set(booth *b, const char *ids)
{
    urne_str rest = urne_str_of(ids), id;
    urne_project_set set = {urne_arena_array(b->arena, rest.n, sizeof *set.p), 0};
    while (urne_str_cut(&rest, ',', &id)) {
        set.p[set.n++] = booth_project(b->e, id);
    }
    return set;
}

static inline void booth_rivals(booth *b, const char *ids)
{
    urne_project_set *sets =
        urne_arena_array(b->arena, b->rule->n_rivals + 1, sizeof *sets);
    for (size_t i = 0; i < b->rule->n_rivals; i++) {
        sets[i] = b->rule->rivals[i];
    }
    sets[b->rule->n_rivals++] = booth_set(b, ids);
    b->rule->rivals = sets;
}

static inline void booth_joined(booth *b, const char *ids)
{
    b->rule->joined = urne_arena_array(b->arena, 1, sizeof *b->rule->joined);
    b->rule->joined[0] = booth_set(b, ids);
    b->rule->n_joined = 1;
}

/* At most `amount` for these projects. */
static inline void booth_cap(booth *b, const char *ids, uint64_t amount)
{
    urne_cap *caps = urne_arena_array(b->arena, b->rule->n_caps + 1, sizeof *caps);
    urne_project_set set = booth_set(b, ids);
    for (size_t i = 0; i < b->rule->n_caps; i++) {
        caps[i] = b->rule->caps[i];
    }
    urne_cap *cap = &caps[b->rule->n_caps++];
    *cap = (urne_cap){.label = URNE_STR("cap"), .amount = amount};
    cap->in = urne_arena_array(b->arena, b->e->n_projects, sizeof *cap->in);
    for (size_t i = 0; i < set.n; i++) {
        cap->in[set.p[i]] = true;
    }
    b->rule->caps = caps;
}

/* Candidates by the ids of their first projects, with blanks between. */
static inline const char *booth_ids(const booth *b, const uint32_t *list, size_t n)
{
    urne_buf out = urne_buf_new(b->arena, 64);
    for (size_t i = 0; i < n; i++) {
        urne_buf_addz(&out, i == 0 ? "" : " ");
        urne_buf_add(&out, b->e->projects[b->p->first[list[i]]].id);
    }
    urne_buf_addc(&out, '\0');
    return out.p;
}

/* Rounds of a recorded run: "A:key B:key". */
static inline const char *booth_rounds(const booth *b, const urne_run *run)
{
    urne_buf out = urne_buf_new(b->arena, 64);
    for (size_t i = 0; i < run->n_bought; i++) {
        urne_buf_addz(&out, i == 0 ? "" : " ");
        urne_buf_add(&out, b->e->projects[b->p->first[run->bought[i].c]].id);
        urne_buf_addc(&out, ':');
        urne_buf_addz(&out, run->bought[i].key);
    }
    urne_buf_addc(&out, '\0');
    return out.p;
}

#endif

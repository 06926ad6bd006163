#include "ceremony/tally_view.h"

#include "base/rational.h"

/* Other rules on the same ballots, as information: which projects each would fund, and
 * what that means for voters, districts and categories (budget-1 §9). */

typedef struct other {
    const char *label;
    urne_rule rule;
    urne_utility utility;
    urne_completion completion;
    bool by_votes;
} other;

static const other others[] = {{N_("greedy by votes"), URNE_RULE_GREEDY,
                                URNE_UTILITY_COST, URNE_COMPLETION_NONE, false},
                               {N_("greedy by votes per cost"), URNE_RULE_GREEDY,
                                URNE_UTILITY_CARDINALITY, URNE_COMPLETION_NONE, false},
                               {N_("Equal Shares, completed"), URNE_RULE_MES,
                                URNE_UTILITY_COST, URNE_COMPLETION_ADD1U, true},
                               {N_("Equal Shares alone"), URNE_RULE_MES,
                                URNE_UTILITY_COST, URNE_COMPLETION_NONE, false},
                               {N_("Phragmén"), URNE_RULE_PHRAGMEN,
                                URNE_UTILITY_CARDINALITY, URNE_COMPLETION_NONE, false},
                               {N_("greatest sum of votes"), URNE_RULE_MAX_WELFARE,
                                URNE_UTILITY_CARDINALITY, URNE_COMPLETION_NONE, false}};
enum { OTHERS = sizeof others / sizeof *others };

typedef struct comparing {
    urne_arena *arena;
    const urne_count *deciding;
    const urne_election *e;
    unsigned places;
    urne_tally *view;
} comparing;

/* ---- spending by district and category ---- */

static size_t find_name(urne_tally_pair *list, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && strcmp(list[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* A project in several categories counts in each. */
static void add_spending(const comparing *w, urne_tally_line *line, uint64_t *sums,
                         const char *column, size_t project, uint64_t cost)
{
    urne_str cell = urne_project_cell(w->e, project, column), part;
    while (cell.n > 0 && urne_str_cut(&cell, ',', &part)) {
        urne_buf b = urne_buf_new(w->arena, part.n + 16);
        while (part.n > 0 && part.p[0] == ' ') {
            part = urne_str_slice(part, 1, part.n);
        }
        while (part.n > 0 && part.p[part.n - 1] == ' ') {
            part.n--;
        }
        urne_buf_addz(&b, column);
        urne_buf_addz(&b, ": ");
        urne_buf_add(&b, part);
        urne_buf_addc(&b, '\0');
        size_t i = find_name(line->spending, line->n_spending, b.p);
        if (i == line->n_spending) {
            line->spending[line->n_spending++].name = b.p;
        }
        sums[i] += cost;
    }
}

static size_t count_parts(const comparing *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->e->n_projects; i++) {
        urne_str cells[] = {urne_project_cell(w->e, i, "district"),
                            urne_project_cell(w->e, i, "category")};
        for (size_t k = 0; k < 2; k++) {
            n++;
            for (size_t at = 0; at < cells[k].n; at++) {
                n += cells[k].p[at] == ',' ? 1 : 0;
            }
        }
    }
    return n;
}

/* Every district and category has its line, those without money too. */
static void spend(const comparing *w, urne_tally_line *line, const urne_count *count)
{
    static const char *const columns[] = {"district", "category"};
    size_t most = count_parts(w);
    uint64_t *sums = urne_arena_array(w->arena, most, sizeof *sums);
    line->spending = urne_arena_array(w->arena, most, sizeof *line->spending);
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < w->e->n_projects; i++) {
            const urne_count_project *p = &count->projects[i];
            add_spending(w, line, sums, columns[k], i, p->won ? p->cost : 0);
        }
    }
    for (size_t i = 0; i < line->n_spending; i++) {
        line->spending[i].value = urne_decimal_z(w->arena, sums[i], w->places);
    }
}

/* ---- lines ---- */

static void fill(const comparing *w, urne_tally_line *line, const urne_count *count)
{
    urne_measures m = urne_count_measure(count);
    uint64_t voters = count->voters == 0 ? 1 : count->voters;
    const char *average = urne_rational_of(w->arena, m.cost_sum, voters);
    line->won = urne_arena_array(w->arena, w->e->n_projects, sizeof *line->won);
    for (size_t i = 0; i < w->e->n_projects; i++) {
        line->won[i] = count->projects[i].won;
    }
    urne_tally *view = urne_tally_view(w->arena, count);
    line->params = view->params;
    line->n_params = view->n_params;
    line->funded = count->n_selected;
    line->cost = urne_decimal_z(w->arena, count->cost, w->places);
    line->covered = m.covered;
    line->per_voter =
        urne_rational_over(w->arena, average, urne_power_of_ten(w->places));
    line->per_voter_amount =
        urne_decimal_z(w->arena, urne_rational_floor(average), w->places);
    spend(w, line, count);
}

/* The rule of a line on the constraints of the deciding rule. */
static urne_count_rule rule_of(const comparing *w, const other *o)
{
    urne_count_rule r = *w->deciding->rule;
    r.rule = o->rule;
    r.utility = o->utility;
    r.completion = o->completion;
    r.completion_by_votes = o->by_votes;
    r.comparison = URNE_COMPARISON_NONE;
    r.skip = true;
    return r;
}

static bool is_deciding(const urne_count_rule *a, const urne_count_rule *b)
{
    return a->rule == b->rule &&
           (a->rule == URNE_RULE_PHRAGMEN || a->utility == b->utility) &&
           a->completion == b->completion && a->comparison == b->comparison &&
           (a->completion_by_votes == b->completion_by_votes ||
            a->utility == URNE_UTILITY_COST) &&
           a->skip == b->skip;
}

urne_code urne_tally_compare(urne_tally *view, urne_arena *arena,
                             const urne_count *count)
{
    comparing w = {arena, count, count->e,
                   count->rule->seats > 0 ? 0 : count->e->places, view};
    view->lines = urne_arena_array(arena, OTHERS + 1, sizeof *view->lines);
    urne_tally_line *line = &view->lines[view->n_lines++];
    *line = (urne_tally_line){.label = N_("the rule of this count"), .deciding = true};
    fill(&w, line, count);
    for (size_t i = 0; i < OTHERS; i++) {
        urne_count_rule *r = urne_arena_alloc(arena, sizeof *r);
        urne_count *another;
        *r = rule_of(&w, &others[i]);
        if (is_deciding(r, count->rule)) {
            continue;
        }
        line = &view->lines[view->n_lines++];
        *line = (urne_tally_line){.label = others[i].label};
        /* What another rule cannot decide is no fault of this count. */
        line->undecided = urne_count_run(&another, arena, count->e, r, NULL) != URNE_OK;
        if (!line->undecided) {
            fill(&w, line, another);
        }
    }
    return URNE_OK;
}

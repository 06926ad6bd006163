#include "budget/count.h"
/* Stands in until budget/count is there. */
urne_code urne_count_run(urne_count **out, urne_arena *arena, const urne_election *e,
                         const urne_count_rule *rule, urne_err *err)
{
    (void)err;
    urne_count *c = urne_arena_alloc(arena, sizeof *c);
    urne_buf buf = urne_buf_new(arena, 256);
    urne_buf_addz(&buf, "urne/1 count\nseed ");
    urne_buf_add(&buf, rule->lot_seed);
    urne_buf_addz(&buf, "\nballots ");
    urne_buf_addu(&buf, e->n_ballots);
    c->e = e;
    c->rule = rule;
    c->selected = urne_arena_array(arena, e->n_projects, sizeof *c->selected);
    uint64_t left = e->budget;
    for (size_t i = 0; i < e->n_projects; i++) {
        if (e->projects[i].cost <= left) {
            left -= e->projects[i].cost;
            c->cost += e->projects[i].cost;
            c->selected[c->n_selected++] = (uint32_t)i;
        }
    }
    urne_buf_addz(&buf, "\ntie 1 x\nend\n");
    c->trace = urne_buf_str(&buf);
    *out = c;
    return URNE_OK;
}

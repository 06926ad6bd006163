#include "budget/count_in.h"

/* tally.txt (budget-1 §8): every line is a function of ballots, rule and seed. Numbers
 * of projects count from 1 in the order of the file; amounts are in units. */

static const char *const why_names[] = {
    "taken", "bought",     "free", "loaded", "optimal", "no-support", "threshold",
    "left",  "supporters", "cap",  "rival",  "stopped", "outweighed", "joined"};

static void word(urne_buf *b, const char *text)
{
    urne_buf_addc(b, ' ');
    urne_buf_addz(b, text);
}

static void number(urne_buf *b, uint64_t v)
{
    urne_buf_addc(b, ' ');
    urne_buf_addu(b, v);
}

static void project(urne_buf *b, uint32_t i)
{
    number(b, (uint64_t)i + 1);
}

static void end_line(urne_buf *b)
{
    urne_buf_addc(b, '\n');
}

static void put_rule(urne_buf *b, const urne_counting *c)
{
    const urne_count_rule *r = c->rule;
    urne_buf_addz(b, "urne/1 count\n");
    urne_count_rule_put(b, c->e, r);
    if (r->lot_seed.n > 0) {
        urne_buf_addz(b, "lot ");
        urne_buf_add(b, r->lot_seed);
        urne_buf_addc(b, ' ');
        urne_buf_add(b, r->box);
        end_line(b);
    }
    urne_buf_addz(b, "voters");
    number(b, c->out->voters);
    end_line(b);
}

static void put_projects(urne_buf *b, const urne_counting *c)
{
    for (uint32_t i = 0; i < c->e->n_projects; i++) {
        const urne_count_project *p = &c->out->projects[i];
        urne_buf_addz(b, "project");
        project(b, i);
        number(b, p->cost);
        number(b, p->votes);
        number(b, p->points);
        urne_buf_addc(b, ' ');
        urne_buf_add(b, c->e->projects[i].id);
        end_line(b);
    }
}

static void put_sequence(urne_buf *b, const uint32_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        project(b, list[i]);
    }
    urne_buf_addz(b, n == 0 ? " -\n" : "\n");
}

static void put_add1(urne_buf *b, const urne_counting *c)
{
    static const char *const ends[] = {"exhausted", "overspent", "saturated"};
    for (size_t i = 0; i < c->out->n_intervals; i++) {
        const urne_count_interval *v = &c->out->intervals[i];
        urne_buf_addz(b, "add1");
        number(b, v->from);
        number(b, v->to);
        number(b, v->cost);
        put_sequence(b, v->bought, v->n);
    }
    urne_buf_addz(b, "stop");
    number(b, c->add1.k);
    word(b, ends[c->add1.end]);
    end_line(b);
}

static void put_rounds(urne_buf *b, const urne_counting *c)
{
    for (size_t i = 0; i < c->out->n_rounds; i++) {
        const urne_count_round *r = &c->out->rounds[i];
        urne_buf_addz(b, r->phase == URNE_PHASE_RULE ? "fund" : "complete");
        number(b, c->out->projects[r->project].round);
        project(b, r->project);
        word(b, r->key);
        word(b, r->pays == NULL ? "-" : r->pays);
        number(b, r->left);
        end_line(b);
    }
}

static void put_ties(urne_buf *b, const urne_counting *c)
{
    for (size_t i = 0; i < c->out->n_ties; i++) {
        const urne_count_tie *t = &c->out->ties[i];
        urne_buf_addz(b, "tie");
        number(b, t->round);
        for (size_t k = 0; k < t->n; k++) {
            project(b, t->projects[k]);
        }
        urne_buf_addz(b, " ->");
        project(b, t->chosen);
        word(b, urne_tie_kind_name(t->by));
        word(b, t->ticket == NULL ? "-" : t->ticket);
        word(b, t->changes ? "changes" : "same");
        end_line(b);
    }
}

static void put_bands(urne_buf *b, const urne_counting *c)
{
    for (size_t t = 0; t <= 10; t++) {
        urne_buf_addz(b, "keeps");
        number(b, c->out->bands[t].tenth);
        number(b, c->out->bands[t].voters);
        end_line(b);
    }
}

static void put_fates(urne_buf *b, const urne_counting *c)
{
    for (uint32_t i = 0; i < c->e->n_projects; i++) {
        const urne_count_project *p = &c->out->projects[i];
        urne_buf_addz(b, p->won ? "won" : "lost");
        project(b, i);
        word(b, why_names[p->why]);
        number(b, p->round);
        word(b, p->a == NULL ? "-" : p->a);
        word(b, p->b == NULL ? "-" : p->b);
        if (p->other == SIZE_MAX) {
            word(b, "-");
        } else {
            number(b, p->other + 1);
        }
        end_line(b);
    }
}

void urne_counting_trace(urne_counting *c)
{
    urne_count *out = c->out;
    urne_buf b = urne_buf_new(c->arena, (size_t)64 * 1024);
    put_rule(&b, c);
    put_projects(&b, c);
    if (out->endowment != NULL) {
        urne_buf_addz(&b, "endowment");
        word(&b, out->endowment);
        end_line(&b);
    }
    if (c->has_add1) {
        put_add1(&b, c);
    }
    put_rounds(&b, c);
    put_ties(&b, c);
    if (out->endowment != NULL) {
        put_bands(&b, c);
    }
    if (out->compared) {
        urne_buf_addz(&b, "comparison");
        number(&b, out->prefer_greedy);
        number(&b, out->prefer_mes);
        urne_buf_addz(&b, out->replaced ? " greedy\n" : " mes\n");
    }
    if (c->utility != NULL) {
        urne_buf_addz(&b, "utility");
        word(&b, c->utility);
        urne_buf_addz(&b, c->proof_strict ? "\nproof strict " : "\nproof utility ");
        urne_buf_add(&b, c->proof);
        end_line(&b);
    }
    put_fates(&b, c);
    urne_buf_addz(&b, "selected");
    put_sequence(&b, out->selected, out->n_selected);
    urne_buf_addz(&b, "cost");
    number(&b, out->cost);
    urne_buf_addz(&b, "\nend\n");
    out->trace = urne_buf_str(&b);
}

#include "tally.h"

static void json_pairs(json *j, const char *key, const urne_tally_pair *pairs, size_t n)
{
    json_open(j, key, '{');
    for (size_t i = 0; i < n; i++) {
        json_text(j, pairs[i].name, pairs[i].value);
    }
    json_close(j, '}');
}

static void json_project(json *j, const urne_tally_project *p)
{
    urne_arena *arena = urne_arena_new();
    json_open(j, NULL, '{');
    json_text(j, "id", p->id);
    json_text(j, "name", p->name);
    json_num(j, "votes", p->votes);
    json_text(j, "points", p->points);
    json_text(j, "cost", p->cost);
    json_bool(j, "funded", p->won);
    json_text(j, "outcome", p->outcome);
    json_open(j, "reason", '{');
    json_num(j, "round", p->round);
    json_text(j, "a", p->a);
    json_text(j, "b", p->b);
    json_text(j, "other", p->other);
    json_str(j, "text", say(arena, &p->why));
    json_close(j, '}');
    json_close(j, '}');
    urne_arena_free(arena);
}

static void json_rounds(json *j, const urne_tally *t)
{
    json_open(j, "rounds", '[');
    for (size_t i = 0; i < t->n_rounds; i++) {
        const urne_tally_round *r = &t->rounds[i];
        json_open(j, NULL, '{');
        json_num(j, "round", r->round);
        json_text(j, "phase", r->completion ? "completion" : "rule");
        json_text(j, "project", r->id);
        json_text(j, "key", r->key);
        json_text(j, "pays", r->pays);
        json_text(j, "left", r->left);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_ties(json *j, const urne_tally *t)
{
    json_open(j, "ties", '[');
    for (size_t i = 0; i < t->n_ties; i++) {
        const urne_tally_tie *tie = &t->ties[i];
        json_open(j, NULL, '{');
        json_num(j, "round", tie->round);
        json_text(j, "phase", tie->completion ? "completion" : "rule");
        json_open(j, "projects", '[');
        for (size_t k = 0; k < tie->n; k++) {
            json_text(j, NULL, tie->ids[k]);
        }
        json_close(j, ']');
        json_text(j, "chosen", tie->chosen);
        json_text(j, "by", tie->by);
        json_text(j, "ticket", tie->ticket);
        json_bool(j, "changes", tie->changes);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_ballots(json *j, const urne_tally *t)
{
    json_open(j, "ballots", '{');
    json_num(j, "received", t->received);
    json_num(j, "valid", t->valid);
    json_open(j, "set_aside", '{');
    for (size_t i = 0; i < t->n_aside; i++) {
        json_num(j, t->aside[i].name, t->aside[i].count);
    }
    json_close(j, '}');
    json_close(j, '}');
}

static void json_mes(json *j, const urne_tally *t)
{
    if (t->endowment[0] == '\0') {
        return;
    }
    json_text(j, "endowment", t->endowment);
    json_open(j, "intervals", '[');
    for (size_t i = 0; i < t->n_intervals; i++) {
        json_open(j, NULL, '{');
        json_num(j, "from", t->intervals[i].from);
        json_num(j, "to", t->intervals[i].to);
        json_text(j, "cost", t->intervals[i].cost);
        json_num(j, "funded", t->intervals[i].funded);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "keeps", '[');
    for (size_t i = 0; i <= 10; i++) {
        json_num(j, NULL, t->keeps[i]);
    }
    json_close(j, ']');
    if (t->compared) {
        json_open(j, "comparison", '{');
        json_num(j, "greedy", t->prefer_greedy);
        json_num(j, "mes", t->prefer_mes);
        json_text(j, "decides", t->replaced ? "greedy" : "mes");
        json_close(j, '}');
    }
}

static void json_line(json *j, const urne_tally *t, const urne_tally_line *l)
{
    json_open(j, NULL, '{');
    json_text(j, "label", l->label);
    json_bool(j, "deciding", l->deciding);
    json_bool(j, "undecided", l->undecided);
    json_pairs(j, "params", l->params, l->n_params);
    if (!l->undecided) {
        json_open(j, "selected", '[');
        for (size_t i = 0; i < t->n_projects; i++) {
            if (l->won[i]) {
                json_text(j, NULL, t->projects[i].id);
            }
        }
        json_close(j, ']');
        json_text(j, "cost", l->cost);
        json_num(j, "covered", l->covered);
        json_text(j, "cost_per_voter", l->per_voter);
        json_pairs(j, "spending", l->spending, l->n_spending);
    }
    json_close(j, '}');
}

static void json_notes(json *j, const urne_tally *t)
{
    urne_arena *arena = urne_arena_new();
    json_open(j, "notes", '[');
    for (size_t i = 0; i < t->n_notes; i++) {
        json_open(j, NULL, '{');
        json_text(j, "code", urne_code_get(t->notes[i].code)->id);
        json_text(j, "file", t->notes[i].file);
        json_num(j, "line", t->notes[i].line);
        json_num(j, "column", t->notes[i].column);
        json_str(j, "message", say(arena, &t->notes[i]));
        json_close(j, '}');
    }
    json_close(j, ']');
    urne_arena_free(arena);
}

void json_tally(const urne_tally *t)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "rule", t->rule);
    json_pairs(&j, "params", t->params, t->n_params);
    json_text(&j, "budget", t->budget);
    json_text(&j, "cost", t->cost);
    json_open(&j, "selected", '[');
    for (size_t i = 0; i < t->n_selected; i++) {
        json_text(&j, NULL, t->selected[i]);
    }
    json_close(&j, ']');
    json_open(&j, "projects", '[');
    for (size_t i = 0; i < t->n_projects; i++) {
        json_project(&j, &t->projects[i]);
    }
    json_close(&j, ']');
    json_rounds(&j, t);
    json_ties(&j, t);
    json_ballots(&j, t);
    json_mes(&j, t);
    json_notes(&j, t);
    if (t->n_lines > 0) {
        json_open(&j, "compare", '[');
        for (size_t i = 0; i < t->n_lines; i++) {
            json_line(&j, t, &t->lines[i]);
        }
        json_close(&j, ']');
    }
    json_close(&j, '}');
    json_end(&j);
}

#include "panel.h"
#include "panel_view.h"

#include <string.h>

enum { LOTTERY = 1000, LOTTERY_MOST = 100000 };

typedef struct solve_line {
    line l;
    panel_words words;
    panel_solve_words how;
    const char *proof, *panels;
    bool force;
    urne_panel_solve_options o;
} solve_line;

int panel_options(urne_panel_solve_options *o, const line *l,
                  const panel_solve_words *w)
{
    o->lottery = LOTTERY;
    if (w->objective != NULL) {
        o->maximin = strcmp(w->objective, "maximin") == 0;
        if (!o->maximin && strcmp(w->objective, "leximin") != 0) {
            return value_error(l, w->objective, "--objective",
                               N_("leximin or maximin"));
        }
    }
    int exit =
        w->lottery == NULL ? -1 : parse_number(l, "--lottery", w->lottery, &o->lottery);
    return exit < 0 && o->lottery > LOTTERY_MOST
               ? value_error(l, w->lottery, "--lottery",
                             N_("a number from 1 to 100,000"))
               : exit;
}

/* The same members whether there is a panel or not: without one nothing is in them, and
 * why stands at the end. */
static void json_solved(const urne_panel_solve_options *o, const urne_panel_summary *of,
                        const urne_panel_solved *v)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_panel(&j, of);
    json_text(&j, "objective", o->maximin ? "maximin" : "leximin");
    json_open(&j, "levels", '[');
    for (size_t i = 0; i < v->n_levels; i++) {
        json_open(&j, NULL, '[');
        json_text(&j, NULL, v->levels[i].chance);
        json_num(&j, NULL, v->levels[i].persons);
        json_close(&j, ']');
    }
    json_close(&j, ']');
    json_bool(&j, "certified", v->certified);
    json_panel_absences(&j, v->absent, v->n_absent);
    json_open(&j, "lottery", '{');
    json_num(&j, "panels", v->n_panels);
    json_text(&j, "max_deviation", v->max_deviation == NULL ? "0" : v->max_deviation);
    json_close(&j, '}');
    if (v->infeasible != NULL) {
        json_panel_infeasible(&j, v->infeasible);
    } else {
        json_panel_explanation(&j, v->explanation);
    }
    json_close(&j, '}');
    json_end(&j);
}

int panel_infeasible(const line *l, const urne_panel *panel,
                     const urne_panel_solve_options *o, const urne_panel_solved *v)
{
    if (l->json) {
        json_solved(o, urne_panel_summary_get(panel), v);
    } else if (!l->quiet) {
        print_panel_infeasible(v->infeasible);
    }
    return EXIT_NO;
}

static void print_solved(const urne_panel_summary *of, const urne_panel_solved *v)
{
    print_panel_pool(of->persons, of->types, of->size);
    print_panel_explanation(v->explanation);
    print_panel_absences(v->absent, v->n_absent, (int64_t)of->size);
    print_panel_lottery(v->n_panels, v->max_deviation);
    printf("%s %s\n", LABEL(_("certified")),
           _("the proof was checked, without the solver"));
}

static int save(const solve_line *s, const urne_panel_solved *v)
{
    urne_err err = URNE_ERR_NONE;
    const struct {
        const char *path;
        urne_str text;
    } files[] = {{s->proof, v->proof}, {s->panels, v->panels}};
    for (size_t i = 0; i < 2; i++) {
        if (files[i].path == NULL || files[i].text.n == 0) {
            continue;
        }
        if (urne_publish(files[i].path, files[i].text, s->force, &err) != URNE_OK) {
            return report_errors(&s->l, &err);
        }
        if (!s->l.json && !s->l.quiet) {
            printf("%s %s\n", LABEL(_("written")), files[i].path);
        }
    }
    return -1;
}

static int run(solve_line *s)
{
    urne_arena *arena = urne_arena_new();
    urne_panel *panel;
    urne_panel_solved *v;
    urne_err err = URNE_ERR_NONE;
    int exit = panel_load(&panel, arena, &s->l, &s->words);
    s->o.explain = s->l.json || !s->l.quiet;
    if (exit < 0 && urne_panel_solve_for(&v, arena, panel, &s->o, &err) != URNE_OK) {
        exit = report_errors(&s->l, &err);
    }
    if (exit < 0 && v->infeasible != NULL) {
        exit = panel_infeasible(&s->l, panel, &s->o, v);
    } else if (exit < 0) {
        const urne_panel_summary *of = urne_panel_summary_get(panel);
        if (s->l.json) {
            json_solved(&s->o, of, v);
        } else if (!s->l.quiet) {
            print_solved(of, v);
        }
        exit = save(s, v);
    }
    urne_arena_free(arena);
    return exit < 0 ? EXIT_YES : exit;
}

int panel_solve(int argc, char **argv)
{
    solve_line s = {.o = {.maximin = false}};
    opt opts[] = {
        PANEL_OPTS(s.words),
        PANEL_SOLVE_OPTS(s.how),
        {"--proof", "FILE", N_("write the certificate there"), NULL, &s.proof},
        {"--panels", "FILE", N_("write the numbered panels there"), NULL, &s.panels},
        {"--force", NULL, N_("replace existing files"), &s.force, NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    s.l =
        (line){.verb = "panel",
               .synopsis = PANEL_SOLVE,
               .summary = N_("Finds the fairest chances that the quotas allow, proves "
                             "them, and makes numbered panels of which one is drawn."),
               .example = "urne panel solve --pool respondents.csv --quotas quotas.csv "
                          "--size 40 --panels panels.txt --proof proof.txt",
               .opts = opts};
    int exit = line_parse(&s.l, argc, argv);
    exit = exit < 0 ? panel_options(&s.o, &s.l, &s.how) : exit;
    exit = exit < 0 ? run(&s) : exit;
    line_free(&s.l);
    return exit;
}

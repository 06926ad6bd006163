#include "panel.h"

#include <string.h>

/* What --number must be. */
static const char below[] = N_("a number below that of the panels, from 0");

typedef struct draw_line {
    line l;
    panel_words words;
    panel_solve_words how;
    const char *number;
    uint64_t drawn;
} draw_line;

static void show(const draw_line *d, const urne_panel_summary *of,
                 const urne_panel_solved *v, const urne_str *ids)
{
    if (d->l.json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_panel(&j, of);
        json_num(&j, "panels", v->n_panels);
        json_num(&j, "number", d->drawn);
        json_open(&j, "members", '[');
        for (uint64_t i = 0; i < of->size; i++) {
            json_str(&j, NULL, ids[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
        return;
    }
    if (!d->l.quiet) {
        fprintf(stderr, _("panel %s of %s\n"), GROUPED(d->drawn), GROUPED(v->n_panels));
    }
    for (uint64_t i = 0; i < of->size; i++) {
        printf("%.*s\n", (int)ids[i].n, ids[i].p);
    }
}

static int draw(draw_line *d, urne_arena *arena)
{
    urne_panel *panel;
    urne_panel_solved *v;
    urne_err err = URNE_ERR_NONE;
    urne_panel_solve_options o = {0};
    int exit = panel_options(&o, &d->l, &d->how);
    exit = exit < 0 ? panel_load(&panel, arena, &d->l, &d->words) : exit;
    if (exit >= 0) {
        return exit;
    }
    if (urne_panel_solve_for(&v, arena, panel, &o, &err) != URNE_OK) {
        return report_errors(&d->l, &err);
    }
    if (v->infeasible != NULL) {
        return panel_infeasible(&d->l, panel, &o, v);
    }
    if (d->drawn >= v->n_panels) {
        return value_error(&d->l, d->number, "--number", below);
    }
    show(d, urne_panel_summary_get(panel), v,
         urne_panel_members(arena, panel, v, d->drawn));
    return EXIT_YES;
}

/* -1, or the status to exit with. A number as dice show it may begin with zeros. */
static int number_drawn(draw_line *d)
{
    if (d->number == NULL) {
        return usage_error(&d->l, URNE_E_USE_MISSING, "--number", d->l.verb);
    }
    const char *digits = d->number + strspn(d->number, "0");
    if (digits[0] == '\0' && digits != d->number) {
        return -1;
    }
    return digits[0] == '\0' || digits[strspn(digits, "0123456789")] != '\0'
               ? value_error(&d->l, d->number, "--number", below)
               : parse_number(&d->l, "--number", digits, &d->drawn);
}

/* The panel whose number was drawn elsewhere, from the files. */
static int draw_files(draw_line *d, const char *beacon, const char *time)
{
    if (time != NULL || beacon != NULL) {
        return usage_error(&d->l, URNE_E_USE_ALONE,
                           time != NULL ? "--time" : "--beacon", "DIR");
    }
    int exit = number_drawn(d);
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        exit = draw(d, arena);
        urne_arena_free(arena);
    }
    return exit;
}

int panel_draw(int argc, char **argv)
{
    /* What a dossier has sealed, no option changes. */
    static const char *const own[] = {"--beacon", "--time", NULL};
    draw_line d = {.drawn = 0};
    const char *beacon = NULL, *time = NULL;
    opt opts[] = {
        PANEL_OPTS(d.words),
        PANEL_SOLVE_OPTS(d.how),
        {"--number", "N", N_("the panel that was drawn, from 0"), NULL, &d.number},
        {"--beacon", "FILE", N_("the round that was sealed, saved; or its signature"),
         NULL, &beacon},
        {"--time", "TIME", N_("time of the entry of a dossier (default: now)"), NULL,
         &time},
        {NULL, NULL, NULL, NULL, NULL}};
    d.l = (line){.verb = "panel",
                 .synopsis = PANEL_DRAW,
                 .summary = N_("Makes the numbered panels again, the same ones, and "
                               "says who is on the one whose number was drawn; or "
                               "draws that number in a dossier and records it."),
                 .example = "urne panel draw --pool respondents.csv --quotas "
                            "quotas.csv --size 40 --number 417",
                 .opts = opts,
                 .most = 1};
    int exit = line_parse(&d.l, argc, argv);
    if (exit < 0 && d.l.n_args == 0) {
        exit = draw_files(&d, beacon, time);
    } else if (exit < 0 && option_given(&d.l, own) != NULL) {
        exit = usage_error(&d.l, URNE_E_USE_CLASH, option_given(&d.l, own), "DIR");
    } else if (exit < 0) {
        exit = panel_draw_dossier(&d.l, beacon, time);
    }
    line_free(&d.l);
    return exit;
}

#include "panel.h"
#include "panel_view.h"

#include <string.h>

enum { VALUE_WIDTH = 30 };

/* A category, and behind it each of its values. */
static void print_quotas(const urne_panel_summary *s)
{
    const char *before = "";
    for (size_t i = 0; i < s->n_quotas; i++) {
        const urne_panel_quota *q = &s->quotas[i];
        char seats[72];
        if (i == 0 || strcmp(q->category, before) != 0) {
            printf("%s\n", q->category);
            before = q->category;
        }
        if (q->min == q->max) {
            snprintf(seats, sizeof seats, "%s", GROUPED(q->min));
        } else {
            snprintf(seats, sizeof seats, _("%s to %s"), GROUPED(q->min),
                     GROUPED(q->max));
        }
        printf("  %s %s ", padded((char[PADDED_MAX]){0}, q->value, VALUE_WIDTH),
               padded((char[PADDED_MAX]){0}, seats, 14));
        printf(_("of %s\n"), GROUPED(q->persons));
    }
}

static void print_check(const urne_panel_summary *s, bool rule,
                        const urne_panel_infeasible *why)
{
    print_quotas(s);
    printf("\n%s %s\n", LABEL(_("seats")), GROUPED(s->size));
    printf("%s %s\n", LABEL(_("people")), GROUPED(s->persons));
    printf("%s %s\n", LABEL(_("types")), GROUPED(s->types));
    if (rule) {
        printf("%s ", LABEL(_("households")));
        printf(_("%s of two or more people, %s in all\n"), GROUPED(s->households),
               GROUPED(s->housed));
    }
    if (s->unaddressed > 0) {
        printf("%s ", LABEL(_("address")));
        printf(_("left empty by %s, who count as living alone\n"),
               GROUPED(s->unaddressed));
    }
    if (s->by_line) {
        printf("%s %s\n", LABEL(_("ids")),
               _("lines of the file, for no column of it is called id or numero"));
    }
    if (why != NULL) {
        print_panel_infeasible(why);
    }
    printf("%s\n", why == NULL ? _("yes: there are panels that satisfy all quotas")
                               : _("no: no panel satisfies all quotas"));
}

static void json_check(const urne_panel_summary *s, const urne_panel_infeasible *why)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_panel(&j, s);
    json_num(&j, "households", s->households);
    json_num(&j, "unaddressed", s->unaddressed);
    json_open(&j, "quotas", '[');
    for (size_t i = 0; i < s->n_quotas; i++) {
        const urne_panel_quota *q = &s->quotas[i];
        json_open(&j, NULL, '{');
        json_text(&j, "category", q->category);
        json_text(&j, "value", q->value);
        json_num(&j, "min", q->min);
        json_num(&j, "max", q->max);
        json_num(&j, "min_flex", q->min_flex);
        json_num(&j, "max_flex", q->max_flex);
        json_num(&j, "persons", q->persons);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_bool(&j, "feasible", why == NULL);
    if (why != NULL) {
        json_panel_infeasible(&j, why);
    }
    json_close(&j, '}');
    json_end(&j);
}

static int check(const line *l, const panel_words *words)
{
    urne_arena *arena = urne_arena_new();
    urne_panel *panel;
    urne_err err = URNE_ERR_NONE;
    const urne_panel_infeasible *why;
    int exit = panel_load(&panel, arena, l, words);
    if (exit < 0 && urne_panel_feasible(&why, arena, panel, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    }
    if (exit < 0) {
        const urne_panel_summary *s = urne_panel_summary_get(panel);
        exit = why == NULL ? EXIT_YES : EXIT_NO;
        if (l->json) {
            json_check(s, why);
        } else if (!l->quiet) {
            print_check(s, words->household != NULL, why);
        }
    }
    urne_arena_free(arena);
    return exit;
}

int panel_check(int argc, char **argv)
{
    panel_words words = {NULL, NULL, NULL, NULL};
    opt opts[] = {PANEL_OPTS(words), {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "panel",
              .synopsis = PANEL_CHECK,
              .summary = N_("Reads the people who answered and the quotas, and says "
                            "whether any panel satisfies them. Nothing is drawn."),
              .example = "urne panel check --pool respondents.csv --quotas quotas.csv "
                         "--size 40",
              .opts = opts};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = check(&l, &words);
    }
    line_free(&l);
    return exit;
}

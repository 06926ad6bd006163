#include "panel.h"
#include "panel_view.h"
#include "steps.h"

#include <string.h>

static void print_levels(const urne_panel_sealed *s)
{
    for (size_t i = 0; i < s->n_levels; i++) {
        const urne_pool_rung *l = &s->levels[i];
        printf("%s ", LABEL(i == 0 ? _("chances") : ""));
        if (strcmp(l->low, l->high) == 0) {
            printf(ngettext("%s: %s person\n", "%s: %s people\n",
                            (unsigned long)l->persons),
                   l->low, GROUPED(l->persons));
        } else {
            printf(ngettext("%s to %s: %s person\n", "%s to %s: %s people\n",
                            (unsigned long)l->persons),
                   l->low, l->high, GROUPED(l->persons));
        }
    }
}

static void print_publication(const urne_panel_sealed *s, const char *dir)
{
    if (!s->open) {
        printf(_("%s receive the features and the certificate: %s/private/opened/\n"),
               LABEL(_("observers")), dir);
        return;
    }
    printf("%s %s\n", LABEL(_("public")), _("everybody's features, under pseudonyms"));
    if (s->alone > 0) {
        fprintf(stderr,
                ngettext("urne: %s person is the only one of their features: who knows "
                         "them knows their line\n",
                         "urne: %s people are the only ones of their features: who "
                         "knows them knows their lines\n",
                         (unsigned long)s->alone),
                GROUPED(s->alone));
    }
}

static void print_sealed(const urne_panel_sealed *s, const char *dir, bool dry)
{
    printf(_("%s %s people, %s seats\n"), LABEL(_("pool")), GROUPED(s->persons),
           GROUPED(s->size));
    if (s->households > 0) {
        printf(_("%s %s of two people or more, at most one member of each\n"),
               LABEL(_("households")), GROUPED(s->households));
    }
    print_levels(s);
    printf(
        _("%s %s panels; nobody's share of them is more than %s from their chance\n"),
        LABEL(_("lottery")), GROUPED(s->panels), s->deviation);
    print_publication(s, dir);
    if (dry) {
        printf("%s %s\n", LABEL(_("dry run")), _("nothing was written"));
        return;
    }
    print_seal(_("seal"), s->seal);
    printf("%s %s\n", LABEL(""),
           _("all sixteen groups, read aloud and printed before the throw"));
    urne_arena *arena = urne_arena_new();
    print_beacon(arena, dir, clock_time(), false);
    print_to_sign(arena, dir);
    urne_arena_free(arena);
    printf("%s urne report %s/public --poster -o notice.html\n", LABEL(_("notice")),
           dir);
    printf("%s urne reveal %s --dice\n", LABEL(_("next")), dir);
}

static void json_sealed(const urne_panel_sealed *s, bool dry)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_num(&j, "size", s->size);
    json_num(&j, "pool", s->persons);
    json_num(&j, "households", s->households);
    json_text(&j, "publication", s->open ? "open" : "sealed");
    json_text(&j, "number", s->dice ? "dice" : "seed");
    json_num(&j, "kmin", s->kmin);
    json_open(&j, "levels", '[');
    for (size_t i = 0; i < s->n_levels; i++) {
        json_open(&j, NULL, '[');
        json_text(&j, NULL, s->levels[i].low);
        json_text(&j, NULL, s->levels[i].high);
        json_num(&j, NULL, s->levels[i].persons);
        json_close(&j, ']');
    }
    json_close(&j, ']');
    json_open(&j, "lottery", '{');
    json_num(&j, "panels", s->panels);
    json_text(&j, "max_deviation", s->deviation);
    json_bool(&j, "close", s->close);
    json_close(&j, '}');
    if (s->open) {
        json_num(&j, "alone", s->alone);
    }
    json_text(&j, "seal", s->seal);
    json_bool(&j, "dry_run", dry);
    json_close(&j, '}');
    json_end(&j);
}

static int say_infeasible(const line *l, const urne_panel_sealed *s)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_num(&j, "size", s->size);
        json_num(&j, "pool", s->persons);
        json_panel_infeasible(&j, s->infeasible);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        print_panel_infeasible(s->infeasible);
    }
    return EXIT_NO;
}

static int run(const line *l, urne_panel_seal_options *o)
{
    const char *missing = o->pool == NULL     ? "--pool"
                          : o->quotas == NULL ? "--quotas"
                                              : NULL;
    if (missing != NULL) {
        return usage_error(l, URNE_E_USE_MISSING, missing, "panel seal");
    }
    /* What is sealed must be there to be compared later. */
    if (strcmp(o->pool, "-") == 0 || strcmp(o->quotas, "-") == 0) {
        return usage_error(l, URNE_E_USE_EXTRA, "-", "panel seal");
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_panel_sealed *s;
    o->dir = l->args[0];
    o->time = entry_time(arena, o->time, o->dir);
    int exit = EXIT_YES;
    if (urne_panel_seal(&s, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else if (s->infeasible != NULL) {
        exit = say_infeasible(l, s);
    } else if (l->json) {
        json_sealed(s, o->dry_run);
    } else if (!l->quiet) {
        print_sealed(s, o->dir, o->dry_run);
    }
    urne_arena_free(arena);
    return exit;
}

int panel_seal(int argc, char **argv)
{
    urne_panel_seal_options o = {.dir = NULL};
    opt opts[] = {
        {"--pool", "FILE", N_("those who answered (CSV)"), NULL, &o.pool},
        {"--quotas", "FILE", N_("least and greatest numbers (CSV)"), NULL, &o.quotas},
        {"--pool-key", "FILE", N_("a pool key to use (default: a fresh one)"), NULL,
         &o.pool_key},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &o.time},
        {"--dry-run", NULL, N_("say what would be sealed, write nothing"), &o.dry_run,
         NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "panel",
              .synopsis = PANEL_SEAL,
              .summary = N_("Finds the fairest lottery, proves it, makes the numbered "
                            "panels, and seals all of it in a dossier before anybody "
                            "can know which one is drawn. From here inputs are "
                            "frozen."),
              .example = "urne panel seal nancy-panel --pool respondents.csv "
                         "--quotas quotas.csv",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = run(&l, &o);
    }
    line_free(&l);
    return exit;
}

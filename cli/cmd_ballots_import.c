#include "ballots.h"

static int import(const line *l, const urne_ballots_options *o)
{
    enum { SHOWN = 3 };
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_ballots_report *r;
    int exit = EXIT_YES;
    if (urne_ballots_import(&r, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "file", o->to);
        json_ballots(&j, r);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        print_ballots(r, SHOWN);
        printf("%s %s\n", LABEL(_("written")), o->to);
    }
    urne_arena_free(arena);
    return exit;
}

int ballots_import(int argc, char **argv)
{
    urne_ballots_options o = {.projects = NULL};
    opt opts[] = {
        {"-o", "FILE", N_("the .pb file to write; it must be new"), NULL, &o.to},
        {"--projects", "FILE", N_("the projects: CSV with project_id and cost, or .pb"),
         NULL, &o.projects},
        {"--columns", "MAP", N_("columns of a CSV: voter=A,vote=B,project:ID=C..."),
         NULL, &o.columns},
        {"--budget", "N", N_("the budget, where no file says it"), NULL, &o.budget},
        {"--type", "TYPE", N_("approval, choose-1, cumulative, scoring or ordinal"),
         NULL, &o.type},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "ballots",
              .synopsis = BALLOTS_IMPORT,
              .summary = N_("Reads files of ballots (.pb, CSV, exports of Stanford and "
                            "Decidim) as one election and writes it as a .pb file."),
              .example = "urne ballots import votes.csv --projects projects.csv "
                         "--budget 100000 --type approval -o town.pb",
              .opts = opts,
              .least = 1,
              .most = (size_t)argc,
              .missing = "FILE"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && o.to == NULL) {
        exit = usage_error(&l, URNE_E_USE_MISSING, "-o", "ballots");
    }
    if (exit < 0) {
        o.paths = l.args;
        o.n_paths = l.n_args;
        exit = import(&l, &o);
    }
    line_free(&l);
    return exit;
}

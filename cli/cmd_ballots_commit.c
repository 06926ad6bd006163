#include "ballots.h"
#include "steps.h"

static void print_committed(const urne_ballots_committed *c, const char *dir, bool dry)
{
    printf(_("%s %s ballots, %s blank among them, on %s projects\n"),
           LABEL(_("sealed")), GROUPED(c->ballots), GROUPED(c->blank),
           GROUPED(c->projects));
    printf(_("%s %s\n"), LABEL(_("received")), GROUPED(c->received));
    if (c->keyed > 0) {
        printf(_("%s %s on paper, keyed twice and reconciled\n"), LABEL(""),
               GROUPED(c->keyed));
    }
    for (size_t i = 0; i < c->n_asides; i++) {
        printf("%s %9s  %s\n", LABEL(i == 0 ? _("set aside") : ""),
               GROUPED(c->asides[i].count), _(c->asides[i].name));
    }
    print_sealing(c->seal, dir, dry);
}

static void json_committed(const urne_ballots_committed *c, bool dry)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_num(&j, "projects", c->projects);
    json_num(&j, "received", c->received);
    json_num(&j, "ballots", c->ballots);
    json_num(&j, "blank", c->blank);
    json_num(&j, "keyed_twice", c->keyed);
    json_open(&j, "aside", '{');
    for (size_t i = 0; i < c->n_asides; i++) {
        json_num(&j, c->asides[i].name, c->asides[i].count);
    }
    json_close(&j, '}');
    json_bool(&j, "lots", c->lots);
    json_text(&j, "seal", c->seal);
    json_bool(&j, "dry_run", dry);
    json_close(&j, '}');
    json_end(&j);
}

static int run(const line *l, urne_ballots_commit_options *o)
{
    for (size_t i = 1; i < l->n_args; i++) {
        if (l->args[i][0] == '-' && l->args[i][1] == '\0') {
            return usage_error(l, URNE_E_USE_EXTRA, "-", "ballots");
        }
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_ballots_committed *c;
    o->dir = l->args[0];
    o->paths = l->args + 1;
    o->n_paths = l->n_args - 1;
    o->time = entry_time(arena, o->time, o->dir);
    int exit = EXIT_YES;
    if (urne_ballots_commit(&c, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else if (l->json) {
        json_committed(c, o->dry_run);
    } else if (!l->quiet) {
        print_committed(c, o->dir, o->dry_run);
    }
    urne_arena_free(arena);
    return exit;
}

int ballots_commit(int argc, char **argv)
{
    urne_ballots_commit_options o = {.dir = NULL};
    opt opts[] = {
        {"--projects", "FILE", N_("the projects: CSV with project_id and cost, or .pb"),
         NULL, &o.projects},
        {"--resolutions", "FILE",
         N_("what a person decided where two keyings of the same papers differ"), NULL,
         &o.resolutions},
        {"--ballot-key", "FILE", N_("a ballot key to use (default: a fresh one)"), NULL,
         &o.ballot_key},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &o.time},
        {"--dry-run", NULL, N_("say what would be sealed, write nothing"), &o.dry_run,
         NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "ballots",
              .synopsis = BALLOTS_COMMIT,
              .summary = N_("Seals the ballots, the projects and the rules before "
                            "anybody can know the seed of the ties. From here inputs "
                            "are frozen."),
              .example = "urne ballots commit nancy-bp paper.csv internet.csv "
                         "--projects projects.csv",
              .opts = opts,
              .least = 2,
              .most = (size_t)argc,
              .missing = "DIR FILE..."};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = run(&l, &o);
    }
    line_free(&l);
    return exit;
}

#include "cli.h"

#include <string.h>

static int check(line *l, const char *rules, const char *decisions,
                 const char *anomalies)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_roll_summary *s;
    urne_roll_options o = {l->args, l->n_args, rules, decisions, anomalies, say};
    int exit = EXIT_YES;
    if (urne_roll_check(&s, arena, &o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
        urne_arena_free(arena);
        return exit;
    }
    exit = s->to_decide > 0 ? EXIT_DECIDE : EXIT_YES;
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_roll(&j, s);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        print_roll(s);
    }
    if (exit == EXIT_DECIDE && !l->json) {
        fprintf(stderr,
                ngettext("urne: %s case waits for a person's decision; write it in a "
                         "decisions file and give it with --decisions\n",
                         "urne: %s cases wait for a person's decision; write them in a "
                         "decisions file and give it with --decisions\n",
                         s->to_decide),
                GROUPED(s->to_decide));
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_roll(int argc, char **argv)
{
    const char *rules = NULL, *decisions = NULL, *anomalies = NULL;
    opt opts[] = {{"--rules", "FILE", N_("rules.json: format, identity, eligibility"),
                   NULL, &rules},
                  {"--decisions", "FILE", N_("what a person decided of the open cases"),
                   NULL, &decisions},
                  {"--anomalies", "FILE", N_("write every finding there as CSV"), NULL,
                   &anomalies},
                  {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "roll",
              .synopsis = "roll check FILE... [--rules FILE] [--decisions FILE] "
                          "[--anomalies FILE]",
              .summary = N_("Reads electoral rolls (REU, e-listelec, any CSV) and says "
                            "everything that is wrong with them. Writes nothing but "
                            "--anomalies."),
              .example = "urne roll check lp.csv lcm.csv --rules rules.json",
              .opts = opts,
              .least = 1,
              .most = (size_t)argc,
              .missing = "FILE"};
    /* `liste FILE` needs no second word; `roll` has one, for its sub-commands. */
    if (argc > 1 &&
        (strcmp(argv[1], "check") == 0 || strcmp(argv[1], "controler") == 0)) {
        argc--;
        argv++;
    } else if (strcmp(argv[0], "roll") == 0 && argc > 1 && argv[1][0] != '-') {
        char named[64];
        snprintf(named, sizeof named, "roll %s", argv[1]);
        return usage_error(&l, URNE_E_USE_COMMAND, named, " roll");
    }
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = check(&l, rules, decisions, anomalies);
    }
    line_free(&l);
    return exit;
}

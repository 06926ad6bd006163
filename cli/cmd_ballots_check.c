#include "ballots.h"

static int check(const line *l, uint64_t most)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_ballots_report *r;
    int exit = EXIT_YES;
    if (urne_ballots_check(&r, arena, l->args[0], &err) != URNE_OK) {
        exit = report_errors(l, &err);
        urne_arena_free(arena);
        return exit;
    }
    exit = r->wrong > 0 ? EXIT_NO : EXIT_YES;
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "file", l->args[0]);
        json_ballots(&j, r);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        print_ballots(r, most);
    }
    urne_arena_free(arena);
    return exit;
}

int ballots_check(int argc, char **argv)
{
    const char *most = NULL;
    opt opts[] = {
        {"--most", "N", N_("places shown of each kind (default: 20)"), NULL, &most},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "ballots",
              .synopsis = BALLOTS_CHECK,
              .summary =
                  N_("Reads a Pabulib file and says what is wrong with it: fields "
                     "and values, limits of ballots, counted columns, budget and "
                     "outcome."),
              .example = "urne ballots check town.pb",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "FILE"};
    uint64_t shown = 20;
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && most != NULL) {
        exit = parse_number(&l, "--most", most, &shown);
    }
    if (exit < 0) {
        exit = check(&l, shown);
    }
    line_free(&l);
    return exit;
}

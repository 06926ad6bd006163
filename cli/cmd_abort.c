#include "steps.h"

static int run(const line *l, const char *reason, const char *time)
{
    if (reason == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, "--reason", "abort");
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_step_view *step = NULL;
    urne_code code = urne_abort(&step, arena, l->args[0], reason,
                                entry_time(arena, time, l->args[0]), &err);
    int exit = report_step(l, code, step, &err);
    urne_arena_free(arena);
    return exit;
}

int cmd_abort(int argc, char **argv)
{
    const char *reason = NULL, *time = NULL;
    opt opts[] = {
        {"--reason", "REASON",
         N_("roll-error, late, missing, beacon, dispute or other"), NULL, &reason},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "abort",
              .synopsis = "abort DIR --reason REASON [--time TIME]",
              .summary = N_("Ends a ceremony without a result that stands. An abort is "
                            "an entry, and the next ceremony names it."),
              .example = "urne abort nancy --reason roll-error",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    exit = exit < 0 ? run(&l, reason, time) : exit;
    line_free(&l);
    return exit;
}

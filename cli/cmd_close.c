#include "steps.h"

static int run(const line *l, const char *time)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_step_view *step = NULL;
    urne_code code =
        urne_close(&step, arena, l->args[0], entry_time(arena, time, l->args[0]), &err);
    int exit = report_step(l, code, step, &err);
    urne_arena_free(arena);
    return exit;
}

int cmd_close(int argc, char **argv)
{
    const char *time = NULL;
    opt opts[] = {
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "close",
              .synopsis = "close DIR [--time TIME]",
              .summary = N_("Closes a ceremony that has its result. Nothing follows."),
              .example = "urne close nancy",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    exit = exit < 0 ? run(&l, time) : exit;
    line_free(&l);
    return exit;
}

#include "steps.h"

static int run(const line *l, const char *from, const char *to, const char *time)
{
    if (from == NULL || to == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, from == NULL ? "--from" : "--to",
                           "handover");
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_step_view *step = NULL;
    urne_code code = urne_handover(&step, arena, l->args[0], from, to,
                                   entry_time(arena, time, l->args[0]), &err);
    int exit = report_step(l, code, step, &err);
    urne_arena_free(arena);
    return exit;
}

int cmd_handover(int argc, char **argv)
{
    const char *from = NULL, *to = NULL, *time = NULL;
    opt opts[] = {
        {"--from", "ROLE", N_("who has the lead"), NULL, &from},
        {"--to", "ROLE", N_("who takes it, and has verified public/"), NULL, &to},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "handover",
              .synopsis = "handover DIR --from ROLE --to ROLE [--time TIME]",
              .summary = N_("Passes the lead of a ceremony from one role to another. "
                            "public/ is verified first; both sign the entry."),
              .example = "urne handover nancy --from clerk --to budget",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    exit = exit < 0 ? run(&l, from, to, time) : exit;
    line_free(&l);
    return exit;
}

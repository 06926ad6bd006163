#include "steps.h"

static int run(const line *l, const char *key, const char *expire, const char *time)
{
    if (key == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, "--key", "rekey");
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_step_view *step = NULL;
    urne_code code = urne_rekey(&step, arena, l->args[0], l->args[1], key, expire,
                                entry_time(arena, time, l->args[0]), &err);
    int exit = report_step(l, code, step, &err);
    urne_arena_free(arena);
    return exit;
}

int cmd_rekey(int argc, char **argv)
{
    const char *key = NULL, *expire = NULL, *time = NULL;
    opt opts[] = {
        {"--key", "KEY", N_("the new public key: a file or its 56 characters"), NULL,
         &key},
        {"--expire", "DATE", N_("its last day"), NULL, &expire},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "rekey",
              .synopsis = "rekey DIR ROLE --key KEY [--expire DATE] [--time TIME]",
              .summary = N_("Gives a role a new key, for every entry after this one. "
                            "More than half of the observers sign it."),
              .example = "urne rekey nancy clerk --key clerk2.pub",
              .opts = opts,
              .least = 2,
              .most = 2,
              .missing = "DIR ROLE"};
    int exit = line_parse(&l, argc, argv);
    exit = exit < 0 ? run(&l, key, expire, time) : exit;
    line_free(&l);
    return exit;
}

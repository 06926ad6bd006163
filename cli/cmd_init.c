#include "steps.h"

/* What only a preset uses, and what it does not go with. Returns -1 to go on. */
static int check_words(const line *l, const urne_init_options *o)
{
    static const char *const names[] = {"--body", "--title", "--seats", "--substitutes",
                                        "--on"};
    const char *words[] = {o->body, o->title, o->seats, o->substitutes, o->on};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (o->preset == NULL && words[i] != NULL) {
            return usage_error(l, URNE_E_USE_ALONE, names[i], "--preset");
        }
    }
    return o->preset != NULL && o->rules != NULL
               ? usage_error(l, URNE_E_USE_CLASH, "--preset", "--rules")
               : -1;
}

/* What was written, and which step comes next. */
static void print_opened(urne_arena *arena, const char *dir)
{
    const kind_words *words = words_of(dir);
    printf("%s %s/public/00-announce.txt\n", LABEL(_("announced")), dir);
    printf("%s %s/%s\n", LABEL(_("rules")), dir, words->config);
    print_to_sign(arena, dir);
    printf("%s urne %s %s %s\n", LABEL(_("next")), words->seal, dir, words->given);
}

int cmd_init(int argc, char **argv)
{
    urne_init_options o = {.dir = NULL};
    opt opts[] = {
        {"--rules", "FILE", N_("the rules, copied into the dossier"), NULL, &o.rules},
        {"--preset", "NAME", N_("or: nancy, epci, jury-assises, volunteers"), NULL,
         &o.preset},
        {"--body", "TEXT", N_("preset: who draws"), NULL, &o.body},
        {"--title", "TEXT", N_("preset: what for"), NULL, &o.title},
        {"--seats", "N", N_("preset: members"), NULL, &o.seats},
        {"--substitutes", "N", N_("preset: substitutes"), NULL, &o.substitutes},
        {"--on", "DATE", N_("preset: the day on which ages count"), NULL, &o.on},
        {"--prior", "PRIOR",
         N_("the ceremony before this one: its folder, or 64 digits of its end"), NULL,
         &o.prior},
        {"--ceremony", "HEX32", N_("identifier (default: random)"), NULL, &o.ceremony},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &o.time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {
        .verb = "init",
        .synopsis = "init DIR [--rules FILE | --preset NAME --body TEXT --on DATE "
                    "[--title TEXT] [--seats N] [--substitutes N]] [--prior HEX64|DIR] "
                    "[--ceremony HEX32] [--time TIME]",
        .summary = N_("Opens a dossier: rules.json, private/, and the announcement "
                      "in public/."),
        .example = "urne init nancy --preset nancy --body 'Ville de Nancy' "
                   "--on 2026-10-05",
        .opts = opts,
        .least = 1,
        .most = 1,
        .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit >= 0) {
        line_free(&l);
        return exit;
    }
    exit = check_words(&l, &o);
    if (exit >= 0) {
        line_free(&l);
        return exit;
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    o.dir = l.args[0];
    o.time = entry_time(arena, o.time, o.dir);
    exit = EXIT_YES;
    if (urne_init(&o, &err) != URNE_OK) {
        exit = report_errors(&l, &err);
    } else if (l.json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "dir", o.dir);
        json_text(&j, "time", o.time);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l.quiet) {
        print_opened(arena, o.dir);
    }
    line_free(&l);
    urne_arena_free(arena);
    return exit;
}

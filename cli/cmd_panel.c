#include "panel.h"

#include <stdlib.h>
#include <string.h>

typedef struct sub {
    const char *name, *alias, *synopsis;
    int (*run)(int argc, char **argv);
} sub;

static const sub subs[] = {{"check", "controler", PANEL_CHECK, panel_check},
                           {"solve", "resoudre", PANEL_SOLVE, panel_solve}};
enum { SUBS = sizeof subs / sizeof *subs };

static const sub *find_sub(const char *name)
{
    for (size_t i = 0; i < SUBS; i++) {
        if (strcmp(subs[i].name, name) == 0 || strcmp(subs[i].alias, name) == 0) {
            return &subs[i];
        }
    }
    return NULL;
}

static int help(void)
{
    char flag[] = "--help";
    printf("%s urne ", _("usage:"));
    for (size_t i = 0; i < SUBS; i++) {
        printf("%s%s", i > 0 ? " | " : "", subs[i].synopsis);
    }
    printf("\n");
    for (size_t i = 0; i < SUBS; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s", subs[i].name);
        char *words[] = {name, flag, NULL};
        printf("\n");
        (void)subs[i].run(2, words);
    }
    return EXIT_YES;
}

int cmd_panel(int argc, char **argv)
{
    static opt none[] = {{NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "panel", .opts = none};
    for (int i = 1; i < argc; i++) {
        l.json = l.json || strcmp(argv[i], "--json") == 0;
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        return help();
    }
    if (argc < 2 || argv[1][0] == '-') {
        return usage_error(&l, URNE_E_USE_MISSING, "check", "panel");
    }
    const sub *s = find_sub(argv[1]);
    if (s == NULL) {
        char named[64];
        snprintf(named, sizeof named, "panel %s", argv[1]);
        return usage_error(&l, URNE_E_USE_COMMAND, named, NULL);
    }
    return s->run(argc - 1, argv + 1);
}

int panel_load(urne_panel **out, urne_arena *arena, const line *l,
               const panel_words *words)
{
    const char *missing = words->pool == NULL     ? "--pool"
                          : words->quotas == NULL ? "--quotas"
                          : words->size == NULL   ? "--size"
                                                  : NULL;
    if (missing != NULL) {
        return usage_error(l, URNE_E_USE_MISSING, missing, l->verb);
    }
    urne_panel_options o = {.pool = words->pool, .quotas = words->quotas};
    int exit = parse_number(l, "--size", words->size, &o.size);
    if (exit >= 0) {
        return exit;
    }
    urne_err err = URNE_ERR_NONE;
    const char **address;
    o.n_address = value_split(&address, words->household, ",\n");
    o.address = address;
    if (urne_panel_load(out, arena, &o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    }
    free(address);
    return exit;
}

void json_panel(json *j, const urne_panel_summary *s)
{
    json_num(j, "size", s->size);
    json_num(j, "pool", s->persons);
    json_num(j, "types", s->types);
}

#include "cli.h"

#include <string.h>

/* A command of commands: `urne audit full`. */

static const sub *find(const sub *subs, const char *name)
{
    for (const sub *s = subs; s->name != NULL; s++) {
        if (strcmp(s->name, name) == 0 || strcmp(s->alias, name) == 0) {
            return s;
        }
    }
    return NULL;
}

/* All synopses, then the help of each. */
static int help(const char *verb, const sub *subs)
{
    char flag[] = "--help";
    for (const sub *s = subs; s->name != NULL; s++) {
        print_synopsis(stdout, verb, s->synopsis, s == subs);
    }
    for (const sub *s = subs; s->name != NULL; s++) {
        char name[32];
        snprintf(name, sizeof name, "%s", s->name);
        char *words[] = {name, flag, NULL};
        printf("\n");
        (void)s->run(2, words);
    }
    return EXIT_YES;
}

/* "full | plan | record": what could stand behind the verb. */
static int missing(const line *l, const sub *subs)
{
    char names[128] = "";
    size_t n = 0;
    for (const sub *s = subs; s->name != NULL && n < sizeof names; s++) {
        n += (size_t)snprintf(names + n, sizeof names - n, "%s%s",
                              s > subs ? " | " : "", s->name);
    }
    return usage_error(l, URNE_E_USE_MISSING, names, l->verb);
}

int run_sub(const char *verb, const sub *subs, int argc, char **argv)
{
    static opt none[] = {{NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = verb, .opts = none};
    for (int i = 1; i < argc; i++) {
        l.json = l.json || strcmp(argv[i], "--json") == 0;
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        return help(verb, subs);
    }
    if (argc < 2 || argv[1][0] == '-') {
        return missing(&l, subs);
    }
    const sub *s = find(subs, argv[1]);
    if (s == NULL) {
        char named[64], of[32];
        snprintf(named, sizeof named, "%s %s", verb, argv[1]);
        snprintf(of, sizeof of, " %s", verb);
        return usage_error(&l, URNE_E_USE_COMMAND, named, of);
    }
    return s->run(argc - 1, argv + 1);
}

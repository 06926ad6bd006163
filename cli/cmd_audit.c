#include "audit.h"

#include <string.h>

typedef struct sub {
    const char *name, *alias, *synopsis;
    int (*run)(int argc, char **argv);
} sub;

static const sub subs[] = {{"full", "complet", AUDIT_FULL, audit_full},
                           {"plan", "plan", AUDIT_PLAN, audit_plan},
                           {"record", "noter", AUDIT_RECORD, audit_record},
                           {"close", "clore", AUDIT_CLOSE, audit_close}};
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

int cmd_audit(int argc, char **argv)
{
    static opt none[] = {{NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "audit", .opts = none};
    for (int i = 1; i < argc; i++) {
        l.json = l.json || strcmp(argv[i], "--json") == 0;
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        return help();
    }
    if (argc < 2 || argv[1][0] == '-') {
        return usage_error(&l, URNE_E_USE_MISSING, "full | plan | record | close",
                           "audit");
    }
    const sub *s = find_sub(argv[1]);
    if (s == NULL) {
        char named[64];
        snprintf(named, sizeof named, "audit %s", argv[1]);
        return usage_error(&l, URNE_E_USE_COMMAND, named, NULL);
    }
    return s->run(argc - 1, argv + 1);
}

#include "cmd_ballots.h"

#include <string.h>

int cmd_ballots(int argc, char **argv)
{
    line l = {.verb = "ballots", .synopsis = "ballots reconcile A.csv B.csv"};
    if (argc > 1 && strcmp(argv[1], "reconcile") == 0) {
        return ballots_reconcile(argc - 1, argv + 1);
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        return ballots_reconcile(argc, argv);
    }
    if (argc > 1 && argv[1][0] != '-') {
        char named[64];
        snprintf(named, sizeof named, "ballots %s", argv[1]);
        return usage_error(&l, URNE_E_USE_COMMAND, named, NULL);
    }
    return usage_error(&l, URNE_E_USE_MISSING, "reconcile", l.verb);
}

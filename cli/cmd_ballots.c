#include "ballots.h"

int cmd_ballots(int argc, char **argv)
{
    static const sub subs[] = {
        {"check", "controler", BALLOTS_CHECK, ballots_check},
        {"import", "importer", BALLOTS_IMPORT, ballots_import},
        {"reconcile", "rapprocher", BALLOTS_RECONCILE, ballots_reconcile},
        {"commit", "sceller", BALLOTS_COMMIT, ballots_commit},
        {NULL, NULL, NULL, NULL}};
    return run_sub("ballots", subs, argc, argv);
}

/* cli/ballots: the commands behind `urne ballots`, a row of the table in cmd_ballots.c
 * each. argv[0] is the name of the row. */
#ifndef CLI_BALLOTS_H
#define CLI_BALLOTS_H

#include "cli.h"

int ballots_check(int argc, char **argv);
int ballots_import(int argc, char **argv);
int ballots_reconcile(int argc, char **argv);
int ballots_commit(int argc, char **argv);

/* As --help shows them; in urne-ballots.1 in the order of the table. */
#define BALLOTS_CHECK "ballots check FILE [--most N]"
#define BALLOTS_IMPORT                                                                 \
    "ballots import FILE... -o FILE [--projects FILE] [--columns MAP] [--budget N] "   \
    "[--type TYPE]"
#define BALLOTS_RECONCILE                                                              \
    "ballots reconcile A.csv B.csv [--resolutions FILE] [--differences "               \
    "FILE] [-o FILE] [--type TYPE] [--columns LIST]"
#define BALLOTS_COMMIT                                                                 \
    "ballots commit DIR FILE... [--projects FILE] [--resolutions FILE] "               \
    "[--ballot-key FILE] [--time TIME] [--dry-run]"

/* What was found in files of ballots: `most` places of each kind. */
void print_ballots(const urne_ballots_report *r, uint64_t most);
void json_ballots(json *j, const urne_ballots_report *r);

#endif

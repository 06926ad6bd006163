/* cli: the sub-commands of `ballots`; argv[0] is the sub-command. */
#ifndef CMD_BALLOTS_H
#define CMD_BALLOTS_H

#include "cli.h"

int ballots_reconcile(int argc, char **argv);

#endif

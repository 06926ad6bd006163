/* cli/tally: a count on the terminal and as JSON. */
#ifndef CLI_TALLY_H
#define CLI_TALLY_H

#include "cli.h"

void print_tally(const urne_tally *t);
void json_tally(const urne_tally *t);

#endif

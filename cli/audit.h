/* cli/audit: the commands behind `urne audit`. argv[0] is the name of the row. */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "cli.h"

int audit_full(int argc, char **argv);
int audit_plan(int argc, char **argv);
int audit_record(int argc, char **argv);
int audit_close(int argc, char **argv);

/* As --help shows them; in urne-audit.1 in the order of the table. */
#define AUDIT_FULL                                                                     \
    "audit full --key FILE --roll COPY... DIR [--custodian FILE] [--rules FILE] "      \
    "[--decisions FILE] [--rollcopy HEX64] [--roll-txt FILE]"
#define AUDIT_PLAN "audit plan DIR [--lines M] [--time TIME]"
#define AUDIT_RECORD                                                                   \
    "audit record DIR [--leaf NUMBER=WORD...] [--position P=WORD...] [--file CSV] "    \
    "[--full yes|no|none] [--time TIME]"
#define AUDIT_CLOSE "audit close DIR [--time TIME]"

/* "1 %", "4.96 %": so many in 10,000. */
const char *percent(char buf[16], unsigned in_10000);
#define PERCENT(v) percent((char[16]){0}, (v))

/* What a sample proves: "299 clean leaves: fewer than 1 % ghosts at 95 %". A bound of 0
 * prints the counts instead. */
void print_sample(const uint64_t leaves[4], const uint64_t positions[4],
                  unsigned ghosts_below, unsigned omissions_below);

#endif

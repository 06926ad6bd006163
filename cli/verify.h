/* verify: what `urne verify` and `urne receipt --check` have in common. */
#ifndef VERIFY_H
#define VERIFY_H

#include "cli.h"

/* Runs all checks and prints them. */
int run_verify(const line *l, const urne_verify_options *options);

#endif

/* verify: what `urne verify` and `urne receipt --check` have in common. */
#ifndef VERIFY_H
#define VERIFY_H

#include "cli.h"

/* Runs all checks and prints them; `seal` and `receipt` may be NULL. */
int run_verify(const line *l, const char *dir, const char *seal, const char *receipt);

#endif

/* cli/ask: passphrases from the terminal without echo, or from lines of standard input.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli.h"

/* An urne_ask_fn; `context` is not looked at. */
ptrdiff_t ask_passphrase(char *to, size_t room, const char *path, bool again,
                         void *context);

/* Gives the terminal its echo back; for the handler of a signal as well. */
void ask_restore(void);

#endif

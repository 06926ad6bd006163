/* lang: French or English, and nothing else of the locale. */
#ifndef LANG_H
#define LANG_H

#include <stdbool.h>

/* `lang` is "en", "fr", or NULL for the environment (LC_ALL, LC_MESSAGES, LANG). False
 * for any other. */
bool lang_init(const char *lang);

/* True when texts are French. */
bool lang_french(void);

#endif

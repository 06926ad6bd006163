#include "lang.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool french;

static const char *from_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "fr", 2) == 0 ? "fr" : "en";
        }
    }
    return "en";
}

/* The catalogues beside the program (as built), else where they were installed. */
static void bind_catalogue(void)
{
    static char path[PATH_MAX + 16];
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);
    const char *dir = URNE_LOCALEDIR;
    if (n > 0) {
        path[n] = '\0';
        char *slash = strrchr(path, '/');
        if (slash != NULL) {
            memcpy(slash, "/locale", sizeof "/locale");
            dir = access(path, R_OK) == 0 ? path : dir;
        }
    }
    bindtextdomain("urne", dir);
    bind_textdomain_codeset("urne", "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8"); /* strerror */
    textdomain("urne");
}

bool lang_init(const char *lang)
{
    if (lang == NULL) {
        lang = from_environment();
    }
    french = strcmp(lang, "fr") == 0;
    if (!french && strcmp(lang, "en") != 0) {
        return false;
    }
    if (french) {
        /* gettext looks at LANGUAGE in any locale but "C"; C.UTF-8 is always there.
         * Only messages are set: numbers, dates and order stay those of no country. */
        if (setlocale(LC_MESSAGES, "fr_FR.UTF-8") == NULL) {
            setlocale(LC_MESSAGES, "C.UTF-8");
        }
        setenv("LANGUAGE", "fr", 1);
        bind_catalogue();
    }
    return true;
}

bool lang_french(void)
{
    return french;
}

/* poster: the public notice of a sealed ceremony as one page of HTML to print. */
#ifndef POSTER_H
#define POSTER_H

#include "cli.h"

/* SHA-256 of the verifiers that this program was built beside; empty when it was built
 * without them. */
#ifndef URNE_PAGE_SHA256
#    define URNE_PAGE_SHA256 ""
#endif
#ifndef URNE_PYTHON_SHA256
#    define URNE_PYTHON_SHA256 ""
#endif

/* The page, in the language of the moment; to be freed. */
char *poster_html(const urne_poster *poster);

#endif

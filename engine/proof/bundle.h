/* proof/bundle: a public folder as one file (transcript-1 §19).
 *
 *     urne-bundle/1
 *     file NAME LENGTH SHA256      one a file, ascending; LENGTH bytes and an LF follow
 *     end
 *
 * There is one way to read it, and a length is compared with what is left before
 * anything else is done with it. */
#ifndef URNE_PROOF_BUNDLE_H
#define URNE_PROOF_BUNDLE_H

#include "crypto/hash.h"

/* Limits of transcript-1 §19; above the last a roll travels beside the bundle. */
#define URNE_BUNDLE_MAX      ((size_t)4 << 30)
#define URNE_BUNDLE_ROLL_MAX ((size_t)64 << 20)
enum { URNE_BUNDLE_FILES = 4096, URNE_BUNDLE_NAME = 64 };

typedef struct urne_bundled {
    urne_str name, bytes;
} urne_bundled;

/* True for [0-9a-z][0-9a-z.-]{0,63}: the names that sums.txt and a bundle may hold. */
bool urne_bundle_name_ok(urne_str name);

/* The files must be ascending and their names good. */
urne_str urne_bundle_write(urne_arena *arena, const urne_bundled *files, size_t n);

/* Refuses the whole at its first fault, naming the byte; what it gives is borrowed. */
URNE_MUST_USE urne_code urne_bundle_read(urne_bundled **out, size_t *n,
                                         urne_arena *arena, urne_str bytes,
                                         const char *path, urne_err *err);

#endif

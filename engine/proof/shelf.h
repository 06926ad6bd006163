/* proof/shelf: the files of a public folder, from the folder itself or from a bundle.
 *
 * What reads a folder reads it through this, each file once; nothing else knows which
 * of the two it was. */
#ifndef URNE_PROOF_SHELF_H
#define URNE_PROOF_SHELF_H

#include "proof/bundle.h"

typedef struct urne_shelf {
    urne_arena *arena;
    const char *path;
    bool bundle;
    urne_str *names; /* ascending, hidden ones too */
    size_t n;
    urne_bundled *files; /* of a bundle, by the order of names */
} urne_shelf;

/* Lists the folder, or reads the bundle. `roll` (a path, or NULL) is the file that a
 * bundle may leave out; it counts as `roll.txt`, or as `ballots.txt` when the bundle is
 * of a count. */
URNE_MUST_USE urne_code urne_shelf_open(urne_shelf *out, urne_arena *arena,
                                        const char *path, const char *roll,
                                        urne_err *err);

bool urne_shelf_has(const urne_shelf *shelf, urne_str name);

/* The bytes of one file: a regular one, of at most `limit` bytes, no link. */
URNE_MUST_USE urne_code urne_shelf_read(urne_str *out, const urne_shelf *shelf,
                                        const char *name, size_t limit, urne_err *err);

#endif

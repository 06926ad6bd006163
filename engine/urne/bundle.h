/* urne/bundle.h: a public folder in other forms: as one file, as JSON, as the
 * checkpoint of its tree, and with the timestamps of its entries (transcript-1 §18 to
 * §20).
 *
 * Where a folder is read, a bundle may be given in its place. */
#ifndef URNE_BUNDLE_H
#define URNE_BUNDLE_H

#include "urne/key.h"

/* ---- bundles ---- */

typedef struct urne_bundle_view {
    uint64_t files, bytes; /* of the bundle */
    const char
        *left_out; /* the roll, when it is too large and travels beside; or NULL */
} urne_bundle_view;

/* Writes the public folder `dir` to the file `path`; an existing one with `force`. */
URNE_API URNE_MUST_USE urne_code urne_bundle_make(urne_bundle_view **out,
                                                  urne_arena *arena, const char *dir,
                                                  const char *path, bool force,
                                                  urne_err *err);

/* Writes the files of the bundle `path` to the folder `dir`, new or empty. */
URNE_API URNE_MUST_USE urne_code urne_bundle_extract(urne_bundle_view **out,
                                                     urne_arena *arena,
                                                     const char *path, const char *dir,
                                                     urne_err *err);

/* ---- export ---- */

/* A file of the folder. The rows of its text are taken with urne_export_row. */
typedef struct urne_export_file {
    const char *name, *sha256;
    const char *kind; /* of a note; "lines" of roll.txt, ballots.txt and the like;
                         "minisig"; or "" when it is no text */
    urne_str text;
} urne_export_file;

typedef struct urne_export_view {
    urne_export_file *files; /* ascending by name */
    size_t n_files;
} urne_export_view;

URNE_API URNE_MUST_USE urne_code urne_export(urne_export_view **out, urne_arena *arena,
                                             const char *path, const char *roll,
                                             urne_err *err);

/* Cuts one row off the front of *text: its fields, a text as the last one whole, at
 * most URNE_EXPORT_FIELDS. False when *text is spent. */
enum { URNE_EXPORT_FIELDS = 512 };
URNE_API bool urne_export_row(urne_str fields[URNE_EXPORT_FIELDS], size_t *n,
                              const urne_export_file *file, urne_str *text);

/* ---- the checkpoint ---- */

typedef struct urne_checkpoint_options {
    const char *path; /* a public folder or a bundle */
    const char *roll; /* that a bundle left out, or NULL */
    const char *key;  /* NAME.key; NULL: the text alone, not signed */
    urne_ask_fn *ask;
    void *context;
} urne_checkpoint_options;

/* The text of the checkpoint, signed with `key`. */
URNE_API URNE_MUST_USE urne_code urne_checkpoint(urne_str *out, urne_arena *arena,
                                                 const urne_checkpoint_options *options,
                                                 urne_err *err);

/* ---- timestamps ---- */

/* Writes a request for a timestamp of the entry `name` to the file `path`; `dir` is a
 * dossier or a public folder. */
URNE_API URNE_MUST_USE urne_code urne_timestamp_request(const char *dir,
                                                        const char *name,
                                                        const char *path, bool force,
                                                        urne_err *err);

typedef struct urne_timestamp_view {
    const char *name; /* of the token's file */
    char time[21];    /* that it names */
    bool pinned;      /* an authority that was given vouches for it */
} urne_timestamp_view;

/* Files the answer `token` of an authority with its entry in the dossier `dir`, if it
 * holds. `authorities` (PEM, a path) may be NULL. */
URNE_API URNE_MUST_USE urne_code urne_timestamp_file(
    urne_timestamp_view **out, urne_arena *arena, const char *dir, const char *name,
    const char *token, const char *authorities, const char *time, urne_err *err);

#endif

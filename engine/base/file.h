/* base/file: bytes from and to the disk.
 *
 * Reading: a file is opened once, must be a regular file, and is read whole under
 * a limit; nobody opens it again by name. Writing: a set of files is written to
 * temporary names beside their targets, synced, then renamed in order, so that an
 * interruption leaves each target as it was or complete. */
#ifndef URNE_BASE_FILE_H
#define URNE_BASE_FILE_H

#include "base/err.h"

/* Reads the whole file into the arena; the path "-" is standard input. Fails with
 * URNE_E_IO_*: cannot be opened, not a regular file, larger than `limit` bytes, changed
 * while it was read. */
URNE_MUST_USE urne_code urne_file_read(urne_str *out, urne_arena *arena,
                                       const char *path, size_t limit, urne_err *err);

/* The same, and a link in the place of the file is no regular file. */
URNE_MUST_USE urne_code urne_file_read_plain(urne_str *out, urne_arena *arena,
                                             const char *path, size_t limit,
                                             urne_err *err);

/* True when something (of any kind) has this name. */
bool urne_file_exists(const char *path);

/* True for a regular file, through links too: what a folder could be given as. */
bool urne_file_is_plain(const char *path);

/* DIR "/" NAME in the arena. */
const char *urne_path(urne_arena *arena, const char *dir, const char *name);

/* The part behind the last '/', and the part before it ("." when there is none). */
const char *urne_path_base(const char *path);
const char *urne_path_dir(urne_arena *arena, const char *path);

/* The path from the root, without links: what a later run must find again. Refuses a
 * path that holds a line feed. */
URNE_MUST_USE urne_code urne_path_whole(const char **out, urne_arena *arena,
                                        const char *path, urne_err *err);

/* Makes the folder and the ones above it; an existing one is no error. */
URNE_MUST_USE urne_code urne_dir_make(const char *path, bool secret, urne_err *err);

/* The names in a folder in byte order, without "." and "..". */
URNE_MUST_USE urne_code urne_dir_list(urne_str **names, size_t *n, urne_arena *arena,
                                      const char *path, urne_err *err);

typedef struct urne_write {
    const char *path;
    urne_str bytes;
    bool secret; /* mode 0600 from the first byte on, else 0644 less the umask */
    bool fresh;  /* fails when the target exists, even if it appeared since we looked */
} urne_write;

/* Writes the set: all to temporary names first, then renamed in the order given.
 * On failure the temporary files are removed; targets renamed before it stay. */
URNE_MUST_USE urne_code urne_files_write(const urne_write *set, size_t n,
                                         urne_err *err);

/* Appends one line to a private file (0600), synced. */
URNE_MUST_USE urne_code urne_file_append(const char *path, urne_str line,
                                         urne_err *err);

/* Takes the lock file `path`, held until the process ends or urne_unlock; fails
 * with URNE_E_IO_LOCKED when another process holds it. */
URNE_MUST_USE urne_code urne_lock(int *fd, const char *path, urne_err *err);
void urne_unlock(int fd);

/* Overwrites a private file in its place and removes it; one that is not there is no
 * error. What a disk or its snapshots keep beside is out of reach. */
URNE_MUST_USE urne_code urne_file_destroy(const char *path, urne_err *err);

/* Removes a file; one that is not there is no error, nor is one that stays. */
void urne_file_remove(const char *path);

/* Removes what an interrupted write left in the folder: names of ours ending in
 * ".urne-tmp". */
URNE_MUST_USE urne_code urne_dir_sweep(const char *path, urne_err *err);

#endif

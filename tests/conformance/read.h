/* conformance/read: one Pabulib file, if it is the one that the row is about. */
#ifndef CONFORMANCE_READ_H
#define CONFORMANCE_READ_H

#include "base/file.h"
#include "crypto/hash.h"
#include "model/pb.h"

#include <stdio.h>

enum { CONFORM_PROJECTS = 1024 };

/* NULL, and a line that says why, unless it is read and has this hash (or "" is asked).
 */
static urne_election *conform_read(urne_arena *arena, const char *path,
                                   const char *sha256)
{
    urne_election *e = NULL;
    urne_err err = URNE_ERR_NONE;
    urne_str bytes;
    if (urne_file_read(&bytes, arena, path, SIZE_MAX, &err) != URNE_OK) {
        return NULL;
    }
    urne_hex hex = urne_sha256_hex(bytes);
    if (sha256[0] != '\0' && strcmp(sha256, hex.z) != 0) {
        printf("# %s: the hash is %s\n", path, hex.z);
        return NULL;
    }
    if (urne_pb_read(&e, NULL, arena, bytes, path, &err) != URNE_OK) {
        printf("# %s:%llu: code %d\n", path, (unsigned long long)err.diag[0].line,
               (int)err.diag[0].code);
        return NULL;
    }
    return e;
}

#endif

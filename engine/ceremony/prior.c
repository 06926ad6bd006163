#include "ceremony/steps.h"

#include "ceremony/dossier_in.h"

/* The ceremony before this one of the same body. */

urne_code urne_prior_take(urne_str *out, urne_arena *arena, const char *dir,
                          urne_str body, urne_err *err)
{
    urne_str *names, bytes;
    urne_announce announce;
    urne_transcript chain;
    size_t n;
    const char *folder = urne_path(arena, dir, "public");
    folder =
        urne_file_exists(urne_path(arena, folder, "00-announce.txt")) ? folder : dir;
    const char *path = urne_path(arena, folder, "00-announce.txt");
    URNE_TRY(urne_file_read(&bytes, arena, path, URNE_DOSSIER_FILE_MAX, err));
    URNE_TRY(urne_announce_read(&announce, arena, bytes, path, err));
    URNE_TRY(urne_dir_list(&names, &n, arena, folder, err));
    URNE_TRY(urne_entries_read(&chain, arena, folder, urne_track_of(names, n),
                               &announce, err));
    const urne_transcript_entry *last = &chain.entry[chain.n - 1];
    if (last->later == NULL || (last->later->kind != URNE_LATER_ABORT &&
                                last->later->kind != URNE_LATER_CLOSE)) {
        return urne_fail(err, URNE_E_SEAL_PRIOR, URNE_IN(dir), NULL);
    }
    if (!urne_str_eq(announce.body, body)) {
        return urne_fail(err, URNE_E_SEAL_PRIOR_BODY, URNE_IN(dir),
                         URNE_SHOW(announce.body), URNE_SHOW(body), NULL);
    }
    urne_hex hex = urne_sha256_hex(last->bytes);
    *out = urne_str_dup(arena, urne_hex_str(&hex));
    return URNE_OK;
}

#include "proof/seal.h"
#include "proof/ballots.h"

#define NOTE_LIMIT ((size_t)256 << 20)

urne_code urne_seal_read(urne_commit *out, const urne_shelf *shelf,
                         const urne_track *track, urne_err *err)
{
    urne_str bytes;
    urne_ballots_seal ballots;
    const char *name = track->file[URNE_FILE_COMMIT];
    if (!urne_shelf_has(shelf, urne_str_of(name))) {
        return urne_fail(err, URNE_E_BUNDLE_UNSEALED, URNE_IN(shelf->path), NULL);
    }
    URNE_TRY(urne_shelf_read(&bytes, shelf, name, NOTE_LIMIT, err));
    if (track == &urne_track_draw) {
        return urne_commit_read(out, shelf->arena, bytes, name, err);
    }
    URNE_TRY(urne_ballots_seal_read(&ballots, shelf->arena, bytes, name, err));
    *out = ballots.common;
    out->electors = ballots.ballots;
    out->root = ballots.root;
    out->sha256 = ballots.sha256;
    return URNE_OK;
}

#include "proof/seal.h"
#include "proof/ballots.h"
#include "proof/pool.h"

/* What the seals of a count and of a panel call their list, as that of a roll. */
static urne_code read_count(urne_commit *out, urne_arena *arena, urne_str bytes,
                            const char *name, urne_err *err)
{
    urne_ballots_seal seal;
    URNE_TRY(urne_ballots_seal_read(&seal, arena, bytes, name, err));
    *out = seal.common;
    out->electors = seal.ballots;
    out->root = seal.root;
    out->sha256 = seal.sha256;
    return URNE_OK;
}

static urne_code read_panel(urne_commit *out, urne_arena *arena, urne_str bytes,
                            const char *name, urne_err *err)
{
    urne_pool_seal seal;
    URNE_TRY(urne_pool_seal_read(&seal, arena, bytes, name, err));
    *out = seal.common;
    out->electors = seal.persons;
    out->root = seal.root;
    out->sha256 = seal.sha256;
    return URNE_OK;
}

urne_code urne_seal_read(urne_commit *out, const urne_shelf *shelf,
                         const urne_track *track, urne_err *err)
{
    static urne_code (*const read[])(urne_commit *, urne_arena *, urne_str,
                                     const char *,
                                     urne_err *) = {[URNE_DRAW] = urne_commit_read,
                                                    [URNE_COUNT] = read_count,
                                                    [URNE_PANEL] = read_panel};
    urne_str bytes;
    const char *name = track->file[URNE_FILE_COMMIT];
    if (!urne_shelf_has(shelf, urne_str_of(name))) {
        return urne_fail(err, URNE_E_BUNDLE_UNSEALED, URNE_IN(shelf->path), NULL);
    }
    URNE_TRY(urne_shelf_read(&bytes, shelf, name, URNE_NOTE_FILE_MAX, err));
    return read[track->operation](out, shelf->arena, bytes, name, err);
}

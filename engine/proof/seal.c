#include "proof/seal.h"
#include "proof/ballots.h"
#include "proof/pool.h"

#define NOTE_LIMIT ((size_t)256 << 20)

static urne_code read_ballots(urne_commit *out, urne_arena *arena, urne_str bytes,
                              const char *name, urne_err *err)
{
    urne_ballots_seal ballots;
    URNE_TRY(urne_ballots_seal_read(&ballots, arena, bytes, name, err));
    *out = ballots.common;
    out->electors = ballots.ballots;
    out->root = ballots.root;
    out->sha256 = ballots.sha256;
    return URNE_OK;
}

static urne_code read_pool(urne_commit *out, urne_arena *arena, urne_str bytes,
                           const char *name, urne_err *err)
{
    urne_pool_seal pool;
    URNE_TRY(urne_pool_seal_read(&pool, arena, bytes, name, err));
    *out = pool.common;
    out->electors = pool.persons;
    out->root = pool.root;
    out->sha256 = pool.sha256;
    return URNE_OK;
}

urne_code urne_seal_read(urne_commit *out, const urne_shelf *shelf,
                         const urne_track *track, urne_err *err)
{
    static const struct {
        const urne_track *track;
        urne_code (*read)(urne_commit *out, urne_arena *arena, urne_str bytes,
                          const char *name, urne_err *err);
    } kinds[URNE_TRACKS] = {{&urne_track_draw, urne_commit_read},
                            {&urne_track_count, read_ballots},
                            {&urne_track_panel, read_pool}};
    urne_str bytes;
    size_t i = 0;
    const char *name = track->file[URNE_FILE_COMMIT];
    if (!urne_shelf_has(shelf, urne_str_of(name))) {
        return urne_fail(err, URNE_E_BUNDLE_UNSEALED, URNE_IN(shelf->path), NULL);
    }
    URNE_TRY(urne_shelf_read(&bytes, shelf, name, NOTE_LIMIT, err));
    while (kinds[i].track != track) {
        i++;
    }
    return kinds[i].read(out, shelf->arena, bytes, name, err);
}

#include "proof/track.h"

const urne_track urne_track_draw = {.config = "rules.json",
                                    .reveals_kind = "reveals",
                                    .file = {[URNE_FILE_ANNOUNCE] = "00-announce.txt",
                                             [URNE_FILE_COMMIT] = "01-commit.txt",
                                             [URNE_FILE_REVEALS] = "02-reveals.txt",
                                             [URNE_FILE_RESULT] = "03-result.txt",
                                             [URNE_FILE_ROLL] = "roll.txt",
                                             [URNE_FILE_RULES] = "rules.txt",
                                             [URNE_FILE_SEED] = "seed-input.txt"}};

const urne_track urne_track_count = {
    .config = "count.json",
    .reveals_kind = "ballots-reveals",
    .file = {[URNE_FILE_ANNOUNCE] = "00-announce.txt",
             [URNE_FILE_COMMIT] = "10-ballots-commit.txt",
             [URNE_FILE_REVEALS] = "11-ballots-reveals.txt",
             [URNE_FILE_RESULT] = "12-tally.txt",
             [URNE_FILE_ROLL] = "ballots.txt",
             [URNE_FILE_RULES] = "count-rules.txt",
             [URNE_FILE_PROJECTS] = "projects.txt",
             [URNE_FILE_COUNT] = "tally.txt",
             [URNE_FILE_SEED] = "tie-seed-input.txt"}};

const urne_stage urne_file_stages[URNE_FILES] = {
    [URNE_FILE_ANNOUNCE] = URNE_STAGE_ANNOUNCED, [URNE_FILE_COMMIT] = URNE_STAGE_SEALED,
    [URNE_FILE_REVEALS] = URNE_STAGE_REVEALED,   [URNE_FILE_RESULT] = URNE_STAGE_DRAWN,
    [URNE_FILE_ROLL] = URNE_STAGE_SEALED,        [URNE_FILE_RULES] = URNE_STAGE_SEALED,
    [URNE_FILE_PROJECTS] = URNE_STAGE_SEALED,    [URNE_FILE_COUNT] = URNE_STAGE_DRAWN,
    [URNE_FILE_SEED] = URNE_STAGE_DRAWN};

urne_file_id urne_track_find(const urne_track *track, urne_str name)
{
    for (int i = 0; i < URNE_FILES; i++) {
        if (track->file[i] != NULL && urne_str_is(name, track->file[i])) {
            return (urne_file_id)i;
        }
    }
    return URNE_FILES;
}

/* Whether a name beyond the announcement is of the track. */
static bool some_of(const urne_track *track, const urne_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        urne_file_id id = urne_track_find(track, names[i]);
        if (id != URNE_FILES && id != URNE_FILE_ANNOUNCE) {
            return true;
        }
    }
    return false;
}

const urne_track *urne_track_of(const urne_str *names, size_t n)
{
    bool count = some_of(&urne_track_count, names, n);
    return count && !some_of(&urne_track_draw, names, n) ? &urne_track_count
                                                         : &urne_track_draw;
}

bool urne_track_known(const urne_str *names, size_t n)
{
    return some_of(&urne_track_draw, names, n) || some_of(&urne_track_count, names, n);
}

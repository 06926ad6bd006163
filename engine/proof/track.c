#include "proof/track.h"

#include "codec/note.h"

const urne_track urne_track_draw = {.operation = URNE_DRAW,
                                    .config = "rules.json",
                                    .reveals_kind = "reveals",
                                    .kind = {"announce", "commit", "reveals", "result"},
                                    .file = {[URNE_FILE_ANNOUNCE] = "00-announce.txt",
                                             [URNE_FILE_COMMIT] = "01-commit.txt",
                                             [URNE_FILE_REVEALS] = "02-reveals.txt",
                                             [URNE_FILE_RESULT] = "03-result.txt",
                                             [URNE_FILE_BEACON] = "beacon.txt",
                                             [URNE_FILE_ROLL] = "roll.txt",
                                             [URNE_FILE_RULES] = "rules.txt",
                                             [URNE_FILE_SEED] = "seed-input.txt"}};

const urne_track urne_track_count = {
    .operation = URNE_COUNT,
    .config = "count.json",
    .reveals_kind = "ballots-reveals",
    .kind = {"announce", "ballots-commit", "ballots-reveals", "tally"},
    .file = {[URNE_FILE_ANNOUNCE] = "00-announce.txt",
             [URNE_FILE_COMMIT] = "10-ballots-commit.txt",
             [URNE_FILE_REVEALS] = "11-ballots-reveals.txt",
             [URNE_FILE_RESULT] = "12-tally.txt",
             [URNE_FILE_BEACON] = "tie-beacon.txt",
             [URNE_FILE_ROLL] = "ballots.txt",
             [URNE_FILE_RULES] = "count-rules.txt",
             [URNE_FILE_PROJECTS] = "projects.txt",
             [URNE_FILE_COUNT] = "tally.txt",
             [URNE_FILE_SEED] = "tie-seed-input.txt"}};

const urne_track urne_track_panel = {
    .operation = URNE_PANEL,
    .config = "panel.json",
    .reveals_kind = "pool-reveals",
    .kind = {"announce", "pool-commit", "pool-reveals", "panel-result"},
    .file = {[URNE_FILE_ANNOUNCE] = "00-announce.txt",
             [URNE_FILE_COMMIT] = "20-pool-commit.txt",
             [URNE_FILE_REVEALS] = "21-pool-reveals.txt",
             [URNE_FILE_RESULT] = "22-panel-result.txt",
             [URNE_FILE_BEACON] = "pool-beacon.txt",
             [URNE_FILE_ROLL] = "pool.txt",
             [URNE_FILE_RULES] = "quotas.txt",
             [URNE_FILE_SEED] = "pool-seed-input.txt",
             [URNE_FILE_PANELS] = "panels.txt",
             [URNE_FILE_COUNTS] = "counts.txt",
             [URNE_FILE_PROOF] = "panel-proof.txt"}};

const urne_track *const urne_tracks[URNE_TRACKS] = {&urne_track_draw, &urne_track_count,
                                                    &urne_track_panel};

const urne_stage urne_file_stages[URNE_FILES] = {
    [URNE_FILE_ANNOUNCE] = URNE_STAGE_ANNOUNCED,
    [URNE_FILE_COMMIT] = URNE_STAGE_SEALED,
    [URNE_FILE_REVEALS] = URNE_STAGE_REVEALED,
    [URNE_FILE_RESULT] = URNE_STAGE_DRAWN,
    [URNE_FILE_BEACON] = URNE_STAGE_DRAWN,
    [URNE_FILE_ROLL] = URNE_STAGE_SEALED,
    [URNE_FILE_RULES] = URNE_STAGE_SEALED,
    [URNE_FILE_PROJECTS] = URNE_STAGE_SEALED,
    [URNE_FILE_COUNT] = URNE_STAGE_DRAWN,
    [URNE_FILE_SEED] = URNE_STAGE_DRAWN,
    [URNE_FILE_PANELS] = URNE_STAGE_SEALED,
    [URNE_FILE_COUNTS] = URNE_STAGE_SEALED,
    [URNE_FILE_PROOF] = URNE_STAGE_SEALED};

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
    for (size_t t = 0; t < URNE_TRACKS; t++) {
        if (some_of(urne_tracks[t], names, n)) {
            return urne_tracks[t];
        }
    }
    return urne_tracks[0];
}

bool urne_track_known(const urne_str *names, size_t n)
{
    return some_of(urne_track_of(names, n), names, n);
}

/* ---- names that are not fixed ---- */

static const char *const later_kinds[] = {"",      "abort",   "close", "handover",
                                          "rekey", "replace", "audit", "destroy"};
enum { LATER_KINDS = sizeof later_kinds / sizeof *later_kinds };

const char *urne_later_kind_name(urne_later_kind kind)
{
    return later_kinds[kind];
}

urne_later_name urne_later_parse(const urne_track *track, urne_str name)
{
    const urne_later_name none = {URNE_LATER_NONE, 0};
    if (name.n < 8 || !urne_str_ends(name, ".txt") || name.p[2] != '-' ||
        name.p[0] < '0' || name.p[0] > '9' || name.p[1] < '0' || name.p[1] > '9') {
        return none;
    }
    unsigned number = 10 * (unsigned)(name.p[0] - '0') + (unsigned)(name.p[1] - '0');
    urne_str kind = urne_str_slice(name, 3, name.n - 4);
    for (int k = URNE_LATER_ABORT; k < LATER_KINDS; k++) {
        if (!urne_str_is(kind, later_kinds[k])) {
            continue;
        }
        bool close = k == URNE_LATER_CLOSE;
        bool drawn =
            k == URNE_LATER_REPLACE || k == URNE_LATER_AUDIT || k == URNE_LATER_DESTROY;
        bool here = !drawn || track == &urne_track_draw;
        bool fits = close ? number == URNE_LATER_CLOSED
                          : number >= URNE_LATER_FIRST && number <= URNE_LATER_LAST;
        return here && fits ? (urne_later_name){(urne_later_kind)k, number} : none;
    }
    return none;
}

static bool is_entry(const urne_track *track, urne_str file)
{
    return urne_track_find(track, file) <= URNE_FILE_RESULT ||
           urne_later_parse(track, file).kind != URNE_LATER_NONE;
}

bool urne_token_parse(const urne_track *track, urne_str name, urne_str *file)
{
    static const char suffix[] = ".tsr";
    if (!urne_str_ends(name, suffix)) {
        return false;
    }
    *file = urne_str_slice(name, 0, name.n - (sizeof suffix - 1));
    return is_entry(track, *file);
}

bool urne_signature_parse(const urne_track *track, urne_str name, urne_str *file,
                          urne_str *role)
{
    static const char suffix[] = ".minisig";
    if (!urne_str_ends(name, suffix)) {
        return false;
    }
    urne_str rest = urne_str_slice(name, 0, name.n - (sizeof suffix - 1));
    size_t dot = rest.n;
    while (dot > 0 && rest.p[dot - 1] != '.') {
        dot--;
    }
    if (dot == 0) {
        return false;
    }
    *file = urne_str_slice(rest, 0, dot - 1);
    *role = urne_str_slice(rest, dot, rest.n);
    return urne_name_ok(*role, 16) && is_entry(track, *file);
}

size_t urne_later_find(size_t *out, const urne_track *track, const urne_str *names,
                       size_t n, size_t *end)
{
    unsigned due = URNE_LATER_FIRST;
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        urne_later_name later = urne_later_parse(track, names[i]);
        if (later.kind == URNE_LATER_NONE) {
            continue;
        }
        if (later.kind != URNE_LATER_CLOSE && later.number != due) {
            *end = i;
            return found;
        }
        out[found++] = i;
        due++;
    }
    *end = n;
    return found;
}

bool urne_track_is_entry(urne_str name)
{
    for (size_t t = 0; t < URNE_TRACKS; t++) {
        if (urne_track_find(urne_tracks[t], name) <= URNE_FILE_RESULT ||
            urne_later_parse(urne_tracks[t], name).kind != URNE_LATER_NONE) {
            return true;
        }
    }
    return false;
}

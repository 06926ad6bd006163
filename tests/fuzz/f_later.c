/* proof/later, proof/track: what is accepted of the entries behind a result, and of the
 * beacon, is written again byte for byte; names are read in one way. */
#include "proof/later.h"
#include "target.h"

static void entry(urne_arena *arena, urne_str in, urne_later_kind kind)
{
    urne_later l;
    urne_err err = URNE_ERR_NONE;
    if (urne_later_read(&l, arena, in, "n", kind, &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(l.kind == kind);
    HOLDS(urne_str_eq(urne_later_write(arena, &l), in));
    for (size_t i = 0; i < l.n_lines; i++) {
        HOLDS(l.lines[i].kind == URNE_REPLACE_VACANT || l.lines[i].number > 0);
        HOLDS(l.lines[i].n_attrs <= 8);
    }
}

static void beacon(urne_arena *arena, urne_str in)
{
    urne_beacon_note b;
    urne_err err = URNE_ERR_NONE;
    if (urne_beacon_note_read(&b, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(b.round > 0);
    HOLDS(urne_str_eq(urne_beacon_note_write(arena, &b), in));
}

static void name(const urne_track *track, urne_str in)
{
    urne_str file, role;
    urne_later_name l = urne_later_parse(track, in);
    HOLDS((l.kind == URNE_LATER_NONE) == (l.number == 0));
    HOLDS((l.kind == URNE_LATER_CLOSE) == (l.number == URNE_LATER_CLOSED));
    if (urne_signature_parse(track, in, &file, &role)) {
        HOLDS(l.kind == URNE_LATER_NONE);
        HOLDS(in.n == file.n + 1 + role.n + strlen(".minisig"));
        HOLDS(urne_track_find(track, file) <= URNE_FILE_RESULT ||
              urne_later_parse(track, file).kind != URNE_LATER_NONE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    for (int kind = URNE_LATER_ABORT; kind <= URNE_LATER_REPLACE; kind++) {
        entry(arena, in, (urne_later_kind)kind);
    }
    beacon(arena, in);
    name(&urne_track_draw, in);
    name(&urne_track_count, in);
    name(&urne_track_panel, in);
    urne_arena_free(arena);
    return 0;
}

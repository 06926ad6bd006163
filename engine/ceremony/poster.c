#include "ceremony/contribute.h"
#include "crypto/hash.h"
#include "proof/pool.h"
#include "proof/seal.h"
#include "urne/report.h"

static void view_sources(urne_poster *p, urne_arena *arena, const urne_commit *seal)
{
    static const urne_poster_kind kinds[] = {[URNE_SOURCE_DICE] = URNE_POSTER_DICE,
                                             [URNE_SOURCE_LOTTERY] =
                                                 URNE_POSTER_LOTTERY,
                                             [URNE_SOURCE_PARTY] = URNE_POSTER_PARTY,
                                             [URNE_SOURCE_DRAND] = URNE_POSTER_BEACON};
    p->sources = urne_arena_array(arena, seal->n_sources + 1, sizeof *p->sources);
    p->n_sources = seal->n_sources;
    for (size_t i = 0; i < seal->n_sources; i++) {
        const urne_source *s = &seal->sources[i];
        urne_poster_source *to = &p->sources[i];
        *to = (urne_poster_source){.kind = kinds[s->kind],
                                   .count = s->count,
                                   .sides = s->sides,
                                   .name = urne_str_z(arena, s->label),
                                   .date = urne_str_z(arena, s->date),
                                   .hex = urne_str_z(arena, s->hex)};
        if (s->kind == URNE_SOURCE_DRAND) {
            to->date = urne_round_time(arena, s);
            to->hex = urne_round_address(arena, s->count);
        }
    }
}

static void view_keys(urne_poster *p, urne_arena *arena, const urne_announce *announce)
{
    p->keys = urne_arena_array(arena, announce->n_keys + 1, sizeof *p->keys);
    p->n_keys = announce->n_keys;
    for (size_t i = 0; i < announce->n_keys; i++) {
        const urne_announced_key *k = &announce->keys[i];
        p->keys[i] =
            (urne_poster_key){urne_str_z(arena, k->role), urne_str_z(arena, k->key),
                              k->expire.p == NULL ? "" : urne_str_z(arena, k->expire)};
    }
}

/* What the quotas of a panel say of the throw. */
static urne_code view_panels(urne_poster *p, const urne_shelf *shelf, urne_err *err)
{
    urne_str bytes;
    urne_pool_rules *rules;
    const char *name = urne_track_panel.file[URNE_FILE_RULES];
    URNE_TRY(urne_shelf_read(&bytes, shelf, name, URNE_NOTE_FILE_MAX, err));
    URNE_TRY(urne_pool_rules_read(&rules, shelf->arena, bytes, name, err));
    p->panels = rules->lottery;
    p->size = rules->size;
    p->number = rules->dice;
    return URNE_OK;
}

urne_code urne_poster_read(urne_poster **out, urne_arena *arena, const char *path,
                           urne_err *err)
{
    urne_crypto_init();
    urne_shelf shelf;
    urne_commit seal = {.electors = 0};
    urne_announce announce;
    urne_str first, bytes;
    URNE_TRY(urne_shelf_open(&shelf, arena, path, NULL, err));
    const urne_track *track = urne_track_of(shelf.names, shelf.n);
    URNE_TRY(urne_seal_read(&seal, &shelf, track, err));
    const char *commit = track->file[URNE_FILE_COMMIT];
    const char *name = track->file[URNE_FILE_ANNOUNCE];
    URNE_TRY(urne_shelf_read(&bytes, &shelf, commit, URNE_NOTE_FILE_MAX, err));
    URNE_TRY(urne_shelf_read(&first, &shelf, name, URNE_NOTE_FILE_MAX, err));
    URNE_TRY(urne_announce_read(&announce, arena, first, name, err));
    urne_hex hex = urne_sha256_hex(bytes);
    urne_poster *p = urne_arena_alloc(arena, sizeof *p);
    *p = (urne_poster){.of = track->operation,
                       .body = urne_str_z(arena, announce.body),
                       .title = urne_str_z(arena, announce.title),
                       .ceremony = urne_str_z(arena, seal.head.ceremony),
                       .seal = urne_str_z(arena, urne_hex_str(&hex)),
                       .time = urne_str_z(arena, seal.head.time),
                       .sealed = seal.electors};
    view_sources(p, arena, &seal);
    view_keys(p, arena, &announce);
    if (track == &urne_track_panel) {
        URNE_TRY(view_panels(p, &shelf, err));
    }
    *out = p;
    return URNE_OK;
}

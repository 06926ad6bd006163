#include "ceremony/settings.h"

#include "base/file.h"
#include "model/count_config.h"
#include "proof/pool.h"

/* ---- one reader a kind ---- */

static urne_code read_draw(urne_settings *out, urne_arena *arena, urne_str json,
                           const char *path, urne_err *err)
{
    urne_config *c;
    URNE_TRY(urne_config_read(&c, arena, json, path, err));
    *out = (urne_settings){c->body, c->title, &c->roles, c->sources, c->n_sources};
    return URNE_OK;
}

static urne_code read_count(urne_settings *out, urne_arena *arena, urne_str json,
                            const char *path, urne_err *err)
{
    urne_count_config *c;
    URNE_TRY(urne_count_config_read(&c, arena, json, path, err));
    URNE_TRY(urne_count_config_whole(c, err));
    *out = (urne_settings){c->body, c->title, &c->roles, c->sources, c->n_sources};
    return URNE_OK;
}

static urne_code read_panel(urne_settings *out, urne_arena *arena, urne_str json,
                            const char *path, urne_err *err)
{
    urne_panel_config *c;
    URNE_TRY(urne_panel_config_read(&c, arena, json, path, err));
    URNE_TRY(urne_panel_sources_check(c, err));
    *out = (urne_settings){c->body, c->title, &c->roles, c->sources, c->n_sources};
    return URNE_OK;
}

const urne_track *urne_settings_track(urne_arena *arena, urne_str json)
{
    return urne_count_config_is(arena, json)   ? &urne_track_count
           : urne_panel_config_is(arena, json) ? &urne_track_panel
                                               : &urne_track_draw;
}

urne_code urne_settings_read(urne_settings *out, urne_arena *arena,
                             const urne_track *track, urne_str json, const char *path,
                             urne_err *err)
{
    static urne_code (*const read[])(urne_settings *, urne_arena *, urne_str,
                                     const char *, urne_err *) = {
        [URNE_DRAW] = read_draw, [URNE_COUNT] = read_count, [URNE_PANEL] = read_panel};
    return read[track->operation](out, arena, json, path, err);
}

urne_code urne_settings_find(const urne_track **track, urne_arena *arena,
                             const char *dir, urne_err *err)
{
    *track = NULL;
    for (size_t t = 0; t < URNE_TRACKS; t++) {
        const urne_track *one = urne_tracks[t];
        if (!urne_file_exists(urne_path(arena, dir, one->config))) {
            continue;
        }
        if (*track != NULL) {
            return urne_fail(err, URNE_E_SEAL_BOTH, URNE_IN(dir), (*track)->config,
                             one->config, NULL);
        }
        *track = one;
    }
    return URNE_OK;
}

/* ---- the number of a panel ---- */

/* As many panels as the dice have results, or as few dice less as there can be. */
static uint64_t results(const urne_source *dice)
{
    uint64_t n = 1;
    for (uint64_t i = 0; i < dice->count && n * dice->sides <= URNE_PANEL_LOTTERY_MAX;
         i++) {
        n *= dice->sides;
    }
    return n;
}

urne_code urne_panel_sources_check(const urne_panel_config *c, urne_err *err)
{
    const urne_pool_rules rules = {.dice = c->dice, .lottery = c->lottery};
    if (!c->dice || urne_pool_sources_ok(&rules, c->sources, c->n_sources)) {
        return URNE_OK;
    }
    const urne_source *s = &c->sources[0];
    return c->n_sources != 1 || s->kind != URNE_SOURCE_DICE
               ? urne_fail(err, URNE_E_PANEL_DICE, c->number_at, NULL)
               : urne_fail(err, URNE_E_PANEL_THROW, c->number_at, URNE_DEC(s->count),
                           URNE_DEC(s->sides), URNE_DEC(c->lottery),
                           URNE_DEC(results(s)), NULL);
}

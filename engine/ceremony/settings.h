/* ceremony/settings: what a dossier takes from the file of its rules, whichever kind it
 * is: who draws and what for, who signs, and what decides. */
#ifndef URNE_CEREMONY_SETTINGS_H
#define URNE_CEREMONY_SETTINGS_H

#include "model/panel_config.h"
#include "proof/track.h"

/* Longest file of rules. */
#define URNE_SETTINGS_MAX ((size_t)4 << 20)

typedef struct urne_settings {
    urne_str body, title;
    const urne_roles *roles;
    urne_source *sources;
    size_t n_sources;
} urne_settings;

/* The kind of dossier that these rules are of: a draw when they do not say. */
const urne_track *urne_settings_track(urne_arena *arena, urne_str json);

/* Reads rules.json, count.json or panel.json; `path` names it in diagnostics. Fails
 * when it does not say what a dossier needs. */
URNE_MUST_USE urne_code urne_settings_read(urne_settings *out, urne_arena *arena,
                                           const urne_track *track, urne_str json,
                                           const char *path, urne_err *err);

/* The files of rules that lie in a folder: *track is the first one's, NULL when there
 * is none. Refused when there are two. */
URNE_MUST_USE urne_code urne_settings_find(const urne_track **track, urne_arena *arena,
                                           const char *dir, urne_err *err);

/* Whether the number of a panel can come from the sources (pool-1 §7.2.2). */
URNE_MUST_USE urne_code urne_panel_sources_check(const urne_panel_config *config,
                                                 urne_err *err);

#endif

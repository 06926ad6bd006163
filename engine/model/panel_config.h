/* model/panel_config: what a body decides before a panel is drawn from those who
 * answered, as panel.json says it.
 *
 * panel.json is what people edit; the quotas are a file of their own. It is read
 * strictly and never hashed: what of it counts is sealed as quotas.txt (pool-1 §3). */
#ifndef URNE_MODEL_PANEL_CONFIG_H
#define URNE_MODEL_PANEL_CONFIG_H

#include "model/config.h"

/* Most seats, and what kmin may be; most numbered panels; most columns of an address.
 */
enum {
    URNE_PANEL_SEATS_MAX = 1000000,
    URNE_PANEL_LOTTERY_MAX = 100000,
    URNE_PANEL_ADDRESS_MAX = 16
};

typedef struct urne_panel_config {
    const char *path;
    urne_str body, title;
    uint64_t size, lottery, kmin;
    bool maximin;
    bool dice;         /* the dice are the number; else it comes from the seed */
    bool open;         /* features are public */
    bool all;          /* counts of all panels are public; else of the one drawn */
    urne_str *address; /* columns of the pool: at most one person a household */
    size_t n_address;  /* 0: no household rule */
    urne_place number_at;
    urne_source *sources;
    size_t n_sources;
    urne_roles roles;
} urne_panel_config;

/* True when this looks like a panel.json: an object whose "urne" is "panel/...". What
 * is wrong with it is left to urne_panel_config_read. */
bool urne_panel_config_is(urne_arena *arena, urne_str json);

/* Reads panel.json; `path` names it in diagnostics. Whether the number can come from
 * the sources is not judged here. */
URNE_MUST_USE urne_code urne_panel_config_read(urne_panel_config **out,
                                               urne_arena *arena, urne_str json,
                                               const char *path, urne_err *err);

#endif

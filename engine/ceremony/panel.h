/* ceremony/panel: what is behind urne_panel. */
#ifndef URNE_CEREMONY_PANEL_H
#define URNE_CEREMONY_PANEL_H

#include "panel/pool.h"
#include "urne/panel.h"

struct urne_panel {
    urne_panel_pool pool;
    urne_panel_summary summary;
};

#endif

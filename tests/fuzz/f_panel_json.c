/* model/panel_config: whatever is accepted is within the limits of quotas.txt. */
#include "model/panel_config.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_panel_config *c;
    urne_err err = URNE_ERR_NONE;
    if (urne_panel_config_read(&c, arena, in, "panel.json", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        HOLDS(err.diag[0].line >= 1 && err.diag[0].column >= 1);
    } else {
        HOLDS(urne_panel_config_is(arena, in));
        HOLDS(c->size >= 1 && c->size <= URNE_PANEL_SEATS_MAX);
        HOLDS(c->lottery >= 1 && c->lottery <= URNE_PANEL_LOTTERY_MAX);
        HOLDS(c->kmin >= 1 && c->kmin <= URNE_PANEL_SEATS_MAX);
        HOLDS(!c->open || (c->all && c->kmin == 1));
        HOLDS(c->n_address <= URNE_PANEL_ADDRESS_MAX);
        HOLDS(c->n_sources >= 1 && c->n_sources <= 64);
        HOLDS(c->body.n > 0 && c->title.n > 0);
    }
    urne_arena_free(arena);
    return 0;
}

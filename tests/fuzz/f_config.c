/* model/config: rules that are accepted are within what rules.txt can say. */
#include "model/config.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_config *c;
    urne_err err = URNE_ERR_NONE;
    if (urne_config_read(&c, arena, in, "dir/rules.json", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        HOLDS(err.diag[0].line >= 1 && err.diag[0].column >= 1);
        urne_arena_free(arena);
        return 0;
    }
    HOLDS(c->body.n >= 1 && c->body.n <= 200 && c->title.n >= 1 && c->title.n <= 200);
    HOLDS(c->n_identity >= 1 && c->n_identity <= 16);
    HOLDS(c->n_attributes <= 8 && c->n_household >= 1 && c->n_household <= 16);
    HOLDS(c->n_axes <= 16 && c->n_sources >= 1 && c->n_sources <= 64);
    HOLDS(c->seats >= 1 && c->seats <= 1000000 && c->substitutes <= 1000000);
    HOLDS(c->kmin >= 1 && c->kmin <= 1000000);
    for (size_t i = 0; i < c->n_axes; i++) {
        HOLDS(c->axes[i].n_bands == 0 || c->axes[i].bands[0] >= 1);
    }
    for (size_t i = 0; i < c->n_exclusions; i++) {
        HOLDS(c->exclusions[i].path[0] != '\0');
    }
    urne_config_needs(c, URNE_STR("sex"));
    urne_arena_free(arena);
    return 0;
}

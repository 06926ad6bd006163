/* model/rules: what is accepted is written again byte for byte, and keeps the promises
 * that the draw relies on. */
#include "model/rules.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_rules *r;
    urne_err err = URNE_ERR_NONE;
    if (urne_rules_read(&r, arena, in, "r", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        urne_arena_free(arena);
        return 0;
    }
    HOLDS(urne_str_eq(urne_rules_write(arena, r), in));
    HOLDS(r->n_strata >= 1 && r->n_strata <= 4096 && r->n_attrs <= 8);
    HOLDS(r->n_identity >= 1 && r->n_identity <= 16 && r->seats >= 1 && r->kmin >= 1);
    uint64_t seats = 0, substitutes = 0;
    for (size_t h = 0; h < r->n_strata; h++) {
        const urne_stratum *s = &r->strata[h];
        HOLDS(s->electors >= 1 && s->g1 <= r->n_groups[0] && s->g2 <= r->n_groups[1]);
        HOLDS((s->g1 == 0) == (r->n_groups[0] == 0));
        HOLDS((s->g2 == 0) == (r->n_groups[1] == 0));
        seats += s->seats;
        substitutes += s->substitutes;
    }
    HOLDS(r->method != URNE_METHOD_QUOTA ||
          (seats == r->seats && substitutes == r->substitutes));
    for (size_t k = 0; k < 2; k++) {
        for (size_t g = 0; g < r->n_groups[k]; g++) {
            HOLDS(r->groups[k][g].parent <= g);
        }
    }
    urne_arena_free(arena);
    return 0;
}

/* model/pb: what is accepted, written again, reads as the same bytes; checks never
 * fail. */
#include "fuzz/target.h"
#include "model/pb_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str bytes = fuzz_input(data, size);
    urne_findings findings = urne_findings_new(arena);
    urne_election *e, *again;
    if (urne_pb_read(&e, &findings, arena, bytes, "f", &err) == URNE_OK) {
        HOLDS(err.count == 0);
        urne_pb_check(&findings, e, bytes);
        urne_str written = urne_pb_write(arena, e);
        HOLDS(urne_pb_read(&again, NULL, arena, written, "g", &err) == URNE_OK);
        HOLDS(again->n_ballots == e->n_ballots && again->n_projects == e->n_projects);
        HOLDS(again->budget == e->budget && again->places == e->places);
        HOLDS(urne_str_eq(urne_pb_write(arena, again), written));
    } else {
        fuzz_refusal(&err, bytes);
    }
    urne_arena_free(arena);
    return 0;
}

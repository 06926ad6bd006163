/* The later entries, the audit and the destruction among them: what is accepted is
 * written again byte for byte. And the record of outcomes: what is read once is read
 * again from what is written. */
#include "proof/later.h"
#include "proof/outcomes.h"
#include "target.h"

static void entry(urne_arena *arena, urne_str in, urne_later_kind kind)
{
    urne_later l;
    urne_err err = URNE_ERR_NONE;
    if (urne_later_read(&l, arena, in, "n", kind, &err) != URNE_OK) {
        fuzz_refusal(&err, in);
    } else {
        HOLDS(urne_str_eq(urne_later_write(arena, &l), in));
    }
}

static urne_str record(urne_arena *arena, urne_str in)
{
    urne_outcome *o;
    size_t n;
    urne_err err = URNE_ERR_NONE;
    urne_buf buf = urne_buf_new(arena, in.n);
    if (urne_outcomes_read(&o, &n, arena, in, "f", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return URNE_STR("");
    }
    for (size_t i = 0; i < n; i++) {
        urne_outcome_put(&buf, &o[i]);
    }
    return urne_buf_str(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_outcome *o;
    size_t n;
    entry(arena, in, URNE_LATER_AUDIT);
    entry(arena, in, URNE_LATER_DESTROY);
    urne_str once = record(arena, in);
    HOLDS(urne_str_eq(record(arena, once), once));
    if (urne_outcomes_typed(&o, &n, arena, false, in, NULL) == URNE_OK) {
        HOLDS(n <= in.n);
    }
    urne_arena_free(arena);
    return 0;
}

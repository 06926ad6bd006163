/* proof/transcript, proof/result: what is accepted is written again byte for byte. */
#include "proof/transcript.h"
#include "target.h"

static void announce(urne_arena *arena, urne_str in)
{
    urne_announce a;
    urne_err err = URNE_ERR_NONE;
    if (urne_announce_read(&a, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
    } else {
        HOLDS(urne_str_eq(urne_announce_write(arena, &a), in));
    }
}

static void commit(urne_arena *arena, urne_str in)
{
    urne_commit c;
    urne_err err = URNE_ERR_NONE;
    if (urne_commit_read(&c, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(c.n_sources >= 1 && c.n_sources <= 64);
    if (c.n_sealed + c.n_rollcopies == 0 && !c.has_audit) {
        HOLDS(urne_str_eq(urne_commit_write(arena, &c), in));
    }
}

static void reveals(urne_arena *arena, urne_str in)
{
    urne_reveals r;
    urne_err err = URNE_ERR_NONE;
    if (urne_reveals_read(&r, arena, in, "n", "reveals", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(urne_str_eq(urne_reveals_write(arena, "reveals", &r), in));
}

static void result(urne_arena *arena, urne_str in)
{
    urne_result r;
    urne_err err = URNE_ERR_NONE;
    if (urne_result_read(&r, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    urne_buf buf = urne_buf_new(arena, in.n);
    urne_result_begin(&buf, &r);
    for (size_t i = 0; i < r.n_lines; i++) {
        urne_result_step(&buf, &r.lines[i]);
    }
    urne_buf_addz(&buf, "end\n");
    HOLDS(urne_str_eq(urne_buf_str(&buf), in));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size), ceremony;
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    announce(arena, in);
    commit(arena, in);
    reveals(arena, in);
    result(arena, in);
    if (urne_seed_read(&ceremony, arena, in, "n", &err) == URNE_OK) {
        HOLDS(ceremony.n == 32);
    } else {
        fuzz_refusal(&err, in);
    }
    urne_arena_free(arena);
    return 0;
}

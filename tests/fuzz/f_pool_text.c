/* proof/pool: the first byte says which file of a panel's dossier the rest is; what is
 * accepted is written again byte for byte. */
#include "proof/pool.h"
#include "target.h"

/* Two categories of two and three features; the bits of `dress` say how it is
 * published. */
static urne_pool_rules *five(urne_arena *arena, unsigned dress)
{
    urne_pool_rules *r = urne_arena_alloc(arena, sizeof *r);
    *r = (urne_pool_rules){.size = 2,
                           .lottery = 3,
                           .kmin = 1,
                           .open = (dress & 1) != 0,
                           .all = (dress & 3) != 0,
                           .households = (dress & 4) != 0,
                           .categories = 2,
                           .features = 5};
    r->first = urne_arena_array(arena, 3, sizeof *r->first);
    r->category = urne_arena_array(arena, 2, sizeof *r->category);
    r->feature = urne_arena_array(arena, 5, sizeof *r->feature);
    for (uint32_t f = 0; f < 5; f++) {
        r->feature[f] = (urne_pool_feature){URNE_STR("x"), f < 2 ? 0 : 1, 0, 2};
    }
    r->first[1] = 2;
    r->first[2] = 5;
    return r;
}

static void rules(urne_arena *arena, urne_str in)
{
    urne_pool_rules *r;
    urne_err err = URNE_ERR_NONE;
    if (urne_pool_rules_read(&r, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(r->size > 0 && r->lottery > 0 && r->categories > 0);
    HOLDS(r->first[r->categories] == r->features);
    HOLDS(urne_str_eq(urne_pool_rules_write(arena, r), in));
}

static void pool(urne_arena *arena, urne_str in, unsigned dress)
{
    urne_pool_lines l;
    urne_err err = URNE_ERR_NONE;
    const urne_pool_rules *r = five(arena, dress);
    if (urne_pool_lines_read(&l, arena, r, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(l.n > 0 && l.at[l.n] == in.n);
    HOLDS(urne_str_eq(urne_pool_lines_write(arena, r, &l), in));
}

static void opened(urne_arena *arena, urne_str in, unsigned dress)
{
    urne_pool_open o;
    urne_err err = URNE_ERR_NONE;
    const urne_pool_rules *r = five(arena, dress);
    if (urne_pool_open_read(&o, arena, r, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(urne_str_eq(urne_pool_open_write(arena, r, &o), in));
    o.lines.pid = o.fsalt;
    if (o.lines.n < 100) {
        urne_panel_pool people;
        urne_pool_problem(&people, arena, r, &o.lines);
        HOLDS(people.n == o.lines.n && people.households <= o.lines.n / 2);
    }
}

static void counts(urne_arena *arena, urne_str in, unsigned dress)
{
    urne_pool_counts c;
    urne_err err = URNE_ERR_NONE;
    if (urne_pool_counts_read(&c, arena, five(arena, dress), in, "n", &err) !=
        URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(c.n > 0);
}

static void entries(urne_arena *arena, urne_str in)
{
    urne_pool_seal s;
    urne_panel_result p;
    urne_err err = URNE_ERR_NONE;
    if (urne_pool_seal_read(&s, arena, in, "n", &err) == URNE_OK) {
        HOLDS(s.n_levels > 0);
        HOLDS(s.common.has_lead || urne_str_eq(urne_pool_seal_write(arena, &s), in));
    } else {
        fuzz_refusal(&err, in);
    }
    if (urne_panel_result_read(&p, arena, in, "n", NULL) == URNE_OK) {
        HOLDS(urne_str_eq(urne_panel_result_write(arena, &p), in));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    urne_str in = fuzz_input(data + 1, size - 1);
    urne_arena *arena = urne_arena_new();
    switch (data[0] % 5) {
    case 0:
        rules(arena, in);
        break;
    case 1:
        pool(arena, in, data[0] / 5);
        break;
    case 2:
        opened(arena, in, data[0] / 5);
        break;
    case 3:
        counts(arena, in, data[0] / 5);
        break;
    default:
        entries(arena, in);
        break;
    }
    urne_arena_free(arena);
    return 0;
}

/* model/pool_csv and panel/types: the first byte chooses the columns of the address,
 * the rest is a CSV of people. Types, people and features must add up, and what a
 * household rule counts must be households. */
#include "fuzz/target.h"
#include "panel/types.h"

static const char *const address[] = {"street", "town"};

static void quotas_of(urne_quotas *q, urne_arena *arena)
{
    urne_csv csv;
    HOLDS(urne_csv_open(&csv, arena,
                        URNE_STR("feature;value;min;max\ngender;w;1;2\ngender;m;1;2\n"
                                 "age;young;0;3\nage;\xC3\xA2g\xC3\xA9;0;3\n"),
                        "q", NULL) == URNE_OK);
    HOLDS(urne_quotas_read(q, arena, &csv, NULL) == URNE_OK);
}

static void look(const urne_panel_pool *pool, bool rule)
{
    const urne_panel_problem *p = &pool->problem;
    int64_t persons = 0;
    HOLDS(p->categories == (rule ? 3 : 2) && p->types > 0 && pool->n > 0);
    for (size_t t = 0; t < p->types; t++) {
        HOLDS(p->persons[t] == (int64_t)(pool->first[t + 1] - pool->first[t]));
        persons += p->persons[t];
        size_t c = 0;
        while (t > 0 && urne_panel_of(p, t - 1)[c] == urne_panel_of(p, t)[c]) {
            c++;
        }
        HOLDS(t == 0 || urne_panel_of(p, t - 1)[c] < urne_panel_of(p, t)[c]);
    }
    HOLDS(persons == (int64_t)pool->n);
    for (size_t i = 0; i < pool->n; i++) {
        uint32_t place = pool->first[pool->type[pool->person[i]]];
        HOLDS(place <= i && pool->id[i].n > 0);
        HOLDS(rule || pool->household[i] == URNE_NO_HOUSEHOLD);
    }
    int64_t homes = 0;
    for (size_t f = pool->quoted; f + 1 < p->features; f++) {
        HOLDS(pool->feature[f].persons >= 2 * p->hi[f] && p->hi[f] > 0);
        homes += p->hi[f];
    }
    HOLDS(homes == (int64_t)pool->households);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    size_t n = size == 0 ? 0 : data[0] % 3;
    urne_str bytes = fuzz_input(size == 0 ? data : data + 1, size == 0 ? 0 : size - 1);
    urne_csv csv;
    urne_quotas q;
    urne_respondents people;
    quotas_of(&q, arena);
    if (urne_csv_open(&csv, arena, bytes, "f", &err) != URNE_OK ||
        urne_respondents_read(&people, arena, &csv, &q, address, n, &err) != URNE_OK) {
        fuzz_refusal(&err, bytes);
    } else {
        urne_panel_pool pool;
        HOLDS(err.count == 0);
        urne_panel_types(&pool, arena, &q, &people, 2, n > 0);
        look(&pool, n > 0);
    }
    urne_arena_free(arena);
    return 0;
}

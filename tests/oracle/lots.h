/* oracle/lots: repeatable choices for tests (splitmix64), and their knobs.
 *
 * URNE_TEST_SEED=N   another run of the same properties (default 1)
 * URNE_TEST_SCALE=N  N times as many instances (default 1)
 * A failing property prints LOTS_HERE: the seed and the number of the instance. */
#ifndef ORACLE_LOTS_H
#define ORACLE_LOTS_H

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>

#define LOTS_HERE "URNE_TEST_SEED=%" PRIu64 ", instance %" PRIu64 ": "

static inline uint64_t lots_knob(const char *name)
{
    const char *text = getenv(name);
    uint64_t v = text == NULL ? 1 : strtoull(text, NULL, 10);
    return v == 0 ? 1 : v;
}

static inline uint64_t lots_seed(void)
{
    return lots_knob("URNE_TEST_SEED");
}

static inline uint64_t lots_scale(uint64_t instances)
{
    return instances * lots_knob("URNE_TEST_SCALE");
}

static inline uint64_t lots_next(uint64_t *state)
{
    uint64_t x = *state += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* The state of one instance: instances do not depend on each other. */
static inline uint64_t lots_at(uint64_t instance)
{
    uint64_t state = lots_seed() * 0x2545f4914f6cdd1du + instance;
    return lots_next(&state);
}

/* 0 .. n - 1; the bias of the remainder does not matter here. */
static inline uint64_t lots_below(uint64_t *state, uint64_t n)
{
    return lots_next(state) % n;
}

#endif

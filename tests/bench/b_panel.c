/* b_panel stages|solve DIR K, b_panel stages|solve made N K CATEGORIES: the levels that
 * the quotas allow, or the fairest lottery with everything that proves it, of a folder
 * with categories.csv and respondents.csv or of a pool that is made. */
#include "base/arena.h"
#include "oracle/pools.h"
#include "panel/solve.h"

static pools *get(urne_arena *arena, int argc, char **argv)
{
    if (argc == 6 && strcmp(argv[2], "made") == 0) {
        return pools_make(arena, strtoul(argv[3], NULL, 10), strtol(argv[4], NULL, 10),
                          strtoul(argv[5], NULL, 10), 1);
    }
    return argc == 4 ? pools_read(arena, argv[2], strtol(argv[3], NULL, 10)) : NULL;
}

int main(int argc, char **argv)
{
    urne_arena *arena = urne_arena_new();
    pools *s = get(arena, argc, argv);
    urne_panel_solution out = {.lottery = {.n = 0}};
    bool done;
    if (s == NULL) {
        fprintf(stderr,
                "usage: b_panel stages|solve DIR K | stages|solve made N K C\n");
        return 2;
    }
    if (strcmp(argv[1], "stages") == 0) {
        done = urne_leximin_solve(&out.leximin, arena, &s->p, false);
    } else {
        done = urne_panel_solve(&out, arena, &s->p, false) == URNE_SOLVE_DONE;
    }
    printf("%zu people, %zu types, %zu levels, %zu cuts, %zu panels\n", s->n,
           s->p.types, out.leximin.n_stages, s->p.n_cuts, out.lottery.n);
    urne_arena_free(arena);
    return !done;
}

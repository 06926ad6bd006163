/* b_panel solve DIR K, b_panel made N K CATEGORIES: the fairest lottery over the panels
 * of a folder, or of a pool that is made, with everything that proves it. */
#include "base/arena.h"
#include "oracle/pools.h"
#include "panel/solve.h"

int main(int argc, char **argv)
{
    urne_arena *arena = urne_arena_new();
    pools *s = NULL;
    urne_panel_solution out;
    if (argc == 4 && strcmp(argv[1], "solve") == 0) {
        s = pools_read(arena, argv[2], strtol(argv[3], NULL, 10));
    } else if (argc == 5 && strcmp(argv[1], "made") == 0) {
        s = pools_make(arena, strtoul(argv[2], NULL, 10), strtol(argv[3], NULL, 10),
                       strtoul(argv[4], NULL, 10), 1);
    }
    if (s == NULL) {
        fprintf(stderr, "usage: b_panel solve DIR K | made N K CATEGORIES\n");
        return 2;
    }
    urne_solve_end end = urne_panel_solve(&out, arena, &s->p, false);
    printf("%zu people, %zu types, %zu levels, %zu cuts, %zu panels, end %d\n", s->n,
           s->p.types, out.leximin.n_stages, s->p.n_cuts, out.lottery.n, (int)end);
    urne_arena_free(arena);
    return end != URNE_SOLVE_DONE;
}

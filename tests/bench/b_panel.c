/* b_panel stages|solve DIR K: the levels that the quotas allow, or the fairest lottery
 * with everything that proves it, of a folder with categories.csv and respondents.csv.
 * b_panel write DIR N K CATEGORIES: makes a pool and quotas, and writes such a folder.
 */
#include "base/arena.h"
#include "oracle/pools.h"
#include "panel/solve.h"

#include <stdlib.h>

static FILE *open_in(const char *dir, const char *name)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    return f;
}

/* Categories are c1, c2, ...; values v1, v2, ... over all of them; people 1, 2, ... */
static bool write_pool(const pools *s, const char *dir)
{
    FILE *f = open_in(dir, "categories.csv");
    fprintf(f, "category,feature,min,max\n");
    for (size_t r = 0; r < s->p.features; r++) {
        long lo = (long)(s->lo[r] > 0 ? s->lo[r] : 0);
        fprintf(f, "c%zu,v%zu,%ld,%ld\n", s->of[r] + 1, r + 1, lo, (long)s->hi[r]);
    }
    bool good = fclose(f) == 0;
    f = open_in(dir, "respondents.csv");
    fprintf(f, "id");
    for (size_t c = 0; c < s->p.categories; c++) {
        fprintf(f, ",c%zu", c + 1);
    }
    for (size_t i = 0; i < s->n; i++) {
        fprintf(f, "\n%zu", i + 1);
        for (size_t c = 0; c < s->p.categories; c++) {
            fprintf(f, ",v%u", s->person[i].feature[c] + 1);
        }
    }
    fprintf(f, "\n");
    return fclose(f) == 0 && good;
}

static int solve(const char *how, pools *s, urne_arena *arena)
{
    urne_panel_solution out = {.lottery = {.n = 0}};
    bool done = strcmp(how, "stages") == 0
                    ? urne_leximin_solve(&out.leximin, arena, &s->p, false)
                    : urne_panel_solve(&out, arena, &s->p, false) == URNE_SOLVE_DONE;
    printf("%zu people, %zu types, %zu levels, %zu cuts, %zu panels\n", s->n,
           s->p.types, out.leximin.n_stages, s->p.n_cuts, out.lottery.n);
    return !done;
}

int main(int argc, char **argv)
{
    int status = 2;
    urne_arena *arena = urne_arena_new();
    if (argc == 6 && strcmp(argv[1], "write") == 0) {
        const pools *s =
            pools_make(arena, strtoul(argv[3], NULL, 10), strtol(argv[4], NULL, 10),
                       strtoul(argv[5], NULL, 10), 1);
        status = !write_pool(s, argv[2]);
    } else if (argc == 4 && strcmp(argv[1], "write") != 0) {
        pools *s = pools_read(arena, argv[2], strtol(argv[3], NULL, 10));
        status = s == NULL ? 2 : solve(argv[1], s, arena);
    } else {
        fprintf(stderr, "usage: b_panel stages|solve DIR K | write DIR N K C\n");
    }
    urne_arena_free(arena);
    return status;
}

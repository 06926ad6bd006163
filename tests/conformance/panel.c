/* panel FOLDER: the pools of FOLDER/NAME_K against FOLDER/expected.json: the levels of
 * the exactly fairest lottery over panels of K, and a lottery that has them. TAP. */
#include "base/file.h"
#include "oracle/pools.h"
#include "panel/solve.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <time.h>

typedef struct level {
    mpq_t chance;
    int64_t persons;
} level;

static int by_chance(const void *a, const void *b)
{
    const level *x = a, *y = b;
    return mpq_cmp(x->chance, y->chance);
}

/* Chances of x, ascending, with how many people have each. */
static size_t levels_of(level *out, const urne_panel_problem *p, mpq_t *x)
{
    size_t n = 0;
    for (size_t t = 0; t < p->types; t++) {
        mpq_t persons;
        mpq_inits(persons, out[t].chance, NULL);
        mpq_set_si(persons, (long)p->persons[t], 1);
        mpq_div(out[t].chance, x[t], persons);
        mpq_clear(persons);
        out[t].persons = p->persons[t];
    }
    qsort(out, p->types, sizeof *out, by_chance);
    for (size_t t = 0; t < p->types; t++) {
        if (n > 0 && mpq_equal(out[n - 1].chance, out[t].chance)) {
            out[n - 1].persons += out[t].persons;
        } else {
            mpq_set(out[n].chance, out[t].chance);
            out[n++].persons = out[t].persons;
        }
    }
    return n;
}

static bool is_as_expected(const cJSON *expected, const level *own, size_t n)
{
    bool same = cJSON_GetArraySize(expected) == (int)n;
    for (size_t i = 0; i < n && same; i++) {
        const cJSON *pair = cJSON_GetArrayItem(expected, (int)i);
        const cJSON *chance = cJSON_GetArrayItem(pair, 0);
        const cJSON *persons = cJSON_GetArrayItem(pair, 1);
        mpq_t due;
        mpq_init(due);
        same = cJSON_IsString(chance) && cJSON_IsNumber(persons) &&
               mpq_set_str(due, chance->valuestring, 10) == 0 &&
               mpq_equal(due, own[i].chance) && persons->valueint == own[i].persons;
        mpq_clear(due);
    }
    return same;
}

/* Whether a panel keeps quotas and pool. */
static bool is_panel(const urne_panel_problem *p, const int64_t *at)
{
    int64_t count[POOLS_FEATURES] = {0}, all = 0;
    bool good = true;
    for (size_t t = 0; t < p->types; t++) {
        good = good && at[t] >= 0 && at[t] <= p->persons[t];
        all += at[t];
        for (size_t c = 0; c < p->categories; c++) {
            count[p->feature[t * p->categories + c]] += at[t];
        }
    }
    for (size_t f = 0; f < p->features; f++) {
        good = good && count[f] >= p->lo[f] && count[f] <= p->hi[f];
    }
    return good && all == p->k;
}

/* Whether the lottery is one over panels, with exactly the chances of x. */
static bool is_lottery(const urne_panel_problem *p, const urne_panel_lottery *l,
                       mpq_t *x)
{
    mpq_t sum, part;
    bool good = true;
    mpq_inits(sum, part, NULL);
    for (size_t i = 0; i < l->n; i++) {
        good = good && mpq_sgn(l->weight[i]) > 0 && is_panel(p, l->panel[i]);
        mpq_add(sum, sum, l->weight[i]);
    }
    good = good && mpq_cmp_ui(sum, 1, 1) == 0;
    for (size_t t = 0; t < p->types && good; t++) {
        mpq_set_ui(sum, 0, 1);
        for (size_t i = 0; i < l->n; i++) {
            if (l->panel[i][t] != 0) {
                mpq_set_si(part, (long)l->panel[i][t], 1);
                mpq_mul(part, part, l->weight[i]);
                mpq_add(sum, sum, part);
            }
        }
        good = mpq_equal(sum, x[t]);
    }
    mpq_clears(sum, part, NULL);
    return good;
}

static bool compare(const char *folder, const cJSON *instance, unsigned number)
{
    char path[1000];
    const char *name = instance->string, *k = strrchr(name, '_');
    urne_arena *arena = urne_arena_new();
    urne_panel_solution s;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    pools *pool = k == NULL ? NULL : pools_read(arena, path, strtol(k + 1, NULL, 10));
    clock_t begin = clock();
    const char *wrong = pool == NULL ? "cannot be read" : NULL;
    if (wrong == NULL &&
        urne_panel_solve(&s, arena, &pool->p, false) != URNE_SOLVE_DONE) {
        wrong = "is not solved";
    }
    long ms = (long)((clock() - begin) / (CLOCKS_PER_SEC / 1000));
    if (wrong == NULL) {
        level *own = urne_arena_array(arena, pool->p.types, sizeof *own);
        size_t n = levels_of(own, &pool->p, s.leximin.x);
        const cJSON *levels = cJSON_GetObjectItem(instance, "levels");
        wrong = !is_as_expected(levels, own, n)                  ? "has other levels"
                : !is_lottery(&pool->p, &s.lottery, s.leximin.x) ? "has no such lottery"
                                                                 : NULL;
        for (size_t t = 0; t < pool->p.types; t++) {
            mpq_clear(own[t].chance);
        }
        printf(
            "# %s: %zu people, %zu types, %zu levels, %zu cuts, %zu panels, %ld ms\n",
            name, pool->n, pool->p.types, n, pool->p.n_cuts, s.lottery.n, ms);
    }
    printf("%s %u - %s %s\n", wrong == NULL ? "ok" : "not ok", number, name,
           wrong == NULL ? "has the levels due, and a lottery" : wrong);
    fflush(stdout);
    urne_arena_free(arena);
    return wrong == NULL;
}

int main(int argc, char **argv)
{
    char path[1000];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str text;
    unsigned n = 0, good = 0;
    snprintf(path, sizeof path, "%s/expected.json", argc == 2 ? argv[1] : "");
    cJSON *all = NULL;
    if (urne_file_read(&text, arena, path, SIZE_MAX, &err) == URNE_OK) {
        all = cJSON_ParseWithLength(text.p, text.n);
    }
    for (const cJSON *i = all == NULL ? NULL : all->child; i != NULL; i = i->next) {
        good += compare(argv[1], i, ++n);
    }
    printf("1..%u\n", n);
    cJSON_Delete(all);
    urne_arena_free(arena);
    return n > 0 && good == n ? EXIT_SUCCESS : EXIT_FAILURE;
}

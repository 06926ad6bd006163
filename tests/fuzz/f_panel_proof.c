/* panel/check: the first byte says which of the worked pools of panel-1 §8 the rest is
 * a certificate for. Whatever is accepted proves the levels of that pool and no others.
 */
#include "oracle/panel_case.h"
#include "target.h"

typedef struct truth {
    urne_panel_objective best; /* NONE: the pool has no panel */
    size_t n;
    const char *chance[3];
    size_t first; /* above 0 */
} truth;

static void judge(const urne_panel_checked *got, const truth *due)
{
    HOLDS((got->objective == URNE_PANEL_NONE) == (due->best == URNE_PANEL_NONE));
    if (got->objective == URNE_PANEL_LEXIMIN) {
        HOLDS(got->n_levels == due->n && got->claimed == due->n);
        for (size_t l = 0; l < due->n; l++) {
            HOLDS(strcmp(got->level[l].chance, due->chance[l]) == 0);
        }
    } else if (got->objective == URNE_PANEL_MAXIMIN) {
        HOLDS(got->claimed == due->first + 1);
        HOLDS(strcmp(got->level[due->first].chance, due->chance[due->first]) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const truth truths[] = {
        {URNE_PANEL_LEXIMIN, 3, {"1/3", "5/9", "2/3"}, 0},
        {URNE_PANEL_LEXIMIN, 2, {"1/3", "1/2"}, 0},
        {URNE_PANEL_LEXIMIN, 2, {"0", "2/3"}, 1},
        {URNE_PANEL_NONE, 0, {NULL}, 0},
    };
    if (size == 0) {
        return 0;
    }
    unsigned which = (data[0] - 'e') % 4u;
    panel_case c = which == 0   ? case_eight()
                   : which == 1 ? case_corners(0, 1)
                   : which == 2 ? case_corners(0, 0)
                                : case_corners(1, 1);
    urne_str in = fuzz_input(data + 1, size - 1);
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_panel_checked got;
    if (urne_panel_check(&got, arena, panel_case_of(&c), in, "n", &err) == URNE_OK) {
        judge(&got, &truths[which]);
    } else {
        fuzz_refusal(&err, in);
    }
    urne_arena_free(arena);
    return 0;
}

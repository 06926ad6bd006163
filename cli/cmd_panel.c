#include "panel.h"

#include <stdlib.h>
#include <string.h>

int cmd_panel(int argc, char **argv)
{
    static const sub subs[] = {{"check", "controler", PANEL_CHECK, panel_check},
                               {"solve", "resoudre", PANEL_SOLVE, panel_solve},
                               {"draw", "tirer", PANEL_DRAW, panel_draw},
                               {"seal", "sceller", PANEL_SEAL, panel_seal},
                               {NULL, NULL, NULL, NULL}};
    return run_sub("panel", subs, argc, argv);
}

int panel_load(urne_panel **out, urne_arena *arena, const line *l,
               const panel_words *words)
{
    const char *missing = words->pool == NULL     ? "--pool"
                          : words->quotas == NULL ? "--quotas"
                          : words->size == NULL   ? "--size"
                                                  : NULL;
    if (missing != NULL) {
        return usage_error(l, URNE_E_USE_MISSING, missing, l->verb);
    }
    urne_panel_options o = {.pool = words->pool, .quotas = words->quotas};
    int exit = parse_number(l, "--size", words->size, &o.size);
    if (exit >= 0) {
        return exit;
    }
    urne_err err = URNE_ERR_NONE;
    const char **address;
    o.n_address = value_split(&address, words->household, ",\n");
    o.address = address;
    if (urne_panel_load(out, arena, &o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    }
    free(address);
    return exit;
}

void json_panel(json *j, const urne_panel_summary *s)
{
    json_num(j, "size", s->size);
    json_num(j, "pool", s->persons);
    json_num(j, "types", s->types);
}

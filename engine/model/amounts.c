#include "model/gather.h"

/* *text gets a point for a comma. False when it is no amount, or could be two. */
static bool tidy(urne_amount_text *a, urne_arena *arena, urne_findings *findings)
{
    urne_str text = a->text;
    const char *comma = text.n == 0 ? NULL : memchr(text.p, ',', text.n);
    if (comma != NULL) {
        size_t at = (size_t)(comma - text.p);
        if (text.n - at - 1 == 3) {
            return false; /* thousands, or three places: nobody can say */
        }
        char *pointed = urne_arena_alloc(arena, text.n);
        memcpy(pointed, text.p, text.n);
        pointed[at] = '.';
        a->text.p = pointed;
        if (urne_decimal_places(a->text) < 0) {
            a->text = text;
            return false;
        }
        urne_find(findings, URNE_E_PB_COMMA, a->at, URNE_SHOW(text), NULL);
    }
    int places = urne_decimal_places(a->text);
    return places >= 0 && places <= URNE_PLACES_MAX;
}

typedef struct reading {
    urne_election *e;
    urne_arena *arena;
    urne_findings *findings;
    urne_err *err;
    urne_code first;
} reading;

static void no(reading *r, const urne_amount_text *a, const char *name)
{
    urne_code code =
        urne_fail(r->err, URNE_E_PB_AMOUNT, a->at, URNE_SHOW(a->text), name, NULL);
    r->first = r->first == URNE_OK ? code : r->first;
}

static void places(reading *r, urne_amount_text *a, const char *name)
{
    if (!tidy(a, r->arena, r->findings)) {
        no(r, a, name);
        a->text = URNE_STR("0");
        return;
    }
    unsigned n = (unsigned)urne_decimal_places(a->text);
    r->e->places = n > r->e->places ? n : r->e->places;
}

static uint64_t value(reading *r, const urne_amount_text *a, const char *name)
{
    uint64_t v = 0;
    if (!urne_decimal_read(a->text, r->e->places, &v)) {
        no(r, a, name);
    }
    return v;
}

urne_code urne_gather_amounts(urne_election *e, urne_arena *arena,
                              urne_amount_text *budget, urne_amount_text *costs,
                              urne_findings *findings, urne_err *err)
{
    reading r = {e, arena, findings, err, URNE_OK};
    e->places = 2;
    if (budget != NULL) {
        places(&r, budget, "budget");
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        places(&r, &costs[i], "cost");
    }
    if (budget != NULL) {
        e->budget = value(&r, budget, "budget");
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        e->projects[i].cost = value(&r, &costs[i], "cost");
    }
    return r.first;
}

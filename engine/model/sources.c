#include "model/sources.h"

#include "base/day.h"
#include "codec/note.h"
#include "crypto/beacon.h"

/* Draw-1 §7.4: most sources; the lead of a beacon that nobody chose, and the least. */
enum { SOURCES_MAX = 64, LABEL_MAX = 16, DICE_MAX = 512 };
enum { LEAD_USUAL = 86400, LEAD_MIN = 600 };

/* A reading in progress. */
typedef struct reader {
    const urne_members *in;
    bool beacon; /* some source is one */
    bool few;    /* few dice are enough */
    urne_source *out;
    size_t n;
} reader;

static urne_source *add(reader *r, urne_source_kind kind)
{
    urne_source *s = &r->out[r->n++];
    *s = (urne_source){.kind = kind};
    return s;
}

static urne_code too_many(const reader *r, const urne_json *v)
{
    return urne_member_wrong(r->in, v, N_("a list of 1 to 64 sources"));
}

static urne_code read_dice(reader *r, const urne_json *v)
{
    static const char *const keys[] = {"dice", "sides", NULL};
    URNE_TRY(urne_json_only(v, keys, r->in->err));
    urne_source *s = add(r, URNE_SOURCE_DICE);
    s->sides = 10;
    if (urne_json_find(v, "sides") != NULL) {
        const urne_json *sides;
        URNE_TRY(urne_member_get(r->in, v, "sides", URNE_JSON_INT, &sides));
        if (sides->num != 6 && sides->num != 10) {
            return urne_member_wrong(r->in, sides, N_("6 or 10"));
        }
        s->sides = sides->num;
    }
    /* Without a beacon the dice move last: at least 2^66 outcomes. */
    uint64_t least = r->beacon || r->few ? 1 : s->sides == 10 ? 20 : 26;
    return urne_member_u64(r->in, v, "dice", least, DICE_MAX, &s->count);
}

static urne_code read_lottery(reader *r, const urne_json *v, const urne_json *label)
{
    static const char *const keys[] = {"lottery", "on", NULL};
    URNE_TRY(urne_json_only(v, keys, r->in->err));
    if (label->kind != URNE_JSON_TEXT || !urne_name_ok(label->text, LABEL_MAX)) {
        return urne_member_wrong(r->in, label,
                                 N_("a label of lower-case letters, at most 16"));
    }
    urne_source *s = add(r, URNE_SOURCE_LOTTERY);
    s->label = label->text;
    return urne_member_day(r->in, v, "on", &s->date);
}

/* Each party is a source of its own; its commitment comes with the seal. */
static urne_code read_parties(reader *r, const urne_json *v, const urne_json *list)
{
    static const char *const keys[] = {"contributions", NULL};
    URNE_TRY(urne_json_only(v, keys, r->in->err));
    if (!r->beacon) {
        return urne_fail(r->in->err, URNE_E_SEAL_PARTIES, v->at, NULL);
    }
    if (list->kind != URNE_JSON_LIST || list->n == 0) {
        return urne_member_wrong(r->in, list, N_("a list of parties"));
    }
    for (size_t i = 0; i < list->n; i++) {
        const urne_json *name = &list->item[i];
        if (name->kind != URNE_JSON_TEXT || !urne_name_ok(name->text, LABEL_MAX)) {
            return urne_member_wrong(
                r->in, list, N_("made of names of lower-case letters, at most 16"));
        }
        for (size_t j = 0; j < r->n; j++) {
            if (r->out[j].kind == URNE_SOURCE_PARTY &&
                urne_str_eq(r->out[j].label, name->text)) {
                return urne_fail(r->in->err, URNE_E_RULES_TWICE, name->at,
                                 URNE_SHOW(name->text), NULL);
            }
        }
        if (r->n == SOURCES_MAX) {
            return too_many(r, list);
        }
        add(r, URNE_SOURCE_PARTY)->label = name->text;
    }
    return URNE_OK;
}

static urne_code read_drand(reader *r, const urne_json *v, const urne_json *chain)
{
    static const char *const keys[] = {"drand", "at", "lead", NULL};
    const urne_json *at;
    int64_t seconds;
    URNE_TRY(urne_json_only(v, keys, r->in->err));
    if (chain->kind != URNE_JSON_TEXT || !urne_str_is(chain->text, "quicknet")) {
        return urne_member_wrong(r->in, chain,
                                 N_("quicknet, the only chain that is known here"));
    }
    for (size_t i = 0; i < r->n; i++) {
        if (r->out[i].kind == URNE_SOURCE_DRAND) {
            return urne_fail(r->in->err, URNE_E_RULES_TWICE, v->at, "drand", NULL);
        }
    }
    URNE_TRY(urne_member_get(r->in, v, "at", URNE_JSON_TEXT, &at));
    if (!urne_time_parse(at->text, &seconds) || seconds <= URNE_BEACON_GENESIS) {
        return urne_member_wrong(r->in, at, N_("a time, such as 2026-10-05T16:15:00Z"));
    }
    urne_source *s = add(r, URNE_SOURCE_DRAND);
    s->hex = URNE_STR(URNE_BEACON_CHAIN);
    s->count = urne_beacon_round_at(seconds);
    s->lead = LEAD_USUAL;
    return urne_json_find(v, "lead") == NULL
               ? URNE_OK
               : urne_member_u64(r->in, v, "lead", LEAD_MIN, URNE_INT_MAX - 1,
                                 &s->lead);
}

static urne_code read_source(reader *r, const urne_json *v)
{
    URNE_TRY(urne_member_object(r->in, v));
    const urne_json *label = urne_json_find(v, "lottery");
    const urne_json *parties = urne_json_find(v, "contributions");
    const urne_json *chain = urne_json_find(v, "drand");
    if (r->n == SOURCES_MAX) {
        return too_many(r, v);
    }
    if (urne_json_find(v, "dice") != NULL) {
        return read_dice(r, v);
    }
    if (label != NULL) {
        return read_lottery(r, v, label);
    }
    if (parties != NULL) {
        return read_parties(r, v, parties);
    }
    if (chain != NULL) {
        return read_drand(r, v, chain);
    }
    const urne_json *later = v->n > 0 ? &v->item[0] : v;
    return urne_fail(r->in->err, URNE_E_RULES_LATER, later->at, URNE_SHOW(later->key),
                     NULL);
}

static urne_code read_all(reader *r, const urne_json *v)
{
    bool dice = false;
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > SOURCES_MAX) {
        return too_many(r, v);
    }
    for (size_t i = 0; i < v->n; i++) {
        r->beacon = r->beacon || (v->item[i].kind == URNE_JSON_OBJECT &&
                                  urne_json_find(&v->item[i], "drand") != NULL);
    }
    r->out = urne_arena_array(r->in->arena, SOURCES_MAX, sizeof *r->out);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(read_source(r, &v->item[i]));
    }
    for (size_t i = 0; i < r->n; i++) {
        dice = dice || r->out[i].kind == URNE_SOURCE_DICE;
    }
    /* With a beacon a throw is not needed, and is done to be seen. */
    return dice || r->beacon ? URNE_OK
                             : urne_fail(r->in->err, URNE_E_RULES_DICE, v->at, NULL);
}

urne_code urne_config_read_sources(const urne_members *in, const urne_json *v,
                                   urne_source **out, size_t *n)
{
    reader r = {.in = in};
    URNE_TRY(read_all(&r, v));
    *out = r.out;
    *n = r.n;
    return URNE_OK;
}

urne_code urne_config_read_number_sources(const urne_members *in, const urne_json *v,
                                          urne_source **out, size_t *n)
{
    reader r = {.in = in, .few = true};
    URNE_TRY(read_all(&r, v));
    *out = r.out;
    *n = r.n;
    return URNE_OK;
}

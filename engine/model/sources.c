#include "model/sources.h"

#include "codec/note.h"

static urne_code read_dice(const urne_members *r, const urne_json *v, urne_source *s)
{
    static const char *const keys[] = {"dice", "sides", NULL};
    URNE_TRY(urne_json_only(v, keys, r->err));
    s->sides = 10;
    if (urne_json_find(v, "sides") != NULL) {
        const urne_json *sides;
        URNE_TRY(urne_member_get(r, v, "sides", URNE_JSON_INT, &sides));
        if (sides->num != 6 && sides->num != 10) {
            return urne_member_wrong(r, sides, N_("6 or 10"));
        }
        s->sides = sides->num;
    }
    /* Without a beacon the dice move last: at least 2^66 outcomes. */
    return urne_member_u64(r, v, "dice", s->sides == 10 ? 20 : 26, 512, &s->count);
}

static urne_code read_source(const urne_members *r, const urne_json *v, urne_source *s)
{
    static const char *const keys[] = {"lottery", "on", NULL};
    URNE_TRY(urne_member_object(r, v));
    if (urne_json_find(v, "dice") != NULL) {
        s->kind = URNE_SOURCE_DICE;
        return read_dice(r, v, s);
    }
    const urne_json *label = urne_json_find(v, "lottery");
    if (label != NULL) {
        s->kind = URNE_SOURCE_LOTTERY;
        URNE_TRY(urne_json_only(v, keys, r->err));
        if (label->kind != URNE_JSON_TEXT || !urne_name_ok(label->text, 16)) {
            return urne_member_wrong(r, label,
                                     N_("a label of lower-case letters, at most 16"));
        }
        s->label = label->text;
        return urne_member_day(r, v, "on", &s->date);
    }
    const urne_json *later = v->n > 0 ? &v->item[0] : v;
    return urne_fail(r->err, URNE_E_RULES_LATER, later->at, URNE_SHOW(later->key),
                     NULL);
}

urne_code urne_config_read_sources(const urne_members *r, const urne_json *v,
                                   urne_source **out, size_t *n)
{
    bool dice = false;
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > 64) {
        return urne_member_wrong(r, v, N_("a list of 1 to 64 sources"));
    }
    *n = v->n;
    *out = urne_arena_array(r->arena, v->n, sizeof **out);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(read_source(r, &v->item[i], &(*out)[i]));
        dice = dice || (*out)[i].kind == URNE_SOURCE_DICE;
    }
    return dice ? URNE_OK : urne_fail(r->err, URNE_E_RULES_DICE, v->at, NULL);
}

#include "model/member.h"

#include "base/day.h"
#include "codec/note.h"

/* The key of a member; an item of a list has none and is shown itself. */
static const char *name_of(char buf[URNE_SHOWN_MAX], const urne_json *v)
{
    static const char *const shapes[] = {"null", "true", "", "", "[...]", "{...}"};
    if (v->key.n > 0 || v->kind == URNE_JSON_TEXT) {
        return urne_shown(buf, v->key.n > 0 ? v->key : v->text);
    }
    if (v->kind == URNE_JSON_INT) {
        return urne_shown(buf, urne_str_of(URNE_DEC(v->num)));
    }
    return v->kind == URNE_JSON_BOOL && v->num == 0 ? "false" : shapes[v->kind];
}

urne_code urne_member_wrong(const urne_members *r, const urne_json *v,
                            const char *wanted)
{
    return urne_fail(r->err, URNE_E_RULES_VALUE, v->at,
                     name_of((char[URNE_SHOWN_MAX]){0}, v), wanted, NULL);
}

urne_code urne_member_get(const urne_members *r, const urne_json *object,
                          const char *key, urne_json_kind kind, const urne_json **out)
{
    static const char *const kinds[] = {"null",           N_("true or false"),
                                        N_("an integer"), N_("a text"),
                                        N_("a list"),     N_("an object")};
    *out = urne_json_find(object, key);
    if (*out == NULL) {
        return urne_fail(r->err, URNE_E_RULES_MISSING, object->at, key, NULL);
    }
    if ((*out)->kind != kind) {
        return urne_member_wrong(r, *out, kinds[kind]);
    }
    return URNE_OK;
}

urne_code urne_member_u64(const urne_members *r, const urne_json *object,
                          const char *key, uint64_t least, uint64_t most, uint64_t *out)
{
    const urne_json *v;
    URNE_TRY(urne_member_get(r, object, key, URNE_JSON_INT, &v));
    if (v->num < least || v->num > most) {
        return urne_fail(r->err, URNE_E_RULES_RANGE, v->at, key, URNE_DEC(least),
                         URNE_DEC(most), NULL);
    }
    *out = v->num;
    return URNE_OK;
}

urne_code urne_member_day(const urne_members *r, const urne_json *object,
                          const char *key, urne_str *out)
{
    const urne_json *v;
    URNE_TRY(urne_member_get(r, object, key, URNE_JSON_TEXT, &v));
    if (!urne_day_exists(v->text)) {
        return urne_member_wrong(r, v, N_("a day YYYY-MM-DD"));
    }
    *out = v->text;
    return URNE_OK;
}

/* A text that goes into a note: 1 to 200 bytes, no space at the ends or doubled. */
urne_code urne_member_text(const urne_members *r, const urne_json *v, urne_str *out)
{
    bool ok = v->kind == URNE_JSON_TEXT && v->text.n > 0 && v->text.n <= URNE_TEXT_MAX;
    for (size_t i = 0; ok && i < v->text.n; i++) {
        bool edge = i == 0 || i + 1 == v->text.n || v->text.p[i + 1] == ' ';
        ok = v->text.p[i] != '\n' && v->text.p[i] != '\t' &&
             !(v->text.p[i] == ' ' && edge);
    }
    if (!ok) {
        return urne_member_wrong(r, v,
                                 N_("a text of 1 to 200 bytes without doubled spaces"));
    }
    *out = v->text;
    return URNE_OK;
}

urne_code urne_member_object(const urne_members *r, const urne_json *v)
{
    return v->kind == URNE_JSON_OBJECT ? URNE_OK
                                       : urne_member_wrong(r, v, N_("an object"));
}

#include "model/config_in.h"

#include "codec/note.h"

bool urne_field_reserved(urne_str name)
{
    return urne_str_is(name, "household") || urne_str_is(name, "address") ||
           urne_str_is(name, "identity");
}

urne_code urne_member_field(const urne_members *r, const urne_json *v, const char *also,
                            urne_str *out)
{
    if (v->kind != URNE_JSON_TEXT || !urne_name_ok(v->text, FIELD_NAME_MAX) ||
        (urne_field_reserved(v->text) &&
         (also == NULL || !urne_str_is(v->text, also)))) {
        return urne_member_wrong(r, v, N_("the name of a field, such as birth-name"));
    }
    *out = v->text;
    return URNE_OK;
}

/* A list of field names without repetition. */
urne_code urne_member_fields(const urne_members *r, const urne_json *list,
                             const char *also, urne_str **out, size_t *n)
{
    if (list->kind != URNE_JSON_LIST) {
        return urne_member_wrong(r, list, N_("a list of field names"));
    }
    *n = list->n;
    *out = urne_arena_array(r->arena, list->n, sizeof **out);
    for (size_t i = 0; i < list->n; i++) {
        URNE_TRY(urne_member_field(r, &list->item[i], also, &(*out)[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq((*out)[i], (*out)[j])) {
                return urne_fail(r->err, URNE_E_RULES_TWICE, list->item[i].at,
                                 URNE_SHOW((*out)[i]), NULL);
            }
        }
    }
    return URNE_OK;
}

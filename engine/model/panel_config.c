#include "model/panel_config.h"
#include "model/sources.h"

/* What nobody chose. */
enum { LOTTERY_USUAL = 1000, KMIN_SEALED = 5, KMIN_OPEN = 1 };

/* A reading in progress. */
typedef struct reader {
    urne_members in;
    urne_panel_config *c;
} reader;

/* A number from 1 on, as an integer or as a text; *out stays as it is without the key.
 */
static urne_code read_number(const reader *r, const urne_json *root, const char *key,
                             uint64_t most, uint64_t *out)
{
    const urne_json *v = urne_json_find(root, key);
    uint64_t n = 0;
    if (v == NULL) {
        return URNE_OK;
    }
    if (v->kind == URNE_JSON_TEXT) {
        n = urne_str_u64(v->text, most, &n) ? n : 0;
    } else if (v->kind == URNE_JSON_INT) {
        n = v->num;
    }
    if (n == 0 || n > most) {
        return urne_fail(r->in.err, URNE_E_RULES_RANGE, v->at, key, URNE_DEC(1),
                         URNE_DEC(most), NULL);
    }
    *out = n;
    return URNE_OK;
}

/* One of two words: true for the second; *out stays as it is without the key. */
static urne_code read_either(const reader *r, const urne_json *root, const char *key,
                             const char *const words[2], const char *wanted, bool *out)
{
    const urne_json *v = urne_json_find(root, key);
    if (v == NULL) {
        return URNE_OK;
    }
    bool second = v->kind == URNE_JSON_TEXT && urne_str_is(v->text, words[1]);
    if (!second && (v->kind != URNE_JSON_TEXT || !urne_str_is(v->text, words[0]))) {
        return urne_member_wrong(&r->in, v, wanted);
    }
    *out = second;
    return URNE_OK;
}

static urne_code read_address(const reader *r, const urne_json *v)
{
    urne_panel_config *c = r->c;
    if (v == NULL) {
        return URNE_OK;
    }
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > URNE_PANEL_ADDRESS_MAX) {
        return urne_member_wrong(&r->in, v, N_("a list of 1 to 16 columns"));
    }
    c->address = urne_arena_array(r->in.arena, v->n, sizeof *c->address);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(urne_member_text(&r->in, &v->item[i], &c->address[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq(c->address[i], c->address[j])) {
                return urne_fail(r->in.err, URNE_E_RULES_TWICE, v->item[i].at,
                                 URNE_SHOW(c->address[i]), NULL);
            }
        }
    }
    c->n_address = v->n;
    return URNE_OK;
}

/* What is published: with everybody's features open there is nothing left to hide. */
static urne_code read_publication(const reader *r, const urne_json *root)
{
    static const char *const publications[] = {"sealed", "open"};
    static const char *const counts[] = {"drawn", "all"};
    urne_panel_config *c = r->c;
    const urne_json *given = urne_json_find(root, "counts");
    URNE_TRY(read_either(r, root, "publication", publications, N_("sealed or open"),
                         &c->open));
    if (c->open && given != NULL) {
        return urne_fail(r->in.err, URNE_E_PANEL_OPEN, given->at, "counts", NULL);
    }
    c->all = c->open;
    URNE_TRY(read_either(r, root, "counts", counts, N_("drawn or all"), &c->all));
    c->kmin = c->open ? KMIN_OPEN : KMIN_SEALED;
    URNE_TRY(read_number(r, root, "kmin", URNE_PANEL_SEATS_MAX, &c->kmin));
    return c->open && c->kmin != KMIN_OPEN
               ? urne_fail(r->in.err, URNE_E_PANEL_OPEN,
                           urne_json_find(root, "kmin")->at, "kmin", NULL)
               : URNE_OK;
}

static urne_code read_lottery(const reader *r, const urne_json *root)
{
    static const char *const objectives[] = {"leximin", "maximin"};
    static const char *const numbers[] = {"seed", "dice"};
    urne_panel_config *c = r->c;
    const urne_json *v = urne_json_find(root, "size");
    if (v == NULL) {
        return urne_fail(r->in.err, URNE_E_RULES_MISSING, root->at, "size", NULL);
    }
    URNE_TRY(read_number(r, root, "size", URNE_PANEL_SEATS_MAX, &c->size));
    c->lottery = LOTTERY_USUAL;
    URNE_TRY(read_number(r, root, "lottery", URNE_PANEL_LOTTERY_MAX, &c->lottery));
    URNE_TRY(read_either(r, root, "objective", objectives, N_("leximin or maximin"),
                         &c->maximin));
    return read_either(r, root, "number", numbers, N_("seed or dice"), &c->dice);
}

static urne_code read_sources(const reader *r, const urne_json *root)
{
    urne_panel_config *c = r->c;
    const urne_json *v = urne_json_find(root, "sources");
    const urne_json *number = urne_json_find(root, "number");
    if (v == NULL) {
        return urne_fail(r->in.err, URNE_E_RULES_MISSING, root->at, "sources", NULL);
    }
    c->number_at = number == NULL ? v->at : number->at;
    return c->dice
               ? urne_config_read_number_sources(&r->in, v, &c->sources, &c->n_sources)
               : urne_config_read_sources(&r->in, v, &c->sources, &c->n_sources);
}

static urne_code read_head(const reader *r, const urne_json *root)
{
    static const char *const kinds[] = {"announce",     "pool-commit", "pool-reveals",
                                        "panel-result", "handover",    "rekey",
                                        "abort",        "close",       NULL};
    const char *const texts[] = {"body", "title"};
    urne_str *const out[] = {&r->c->body, &r->c->title};
    for (size_t i = 0; i < 2; i++) {
        const urne_json *v = urne_json_find(root, texts[i]);
        if (v == NULL) {
            return urne_fail(r->in.err, URNE_E_RULES_MISSING, root->at, texts[i], NULL);
        }
        URNE_TRY(urne_member_text(&r->in, v, out[i]));
    }
    return urne_roles_read(&r->c->roles, &r->in, root, r->c->path, kinds);
}

static urne_code read_all(const reader *r, const urne_json *root)
{
    static const char *const keys[] = {"urne",        "body",      "title",   "size",
                                       "objective",   "household", "lottery", "number",
                                       "publication", "counts",    "kmin",    "sources",
                                       "keys",        "expire",    "sign",    NULL};
    const urne_json *v;
    if (root->kind != URNE_JSON_OBJECT) {
        return urne_fail(r->in.err, URNE_E_RULES_OBJECT, root->at, NULL);
    }
    URNE_TRY(urne_member_get(&r->in, root, "urne", URNE_JSON_TEXT, &v));
    if (!urne_str_is(v->text, "panel/1")) {
        return urne_member_wrong(&r->in, v,
                                 N_("panel/1, the only version this urne reads"));
    }
    URNE_TRY(urne_json_only(root, keys, r->in.err));
    URNE_TRY(read_head(r, root));
    URNE_TRY(read_lottery(r, root));
    URNE_TRY(read_address(r, urne_json_find(root, "household")));
    URNE_TRY(read_publication(r, root));
    return read_sources(r, root);
}

bool urne_panel_config_is(urne_arena *arena, urne_str json)
{
    urne_json *root;
    if (urne_json_read(&root, arena, json, "", NULL) != URNE_OK ||
        root->kind != URNE_JSON_OBJECT) {
        return false;
    }
    const urne_json *v = urne_json_find(root, "urne");
    return v != NULL && v->kind == URNE_JSON_TEXT && urne_str_starts(v->text, "panel/");
}

urne_code urne_panel_config_read(urne_panel_config **out, urne_arena *arena,
                                 urne_str json, const char *path, urne_err *err)
{
    urne_json *root;
    URNE_TRY(urne_json_read(&root, arena, json, path, err));
    reader r = {.in = {arena, err}, .c = urne_arena_alloc(arena, sizeof *r.c)};
    r.c->path = path;
    URNE_TRY(read_all(&r, root));
    *out = r.c;
    return URNE_OK;
}

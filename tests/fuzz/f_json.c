/* codec/json: a value that is accepted, written plainly, is read as the same value. */
#include "codec/json.h"
#include "target.h"

static void put_text(urne_buf *buf, urne_str s)
{
    urne_buf_addc(buf, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') {
            urne_buf_addc(buf, '\\');
        }
        HOLDS((unsigned char)s.p[i] >= 0x20);
        urne_buf_addc(buf, s.p[i]);
    }
    urne_buf_addc(buf, '"');
}

/* False when a key holds what only an escape can write. */
static bool put(urne_buf *buf, const urne_json *v)
{
    static const char *const words[] = {"false", "true"};
    switch (v->kind) {
    case URNE_JSON_NULL:
        urne_buf_addz(buf, "null");
        return true;
    case URNE_JSON_BOOL:
        urne_buf_addz(buf, words[v->num]);
        return true;
    case URNE_JSON_INT:
        urne_buf_addu(buf, v->num);
        return true;
    case URNE_JSON_TEXT:
        put_text(buf, v->text);
        return true;
    case URNE_JSON_LIST:
    case URNE_JSON_OBJECT:
        break;
    }
    bool object = v->kind == URNE_JSON_OBJECT;
    urne_buf_addc(buf, object ? '{' : '[');
    for (size_t i = 0; i < v->n; i++) {
        urne_buf_addz(buf, i > 0 ? "," : "");
        for (size_t k = 0; object && k < v->item[i].key.n; k++) {
            if ((unsigned char)v->item[i].key.p[k] < 0x20) {
                return false;
            }
        }
        if (object) {
            put_text(buf, v->item[i].key);
            urne_buf_addc(buf, ':');
        }
        if (!put(buf, &v->item[i])) {
            return false;
        }
    }
    urne_buf_addc(buf, object ? '}' : ']');
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_json *v, *w;
    urne_err err = URNE_ERR_NONE;
    urne_buf once = urne_buf_new(arena, 256), twice = urne_buf_new(arena, 256);
    if (urne_json_read(&v, arena, in, "j", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        HOLDS(err.diag[0].line >= 1 && err.diag[0].column >= 1);
    } else if (put(&once, v)) {
        HOLDS(urne_json_read(&w, arena, urne_buf_str(&once), "j", &err) == URNE_OK);
        HOLDS(put(&twice, w));
        HOLDS(urne_str_eq(urne_buf_str(&once), urne_buf_str(&twice)));
    }
    urne_arena_free(arena);
    return 0;
}

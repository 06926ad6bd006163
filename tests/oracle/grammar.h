/* oracle/grammar: one alteration of a sound note, and the fault it must give: V03 when
 * the keyword is not one that may come next, else V02 (draw-1 §15.3). */
#ifndef ORACLE_GRAMMAR_H
#define ORACLE_GRAMMAR_H

#include "base/err.h"
#include "oracle/lines.h"

#include <check.h>

/* `text` as lines_edit takes it; the fault of class `v` stands at line `at`, 0 = at
 * `line`. v = 0: no fault. */
typedef struct grammar_edit {
    size_t line;
    const char *text;
    int v;
    size_t at;
} grammar_edit;

static inline int grammar_class(urne_code code)
{
    return code == URNE_OK ? 0 : code == URNE_E_NOTE_ORDER ? 3 : 2;
}

static inline void grammar_expect(const grammar_edit *e, urne_code code,
                                  const urne_err *err)
{
    const char *text = e->text == NULL ? "(deleted)" : e->text;
    const urne_code_info *info = code == URNE_OK ? NULL : urne_code_get(code);
    ck_assert_msg(grammar_class(code) == e->v, "line %zu: %.300s: V%02d %s, not V%02d",
                  e->line, text, grammar_class(code), info == NULL ? "" : info->id,
                  e->v);
    size_t at = e->at == 0 ? e->line : e->at;
    ck_assert_msg(e->v == 0 || err->diag[0].line == at,
                  "line %zu: %.300s: %s at line %zu, not %zu", e->line, text,
                  info == NULL ? "" : info->id, (size_t)err->diag[0].line, at);
    ck_assert_uint_eq(err->count, e->v == 0 ? 0 : 1);
}

#define GRAMMAR_ID "00112233445566778899aabbccddeeff"
#define GRAMMAR_H0 "0000000000000000000000000000000000000000000000000000000000000000"
#define GRAMMAR_H1 "9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658"

#endif

#include "panel/check_in.h"

#include <string.h>

/* ---- faults and room ---- */

void *urne_check_grow(urne_arena *arena, void *list, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) {
        return list;
    }
    size_t more = *cap == 0 ? 16 : 2 * *cap;
    void *grown = urne_arena_array(arena, more, size);
    if (list != NULL) {
        memcpy(grown, list, n * size);
    }
    *cap = more;
    return grown;
}

static urne_code fault_at(const check_job *j, uint64_t line, urne_code code,
                          const char *why)
{
    return urne_fail(j->err, code, (urne_place){j->note.file, line, 0}, why, NULL);
}

urne_code urne_check_fault(const check_job *j, urne_code code, const char *why)
{
    return fault_at(j, j->note.line - 1, code, why);
}

urne_code urne_check_fault_here(const check_job *j, urne_code code, const char *why)
{
    return fault_at(j, j->note.line, code, why);
}

/* ---- lines and words ---- */

urne_code urne_check_take(check_job *j, const char *keyword)
{
    j->length = j->note.text.n;
    URNE_TRY(urne_note_take(&j->note, keyword, 1, &j->rest, URNE_LAST_REST, j->err));
    if (j->length > URNE_FOLD) {
        return urne_check_fault(j, URNE_E_CERT_FOLD, NULL);
    }
    return URNE_OK;
}

/* The line that goes on the one before: it must be needed, and no longer than it may.
 */
static urne_code unfold(check_job *j)
{
    size_t before = j->length;
    j->length = j->note.text.n;
    URNE_TRY(urne_note_take(&j->note, "+", 1, &j->rest, URNE_LAST_REST, j->err));
    urne_str rest = j->rest, first = {NULL, 0};
    if (rest.p != NULL) {
        urne_str_cut(&rest, ' ', &first);
    }
    if (first.n == 0 || urne_fold_fits(before, first.n) ||
        (j->length > URNE_FOLD && rest.p != NULL)) {
        return urne_check_fault(j, URNE_E_CERT_FOLD, NULL);
    }
    return URNE_OK;
}

urne_code urne_check_word(check_job *j, urne_str *word)
{
    *word = (urne_str){NULL, 0};
    if (j->rest.p == NULL && urne_note_is(&j->note, "+")) {
        URNE_TRY(unfold(j));
    }
    if (j->rest.p != NULL) {
        urne_str_cut(&j->rest, ' ', word);
    }
    return URNE_OK;
}

urne_code urne_check_last(check_job *j)
{
    urne_str word;
    URNE_TRY(urne_check_word(j, &word));
    if (word.n != 0) {
        return urne_note_bad(&j->note, word, N_("the end of the line"), j->err);
    }
    return URNE_OK;
}

/* ---- numbers ---- */

/* An integer as panel-1 §4.3.1 has it: "-" at most once, no zero in front, no "-0". */
static bool is_integer(urne_str s)
{
    if (s.n == 0) {
        return false;
    }
    size_t sign = s.p[0] == '-';
    if (s.n == sign || s.n - sign > URNE_PROOF_DIGITS ||
        (s.p[sign] == '0' && (s.n > 1 || sign == 1))) {
        return false;
    }
    for (size_t i = sign; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
    }
    return true;
}

static bool read_integer(check_job *j, urne_str s, mpz_t out)
{
    if (s.p == NULL || !is_integer(s)) {
        return false;
    }
    memcpy(j->digits, s.p, s.n);
    j->digits[s.n] = '\0';
    return mpz_set_str(out, j->digits, 10) == 0;
}

static bool read_small(check_job *j, urne_str s, int64_t *out)
{
    if (!read_integer(j, s, j->part) || mpz_sizeinbase(j->part, 2) > 60) {
        return false;
    }
    *out = (int64_t)mpz_get_si(j->part);
    return true;
}

urne_code urne_check_integer(check_job *j, mpz_t out)
{
    urne_str word;
    URNE_TRY(urne_check_word(j, &word));
    return read_integer(j, word, out)
               ? URNE_OK
               : urne_note_bad(&j->note, word, N_("an integer"), j->err);
}

urne_code urne_check_small(check_job *j, int64_t *out)
{
    urne_str word;
    URNE_TRY(urne_check_word(j, &word));
    return read_small(j, word, out)
               ? URNE_OK
               : urne_note_bad(&j->note, word, N_("an integer below 2^60"), j->err);
}

urne_code urne_check_fraction(check_job *j, mpq_t out)
{
    urne_str word, num, den;
    URNE_TRY(urne_check_word(j, &word));
    urne_str rest = word;
    bool ok = word.n > 0;
    mpz_set_ui(mpq_denref(out), 1);
    if (ok) {
        urne_str_cut(&rest, '/', &num);
        ok = read_integer(j, num, mpq_numref(out)) && mpz_sgn(mpq_numref(out)) >= 0;
    }
    if (ok && rest.p != NULL) {
        den = rest;
        ok =
            read_integer(j, den, mpq_denref(out)) && mpz_cmp_ui(mpq_denref(out), 1) > 0;
        if (ok) {
            mpz_gcd(j->part, mpq_numref(out), mpq_denref(out));
            ok = mpz_cmp_ui(j->part, 1) == 0;
        }
    }
    if (!ok) {
        mpq_set_ui(out, 0, 1);
        return urne_note_bad(&j->note, word, N_("a fraction in lowest terms"), j->err);
    }
    return URNE_OK;
}

/* A number from 1 to n. */
static urne_code index_of(check_job *j, urne_str s, size_t n, uint32_t *out)
{
    uint64_t v;
    if (!urne_str_u64(s, URNE_INT_MAX - 1, &v)) {
        return urne_note_bad(&j->note, s, N_("an integer"), j->err);
    }
    if (v < 1 || v > n) {
        return urne_fail(j->err, URNE_E_CERT_POOL,
                         (urne_place){j->note.file, j->note.line - 1, 0}, URNE_SHOW(s),
                         NULL);
    }
    *out = (uint32_t)(v - 1);
    return URNE_OK;
}

urne_code urne_check_index(check_job *j, size_t n, uint32_t *out)
{
    urne_str word;
    URNE_TRY(urne_check_word(j, &word));
    return index_of(j, word, n, out);
}

/* ---- lists ---- */

/* The next INDEX:VALUE, behind the index `*last` (UINT32_MAX: the first); value.n = 0
 * at the end of the list. */
static urne_code next_item(check_job *j, size_t n, uint32_t *last, urne_str *value)
{
    urne_str word, index;
    uint32_t at = 0;
    URNE_TRY(urne_check_word(j, &word));
    *value = (urne_str){NULL, 0};
    if (word.n == 0) {
        return URNE_OK;
    }
    urne_str rest = word;
    urne_str_cut(&rest, ':', &index);
    if (rest.p == NULL || rest.n == 0) {
        return urne_note_bad(&j->note, word, N_("two numbers with ':' between"),
                             j->err);
    }
    URNE_TRY(index_of(j, index, n, &at));
    if (*last != UINT32_MAX && at <= *last) {
        return urne_note_bad(&j->note, word, N_("a list in ascending order"), j->err);
    }
    *last = at;
    *value = rest;
    return URNE_OK;
}

urne_code urne_check_items(check_job *j, size_t n, int64_t least, check_item **items,
                           size_t *n_items)
{
    size_t cap = 0;
    uint32_t at = UINT32_MAX;
    urne_str value;
    *items = NULL;
    *n_items = 0;
    URNE_TRY(next_item(j, n, &at, &value));
    while (value.n != 0) {
        check_item item = {.index = at};
        if (!read_small(j, value, &item.value) || item.value == 0 ||
            item.value < least) {
            return urne_note_bad(&j->note, value,
                                 least > 0 ? N_("an integer below 2^60, above 0")
                                           : N_("an integer below 2^60, not 0"),
                                 j->err);
        }
        *items = urne_check_grow(j->arena, *items, *n_items, &cap, sizeof **items);
        (*items)[(*n_items)++] = item;
        URNE_TRY(next_item(j, n, &at, &value));
    }
    return URNE_OK;
}

urne_code urne_check_multipliers(check_job *j)
{
    uint32_t at = UINT32_MAX;
    urne_str value;
    while (j->n_used > 0) {
        mpz_set_ui(j->lam[j->used[--j->n_used]], 0);
    }
    URNE_TRY(next_item(j, check_rows(j), &at, &value));
    while (value.n != 0) {
        j->used[j->n_used++] = at;
        if (!read_integer(j, value, j->lam[at]) || mpz_sgn(j->lam[at]) == 0) {
            return urne_note_bad(&j->note, value, N_("an integer, not 0"), j->err);
        }
        if (at > j->p->features && mpz_sgn(j->lam[at]) < 0) {
            return urne_note_bad(&j->note, value,
                                 N_("a positive number: a cut has no lower bound"),
                                 j->err);
        }
        URNE_TRY(next_item(j, check_rows(j), &at, &value));
    }
    return URNE_OK;
}

void urne_check_sums(check_job *j)
{
    const urne_panel_problem *p = j->p;
    for (size_t t = 0; t < p->types; t++) {
        mpz_set(j->r[t], j->lam[p->features]);
        for (size_t c = 0; c < p->categories; c++) {
            mpz_add(j->r[t], j->r[t], j->lam[urne_panel_of(p, t)[c]]);
        }
    }
    for (size_t u = 0; u < j->n_used; u++) {
        if (j->used[u] > p->features) {
            const check_cut *cut = &j->cut[j->used[u] - p->features - 1];
            for (size_t i = 0; i < cut->n; i++) {
                mpz_ptr r = j->r[cut->item[i].index];
                mpz_mul_si(j->part, j->lam[j->used[u]], (long)cut->item[i].value);
                mpz_add(r, r, j->part);
            }
        }
    }
}

void urne_check_most(check_job *j)
{
    const urne_panel_problem *p = j->p;
    mpz_set_ui(j->bound, 0);
    for (size_t u = 0; u < j->n_used; u++) {
        size_t r = j->used[u];
        bool up = mpz_sgn(j->lam[r]) > 0;
        int64_t most = r > p->features    ? j->cut[r - p->features - 1].most
                       : r == p->features ? p->k
                       : up               ? j->row_hi[r]
                                          : j->row_lo[r];
        mpz_mul_si(j->part, j->lam[r], (long)most);
        mpz_add(j->bound, j->bound, j->part);
    }
}

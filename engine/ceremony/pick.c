#include "base/file.h"
#include "codec/csv.h"
#include "crypto/hash.h"
#include "draw/select.h"
#include "proof/merkle.h"
#include "urne/ceremony.h"

#include <stdlib.h>

/* One row of the list. */
typedef struct row {
    urne_hash key;
    urne_str id, group;
    uint64_t line;
} row;

typedef struct picking {
    urne_arena *arena;
    const urne_pick_options *o;
    urne_csv csv;
    size_t id, by; /* columns, or SIZE_MAX */
    row *rows;
    size_t n;
    urne_code code;
    urne_err *err;
} picking;

/* The tidied copy of a field, refused when it is not a canonical value. */
static urne_str canonical(picking *p, urne_str field, uint64_t line, size_t column)
{
    char *to = urne_arena_alloc(p->arena, field.n + 1);
    urne_str out = {to, urne_text_tidy(to, field)};
    urne_place at = urne_csv_place(&p->csv, line, column, 0);
    urne_code code = urne_text_check(out, at, p->err);
    p->code = p->code == URNE_OK ? code : p->code;
    return out;
}

static void take_row(void *data, uint64_t line, const urne_str *fields)
{
    picking *p = data;
    row *r = &p->rows[p->n++];
    r->line = line;
    if (p->id != SIZE_MAX) {
        r->id = canonical(p, fields[p->id], line, p->id);
    } else {
        urne_buf buf = urne_buf_new(p->arena, 64);
        for (size_t c = 0; c < p->csv.columns; c++) {
            if (c > 0) {
                urne_buf_addc(&buf, '\t');
            }
            urne_buf_add(&buf, canonical(p, fields[c], line, c));
        }
        r->id = urne_buf_str(&buf);
    }
    if (p->by != SIZE_MAX) {
        r->group = canonical(p, fields[p->by], line, p->by);
    }
    r->key = urne_hash_fields(2, URNE_STR("urne/1 pick-key"), r->id);
}

static int cmp_row(const void *a, const void *b)
{
    const row *x = a, *y = b;
    int c = urne_hash_cmp(&x->key, &y->key);
    return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

static urne_code check_ids(picking *p)
{
    urne_str empty = URNE_STR("");
    for (size_t i = 0; i < p->n; i++) {
        bool twice = i > 0 && urne_hash_cmp(&p->rows[i - 1].key, &p->rows[i].key) == 0;
        if (twice || urne_str_eq(p->rows[i].id, empty)) {
            urne_place at = {p->o->path, p->rows[i].line, 0};
            return urne_fail(p->err, URNE_E_PICK_ID, at, NULL);
        }
    }
    return URNE_OK;
}

static urne_code read_rows(picking *p)
{
    URNE_TRY(urne_csv_load(&p->csv, NULL, p->arena, p->o->path, p->err));
    p->id = p->by = SIZE_MAX;
    if (p->o->id != NULL) {
        URNE_TRY(urne_csv_column(&p->id, &p->csv, urne_str_of(p->o->id), p->err));
    }
    if (p->o->by != NULL) {
        URNE_TRY(urne_csv_column(&p->by, &p->csv, urne_str_of(p->o->by), p->err));
    }
    p->rows = urne_arena_array(p->arena, (size_t)p->csv.rows, sizeof *p->rows);
    urne_csv_each(&p->csv, NULL, take_row, p);
    if (p->code != URNE_OK) {
        return p->code;
    }
    qsort(p->rows, p->n, sizeof *p->rows, cmp_row);
    return check_ids(p);
}

/* seed = H( L("urne/1 pick-seed", hex(root of the keys), text) ) */
static urne_hash seed_of(const picking *p)
{
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t i = 0; i < p->n; i++) {
        urne_hex hex = urne_to_hex(p->rows[i].key);
        hex.z[URNE_HEX] = '\n';
        urne_hash leaf = urne_hash_leaf((urne_str){hex.z, URNE_HEX + 1});
        urne_merkle_add(&tree, &leaf);
    }
    urne_hex root = urne_to_hex(urne_merkle_root(&tree));
    return urne_hash_fields(3, URNE_STR("urne/1 pick-seed"), urne_hex_str(&root),
                            urne_str_of(p->o->text));
}

/* One stratum for each value of the column, ascending; one in all without a column. */
static urne_rules *strata_of(picking *p, urne_leaf *leaves)
{
    urne_rules *r = urne_arena_alloc(p->arena, sizeof *r);
    urne_str *values = urne_arena_array(p->arena, p->n, sizeof *values);
    for (size_t i = 0; i < p->n; i++) {
        values[i] = p->rows[i].group;
    }
    qsort(values, p->n, sizeof *values, urne_str_cmp_void);
    r->strata = urne_arena_array(p->arena, p->n, sizeof *r->strata);
    for (size_t i = 0; i < p->n; i++) {
        if (i == 0 || !urne_str_eq(values[i], values[i - 1])) {
            r->strata[r->n_strata++].label = values[i];
        }
        r->strata[r->n_strata - 1].electors++;
        values[r->n_strata - 1] = values[i];
    }
    for (size_t i = 0; i < p->n; i++) {
        const urne_str *at = bsearch(&p->rows[i].group, values, r->n_strata,
                                     sizeof *values, urne_str_cmp_void);
        leaves[i] = (urne_leaf){p->rows[i].key, (uint32_t)(at - values) + 1};
    }
    r->seats = p->o->n;
    r->method = URNE_METHOD_HAMILTON;
    return r;
}

static void draw_rows(picking *p, urne_pick *out)
{
    urne_leaf *leaves = urne_arena_array(p->arena, p->n, sizeof *leaves);
    urne_rules *rules = strata_of(p, leaves);
    urne_hash seed = seed_of(p);
    uint64_t *seats[2];
    for (size_t pass = 0; pass < 2; pass++) {
        seats[pass] = urne_arena_array(p->arena, rules->n_strata, sizeof *seats[pass]);
    }
    urne_apportion(seats[0], rules, &seed, URNE_PASS_MEMBERS);
    urne_selection s = urne_select(p->arena, rules, leaves, p->n,
                                   (const uint64_t *const *)seats, &seed, NULL, NULL);
    out->rows = urne_arena_array(p->arena, s.n_steps, sizeof *out->rows);
    for (size_t i = 0; i < s.n_steps; i++) {
        if (s.steps[i].kind == URNE_STEP_SELECT) {
            const row *r = &p->rows[s.steps[i].leaf];
            urne_hex ticket = urne_to_hex(s.steps[i].ticket);
            out->rows[out->n++] = (urne_picked){
                r->line, urne_str_z(p->arena, r->id), urne_str_z(p->arena, r->group),
                urne_str_z(p->arena, urne_hex_str(&ticket))};
        }
    }
    urne_hex hex = urne_to_hex(seed);
    out->seed = urne_str_z(p->arena, urne_hex_str(&hex));
    out->of = p->n;
}

urne_code urne_pick_draw(urne_pick **out, urne_arena *arena,
                         const urne_pick_options *options, urne_err *err)
{
    picking p = {.arena = arena, .o = options, .err = err};
    urne_str text = urne_str_of(options->text);
    urne_crypto_init();
    if (text.n == 0 || text.n > 200 || memchr(text.p, '\n', text.n) != NULL ||
        urne_text_utf8(text, "--seed", NULL) != URNE_OK ||
        urne_text_check(text, URNE_NOWHERE, NULL) != URNE_OK) {
        return urne_fail(err, URNE_E_PICK_TEXT, URNE_NOWHERE, NULL);
    }
    URNE_TRY(read_rows(&p));
    if (options->n == 0 || options->n > p.n) {
        return urne_fail(err, URNE_E_PICK_FEW, URNE_IN(options->path),
                         URNE_DEC(options->n), URNE_DEC(p.n), NULL);
    }
    *out = urne_arena_alloc(arena, sizeof **out);
    draw_rows(&p, *out);
    return URNE_OK;
}

#include "proof/pool.h"

#include "base/arena.h"
#include "proof/entry_in.h"

/* ---- levels (pool-1 §6.7) ---- */

urne_pool_level *urne_pool_levels(size_t *n, urne_arena *arena,
                                  const urne_panel_checked *checked, uint64_t kmin)
{
    urne_pool_level *out = urne_arena_array(arena, checked->n_levels + 1, sizeof *out);
    urne_pool_level open = {.persons = 0};
    *n = 0;
    for (size_t i = 0; i < checked->n_levels; i++) {
        const urne_checked_level *l = &checked->level[i];
        open.low = open.persons == 0 ? urne_str_of(l->chance) : open.low;
        open.high = urne_str_of(l->chance);
        open.persons += l->persons;
        if (open.persons >= kmin) {
            out[(*n)++] = open;
            open.persons = 0;
        }
    }
    if (open.persons > 0 && *n > 0) {
        out[*n - 1].high = open.high;
        out[*n - 1].persons += open.persons;
    } else if (open.persons > 0) {
        out[(*n)++] = open;
    }
    return out;
}

/* ---- entries ---- */

urne_str urne_pool_seal_write(urne_arena *arena, const urne_pool_seal *s)
{
    urne_buf buf = urne_buf_new(arena, 2048);
    urne_entry_put(&buf, URNE_KIND_POOL_COMMIT, &s->common.head);
    put1(&buf, "rules", s->common.rules);
    urne_note_put(&buf, "pool", 3,
                  (urne_str[]){urne_str_of(URNE_DEC(s->persons)), s->root, s->sha256});
    put1(&buf, "panels", s->panels);
    put1(&buf, "counts", s->counts);
    put1(&buf, s->opened ? "opened" : "proof", s->proof);
    put1(&buf, "poolkey", s->poolkey);
    put1(&buf, "deviation", s->deviation);
    for (size_t i = 0; i < s->n_levels; i++) {
        const urne_pool_level *l = &s->levels[i];
        urne_note_put(&buf, "level", 3,
                      (urne_str[]){l->low, l->high, urne_str_of(URNE_DEC(l->persons))});
    }
    urne_sources_put(&buf, s->common.sources, s->common.n_sources);
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

static bool is_digits(urne_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
    }
    return s.n > 0 && (s.n == 1 || s.p[0] != '0');
}

/* A fraction in lowest terms, which fits a line. */
static bool fraction(reader *rd, urne_str text, mpq_t out)
{
    urne_str den = text, num;
    bool slash = urne_str_cut(&den, '/', &num) && num.n < text.n;
    if (!is_digits(num) || (slash && !is_digits(den))) {
        return false;
    }
    mpz_set_str(mpq_numref(out), urne_str_z(rd->arena, num), 10);
    mpz_set_ui(mpq_denref(out), 1);
    if (!slash) {
        return true;
    }
    mpz_set_str(mpq_denref(out), urne_str_z(rd->arena, den), 10);
    if (mpz_cmp_ui(mpq_denref(out), 1) <= 0) {
        return false;
    }
    mpz_t common;
    mpz_init(common);
    mpz_gcd(common, mpq_numref(out), mpq_denref(out));
    bool lowest = mpz_cmp_ui(common, 1) == 0;
    mpz_clear(common);
    return lowest;
}

/* One level, above `before`, which becomes its upper end. */
static urne_code read_level(reader *rd, urne_pool_seal *s, mpq_t before, mpq_t low,
                            mpq_t high)
{
    urne_str f[3];
    size_t n = s->n_levels;
    URNE_TRY(take(rd, "level", 3, f));
    if (!fraction(rd, f[0], low) || (n > 0 && mpq_cmp(low, before) <= 0)) {
        return bad(rd, f[0], N_("a fraction in lowest terms, above those before"));
    }
    if (!fraction(rd, f[1], high) || mpq_cmp(low, high) > 0 ||
        mpq_cmp_ui(high, 1, 1) > 0) {
        return bad(rd, f[1], N_("a fraction in lowest terms, from the first to 1"));
    }
    mpq_set(before, high);
    s->levels = urne_arena_grow(rd->arena, s->levels, n * sizeof *s->levels,
                                (n + 1) * sizeof *s->levels);
    urne_pool_level *l = &s->levels[s->n_levels++];
    *l = (urne_pool_level){f[0], f[1], 0};
    URNE_TRY(urne_note_u64(&rd->note, f[2], &l->persons, rd->err));
    return l->persons > 0 ? URNE_OK : bad(rd, f[2], N_("a number from 1 on"));
}

static urne_code read_chances(reader *rd, urne_pool_seal *s)
{
    mpq_t before, low, high;
    urne_code code;
    urne_str field;
    mpq_inits(before, low, high, NULL);
    code = take(rd, "deviation", 1, &field);
    if (code == URNE_OK && !fraction(rd, field, low)) {
        code = bad(rd, field, N_("a fraction in lowest terms"));
    }
    s->deviation = field;
    s->level_line = rd->note.line;
    do {
        code = code == URNE_OK ? read_level(rd, s, before, low, high) : code;
    } while (code == URNE_OK && urne_note_is(&rd->note, "level"));
    mpq_clears(before, low, high, NULL);
    return code;
}

urne_code urne_pool_seal_read(urne_pool_seal *out, urne_arena *arena, urne_str bytes,
                              const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str f[3];
    *out = (urne_pool_seal){.persons = 0};
    urne_commit *c = &out->common;
    URNE_TRY(
        urne_entry_read(&rd.note, &c->head, bytes, file, URNE_KIND_POOL_COMMIT, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "rules", URNE_HEX, &c->rules, err));
    URNE_TRY(take(&rd, "pool", 3, f));
    URNE_TRY(urne_note_u64(&rd.note, f[0], &out->persons, err));
    URNE_TRY(urne_note_hex(&rd.note, f[1], URNE_HEX, err));
    URNE_TRY(urne_note_hex(&rd.note, f[2], URNE_HEX, err));
    out->root = f[1];
    out->sha256 = f[2];
    URNE_TRY(urne_note_take_hex(&rd.note, "panels", URNE_HEX, &out->panels, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "counts", URNE_HEX, &out->counts, err));
    out->opened = urne_note_is(&rd.note, "opened");
    URNE_TRY(urne_note_take_hex(&rd.note, out->opened ? "opened" : "proof", URNE_HEX,
                                &out->proof, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "poolkey", URNE_HEX, &out->poolkey, err));
    URNE_TRY(read_chances(&rd, out));
    URNE_TRY(urne_sources_take(&rd.note, arena, c, err));
    return urne_note_close(&rd.note, err);
}

urne_str urne_panel_result_write(urne_arena *arena, const urne_panel_result *r)
{
    urne_buf buf = urne_buf_new(arena, 4096);
    urne_entry_put(&buf, URNE_KIND_PANEL_RESULT, &r->head);
    put1(&buf, "seed", r->seed);
    put1(&buf, "panel", urne_str_of(URNE_DEC(r->number)));
    if (r->salt.p != NULL) {
        put1(&buf, "salt", r->salt);
    }
    for (size_t f = 0; f < r->n_counts; f++) {
        urne_note_put(&buf, "count", 2,
                      (urne_str[]){urne_str_of(URNE_DEC(f + 1)), r->counts[f]});
    }
    for (size_t i = 0; i < r->n_members; i++) {
        char pos[URNE_DEC_MAX], number[URNE_DEC_MAX];
        urne_note_put(&buf, "member", 3,
                      (urne_str[]){urne_str_of(urne_dec(pos, i + 1)),
                                   urne_str_of(urne_dec(number, r->members[i].number)),
                                   r->members[i].pid});
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* The number that counts the lines of a keyword. */
static urne_code take_rank(const reader *rd, urne_str field, uint64_t due)
{
    uint64_t number;
    URNE_TRY(urne_note_u64(&rd->note, field, &number, rd->err));
    return number == due ? URNE_OK : bad(rd, field, N_("the next number"));
}

static urne_code read_count(reader *rd, urne_panel_result *r)
{
    urne_str f[2];
    uint64_t v;
    size_t n = r->n_counts;
    URNE_TRY(take(rd, "count", 2, f));
    URNE_TRY(take_rank(rd, f[0], n + 1));
    if (!urne_str_is(f[1], "-")) {
        URNE_TRY(urne_note_u64(&rd->note, f[1], &v, rd->err));
    }
    r->counts = urne_arena_grow(rd->arena, r->counts, n * sizeof *r->counts,
                                (n + 1) * sizeof *r->counts);
    r->counts[r->n_counts++] = f[1];
    return URNE_OK;
}

static urne_code read_member(reader *rd, urne_panel_result *r)
{
    urne_str f[3];
    uint64_t number;
    size_t n = r->n_members;
    URNE_TRY(take(rd, "member", 3, f));
    URNE_TRY(take_rank(rd, f[0], n + 1));
    URNE_TRY(urne_note_u64(&rd->note, f[1], &number, rd->err));
    if (number == 0) {
        return bad(rd, f[1], N_("a number from 1 on"));
    }
    URNE_TRY(urne_note_hex(&rd->note, f[2], URNE_HEX, rd->err));
    r->members = urne_arena_grow(rd->arena, r->members, n * sizeof *r->members,
                                 (n + 1) * sizeof *r->members);
    r->members[r->n_members++] = (urne_pool_member_line){number, f[2]};
    return URNE_OK;
}

urne_code urne_panel_result_read(urne_panel_result *out, urne_arena *arena,
                                 urne_str bytes, const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str field;
    *out = (urne_panel_result){.number = 0};
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file, URNE_KIND_PANEL_RESULT,
                             err));
    URNE_TRY(urne_note_take_hex(&rd.note, "seed", URNE_HEX, &out->seed, err));
    URNE_TRY(take(&rd, "panel", 1, &field));
    URNE_TRY(urne_note_u64(&rd.note, field, &out->number, err));
    if (urne_note_is(&rd.note, "salt")) {
        URNE_TRY(urne_note_take_hex(&rd.note, "salt", URNE_HEX, &out->salt, err));
    }
    do {
        URNE_TRY(read_count(&rd, out));
    } while (urne_note_is(&rd.note, "count"));
    do {
        URNE_TRY(read_member(&rd, out));
    } while (urne_note_is(&rd.note, "member"));
    return urne_note_close(&rd.note, err);
}

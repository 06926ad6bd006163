#include "proof/pool.h"

#include "base/arena.h"
#include "panel/types.h"
#include "proof/entry_in.h"
#include "proof/merkle.h"

#include <string.h>

/* ---- writing ---- */

urne_str urne_pool_features_text(urne_arena *arena, const urne_pool_rules *r,
                                 const uint32_t *value, uint32_t household)
{
    urne_buf buf = urne_buf_new(arena, 8 * r->categories + 16);
    for (size_t c = 0; c < r->categories; c++) {
        urne_buf_addu(&buf, (uint64_t)value[c] + 1);
        urne_buf_addc(&buf, ' ');
    }
    urne_buf_addz(&buf, household == 0 ? "-" : URNE_DEC(household));
    return urne_buf_str(&buf);
}

urne_str urne_pool_lines_write(urne_arena *arena, const urne_pool_rules *r,
                               const urne_pool_lines *lines)
{
    urne_buf buf = urne_buf_new(arena, lines->n * 132);
    for (size_t i = 0; i < lines->n; i++) {
        urne_buf_add(&buf, lines->pid[i]);
        urne_buf_addc(&buf, ' ');
        urne_buf_add(&buf, r->open ? urne_pool_features_text(
                                         arena, r, lines->value + i * r->categories,
                                         lines->household[i])
                                   : lines->commitment[i]);
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

urne_str urne_pool_open_write(urne_arena *arena, const urne_pool_rules *r,
                              const urne_pool_open *o)
{
    urne_buf buf = urne_buf_new(arena, o->lines.n * 160 + 128);
    urne_buf_addz(&buf, "urne/1 pool-open\n");
    put1(&buf, "ceremony", o->ceremony);
    put1(&buf, "proof", o->proof);
    for (size_t i = 0; i < o->lines.n; i++) {
        urne_str text = urne_pool_features_text(
            arena, r, o->lines.value + i * r->categories, o->lines.household[i]);
        urne_note_put(&buf, "person", 3,
                      (urne_str[]){urne_str_of(URNE_DEC(i + 1)), o->fsalt[i], text});
    }
    for (size_t i = 0; i < o->n_csalts; i++) {
        urne_note_put(&buf, "counts", 2,
                      (urne_str[]){urne_str_of(URNE_DEC(i)), o->csalt[i]});
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

/* A decimal integer as notes have them. */
static bool number(urne_str s, uint64_t *out)
{
    return urne_str_u64(s, URNE_INT_MAX - 1, out);
}

/* The features and the household of person i, from the first to the end of the text. */
static bool read_features(urne_pool_lines *out, const urne_pool_rules *r, size_t i,
                          urne_str text)
{
    urne_str field;
    uint64_t v;
    for (size_t c = 0; c < r->categories; c++) {
        if (!urne_str_cut(&text, ' ', &field) || !number(field, &v) ||
            v <= r->first[c] || v > r->first[c + 1]) {
            return false;
        }
        out->value[i * r->categories + c] = (uint32_t)(v - 1);
    }
    if (text.p == NULL) {
        return false;
    }
    out->household[i] = 0;
    if (urne_str_is(text, "-")) {
        return true;
    }
    if (!r->households || !number(text, &v) || v == 0 || v > URNE_POOL_PERSONS) {
        return false;
    }
    out->household[i] = (uint32_t)v;
    return true;
}

static void room(urne_pool_lines *out, urne_arena *arena, const urne_pool_rules *r,
                 size_t n, bool features)
{
    out->pid = urne_arena_array(arena, n + 1, sizeof *out->pid);
    out->at = urne_arena_array(arena, n + 2, sizeof *out->at);
    if (features) {
        out->value = urne_arena_array(arena, n + 1, r->categories * sizeof *out->value);
        out->household = urne_arena_array(arena, n + 1, sizeof *out->household);
    } else {
        out->commitment = urne_arena_array(arena, n + 1, sizeof *out->commitment);
    }
}

static bool read_line(urne_pool_lines *out, const urne_pool_rules *r, urne_str line)
{
    urne_hash h;
    size_t i = out->n;
    if (line.n < URNE_HEX + 2 || line.p[URNE_HEX] != ' ') {
        return false;
    }
    out->pid[i] = urne_str_slice(line, 0, URNE_HEX);
    urne_str rest = urne_str_slice(line, URNE_HEX + 1, line.n);
    if (!urne_hash_parse(out->pid[i], &h)) {
        return false;
    }
    if (r->open) {
        return read_features(out, r, i, rest);
    }
    out->commitment[i] = rest;
    return rest.n == URNE_HEX && urne_hash_parse(rest, &h);
}

static size_t lines_of(urne_str bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        n += bytes.p[i] == '\n' ? 1 : 0;
    }
    return n;
}

urne_code urne_pool_lines_read(urne_pool_lines *out, urne_arena *arena,
                               const urne_pool_rules *r, urne_str bytes,
                               const char *file, urne_err *err)
{
    size_t n = lines_of(bytes);
    *out = (urne_pool_lines){.n = 0};
    if (n > URNE_POOL_PERSONS) {
        return urne_fail(err, URNE_E_POOL_LINE,
                         (urne_place){file, URNE_POOL_PERSONS + 1, 0}, NULL);
    }
    room(out, arena, r, n, r->open);
    for (size_t at = 0; out->n < n; out->n++) {
        const char *end = memchr(bytes.p + at, '\n', bytes.n - at);
        size_t length = (size_t)(end - (bytes.p + at));
        out->at[out->n] = at;
        if (!read_line(out, r, urne_str_slice(bytes, at, at + length))) {
            return urne_fail(err, URNE_E_POOL_LINE, (urne_place){file, out->n + 1, 0},
                             NULL);
        }
        at += length + 1;
        out->at[out->n + 1] = at;
    }
    return n == 0 || out->at[n] != bytes.n
               ? urne_fail(err, URNE_E_POOL_LINE, (urne_place){file, n + 1, 0}, NULL)
               : URNE_OK;
}

urne_hash urne_pool_root(const urne_pool_lines *lines, urne_str bytes)
{
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t i = 0; i < lines->n; i++) {
        urne_hash leaf =
            urne_hash_leaf(urne_str_slice(bytes, lines->at[i], lines->at[i + 1]));
        urne_merkle_add(&tree, &leaf);
    }
    return urne_merkle_root(&tree);
}

/* ---- pool-open.txt ---- */

static urne_code read_person(reader *rd, urne_pool_open *o, const urne_pool_rules *r)
{
    urne_str f[3];
    uint64_t v;
    size_t i = o->lines.n;
    URNE_TRY(urne_note_take(&rd->note, "person", 3, f, URNE_LAST_REST, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &v, rd->err));
    if (v != i + 1 || v > URNE_POOL_PERSONS) {
        return bad(rd, f[0], N_("the next person"));
    }
    URNE_TRY(urne_note_hex(&rd->note, f[1], URNE_HEX, rd->err));
    o->fsalt[i] = f[1];
    if (!read_features(&o->lines, r, i, f[2])) {
        return bad(rd, f[2], N_("a feature of each category, and a household or -"));
    }
    o->lines.n++;
    return URNE_OK;
}

static urne_code read_csalt(reader *rd, urne_pool_open *o)
{
    urne_str f[2];
    uint64_t v;
    URNE_TRY(take(rd, "counts", 2, f));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &v, rd->err));
    if (v != o->n_csalts) {
        return bad(rd, f[0], N_("the next panel"));
    }
    URNE_TRY(urne_note_hex(&rd->note, f[1], URNE_HEX, rd->err));
    o->csalt[o->n_csalts++] = f[1];
    return URNE_OK;
}

urne_code urne_pool_open_read(urne_pool_open *out, urne_arena *arena,
                              const urne_pool_rules *r, urne_str bytes,
                              const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    size_t n = lines_of(bytes);
    *out = (urne_pool_open){.n_csalts = 0};
    room(&out->lines, arena, r, n, true);
    out->fsalt = urne_arena_array(arena, n + 1, sizeof *out->fsalt);
    out->csalt = urne_arena_array(arena, n + 1, sizeof *out->csalt);
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "pool-open", err));
    URNE_TRY(urne_note_take_hex(&rd.note, "ceremony", 32, &out->ceremony, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "proof", URNE_HEX, &out->proof, err));
    do {
        URNE_TRY(read_person(&rd, out, r));
    } while (urne_note_is(&rd.note, "person"));
    while (urne_note_is(&rd.note, "counts")) {
        URNE_TRY(read_csalt(&rd, out));
    }
    return urne_note_close(&rd.note, err);
}

/* ---- counts.txt ---- */

static bool counts_line_ok(const urne_pool_rules *r, urne_str line)
{
    urne_hash h;
    urne_str field;
    uint64_t v;
    size_t n = 0;
    if (!r->all) {
        return line.n == URNE_HEX && urne_hash_parse(line, &h);
    }
    while (urne_str_cut(&line, ' ', &field)) {
        if (!urne_str_is(field, "-") && !number(field, &v)) {
            return false;
        }
        n++;
    }
    return n == r->features;
}

urne_code urne_pool_counts_read(urne_pool_counts *out, urne_arena *arena,
                                const urne_pool_rules *r, urne_str bytes,
                                const char *file, urne_err *err)
{
    size_t n = lines_of(bytes);
    bool whole = bytes.n > 0 && bytes.p[bytes.n - 1] == '\n';
    *out = (urne_pool_counts){.n = 0};
    out->line = urne_arena_array(arena, n + 1, sizeof *out->line);
    while (out->n < n) {
        urne_str line;
        urne_str_cut(&bytes, '\n', &line);
        if (!counts_line_ok(r, line)) {
            return urne_fail(err, URNE_E_POOL_COUNTS, (urne_place){file, out->n + 1, 0},
                             NULL);
        }
        out->line[out->n++] = line;
    }
    return whole
               ? URNE_OK
               : urne_fail(err, URNE_E_POOL_COUNTS, (urne_place){file, n + 1, 0}, NULL);
}

/* ---- the people as a problem ---- */

static void give_quotas(urne_quotas *q, urne_arena *arena, const urne_pool_rules *r)
{
    *q = (urne_quotas){.n = r->features,
                       .category = r->category,
                       .first = r->first,
                       .categories = r->categories};
    q->list = urne_arena_array(arena, r->features, sizeof *q->list);
    for (size_t f = 0; f < r->features; f++) {
        const urne_pool_feature *from = &r->feature[f];
        q->list[f] = (urne_quota){.category = r->category[from->category],
                                  .value = from->text,
                                  .lo = from->lo,
                                  .hi = from->hi,
                                  .lo_flex = from->lo,
                                  .hi_flex = from->hi};
    }
}

/* Households of two or more, numbered from 0 in the order of their numbers, whatever
 * these are. */
static void give_households(urne_respondents *people, urne_arena *arena,
                            const urne_pool_lines *lines)
{
    uint32_t most = 0, *persons, *number;
    for (size_t i = 0; i < lines->n; i++) {
        most = lines->household[i] > most ? lines->household[i] : most;
    }
    persons = urne_arena_array(arena, (size_t)most + 1, sizeof *persons);
    number = urne_arena_array(arena, (size_t)most + 1, sizeof *number);
    for (size_t i = 0; i < lines->n; i++) {
        persons[lines->household[i]]++;
    }
    for (size_t h = 1; h <= most; h++) {
        number[h] = (uint32_t)people->households;
        people->households += persons[h] > 1 ? 1 : 0;
    }
    people->household = urne_arena_array(arena, lines->n, sizeof *people->household);
    for (size_t i = 0; i < lines->n; i++) {
        uint32_t h = lines->household[i];
        people->household[i] = h > 0 && persons[h] > 1 ? number[h] : URNE_NO_HOUSEHOLD;
    }
}

void urne_pool_problem(urne_panel_pool *out, urne_arena *arena,
                       const urne_pool_rules *r, const urne_pool_lines *lines)
{
    urne_quotas q;
    urne_respondents people = {.n = lines->n, .id = lines->pid, .value = lines->value};
    give_quotas(&q, arena, r);
    give_households(&people, arena, lines);
    people.line = urne_arena_array(arena, lines->n, sizeof *people.line);
    for (size_t i = 0; i < lines->n; i++) {
        people.line[i] = i + 1;
    }
    urne_panel_types(out, arena, &q, &people, (int64_t)r->size, r->households);
}

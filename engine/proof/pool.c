#include "proof/pool.h"

#include "base/arena.h"
#include "crypto/seed.h"
#include "proof/entry_in.h"

#include <string.h>

/* ---- quotas.txt ---- */

static const char *word(bool first, const char *a, const char *b)
{
    return first ? a : b;
}

static void put_word(urne_buf *buf, const char *keyword, const char *value)
{
    put1(buf, keyword, urne_str_of(value));
}

urne_str urne_pool_rules_write(urne_arena *arena, const urne_pool_rules *r)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "urne/1 quotas\n");
    put1(&buf, "ceremony", r->ceremony);
    put_word(&buf, "size", URNE_DEC(r->size));
    put_word(&buf, "objective", word(r->maximin, "maximin", "leximin"));
    put_word(&buf, "households", word(r->households, "yes", "no"));
    put_word(&buf, "lottery", URNE_DEC(r->lottery));
    put_word(&buf, "number", word(r->dice, "dice", "seed"));
    put_word(&buf, "publication", word(r->open, "open", "sealed"));
    put_word(&buf, "counts", word(r->all, "all", "drawn"));
    put_word(&buf, "kmin", URNE_DEC(r->kmin));
    for (size_t c = 0; c < r->categories; c++) {
        urne_note_put(&buf, "category", 2,
                      (urne_str[]){urne_str_of(URNE_DEC(c + 1)), r->category[c]});
        for (size_t f = r->first[c]; f < r->first[c + 1]; f++) {
            char number[URNE_DEC_MAX], lo[URNE_DEC_MAX], hi[URNE_DEC_MAX];
            const urne_pool_feature *q = &r->feature[f];
            urne_note_put(&buf, "feature", 4,
                          (urne_str[]){urne_str_of(urne_dec(number, f + 1)),
                                       urne_str_of(urne_dec(lo, (uint64_t)q->lo)),
                                       urne_str_of(urne_dec(hi, (uint64_t)q->hi)),
                                       q->text});
        }
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* A line whose word is one of two. */
static urne_code take_word(reader *rd, const char *keyword, const char *yes,
                           const char *no, const char *wanted, bool *out)
{
    urne_str field;
    URNE_TRY(take(rd, keyword, 1, &field));
    *out = urne_str_is(field, yes);
    return *out || urne_str_is(field, no) ? URNE_OK : bad(rd, field, wanted);
}

/* A line of one number, least to most. */
static urne_code take_number(reader *rd, const char *keyword, uint64_t most,
                             uint64_t *out)
{
    urne_str field;
    URNE_TRY(take(rd, keyword, 1, &field));
    URNE_TRY(urne_note_u64(&rd->note, field, out, rd->err));
    return *out >= 1 && *out <= most
               ? URNE_OK
               : bad(rd, field, N_("a number from 1 on, within its limit"));
}

static urne_code read_head(reader *rd, urne_pool_rules *r)
{
    URNE_TRY(urne_note_take_hex(&rd->note, "ceremony", 32, &r->ceremony, rd->err));
    URNE_TRY(take_number(rd, "size", URNE_POOL_SEATS, &r->size));
    URNE_TRY(take_word(rd, "objective", "maximin", "leximin", "leximin|maximin",
                       &r->maximin));
    URNE_TRY(take_word(rd, "households", "yes", "no", "yes|no", &r->households));
    URNE_TRY(take_number(rd, "lottery", URNE_PANELS_MOST, &r->lottery));
    URNE_TRY(take_word(rd, "number", "dice", "seed", "seed|dice", &r->dice));
    URNE_TRY(take_word(rd, "publication", "open", "sealed", "open|sealed", &r->open));
    URNE_TRY(take_word(rd, "counts", "all", "drawn", "all|drawn", &r->all));
    if (r->open && !r->all) {
        return bad(rd, URNE_STR("drawn"), N_("all, since the pool is open"));
    }
    URNE_TRY(take_number(rd, "kmin", URNE_POOL_SEATS, &r->kmin));
    return r->open && r->kmin != 1 ? bad(rd, urne_str_of(URNE_DEC(r->kmin)),
                                         N_("1, since the pool is open"))
                                   : URNE_OK;
}

/* A text that stands there already, of `n` of them. */
static bool repeats(const urne_str *list, size_t n, urne_str text)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_eq(list[i], text)) {
            return true;
        }
    }
    return false;
}

static urne_code read_feature(reader *rd, urne_pool_rules *r, size_t first)
{
    urne_str f[4];
    uint64_t number, lo, hi;
    size_t n = r->features;
    URNE_TRY(urne_note_take(&rd->note, "feature", 4, f, URNE_LAST_TEXT, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &number, rd->err));
    if (number != n + 1 || n == URNE_POOL_FEATURES) {
        return bad(rd, f[0], N_("the next feature"));
    }
    URNE_TRY(urne_note_u64(&rd->note, f[1], &lo, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[2], &hi, rd->err));
    if (lo > hi || hi > URNE_POOL_QUOTA) {
        return bad(rd, lo > hi ? f[1] : f[2], N_("a quota, the least before the most"));
    }
    for (size_t i = first; i < n; i++) {
        if (urne_str_eq(r->feature[i].text, f[3])) {
            return bad(rd, f[3], N_("a text that is not there yet"));
        }
    }
    r->feature[r->features++] = (urne_pool_feature){f[3], (uint32_t)(r->categories - 1),
                                                    (int64_t)lo, (int64_t)hi};
    return URNE_OK;
}

static urne_code read_category(reader *rd, urne_pool_rules *r)
{
    urne_str f[2];
    uint64_t number;
    size_t n = r->categories;
    URNE_TRY(urne_note_take(&rd->note, "category", 2, f, URNE_LAST_TEXT, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &number, rd->err));
    if (number != n + 1 || n == URNE_POOL_CATEGORIES) {
        return bad(rd, f[0], N_("the next category"));
    }
    if (repeats(r->category, n, f[1])) {
        return bad(rd, f[1], N_("a text that is not there yet"));
    }
    r->category[r->categories++] = f[1];
    r->first[n] = r->features;
    do {
        URNE_TRY(read_feature(rd, r, r->first[n]));
    } while (urne_note_is(&rd->note, "feature"));
    r->first[n + 1] = r->features;
    return URNE_OK;
}

urne_code urne_pool_rules_read(urne_pool_rules **out, urne_arena *arena, urne_str bytes,
                               const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_pool_rules *r = urne_arena_alloc(arena, sizeof *r);
    *out = r;
    *r = (urne_pool_rules){.size = 0};
    r->category = urne_arena_array(arena, URNE_POOL_CATEGORIES, sizeof *r->category);
    r->first = urne_arena_array(arena, URNE_POOL_CATEGORIES + 1, sizeof *r->first);
    r->feature = urne_arena_array(arena, URNE_POOL_FEATURES, sizeof *r->feature);
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "quotas", err));
    URNE_TRY(read_head(&rd, r));
    do {
        URNE_TRY(read_category(&rd, r));
    } while (urne_note_is(&rd.note, "category"));
    return urne_note_close(&rd.note, err);
}

/* ---- derivations (pool-1 §4.3, §4.4) ---- */

urne_hash urne_pool_member(urne_hash *msalt, const urne_secret *k, urne_str id)
{
    *msalt = urne_mac_fields(k, 2, URNE_STR("urne/1 msalt"), id);
    urne_hex salt = urne_to_hex(*msalt);
    return urne_hash_fields(3, URNE_STR("urne/1 member"), urne_hex_str(&salt), id);
}

urne_hash urne_pool_fsalt(const urne_secret *k, urne_str id)
{
    return urne_mac_fields(k, 2, URNE_STR("urne/1 fsalt"), id);
}

urne_hash urne_pool_csalt(const urne_secret *k, uint64_t number)
{
    return urne_mac_fields(k, 2, URNE_STR("urne/1 csalt"),
                           urne_str_of(URNE_DEC(number)));
}

urne_hash urne_pool_key_commitment(const urne_secret *k)
{
    return urne_secret_commitment_as(k, "urne/1 poolkey");
}

urne_hash urne_pool_features_commitment(urne_str fsalt, urne_str text)
{
    return urne_hash_fields(3, URNE_STR("urne/1 features"), fsalt, text);
}

urne_hash urne_pool_counts_commitment(urne_str csalt, urne_str text)
{
    return urne_hash_fields(3, URNE_STR("urne/1 counts"), csalt, text);
}

/* ---- counts ---- */

void urne_pool_count(uint64_t *counts, const urne_pool_rules *r,
                     const urne_pool_lines *lines, const urne_panel_list *list,
                     size_t panel)
{
    const uint32_t *person = urne_panel_people(list, panel);
    memset(counts, 0, r->features * sizeof *counts);
    for (size_t i = 0; i < list->size; i++) {
        const uint32_t *value = lines->value + person[i] * r->categories;
        for (size_t c = 0; c < r->categories; c++) {
            counts[value[c]]++;
        }
    }
}

static bool varies(const urne_pool_rules *r, size_t f)
{
    return r->feature[f].lo < r->feature[f].hi;
}

/* Hides what is below kmin in a category; one alone would be what is missing to the
 * size of the panel, so that another goes with it. */
static void hide(bool *hidden, const urne_pool_rules *r, const uint64_t *counts,
                 size_t c)
{
    size_t n = 0, least = SIZE_MAX;
    for (size_t f = r->first[c]; f < r->first[c + 1]; f++) {
        hidden[f] = counts[f] > 0 && counts[f] < r->kmin && varies(r, f);
        n += hidden[f] ? 1 : 0;
        if (!hidden[f] && varies(r, f) &&
            (least == SIZE_MAX || counts[f] < counts[least])) {
            least = f;
        }
    }
    if (n == 1 && least != SIZE_MAX) {
        hidden[least] = true;
    }
}

urne_str urne_pool_counts_text(urne_arena *arena, const urne_pool_rules *r,
                               const uint64_t *counts)
{
    urne_buf buf = urne_buf_new(arena, 4 * r->features);
    bool *hidden = urne_arena_array(arena, r->features, sizeof *hidden);
    for (size_t c = 0; c < r->categories; c++) {
        hide(hidden, r, counts, c);
    }
    for (size_t f = 0; f < r->features; f++) {
        urne_buf_addz(&buf, f > 0 ? " " : "");
        urne_buf_addz(&buf, hidden[f] ? "-" : URNE_DEC(counts[f]));
    }
    return urne_buf_str(&buf);
}

bool urne_pool_count_fits(const urne_pool_rules *r, size_t f, urne_str count,
                          uint64_t *v)
{
    const urne_pool_feature *q = &r->feature[f];
    return urne_str_u64(count, (uint64_t)q->hi, v) && *v >= (uint64_t)q->lo;
}

/* ---- the number (pool-1 §7.6) ---- */

/* Dice as the digits of a number modulo n, the first the most significant. */
static uint64_t of_dice(urne_str value, uint64_t n)
{
    urne_str kind, sides;
    urne_str_cut(&value, ' ', &kind);
    urne_str_cut(&value, ' ', &sides);
    bool six = urne_str_is(sides, "d6");
    uint64_t number = 0;
    for (size_t i = 0; i < value.n; i++) {
        uint64_t digit = (uint64_t)(value.p[i] - (six ? '1' : '0'));
        number = (number * (six ? 6 : 10) + digit) % n;
    }
    return number;
}

uint64_t urne_pool_number(const urne_pool_rules *r, const urne_hash *seed,
                          const urne_reveals *reveals)
{
    if (r->dice) {
        bool thrown =
            reveals->n_values > 0 && urne_str_starts(reveals->values[0], "dice ");
        return thrown ? of_dice(reveals->values[0], r->lottery) : UINT64_MAX;
    }
    urne_sub sub = urne_sub_make(seed, "panel");
    uint64_t ctr = 0;
    return urne_randint_u64(&sub, "number", r->lottery, &ctr);
}

bool urne_pool_sources_ok(const urne_pool_rules *r, const urne_source *sources,
                          size_t n)
{
    if (!r->dice || n != 1 || sources[0].kind != URNE_SOURCE_DICE) {
        return false;
    }
    /* SIDES^COUNT modulo M. */
    uint64_t rest = 1 % r->lottery;
    for (uint64_t i = 0; i < sources[0].count; i++) {
        rest = rest * sources[0].sides % r->lottery;
    }
    return rest == 0;
}

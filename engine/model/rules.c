#include "model/rules.h"

#include "base/day.h"
#include "codec/note.h"

enum {
    STRATA_MAX = 4096,
    FIELD_MAX = 32,
    SEATS_MAX = 1000000,
    GROUPS_MAX = 16384,
    ELECTORS_MAX = 100000000,
    IDENTITY_MAX = 16,
    ATTRS_MAX = 8
};

/* ---- writing ---- */

static void put_u(urne_buf *buf, const char *keyword, uint64_t v)
{
    urne_note_put(buf, keyword, 1, (urne_str[]){urne_str_of(URNE_DEC(v))});
}

static void put_names(urne_buf *buf, const char *keyword, const urne_str *names,
                      size_t n)
{
    for (size_t i = 0; i < n; i++) {
        urne_note_put(buf, keyword, 1, &names[i]);
    }
}

static void put_eligible(urne_buf *buf, const urne_rules *r)
{
    if (r->has_age) {
        urne_note_put(
            buf, "eligible", 3,
            (urne_str[]){URNE_STR("age"), urne_str_of(URNE_DEC(r->age)), r->age_on});
    }
    for (size_t i = 0; i < r->n_lists; i++) {
        urne_note_put(buf, "eligible", 2, (urne_str[]){URNE_STR("list"), r->lists[i]});
    }
}

static void put_attrs(urne_buf *buf, const urne_rules *r)
{
    put_names(buf, "attr", r->attrs, r->n_attrs);
    for (size_t i = 0; i < r->n_attrs; i++) {
        if (r->unique[i]) {
            urne_note_put(buf, "unique", 1, &r->attrs[i]);
        }
    }
}

static void put_groups(urne_buf *buf, const urne_rules *r)
{
    for (size_t k = 0; k < 2; k++) {
        for (size_t g = 0; g < r->n_groups[k]; g++) {
            const urne_group *group = &r->groups[k][g];
            urne_note_put(
                buf, "group", 4,
                (urne_str[]){urne_str_of(URNE_DEC(k + 1)), urne_str_of(URNE_DEC(g + 1)),
                             urne_str_of(URNE_DEC(group->parent)), group->label});
        }
    }
}

/* The decimal of v where it applies, else "-". */
static urne_str number_or_dash(char buf[URNE_DEC_MAX], bool applies, uint64_t v)
{
    return applies ? urne_str_of(urne_dec(buf, v)) : URNE_STR("-");
}

static void put_strata(urne_buf *buf, const urne_rules *r)
{
    bool quota = r->method == URNE_METHOD_QUOTA;
    for (size_t h = 0; h < r->n_strata; h++) {
        const urne_stratum *s = &r->strata[h];
        char d[6][URNE_DEC_MAX];
        urne_note_put(buf, "stratum", 7,
                      (urne_str[]){urne_str_of(urne_dec(d[0], h + 1)),
                                   urne_str_of(urne_dec(d[1], s->electors)),
                                   number_or_dash(d[2], quota, s->seats),
                                   number_or_dash(d[3], quota, s->substitutes),
                                   number_or_dash(d[4], s->g1 != 0, s->g1),
                                   number_or_dash(d[5], s->g2 != 0, s->g2), s->label});
    }
}

urne_str urne_rules_write(urne_arena *arena, const urne_rules *r)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "urne/1 rules\n");
    urne_note_put(&buf, "ceremony", 1, &r->ceremony);
    urne_note_put(&buf, "identity", r->n_identity, r->identity);
    put_eligible(&buf, r);
    put_attrs(&buf, r);
    put_u(&buf, "seats", r->seats);
    put_u(&buf, "substitutes", r->substitutes);
    urne_str method = urne_str_of(urne_method_name(r->method));
    urne_note_put(&buf, "allocation", 1, &method);
    urne_note_put(&buf, "replace", 1, &r->replace);
    put_u(&buf, "kmin", r->kmin);
    put_groups(&buf, r);
    put_strata(&buf, r);
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

typedef struct reader {
    urne_arena *arena;
    urne_note note;
    urne_rules *r;
    urne_err *err;
} reader;

static urne_code bad(const reader *rd, urne_str value, const char *wanted)
{
    return urne_note_bad(&rd->note, value, wanted, rd->err);
}

static urne_code take(reader *rd, const char *keyword, size_t n, urne_str *fields)
{
    return urne_note_take(&rd->note, keyword, n, fields, URNE_LAST_FIELD, rd->err);
}

static urne_code take_u(reader *rd, const char *keyword, uint64_t least, uint64_t most,
                        uint64_t *out)
{
    urne_str f[1];
    URNE_TRY(take(rd, keyword, 1, f));
    URNE_TRY(urne_note_u64(&rd->note, f[0], out, rd->err));
    return *out < least || *out > most ? bad(rd, f[0], N_("in the allowed range"))
                                       : URNE_OK;
}

static void push(reader *rd, urne_str **list, size_t *n, urne_str s)
{
    *list = urne_arena_grow(rd->arena, *list, *n * sizeof s, (*n + 1) * sizeof s);
    (*list)[(*n)++] = s;
}

static bool listed(const urne_str *list, size_t n, urne_str s, size_t *at)
{
    for (*at = 0; *at < n; ++*at) {
        if (urne_str_eq(list[*at], s)) {
            return true;
        }
    }
    return false;
}

static urne_code read_identity(reader *rd)
{
    urne_str all[1], field;
    size_t at;
    URNE_TRY(urne_note_take(&rd->note, "identity", 1, all, URNE_LAST_REST, rd->err));
    if (all[0].n == 0) {
        return bad(rd, all[0], N_("at least one field"));
    }
    while (urne_str_cut(&all[0], ' ', &field)) {
        if (!urne_name_ok(field, FIELD_MAX) || rd->r->n_identity == IDENTITY_MAX ||
            listed(rd->r->identity, rd->r->n_identity, field, &at)) {
            return bad(rd, field, N_("a field name, once"));
        }
        push(rd, &rd->r->identity, &rd->r->n_identity, field);
    }
    return URNE_OK;
}

/* "eligible age" at most once and first, then "eligible list" ascending. */
static urne_code read_eligible(reader *rd)
{
    urne_rules *r = rd->r;
    while (urne_note_is(&rd->note, "eligible")) {
        urne_str f[2], arg[3] = {{0}};
        URNE_TRY(urne_note_take(&rd->note, "eligible", 2, f, URNE_LAST_REST, rd->err));
        size_t n = 0;
        for (urne_str rest = f[1]; n < 3 && urne_str_cut(&rest, ' ', &arg[n]); n++) {
        }
        if (urne_str_is(f[0], "age") && n == 2 && !r->has_age && r->n_lists == 0 &&
            urne_day_exists(arg[1])) {
            r->has_age = true;
            r->age_on = arg[1];
            URNE_TRY(urne_note_u64(&rd->note, arg[0], &r->age, rd->err));
        } else if (urne_str_is(f[0], "list") && n == 1 && urne_list_ok(arg[0]) &&
                   (r->n_lists == 0 ||
                    urne_str_cmp(r->lists[r->n_lists - 1], arg[0]) < 0)) {
            push(rd, &r->lists, &r->n_lists, arg[0]);
        } else {
            return bad(rd, f[1], N_("an age and a day, or a list, in order"));
        }
    }
    return URNE_OK;
}

/* Only the household may be unique: its value is opaque, so it can be opened. */
static urne_code read_attrs(reader *rd)
{
    urne_rules *r = rd->r;
    urne_str f[1];
    size_t at, household = ATTRS_MAX;
    while (urne_note_is(&rd->note, "attr")) {
        URNE_TRY(take(rd, "attr", 1, f));
        if (!urne_name_ok(f[0], FIELD_MAX) || r->n_attrs == ATTRS_MAX ||
            listed(r->attrs, r->n_attrs, f[0], &at)) {
            return bad(rd, f[0], N_("a field name, once"));
        }
        household = urne_str_is(f[0], "household") ? r->n_attrs : household;
        push(rd, &r->attrs, &r->n_attrs, f[0]);
    }
    r->unique = urne_arena_array(rd->arena, r->n_attrs, sizeof *r->unique);
    if (urne_note_is(&rd->note, "unique")) {
        URNE_TRY(take(rd, "unique", 1, f));
        if (!urne_str_is(f[0], "household") || household == ATTRS_MAX) {
            return bad(rd, f[0], N_("household, which must be an attr"));
        }
        r->unique[household] = true;
    }
    return URNE_OK;
}

static urne_code read_group(reader *rd)
{
    urne_rules *r = rd->r;
    urne_str f[4];
    uint64_t chain, g;
    urne_group group;
    URNE_TRY(urne_note_take(&rd->note, "group", 4, f, URNE_LAST_TEXT, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &chain, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[1], &g, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[2], &group.parent, rd->err));
    group.label = f[3];
    bool order = (chain == 1 && r->n_groups[1] == 0) || chain == 2;
    size_t k = chain == 1 ? 0 : 1;
    if (!order || r->method != URNE_METHOD_BALANCED || g != r->n_groups[k] + 1 ||
        group.parent >= g || g > GROUPS_MAX) {
        return bad(rd, f[1], N_("the next group of its chain, under balanced"));
    }
    r->groups[k] =
        urne_arena_grow(rd->arena, r->groups[k], r->n_groups[k] * sizeof group,
                        (r->n_groups[k] + 1) * sizeof group);
    r->groups[k][r->n_groups[k]++] = group;
    return URNE_OK;
}

/* A number from `least` to `most` where it applies, "-" where it does not. */
static urne_code dash_or_u64(const reader *rd, bool applies, urne_str f, uint64_t least,
                             uint64_t most, uint64_t *out)
{
    *out = 0;
    if (!applies) {
        return urne_str_is(f, "-") ? URNE_OK : bad(rd, f, N_("'-'"));
    }
    URNE_TRY(urne_note_u64(&rd->note, f, out, rd->err));
    return *out < least || *out > most ? bad(rd, f, N_("in the allowed range"))
                                       : URNE_OK;
}

static urne_code read_stratum(reader *rd)
{
    urne_rules *r = rd->r;
    urne_str f[7];
    urne_stratum s;
    uint64_t h;
    URNE_TRY(urne_note_take(&rd->note, "stratum", 7, f, URNE_LAST_TEXT, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &h, rd->err));
    if (h != r->n_strata + 1 || h > STRATA_MAX) {
        return bad(rd, f[0], N_("the next stratum"));
    }
    URNE_TRY(urne_note_u64(&rd->note, f[1], &s.electors, rd->err));
    if (s.electors == 0 || s.electors > ELECTORS_MAX) {
        return bad(rd, f[1], N_("a number of electors"));
    }
    bool quota = r->method == URNE_METHOD_QUOTA;
    URNE_TRY(dash_or_u64(rd, quota, f[2], 0, s.electors, &s.seats));
    URNE_TRY(dash_or_u64(rd, quota, f[3], 0, s.electors, &s.substitutes));
    URNE_TRY(dash_or_u64(rd, r->n_groups[0] > 0, f[4], 1, r->n_groups[0], &s.g1));
    URNE_TRY(dash_or_u64(rd, r->n_groups[1] > 0, f[5], 1, r->n_groups[1], &s.g2));
    s.label = f[6];
    r->strata = urne_arena_grow(rd->arena, r->strata, r->n_strata * sizeof s,
                                (r->n_strata + 1) * sizeof s);
    r->strata[r->n_strata++] = s;
    return URNE_OK;
}

/* Given quotas fill exactly the seats. */
static urne_code check_quotas(const reader *rd)
{
    const urne_rules *r = rd->r;
    uint64_t seats = 0, substitutes = 0;
    for (size_t h = 0; h < r->n_strata; h++) {
        seats += r->strata[h].seats;
        substitutes += r->strata[h].substitutes;
    }
    if (r->method == URNE_METHOD_QUOTA &&
        (seats != r->seats || substitutes != r->substitutes)) {
        return bad(rd, URNE_STR("stratum"),
                   N_("a set of quotas whose sums are the seats"));
    }
    return URNE_OK;
}

static urne_code read_body(reader *rd)
{
    urne_rules *r = rd->r;
    urne_str f[1];
    URNE_TRY(take(rd, "ceremony", 1, &r->ceremony));
    URNE_TRY(urne_note_hex(&rd->note, r->ceremony, 32, rd->err));
    URNE_TRY(read_identity(rd));
    URNE_TRY(read_eligible(rd));
    URNE_TRY(read_attrs(rd));
    URNE_TRY(take_u(rd, "seats", 1, SEATS_MAX, &r->seats));
    URNE_TRY(take_u(rd, "substitutes", 0, SEATS_MAX, &r->substitutes));
    URNE_TRY(take(rd, "allocation", 1, f));
    if (!urne_method_parse(f[0], &r->method)) {
        return bad(rd, f[0], N_("an allocation"));
    }
    URNE_TRY(take(rd, "replace", 1, &r->replace));
    if (!urne_str_is(r->replace, "ticket-order") &&
        !urne_str_is(r->replace, "fresh-beacon")) {
        return bad(rd, r->replace, N_("a replacement rule"));
    }
    URNE_TRY(take_u(rd, "kmin", 1, SEATS_MAX, &r->kmin));
    while (urne_note_is(&rd->note, "group")) {
        URNE_TRY(read_group(rd));
    }
    while (urne_note_is(&rd->note, "stratum")) {
        URNE_TRY(read_stratum(rd));
    }
    if (r->n_strata == 0) {
        urne_str none[1];
        return take(rd, "stratum", 1, none);
    }
    URNE_TRY(check_quotas(rd));
    return urne_note_close(&rd->note, rd->err);
}

urne_code urne_rules_read(urne_rules **out, urne_arena *arena, urne_str bytes,
                          const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    rd.r = urne_arena_alloc(arena, sizeof *rd.r);
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "rules", err));
    URNE_TRY(read_body(&rd));
    *out = rd.r;
    return URNE_OK;
}

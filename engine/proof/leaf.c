#include "proof/leaf.h"

#include "proof/merkle.h"

#include <stdlib.h>

/* ---- one elector ---- */

urne_hash urne_leaf_salt(const urne_secret *k, urne_str ident)
{
    return urne_mac_fields(k, 2, URNE_STR("urne/1 salt"), ident);
}

urne_hash urne_leaf_pid(const urne_hash *salt, urne_str ident)
{
    urne_hex hex = urne_to_hex(*salt);
    return urne_hash_fields(3, URNE_STR("urne/1 pid"), urne_hex_str(&hex), ident);
}

urne_hash urne_attr_salt(const urne_secret *k, urne_str name, urne_str ident)
{
    return urne_mac_fields(k, 3, URNE_STR("urne/1 asalt"), name, ident);
}

urne_hash urne_attr_commit(const urne_hash *asalt, urne_str name, urne_str value)
{
    urne_hex hex = urne_to_hex(*asalt);
    urne_str parts[] = {URNE_STR("urne/1 attr\n"),
                        urne_hex_str(&hex),
                        URNE_STR("\n"),
                        name,
                        URNE_STR("="),
                        value,
                        URNE_STR("\n")};
    return urne_sha256_parts(parts, sizeof parts / sizeof *parts);
}

urne_hex urne_attrs_commit(const urne_hash *commits, size_t m)
{
    if (m == 0) {
        return (urne_hex){"-"};
    }
    urne_arena *arena = urne_arena_new();
    urne_buf buf = urne_buf_new(arena, 32 + m * (URNE_HEX + 1));
    urne_buf_addz(&buf, "urne/1 attrs\n");
    for (size_t i = 0; i < m; i++) {
        urne_buf_addz(&buf, urne_to_hex(commits[i]).z);
        urne_buf_addc(&buf, '\n');
    }
    urne_hex out = urne_sha256_hex(urne_buf_str(&buf));
    urne_arena_free(arena);
    return out;
}

urne_hash urne_household_salt(const urne_secret *k, urne_str addrkey)
{
    return urne_mac_fields(k, 2, URNE_STR("urne/1 hhsalt"), addrkey);
}

urne_hex urne_household_value(const urne_hash *hhsalt, urne_str addrkey)
{
    urne_hex hex = urne_to_hex(*hhsalt);
    return urne_to_hex(
        urne_hash_fields(3, URNE_STR("urne/1 hh"), urne_hex_str(&hex), addrkey));
}

bool urne_household_none(const urne_str *fields, const urne_str *values, size_t n)
{
    static const char *const towns[] = {"postcode", "commune", "city", "country"};
    for (size_t i = 0; i < n; i++) {
        bool town = false;
        for (size_t t = 0; t < sizeof towns / sizeof *towns; t++) {
            town = town || urne_str_is(fields[i], towns[t]);
        }
        if (!town && values[i].n > 0) {
            return false;
        }
    }
    return true;
}

urne_str urne_join_tab(urne_arena *arena, const urne_str *values, size_t n)
{
    urne_buf buf = urne_buf_new(arena, 64);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            urne_buf_addc(&buf, '\t');
        }
        urne_buf_add(&buf, values[i]);
    }
    return urne_buf_str(&buf);
}

/* ---- a whole roll ---- */

typedef struct sealer {
    urne_arena *arena;
    const urne_frame *frame;
    const urne_config *config;
    const urne_roll *roll;
    const urne_secret *k;
    urne_sealed_roll *out;
    urne_buf lines;      /* the kept lines of the canonical roll, one after another */
    size_t *line_end;    /* by elector */
    urne_str *addrkey;   /* by elector, empty where there is no household */
    urne_hash *commits;  /* scratch, one per attribute */
    urne_str *household; /* scratch, one per household field */
} sealer;

static urne_str attr_value(sealer *s, size_t i, urne_str name, urne_hex *hex)
{
    const urne_elector *e = s->frame->electors[i];
    const urne_config *c = s->config;
    if (!urne_str_is(name, "household")) {
        return urne_roll_value(s->roll, e, name);
    }
    for (size_t f = 0; f < c->n_household; f++) {
        s->household[f] = urne_roll_value(s->roll, e, c->household[f]);
    }
    if (urne_household_none(c->household, s->household, c->n_household)) {
        return URNE_STR("-");
    }
    s->addrkey[i] = urne_join_tab(s->arena, s->household, c->n_household);
    urne_hash hhsalt = urne_household_salt(s->k, s->addrkey[i]);
    *hex = urne_household_value(&hhsalt, s->addrkey[i]);
    return urne_hex_str(hex);
}

static void seal_leaf(sealer *s, size_t i)
{
    const urne_elector *e = s->frame->electors[i];
    const urne_rules *r = s->frame->rules;
    urne_sealed_leaf *leaf = &s->out->leaves[i];
    urne_hash salt = urne_leaf_salt(s->k, e->ident);
    *leaf = (urne_sealed_leaf){.pid = urne_leaf_pid(&salt, e->ident),
                               .stratum = s->frame->stratum[i],
                               .elector = i};
    urne_buf_add(&s->lines, e->ident);
    urne_buf_addc(&s->lines, '\t');
    urne_buf_addu(&s->lines, leaf->stratum);
    for (size_t a = 0; a < r->n_attrs; a++) {
        urne_hex hex;
        urne_str value = attr_value(s, i, r->attrs[a], &hex);
        urne_hash asalt = urne_attr_salt(s->k, r->attrs[a], e->ident);
        s->commits[a] = urne_attr_commit(&asalt, r->attrs[a], value);
        urne_buf_addc(&s->lines, '\t');
        urne_buf_add(&s->lines, value);
    }
    leaf->acom = urne_attrs_commit(s->commits, r->n_attrs);
    urne_buf_addc(&s->lines, '\n');
    s->line_end[i] = s->lines.n;
}

static int cmp_leaf(const void *a, const void *b)
{
    const urne_sealed_leaf *x = a, *y = b;
    return urne_hash_cmp(&x->pid, &y->pid);
}

/* roll.txt and the root of its lines. */
static void write_roll(sealer *s)
{
    urne_buf buf = urne_buf_new(s->arena, s->out->n * 140 + 1);
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t i = 0; i < s->out->n; i++) {
        const urne_sealed_leaf *leaf = &s->out->leaves[i];
        if (i > 0 && urne_hash_cmp(&leaf[-1].pid, &leaf->pid) >= 0) {
            urne_bug("two electors with one PID");
        }
        size_t from = buf.n;
        urne_buf_addz(&buf, urne_to_hex(leaf->pid).z);
        urne_buf_addc(&buf, ' ');
        urne_buf_addu(&buf, leaf->stratum);
        urne_buf_addc(&buf, ' ');
        urne_buf_addz(&buf, leaf->acom.z);
        urne_buf_addc(&buf, '\n');
        urne_hash h = urne_hash_leaf((urne_str){buf.p + from, buf.n - from});
        urne_merkle_add(&tree, &h);
    }
    s->out->bytes = urne_buf_str(&buf);
    s->out->root = urne_merkle_root(&tree);
}

/* Lines sorted by bytes, then those of the electors set aside, sorted by bytes. */
static urne_hash hash_lines(urne_arena *arena, urne_str *kept, size_t n,
                            const urne_roll *roll)
{
    urne_str *aside = urne_arena_array(arena, roll->n_electors, sizeof *aside);
    size_t n_aside = 0;
    for (size_t i = 0; i < roll->n_electors; i++) {
        const urne_elector *e = &roll->electors[i];
        if (e->reason != URNE_KEPT) {
            urne_buf line = urne_buf_new(arena, e->ident.n + 16);
            urne_buf_add(&line, e->ident);
            urne_buf_addc(&line, '\t');
            urne_buf_addz(&line, urne_reason_name(e->reason));
            urne_buf_addc(&line, '\n');
            aside[n_aside++] = urne_buf_str(&line);
        }
    }
    qsort(kept, n, sizeof *kept, urne_str_cmp_void);
    qsort(aside, n_aside, sizeof *aside, urne_str_cmp_void);
    urne_str *all = urne_arena_array(arena, n + n_aside, sizeof *all);
    memcpy(all, kept, n * sizeof *all);
    memcpy(all + n, aside, n_aside * sizeof *all);
    return urne_sha256_parts(all, n + n_aside);
}

static void hash_canonical(sealer *s)
{
    size_t n = s->out->n;
    urne_str *lines = urne_arena_array(s->arena, n, sizeof *lines);
    for (size_t i = 0; i < n; i++) {
        size_t from = i == 0 ? 0 : s->line_end[i - 1];
        lines[i] = (urne_str){s->lines.p + from, s->line_end[i] - from};
    }
    s->out->canonical = hash_lines(s->arena, lines, n, s->roll);
    urne_hex hex = urne_to_hex(s->out->canonical);
    s->out->rollfile =
        urne_mac_fields(s->k, 2, URNE_STR("urne/1 rollfile"), urne_hex_str(&hex));
}

/* Counts the addresses that hold more people than a dwelling does. */
static void count_crowded(sealer *s)
{
    enum { HANDFUL = 8 };
    size_t n = s->out->n, run = 0;
    qsort(s->addrkey, n, sizeof *s->addrkey, urne_str_cmp_void);
    for (size_t i = 0; i < n; i++) {
        bool same = i > 0 && urne_str_eq(s->addrkey[i], s->addrkey[i - 1]);
        run = s->addrkey[i].n == 0 ? 0 : same ? run + 1 : 1;
        s->out->crowded += run == HANDFUL + 1 ? 1 : 0;
        s->out->largest = run > s->out->largest ? run : s->out->largest;
    }
}

urne_sealed_roll *urne_roll_seal(urne_arena *arena, const urne_frame *frame,
                                 const urne_config *config, const urne_roll *roll,
                                 const urne_secret *k)
{
    sealer s = {.arena = arena, .frame = frame, .config = config, .roll = roll, .k = k};
    s.out = urne_arena_alloc(arena, sizeof *s.out);
    s.out->n = frame->n;
    s.out->leaves = urne_arena_array(arena, frame->n, sizeof *s.out->leaves);
    s.lines = urne_buf_new(arena, frame->n * 128);
    s.line_end = urne_arena_array(arena, frame->n, sizeof *s.line_end);
    s.addrkey = urne_arena_array(arena, frame->n, sizeof *s.addrkey);
    s.commits = urne_arena_array(arena, frame->rules->n_attrs, sizeof *s.commits);
    s.household = urne_arena_array(arena, config->n_household, sizeof *s.household);
    for (size_t i = 0; i < frame->n; i++) {
        seal_leaf(&s, i);
    }
    qsort(s.out->leaves, s.out->n, sizeof *s.out->leaves, cmp_leaf);
    write_roll(&s);
    hash_canonical(&s);
    count_crowded(&s);
    return s.out;
}

/* The fields of the fingerprint, by the rules alone, so that a column which one dress
 * lacks and another leaves empty makes no difference. */
static size_t telling(size_t *index, const urne_config *c, const urne_roll *roll)
{
    static const char *const address[] = {"street-no", "street",   "extra1", "extra2",
                                          "locality",  "postcode", "commune"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof address / sizeof *address; i++) {
        index[n++] = urne_roll_field(roll, urne_str_of(address[i]));
    }
    for (size_t i = 0; i < c->n_axes; i++) {
        index[n++] = urne_roll_field(roll, c->axes[i].field);
    }
    for (size_t i = 0; i < c->n_attributes; i++) {
        index[n++] = urne_roll_field(roll, c->attributes[i]);
    }
    for (size_t i = 0; i < c->n_household; i++) {
        index[n++] = urne_roll_field(roll, c->household[i]);
    }
    return n;
}

static char *append(char *to, urne_str s)
{
    if (s.n > 0) {
        memcpy(to, s.p, s.n);
    }
    return to + s.n;
}

urne_hash urne_roll_fingerprint(urne_arena *arena, const urne_config *config,
                                const urne_roll *roll)
{
    size_t most = 8 + config->n_axes + config->n_attributes + config->n_household;
    size_t *index = urne_arena_array(arena, most, sizeof *index);
    size_t n = telling(index, config, roll);
    /* Electors stand in the order of their values, so the lines need no sorting. */
    urne_buf buf = urne_buf_new(arena, roll->n_electors * 112 + 1);
    for (size_t i = 0; i < roll->n_electors; i++) {
        const urne_elector *e = &roll->electors[i];
        urne_str reason = urne_str_of(urne_reason_name(e->reason));
        size_t room = e->ident.n + reason.n + 2 + n;
        for (size_t f = 0; f < n; f++) {
            room += index[f] == SIZE_MAX ? 0 : e->value[index[f]].n;
        }
        char *to = append(urne_buf_reserve(&buf, room), e->ident);
        *to++ = '\t';
        to = append(to, reason);
        for (size_t f = 0; f < n && e->reason == URNE_KEPT; f++) {
            *to++ = '\t';
            to = index[f] == SIZE_MAX ? to : append(to, e->value[index[f]]);
        }
        *to++ = '\n';
        buf.n = (size_t)(to - buf.p);
    }
    return urne_blake2b(urne_buf_str(&buf));
}

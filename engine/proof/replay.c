#include "proof/replay.h"

#include "proof/leaf.h"

enum { ATTRS_MAX = 8 };

bool urne_attrs_open(const urne_rules *r, const urne_str *attrs, size_t n,
                     urne_str acom)
{
    urne_hash commits[ATTRS_MAX];
    if (n != r->n_attrs || r->n_attrs > ATTRS_MAX) {
        return false;
    }
    for (size_t a = 0; a < n; a++) {
        urne_str rest = attrs[a], name, value = {0}, salt = {0};
        urne_hash asalt;
        urne_str_cut(&rest, ':', &name);
        bool opened = rest.p != NULL;
        if (opened != r->unique[a]) {
            return false;
        }
        if (!opened) {
            urne_hash_parse(name, &commits[a]);
            continue;
        }
        urne_str_cut(&rest, ':', &value);
        urne_str_cut(&rest, ':', &salt);
        if (!urne_str_eq(name, r->attrs[a]) || !urne_hash_parse(salt, &asalt)) {
            return false;
        }
        commits[a] = urne_attr_commit(&asalt, name, value);
    }
    return urne_str_is(acom, urne_attrs_commit(commits, n).z);
}

urne_str urne_attr_value(urne_str attr)
{
    urne_str name, value = {"-", 1};
    urne_str_cut(&attr, ':', &name);
    urne_str_cut(&attr, ':', &value);
    return value;
}

void urne_replay_begin(urne_replay *out, urne_arena *arena, const urne_rules *rules,
                       const urne_roll_lines *roll, urne_str roll_bytes,
                       const urne_result *result)
{
    urne_hash seed;
    size_t unique = urne_unique_attr(rules);
    if (!urne_hash_parse(result->seed, &seed)) {
        urne_bug("seed of a result that was read");
    }
    *out = (urne_replay){
        .arena = arena, .rules = rules, .roll = roll, .roll_bytes = roll_bytes};
    out->seats = urne_replacing_new(arena, rules, roll->leaves, roll->n, &seed);
    for (size_t i = 0; i < result->n_lines; i++) {
        const urne_result_line *l = &result->lines[i];
        bool opened = unique < l->n_attrs;
        if (l->kind != URNE_STEP_SHORT && l->number > 0) {
            urne_replacing_drawn(
                out->seats, l->kind, l->pass, (size_t)l->number - 1, l->stratum, l->pos,
                opened ? urne_attr_value(l->attrs[unique]) : URNE_STR("-"));
        }
    }
}

/* The lines of an entry, as far as they have been followed. */
typedef struct follower {
    const urne_replay *r;
    const urne_later *entry;
    size_t next;
} follower;

static bool open_value(void *ctx, size_t leaf, size_t attr, urne_str *value)
{
    const follower *f = ctx;
    if (f->next >= f->entry->n_lines) {
        return false;
    }
    const urne_replace_line *l = &f->entry->lines[f->next];
    if (l->number != leaf + 1 ||
        !urne_attrs_open(f->r->rules, l->attrs, l->n_attrs,
                         urne_roll_acom(f->r->roll, f->r->roll_bytes, leaf))) {
        return false;
    }
    *value = urne_attr_value(l->attrs[attr]);
    return true;
}

/* Whether a line is what a decision makes. Attributes of one who is no substitute have
 * been opened before; those of a substitute stand in the result. */
static bool line_due(const urne_replay *r, const urne_successor *s,
                     const urne_replace_line *there)
{
    static const urne_replace_kind kinds[] = {URNE_REPLACE_CALLED, URNE_REPLACE_PASSED,
                                              URNE_REPLACE_VACANT};
    urne_hex ticket = urne_to_hex(s->ticket);
    urne_replace_line due = {.kind = kinds[s->kind],
                             .number = s->leaf + 1,
                             .of_number = s->of_leaf + 1,
                             .ticket = urne_hex_str(&ticket)};
    bool opens = s->kind == URNE_SUCCESSOR_PASSED ||
                 (s->kind == URNE_SUCCESSOR_CALLED && !s->substitute &&
                  urne_unique_attr(r->rules) < r->rules->n_attrs);
    if (opens) {
        due.attrs = there->attrs;
        due.n_attrs = there->n_attrs;
    }
    urne_buf buf = urne_buf_new(r->arena, 512);
    urne_replace_put(&buf, &due);
    return urne_str_eq((urne_str){buf.p, buf.n - 1}, there->text);
}

/* One group: its refusal, and the lines up to who is called. */
static bool follow_group(urne_replay *r, follower *f)
{
    const urne_replace_line *l = &f->entry->lines[f->next];
    if (l->kind != URNE_REPLACE_REFUSED ||
        !urne_replacing_refuse(r->seats, (size_t)l->number - 1)) {
        return false;
    }
    r->refused++;
    urne_successor s;
    do {
        f->next++;
        s = urne_replacing_next(r->seats, open_value, f);
        if (f->next >= f->entry->n_lines || s.kind == URNE_SUCCESSOR_UNKNOWN ||
            !line_due(r, &s, &f->entry->lines[f->next])) {
            return false;
        }
    } while (s.kind == URNE_SUCCESSOR_PASSED);
    r->vacant += s.kind == URNE_SUCCESSOR_VACANT ? 1 : 0;
    f->next++;
    return true;
}

uint64_t urne_replay_entry(urne_replay *r, const urne_later *entry)
{
    follower f = {.r = r, .entry = entry};
    while (f.next < entry->n_lines) {
        if (!follow_group(r, &f)) {
            size_t at = f.next < entry->n_lines ? f.next : entry->n_lines - 1;
            return entry->lines[at].line;
        }
    }
    return 0;
}

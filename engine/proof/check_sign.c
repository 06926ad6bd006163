#include "proof/check.h"

#include <stdlib.h>

/* Keys, signatures and the roles that must sign (transcript-1 §3, §4; V06, V21). */

#include "codec/note.h"

/* ---- pins: the keys that the user holds ---- */

static int by_role(const void *a, const void *b)
{
    const urne_pin *x = a, *y = b;
    return urne_str_cmp(x->role, y->role);
}

static urne_code bad_pins(const char *keys, urne_err *err)
{
    return urne_fail(
        err, URNE_E_USE_VALUE, URNE_NOWHERE, keys, "--key",
        N_("keys are ROLE=PUBKEY with commas between them, each role once, "
           "a key in 56 characters"),
        NULL);
}

urne_code urne_check_pins(urne_checker *c, const char *keys, urne_err *err)
{
    urne_str rest = urne_str_of(keys == NULL ? "" : keys), part;
    c->pin = urne_arena_array(c->arena, URNE_ROLES_MAX, sizeof *c->pin);
    while (keys != NULL && urne_str_cut(&rest, ',', &part)) {
        urne_pin pin = {.key = part};
        if (c->n_pins == URNE_ROLES_MAX || !urne_str_cut(&pin.key, '=', &pin.role) ||
            !urne_name_ok(pin.role, URNE_ROLE_NAME_MAX) || !urne_key_text_ok(pin.key)) {
            return bad_pins(keys, err);
        }
        c->pin[c->n_pins++] = pin;
    }
    qsort(c->pin, c->n_pins, sizeof *c->pin, by_role);
    for (size_t i = 1; i < c->n_pins; i++) {
        if (urne_str_eq(c->pin[i - 1].role, c->pin[i].role)) {
            return bad_pins(keys, err);
        }
    }
    return URNE_OK;
}

static bool is_pinned(const urne_checker *c, const urne_announced_key *key)
{
    for (size_t i = 0; i < c->n_pins; i++) {
        if (urne_str_eq(c->pin[i].role, key->role)) {
            return urne_str_eq(c->pin[i].key, key->key);
        }
    }
    return false;
}

/* Which announced keys were not compared with what the user holds. */
static void view_pins(urne_checker *c)
{
    const urne_announce *a = &c->announce;
    c->out->unpinned = urne_arena_array(c->arena, a->n_keys + 1, sizeof(char *));
    for (size_t i = 0; i < a->n_keys; i++) {
        if (!is_pinned(c, &a->keys[i])) {
            c->out->unpinned[c->out->n_unpinned++] =
                urne_str_z(c->arena, a->keys[i].role);
        }
    }
    c->out->pinned = a->n_keys > 0 && c->out->n_unpinned == 0;
}

/* ---- the chain that signatures are of ---- */

static void add_entry(urne_checker *c, const char *name, const char *kind,
                      const urne_found *f, const urne_entry *head,
                      const urne_later *later)
{
    c->chain.entry[c->chain.n++] =
        (urne_transcript_entry){name, kind, f->bytes, head->time, later};
}

/* The entries that are due, when all can be read; else the verdict of v is set. */
static bool build_chain(urne_checker *c, unsigned v)
{
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        if (c->file[i].due &&
            !urne_check_found(c, v, urne_check_name(c, i), &c->file[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < c->n_later; i++) {
        if (!urne_check_found(c, v, c->later[i].name, &c->later[i].found)) {
            return false;
        }
    }
    if (c->chain.n > 0) {
        return true;
    }
    c->chain = (urne_transcript){.arena = c->arena, .announce = &c->announce};
    c->chain.entry = urne_arena_array(c->arena, URNE_FILE_RESULT + 1 + c->n_later,
                                      sizeof *c->chain.entry);
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        if (c->file[i].due) {
            add_entry(c, urne_check_name(c, i), c->track->kind[i], &c->file[i],
                      urne_base_head(c, i), NULL);
        }
    }
    for (size_t i = 0; i < c->n_later; i++) {
        const urne_found_later *l = &c->later[i];
        add_entry(c, l->name, urne_later_kind_name(l->kind), &l->found, &l->note.head,
                  &l->note);
    }
    return true;
}

/* The signature of an entry by a role that is known, or NULL. */
static urne_found_signature *signature_of(urne_checker *c, const char *file,
                                          urne_str role)
{
    for (size_t i = 0; i < c->n_signatures; i++) {
        urne_found_signature *s = &c->signature[i];
        if (urne_str_is(s->file, file) && urne_str_eq(s->role, role)) {
            return s;
        }
    }
    return NULL;
}

/* Whether a known signature counts; else the verdict of v is set. */
static bool judge(urne_checker *c, unsigned v, urne_found_signature *s)
{
    urne_err err = URNE_ERR_NONE;
    const char *item = N_("entry");
    size_t i = 0;
    if (!urne_check_found(c, v, s->name, &s->found)) {
        return false;
    }
    while (i < c->chain.n && !urne_str_is(s->file, c->chain.entry[i].file)) {
        i++;
    }
    if (i == c->chain.n) {
        urne_check_fail(c, v, s->name, item, URNE_E_CHECK_NAME, NULL, NULL);
        return false;
    }
    s->counts = urne_signature_counts(&c->chain, i, s->role, s->found.bytes, s->name,
                                      &item, &err) == URNE_OK;
    if (!s->counts) {
        const urne_diag *d = &err.diag[0];
        urne_check *check = &c->out->check[v - 1];
        if (check->verdict != URNE_FAIL) {
            urne_check_fail(c, v, s->name, item, d->code, NULL, NULL);
            check->why = *d;
        }
    }
    return s->counts;
}

/* ---- V06 ---- */

static void check_keys(urne_checker *c)
{
    const urne_announce *a = &c->announce;
    const char *name = urne_check_name(c, URNE_FILE_ANNOUNCE);
    urne_public_key *keys = urne_arena_array(c->arena, a->n_keys + 1, sizeof *keys);
    for (size_t i = 0; i < a->n_keys; i++) {
        bool good =
            urne_public_parse(&keys[i], a->keys[i].key, URNE_NOWHERE, NULL) == URNE_OK;
        for (size_t j = 0; good && j < i; j++) {
            good = memcmp(keys[i].point, keys[j].point, sizeof keys[i].point) != 0;
        }
        if (!good) {
            urne_check_line(c, 6, name, a->keys[i].line, URNE_E_CHECK_KEY, NULL);
        }
    }
    for (size_t i = 0; i < c->n_pins; i++) {
        const urne_announced_key *key = urne_role_find(a, c->pin[i].role);
        const char *role = urne_str_z(c->arena, c->pin[i].role);
        if (key == NULL) {
            urne_check_fail(c, 6, name, N_("key"), URNE_E_CHECK_PIN, role, NULL);
        } else if (!is_pinned(c, key)) {
            urne_check_line(c, 6, name, key->line, URNE_E_CHECK_PIN, role);
        }
    }
}

static void check_rekeys(urne_checker *c)
{
    static const char *const lines[] = {"", "role ", "old ", "key "};
    urne_str other;
    for (size_t i = 0; i < c->chain.n; i++) {
        const urne_transcript_entry *e = &c->chain.entry[i];
        if (e->later == NULL || e->later->kind != URNE_LATER_REKEY) {
            continue;
        }
        int fault = urne_rekey_fault(&c->chain, i, &other);
        if (fault != 0) {
            urne_check_line(c, 6, e->file, urne_line_starting(e->bytes, lines[fault]),
                            URNE_E_CHECK_REKEY, NULL);
        }
    }
}

static void unsigned_by(urne_checker *c, unsigned v, size_t i, urne_str role)
{
    urne_check_fail(c, v, urne_signature_name(&c->chain, i, role), N_("absent"),
                    URNE_E_CHECK_UNSIGNED, NULL, NULL);
}

/* More than half of the observers sign a rekey. */
static void check_observers(urne_checker *c, size_t i)
{
    const urne_announce *a = &c->announce;
    const char *file = c->chain.entry[i].file;
    size_t present = 0, all = urne_observers(a);
    urne_str absent = {"", 0};
    if (all == 0) {
        urne_check_fail(c, 6, file, N_("observer"), URNE_E_CHECK_UNSIGNED, NULL, NULL);
        return;
    }
    for (size_t k = 0; k < a->n_keys; k++) {
        if (!urne_is_observer(a->keys[k].role)) {
            continue;
        }
        bool there = signature_of(c, file, a->keys[k].role) != NULL;
        present += there ? 1 : 0;
        absent = !there && absent.n == 0 ? a->keys[k].role : absent;
    }
    if (2 * present <= all) {
        unsigned_by(c, 6, i, absent);
    }
}

static void check_required(urne_checker *c)
{
    for (size_t i = 0; i < c->chain.n; i++) {
        const urne_transcript_entry *e = &c->chain.entry[i];
        const urne_later *next =
            i + 1 < c->chain.n ? c->chain.entry[i + 1].later : NULL;
        /* Whoever does not sign would keep the others from aborting. */
        if (next != NULL && next->kind == URNE_LATER_ABORT) {
            continue;
        }
        const urne_required *r = urne_required_of(&c->announce, e->kind);
        for (size_t k = 0; r != NULL && k < r->n_roles; k++) {
            if (signature_of(c, e->file, r->roles[k]) == NULL) {
                unsigned_by(c, 6, i, r->roles[k]);
            }
        }
        if (e->later != NULL && e->later->kind == URNE_LATER_REKEY) {
            check_observers(c, i);
        }
    }
}

/* Whether a signature of the reveals counts: that hangs on the announcement and on the
 * reveals alone, whatever is wrong with the entries behind them. */
static bool attests(urne_checker *c, const urne_found_signature *s)
{
    const urne_found *f = &c->file[URNE_FILE_REVEALS];
    urne_transcript_entry entry = {urne_check_name(c, URNE_FILE_REVEALS),
                                   c->track->kind[URNE_FILE_REVEALS], f->bytes,
                                   urne_base_head(c, URNE_FILE_REVEALS)->time, NULL};
    const urne_transcript alone = {
        .arena = c->arena, .announce = &c->announce, .entry = &entry, .n = 1};
    const char *item;
    return s->counts || (s->found.present && !s->found.odd &&
                         urne_signature_counts(&alone, 0, s->role, s->found.bytes,
                                               s->name, &item, NULL) == URNE_OK);
}

/* Who besides the clerk signed the reveals: the time of the throw rests on them. */
static void view_witnesses(urne_checker *c)
{
    const char *reveals = urne_check_name(c, URNE_FILE_REVEALS);
    if (!urne_base_good(c, URNE_FILE_ANNOUNCE) ||
        !urne_base_good(c, URNE_FILE_REVEALS)) {
        return;
    }
    c->out->witnesses = urne_arena_array(c->arena, c->n_signatures + 1, sizeof(char *));
    for (size_t i = 0; i < c->n_signatures; i++) {
        const urne_found_signature *s = &c->signature[i];
        if (urne_str_is(s->file, reveals) && !urne_str_is(s->role, "clerk") &&
            attests(c, s)) {
            c->out->witnesses[c->out->n_witnesses++] = urne_str_z(c->arena, s->role);
        }
    }
}

void urne_check_signatures(urne_checker *c)
{
    size_t n = 0;
    bool read = urne_base_good(c, URNE_FILE_ANNOUNCE);
    if (read && c->announce.n_keys == 0 && c->n_signatures == 0 && c->n_pins == 0) {
        urne_check_note(c, 6, URNE_NOT_CHECKED, URNE_E_CHECK_NO_KEY, NULL, NULL);
        return;
    }
    if (read) {
        view_pins(c);
    }
    bool chained = build_chain(c, 6);
    if (chained) {
        check_keys(c);
        check_rekeys(c);
        for (size_t i = 0; i < c->n_signatures; i++) {
            n += judge(c, 6, &c->signature[i]) ? 1 : 0;
        }
        check_required(c);
    }
    view_witnesses(c);
    if (!chained) {
        return;
    }
    urne_check_note(c, 6, URNE_PASS, URNE_E_CHECK_SIGNED, URNE_DEC(n), NULL);
}

/* ---- V21 ---- */

static void fail_handover(urne_checker *c, size_t i, const char *line)
{
    const urne_transcript_entry *e = &c->chain.entry[i];
    urne_check_line(c, 21, e->file, urne_line_starting(e->bytes, line),
                    URNE_E_CHECK_HANDOVER, NULL);
}

/* The receiver must have seen container, grammar, keywords, chain and ceremony pass:
 * the first line `check` that stands in the place of one of them and is not it. */
static void check_verified(urne_checker *c, size_t i)
{
    enum { MUST_PASS = 5 };
    const urne_transcript_entry *e = &c->chain.entry[i];
    for (unsigned v = 0; v < MUST_PASS; v++) {
        if (!e->later->listed[v] || !e->later->passed[v]) {
            uint64_t first = urne_line_starting(e->bytes, "check ");
            urne_check_line(c, 21, e->file, first + v, URNE_E_CHECK_HANDOVER, NULL);
            return;
        }
    }
}

static void check_handover(urne_checker *c, size_t i, urne_str lead)
{
    const urne_later *l = c->chain.entry[i].later;
    const urne_str both[] = {l->from, l->to};
    if (urne_role_find(&c->announce, l->from) == NULL ||
        (lead.n > 0 && !urne_str_eq(lead, l->from))) {
        fail_handover(c, i, "from ");
    }
    if (urne_role_find(&c->announce, l->to) == NULL || urne_str_eq(l->from, l->to)) {
        fail_handover(c, i, "to ");
    }
    check_verified(c, i);
    for (size_t k = 0; k < 2; k++) {
        urne_found_signature *s = signature_of(c, c->chain.entry[i].file, both[k]);
        if (s == NULL) {
            unsigned_by(c, 21, i, both[k]);
        } else {
            judge(c, 21, s);
        }
    }
}

void urne_check_handovers(urne_checker *c)
{
    urne_str lead = {"", 0};
    bool any = false;
    for (size_t i = 0; i < c->n_later; i++) {
        any = any || c->later[i].kind == URNE_LATER_HANDOVER;
    }
    if (!any) {
        urne_check_note(c, 21, URNE_NOT_CHECKED, URNE_E_CHECK_NO_ENTRY, NULL, NULL);
        return;
    }
    if (!build_chain(c, 21)) {
        return;
    }
    for (size_t i = 0; i < c->chain.n; i++) {
        const urne_later *l = c->chain.entry[i].later;
        if (l != NULL && l->kind == URNE_LATER_HANDOVER) {
            check_handover(c, i, lead);
            lead = l->to;
        }
    }
    urne_check_note(c, 21, URNE_PASS, URNE_OK, NULL, NULL);
}

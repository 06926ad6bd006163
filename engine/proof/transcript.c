#include "proof/transcript.h"

#include "base/day.h"
#include "crypto/hash.h"
#include "proof/entry_in.h"

/* KINDS_MAX: as many as known_kind knows, each once. */
enum { ROLE_MAX = 16, KINDS_MAX = 24, ROLE_LINES_MAX = 64 };

/* ---- writing ---- */

void urne_entry_put(urne_buf *buf, const char *kind, const urne_entry *head)
{
    urne_buf_addz(buf, "urne/1 ");
    urne_buf_addz(buf, kind);
    urne_buf_addc(buf, '\n');
    put1(buf, "ceremony", head->ceremony);
    put1(buf, "seq", urne_str_of(URNE_DEC(head->seq)));
    put1(buf, "prev", head->prev);
    put1(buf, "time", head->time);
}

static void put_roles(urne_buf *buf, const urne_announce *a)
{
    for (size_t i = 0; i < a->n_keys; i++) {
        urne_note_put(buf, "key", 2, (urne_str[]){a->keys[i].role, a->keys[i].key});
    }
    for (size_t i = 0; i < a->n_keys; i++) {
        if (a->keys[i].expire.p != NULL) {
            urne_note_put(buf, "expire", 2,
                          (urne_str[]){a->keys[i].role, a->keys[i].expire});
        }
    }
    for (size_t i = 0; i < a->n_required; i++) {
        put1(buf, "require", a->required[i].kind);
        buf->n--; /* the roles go before the LF */
        for (size_t r = 0; r < a->required[i].n_roles; r++) {
            urne_buf_addc(buf, ' ');
            urne_buf_add(buf, a->required[i].roles[r]);
        }
        urne_buf_addc(buf, '\n');
    }
}

urne_str urne_announce_write(urne_arena *arena, const urne_announce *a)
{
    urne_buf buf = urne_buf_new(arena, 512);
    urne_entry_put(&buf, "announce", &a->head);
    put1(&buf, "prior", a->prior);
    put_roles(&buf, a);
    urne_note_put(&buf, "tool", 2, (urne_str[]){URNE_STR("urne"), a->tool});
    put1(&buf, "body", a->body);
    put1(&buf, "title", a->title);
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

static void put_role_hashes(urne_buf *buf, const char *keyword,
                            const urne_role_hash *hashes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        urne_note_put(buf, keyword, 2, (urne_str[]){hashes[i].role, hashes[i].hex});
    }
}

urne_str urne_commit_write(urne_arena *arena, const urne_commit *c)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_entry_put(&buf, "commit", &c->head);
    put1(&buf, "rules", c->rules);
    urne_note_put(&buf, "roll", 3,
                  (urne_str[]){urne_str_of(URNE_DEC(c->electors)), c->root, c->sha256});
    put1(&buf, "rollkey", c->rollkey);
    put1(&buf, "rollfile", c->rollfile);
    put_role_hashes(&buf, "sealed", c->sealed, c->n_sealed);
    put_role_hashes(&buf, "rollcopy", c->rollcopies, c->n_rollcopies);
    for (size_t i = 0; i < c->n_excluded; i++) {
        urne_note_put(&buf, "excluded", 2,
                      (urne_str[]){c->excluded[i].reason,
                                   urne_str_of(URNE_DEC(c->excluded[i].count))});
    }
    if (c->has_audit) {
        urne_note_put(&buf, "audit", 2,
                      (urne_str[]){urne_str_of(URNE_DEC(c->audit_leaves)),
                                   urne_str_of(URNE_DEC(c->audit_positions))});
    }
    urne_sources_put(&buf, c->sources, c->n_sources);
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading: fields ---- */

static urne_code u64(const reader *rd, urne_str field, uint64_t least, uint64_t *out)
{
    URNE_TRY(urne_note_u64(&rd->note, field, out, rd->err));
    return *out < least ? bad(rd, field, N_("a number from 1 on")) : URNE_OK;
}

urne_code urne_entry_read(urne_note *note, urne_entry *head, urne_str bytes,
                          const char *file, const char *kind, urne_err *err)
{
    urne_str f[1];
    URNE_TRY(urne_note_open(note, bytes, file, kind, err));
    URNE_TRY(
        urne_note_take(note, "ceremony", 1, &head->ceremony, URNE_LAST_FIELD, err));
    URNE_TRY(urne_note_hex(note, head->ceremony, 32, err));
    URNE_TRY(urne_note_take(note, "seq", 1, f, URNE_LAST_FIELD, err));
    URNE_TRY(urne_note_u64(note, f[0], &head->seq, err));
    URNE_TRY(urne_note_take(note, "prev", 1, &head->prev, URNE_LAST_FIELD, err));
    URNE_TRY(urne_note_hex(note, head->prev, URNE_HEX, err));
    URNE_TRY(urne_note_take(note, "time", 1, &head->time, URNE_LAST_FIELD, err));
    return urne_note_time(note, head->time, err);
}

/* ---- reading: announce ---- */

bool urne_key_text_ok(urne_str s)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i++) {
        if (memchr(digits, s.p[i], 64) == NULL) {
            return false;
        }
    }
    return s.n == 56;
}

static urne_code read_keys(reader *rd, urne_announce *a)
{
    urne_str f[2];
    a->keys = urne_arena_array(rd->arena, URNE_ROLES_MAX, sizeof *a->keys);
    while (urne_note_is(&rd->note, "key")) {
        uint64_t line = rd->note.line;
        URNE_TRY(take(rd, "key", 2, f));
        if (!urne_name_ok(f[0], ROLE_MAX) || a->n_keys == URNE_ROLES_MAX ||
            (a->n_keys > 0 && urne_str_cmp(a->keys[a->n_keys - 1].role, f[0]) >= 0)) {
            return bad(rd, f[0], N_("the next role"));
        }
        if (!urne_key_text_ok(f[1])) {
            return bad(rd, f[1], N_("a public key"));
        }
        a->keys[a->n_keys++] =
            (urne_announced_key){.role = f[0], .key = f[1], .line = line};
    }
    return URNE_OK;
}

static urne_announced_key *key_of(const urne_announce *a, urne_str role)
{
    for (size_t i = 0; i < a->n_keys; i++) {
        if (urne_str_eq(a->keys[i].role, role)) {
            return &a->keys[i];
        }
    }
    return NULL;
}

static urne_code read_expires(reader *rd, const urne_announce *a)
{
    urne_str f[2], last = {0};
    while (urne_note_is(&rd->note, "expire")) {
        URNE_TRY(take(rd, "expire", 2, f));
        urne_announced_key *key = key_of(a, f[0]);
        if (key == NULL || (last.n > 0 && urne_str_cmp(last, f[0]) >= 0)) {
            return bad(rd, f[0], N_("the next role that has a key"));
        }
        if (!urne_day_exists(f[1])) {
            return bad(rd, f[1], N_("a day"));
        }
        key->expire = f[1];
        last = f[0];
    }
    return URNE_OK;
}

static bool known_kind(urne_str kind)
{
    static const char *const kinds[] = {
        "abort",    "announce",      "audit",   "ballots-commit", "ballots-reveals",
        "beacon",   "board-receipt", "close",   "commit",         "destroy",
        "handover", "panel-result",  "panels",  "pool-commit",    "pool-reveals",
        "receipt",  "rekey",         "replace", "result",         "reveals",
        "rules",    "seed",          "tables",  "tally"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (urne_str_is(kind, kinds[i])) {
            return true;
        }
    }
    return false;
}

static urne_code read_requires(reader *rd, urne_announce *a)
{
    urne_str last = {0};
    a->required = urne_arena_array(rd->arena, KINDS_MAX, sizeof *a->required);
    while (urne_note_is(&rd->note, "require")) {
        urne_str f[2], role, before = {0};
        URNE_TRY(urne_note_take(&rd->note, "require", 2, f, URNE_LAST_REST, rd->err));
        if (!known_kind(f[0]) || f[1].n == 0 ||
            (a->n_required > 0 && urne_str_cmp(last, f[0]) >= 0)) {
            return bad(rd, f[0], N_("the next kind of note, with roles"));
        }
        urne_required *r = &a->required[a->n_required];
        *r = (urne_required){.kind = f[0]};
        r->roles = urne_arena_array(rd->arena, a->n_keys + 1, sizeof *r->roles);
        while (urne_str_cut(&f[1], ' ', &role)) {
            if (key_of(a, role) == NULL ||
                (before.n > 0 && urne_str_cmp(before, role) >= 0)) {
                return bad(rd, role, N_("the next role that has a key"));
            }
            r->roles[r->n_roles++] = role;
            before = role;
        }
        last = f[0];
        a->n_required++;
    }
    return URNE_OK;
}

/* INT.INT.INT */
static bool version_ok(urne_str v)
{
    urne_str part;
    uint64_t n;
    size_t parts = 0;
    while (urne_str_cut(&v, '.', &part)) {
        if (!urne_str_u64(part, URNE_INT_MAX - 1, &n)) {
            return false;
        }
        parts++;
    }
    return parts == 3;
}

urne_code urne_announce_read(urne_announce *out, urne_arena *arena, urne_str bytes,
                             const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str f[2];
    *out = (urne_announce){.n_keys = 0};
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file, "announce", err));
    URNE_TRY(take(&rd, "prior", 1, &out->prior));
    if (!urne_str_is(out->prior, "none")) {
        URNE_TRY(urne_note_hex(&rd.note, out->prior, URNE_HEX, err));
    }
    URNE_TRY(read_keys(&rd, out));
    URNE_TRY(read_expires(&rd, out));
    URNE_TRY(read_requires(&rd, out));
    URNE_TRY(take(&rd, "tool", 2, f));
    out->tool = f[1];
    if (!urne_str_is(f[0], "urne") || !version_ok(f[1])) {
        return bad(&rd, f[1], N_("urne and its version"));
    }
    URNE_TRY(urne_note_take(&rd.note, "body", 1, &out->body, URNE_LAST_TEXT, err));
    URNE_TRY(urne_note_take(&rd.note, "title", 1, &out->title, URNE_LAST_TEXT, err));
    return urne_note_close(&rd.note, err);
}

/* ---- reading: commit ---- */

static urne_code read_role_hashes(reader *rd, const char *keyword, urne_role_hash **out,
                                  size_t *n)
{
    urne_str f[2];
    *out = urne_arena_array(rd->arena, ROLE_LINES_MAX, sizeof **out);
    while (urne_note_is(&rd->note, keyword)) {
        URNE_TRY(take(rd, keyword, 2, f));
        if (!urne_name_ok(f[0], ROLE_MAX) || *n == ROLE_LINES_MAX ||
            (*n > 0 && urne_str_cmp((*out)[*n - 1].role, f[0]) >= 0)) {
            return bad(rd, f[0], N_("the next role"));
        }
        URNE_TRY(urne_note_hex(&rd->note, f[1], URNE_HEX, rd->err));
        (*out)[(*n)++] = (urne_role_hash){f[0], f[1]};
    }
    return URNE_OK;
}

static bool known_reason(urne_str reason)
{
    for (int i = URNE_REASON_AGE; i < URNE_REASONS; i++) {
        if (urne_str_is(reason, urne_reason_name((urne_reason)i))) {
            return true;
        }
    }
    return false;
}

static urne_code read_excluded(reader *rd, urne_commit *c)
{
    urne_str f[2];
    c->excluded = urne_arena_array(rd->arena, URNE_REASONS, sizeof *c->excluded);
    while (urne_note_is(&rd->note, "excluded")) {
        URNE_TRY(take(rd, "excluded", 2, f));
        size_t n = c->n_excluded;
        if (!known_reason(f[0]) ||
            (n > 0 && urne_str_cmp(c->excluded[n - 1].reason, f[0]) >= 0)) {
            return bad(rd, f[0], N_("the next reason"));
        }
        URNE_TRY(u64(rd, f[1], 1, &c->excluded[n].count));
        c->excluded[c->n_excluded++].reason = f[0];
    }
    return URNE_OK;
}

static urne_code read_roll(reader *rd, urne_commit *c)
{
    urne_str f[3];
    URNE_TRY(urne_note_take_hex(&rd->note, "rules", URNE_HEX, &c->rules, rd->err));
    URNE_TRY(take(rd, "roll", 3, f));
    URNE_TRY(u64(rd, f[0], 1, &c->electors));
    URNE_TRY(urne_note_hex(&rd->note, f[1], URNE_HEX, rd->err));
    URNE_TRY(urne_note_hex(&rd->note, f[2], URNE_HEX, rd->err));
    c->root = f[1];
    c->sha256 = f[2];
    URNE_TRY(urne_note_take_hex(&rd->note, "rollkey", URNE_HEX, &c->rollkey, rd->err));
    return urne_note_take_hex(&rd->note, "rollfile", URNE_HEX, &c->rollfile, rd->err);
}

urne_code urne_commit_read(urne_commit *out, urne_arena *arena, urne_str bytes,
                           const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str f[2];
    *out = (urne_commit){.n_sources = 0};
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file, "commit", err));
    URNE_TRY(read_roll(&rd, out));
    URNE_TRY(read_role_hashes(&rd, "sealed", &out->sealed, &out->n_sealed));
    URNE_TRY(read_role_hashes(&rd, "rollcopy", &out->rollcopies, &out->n_rollcopies));
    URNE_TRY(read_excluded(&rd, out));
    if (urne_note_is(&rd.note, "audit")) {
        out->has_audit = true;
        URNE_TRY(take(&rd, "audit", 2, f));
        URNE_TRY(u64(&rd, f[0], 0, &out->audit_leaves));
        URNE_TRY(u64(&rd, f[1], 0, &out->audit_positions));
    }
    URNE_TRY(urne_sources_take(&rd.note, arena, out, err));
    return urne_note_close(&rd.note, err);
}

#include "proof/receipt.h"

#include "codec/note.h"
#include "proof/leaf.h"
#include "proof/merkle.h"

enum { IDENTITY_MAX = 16, ATTRS_MAX = 8 };

/* ---- writing ---- */

/* KEYWORD FIELD... [VALUE]: an empty value is left out with its space. */
static void put_valued(urne_buf *buf, const char *keyword, size_t n,
                       const urne_str *fields, urne_str value)
{
    urne_note_put(buf, keyword, n, fields);
    if (value.n > 0) {
        buf->n--;
        urne_buf_addc(buf, ' ');
        urne_buf_add(buf, value);
        urne_buf_addc(buf, '\n');
    }
}

urne_str urne_receipt_write(urne_arena *arena, const urne_receipt *r)
{
    urne_buf buf = urne_buf_new(arena, 2048);
    urne_str number = urne_str_of(URNE_DEC(r->number));
    urne_str stratum = urne_str_of(URNE_DEC(r->stratum));
    urne_buf_addz(&buf, "urne/1 receipt\n");
    urne_note_put(&buf, "ceremony", 1, &r->ceremony);
    urne_note_put(&buf, "commit", 1, &r->commit);
    urne_note_put(&buf, "number", 1, &number);
    urne_note_put(&buf, "pid", 1, &r->pid);
    urne_note_put(&buf, "stratum", 1, &stratum);
    for (size_t i = 0; i < r->n_identity; i++) {
        put_valued(&buf, "identity", 1, &r->identity[i], r->identity_value[i]);
    }
    if (r->has_separate) {
        put_valued(&buf, "separate", 0, NULL, r->separate);
    }
    urne_note_put(&buf, "salt", 1, &r->salt);
    for (size_t i = 0; i < r->n_attrs; i++) {
        put_valued(&buf, "attr", 2, (urne_str[]){r->attr[i], r->asalt[i]},
                   r->attr_value[i]);
    }
    for (size_t i = 0; i < r->n_address; i++) {
        put_valued(&buf, "address", 1, &r->address[i], r->address_value[i]);
    }
    if (r->hhsalt.n > 0) {
        urne_note_put(&buf, "hhsalt", 1, &r->hhsalt);
    }
    for (size_t i = 0; i < r->n_path; i++) {
        urne_note_put(&buf, "path", 1, &r->path[i]);
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

typedef struct reader {
    urne_arena *arena;
    urne_note note;
    urne_receipt *r;
    urne_err *err;
} reader;

static urne_code bad(const reader *rd, urne_str value, const char *wanted)
{
    return urne_note_bad(&rd->note, value, wanted, rd->err);
}

static urne_code take_number(reader *rd, const char *keyword, uint64_t *out,
                             uint64_t *line)
{
    urne_str f[1];
    *line = rd->note.line;
    URNE_TRY(urne_note_take(&rd->note, keyword, 1, f, URNE_LAST_FIELD, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], out, rd->err));
    return *out == 0 ? bad(rd, f[0], N_("a number from 1 on")) : URNE_OK;
}

/* KEYWORD FIELD... [VALUE] with n fields before the value. */
static urne_code take_valued(reader *rd, const char *keyword, size_t n,
                             urne_str *fields)
{
    return urne_note_take(&rd->note, keyword, n + 1, fields, URNE_LAST_VALUE, rd->err);
}

/* KEYWORD FIELD [VALUE], up to `most` times; each field a name, once. */
static urne_code take_pairs(reader *rd, const char *keyword, size_t most,
                            urne_str *names, urne_str *values, size_t *n)
{
    while (urne_note_is(&rd->note, keyword)) {
        urne_str f[2];
        URNE_TRY(take_valued(rd, keyword, 1, f));
        bool again = *n == most || !urne_name_ok(f[0], 32);
        for (size_t i = 0; !again && i < *n; i++) {
            again = urne_str_eq(names[i], f[0]);
        }
        if (again) {
            return bad(rd, f[0], N_("a field name, once"));
        }
        names[*n] = f[0];
        values[(*n)++] = f[1];
    }
    return URNE_OK;
}

static urne_code read_identity(reader *rd)
{
    urne_receipt *r = rd->r;
    urne_str f[2];
    r->line_identity = rd->note.line;
    r->identity = urne_arena_array(rd->arena, IDENTITY_MAX, sizeof *r->identity);
    r->identity_value = urne_arena_array(rd->arena, IDENTITY_MAX, sizeof *r->identity);
    URNE_TRY(take_pairs(rd, "identity", IDENTITY_MAX, r->identity, r->identity_value,
                        &r->n_identity));
    if (r->n_identity == 0) {
        return urne_note_take(&rd->note, "identity", 2, f, URNE_LAST_VALUE, rd->err);
    }
    if (urne_note_is(&rd->note, "separate")) {
        r->has_separate = true;
        URNE_TRY(take_valued(rd, "separate", 0, &r->separate));
    }
    return URNE_OK;
}

static urne_code read_attrs(reader *rd)
{
    urne_receipt *r = rd->r;
    bool household = false;
    r->line_attr = rd->note.line;
    r->attr = urne_arena_array(rd->arena, ATTRS_MAX, sizeof *r->attr);
    r->asalt = urne_arena_array(rd->arena, ATTRS_MAX, sizeof *r->asalt);
    r->attr_value = urne_arena_array(rd->arena, ATTRS_MAX, sizeof *r->attr_value);
    while (urne_note_is(&rd->note, "attr")) {
        urne_str f[3];
        URNE_TRY(take_valued(rd, "attr", 2, f));
        URNE_TRY(urne_note_hex(&rd->note, f[1], URNE_HEX, rd->err));
        if (r->n_attrs == ATTRS_MAX || !urne_name_ok(f[0], 32)) {
            return bad(rd, f[0], N_("the name of an attribute"));
        }
        household = household || urne_str_is(f[0], "household");
        r->attr[r->n_attrs] = f[0];
        r->asalt[r->n_attrs] = f[1];
        r->attr_value[r->n_attrs++] = f[2];
    }
    r->address = urne_arena_array(rd->arena, IDENTITY_MAX, sizeof *r->address);
    r->address_value = urne_arena_array(rd->arena, IDENTITY_MAX, sizeof *r->address);
    if (!household) {
        urne_str f[2];
        if (!urne_note_is(&rd->note, "address")) {
            return URNE_OK;
        }
        URNE_TRY(take_valued(rd, "address", 1, f));
        return bad(rd, f[0], N_("allowed without the attribute household"));
    }
    URNE_TRY(take_pairs(rd, "address", IDENTITY_MAX, r->address, r->address_value,
                        &r->n_address));
    if (r->n_address == 0) {
        urne_str f[2];
        return urne_note_take(&rd->note, "address", 2, f, URNE_LAST_VALUE, rd->err);
    }
    return urne_note_take_hex(&rd->note, "hhsalt", URNE_HEX, &r->hhsalt, rd->err);
}

urne_code urne_receipt_read(urne_receipt *out, urne_arena *arena, urne_str bytes,
                            const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .r = out, .err = err};
    *out = (urne_receipt){.number = 0};
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "receipt", err));
    URNE_TRY(urne_note_take_hex(&rd.note, "ceremony", 32, &out->ceremony, rd.err));
    URNE_TRY(urne_note_take_hex(&rd.note, "commit", URNE_HEX, &out->commit, rd.err));
    URNE_TRY(take_number(&rd, "number", &out->number, &out->line_number));
    out->line_pid = rd.note.line;
    URNE_TRY(urne_note_take_hex(&rd.note, "pid", URNE_HEX, &out->pid, rd.err));
    URNE_TRY(take_number(&rd, "stratum", &out->stratum, &out->line_stratum));
    URNE_TRY(read_identity(&rd));
    out->line_salt = rd.note.line;
    URNE_TRY(urne_note_take_hex(&rd.note, "salt", URNE_HEX, &out->salt, rd.err));
    URNE_TRY(read_attrs(&rd));
    out->line_path = rd.note.line;
    out->path = urne_arena_array(arena, URNE_MERKLE_DEPTH, sizeof *out->path);
    while (urne_note_is(&rd.note, "path")) {
        urne_str hex;
        URNE_TRY(urne_note_take_hex(&rd.note, "path", URNE_HEX, &hex, rd.err));
        if (out->n_path == URNE_MERKLE_DEPTH) {
            return bad(&rd, hex, N_("within the depth of a tree"));
        }
        out->path[out->n_path++] = hex;
    }
    return urne_note_close(&rd.note, err);
}

/* ---- checking ---- */

typedef struct checker {
    urne_arena *arena;
    const char *file;
    const urne_receipt *r;
    const urne_receipt_facts *f;
    urne_err *err;
} checker;

static urne_code unconfirmed(const checker *c, uint64_t line)
{
    urne_place at = {c->file, line, 0};
    return urne_fail(c->err, URNE_E_RECEIPT_LINE, at, NULL);
}

static urne_hash hash_of(urne_str hex)
{
    urne_hash h;
    if (!urne_hash_parse(hex, &h)) {
        urne_bug("hex of a receipt that was read");
    }
    return h;
}

static urne_code check_identity(const checker *c)
{
    const urne_receipt *r = c->r;
    for (size_t i = 0; i < r->n_identity || i < c->f->rules->n_identity; i++) {
        if (i >= r->n_identity || i >= c->f->rules->n_identity ||
            !urne_str_eq(r->identity[i], c->f->rules->identity[i])) {
            return unconfirmed(c, r->line_identity + i);
        }
    }
    if (r->number > c->f->roll->n) {
        return unconfirmed(c, r->line_number);
    }
    urne_str ident = urne_join_tab(c->arena, r->identity_value, r->n_identity);
    if (r->has_separate) {
        ident = urne_join_tab(c->arena, (urne_str[]){ident, r->separate}, 2);
    }
    urne_hash salt = hash_of(r->salt), pid = urne_leaf_pid(&salt, ident);
    urne_hash claimed = hash_of(r->pid);
    if (urne_hash_cmp(&pid, &claimed) != 0) {
        return unconfirmed(c, r->line_pid);
    }
    const urne_leaf *leaf = &c->f->roll->leaves[r->number - 1];
    if (urne_hash_cmp(&pid, &leaf->pid) != 0) {
        return unconfirmed(c, r->line_number);
    }
    return leaf->stratum == r->stratum ? URNE_OK : unconfirmed(c, r->line_stratum);
}

static urne_code check_household(const checker *c, size_t i)
{
    const urne_receipt *r = c->r;
    urne_hash hhsalt = hash_of(r->hhsalt);
    urne_str key = urne_join_tab(c->arena, r->address_value, r->n_address);
    urne_hex value = urne_household_value(&hhsalt, key);
    bool none = urne_household_none(r->address, r->address_value, r->n_address);
    return urne_str_is(r->attr_value[i], none ? "-" : value.z)
               ? URNE_OK
               : unconfirmed(c, r->line_attr + i);
}

static urne_code check_attrs(const checker *c)
{
    const urne_receipt *r = c->r;
    urne_hash commits[ATTRS_MAX];
    for (size_t i = 0; i < r->n_attrs || i < c->f->rules->n_attrs; i++) {
        if (i >= r->n_attrs || i >= c->f->rules->n_attrs ||
            !urne_str_eq(r->attr[i], c->f->rules->attrs[i])) {
            return unconfirmed(c, r->line_attr + i);
        }
        urne_hash asalt = hash_of(r->asalt[i]);
        commits[i] = urne_attr_commit(&asalt, r->attr[i], r->attr_value[i]);
    }
    for (size_t i = 0; i < r->n_attrs; i++) {
        if (urne_str_is(r->attr[i], "household")) {
            URNE_TRY(check_household(c, i));
        }
    }
    urne_hex acom = urne_attrs_commit(commits, r->n_attrs);
    urne_str there = urne_roll_acom(c->f->roll, c->f->roll_bytes, r->number - 1);
    return urne_str_is(there, acom.z) ? URNE_OK : unconfirmed(c, r->line_attr);
}

static urne_code check_path(const checker *c)
{
    const urne_receipt *r = c->r;
    urne_hash path[URNE_MERKLE_DEPTH], root;
    for (size_t i = 0; i < r->n_path; i++) {
        path[i] = hash_of(r->path[i]);
    }
    urne_hash leaf =
        urne_hash_leaf(urne_roll_line(c->f->roll, c->f->roll_bytes, r->number - 1));
    if (!urne_merkle_follow(&root, &leaf, c->f->roll->n, r->number - 1, path,
                            r->n_path) ||
        !urne_str_is(c->f->commit->root, urne_to_hex(root).z)) {
        return unconfirmed(c, r->line_path);
    }
    return URNE_OK;
}

urne_code urne_receipt_check(uint64_t *number, urne_arena *arena, urne_str bytes,
                             const char *file, const urne_receipt_facts *facts,
                             urne_err *err)
{
    enum { CEREMONY_LINE = 2, COMMIT_LINE = 3 };
    urne_receipt r;
    URNE_TRY(urne_receipt_read(&r, arena, bytes, file, err));
    checker c = {arena, file, &r, facts, err};
    if (!urne_str_eq(r.ceremony, facts->commit->head.ceremony)) {
        return unconfirmed(&c, CEREMONY_LINE);
    }
    if (!urne_str_is(r.commit, facts->seal.z)) {
        return unconfirmed(&c, COMMIT_LINE);
    }
    URNE_TRY(check_identity(&c));
    URNE_TRY(check_attrs(&c));
    URNE_TRY(check_path(&c));
    *number = r.number;
    return URNE_OK;
}

/* ---- the code on paper ---- */

enum { SALT_DIGITS = 52, CODE_DIGITS = 56 };
static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The five bits from bit `at` of n bytes, zeros behind the end. */
static unsigned five_bits(const unsigned char *b, size_t n, size_t at)
{
    unsigned v = 0;
    for (size_t i = at; i < at + 5; i++) {
        unsigned bit = i / 8 < n ? (unsigned)(b[i / 8] >> (7 - i % 8)) & 1U : 0U;
        v = v << 1 | bit;
    }
    return v;
}

/* Fills the 4 check digits behind the 52 digits of the salt. */
static void check_digits(char digits[CODE_DIGITS])
{
    urne_hash h =
        urne_hash_fields(2, URNE_STR("urne/1 paper"), (urne_str){digits, SALT_DIGITS});
    for (size_t i = SALT_DIGITS; i < CODE_DIGITS; i++) {
        digits[i] = crockford[five_bits(h.b, URNE_HASH, 5 * (i - SALT_DIGITS))];
    }
}

void urne_paper_code(char out[URNE_PAPER_MAX], const urne_hash *salt)
{
    char digits[CODE_DIGITS];
    for (size_t i = 0; i < SALT_DIGITS; i++) {
        digits[i] = crockford[five_bits(salt->b, URNE_HASH, 5 * i)];
    }
    check_digits(digits);
    size_t n = 0;
    for (size_t i = 0; i < CODE_DIGITS; i++) {
        if (i > 0 && i % 4 == 0) {
            out[n++] = ' ';
        }
        out[n++] = digits[i];
    }
    out[n] = '\0';
}

/* The digit a person meant, or 0 when there is none. */
static char meant(char ch)
{
    if (ch >= 'a' && ch <= 'z') {
        ch = (char)(ch - 'a' + 'A');
    }
    ch = ch == 'O' ? '0' : ch == 'I' || ch == 'L' ? '1' : ch;
    return ch != '\0' && strchr(crockford, ch) != NULL ? ch : '\0';
}

bool urne_paper_parse(urne_str code, urne_hash *salt)
{
    char digits[CODE_DIGITS], due[CODE_DIGITS];
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        if (code.p[i] == ' ' || code.p[i] == '-') {
            continue;
        }
        if (n == CODE_DIGITS || meant(code.p[i]) == '\0') {
            return false;
        }
        digits[n++] = meant(code.p[i]);
    }
    if (n != CODE_DIGITS) {
        return false;
    }
    memcpy(due, digits, sizeof due);
    check_digits(due);
    memset(salt->b, 0, URNE_HASH);
    for (size_t bit = 0; bit < (size_t)5 * SALT_DIGITS; bit++) {
        size_t v = (size_t)(strchr(crockford, digits[bit / 5]) - crockford);
        bool set = (v >> (4 - bit % 5) & 1) != 0;
        if (bit >= (size_t)8 * URNE_HASH) {
            if (set) {
                return false;
            }
        } else if (set) {
            salt->b[bit / 8] |= (unsigned char)(0x80U >> (bit % 8));
        }
    }
    return memcmp(digits, due, sizeof due) == 0;
}

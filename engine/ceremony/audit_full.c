/* The check of a whole roll by who holds its key (transcript-1 §16.4). */
#include "base/file.h"
#include "ceremony/unlock.h"
#include "proof/check.h"
#include "proof/leaf.h"
#include "proof/merkle.h"
#include "proof/shelf.h"
#include "urne/audit.h"

#define CONFIG_LIMIT ((size_t)4 << 20)
#define ROLL_LIMIT   ((size_t)16 << 30)

/* A check in progress: what was sealed, and what the copy gives. */
typedef struct checking {
    urne_arena *arena;
    const urne_audit_full_options *o;
    urne_audit_full_view *out;
    urne_shelf shelf;
    urne_commit commit;
    urne_str rules_bytes, roll_bytes;
    urne_roll_lines lines;
    const char *rules_path;
    urne_config *config;
    urne_roll *roll;
    urne_frame *frame;
    urne_sealed_roll *sealed;
    urne_err *err;
} checking;

/* ---- what was sealed ---- */

static bool is_dossier(urne_arena *arena, const char *path)
{
    return urne_file_exists(urne_path(arena, path, "public")) &&
           urne_file_exists(urne_path(arena, path, "private"));
}

static urne_code read_sealed(checking *c)
{
    const urne_audit_full_options *o = c->o;
    bool dossier = is_dossier(c->arena, o->path);
    const char *path = dossier ? urne_path(c->arena, o->path, "public") : o->path;
    urne_str bytes;
    c->rules_path = o->rules != NULL ? o->rules
                    : dossier        ? urne_path(c->arena, o->path, "rules.json")
                                     : NULL;
    if (c->rules_path == NULL) {
        return urne_fail(c->err, URNE_E_USE_MISSING, URNE_NOWHERE, "--rules", "audit",
                         NULL);
    }
    URNE_TRY(urne_shelf_open(&c->shelf, c->arena, path, o->roll_txt, c->err));
    if (!urne_shelf_has(&c->shelf, URNE_STR("01-commit.txt"))) {
        return urne_fail(c->err, URNE_E_BUNDLE_UNSEALED, URNE_IN(path), NULL);
    }
    URNE_TRY(urne_shelf_read(&bytes, &c->shelf, "01-commit.txt", URNE_NOTE_FILE_MAX,
                             c->err));
    URNE_TRY(urne_commit_read(&c->commit, c->arena, bytes, "01-commit.txt", c->err));
    URNE_TRY(urne_shelf_read(&c->rules_bytes, &c->shelf, "rules.txt",
                             URNE_NOTE_FILE_MAX, c->err));
    URNE_TRY(
        urne_shelf_read(&c->roll_bytes, &c->shelf, "roll.txt", ROLL_LIMIT, c->err));
    return urne_roll_lines_read(&c->lines, c->arena, c->roll_bytes, "roll.txt", c->err);
}

/* ---- what the copy gives ---- */

static urne_code read_copy(checking *c)
{
    const urne_audit_full_options *o = c->o;
    urne_str json;
    URNE_TRY(urne_file_read(&json, c->arena, c->rules_path, CONFIG_LIMIT, c->err));
    URNE_TRY(urne_config_read(&c->config, c->arena, json, c->rules_path, c->err));
    URNE_TRY(urne_roll_read(&c->roll, c->arena, c->config, o->paths, o->n_paths,
                            o->decisions, c->err));
    c->out->to_decide = c->roll->to_decide;
    if (c->roll->to_decide > 0) {
        return urne_fail(c->err, URNE_E_SEAL_UNDECIDED, URNE_NOWHERE,
                         URNE_DEC(c->roll->to_decide), NULL);
    }
    return urne_frame_build(&c->frame, c->arena, c->config, c->roll,
                            c->commit.head.ceremony, c->rules_path, c->err);
}

static urne_code derive(checking *c)
{
    const urne_asker who = {c->o->ask, c->o->context};
    urne_secret *k;
    URNE_TRY(
        urne_unlock_roll_key(&k, c->arena, c->o->key, c->o->custodian, &who, c->err));
    urne_hex kcom = urne_to_hex(urne_secret_commitment(k));
    urne_code code = URNE_OK;
    if (!urne_str_is(c->commit.rollkey, kcom.z)) {
        code = urne_fail(c->err, URNE_E_AUDIT_KEY, URNE_IN(c->o->key), NULL);
    } else {
        c->sealed = urne_roll_seal(c->arena, c->frame, c->config, c->roll, k);
    }
    urne_secret_free(k);
    return code;
}

/* ---- one against the other ---- */

static void first(checking *c, urne_audit_first what, uint64_t number)
{
    if (c->out->first == URNE_FIRST_NONE) {
        c->out->first = what;
        c->out->number = number;
    }
}

static void place(checking *c, const urne_sealed_leaf *leaf)
{
    const urne_elector *e = c->frame->electors[leaf->elector];
    if (c->out->file == NULL) {
        c->out->file = c->roll->files[e->file].path;
        c->out->line = e->line;
    }
}

static void compare_rules(checking *c)
{
    urne_str due = urne_rules_write(c->arena, c->frame->rules);
    urne_hex sha = urne_sha256_hex(c->rules_bytes);
    if (!urne_str_eq(due, c->rules_bytes) || !urne_str_is(c->commit.rules, sha.z)) {
        first(c, URNE_FIRST_RULES, 0);
        c->out->rules_line = urne_first_difference(c->rules_bytes, due);
    }
}

static void compare_line(checking *c, size_t i, const urne_sealed_leaf *leaf)
{
    urne_str acom = urne_roll_acom(&c->lines, c->roll_bytes, i);
    if (c->lines.leaves[i].stratum != leaf->stratum ||
        !urne_str_is(acom, leaf->acom.z)) {
        c->out->differences++;
        if (c->out->first == URNE_FIRST_NONE) {
            place(c, leaf);
        }
        first(c, URNE_FIRST_DIFFERENCE, i + 1);
    }
}

/* Both are ascending by PID, so far as roll.txt is what it should be. */
static void compare_lines(checking *c)
{
    size_t i = 0, j = 0;
    while (i < c->lines.n || j < c->sealed->n) {
        int order = i == c->lines.n     ? 1
                    : j == c->sealed->n ? -1
                                        : urne_hash_cmp(&c->lines.leaves[i].pid,
                                                        &c->sealed->leaves[j].pid);
        if (order < 0) {
            c->out->ghosts++;
            first(c, URNE_FIRST_GHOST, i + 1);
        } else if (order > 0) {
            c->out->omissions++;
            if (c->out->first == URNE_FIRST_NONE) {
                place(c, &c->sealed->leaves[j]);
            }
            first(c, URNE_FIRST_OMISSION, 0);
        } else {
            compare_line(c, i, &c->sealed->leaves[j]);
        }
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
}

/* The lines are those of the copy: then the seal must name them, and those set aside.
 */
static void compare_seal(checking *c)
{
    urne_hex sha = urne_sha256_hex(c->roll_bytes);
    urne_hex root = urne_to_hex(c->sealed->root);
    urne_hex rollfile = urne_to_hex(c->sealed->rollfile);
    if (!urne_str_eq(c->roll_bytes, c->sealed->bytes) ||
        !urne_str_is(c->commit.sha256, sha.z) || !urne_str_is(c->commit.root, root.z) ||
        c->commit.electors != c->sealed->n) {
        first(c, URNE_FIRST_SEAL, 0);
    }
    if (!urne_str_is(c->commit.rollfile, rollfile.z)) {
        first(c, URNE_FIRST_ASIDE, 0);
    }
}

/* The observer's own copy: H( L("urne/1 rollcopy", hex(r), hex(SHA-256(bytes))) ). */
static urne_code compare_copy(checking *c)
{
    urne_hash r;
    if (c->o->rollcopy == NULL) {
        return URNE_OK;
    }
    urne_str hex = urne_str_of(c->o->rollcopy);
    if (!urne_hash_parse(hex, &r) || c->o->n_paths != 1) {
        return urne_fail(c->err, URNE_E_AUDIT_COPY, URNE_NOWHERE,
                         N_("which sealed copy it is cannot be told"), NULL);
    }
    urne_hex due = urne_to_hex(urne_hash_fields(3, URNE_STR("urne/1 rollcopy"), hex,
                                                c->roll->files[0].sha256));
    for (size_t i = 0; i < c->commit.n_rollcopies; i++) {
        if (urne_str_is(c->commit.rollcopies[i].hex, due.z)) {
            c->out->copy_of = urne_str_z(c->arena, c->commit.rollcopies[i].role);
            return URNE_OK;
        }
    }
    return urne_fail(c->err, URNE_E_AUDIT_COPY, URNE_IN(c->o->paths[0]),
                     N_("is not the copy that was sealed"), NULL);
}

static urne_code check(checking *c)
{
    URNE_TRY(read_sealed(c));
    URNE_TRY(read_copy(c));
    URNE_TRY(compare_copy(c));
    URNE_TRY(derive(c));
    c->out->sealed = c->lines.n;
    c->out->derived = c->sealed->n;
    compare_lines(c);
    compare_rules(c);
    compare_seal(c);
    c->out->yes = c->out->first == URNE_FIRST_NONE;
    return URNE_OK;
}

urne_code urne_audit_full(urne_audit_full_view **out, urne_arena *arena,
                          const urne_audit_full_options *options, urne_err *err)
{
    urne_crypto_init();
    checking c = {.arena = arena, .o = options, .err = err};
    *out = c.out = urne_arena_alloc(arena, sizeof *c.out);
    return check(&c);
}

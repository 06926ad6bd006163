#include "proof/check.h"

#include "base/file.h"
#include "crypto/tsr.h"

/* The limit of draw-1 §16 for a roll. */
#define ROLL_LIMIT ((size_t)16 << 30)

/* Certificates that the user gives. */
#define AUTHORITY_LIMIT ((size_t)1 << 20)

static const char *const titles[URNE_CHECKS] = {
    N_("container"),   N_("note grammar"), N_("keywords"),     N_("chain"),
    N_("ceremony"),    N_("signatures"),   N_("rules"),        N_("roll grammar"),
    N_("order"),       N_("root"),         N_("strata"),       N_("sources"),
    N_("seed"),        N_("beacon"),       N_("draw"),         N_("time"),
    N_("timestamp"),   N_("replacements"), N_("sample audit"), N_("continuity"),
    N_("handover"),    N_("panels"),       N_("ballots"),      N_("duplicates"),
    N_("eligibility"), N_("tally"),        N_("ties"),         N_("receipt")};

/* ---- verdicts ---- */

const char *urne_check_name(const urne_checker *c, int id)
{
    return c->track->file[id] == NULL ? "" : c->track->file[id];
}

bool urne_check_is(const urne_checker *c, urne_operation operation)
{
    return c->track->operation == operation;
}

const char *urne_item_line(urne_arena *arena, uint64_t line)
{
    urne_buf buf = urne_buf_new(arena, 32);
    urne_buf_addz(&buf, "line ");
    urne_buf_addu(&buf, line);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

void urne_check_note(urne_checker *c, unsigned v, urne_verdict verdict, urne_code code,
                     const char *arg0, const char *arg1)
{
    urne_err err = URNE_ERR_NONE;
    urne_check *check = &c->out->check[v - 1];
    if (check->verdict == URNE_FAIL) {
        return; /* the first fault of a check is the one named */
    }
    check->verdict = verdict;
    if (code != URNE_OK) {
        urne_fail(&err, code, URNE_NOWHERE, arg0, arg0 == NULL ? NULL : arg1, NULL);
        check->why = err.diag[0];
    }
}

void urne_check_fail(urne_checker *c, unsigned v, const char *file, const char *item,
                     urne_code code, const char *arg0, const char *arg1)
{
    urne_check *check = &c->out->check[v - 1];
    if (check->verdict == URNE_FAIL) {
        return;
    }
    check->file = file;
    check->item = item;
    urne_check_note(c, v, URNE_FAIL, code, arg0, arg1);
}

void urne_check_line(urne_checker *c, unsigned v, const char *file, uint64_t line,
                     urne_code code, const char *arg0)
{
    urne_check_fail(c, v, file, urne_item_line(c->arena, line), code, arg0, NULL);
}

/* A fault of grammar keeps its own code and place. */
static void fail_by(urne_checker *c, unsigned v, const char *name,
                    const urne_diag *fault)
{
    urne_check *check = &c->out->check[v - 1];
    if (check->verdict == URNE_FAIL) {
        return;
    }
    check->verdict = URNE_FAIL;
    check->file = name;
    check->item = urne_item_line(c->arena, fault->line);
    check->why = *fault;
}

bool urne_check_found(urne_checker *c, unsigned v, const char *name,
                      const urne_found *found)
{
    if (!found->present || found->odd) {
        urne_check_fail(c, v, name, found->odd ? N_("file") : N_("absent"),
                        found->odd ? URNE_E_CHECK_FILE : URNE_E_CHECK_ABSENT, NULL,
                        NULL);
        return false;
    }
    if (found->fault.code != URNE_OK) {
        fail_by(c, v, name, &found->fault);
        return false;
    }
    return true;
}

bool urne_check_reads(urne_checker *c, unsigned v, const urne_file_id *files)
{
    static const urne_code not_yet[] = {URNE_OK, URNE_E_CHECK_UNSEALED,
                                        URNE_E_CHECK_UNREVEALED, URNE_E_CHECK_UNDRAWN};
    for (const urne_file_id *f = files; *f != URNE_FILES; f++) {
        if (!c->file[*f].due) {
            urne_code code = not_yet[urne_file_stages[*f]];
            code = code == URNE_E_CHECK_UNDRAWN && urne_check_is(c, URNE_COUNT)
                       ? URNE_E_CHECK_UNCOUNTED
                       : code;
            urne_check_note(c, v, URNE_NOT_CHECKED, code, NULL, NULL);
            return false;
        }
    }
    for (const urne_file_id *f = files; *f != URNE_FILES; f++) {
        if (!urne_check_found(c, v, urne_check_name(c, (int)*f), &c->file[*f])) {
            return false;
        }
    }
    return true;
}

uint64_t urne_line_starting(urne_str bytes, const char *prefix)
{
    urne_str line;
    for (uint64_t n = 1; urne_str_cut(&bytes, '\n', &line); n++) {
        if (urne_str_starts(line, prefix)) {
            return n;
        }
    }
    return 0;
}

/* ---- loading ---- */

static void load_file(urne_checker *c, urne_file_id id)
{
    urne_found *f = &c->file[id];
    f->present = c->track->file[id] != NULL &&
                 urne_has_name(c->names, c->n_names, urne_str_of(c->track->file[id]));
    if (!f->present) {
        return;
    }
    size_t limit = id == URNE_FILE_ROLL ? ROLL_LIMIT : URNE_NOTE_FILE_MAX;
    f->odd = urne_shelf_read(&f->bytes, &c->shelf, urne_check_name(c, (int)id), limit,
                             NULL) != URNE_OK;
    f->sha256 = urne_sha256(f->bytes);
}

/* What a draw calls its own. */
static urne_code parse_draw(urne_checker *c, urne_file_id id, urne_err *err)
{
    const char *name = urne_check_name(c, (int)id);
    urne_str bytes = c->file[id].bytes;
    return id == URNE_FILE_COMMIT
               ? urne_commit_read(&c->commit, c->arena, bytes, name, err)
           : id == URNE_FILE_RESULT
               ? urne_result_read(&c->result, c->arena, bytes, name, err)
           : id == URNE_FILE_ROLL
               ? urne_roll_lines_read(&c->roll, c->arena, bytes, name, err)
               : urne_rules_read(&c->rules, c->arena, bytes, name, err);
}

static urne_code parse(urne_checker *c, urne_file_id id, urne_err *err)
{
    static urne_code (*const own[])(urne_checker *, urne_file_id, urne_err *) = {
        [URNE_DRAW] = parse_draw,
        [URNE_COUNT] = urne_check_parse_count,
        [URNE_PANEL] = urne_check_parse_pool};
    const char *name = urne_check_name(c, (int)id);
    urne_str bytes = c->file[id].bytes;
    switch (id) {
    case URNE_FILE_ANNOUNCE:
        return urne_announce_read(&c->announce, c->arena, bytes, name, err);
    case URNE_FILE_REVEALS:
        return urne_reveals_read(&c->reveals, c->arena, bytes, name,
                                 c->track->reveals_kind, err);
    case URNE_FILE_SEED:
        return urne_seed_read(&c->seed_ceremony, c->arena, bytes, name, err);
    case URNE_FILE_BEACON:
        return urne_beacon_note_read(&c->beacon, bytes, name, err);
    case URNE_FILE_COMMIT:
    case URNE_FILE_RESULT:
    case URNE_FILE_ROLL:
    case URNE_FILE_RULES:
    case URNE_FILE_PROJECTS:
    case URNE_FILE_COUNT:
    case URNE_FILE_PANELS:
    case URNE_FILE_COUNTS:
    case URNE_FILE_PROOF:
        return own[c->track->operation](c, id, err);
    case URNE_FILES:
        break;
    }
    urne_bug("parse");
}

static void parse_file(urne_checker *c, urne_file_id id)
{
    urne_err err = URNE_ERR_NONE;
    urne_found *f = &c->file[id];
    if (f->due && f->present && !f->odd && parse(c, id, &err) != URNE_OK) {
        f->fault = err.diag[0];
        f->fault.line = f->fault.line == 0 ? 1 : f->fault.line;
    }
}

static void parse_later(urne_checker *c, urne_found_later *l)
{
    urne_err err = URNE_ERR_NONE;
    urne_found *f = &l->found;
    if (f->present && !f->odd &&
        urne_later_read(&l->note, c->arena, f->bytes, l->name, l->kind, &err) !=
            URNE_OK) {
        f->fault = err.diag[0];
        f->fault.line = f->fault.line == 0 ? 1 : f->fault.line;
    }
}

bool urne_later_good(const urne_checker *c, size_t i)
{
    const urne_found *f = &c->later[i].found;
    return f->present && !f->odd && f->fault.code == URNE_OK;
}

bool urne_base_good(const urne_checker *c, int id)
{
    const urne_found *f = &c->file[id];
    return f->due && f->present && !f->odd && f->fault.code == URNE_OK;
}

const urne_entry *urne_base_head(const urne_checker *c, int id)
{
    const urne_entry *results[] = {[URNE_DRAW] = &c->result.head,
                                   [URNE_COUNT] = &c->tally.head,
                                   [URNE_PANEL] = &c->panel.head};
    const urne_entry *heads[] = {&c->announce.head, &c->commit.head, &c->reveals.head,
                                 results[c->track->operation]};
    return heads[id];
}

/* ---- V08 ---- */

static void check_roll_grammar(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_ROLL, URNE_FILES};
    if (urne_check_reads(c, 8, files)) {
        urne_check_note(c, 8, URNE_PASS, URNE_OK, NULL, NULL);
    }
}

/* ---- what each kind of dossier has ---- */

static void check_beaconless(urne_checker *c)
{
    bool sealed =
        c->file[1].due && c->file[1].present && c->file[1].fault.code == URNE_OK;
    c->out->no_beacon = sealed && !c->commit.has_lead;
    c->out->beacon = sealed && c->commit.has_lead;
}

static void none(urne_checker *c, urne_code code, const unsigned *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        urne_check_note(c, v[i], URNE_NOT_CHECKED, code, NULL, NULL);
    }
}

static void check_the_draw(urne_checker *c)
{
    check_roll_grammar(c);
    urne_check_order(c);
    urne_check_root(c);
    urne_check_strata(c);
    urne_check_draw(c);
}

/* The checks of its own, and which are those of the other kinds. */
static void check_own(urne_checker *c)
{
    static const unsigned draw[] = {8, 9, 10, 11, 15}, panels[] = {22},
                          count[] = {23, 24, 25, 26, 27};
    enum { DRAW = 5, PANELS = 1, COUNT = 5 };
    switch (c->track->operation) {
    case URNE_DRAW:
        check_the_draw(c);
        break;
    case URNE_COUNT:
        none(c, URNE_E_CHECK_NO_DRAW, draw, DRAW);
        urne_check_count(c);
        break;
    case URNE_PANEL:
        urne_check_pool(c);
        urne_check_lottery(c);
        break;
    }
    if (!urne_check_is(c, URNE_PANEL)) {
        none(c, URNE_E_CHECK_NO_ENTRY, panels, PANELS);
    }
    if (!urne_check_is(c, URNE_COUNT)) {
        none(c, URNE_E_CHECK_NO_ENTRY, count, COUNT);
    }
}

/* ---- the whole ---- */

/* 64 lower-case hex digits once the spaces between groups are gone. */
static urne_code read_seal(urne_checker *c, const char *seal, urne_err *err)
{
    urne_buf buf = urne_buf_new(c->arena, URNE_HEX + 1);
    urne_hash h;
    for (const char *p = seal; *p != '\0'; p++) {
        if (*p != ' ') {
            urne_buf_addc(&buf, *p);
        }
    }
    if (!urne_hash_parse(urne_buf_str(&buf), &h)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, seal, "--seal",
                         N_("the seal is 64 hexadecimal digits, never shortened"),
                         NULL);
    }
    urne_buf_addc(&buf, '\0');
    c->seal = buf.p;
    return URNE_OK;
}

static urne_code read_authorities(urne_checker *c, const char *path, urne_err *err)
{
    if (!urne_tsr_able()) {
        return urne_fail(err, URNE_E_TOKEN_UNABLE, URNE_NOWHERE, NULL);
    }
    URNE_TRY(urne_file_read(&c->authorities, c->arena, path, AUTHORITY_LIMIT, err));
    return urne_tsr_authorities_ok(c->authorities)
               ? URNE_OK
               : urne_fail(err, URNE_E_TOKEN_PEM, URNE_IN(path), NULL);
}

/* The folder above the public one, given by mistake. */
static bool is_dossier(const urne_checker *c)
{
    bool entries = urne_has_name(c->names, c->n_names, URNE_STR("sums.txt")) ||
                   urne_has_name(c->names, c->n_names, URNE_STR("00-announce.txt"));
    return !entries && urne_has_name(c->names, c->n_names, URNE_STR("public")) &&
           urne_has_name(c->names, c->n_names, URNE_STR("private"));
}

/* The projects before the rules and the ballots of a count, which name them by number;
 * the rules before the roll and the counts of panels; the seal before the beacon. */
static void load_files(urne_checker *c)
{
    static const urne_file_id order[] = {
        URNE_FILE_PROJECTS, URNE_FILE_RULES,  URNE_FILE_ANNOUNCE, URNE_FILE_COMMIT,
        URNE_FILE_REVEALS,  URNE_FILE_RESULT, URNE_FILE_ROLL,     URNE_FILE_COUNT,
        URNE_FILE_SEED,     URNE_FILE_PANELS, URNE_FILE_COUNTS};
    for (int i = 0; i < URNE_FILES; i++) {
        load_file(c, (urne_file_id)i);
    }
    urne_check_container(c);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        parse_file(c, order[i]);
    }
    urne_check_files_due(c);
    parse_file(c, URNE_FILE_BEACON);
    for (size_t i = 0; i < c->n_later; i++) {
        parse_later(c, &c->later[i]);
    }
}

static void check_all(urne_checker *c)
{
    urne_check_grammar(c);
    urne_check_chain(c);
    urne_check_ceremony(c);
    urne_check_signatures(c);
    urne_check_rules(c);
    urne_check_sources(c);
    urne_check_seed(c);
    urne_check_beacon(c);
    check_own(c);
    urne_check_times(c);
    urne_check_tokens(c);
    urne_check_replacements(c);
    urne_check_audit(c);
    urne_check_prior(c);
    urne_check_handovers(c);
    urne_check_receipt(c);
    check_beaconless(c);
    urne_check_ending(c);
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        c->out->failed += c->out->check[i].verdict == URNE_FAIL ? 1 : 0;
    }
    c->out->yes = c->out->failed == 0;
}

/* A folder of opened files that is not there is no fault of the dossier. */
static urne_code find_opened(const char *dir, urne_err *err)
{
    urne_str *names;
    size_t n;
    urne_arena *arena = urne_arena_new();
    urne_code code = urne_dir_list(&names, &n, arena, dir, err);
    urne_arena_free(arena);
    return code;
}

urne_code urne_verify_with(urne_verification **out, urne_arena *arena,
                           const urne_verify_options *o, urne_err *err)
{
    urne_crypto_init();
    urne_checker *c = urne_arena_alloc(arena, sizeof *c);
    *c = (urne_checker){.arena = arena,
                        .dir = o->dir,
                        .receipt = o->receipt,
                        .prior = o->prior,
                        .opened = o->opened};
    c->out = urne_arena_alloc(arena, sizeof *c->out);
    *c->out = (urne_verification){.abort_reason = ""};
    for (unsigned v = 1; v <= URNE_CHECKS; v++) {
        c->out->check[v - 1] =
            (urne_check){.number = v, .name = titles[v - 1], .file = "", .item = ""};
    }
    if (o->seal != NULL) {
        URNE_TRY(read_seal(c, o->seal, err));
    }
    URNE_TRY(urne_check_pins(c, o->keys, err));
    if (o->receipt != NULL) {
        URNE_TRY(urne_file_read(&c->receipt_bytes, arena, o->receipt,
                                URNE_NOTE_FILE_MAX, err));
    }
    if (o->opened != NULL) {
        URNE_TRY(find_opened(o->opened, err));
    }
    if (o->authorities != NULL) {
        URNE_TRY(read_authorities(c, o->authorities, err));
    }
    URNE_TRY(urne_shelf_open(&c->shelf, arena, o->dir, o->roll, err));
    c->names = c->shelf.names;
    c->n_names = c->shelf.n;
    if (is_dossier(c)) {
        return urne_fail(err, URNE_E_CHECK_DOSSIER, URNE_IN(o->dir), NULL);
    }
    c->track = urne_track_of(c->names, c->n_names);
    c->out->operation = c->track->operation;
    load_files(c);
    check_all(c);
    *out = c->out;
    return URNE_OK;
}

urne_code urne_verify(urne_verification **out, urne_arena *arena, const char *dir,
                      const char *seal, const char *receipt, urne_err *err)
{
    const urne_verify_options o = {.dir = dir, .seal = seal, .receipt = receipt};
    return urne_verify_with(out, arena, &o, err);
}

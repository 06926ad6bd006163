#include "proof/check.h"

#include "base/file.h"

/* Limits of draw-1 §16. */
#define NOTE_LIMIT ((size_t)256 << 20)
#define ROLL_LIMIT ((size_t)16 << 30)
#define SUMS       "sums.txt"

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

bool urne_check_is_count(const urne_checker *c)
{
    return c->track == &urne_track_count;
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

/* A fault of grammar keeps its own code and place. */
static void fail_by(urne_checker *c, unsigned v, urne_file_id id)
{
    urne_check *check = &c->out->check[v - 1];
    if (check->verdict == URNE_FAIL) {
        return;
    }
    check->verdict = URNE_FAIL;
    check->file = urne_check_name(c, (int)id);
    check->item = urne_item_line(c->arena, c->file[id].fault.line);
    check->why = c->file[id].fault;
}

bool urne_check_reads(urne_checker *c, unsigned v, const urne_file_id *files)
{
    static const urne_code not_yet[] = {URNE_OK, URNE_E_CHECK_UNSEALED,
                                        URNE_E_CHECK_UNREVEALED, URNE_E_CHECK_UNDRAWN};
    for (const urne_file_id *f = files; *f != URNE_FILES; f++) {
        if (!c->file[*f].due) {
            urne_code code = not_yet[urne_file_stages[*f]];
            code = code == URNE_E_CHECK_UNDRAWN && urne_check_is_count(c)
                       ? URNE_E_CHECK_UNCOUNTED
                       : code;
            urne_check_note(c, v, URNE_NOT_CHECKED, code, NULL, NULL);
            return false;
        }
    }
    for (const urne_file_id *f = files; *f != URNE_FILES; f++) {
        const urne_found *found = &c->file[*f];
        if (!found->present || found->odd) {
            urne_check_fail(c, v, urne_check_name(c, (int)*f),
                            found->odd ? N_("file") : N_("absent"),
                            found->odd ? URNE_E_CHECK_FILE : URNE_E_CHECK_ABSENT, NULL,
                            NULL);
            return false;
        }
        if (found->fault.code != URNE_OK) {
            fail_by(c, v, *f);
            return false;
        }
    }
    return true;
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
    size_t limit = id == URNE_FILE_ROLL ? ROLL_LIMIT : NOTE_LIMIT;
    const char *path = urne_path(c->arena, c->dir, urne_check_name(c, (int)id));
    f->odd = urne_file_read_plain(&f->bytes, c->arena, path, limit, NULL) != URNE_OK;
    f->sha256 = urne_sha256(f->bytes);
}

static urne_code parse(urne_checker *c, urne_file_id id, urne_err *err)
{
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
    case URNE_FILE_COMMIT:
        return urne_check_is_count(c)
                   ? urne_check_parse_count(c, id, err)
                   : urne_commit_read(&c->commit, c->arena, bytes, name, err);
    case URNE_FILE_RESULT:
        return urne_check_is_count(c)
                   ? urne_check_parse_count(c, id, err)
                   : urne_result_read(&c->result, c->arena, bytes, name, err);
    case URNE_FILE_ROLL:
        return urne_check_is_count(c)
                   ? urne_check_parse_count(c, id, err)
                   : urne_roll_lines_read(&c->roll, c->arena, bytes, name, err);
    case URNE_FILE_RULES:
        return urne_check_is_count(c)
                   ? urne_check_parse_count(c, id, err)
                   : urne_rules_read(&c->rules, c->arena, bytes, name, err);
    case URNE_FILE_PROJECTS:
    case URNE_FILE_COUNT:
        return urne_check_parse_count(c, id, err);
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

/* ---- V02 to V05, V08, V16 ---- */

static bool is_note(int id)
{
    return id != URNE_FILE_ROLL;
}

/* A fault of order is V03; any other is V02, and then V03 is not known to hold. */
static void check_grammar(urne_checker *c)
{
    for (int i = 0; i < URNE_FILES; i++) {
        urne_file_id id = (urne_file_id)i;
        const urne_found *f = &c->file[i];
        if (!is_note(i) || !f->due) {
            continue;
        }
        if (!f->present || f->odd) {
            const char *item = f->present ? N_("file") : N_("absent");
            urne_code code = f->present ? URNE_E_CHECK_FILE : URNE_E_CHECK_ABSENT;
            urne_check_fail(c, 2, urne_check_name(c, i), item, code, NULL, NULL);
            urne_check_fail(c, 3, urne_check_name(c, i), item, code, NULL, NULL);
        } else if (f->fault.code != URNE_OK) {
            if (f->fault.code != URNE_E_NOTE_ORDER) {
                fail_by(c, 2, id);
            }
            fail_by(c, 3, id);
        }
    }
    urne_check_note(c, 2, URNE_PASS, URNE_OK, NULL, NULL);
    urne_check_note(c, 3, URNE_PASS, URNE_OK, NULL, NULL);
}

static const urne_entry *head_of(const urne_checker *c, int i)
{
    const urne_entry *heads[] = {&c->announce.head, &c->commit.head, &c->reveals.head,
                                 urne_check_is_count(c) ? &c->tally.head
                                                        : &c->result.head};
    return heads[i];
}

/* True when entry i is due and readable; sets the verdict when it is not. */
static bool entry_reads(urne_checker *c, unsigned v, int i)
{
    urne_file_id files[] = {(urne_file_id)i, URNE_FILES};
    return c->file[i].due && urne_check_reads(c, v, files);
}

static void check_chain_entry(urne_checker *c, int i)
{
    enum { SEQ_LINE = 3, PREV_LINE = 4 };
    const urne_entry *head = head_of(c, i);
    const char *file = urne_check_name(c, i);
    urne_hex prev = {
        "0000000000000000000000000000000000000000000000000000000000000000"};
    if (i > 0) {
        prev = urne_to_hex(c->file[i - 1].sha256);
    }
    if (head->seq != (uint64_t)i) {
        urne_check_fail(c, 4, file, urne_item_line(c->arena, SEQ_LINE),
                        URNE_E_CHECK_SEQ, URNE_DEC(i), NULL);
    } else if (!urne_str_is(head->prev, prev.z)) {
        urne_check_fail(c, 4, file, urne_item_line(c->arena, PREV_LINE),
                        URNE_E_CHECK_PREV, i > 0 ? urne_check_name(c, i - 1) : "-",
                        NULL);
    }
}

static void check_chain(urne_checker *c)
{
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        if (entry_reads(c, 4, i)) {
            check_chain_entry(c, i);
        }
    }
    const urne_found *commit = &c->file[URNE_FILE_COMMIT];
    if (c->seal != NULL) {
        urne_hex seal = urne_to_hex(commit->sha256);
        if (!commit->present || commit->odd) {
            urne_check_fail(c, 4, urne_check_name(c, URNE_FILE_COMMIT), N_("absent"),
                            URNE_E_CHECK_ABSENT, NULL, NULL);
        } else if (strcmp(seal.z, c->seal) != 0) {
            urne_check_fail(c, 4, urne_check_name(c, URNE_FILE_COMMIT), N_("seal"),
                            URNE_E_CHECK_SEAL, NULL, NULL);
        } else {
            c->out->anchored = true;
        }
    }
    urne_check_note(c, 4, URNE_PASS, URNE_OK, NULL, NULL);
}

static urne_str ceremony_of(const urne_checker *c, int i)
{
    switch ((urne_file_id)i) {
    case URNE_FILE_SEED:
        return c->seed_ceremony;
    case URNE_FILE_RULES:
        return urne_check_is_count(c) ? c->count_rules->ceremony : c->rules->ceremony;
    case URNE_FILE_PROJECTS:
        return c->projects_ceremony;
    case URNE_FILE_ANNOUNCE:
    case URNE_FILE_COMMIT:
    case URNE_FILE_REVEALS:
    case URNE_FILE_RESULT:
    case URNE_FILE_ROLL:
    case URNE_FILE_COUNT:
    case URNE_FILES:
        break;
    }
    return head_of(c, i)->ceremony;
}

static void check_ceremony(urne_checker *c)
{
    enum { CEREMONY_LINE = 2 };
    for (int i = 0; i < URNE_FILES; i++) {
        urne_file_id files[] = {(urne_file_id)i, URNE_FILES};
        /* tally.txt is bound by its hash, and is the same in every ceremony. */
        if (!is_note(i) || i == URNE_FILE_COUNT || !c->file[i].due ||
            !urne_check_reads(c, 5, files)) {
            continue;
        }
        urne_str ceremony = ceremony_of(c, i);
        if (c->file[0].fault.code == URNE_OK &&
            !urne_str_eq(ceremony, c->announce.head.ceremony)) {
            urne_check_fail(c, 5, urne_check_name(c, i),
                            urne_item_line(c->arena, CEREMONY_LINE),
                            URNE_E_CHECK_CEREMONY, NULL, NULL);
        }
    }
    urne_check_note(c, 5, URNE_PASS, URNE_OK, NULL, NULL);
}

static void check_roll_grammar(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_ROLL, URNE_FILES};
    if (urne_check_reads(c, 8, files)) {
        urne_check_note(c, 8, URNE_PASS, URNE_OK, NULL, NULL);
    }
}

/* The line of 01-commit.txt on which source i (from 0) stands: they are the last. */
static uint64_t source_line(const urne_checker *c, size_t i)
{
    uint64_t lines = 0;
    urne_str bytes = c->file[URNE_FILE_COMMIT].bytes;
    for (size_t at = 0; at < bytes.n; at++) {
        lines += bytes.p[at] == '\n' ? 1 : 0;
    }
    uint64_t after = c->commit.n_sources - i + (c->commit.has_lead ? 1 : 0);
    return lines - after;
}

static void check_lotteries(urne_checker *c)
{
    for (size_t i = 0; i < c->commit.n_sources; i++) {
        const urne_source *s = &c->commit.sources[i];
        urne_str sealed = urne_str_slice(c->commit.head.time, 0, 10);
        if (s->kind == URNE_SOURCE_LOTTERY && urne_str_cmp(s->date, sealed) < 0) {
            urne_check_fail(c, 16, urne_check_name(c, URNE_FILE_COMMIT),
                            urne_item_line(c->arena, source_line(c, i)),
                            URNE_E_CHECK_LOTTERY, NULL, NULL);
        }
        if (s->kind == URNE_SOURCE_DRAND) {
            urne_check_fail(c, 16, urne_check_name(c, URNE_FILE_COMMIT),
                            urne_item_line(c->arena, source_line(c, i)),
                            URNE_E_CHECK_UNABLE, NULL, NULL);
        }
    }
}

static void check_times(urne_checker *c)
{
    enum { TIME_LINE = 5 };
    bool before = false;
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        bool now = entry_reads(c, 16, i);
        if (now && before) {
            int order = urne_str_cmp(head_of(c, i - 1)->time, head_of(c, i)->time);
            if (order > 0 || (order == 0 && i != URNE_FILE_RESULT)) {
                urne_check_fail(c, 16, urne_check_name(c, i),
                                urne_item_line(c->arena, TIME_LINE), URNE_E_CHECK_TIME,
                                urne_check_name(c, i - 1), NULL);
            }
        }
        before = now;
    }
    if (c->file[URNE_FILE_COMMIT].due && c->file[URNE_FILE_COMMIT].present &&
        c->file[URNE_FILE_COMMIT].fault.code == URNE_OK) {
        check_lotteries(c);
    }
    urne_check_note(c, 16, URNE_PASS, URNE_OK, NULL, NULL);
}

/* ---- checks of other documents ---- */

static void promised(urne_checker *c, unsigned v, urne_file_id id, uint64_t line)
{
    urne_check_fail(c, v, urne_check_name(c, (int)id), urne_item_line(c->arena, line),
                    URNE_E_CHECK_UNABLE, NULL, NULL);
}

static bool promises_signature(urne_str line)
{
    return urne_str_starts(line, "key ") || urne_str_starts(line, "require ");
}

static bool promises_beacon(urne_str line)
{
    urne_str word[3] = {{"", 0}, {"", 0}, {"", 0}};
    for (size_t i = 0; i < 3 && urne_str_cut(&line, ' ', &word[i]); i++) {
    }
    return urne_str_is(word[0], "lead") ||
           (urne_str_is(word[0], "source") && urne_str_is(word[2], "drand"));
}

static bool promises_audit(urne_str line)
{
    return urne_str_starts(line, "audit ");
}

/* A line that promises an input makes the check fail, whatever else the note is. */
static void check_promise(urne_checker *c, unsigned v, urne_file_id id,
                          bool (*promises)(urne_str line))
{
    urne_str rest = c->file[id].bytes, line;
    for (uint64_t n = 1; urne_str_cut(&rest, '\n', &line); n++) {
        if (promises(line)) {
            promised(c, v, id, n);
            return;
        }
    }
}

static void check_others(urne_checker *c)
{
    static const struct {
        unsigned v;
        urne_code none;
    } none[] = {{6, URNE_E_CHECK_NO_KEY},    {14, URNE_E_CHECK_NO_BEACON},
                {17, URNE_E_CHECK_NO_TOKEN}, {18, URNE_E_CHECK_NO_ENTRY},
                {19, URNE_E_CHECK_NO_AUDIT}, {20, URNE_E_CHECK_NO_PRIOR},
                {21, URNE_E_CHECK_NO_ENTRY}, {22, URNE_E_CHECK_NO_ENTRY}};
    bool sealed =
        c->file[1].due && c->file[1].present && c->file[1].fault.code == URNE_OK;
    check_promise(c, 6, URNE_FILE_ANNOUNCE, promises_signature);
    check_promise(c, 14, URNE_FILE_COMMIT, promises_beacon);
    check_promise(c, 19, URNE_FILE_COMMIT, promises_audit);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        urne_check_note(c, none[i].v, URNE_NOT_CHECKED, none[i].none, NULL, NULL);
    }
    c->out->no_beacon = sealed && !c->commit.has_lead;
    c->out->beacon = sealed && c->commit.has_lead;
}

/* What only a draw has. */
static void check_the_draw(urne_checker *c)
{
    static const unsigned none[] = {8, 9, 10, 11, 15};
    if (urne_check_is_count(c)) {
        for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
            urne_check_note(c, none[i], URNE_NOT_CHECKED, URNE_E_CHECK_NO_DRAW, NULL,
                            NULL);
        }
        return;
    }
    check_roll_grammar(c);
    urne_check_order(c);
    urne_check_root(c);
    urne_check_strata(c);
    urne_check_draw(c);
}

/* What only a count has. */
static void check_the_count(urne_checker *c)
{
    if (urne_check_is_count(c)) {
        urne_check_count(c);
        return;
    }
    for (unsigned v = 23; v <= 27; v++) {
        urne_check_note(c, v, URNE_NOT_CHECKED, URNE_E_CHECK_NO_ENTRY, NULL, NULL);
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

/* The folder above the public one, given by mistake. */
static bool is_dossier(const urne_checker *c)
{
    bool entries = urne_has_name(c->names, c->n_names, URNE_STR("sums.txt")) ||
                   urne_has_name(c->names, c->n_names, URNE_STR("00-announce.txt"));
    return !entries && urne_has_name(c->names, c->n_names, URNE_STR("public")) &&
           urne_has_name(c->names, c->n_names, URNE_STR("private"));
}

/* The projects first: the ballots and the rules of a count name them by number. */
static void load_files(urne_checker *c)
{
    static const urne_file_id order[] = {URNE_FILE_PROJECTS, URNE_FILE_RULES};
    for (int i = 0; i < URNE_FILES; i++) {
        load_file(c, (urne_file_id)i);
    }
    urne_check_container(c);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        parse_file(c, order[i]);
    }
    for (int i = 0; i < URNE_FILES; i++) {
        if (i != URNE_FILE_PROJECTS && i != URNE_FILE_RULES) {
            parse_file(c, (urne_file_id)i);
        }
    }
}

static void check_all(urne_checker *c)
{
    check_grammar(c);
    check_chain(c);
    check_ceremony(c);
    urne_check_rules(c);
    urne_check_sources(c);
    urne_check_seed(c);
    check_the_draw(c);
    check_times(c);
    check_the_count(c);
    urne_check_receipt(c);
    check_others(c);
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        c->out->failed += c->out->check[i].verdict == URNE_FAIL ? 1 : 0;
    }
    c->out->yes = c->out->failed == 0;
}

urne_code urne_verify(urne_verification **out, urne_arena *arena, const char *dir,
                      const char *seal, const char *receipt, urne_err *err)
{
    urne_crypto_init();
    urne_checker *c = urne_arena_alloc(arena, sizeof *c);
    *c = (urne_checker){.arena = arena, .dir = dir, .receipt = receipt};
    c->out = urne_arena_alloc(arena, sizeof *c->out);
    for (unsigned v = 1; v <= URNE_CHECKS; v++) {
        c->out->check[v - 1] =
            (urne_check){.number = v, .name = titles[v - 1], .file = "", .item = ""};
    }
    if (seal != NULL) {
        URNE_TRY(read_seal(c, seal, err));
    }
    if (receipt != NULL) {
        URNE_TRY(urne_file_read(&c->receipt_bytes, arena, receipt, NOTE_LIMIT, err));
    }
    URNE_TRY(urne_dir_list(&c->names, &c->n_names, arena, dir, err));
    if (is_dossier(c)) {
        return urne_fail(err, URNE_E_CHECK_DOSSIER, URNE_IN(dir), NULL);
    }
    c->track = urne_track_of(c->names, c->n_names);
    c->out->count = urne_check_is_count(c);
    load_files(c);
    check_all(c);
    *out = c->out;
    return URNE_OK;
}

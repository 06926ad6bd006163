#include "proof/check.h"

/* What all notes of a folder keep together: grammar, chain, ceremony. */

/* ---- V02, V03 ---- */

static bool is_note(int id)
{
    return id != URNE_FILE_ROLL && id < URNE_FILE_PANELS;
}

/* A fault of order is V03; any other is V02, and then V03 is not known to hold. */
static void check_note(urne_checker *c, const char *name, const urne_found *f)
{
    if (f->fault.code != URNE_E_NOTE_ORDER) {
        urne_check_found(c, 2, name, f);
    }
    urne_check_found(c, 3, name, f);
}

void urne_check_grammar(urne_checker *c)
{
    for (int i = 0; i < URNE_FILES; i++) {
        if (i == URNE_FILE_BEACON) {
            for (size_t k = 0; k < c->n_later; k++) {
                check_note(c, c->later[k].name, &c->later[k].found);
            }
        }
        if (is_note(i) && c->file[i].due) {
            check_note(c, urne_check_name(c, i), &c->file[i]);
        }
    }
    urne_check_note(c, 2, URNE_PASS, URNE_OK, NULL, NULL);
    urne_check_note(c, 3, URNE_PASS, URNE_OK, NULL, NULL);
}

/* ---- V04 ---- */

/* What an entry says of its place, and what stands before it. */
typedef struct place {
    const char *name;
    const urne_entry *head;
    uint64_t seq;
    const char *before; /* its name, or NULL */
    urne_hash prev;
} place;

static void check_place(urne_checker *c, const place *p)
{
    enum { SEQ_LINE = 3, PREV_LINE = 4 };
    urne_hex prev = {
        "0000000000000000000000000000000000000000000000000000000000000000"};
    if (p->before != NULL) {
        prev = urne_to_hex(p->prev);
    }
    if (p->head->seq != p->seq) {
        urne_check_line(c, 4, p->name, SEQ_LINE, URNE_E_CHECK_SEQ, URNE_DEC(p->seq));
    } else if (!urne_str_is(p->head->prev, prev.z)) {
        urne_check_line(c, 4, p->name, PREV_LINE, URNE_E_CHECK_PREV,
                        p->before != NULL ? p->before : "-");
    }
}

static bool ends(urne_later_kind kind)
{
    return kind == URNE_LATER_ABORT || kind == URNE_LATER_CLOSE;
}

/* A second one of what there is one of. */
static bool is_second(const urne_checker *c, size_t i)
{
    urne_later_kind kind = c->later[i].kind;
    bool single = kind == URNE_LATER_AUDIT || kind == URNE_LATER_DESTROY;
    for (size_t k = 0; single && k < i; k++) {
        if (c->later[k].kind == kind) {
            return true;
        }
    }
    return false;
}

static void check_entries(urne_checker *c)
{
    place p = {.before = NULL};
    bool ended = false;
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        if (!c->file[i].due) {
            continue;
        }
        p.name = urne_check_name(c, i);
        p.head = urne_base_head(c, i);
        if (urne_check_found(c, 4, p.name, &c->file[i])) {
            check_place(c, &p);
        }
        p.before = p.name;
        p.prev = c->file[i].sha256;
        p.seq++;
    }
    for (size_t i = 0; i < c->n_later; i++) {
        const urne_found_later *l = &c->later[i];
        p.name = l->name;
        p.head = &l->note.head;
        if (urne_check_found(c, 4, p.name, &l->found)) {
            check_place(c, &p);
            if (ended) {
                urne_check_line(c, 4, p.name, 1, URNE_E_CHECK_ENDED, NULL);
            } else if (is_second(c, i)) {
                urne_check_line(c, 4, p.name, 1, URNE_E_CHECK_SECOND, NULL);
            }
        }
        ended = ended || ends(l->kind);
        p.before = p.name;
        p.prev = l->found.sha256;
        p.seq++;
    }
}

void urne_check_chain(urne_checker *c)
{
    check_entries(c);
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

/* ---- V05 ---- */

static urne_str ceremony_of(const urne_checker *c, int i)
{
    switch ((urne_file_id)i) {
    case URNE_FILE_SEED:
        return c->seed_ceremony;
    case URNE_FILE_RULES:
        return urne_check_is(c, URNE_COUNT)   ? c->count_rules->ceremony
               : urne_check_is(c, URNE_PANEL) ? c->pool_rules->ceremony
                                              : c->rules->ceremony;
    case URNE_FILE_PROJECTS:
        return c->projects_ceremony;
    case URNE_FILE_BEACON:
        return c->beacon.ceremony;
    case URNE_FILE_ANNOUNCE:
    case URNE_FILE_COMMIT:
    case URNE_FILE_REVEALS:
    case URNE_FILE_RESULT:
    case URNE_FILE_ROLL:
    case URNE_FILE_COUNT:
    case URNE_FILE_PANELS:
    case URNE_FILE_COUNTS:
    case URNE_FILE_PROOF:
    case URNE_FILES:
        break;
    }
    return urne_base_head(c, i)->ceremony;
}

static void check_same(urne_checker *c, const char *name, const urne_found *found,
                       urne_str ceremony)
{
    enum { CEREMONY_LINE = 2 };
    if (c->file[0].fault.code == URNE_OK && found->fault.code == URNE_OK &&
        !urne_str_eq(ceremony, c->announce.head.ceremony)) {
        urne_check_line(c, 5, name, CEREMONY_LINE, URNE_E_CHECK_CEREMONY, NULL);
    }
}

void urne_check_ceremony(urne_checker *c)
{
    for (int i = 0; i < URNE_FILES; i++) {
        const char *name = urne_check_name(c, i);
        for (size_t k = 0; i == URNE_FILE_BEACON && k < c->n_later; k++) {
            const urne_found_later *l = &c->later[k];
            if (urne_check_found(c, 5, l->name, &l->found)) {
                check_same(c, l->name, &l->found, l->note.head.ceremony);
            }
        }
        /* tally.txt is bound by its hash, and is the same in every ceremony. */
        if (is_note(i) && i != URNE_FILE_COUNT && c->file[i].due &&
            urne_check_found(c, 5, name, &c->file[i])) {
            check_same(c, name, &c->file[i], ceremony_of(c, i));
        }
    }
    urne_check_note(c, 5, URNE_PASS, URNE_OK, NULL, NULL);
}

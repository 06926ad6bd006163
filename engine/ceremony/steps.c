#include "ceremony/steps.h"
#include "ceremony/contribute.h"

#include "base/day.h"
#include "codec/note.h"
#include "urne/verify.h"

enum { KEY_FILE_MAX = 4096 };

/* ---- what a step leaves behind ---- */

static bool none_there(void *ctx, size_t i, urne_str role)
{
    (void)ctx;
    (void)i;
    (void)role;
    return false;
}

urne_code urne_step_write(urne_step_view *out, urne_dossier *d, const urne_later *later,
                          urne_write *set, size_t n, urne_err *err)
{
    const char *name;
    urne_str *roles;
    URNE_TRY(urne_dossier_later(&name, d, later, set, n, err));
    out->path = urne_dossier_public(d, name);
    urne_transcript chain = d->chain;
    urne_transcript_entry entry = {
        .file = name, .kind = urne_later_kind_name(later->kind), .later = later};
    chain.entry = &entry;
    chain.n = 1;
    out->n_roles = urne_roles_missing(&roles, &chain, 0, none_there, NULL);
    out->roles = urne_arena_array(d->arena, out->n_roles + 1, sizeof *out->roles);
    for (size_t i = 0; i < out->n_roles; i++) {
        out->roles[i] = urne_str_z(d->arena, roles[i]);
    }
    return URNE_OK;
}

/* ---- abort, close ---- */

static urne_code abort_in(urne_step_view *out, urne_dossier *d, const char *reason,
                          urne_err *err)
{
    const char *const *known = urne_abort_reasons;
    while (*known != NULL && strcmp(*known, reason) != 0) {
        known++;
    }
    if (*known == NULL) {
        return urne_fail(
            err, URNE_E_USE_VALUE, URNE_NOWHERE, reason, "--reason",
            N_("one of roll-error, late, missing, beacon, dispute and other"), NULL);
    }
    URNE_TRY(urne_dossier_after(d, "abort", true, err));
    const urne_later l = {.kind = URNE_LATER_ABORT,
                          .head = urne_dossier_head(d),
                          .reason = urne_str_of(reason)};
    return urne_step_write(out, d, &l, NULL, 0, err);
}

urne_code urne_abort(urne_step_view **out, urne_arena *arena, const char *dir,
                     const char *reason, const char *time, urne_err *err)
{
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&d, arena, dir, "abort", time, err));
    urne_code code = abort_in(*out, d, reason, err);
    urne_dossier_close(d);
    return code;
}

/* What a close counts: members of a draw or of a panel, projects of a count; and under
 * which number of refusals it says nothing. */
typedef struct totals {
    uint64_t selected, kmin;
} totals;

static urne_code draw_totals(totals *out, const urne_dossier *d, urne_str bytes,
                             const char *name, urne_err *err)
{
    urne_result result;
    urne_rules *rules;
    URNE_TRY(urne_result_read(&result, d->arena, bytes, name, err));
    for (size_t i = 0; i < result.n_lines; i++) {
        out->selected += result.lines[i].kind == URNE_STEP_SELECT &&
                                 result.lines[i].pass == URNE_PASS_MEMBERS
                             ? 1
                             : 0;
    }
    URNE_TRY(urne_dossier_read(&bytes, d, "rules.txt", err));
    URNE_TRY(urne_rules_read(&rules, d->arena, bytes, "rules.txt", err));
    out->kmin = rules->kmin;
    return URNE_OK;
}

static urne_code count_totals(totals *out, const urne_dossier *d, urne_str bytes,
                              const char *name, urne_err *err)
{
    urne_tally_entry tally;
    URNE_TRY(urne_tally_entry_read(&tally, d->arena, bytes, name, err));
    out->selected = tally.n_selected;
    return URNE_OK;
}

static urne_code panel_totals(totals *out, const urne_dossier *d, urne_str bytes,
                              const char *name, urne_err *err)
{
    urne_panel_result result;
    URNE_TRY(urne_panel_result_read(&result, d->arena, bytes, name, err));
    out->selected = result.n_members;
    return URNE_OK;
}

static urne_code read_totals(totals *out, const urne_dossier *d, urne_err *err)
{
    static urne_code (*const read[])(totals *, const urne_dossier *, urne_str,
                                     const char *,
                                     urne_err *) = {[URNE_DRAW] = draw_totals,
                                                    [URNE_COUNT] = count_totals,
                                                    [URNE_PANEL] = panel_totals};
    urne_str bytes;
    const char *name = d->track->file[URNE_FILE_RESULT];
    *out = (totals){.selected = 0};
    URNE_TRY(urne_dossier_read(&bytes, d, name, err));
    return read[d->track->operation](out, d, bytes, name, err);
}

urne_code urne_step_audited(const urne_dossier *d, urne_err *err)
{
    bool owed = d->commit.has_audit;
    for (size_t i = 0; i < d->chain.n; i++) {
        const urne_later *e = d->chain.entry[i].later;
        owed = owed && (e == NULL || e->kind != URNE_LATER_AUDIT);
    }
    return owed ? urne_fail(err, URNE_E_AUDIT_OWED, URNE_IN(d->dir), NULL) : URNE_OK;
}

static urne_code close_in(urne_step_view *out, urne_dossier *d, urne_err *err)
{
    totals all;
    URNE_TRY(urne_dossier_after(d, "close", false, err));
    URNE_TRY(urne_step_audited(d, err));
    urne_later l = {.kind = URNE_LATER_CLOSE, .head = urne_dossier_head(d)};
    URNE_TRY(read_totals(&all, d, err));
    l.selected = all.selected;
    for (size_t i = 0; i < d->chain.n; i++) {
        const urne_later *e = d->chain.entry[i].later;
        for (size_t k = 0; e != NULL && k < e->n_lines; k++) {
            l.replaced += e->lines[k].kind == URNE_REPLACE_REFUSED ? 1 : 0;
        }
    }
    l.hidden = l.replaced > 0 && l.replaced < all.kmin;
    return urne_step_write(out, d, &l, NULL, 0, err);
}

urne_code urne_close(urne_step_view **out, urne_arena *arena, const char *dir,
                     const char *time, urne_err *err)
{
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&d, arena, dir, "close", time, err));
    urne_code code = close_in(*out, d, err);
    urne_dossier_close(d);
    return code;
}

/* ---- handover ---- */

static urne_code check_roles(const urne_dossier *d, const char *from, const char *to,
                             urne_err *err)
{
    const char *both[] = {from, to};
    urne_str lead = {"", 0};
    for (size_t i = 0; i < 2; i++) {
        if (urne_role_find(&d->announce, urne_str_of(both[i])) == NULL) {
            return urne_fail(err, URNE_E_SEAL_ROLE, URNE_NOWHERE, both[i], NULL);
        }
    }
    if (strcmp(from, to) == 0) {
        return urne_fail(err, URNE_E_SEAL_SAME_ROLE, URNE_NOWHERE, NULL);
    }
    for (size_t i = 0; i < d->chain.n; i++) {
        const urne_later *l = d->chain.entry[i].later;
        lead = l != NULL && l->kind == URNE_LATER_HANDOVER ? l->to : lead;
    }
    return lead.n == 0 || urne_str_is(lead, from)
               ? URNE_OK
               : urne_fail(err, URNE_E_SEAL_LEAD_ROLE, URNE_NOWHERE, from,
                           URNE_SHOW(lead), NULL);
}

static urne_code list_checks(urne_later *l, const urne_dossier *d, urne_err *err)
{
    urne_verification *v;
    URNE_TRY(urne_verify(&v, d->arena, d->public_dir, NULL, NULL, err));
    for (unsigned i = 0; i < URNE_CHECKS; i++) {
        if (v->check[i].verdict == URNE_FAIL) {
            const char id[] = {'V', (char)('0' + (i + 1) / 10),
                               (char)('0' + (i + 1) % 10), '\0'};
            return urne_fail(err, URNE_E_SEAL_FAILED, URNE_IN(d->public_dir), id, NULL);
        }
        l->listed[i] = true;
        l->passed[i] = v->check[i].verdict == URNE_PASS;
    }
    return URNE_OK;
}

static urne_code handover_in(urne_step_view *out, urne_dossier *d, const char *from,
                             const char *to, urne_err *err)
{
    URNE_TRY(urne_dossier_after(d, "handover", false, err));
    URNE_TRY(check_roles(d, from, to, err));
    urne_later l = {.kind = URNE_LATER_HANDOVER,
                    .head = urne_dossier_head(d),
                    .from = urne_str_of(from),
                    .to = urne_str_of(to)};
    URNE_TRY(list_checks(&l, d, err));
    return urne_step_write(out, d, &l, NULL, 0, err);
}

urne_code urne_handover(urne_step_view **out, urne_arena *arena, const char *dir,
                        const char *from, const char *to, const char *time,
                        urne_err *err)
{
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&d, arena, dir, "handover", time, err));
    urne_code code = handover_in(*out, d, from, to, err);
    urne_dossier_close(d);
    return code;
}

/* ---- rekey ---- */

urne_code urne_key_take(urne_str *out, urne_arena *arena, const char *given,
                        urne_err *err)
{
    urne_public_key key;
    urne_str bytes = urne_str_of(given), comment;
    char text[URNE_PUBLIC_TEXT + 1];
    if (urne_key_text_ok(bytes) && !urne_file_exists(given)) {
        URNE_TRY(urne_public_parse(&key, bytes, URNE_NOWHERE, err));
    } else {
        URNE_TRY(urne_file_read(&bytes, arena, given, KEY_FILE_MAX, err));
        URNE_TRY(urne_public_read(&key, &comment, bytes, given, err));
    }
    urne_public_text(text, &key);
    *out = urne_str_dup(arena, urne_str_of(text));
    return URNE_OK;
}

urne_code urne_expiry_check(urne_str role, urne_str expire, const char *time,
                            urne_place at, urne_err *err)
{
    urne_str today = {time, 10};
    return expire.p == NULL || urne_str_cmp(expire, today) >= 0
               ? URNE_OK
               : urne_fail(err, URNE_E_SEAL_EXPIRY, at, URNE_SHOW(role),
                           URNE_SHOW(expire), NULL);
}

static urne_code rekey_in(urne_step_view *out, urne_dossier *d, urne_later *l,
                          const char *key, urne_err *err)
{
    urne_str expire, other;
    URNE_TRY(urne_dossier_after(d, "rekey", false, err));
    URNE_TRY(urne_key_take(&l->key, d->arena, key, err));
    URNE_TRY(urne_expiry_check(l->role, l->expire, d->time, URNE_NOWHERE, err));
    if (urne_observers(&d->announce) == 0) {
        return urne_fail(err, URNE_E_SEAL_OBSERVERS, URNE_IN(d->dir), NULL);
    }
    l->old = urne_key_in_force(&d->chain, l->role, d->chain.n, &expire);
    if (l->old.n == 0) {
        return urne_fail(err, URNE_E_SEAL_ROLE, URNE_NOWHERE, URNE_SHOW(l->role), NULL);
    }
    urne_transcript chain = d->chain;
    chain.entry = urne_arena_array(d->arena, chain.n + 1, sizeof *chain.entry);
    memcpy(chain.entry, d->chain.entry, chain.n * sizeof *chain.entry);
    chain.entry[chain.n++] = (urne_transcript_entry){.later = l};
    if (urne_rekey_fault(&chain, chain.n - 1, &other) != 0) {
        return urne_fail(err, URNE_E_SEAL_KEY_USED, URNE_IN(key), URNE_SHOW(other),
                         NULL);
    }
    l->head = urne_dossier_head(d);
    return urne_step_write(out, d, l, NULL, 0, err);
}

urne_code urne_rekey(urne_step_view **out, urne_arena *arena, const char *dir,
                     const char *role, const char *key, const char *expire,
                     const char *time, urne_err *err)
{
    urne_dossier *d;
    urne_later l = {.kind = URNE_LATER_REKEY, .role = urne_str_of(role)};
    *out = urne_arena_alloc(arena, sizeof **out);
    if (expire != NULL) {
        l.expire = urne_str_of(expire);
        if (!urne_day_exists(l.expire)) {
            return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, expire, "--expire",
                             N_("a day, such as 2026-12-31"), NULL);
        }
    }
    URNE_TRY(urne_dossier_open(&d, arena, dir, "rekey", time, err));
    urne_code code = rekey_in(*out, d, &l, key, err);
    urne_dossier_close(d);
    return code;
}

/* ---- the beacon that is due ---- */

urne_code urne_beacon_due(urne_beacon_view **out, urne_arena *arena, const char *dir,
                          const char *time, urne_err *err)
{
    urne_dossier *d;
    uint64_t number;
    *out = NULL;
    URNE_TRY(urne_dossier_open(&d, arena, dir, "status", time, err));
    const urne_source *s =
        d->stage >= URNE_STAGE_SEALED ? urne_beacon_source(&d->commit, &number) : NULL;
    if (s != NULL) {
        *out = urne_arena_alloc(arena, sizeof **out);
        **out = (urne_beacon_view){s->count, urne_round_time(arena, s),
                                   urne_round_address(arena, s->count)};
    }
    urne_dossier_close(d);
    return URNE_OK;
}

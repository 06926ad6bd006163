/* Timestamps of the entries of a dossier (transcript-1 §18). */
#include "ceremony/dossier_in.h"
#include "proof/token.h"
#include "urne/bundle.h"

#define AUTHORITY_LIMIT ((size_t)1 << 20)

/* ---- asking ---- */

static urne_code no_entry(const char *name, urne_err *err)
{
    return urne_fail(err, URNE_E_TOKEN_ENTRY, URNE_NOWHERE,
                     URNE_SHOW(urne_str_of(name)), NULL);
}

urne_code urne_timestamp_request(const char *dir, const char *name, const char *path,
                                 bool force, urne_err *err)
{
    urne_crypto_init();
    unsigned char request[URNE_TSR_REQUEST];
    urne_str bytes = {"", 0};
    if (!urne_track_is_entry(urne_str_of(name))) {
        return no_entry(name, err);
    }
    urne_arena *arena = urne_arena_new();
    const char *public = urne_path(arena, dir, "public");
    const char *file = urne_path(arena, urne_file_exists(public) ? public : dir, name);
    urne_code code = urne_file_read_plain(&bytes, arena, file, URNE_NOTE_FILE_MAX, err);
    if (code == URNE_OK) {
        urne_hash imprint = urne_sha256(bytes);
        urne_tsr_request(request, &imprint);
        const urne_write w = {.path = path,
                              .bytes = {(const char *)request, sizeof request},
                              .fresh = !force};
        code = urne_files_write(&w, 1, err);
    }
    urne_arena_free(arena);
    return code;
}

/* ---- filing ---- */

/* An entry of the chain with this name, or NULL; its file, or URNE_FILES. */
static const urne_transcript_entry *find(const urne_dossier *d, const char *name)
{
    for (size_t i = 0; i < d->chain.n; i++) {
        if (strcmp(d->chain.entry[i].file, name) == 0) {
            return &d->chain.entry[i];
        }
    }
    return NULL;
}

static urne_code check_time(const urne_dossier *d, const urne_transcript_entry *entry,
                            const char *time, const char *token, urne_err *err)
{
    char bound[URNE_TIME_MAX];
    const urne_str none = {"", 0};
    const char *due = urne_str_z(d->arena, entry->time);
    int id = (int)urne_track_find(d->track, urne_str_of(entry->file));
    if (strcmp(time, due) < 0) {
        return urne_fail(err, URNE_E_TOKEN_TIME, URNE_IN(token), time,
                         N_("from then on:"), due, NULL);
    }
    bool bounded =
        urne_token_bound(bound, id, d->stage >= URNE_STAGE_SEALED ? &d->commit : NULL,
                         d->stage >= URNE_STAGE_REVEALED ? d->reveals.head.time : none);
    return bounded && strcmp(time, bound) >= 0
               ? urne_fail(err, URNE_E_TOKEN_TIME, URNE_IN(token), time, N_("before"),
                           bound, NULL)
               : URNE_OK;
}

urne_code urne_token_holds(char time[URNE_TIME_MAX], const urne_dossier *d,
                           const urne_transcript_entry *entry, urne_str bytes,
                           const char *path, urne_str authorities, urne_err *err)
{
    static const urne_code codes[] = {[URNE_TSR_SOUND] = URNE_OK,
                                      [URNE_TSR_FORM] = URNE_E_TOKEN_FORM,
                                      [URNE_TSR_IMPRINT] = URNE_E_TOKEN_IMPRINT,
                                      [URNE_TSR_CERTIFICATE] = URNE_E_TOKEN_CERTIFICATE,
                                      [URNE_TSR_SIGNATURE] = URNE_E_TOKEN_SIGNATURE,
                                      [URNE_TSR_AUTHORITY] = URNE_E_TOKEN_AUTHORITY};
    _Static_assert(URNE_TIME_MAX == URNE_TSR_TIME + 1, "time");
    urne_hash imprint = urne_sha256(entry->bytes);
    urne_tsr_fault fault = urne_tsr_check(time, bytes, &imprint, authorities);
    return fault == URNE_TSR_SOUND ? check_time(d, entry, time, path, err)
                                   : urne_fail(err, codes[fault], URNE_IN(path), NULL);
}

static urne_code file_in(urne_timestamp_view *out, const urne_dossier *d,
                         const char *name, const char *token, const char *authorities,
                         urne_err *err)
{
    urne_str bytes, pem = {NULL, 0};
    const urne_transcript_entry *entry = find(d, name);
    if (entry == NULL) {
        return no_entry(name, err);
    }
    urne_buf buf = urne_buf_new(d->arena, 96);
    urne_buf_addz(&buf, name);
    urne_buf_addz(&buf, ".tsr");
    out->name = urne_str_z(d->arena, urne_buf_str(&buf));
    const char *path = urne_dossier_public(d, out->name);
    if (urne_file_exists(path)) {
        return urne_dossier_refuse(d, "timestamp", URNE_E_TOKEN_THERE,
                                   urne_dossier_public(d, name), err);
    }
    URNE_TRY(urne_file_read(&bytes, d->arena, token, URNE_TSR_MAX, err));
    if (authorities != NULL) {
        URNE_TRY(urne_file_read(&pem, d->arena, authorities, AUTHORITY_LIMIT, err));
        if (!urne_tsr_authorities_ok(pem)) {
            return urne_fail(err, URNE_E_TOKEN_PEM, URNE_IN(authorities), NULL);
        }
    }
    URNE_TRY(urne_token_holds(out->time, d, entry, bytes, token, pem, err));
    out->pinned = pem.p != NULL;
    urne_write w = {.path = path, .bytes = bytes, .fresh = true};
    return urne_dossier_write(d, &w, 1, err);
}

urne_code urne_timestamp_file(urne_timestamp_view **out, urne_arena *arena,
                              const char *dir, const char *name, const char *token,
                              const char *authorities, const char *time, urne_err *err)
{
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    if (!urne_tsr_able()) {
        return urne_fail(err, URNE_E_TOKEN_UNABLE, URNE_NOWHERE, NULL);
    }
    URNE_TRY(urne_dossier_open(&d, arena, dir, "timestamp", time, err));
    urne_code code = file_in(*out, d, name, token, authorities, err);
    urne_dossier_close(d);
    return code;
}

/* The roll key opened from a box, and its end (transcript-1 §17). */
#include "ceremony/sealed.h"
#include "ceremony/steps.h"
#include "urne/audit.h"

urne_code urne_key_open(const urne_key_open_options *o, urne_err *err)
{
    urne_crypto_init();
    urne_secret *k;
    char text[URNE_SECRET_TEXT];
    urne_arena *arena = urne_arena_new();
    urne_code code =
        urne_unlock_roll_key(&k, arena, o->box, o->custodian, &o->who, err);
    urne_arena_free(arena);
    URNE_TRY(code);
    urne_secret_text(text, k);
    urne_secret_free(k);
    const urne_write file = {
        .path = o->output, .bytes = {text, sizeof text}, .secret = true, .fresh = true};
    code = urne_files_write(&file, 1, err);
    urne_wipe(text, sizeof text);
    return code;
}

/* The key and its copies, what bound the observers' copies, the receipt codes, and the
 * table of names and numbers. What says who was drawn stays: the assembly needs it. */
static bool goes(urne_str name)
{
    static const char *const names[] = {"roll-key.txt",          "roll-key.box",
                                        "rollkey-custodian.box", "index.tsv",
                                        "invites.csv",           "audit-leaves.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (urne_str_is(name, names[i])) {
            return true;
        }
    }
    return urne_str_starts(name, "called-") || urne_str_starts(name, "rollcopy-");
}

static urne_code destroy_files(const urne_dossier *d, urne_err *err)
{
    urne_str *names;
    size_t n;
    URNE_TRY(urne_dir_list(&names, &n, d->arena, d->private_dir, err));
    for (size_t i = 0; i < n; i++) {
        if (goes(names[i])) {
            URNE_TRY(urne_file_destroy(
                urne_dossier_private(d, urne_str_z(d->arena, names[i])), err));
        }
    }
    return URNE_OK;
}

static urne_code destroy_in(urne_step_view *out, urne_dossier *d, urne_err *err)
{
    bool ended = d->aborted || d->closed;
    out->path = "";
    if (d->track != &urne_track_draw) {
        return urne_dossier_other(d, err);
    }
    /* Said again, it ends what was interrupted. */
    if (ended || urne_roll_key_destroyed(d)) {
        return destroy_files(d, err);
    }
    URNE_TRY(urne_dossier_after(d, "destroy", false, err));
    URNE_TRY(urne_step_audited(d, err));
    const urne_later l = {.kind = URNE_LATER_DESTROY,
                          .head = urne_dossier_head(d),
                          .rollkey = d->commit.rollkey};
    URNE_TRY(destroy_files(d, err));
    return urne_step_write(out, d, &l, NULL, 0, err);
}

urne_code urne_key_destroy(urne_step_view **out, urne_arena *arena, const char *dir,
                           const char *time, urne_err *err)
{
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&d, arena, dir, "destroy", time, err));
    urne_code code = destroy_in(*out, d, err);
    urne_dossier_close(d);
    return code;
}

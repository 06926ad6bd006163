#include "proof/checkpoint.h"
#include "base/file.h"
#include "ceremony/unlock.h"
#include "proof/merkle.h"
#include "proof/seal.h"
#include "urne/bundle.h"

#define ROLL_LIMIT ((size_t)16 << 30)

/* The lines of a file are the leaves of its tree, each with its LF. */
static uint64_t tree_of(urne_hash *root, urne_str bytes)
{
    urne_merkle tree = URNE_MERKLE_EMPTY;
    uint64_t n = 0;
    while (bytes.n > 0) {
        const char *lf = memchr(bytes.p, '\n', bytes.n);
        size_t end = lf == NULL ? bytes.n : (size_t)(lf - bytes.p) + 1;
        urne_hash leaf = urne_hash_leaf(urne_str_slice(bytes, 0, end));
        urne_merkle_add(&tree, &leaf);
        bytes = urne_str_slice(bytes, end, bytes.n);
        n++;
    }
    *root = urne_merkle_root(&tree);
    return n;
}

urne_code urne_checkpoint(urne_str *out, urne_arena *arena,
                          const urne_checkpoint_options *o, urne_err *err)
{
    urne_crypto_init();
    urne_shelf shelf;
    urne_commit seal = {.electors = 0};
    urne_str bytes;
    urne_hash root;
    urne_unlocked unlocked;
    URNE_TRY(urne_shelf_open(&shelf, arena, o->path, o->roll, err));
    const urne_track *track = urne_track_of(shelf.names, shelf.n);
    const char *roll = track->file[URNE_FILE_ROLL];
    URNE_TRY(urne_seal_read(&seal, &shelf, track, err));
    URNE_TRY(urne_shelf_read(&bytes, &shelf, roll, ROLL_LIMIT, err));
    uint64_t n = tree_of(&root, bytes);
    /* Nobody signs a tree that is not the sealed one. */
    if (n != seal.electors || !urne_str_is(seal.root, urne_to_hex(root).z)) {
        return urne_fail(err, URNE_E_CHECK_COMMITTED,
                         URNE_IN(urne_path(arena, o->path, roll)), NULL);
    }
    *out = urne_checkpoint_text(arena, seal.head.ceremony, n, &root);
    if (o->key == NULL) {
        return URNE_OK;
    }
    const urne_asker who = {o->ask, o->context};
    URNE_TRY(urne_unlock_signer(&unlocked, arena, o->key, NULL, &who, err));
    *out = urne_checkpoint_sign(arena, seal.head.ceremony, *out, unlocked.signer);
    urne_signer_free(unlocked.signer);
    return URNE_OK;
}

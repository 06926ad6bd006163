/* crypto/sign: what is accepted is written again byte for byte; of all signature files
 * only the genuine one verifies. Key files are read as well, without their passphrase.
 */
#include "oracle/keys.h"
#include "target.h"

static void signature(urne_arena *arena, urne_str in)
{
    urne_minisig m;
    urne_public_key key;
    urne_err err = URNE_ERR_NONE;
    urne_signed what = stock_signed();
    if (urne_minisig_read(&m, in, "s", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(urne_str_eq(urne_minisig_write(arena, &m), in));
    HOLDS(urne_public_parse(&key, URNE_STR(STOCK_PUBLIC), URNE_NOWHERE, NULL) ==
          URNE_OK);
    bool genuine = urne_str_eq(in, URNE_STR(STOCK_SIGNATURE));
    HOLDS((urne_minisig_verify(&m, &key, &what, "s", &err) == URNE_OK) == genuine);
}

static void public_file(urne_arena *arena, urne_str in)
{
    urne_public_key key;
    urne_str comment;
    urne_err err = URNE_ERR_NONE;
    if (urne_public_read(&key, &comment, in, "p", &err) != URNE_OK) {
        HOLDS(err.count >= 1);
        return;
    }
    HOLDS(urne_str_eq(urne_public_write(arena, &key, urne_str_z(arena, comment)), in));
}

static void secret_file(urne_str in)
{
    urne_signer_file look;
    urne_signer *s;
    urne_err err = URNE_ERR_NONE;
    if (in.n > URNE_GUARD_MAX) {
        return;
    }
    urne_guard *text = guard_of(in);
    if (urne_signer_look(&look, text, "k", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
    } else if (!look.locked && urne_signer_open(&s, text, NULL, "k", &err) == URNE_OK) {
        /* Whatever opens signs what its own public half accepts. */
        urne_public_key key = urne_signer_public(s);
        urne_sig sig = urne_sig_make(s, in);
        HOLDS(urne_sig_ok(&sig, in, &key));
        urne_signer_free(s);
    }
    urne_guard_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    signature(arena, in);
    public_file(arena, in);
    secret_file(in);
    urne_arena_free(arena);
    return 0;
}

/* crypto/keybox: what is accepted is written again byte for byte; what opens holds the
 * key that it says. Passphrases only where they cost little. */
#include "crypto/keybox.h"
#include "oracle/keys.h"
#include "target.h"

static void holds_its_key(urne_secret *k, const urne_keybox *box)
{
    urne_hash is = urne_secret_commitment(k);
    HOLDS(urne_hash_cmp(&is, &box->rollkey) == 0);
    urne_secret_free(k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned char seed[32] = {1}, id[URNE_KEY_ID] = {1};
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_signer *custodian = urne_signer_of(seed, id);
    urne_guard *passphrase = guard_of(URNE_STR("p"));
    urne_keybox box;
    urne_secret *k;
    urne_err err = URNE_ERR_NONE;
    if (urne_keybox_read(&box, in, "k", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
    } else {
        HOLDS(urne_str_eq(urne_keybox_write(arena, &box), in));
        if (urne_keybox_unseal(&k, &box, custodian, "k", &err) == URNE_OK) {
            holds_its_key(k, &box);
        }
        bool cheap = box.sealed || (box.cost.ops == 1 && box.cost.mem <= 65536);
        if (cheap && urne_keybox_unlock(&k, &box, passphrase, "k", &err) == URNE_OK) {
            holds_its_key(k, &box);
        }
    }
    urne_guard_free(passphrase);
    urne_signer_free(custodian);
    urne_arena_free(arena);
    return 0;
}

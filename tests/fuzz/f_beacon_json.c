/* proof/beacon_file: whatever a person saved, the one signature of the round is the one
 * accepted. */
#include "proof/beacon_file.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_beacon b = {.round = 7};
    unsigned char want[URNE_BEACON_BYTES];
    HOLDS(urne_hex_parse(
        URNE_STR("b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
                 "41076862b98fad56e91a6b85b89cd97b"),
        want, sizeof want));
    if (urne_beacon_read(&b, arena, in, "b", 657413, &err) == URNE_OK) {
        urne_hash randomness = urne_beacon_randomness(want);
        HOLDS(err.count == 0 && b.round == 657413);
        HOLDS(memcmp(b.signature, want, sizeof want) == 0);
        HOLDS(urne_hash_cmp(&b.randomness, &randomness) == 0);
    } else {
        fuzz_refusal(&err, in);
        HOLDS(b.round == 7);
    }
    urne_arena_free(arena);
    return 0;
}

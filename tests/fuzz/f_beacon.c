/* crypto/g1, crypto/g2: bytes that are accepted as a point are the only ones of this
 * point, which lies in its group; the one signature of a round is the one accepted.
 * The first 48 bytes are read as a point of G1, the first 96 as one of G2. */
#include "crypto/beacon.h"
#include "target.h"

static void read_g1(const uint8_t *data)
{
    unsigned char again[URNE_G1_BYTES], other[URNE_G1_BYTES];
    urne_g1 a, b;
    if (!urne_g1_read(&a, data)) {
        return;
    }
    HOLDS(!a.zero && urne_g1_on_curve(a) && urne_g1_in_group(a));
    urne_g1_write(again, a);
    HOLDS(memcmp(again, data, sizeof again) == 0);
    /* its opposite differs in the sign bit only */
    memcpy(other, data, sizeof other);
    other[0] ^= URNE_POINT_LARGE;
    HOLDS(urne_g1_read(&b, other) && urne_g1_add(a, b).zero);
}

static void read_g2(const uint8_t *data)
{
    unsigned char again[URNE_G2_BYTES], other[URNE_G2_BYTES];
    urne_g2 a, b;
    if (!urne_g2_read(&a, data)) {
        return;
    }
    HOLDS(!a.zero && urne_g2_on_curve(a) && urne_g2_in_group(a));
    urne_g2_write(again, a);
    HOLDS(memcmp(again, data, sizeof again) == 0);
    memcpy(other, data, sizeof other);
    other[0] ^= URNE_POINT_LARGE;
    HOLDS(urne_g2_read(&b, other) && urne_g2_add(a, b).zero);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char true_signature[URNE_BEACON_BYTES];
    (void)fuzz_input(data, size);
    HOLDS(urne_hex_parse(
        URNE_STR("b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
                 "41076862b98fad56e91a6b85b89cd97b"),
        true_signature, sizeof true_signature));
    if (size >= URNE_G1_BYTES) {
        bool same = memcmp(data, true_signature, sizeof true_signature) == 0;
        read_g1(data);
        HOLDS(urne_beacon_verify(657413, data) == same);
    }
    if (size >= URNE_G2_BYTES) {
        read_g2(data);
    }
    return 0;
}

#include "crypto/tsr.h"

void urne_tsr_request(unsigned char out[URNE_TSR_REQUEST], const urne_hash *imprint)
{
    /* SEQUENCE { 1, SEQUENCE { SEQUENCE { sha256, NULL }, OCTET STRING }, TRUE } */
    static const unsigned char head[] = {
        0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
        0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    static const unsigned char tail[] = {0x01, 0x01, 0xff};
    _Static_assert(sizeof head + URNE_HASH + sizeof tail == URNE_TSR_REQUEST,
                   "request");
    memcpy(out, head, sizeof head);
    memcpy(out + sizeof head, imprint->b, URNE_HASH);
    memcpy(out + sizeof head + URNE_HASH, tail, sizeof tail);
}

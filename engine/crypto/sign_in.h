/* crypto/sign_in: what sign.c, sign_key.c and keybox.c share. */
#ifndef URNE_CRYPTO_SIGN_IN_H
#define URNE_CRYPTO_SIGN_IN_H

#include "crypto/sign.h"

struct urne_signer {
    unsigned char id[URNE_KEY_ID];
    unsigned char sk[64]; /* seed || public point, as libsodium has it */
};

/* An empty one in guarded memory. */
urne_signer *urne_signer_alloc(void);

#define URNE_UNTRUSTED "untrusted comment: "

/* base64 (RFC 4648 §4) of n bytes: its length, and the characters without NUL. */
size_t urne_b64_length(size_t n);
void urne_b64_write(char *out, const unsigned char *bytes, size_t n);

/* Reads just n bytes (n <= 160); false for any other writing of them than ours. */
bool urne_b64_read(unsigned char *out, size_t n, urne_str text);

/* Cuts one line with its LF off *rest. False when there is none, or when a byte of it
 * is below 0x20 or 0x7F. */
bool urne_line_cut(urne_str *rest, urne_str *line);

#endif

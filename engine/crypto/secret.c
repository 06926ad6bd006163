#include "crypto/secret.h"

#include <sodium.h>
#include <stdarg.h>

/* `keyed` is HMAC after its key block: four MACs an elector start from it. */
struct urne_secret {
    unsigned char k[URNE_HASH];
    crypto_auth_hmacsha256_state keyed;
};

urne_secret *urne_secret_of(const unsigned char bytes[URNE_HASH])
{
    urne_secret *k = sodium_malloc(sizeof *k);
    if (k == NULL) {
        urne_out_of_memory();
    }
    memcpy(k->k, bytes, URNE_HASH);
    crypto_auth_hmacsha256_init(&k->keyed, k->k, sizeof k->k);
    return k;
}

urne_secret *urne_secret_new(void)
{
    unsigned char bytes[URNE_HASH];
    randombytes_buf(bytes, sizeof bytes);
    urne_secret *k = urne_secret_of(bytes);
    sodium_memzero(bytes, sizeof bytes);
    return k;
}

void urne_secret_free(urne_secret *k)
{
    sodium_free(k); /* wipes first */
}

urne_code urne_secret_read(urne_secret **out, const char *path, urne_err *err)
{
    urne_guard *text;
    urne_hash h = {{0}};
    URNE_TRY(urne_guard_read(&text, path, err));
    urne_code code = URNE_OK;
    size_t n = text->n;
    if (n == URNE_HASH) {
        *out = urne_secret_of((const unsigned char *)text->p);
    } else if (n < URNE_HEX || n > URNE_HEX + 1 ||
               (n > URNE_HEX && text->p[URNE_HEX] != '\n') ||
               !urne_hash_parse((urne_str){text->p, URNE_HEX}, &h)) {
        code = urne_fail(err, URNE_E_SEAL_KEY, URNE_IN(path), NULL);
    } else {
        *out = urne_secret_of(h.b);
    }
    urne_guard_free(text);
    sodium_memzero(&h, sizeof h);
    return code;
}

void urne_secret_bytes(unsigned char out[URNE_HASH], const urne_secret *k)
{
    memcpy(out, k->k, URNE_HASH);
}

void urne_secret_text(char out[URNE_SECRET_TEXT], const urne_secret *k)
{
    char text[URNE_HEX + 1];
    sodium_bin2hex(text, sizeof text, k->k, URNE_HASH);
    memcpy(out, text, URNE_HEX);
    out[URNE_HEX] = '\n';
    sodium_memzero(text, sizeof text);
}

urne_hash urne_secret_commitment(const urne_secret *k)
{
    return urne_secret_commitment_as(k, "urne/1 rollkey");
}

urne_hash urne_secret_commitment_as(const urne_secret *k, const char *tag)
{
    char hex[URNE_HEX + 1];
    sodium_bin2hex(hex, sizeof hex, k->k, URNE_HASH);
    urne_hash h = urne_hash_fields(2, urne_str_of(tag), (urne_str){hex, URNE_HEX});
    sodium_memzero(hex, sizeof hex);
    return h;
}

urne_hash urne_mac_fields(const urne_secret *k, size_t n, ...)
{
    crypto_auth_hmacsha256_state st;
    urne_hash h;
    va_list fields;
    va_start(fields, n);
    memcpy(&st, &k->keyed, sizeof st);
    for (size_t i = 0; i < n; i++) {
        urne_str field = va_arg(fields, urne_str);
        crypto_auth_hmacsha256_update(&st, (const unsigned char *)field.p, field.n);
        crypto_auth_hmacsha256_update(&st, (const unsigned char *)"\n", 1);
    }
    crypto_auth_hmacsha256_final(&st, h.b);
    sodium_memzero(&st, sizeof st);
    va_end(fields);
    return h;
}

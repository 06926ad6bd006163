#include "crypto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <unistd.h>

/* `keyed` is HMAC after its key block: four MACs an elector start from it. */
struct urne_secret {
    unsigned char k[URNE_HASH];
    crypto_auth_hmacsha256_state keyed;
};

static urne_secret *secret_alloc(const unsigned char bytes[URNE_HASH])
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
    urne_secret *k = secret_alloc(bytes);
    sodium_memzero(bytes, sizeof bytes);
    return k;
}

void urne_secret_free(urne_secret *k)
{
    sodium_free(k); /* wipes first */
}

/* Reads at most `n` bytes into `to`; read(2) and no stdio, which keeps copies. */
static ssize_t read_small(const char *path, char *to, size_t n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return -1;
    }
    size_t got = 0;
    for (;;) {
        ssize_t r = read(fd, to + got, n - got);
        if (r < 0 && errno == EINTR) {
            continue;
        }
        if (r < 0) {
            close(fd);
            return -1;
        }
        got += (size_t)r;
        if (r == 0 || got == n) {
            close(fd);
            return (ssize_t)got;
        }
    }
}

urne_code urne_secret_read(urne_secret **out, const char *path, urne_err *err)
{
    char text[URNE_HEX + 2];
    urne_hash h = {{0}};
    ssize_t n = read_small(path, text, sizeof text);
    urne_code code = URNE_OK;
    if (n < 0) {
        code = urne_fail(err, URNE_E_IO_OPEN, URNE_IN(path), strerror(errno), NULL);
    } else if (n == URNE_HASH) {
        memcpy(h.b, text, URNE_HASH);
        *out = secret_alloc(h.b);
    } else if (n < URNE_HEX || n > URNE_HEX + 1 ||
               (n > URNE_HEX && text[URNE_HEX] != '\n') ||
               !urne_hash_parse((urne_str){text, URNE_HEX}, &h)) {
        code = urne_fail(err, URNE_E_SEAL_KEY, URNE_IN(path), NULL);
    } else {
        *out = secret_alloc(h.b);
    }
    sodium_memzero(text, sizeof text);
    sodium_memzero(&h, sizeof h);
    return code;
}

void urne_secret_text(char out[URNE_SECRET_TEXT], const urne_secret *k)
{
    char text[URNE_HEX + 1];
    sodium_bin2hex(text, sizeof text, k->k, URNE_HASH);
    memcpy(out, text, URNE_HEX);
    out[URNE_HEX] = '\n';
    sodium_memzero(text, sizeof text);
}

void urne_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
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

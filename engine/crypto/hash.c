#include "crypto/hash.h"

#include <sodium.h>
#include <stdarg.h>

void urne_crypto_init(void)
{
    if (sodium_init() < 0) {
        urne_bug("libsodium cannot start");
    }
}

static const unsigned char *bytes_of(urne_str s)
{
    return (const unsigned char *)(s.p == NULL ? "" : s.p);
}

urne_hash urne_sha256(urne_str bytes)
{
    urne_hash h;
    crypto_hash_sha256(h.b, bytes_of(bytes), bytes.n);
    return h;
}

urne_hash urne_blake2b(urne_str bytes)
{
    urne_hash h;
    crypto_generichash(h.b, sizeof h.b, bytes_of(bytes), bytes.n, NULL, 0);
    return h;
}

urne_hash urne_sha256_parts(const urne_str *parts, size_t n)
{
    crypto_hash_sha256_state st;
    urne_hash h;
    crypto_hash_sha256_init(&st);
    for (size_t i = 0; i < n; i++) {
        crypto_hash_sha256_update(&st, bytes_of(parts[i]), parts[i].n);
    }
    crypto_hash_sha256_final(&st, h.b);
    return h;
}

urne_hex urne_to_hex(urne_hash h)
{
    static const char digit[] = "0123456789abcdef";
    urne_hex out;
    for (size_t i = 0; i < URNE_HASH; i++) {
        out.z[2 * i] = digit[h.b[i] >> 4];
        out.z[2 * i + 1] = digit[h.b[i] & 15];
    }
    out.z[URNE_HEX] = '\0';
    return out;
}

urne_hex urne_sha256_hex(urne_str bytes)
{
    return urne_to_hex(urne_sha256(bytes));
}

urne_str urne_hex_text(urne_arena *arena, urne_hash h)
{
    urne_hex hex = urne_to_hex(h);
    return urne_str_dup(arena, urne_hex_str(&hex));
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool urne_hex_parse(urne_str hex, unsigned char *out, size_t n)
{
    if (hex.n != 2 * n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int hi = hex_value(hex.p[2 * i]), lo = hex_value(hex.p[2 * i + 1]);
        if (hi < 0 || lo < 0) {
            return false;
        }
        out[i] = (unsigned char)(hi * 16 + lo);
    }
    return true;
}

bool urne_hash_parse(urne_str hex, urne_hash *out)
{
    return urne_hex_parse(hex, out->b, sizeof out->b);
}

urne_hash urne_hash_fields(size_t n, ...)
{
    crypto_hash_sha256_state st;
    urne_hash h;
    va_list fields;
    va_start(fields, n);
    crypto_hash_sha256_init(&st);
    for (size_t i = 0; i < n; i++) {
        urne_str field = va_arg(fields, urne_str);
        crypto_hash_sha256_update(&st, bytes_of(field), field.n);
        crypto_hash_sha256_update(&st, (const unsigned char *)"\n", 1);
    }
    crypto_hash_sha256_final(&st, h.b);
    va_end(fields);
    return h;
}

urne_hash urne_hash_leaf(urne_str entry)
{
    return urne_sha256_parts((urne_str[]){{"\0", 1}, entry}, 2);
}

urne_hash urne_hash_node(const urne_hash *left, const urne_hash *right)
{
    unsigned char m[1 + 2 * URNE_HASH] = {1};
    urne_hash h;
    memcpy(m + 1, left->b, URNE_HASH);
    memcpy(m + 1 + URNE_HASH, right->b, URNE_HASH);
    crypto_hash_sha256(h.b, m, sizeof m);
    return h;
}

void urne_random_bytes(unsigned char *out, size_t n)
{
    randombytes_buf(out, n);
}

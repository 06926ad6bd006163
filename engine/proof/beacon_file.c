#include "proof/beacon_file.h"

#include "codec/json.h"

static urne_code bad_value(const urne_json *object, const char *key, const char *wanted,
                           urne_err *err)
{
    const urne_json *value = urne_json_find(object, key);
    urne_place at = value == NULL ? object->at : value->at;
    return urne_fail(err, URNE_E_BEACON_VALUE, at, key, wanted, NULL);
}

static bool is_hex(const urne_json *value, unsigned char *out, size_t n)
{
    return value != NULL && value->kind == URNE_JSON_TEXT &&
           urne_hex_parse(value->text, out, n);
}

static urne_code read_json(urne_beacon *out, urne_arena *arena, urne_str bytes,
                           const char *file, uint64_t round, urne_err *err)
{
    urne_json *v;
    URNE_TRY(urne_json_read(&v, arena, bytes, file, err));
    const urne_json *number = urne_json_find(v, "round");
    if (number == NULL || number->kind != URNE_JSON_INT) {
        return bad_value(v, "round", N_("the number of the round"), err);
    }
    if (number->num != round) {
        return urne_fail(err, URNE_E_BEACON_ROUND, number->at, URNE_DEC(number->num),
                         URNE_DEC(round), NULL);
    }
    if (!is_hex(urne_json_find(v, "signature"), out->signature,
                sizeof out->signature)) {
        return bad_value(v, "signature", N_("96 digits from 0 to 9 and a to f"), err);
    }
    urne_hash said, is = urne_beacon_randomness(out->signature);
    const urne_json *randomness = urne_json_find(v, "randomness");
    if (randomness == NULL) {
        return URNE_OK;
    }
    if (!is_hex(randomness, said.b, sizeof said.b)) {
        return bad_value(v, "randomness", N_("64 digits from 0 to 9 and a to f"), err);
    }
    if (urne_hash_cmp(&said, &is) != 0) {
        return urne_fail(err, URNE_E_BEACON_RANDOMNESS, randomness->at, NULL);
    }
    return URNE_OK;
}

/* The signature alone, with or without one line end. */
static bool read_digits(urne_beacon *out, urne_str bytes)
{
    if (urne_str_ends(bytes, "\n")) {
        bytes.n--;
        bytes.n -= urne_str_ends(bytes, "\r") ? 1 : 0;
    }
    return urne_hex_parse(bytes, out->signature, sizeof out->signature);
}

/* The first byte that is no blank begins an object. */
static bool looks_like_json(urne_str bytes)
{
    size_t i = 0;
    while (i < bytes.n && memchr(" \t\r\n", bytes.p[i], 4) != NULL) {
        i++;
    }
    return i < bytes.n && bytes.p[i] == '{';
}

urne_code urne_beacon_read(urne_beacon *out, urne_arena *arena, urne_str bytes,
                           const char *file, uint64_t round, urne_err *err)
{
    urne_beacon b = {.round = round};
    if (looks_like_json(bytes)) {
        URNE_TRY(read_json(&b, arena, bytes, file, round, err));
    } else if (!read_digits(&b, bytes)) {
        return urne_fail(err, URNE_E_BEACON_FORM, URNE_IN(file), NULL);
    }
    if (!urne_beacon_verify(round, b.signature)) {
        return urne_fail(err, URNE_E_BEACON_FALSE, URNE_IN(file), URNE_DEC(round),
                         NULL);
    }
    b.randomness = urne_beacon_randomness(b.signature);
    *out = b;
    return URNE_OK;
}

/* b_bare FILE N: what seal, draw and verify of N electors cannot do without. libcsv
 * over the roll, once; then, for N electors with identities and addresses of usual
 * length, every SHA-256 and HMAC of draw-1, each once:
 *
 *   seal     salt, PID, hhsalt, household, asalt, attribute, ACOM, leaf, node; the
 * input, the canonical roll and roll.txt draw     ticket; roll.txt verify   leaf, node,
 * ticket; roll.txt
 *
 * The key of HMAC is prepared once. No memory is moved, no number is written. */
#include <csv.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDENT = 44, ADDRESS = 48, ENTRY = 64 + 1 + 2 + 1 + 64 + 1, LINE = IDENT + 70 };

static unsigned char text[512], out[32];
static crypto_auth_hmacsha256_state keyed;

static void hash(size_t n)
{
    text[0] ^= out[0];
    crypto_hash_sha256(out, text, n);
}

static void mac(size_t n)
{
    crypto_auth_hmacsha256_state state = keyed;
    text[0] ^= out[0];
    crypto_auth_hmacsha256_update(&state, text, n);
    crypto_auth_hmacsha256_final(&state, out);
}

#define TAG(tag) (sizeof "urne/1 " tag)

static void seal(unsigned long n)
{
    for (unsigned long i = 0; i < n; i++) {
        mac(TAG("salt") + IDENT + 1);
        hash(TAG("pid") + 65 + IDENT + 1);
        mac(TAG("hhsalt") + ADDRESS + 1);
        hash(TAG("hh") + 65 + ADDRESS + 1);
        mac(TAG("asalt") + sizeof "household" + IDENT + 1);
        hash(TAG("attr") + 65 + sizeof "household" + 64 + 1);
        hash(TAG("attrs") + 65);
        hash(1 + ENTRY);
        hash(65);
    }
}

static void tickets(unsigned long n)
{
    for (unsigned long i = 0; i < n; i++) {
        hash(144);
    }
}

static void root(unsigned long n)
{
    for (unsigned long i = 0; i < n; i++) {
        hash(1 + ENTRY);
        hash(65);
    }
}

/* Long files, in pieces that stay in the cache. */
static void file(unsigned long n)
{
    static unsigned char piece[4096];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (; n > 0; n -= n < sizeof piece ? n : sizeof piece) {
        crypto_hash_sha256_update(&state, piece, n < sizeof piece ? n : sizeof piece);
    }
    crypto_hash_sha256_final(&state, out);
}

static void on_field(void *field, size_t n, void *data)
{
    (void)field;
    *(size_t *)data += n;
}

static void on_row(int end, void *data)
{
    (void)end;
    (void)data;
}

int main(int argc, char **argv)
{
    struct csv_parser parser;
    size_t seen = 0;
    FILE *f = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (f == NULL || sodium_init() < 0 || fseek(f, 0, SEEK_END) != 0 ||
        csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return 2;
    }
    unsigned long n = strtoul(argv[2], NULL, 10);
    size_t size = (size_t)ftell(f);
    char *bytes = malloc(size);
    rewind(f);
    if (bytes == NULL || fread(bytes, 1, size, f) != size) {
        return 2;
    }
    csv_set_delim(&parser, ';');
    if (csv_parse(&parser, bytes, size, on_field, on_row, &seen) != size ||
        csv_fini(&parser, on_field, on_row, &seen) != 0) {
        return 1;
    }
    crypto_auth_hmacsha256_init(&keyed, text, 32);
    file(size);
    seal(n);
    file(n * LINE);
    file(n * ENTRY);
    tickets(n);
    file(n * ENTRY);
    root(n);
    tickets(n);
    file(n * ENTRY);
    printf("%zu %02x\n", seen, out[0]);
    csv_free(&parser);
    free(bytes);
    return fclose(f);
}

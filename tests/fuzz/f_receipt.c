/* proof/receipt: what is accepted is written again byte for byte; the code on paper is
 * read back as it is written. */
#include "proof/receipt.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_receipt r;
    urne_hash salt, again;
    urne_err err = URNE_ERR_NONE;
    if (urne_receipt_read(&r, arena, in, "r", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
    } else {
        HOLDS(urne_str_eq(urne_receipt_write(arena, &r), in));
    }
    if (urne_paper_parse(in, &salt)) {
        char code[URNE_PAPER_MAX];
        urne_paper_code(code, &salt);
        HOLDS(urne_paper_parse(urne_str_of(code), &again));
        HOLDS(urne_hash_cmp(&salt, &again) == 0);
    }
    urne_arena_free(arena);
    return 0;
}

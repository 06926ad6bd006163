/* proof/bundle: what is accepted is written again byte for byte, and each file lies
 * within the input; what is refused names a byte of it. Then the export of its text. */
#include "proof/bundle.h"
#include "target.h"
#include "urne.h"

static void rows(urne_str text)
{
    static urne_str fields[URNE_EXPORT_FIELDS];
    const urne_export_file file = {.kind = "rules", .text = text};
    size_t n, bytes = 0;
    while (urne_export_row(fields, &n, &file, &text)) {
        for (size_t i = 0; i < n; i++) {
            bytes += fields[i].n;
        }
    }
    HOLDS(bytes <= file.text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_bundled *files;
    size_t n;
    if (urne_bundle_read(&files, &n, arena, in, "b", &err) != URNE_OK) {
        HOLDS(err.count == 1 && err.diag[0].code == URNE_E_BUNDLE_FORM);
        HOLDS(strtoull(err.diag[0].arg[0], NULL, 10) <= in.n);
    } else {
        HOLDS(urne_str_eq(urne_bundle_write(arena, files, n), in));
        for (size_t i = 0; i < n; i++) {
            HOLDS(files[i].bytes.p >= in.p &&
                  files[i].bytes.p + files[i].bytes.n <= in.p + in.n);
            rows(files[i].bytes);
        }
    }
    urne_arena_free(arena);
    return 0;
}

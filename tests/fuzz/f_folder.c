/* proof/check: one file of the worked dossier replaced by the input behind its first
 * byte, sums.txt set right (an insider) or not. Never yes, unless it is the same file,
 * or the result at another time of the same draw. */
#include "folder.h"

/* The time of 03 is bound by sums.txt alone (draw-1 §18.3). */
static bool same_but_time(urne_str a, urne_str b)
{
    urne_str x, y;
    for (size_t line = 1; urne_str_cut(&a, '\n', &x); line++) {
        if (!urne_str_cut(&b, '\n', &y) || (line != 5 && !urne_str_eq(x, y))) {
            return false;
        }
    }
    return b.p == NULL;
}

static void put_sums(size_t changed, urne_str in)
{
    char text[1024];
    size_t n = 0;
    for (size_t i = 0; i < FOLDER_SUMS; i++) {
        urne_hex h = urne_sha256_hex(i == changed ? in : folder_file(i));
        n += (size_t)snprintf(text + n, sizeof text - n, "%s  %s\n", h.z,
                              folder_names[i]);
    }
    folder_put(FOLDER_SUMS, text, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { RESULT = 3 };
    if (size == 0) {
        return 0;
    }
    size_t file = data[0] % FOLDER_SUMS;
    bool insider = (data[0] / FOLDER_SUMS & 1) != 0;
    urne_str in = fuzz_input(data + 1, size - 1);
    folder_open();
    folder_put(file, in.p, in.n);
    if (insider) {
        put_sums(file, in);
    }
    bool same = urne_str_eq(in, folder_file(file));
    bool yes = folder_yes();
    HOLDS(!same || yes);
    HOLDS(!yes || same ||
          (insider && file == RESULT && same_but_time(in, folder_file(file))));
    folder_put(file, folder_bytes[file], folder_size[file]);
    folder_put(FOLDER_SUMS, folder_bytes[FOLDER_SUMS], folder_size[FOLDER_SUMS]);
    return 0;
}

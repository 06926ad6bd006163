/* proof/check_container: no sums.txt but the true one is accepted. */
#include "folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    folder_open();
    folder_put(FOLDER_SUMS, in.p, in.n);
    HOLDS(folder_yes() == urne_str_eq(in, folder_file(FOLDER_SUMS)));
    return 0;
}

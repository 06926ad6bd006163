/* panel/list: what is accepted is written again byte for byte. */
#include "panel/list.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size), ceremony;
    urne_arena *arena = urne_arena_new();
    urne_panel_list list;
    urne_err err = URNE_ERR_NONE;
    if (urne_panel_list_read(&list, &ceremony, arena, in, "n", &err) == URNE_OK) {
        HOLDS(urne_str_eq(urne_panel_list_write(arena, &list, ceremony), in));
    } else {
        fuzz_refusal(&err, in);
    }
    urne_arena_free(arena);
    return 0;
}

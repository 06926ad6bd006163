/* proof/rolltxt: the lines that are accepted are the bytes that were read. */
#include "proof/rolltxt.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_roll_lines lines;
    urne_err err = URNE_ERR_NONE;
    if (urne_roll_lines_read(&lines, arena, in, "r", &err) != URNE_OK) {
        HOLDS(err.count == 1);
        urne_arena_free(arena);
        return 0;
    }
    urne_buf buf = urne_buf_new(arena, in.n);
    HOLDS(lines.n >= 1);
    for (size_t i = 0; i < lines.n; i++) {
        urne_buf_addz(&buf, urne_to_hex(lines.leaves[i].pid).z);
        urne_buf_addc(&buf, ' ');
        /* A stratum that no rules have may be a greater number than is kept. */
        urne_str rest = urne_roll_line(&lines, in, i), stratum;
        urne_str_cut(&rest, ' ', &stratum);
        urne_str_cut(&rest, ' ', &stratum);
        if (lines.leaves[i].stratum == UINT32_MAX) {
            urne_buf_add(&buf, stratum);
        } else {
            urne_buf_addu(&buf, lines.leaves[i].stratum);
        }
        urne_buf_addc(&buf, ' ');
        urne_buf_add(&buf, urne_roll_acom(&lines, in, i));
        urne_buf_addc(&buf, '\n');
        HOLDS(urne_roll_line(&lines, in, i).n == lines.at[i + 1] - lines.at[i]);
    }
    HOLDS(urne_str_eq(urne_buf_str(&buf), in));
    urne_arena_free(arena);
    return 0;
}

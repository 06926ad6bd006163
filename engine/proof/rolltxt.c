#include "proof/rolltxt.h"

enum { HEX_SP = URNE_HEX + 1, LINE_MIN = URNE_HEX + 5, ELECTORS_MAX = 100000000 };

static bool read_line(urne_leaf *leaf, urne_str line)
{
    urne_hash acom;
    uint64_t h;
    if (line.n < LINE_MIN - 1 || line.p[URNE_HEX] != ' ' ||
        !urne_hash_parse(urne_str_slice(line, 0, URNE_HEX), &leaf->pid)) {
        return false;
    }
    urne_str rest = urne_str_slice(line, HEX_SP, line.n), stratum;
    urne_str_cut(&rest, ' ', &stratum);
    if (rest.p == NULL || !urne_str_u64(stratum, URNE_INT_MAX - 1, &h) || h == 0) {
        return false;
    }
    /* No rules have that many strata: a greater number is as unknown as this one. */
    leaf->stratum = h < UINT32_MAX ? (uint32_t)h : UINT32_MAX;
    return urne_str_is(rest, "-") || urne_hash_parse(rest, &acom);
}

urne_code urne_roll_lines_read(urne_roll_lines *out, urne_arena *arena, urne_str bytes,
                               const char *file, urne_err *err)
{
    /* No line is shorter than LINE_MIN, which bounds what is allocated. */
    size_t most = bytes.n / LINE_MIN + 1;
    out->leaves = urne_arena_array(arena, most, sizeof *out->leaves);
    out->at = urne_arena_array(arena, most + 1, sizeof *out->at);
    out->n = 0;
    for (size_t at = 0; at < bytes.n || out->n == 0;) {
        urne_place place = {file, out->n + 1, 0};
        const char *lf = bytes.n == 0 ? NULL : memchr(bytes.p + at, '\n', bytes.n - at);
        size_t end = lf == NULL ? at : (size_t)(lf - bytes.p);
        if (lf == NULL || out->n == ELECTORS_MAX ||
            !read_line(&out->leaves[out->n], urne_str_slice(bytes, at, end))) {
            return urne_fail(err, URNE_E_CHECK_ROLL, place, NULL);
        }
        out->at[out->n++] = at;
        at = end + 1;
        out->at[out->n] = at;
    }
    return URNE_OK;
}

urne_str urne_roll_line(const urne_roll_lines *lines, urne_str bytes, size_t i)
{
    return urne_str_slice(bytes, lines->at[i], lines->at[i + 1]);
}

urne_str urne_roll_acom(const urne_roll_lines *lines, urne_str bytes, size_t i)
{
    urne_str line = urne_roll_line(lines, bytes, i), field = {0};
    line.n--;
    while (urne_str_cut(&line, ' ', &field)) {
    }
    return field;
}

#include "ceremony/index.h"

static size_t count_of(urne_str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += s.p[i] == c ? 1 : 0;
    }
    return n;
}

urne_str urne_index_write(urne_arena *arena, const urne_sealed_roll *sealed,
                          const urne_frame *frame, const urne_roll *roll)
{
    urne_buf buf = urne_buf_new(arena, sealed->n * 256 + 256);
    urne_buf_addz(&buf, "#number\t#pid");
    for (size_t f = 0; f < roll->n_fields; f++) {
        urne_buf_addc(&buf, '\t');
        urne_buf_add(&buf, roll->fields[f]);
    }
    urne_buf_addz(&buf, "\t#separate\n");
    for (size_t i = 0; i < sealed->n; i++) {
        const urne_sealed_leaf *leaf = &sealed->leaves[i];
        const urne_elector *e = frame->electors[leaf->elector];
        urne_buf_addu(&buf, i + 1);
        urne_buf_addc(&buf, '\t');
        urne_buf_addz(&buf, urne_to_hex(leaf->pid).z);
        for (size_t f = 0; f < roll->n_fields; f++) {
            urne_buf_addc(&buf, '\t');
            urne_buf_add(&buf, e->value[f]);
        }
        urne_buf_addc(&buf, '\t');
        if (count_of(e->ident, '\t') == frame->rules->n_identity) {
            urne_buf_addc(&buf, '=');
            urne_buf_add(&buf, e->separate);
        }
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

bool urne_index_read(urne_index *out, urne_arena *arena, urne_str bytes)
{
    urne_str rest = bytes, header = {0}, column;
    *out = (urne_index){.arena = arena, .bytes = bytes};
    size_t lines = count_of(bytes, '\n');
    if (lines == 0 || bytes.p[bytes.n - 1] != '\n') {
        return false;
    }
    urne_str_cut(&rest, '\n', &header);
    out->n_columns = count_of(header, '\t') + 1;
    out->columns = urne_arena_array(arena, out->n_columns, sizeof *out->columns);
    for (size_t i = 0; urne_str_cut(&header, '\t', &column); i++) {
        out->columns[i] = column;
    }
    out->n = lines - 1;
    out->at = urne_arena_array(arena, lines, sizeof *out->at);
    for (size_t i = 0; i < out->n; i++) {
        urne_str line;
        out->at[i] = (size_t)(rest.p - bytes.p);
        urne_str_cut(&rest, '\n', &line);
        if (count_of(line, '\t') + 1 != out->n_columns) {
            return false;
        }
    }
    out->at[out->n] = bytes.n;
    return true;
}

urne_index_row urne_index_get(const urne_index *index, size_t i)
{
    urne_index_row row = {index, NULL};
    urne_str line = urne_str_slice(index->bytes, index->at[i], index->at[i + 1] - 1);
    row.values = urne_arena_array(index->arena, index->n_columns, sizeof *row.values);
    for (size_t c = 0; c < index->n_columns; c++) {
        urne_str_cut(&line, '\t', &row.values[c]);
    }
    return row;
}

urne_str urne_index_value(const urne_index_row *row, urne_str field)
{
    for (size_t c = 0; c < row->index->n_columns; c++) {
        if (urne_str_eq(row->index->columns[c], field)) {
            return row->values[c];
        }
    }
    return URNE_STR("");
}

static urne_str *values_of(urne_arena *arena, const urne_index_row *row,
                           const urne_str *fields, size_t n)
{
    urne_str *values = urne_arena_array(arena, n, sizeof *values);
    for (size_t i = 0; i < n; i++) {
        values[i] = urne_index_value(row, fields[i]);
    }
    return values;
}

static urne_str household_of(urne_person *p, urne_arena *arena,
                             const urne_str *household, size_t n, const urne_secret *k)
{
    urne_str key = urne_join_tab(arena, p->address, n);
    p->hhsalt = urne_household_salt(k, key);
    if (urne_household_none(household, p->address, n)) {
        return URNE_STR("-");
    }
    urne_hex value = urne_household_value(&p->hhsalt, key);
    return urne_str_dup(arena, urne_hex_str(&value));
}

void urne_person_derive(urne_person *out, urne_arena *arena, const urne_index_row *row,
                        const urne_rules *rules, const urne_str *household,
                        size_t n_household, const urne_secret *k)
{
    urne_str separate = urne_index_value(row, URNE_STR("#separate"));
    urne_str *identity = values_of(arena, row, rules->identity, rules->n_identity);
    *out = (urne_person){.ident = urne_join_tab(arena, identity, rules->n_identity)};
    out->has_separate = separate.n > 0;
    if (out->has_separate) {
        out->separate = urne_str_slice(separate, 1, separate.n);
        out->ident = urne_join_tab(arena, (urne_str[]){out->ident, out->separate}, 2);
    }
    out->salt = urne_leaf_salt(k, out->ident);
    out->pid = urne_leaf_pid(&out->salt, out->ident);
    out->address = values_of(arena, row, household, n_household);
    size_t m = rules->n_attrs;
    out->attr_values = urne_arena_array(arena, m, sizeof *out->attr_values);
    out->asalts = urne_arena_array(arena, m, sizeof *out->asalts);
    out->commits = urne_arena_array(arena, m, sizeof *out->commits);
    for (size_t a = 0; a < m; a++) {
        out->attr_values[a] = urne_str_is(rules->attrs[a], "household")
                                  ? household_of(out, arena, household, n_household, k)
                                  : urne_index_value(row, rules->attrs[a]);
        out->asalts[a] = urne_attr_salt(k, rules->attrs[a], out->ident);
        out->commits[a] =
            urne_attr_commit(&out->asalts[a], rules->attrs[a], out->attr_values[a]);
    }
    out->acom = urne_attrs_commit(out->commits, m);
}

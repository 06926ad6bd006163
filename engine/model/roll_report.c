#include "model/roll_in.h"

#include <stdlib.h>

void *urne_roll_room(urne_arena *arena, void *array, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) {
        return array;
    }
    size_t more = *cap == 0 ? 16 : 2 * *cap;
    void *grown = array == NULL
                      ? urne_arena_array(arena, more, size)
                      : urne_arena_grow(arena, array, *cap * size, more * size);
    *cap = more;
    return grown;
}

void urne_roll_say(urne_roll_work *w, urne_code code, urne_place at, size_t file,
                   urne_str case_id, const char *a, const char *b)
{
    urne_roll *roll = w->roll;
    roll->anomalies = urne_roll_room(w->arena, roll->anomalies, roll->n_anomalies,
                                     &w->cap_anomalies, sizeof *roll->anomalies);
    roll->anomalies[roll->n_anomalies++] = (urne_anomaly){.code = code,
                                                          .file = file,
                                                          .line = at.line,
                                                          .column = at.column,
                                                          .case_id = case_id,
                                                          .arg = {a, b, NULL, NULL}};
}

void urne_roll_tell(urne_roll_work *w, urne_code code, const urne_elector *e,
                    uint64_t column, urne_str case_id, const char *a, const char *b)
{
    urne_place at = {.line = e->line, .column = column};
    urne_roll_say(w, code, at, e->file, case_id, a, b);
}

const char *urne_roll_dec(urne_roll_work *w, uint64_t v)
{
    return urne_str_z(w->arena, urne_str_of(URNE_DEC(v)));
}

static int cmp_u64(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int cmp_anomaly(const void *x, const void *y)
{
    const urne_anomaly *a = x, *b = y;
    int c = cmp_u64(a->file, b->file);
    c = c != 0 ? c : cmp_u64(a->line, b->line);
    c = c != 0 ? c : cmp_u64(a->column, b->column);
    c = c != 0 ? c : cmp_u64(a->code, b->code);
    return c != 0 ? c : urne_str_cmp(a->case_id, b->case_id);
}

void urne_roll_anomalies_sort(urne_roll *roll)
{
    if (roll->n_anomalies > 0) {
        qsort(roll->anomalies, roll->n_anomalies, sizeof *roll->anomalies, cmp_anomaly);
    }
}

urne_diag urne_roll_diag(const urne_roll *roll, const urne_anomaly *anomaly)
{
    urne_err err = URNE_ERR_NONE;
    urne_place at = {.file = roll->files[anomaly->file].path,
                     .line = anomaly->line,
                     .column = anomaly->column};
    (void)urne_fail(&err, anomaly->code, at, anomaly->arg[0], anomaly->arg[1],
                    anomaly->arg[2], anomaly->arg[3], NULL);
    return err.diag[0];
}

static void put_number(urne_buf *buf, uint64_t v)
{
    if (v > 0) {
        urne_buf_addu(buf, v);
    }
    urne_buf_addc(buf, ';');
}

urne_str urne_roll_anomalies_csv(urne_arena *arena, const urne_roll *roll,
                                 urne_str (*say)(urne_arena *, const urne_diag *))
{
    urne_buf buf = urne_buf_new(arena, 4096);
    urne_buf_addz(&buf, "\xEF\xBB\xBF"
                        "case;code;file;line;column;message\r\n");
    for (size_t i = 0; i < roll->n_anomalies; i++) {
        const urne_anomaly *a = &roll->anomalies[i];
        urne_diag d = urne_roll_diag(roll, a);
        urne_csv_put(&buf, a->case_id, ';');
        urne_buf_addc(&buf, ';');
        urne_buf_addz(&buf, urne_code_get(a->code)->id);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, urne_str_of(roll->files[a->file].path), ';');
        urne_buf_addc(&buf, ';');
        put_number(&buf, a->line);
        put_number(&buf, a->column);
        urne_csv_put(&buf, say(arena, &d), ';');
        urne_buf_addz(&buf, "\r\n");
    }
    return urne_buf_str(&buf);
}

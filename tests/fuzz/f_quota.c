/* model/quota_csv: what is accepted, written again in one form, reads as the same;
 * every value is found in its category. */
#include "fuzz/target.h"
#include "model/quota_csv.h"

static urne_str written(urne_arena *arena, const urne_quotas *q)
{
    urne_buf buf = urne_buf_new(arena, 256);
    urne_buf_addz(&buf, "feature;value;min;max;min_flex;max_flex\n");
    for (size_t i = 0; i < q->n; i++) {
        const urne_quota *at = &q->list[i];
        const int64_t number[] = {at->lo, at->hi, at->lo_flex, at->hi_flex};
        urne_csv_put(&buf, at->category, ';');
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, at->value, ';');
        for (size_t j = 0; j < 4; j++) {
            urne_buf_addc(&buf, ';');
            urne_buf_addu(&buf, (uint64_t)number[j]);
        }
        urne_buf_addc(&buf, '\n');
    }
    return urne_buf_str(&buf);
}

static void look(const urne_quotas *q)
{
    HOLDS(q->n > 0 && q->first[0] == 0 && q->first[q->categories] == q->n);
    for (size_t c = 0; c < q->categories; c++) {
        HOLDS(q->first[c] < q->first[c + 1]);
        for (size_t i = q->first[c]; i < q->first[c + 1]; i++) {
            const urne_quota *at = &q->list[i];
            HOLDS(0 <= at->lo_flex && at->lo_flex <= at->lo && at->lo <= at->hi);
            HOLDS(at->hi <= at->hi_flex && at->hi_flex <= URNE_QUOTA_MOST);
            HOLDS(urne_quotas_find(q, c, at->small) == i);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str bytes = fuzz_input(data, size);
    urne_csv csv;
    urne_quotas q, again;
    if (urne_csv_open(&csv, arena, bytes, "f", &err) != URNE_OK ||
        urne_quotas_read(&q, arena, &csv, &err) != URNE_OK) {
        fuzz_refusal(&err, bytes);
    } else {
        HOLDS(err.count == 0);
        look(&q);
        urne_str text = written(arena, &q);
        HOLDS(urne_csv_open(&csv, arena, text, "g", &err) == URNE_OK);
        HOLDS(urne_quotas_read(&again, arena, &csv, &err) == URNE_OK);
        HOLDS(again.n == q.n && again.categories == q.categories);
        HOLDS(urne_str_eq(written(arena, &again), text));
    }
    urne_arena_free(arena);
    return 0;
}

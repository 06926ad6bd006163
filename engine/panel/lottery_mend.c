#include "panel/lottery_in.h"

#include <string.h>

enum { IDLE_MOST = 1500, NEED_BITS = 20 };

/* No cut sums to less. */
static const int64_t LOWEST = -((int64_t)1 << 62);

/* ---- filling ---- */

/* How far type t is behind the middle of its ends, twice. */
static int64_t behind(const lottery_job *j, size_t t)
{
    return j->lo[t] + j->hi[t] - 2 * j->total[t];
}

/* The panel of the exact lottery for those who are the most behind; the first of equal
 * ones. */
static const int64_t *choose(const lottery_job *j)
{
    const int64_t *best = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < j->exact->n; i++) {
        int64_t sum = 0;
        for (size_t t = 0; t < j->p->types; t++) {
            sum += j->exact->panel[i][t] * behind(j, t) / j->p->persons[t];
        }
        if (best == NULL || sum > most) {
            best = j->exact->panel[i];
            most = sum;
        }
    }
    return best;
}

void urne_lottery_fill(lottery_job *j)
{
    while (j->made < j->n) {
        urne_lottery_put(j, j->made, choose(j));
    }
}

/* ---- mending ---- */

int64_t urne_lottery_off(const lottery_job *j)
{
    int64_t sum = 0;
    for (size_t t = 0; t < j->p->types; t++) {
        sum += j->total[t] < j->lo[t]   ? j->lo[t] - j->total[t]
               : j->total[t] > j->hi[t] ? j->total[t] - j->hi[t]
                                        : 0;
    }
    return sum;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Panel i into j->at, and in the box all panels that put nobody off who was not, and
 * nobody farther off. The wish is for those who are off, and otherwise by chance, so
 * that a panel that mends nothing still moves and opens a way for others. */
static void frame_mend(lottery_job *j, size_t i)
{
    const urne_panel_problem *p = j->p;
    const uint32_t *seat = j->type + i * (size_t)p->k;
    memset(j->at, 0, p->types * sizeof *j->at);
    for (size_t s = 0; s < (size_t)p->k; s++) {
        j->at[seat[s]]++;
    }
    for (size_t t = 0; t < p->types; t++) {
        int64_t at = j->at[t], total = j->total[t];
        int64_t fewer = total > j->lo[t] ? total - j->lo[t] : 0;
        int64_t more = total < j->hi[t] ? j->hi[t] - total : 0;
        if (total > j->hi[t]) {
            fewer = total - j->hi[t];
        } else if (total < j->lo[t]) {
            more = j->lo[t] - total;
        }
        j->box.lo[t] = at - least(at, fewer);
        j->box.hi[t] = at + least(urne_panel_most(p, t) - at, more);
        int64_t need = (total < j->lo[t]) - (total > j->hi[t]);
        j->wish[t] = need * ((int64_t)1 << NEED_BITS) +
                     (int64_t)(urne_stream_next(&j->stream) >> (64 - NEED_BITS + 10));
    }
}

/* The rows of a panel: the quotas themselves. */
static void frame_rows(lottery_job *j)
{
    const urne_panel_problem *p = j->p;
    memcpy(j->box.row_lo, p->lo, p->features * sizeof *p->lo);
    memcpy(j->box.row_hi, p->hi, p->features * sizeof *p->hi);
    j->box.row_lo[p->features] = j->box.row_hi[p->features] = p->k;
    for (size_t c = 0; c < p->n_cuts; c++) {
        j->box.row_lo[p->features + 1 + c] = LOWEST;
        j->box.row_hi[p->features + 1 + c] = p->cuts[c].most;
    }
}

/* The last panels first: those were put in by need. */
void urne_lottery_mend(lottery_job *j)
{
    size_t idle = 0;
    int64_t before = urne_lottery_off(j);
    frame_rows(j);
    for (size_t i = 0; idle < j->n + IDLE_MOST && before > 0; i++) {
        size_t panel = j->n - 1 - i % j->n;
        frame_mend(j, panel);
        urne_panel_climb(j->at, j->p, &j->box, j->wish, &j->stream);
        urne_lottery_put(j, panel, j->at);
        int64_t now = urne_lottery_off(j);
        idle = now < before ? 0 : idle + 1;
        before = now;
    }
}

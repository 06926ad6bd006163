/* oracle/apportion: what the methods mean, with nothing of how they are computed.
 *
 * All ways of giving k seats to n strata are listed; the right one is the one that
 * nobody may object to. */
#ifndef ORACLE_APPORTION_H
#define ORACLE_APPORTION_H

#include "model/config.h"

enum { APPORTION_STRATA = 8 };

typedef struct apportion_case {
    urne_method method;
    size_t n;
    uint64_t k, total;
    uint64_t size[APPORTION_STRATA];
    size_t rank[APPORTION_STRATA]; /* ties: the lower rank first; all different */
} apportion_case;

/* Does the last seat of i have a better title than a further seat of j? */
static inline bool apportion_fair_pair(const apportion_case *c, const uint64_t *a,
                                       size_t i, size_t j)
{
    uint64_t last_i = a[i] - 1;
    uint64_t left, right;
    if (c->method == URNE_METHOD_HAMILTON) {
        left = c->k * c->size[i] % c->total;
        right = c->k * c->size[j] % c->total;
    } else if (c->method == URNE_METHOD_DHONDT) {
        left = c->size[i] * (a[j] + 1);
        right = c->size[j] * (last_i + 1);
    } else {
        left = c->size[i] * (2 * a[j] + 1);
        right = c->size[j] * (2 * last_i + 1);
    }
    return left != right ? left > right : c->rank[i] < c->rank[j];
}

static inline bool apportion_fair(const apportion_case *c, const uint64_t *a)
{
    bool hamilton = c->method == URNE_METHOD_HAMILTON;
    for (size_t i = 0; i < c->n; i++) {
        uint64_t floor = c->k * c->size[i] / c->total;
        if (hamilton && (a[i] < floor || a[i] > floor + 1)) {
            return false;
        }
        if (hamilton ? a[i] == floor : a[i] == 0) {
            continue; /* no seat that somebody could want */
        }
        for (size_t j = 0; j < c->n; j++) {
            bool wants = !hamilton || a[j] == c->k * c->size[j] / c->total;
            if (j != i && wants && !apportion_fair_pair(c, a, i, j)) {
                return false;
            }
        }
    }
    return true;
}

/* Lists all a with sum k; counts the fair ones in *found and keeps the last. */
static inline void apportion_search(const apportion_case *c, uint64_t *a, size_t at,
                                    uint64_t left, uint64_t *out, size_t *found)
{
    if (at + 1 == c->n) {
        a[at] = left;
        if (apportion_fair(c, a)) {
            for (size_t i = 0; i < c->n; i++) {
                out[i] = a[i];
            }
            ++*found;
        }
        return;
    }
    for (a[at] = 0; a[at] <= left; a[at]++) {
        apportion_search(c, a, at + 1, left - a[at], out, found);
    }
}

/* The number of fair allocations (1, if the methods are well defined). */
static inline size_t apportion_by_definition(const apportion_case *c, uint64_t *out)
{
    uint64_t a[APPORTION_STRATA];
    size_t found = 0;
    apportion_search(c, a, 0, c->k, out, &found);
    return found;
}

#endif

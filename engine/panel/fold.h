/* panel/fold: long lines of a certificate, in pieces (panel-1 §4.2). */
#ifndef URNE_PANEL_FOLD_H
#define URNE_PANEL_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* A line has at most so many bytes, but for "+" and one long word. */
enum { URNE_FOLD = 1024 };

/* Whether a word of n bytes goes on a line of `length` bytes. */
static inline bool urne_fold_fits(size_t length, size_t n)
{
    return length + 1 + n <= URNE_FOLD;
}

#endif

/* model/quota_csv: how many people of each kind a panel has.
 *
 * A CSV file with a line for each value of each category, in the forms of the programs
 * that assemblies use:
 *
 *     category,feature,min,max                  the replication of Nature 596 (2021)
 *     category,name,min,max[,min_flex,max_flex]    StratifySelect, sortition-algorithms
 *     feature,value,min,max[,min_flex,max_flex]    sortition-algorithms, OpenDLP
 *
 * Columns stand in any order. As in those programs: capitals make no difference, nor do
 * spaces at the ends; other columns are not read, and lines of empty cells are left
 * out. Beyond them: runs of spaces count as one; '-' and ' ' in the name of a column
 * are '_'; a column with an unknown name that holds "flex" is refused, for its limits
 * would be lost; a value that stands twice is refused. Whether the limits of a category
 * can be met at all is for a solver to say. */
#ifndef URNE_MODEL_QUOTA_CSV_H
#define URNE_MODEL_QUOTA_CSV_H

#include "codec/csv.h"

enum { URNE_QUOTA_MOST = 1000000000 };

typedef struct urne_quota {
    urne_str category, value; /* tidied, as the file writes them */
    urne_str small;           /* the value in small letters */
    uint64_t line;
    int64_t lo, hi;
    int64_t lo_flex, hi_flex; /* lo and hi when the file has none */
} urne_quota;

typedef struct urne_quotas {
    const char *file;
    urne_quota
        *list; /* lines of one category together, both in the order of the file */
    size_t n;
    urne_str *category; /* in small letters */
    size_t *first;      /* category c: list[first[c]..first[c + 1]) */
    size_t categories;
    uint32_t *sorted; /* places of the list: by category, then by small value */
} urne_quotas;

/* All faults go to err, each at its cell. What it returns borrows nothing of csv but
 * the name of the file. */
URNE_MUST_USE urne_code urne_quotas_read(urne_quotas *out, urne_arena *arena,
                                         const urne_csv *csv, urne_err *err);

/* The place in the list of a value in small letters, or SIZE_MAX. */
size_t urne_quotas_find(const urne_quotas *q, size_t category, urne_str small);

#endif

/* model/age: dates as texts and the ages they prove (draw-1, "Dates and ages").
 *
 * A date is YYYY-MM-DD with 00 for a part that the roll does not know. An unknown
 * part stands for every possible date; an age is only said when all agree. */
#ifndef URNE_MODEL_AGE_H
#define URNE_MODEL_AGE_H

#include "base/str.h"

/* dd/mm/yyyy, d/m/yyyy, yyyy, yyyy-mm-dd (00 allowed for day, or day and month) to
 * out[10] as YYYY-MM-DD. False when it is no such date or the day does not exist.
 * `out` may overlap the text. */
bool urne_date_canon(urne_str text, char out[10]);

/* True for a whole real date YYYY-MM-DD. */
bool urne_date_whole(urne_str date);

/* The youngest and the oldest age in whole years that `born` allows on the whole
 * date `on`. Certainly born after `on`: ages 0 and `unborn`. An empty `born` allows
 * every age. Somebody born on 29 February completes a year on 1 March of a common
 * year. */
typedef struct urne_ages {
    uint64_t least, most;
    bool unborn;
} urne_ages;
urne_ages urne_age_on(urne_str born, urne_str on);

#endif

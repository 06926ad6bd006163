#include "model/roll_in.h"

#include <stdlib.h>

/* Ages above this are said: nobody on a roll is likely to be that old. */
enum { OLD = 115 };

/* What a line leaves open. */
enum { OPEN_AGE = 1, OPEN_BAND = 2, OPEN_GIVEN = 4 };

static urne_roll_odd odd_of(const urne_roll_work *w, const urne_elector *e)
{
    size_t lo = 0, hi = w->n_odds;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const urne_roll_odd *odd = &w->odds[mid];
        if (odd->file == e->file && odd->line == e->line) {
            return *odd;
        }
        if (odd->file < e->file || (odd->file == e->file && odd->line < e->line)) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return (urne_roll_odd){.file = e->file};
}

static size_t band_of(const urne_axis *axis, uint64_t age)
{
    size_t band = 0;
    while (band < axis->n_bands && axis->bands[band] <= age) {
        band++;
    }
    return band;
}

/* The ages of a person on the day of the rules; {0, 0} when no age matters. */
static urne_ages ages_of(const urne_roll_work *w, urne_str born)
{
    if (w->config->age_on.n == 0 || w->date == SIZE_MAX) {
        return (urne_ages){0, 0, false};
    }
    return urne_age_on(born, w->config->age_on);
}

/* What the date of birth leaves open of what the rules ask. */
static unsigned open_dates(const urne_roll_work *w, urne_ages ages)
{
    const urne_config *c = w->config;
    unsigned open = 0;
    if (ages.least == ages.most) {
        return 0;
    }
    if (c->has_age && ages.least < c->age && ages.most >= c->age) {
        open |= OPEN_AGE;
    }
    for (size_t i = 0; i < c->n_axes; i++) {
        const urne_axis *axis = &c->axes[i];
        if (urne_str_is(axis->field, "birth-date") && axis->n_bands > 0 &&
            band_of(axis, ages.least) != band_of(axis, ages.most)) {
            open |= OPEN_BAND;
        }
    }
    return open;
}

static bool under_age(const urne_roll_work *w, urne_ages ages)
{
    return w->config->has_age && w->date != SIZE_MAX && ages.most < w->config->age;
}

static bool list_left_out(const urne_roll_work *w, const urne_elector *e)
{
    const urne_config *c = w->config;
    if (c->n_lists == 0 || w->list == SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < c->n_lists; i++) {
        if (urne_str_eq(c->lists[i], e->value[w->list])) {
            return false;
        }
    }
    return true;
}

static urne_reason reason_of(const urne_roll_work *w, const urne_elector *e,
                             urne_ages ages, unsigned flags)
{
    return list_left_out(w, e)           ? URNE_REASON_LIST
           : under_age(w, ages)          ? URNE_REASON_AGE
           : flags & URNE_FLAG_OBJECTION ? URNE_REASON_OBJECTION
           : flags & URNE_FLAG_EARLIER   ? URNE_REASON_EARLIER
           : flags & URNE_FLAG_ASIDE     ? URNE_REASON_UNDECIDED
                                         : URNE_KEPT;
}

/* True when a person's date is the one of the roll wherever the roll knows it. */
static bool completes(urne_str born, urne_str roll)
{
    if (roll.n == 0) {
        return true;
    }
    return memcmp(born.p, roll.p, 4) == 0 &&
           (memcmp(roll.p + 5, "00", 2) == 0 ||
            memcmp(born.p + 5, roll.p + 5, 2) == 0) &&
           (memcmp(roll.p + 8, "00", 2) == 0 || memcmp(born.p + 8, roll.p + 8, 2) == 0);
}

/* Takes the date of a decision. False, with a fault, when it settles nothing. */
static bool take_born(urne_roll_work *w, urne_elector *e, const urne_decision *d)
{
    char date[10];
    const char *why = NULL;
    if (!urne_date_canon(d->value, date)) {
        why = N_("it is not a date");
    } else if (!completes((urne_str){date, sizeof date}, e->born)) {
        why = N_("the roll gives another date");
    } else {
        urne_str born = urne_str_dup(w->arena, (urne_str){date, sizeof date});
        urne_ages ages = ages_of(w, born);
        if (open_dates(w, ages) != 0) {
            why = N_("the age is still open");
        } else if (ages.unborn) {
            why = N_("it lies after the day on which ages count");
        } else {
            e->born = born;
            return true;
        }
    }
    urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_DECISION_VALUE, d->at,
                              URNE_SHOW(d->value), "born", why, NULL));
    return false;
}

static void ask(urne_roll_work *w, size_t i, unsigned open, urne_roll_odd odd,
                urne_str id)
{
    const urne_elector *e = &w->roll->electors[i];
    const char *born = urne_str_z(w->arena, e->born);
    w->roll->to_decide++;
    if (open & OPEN_AGE) {
        w->flags[i] |= URNE_FLAG_OPEN;
        urne_roll_tell(w, URNE_E_ROLL_AGE_OPEN, e, odd.date, id, born,
                       urne_roll_dec(w, w->config->age));
    } else if (open & OPEN_BAND) {
        urne_roll_tell(w, URNE_E_ROLL_BAND_OPEN, e, odd.date, id, born, NULL);
    }
    if (open & OPEN_GIVEN) {
        urne_roll_tell(w, URNE_E_ROLL_GIVEN_NONE, e, odd.given, id, NULL, NULL);
    }
    if (w->flags[i] == 0) {
        w->flags[i] |= URNE_FLAG_PENDING;
    }
}

/* Opens, or closes by its decision, the case of a line that is kept so far. */
static void settle(urne_roll_work *w, size_t i, unsigned open, urne_roll_odd odd)
{
    urne_elector *e = &w->roll->electors[i];
    urne_str id = urne_roll_case(w, e->ident, "person");
    unsigned allowed = URNE_DECIDE_ASIDE;
    allowed |= open & OPEN_GIVEN ? URNE_DECIDE_KEEP : 0;
    allowed |= open & (OPEN_AGE | OPEN_BAND) ? URNE_DECIDE_BORN : 0;
    const urne_decision *d = urne_roll_decided(w, id, allowed);
    if (d == NULL) {
        ask(w, i, open, odd, id);
        return;
    }
    urne_roll_tell(w, URNE_E_ROLL_DECIDED, e, odd.date > 0 ? odd.date : odd.given, id,
                   urne_str_z(w->arena, d->word), NULL);
    if (d->kind == URNE_DECIDE_ASIDE) {
        e->reason = URNE_REASON_UNDECIDED;
    } else if (d->kind == URNE_DECIDE_BORN) {
        if (take_born(w, e, d) && under_age(w, ages_of(w, e->born))) {
            e->reason = URNE_REASON_AGE;
        }
    } else if (open & (OPEN_AGE | OPEN_BAND)) {
        ask(w, i, open & (OPEN_AGE | OPEN_BAND), odd, id);
    }
}

/* Says what is odd about a date and changes nothing. */
static void say_date(urne_roll_work *w, const urne_elector *e, urne_roll_odd odd,
                     urne_ages ages, bool open)
{
    if (odd.date > 0 && !open) {
        urne_roll_tell(w, URNE_E_ROLL_DATE_PARTIAL, e, odd.date, URNE_STR(""),
                       urne_str_z(w->arena, e->born), NULL);
    }
    if (ages.least > OLD) {
        urne_roll_tell(w, URNE_E_ROLL_OLD, e, odd.date, URNE_STR(""),
                       urne_roll_dec(w, ages.least), urne_str_z(w->arena, e->born));
    }
}

static bool incomplete(const urne_roll_work *w, const urne_elector *e)
{
    return (w->date != SIZE_MAX &&
            (e->born.n == 0 || memcmp(e->born.p + 8, "00", 2) == 0)) ||
           (w->given != SIZE_MAX && e->value[w->given].n == 0);
}

static void judge_line(urne_roll_work *w, size_t i)
{
    urne_elector *e = &w->roll->electors[i];
    if (e->reason == URNE_REASON_DUPLICATE) {
        return;
    }
    unsigned open = 0;
    urne_roll_odd odd = {.file = e->file};
    urne_ages ages = ages_of(w, e->born);
    e->reason = reason_of(w, e, ages, w->flags[i]);
    if (incomplete(w, e)) {
        odd = odd_of(w, e);
        open = odd.date > 0 ? open_dates(w, ages) : 0;
        open |= odd.given > 0 ? OPEN_GIVEN : 0;
    }
    bool asks = e->reason == URNE_KEPT && (w->flags[i] & URNE_FLAG_HOMONYM) == 0;
    say_date(w, e, odd, ages,
             e->reason == URNE_KEPT && (open & (OPEN_AGE | OPEN_BAND)) != 0);
    if (asks && open != 0) {
        settle(w, i, open, odd);
    }
}

void urne_roll_judge(urne_roll_work *w)
{
    urne_roll *roll = w->roll;
    for (size_t i = 0; i < roll->n_electors; i++) {
        urne_elector *e = &roll->electors[i];
        judge_line(w, i);
        e->pending = (w->flags[i] &
                      (URNE_FLAG_HOMONYM | URNE_FLAG_OPEN | URNE_FLAG_PENDING)) != 0;
        bool kept = e->reason == URNE_KEPT;
        roll->persons += e->reason != URNE_REASON_DUPLICATE;
        roll->eligible += kept && (w->flags[i] & URNE_FLAG_OPEN) == 0;
        roll->set_aside[e->reason] += !kept;
    }
}

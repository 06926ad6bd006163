/* oracle/panel_naive: the checks C1 to C7 word by word from panel-1, for small pools
 * and short numbers: every row is a full line of coefficients, every sum is taken over
 * everything, and all panels can be listed. Shares no line with the engine. */
#ifndef ORACLE_PANEL_NAIVE_H
#define ORACLE_PANEL_NAIVE_H

#include "oracle/panel_case.h"

#include <ctype.h>
#include <stdio.h>

enum { NAIVE_ROWS = 60, NAIVE_WORDS = 64, NAIVE_LINES = 4000, NAIVE_PANELS = 4000 };
typedef __int128 naive_wide;

#define NAIVE_NONE INT64_MIN /* a row without lower bound */

typedef struct naive_line {
    char text[512];
    const char *word[NAIVE_WORDS];
    int n;
} naive_line;

typedef struct naive {
    const urne_panel_problem *p;
    int T, rows;
    int64_t a[NAIVE_ROWS][CASE_TYPES], l[NAIVE_ROWS], u[NAIVE_ROWS];
    int64_t most[CASE_TYPES]; /* persons; 0 for the absent */
    bool absent[CASE_TYPES];
    naive_line *line;
    int n_lines, at;
    int64_t lam[NAIVE_ROWS];
    naive_wide x[CASE_TYPES], den;
} naive;

static inline bool naive_split(naive *v, const char *text)
{
    v->n_lines = 0;
    while (*text != '\0') {
        const char *lf = strchr(text, '\n');
        if (lf == NULL || lf - text >= 500 || v->n_lines == NAIVE_LINES) {
            return false;
        }
        naive_line *l = &v->line[v->n_lines++];
        memcpy(l->text, text, (size_t)(lf - text));
        l->text[lf - text] = '\0';
        l->n = 0;
        for (char *s = l->text; s != NULL && l->n < NAIVE_WORDS;) {
            l->word[l->n++] = s;
            s = strchr(s, ' ');
            if (s != NULL) {
                *s++ = '\0';
            }
        }
        text = lf + 1;
    }
    return true;
}

/* Up to 17 digits. */
static inline bool naive_int(const char *s, size_t n, int64_t *v)
{
    bool minus = n > 0 && *s == '-';
    s += minus;
    n -= minus;
    *v = 0;
    if (n == 0 || n > 17 || (*s == '0' && (n > 1 || minus))) {
        return false;
    }
    for (; n > 0; n--, s++) {
        if (!isdigit((unsigned char)*s)) {
            return false;
        }
        *v = *v * 10 + (*s - '0');
    }
    *v = minus ? -*v : *v;
    return true;
}

static inline int64_t naive_gcd(int64_t a, int64_t b)
{
    return b == 0 ? a : naive_gcd(b, a % b);
}

static inline bool naive_ratio(const char *s, int64_t *num, int64_t *den)
{
    const char *bar = strchr(s, '/');
    *den = 1;
    if (!naive_int(s, bar == NULL ? strlen(s) : (size_t)(bar - s), num) || *num < 0) {
        return false;
    }
    return bar == NULL || (naive_int(bar + 1, strlen(bar + 1), den) && *den > 1 &&
                           naive_gcd(*num, *den) == 1);
}

/* Words from..: a list by index, 0 where nothing is said. */
static inline bool naive_list(const naive_line *l, int from, int n, int64_t *out)
{
    int64_t last = 0;
    memset(out, 0, (size_t)n * sizeof *out);
    for (int w = from; w < l->n; w++) {
        int64_t index, value;
        const char *colon = strchr(l->word[w], ':');
        if (colon == NULL ||
            !naive_int(l->word[w], (size_t)(colon - l->word[w]), &index) ||
            index <= last || index > n ||
            !naive_int(colon + 1, strlen(colon + 1), &value) || value == 0) {
            return false;
        }
        out[index - 1] = value;
        last = index;
    }
    return true;
}

static inline bool naive_is(const naive *v, const char *keyword)
{
    return v->at < v->n_lines && strcmp(v->line[v->at].word[0], keyword) == 0;
}

static inline bool naive_lam(naive *v, const naive_line *l, int from)
{
    if (!naive_list(l, from, v->rows, v->lam)) {
        return false;
    }
    for (int r = 0; r < v->rows; r++) {
        if (v->l[r] == NAIVE_NONE && v->lam[r] < 0) {
            return false;
        }
    }
    return true;
}

static inline naive_wide naive_r(const naive *v, int t)
{
    naive_wide sum = 0;
    for (int r = 0; r < v->rows; r++) {
        sum += (naive_wide)v->lam[r] * v->a[r][t];
    }
    return sum;
}

static inline naive_wide naive_max(naive_wide a, naive_wide b)
{
    return a > b ? a : b;
}

static inline naive_wide naive_rows_most(const naive *v, const int64_t *l,
                                         const int64_t *u)
{
    naive_wide sum = 0;
    for (int r = 0; r < v->rows; r++) {
        naive_wide up = (naive_wide)v->lam[r] * u[r];
        sum += l[r] == NAIVE_NONE ? up : naive_max(up, (naive_wide)v->lam[r] * l[r]);
    }
    return sum;
}

typedef struct naive_box {
    int64_t l[NAIVE_ROWS], u[NAIVE_ROWS], lo[CASE_TYPES], hi[CASE_TYPES];
} naive_box;

/* The node that stands at v->at, and all below it. */
static inline bool naive_tree(naive *v, const int64_t *y, int64_t b, naive_box box)
{
    if (v->at >= v->n_lines) {
        return false;
    }
    const naive_line *l = &v->line[v->at];
    int64_t index, d, scale = 0;
    if (naive_is(v, "branch")) {
        bool row = l->n == 4 && strcmp(l->word[1], "row") == 0;
        if (l->n != 4 || (!row && strcmp(l->word[1], "type") != 0) ||
            !naive_int(l->word[2], strlen(l->word[2]), &index) ||
            !naive_int(l->word[3], strlen(l->word[3]), &d) || index < 1 ||
            index > (row ? (int64_t)v->p->features : v->T)) {
            return false;
        }
        naive_box less = box, more = box;
        int64_t lo = row ? box.l[index - 1] : box.lo[index - 1];
        int64_t hi = row ? box.u[index - 1] : box.hi[index - 1];
        *(row ? &less.u[index - 1] : &less.hi[index - 1]) = d;
        *(row ? &more.l[index - 1] : &more.lo[index - 1]) = d + 1;
        v->at++;
        return d >= lo && d + 1 <= hi && naive_tree(v, y, b, less) &&
               naive_tree(v, y, b, more);
    }
    bool leaf = naive_is(v, "leaf");
    if (!leaf && !naive_is(v, "empty")) {
        return false;
    }
    if (leaf &&
        (l->n < 2 || !naive_int(l->word[1], strlen(l->word[1]), &scale) || scale < 1)) {
        return false;
    }
    if (!naive_lam(v, l, leaf ? 2 : 1)) {
        return false;
    }
    naive_wide most = naive_rows_most(v, box.l, box.u);
    for (int t = 0; t < v->T; t++) {
        naive_wide left = (naive_wide)scale * y[t] - naive_r(v, t);
        most += naive_max(left * box.lo[t], left * box.hi[t]);
    }
    v->at++;
    return most < (leaf ? (naive_wide)scale * (b + 1) : 0);
}

static inline bool naive_proven(naive *v, const int64_t *y, int64_t b)
{
    naive_box box = {.lo = {0}};
    memcpy(box.l, v->l, sizeof box.l);
    memcpy(box.u, v->u, sizeof box.u);
    memcpy(box.hi, v->most, sizeof box.hi);
    return naive_tree(v, y, b, box);
}

static inline void naive_begin(naive *v, const urne_panel_problem *p)
{
    v->p = p;
    v->T = (int)p->types;
    v->rows = (int)p->features + 1;
    memset(v->a, 0, sizeof v->a);
    for (int t = 0; t < v->T; t++) {
        v->absent[t] = false;
        v->most[t] = p->persons[t];
        for (size_t c = 0; c < p->categories; c++) {
            v->a[p->feature[(size_t)t * p->categories + c]][t] = 1;
        }
        v->a[p->features][t] = 1;
    }
    for (size_t f = 0; f < p->features; f++) {
        v->l[f] = p->lo[f];
        v->u[f] = p->hi[f];
    }
    v->l[p->features] = v->u[p->features] = p->k;
    v->at = 4;
}

/* Whether numbers by type keep every row and are persons. */
static inline bool naive_keeps(const naive *v, const int64_t *at)
{
    for (int r = 0; r < v->rows; r++) {
        naive_wide sum = 0;
        for (int t = 0; t < v->T; t++) {
            sum += (naive_wide)v->a[r][t] * at[t];
        }
        if ((v->l[r] != NAIVE_NONE && sum < v->l[r]) || sum > v->u[r]) {
            return false;
        }
    }
    for (int t = 0; t < v->T; t++) {
        if (at[t] < 0 || at[t] > v->most[t]) {
            return false;
        }
    }
    return true;
}

static inline bool naive_cuts(naive *v)
{
    int64_t y[CASE_TYPES], last = 0, t, b;
    for (; naive_is(v, "absent"); last = t) {
        const naive_line *l = &v->line[v->at++];
        if (l->n != 2 || !naive_int(l->word[1], strlen(l->word[1]), &t) || t <= last ||
            t > v->T) {
            return false;
        }
        memset(y, 0, sizeof y);
        y[t - 1] = 1;
        if (!naive_proven(v, y, 0)) {
            return false;
        }
        v->absent[t - 1] = true;
        v->most[t - 1] = 0;
    }
    while (naive_is(v, "cut")) {
        const naive_line *l = &v->line[v->at++];
        if (l->n < 3 || !naive_int(l->word[1], strlen(l->word[1]), &b) ||
            !naive_list(l, 2, v->T, y) || !naive_proven(v, y, b)) {
            return false;
        }
        memcpy(v->a[v->rows], y, sizeof y);
        v->l[v->rows] = NAIVE_NONE;
        v->u[v->rows++] = b;
    }
    return true;
}

static inline bool naive_panels(naive *v)
{
    static int64_t at[NAIVE_PANELS][CASE_TYPES], num[NAIVE_PANELS], den[NAIVE_PANELS];
    int n = 0;
    for (; naive_is(v, "panel"); n++) {
        const naive_line *l = &v->line[v->at++];
        if (l->n < 2 || !naive_ratio(l->word[1], &num[n], &den[n]) || num[n] == 0 ||
            !naive_list(l, 2, v->T, at[n]) || !naive_keeps(v, at[n])) {
            return false;
        }
        int t = 0;
        while (n > 0 && t < v->T && at[n - 1][t] == at[n][t]) {
            t++;
        }
        if (n > 0 && (t == v->T || at[n - 1][t] < at[n][t])) {
            return false;
        }
    }
    naive_wide sum = 0;
    v->den = 1;
    memset(v->x, 0, sizeof v->x);
    for (int i = 0; i < n; i++) {
        if (v->den > INT64_MAX / den[i]) {
            return false; /* no sum of such weights is 1 by chance */
        }
        v->den = v->den / naive_gcd((int64_t)v->den, den[i]) * den[i];
    }
    for (int i = 0; i < n; i++) {
        sum += v->den / den[i] * num[i];
        for (int t = 0; t < v->T; t++) {
            v->x[t] += v->den / den[i] * num[i] * at[i][t];
        }
    }
    return n > 0 && sum == v->den;
}

/* p_t against a ratio. */
static inline int naive_cmp(const naive *v, int t, int64_t num, int64_t den)
{
    naive_wide a = v->x[t] * den, b = (naive_wide)num * v->p->persons[t] * v->den;
    return a < b ? -1 : a > b;
}

static inline bool naive_stage(naive *v, bool *fixed, int number, int64_t *num,
                               int64_t *den)
{
    const naive_line *l = &v->line[v->at++];
    bool any = false, absents = false, own[CASE_TYPES];
    if (l->n < 2 || !naive_ratio(l->word[1], num, den) || !naive_lam(v, l, 2)) {
        return false;
    }
    naive_wide beta = naive_rows_most(v, v->l, v->u), sum = 0;
    for (int t = 0; t < v->T; t++) {
        naive_wide r = naive_r(v, t), y = fixed[t] ? r : naive_max(r, 0);
        beta += fixed[t] ? 0 : naive_max(0, -r) * v->p->persons[t];
        sum += y * v->x[t];
        own[t] = !fixed[t] && y > 0;
        absents = absents || v->absent[t];
    }
    if (l->n == 2 && absents && number == 1) {
        memcpy(own, v->absent, sizeof own);
        sum = beta = 0;
        if (*num != 0) {
            return false;
        }
    } else if (absents && number == 1) {
        return false;
    } else if (l->n == 2) {
        for (int t = 0; t < v->T; t++) {
            own[t] = !fixed[t];
        }
        if (*num != 1 || *den != 1) {
            return false;
        }
    } else if (sum != beta * v->den) {
        return false;
    }
    for (int t = 0; t < v->T; t++) {
        int side = naive_cmp(v, t, *num, *den);
        if (!fixed[t] && (side < 0 || (own[t] && side != 0))) {
            return false;
        }
        any = any || own[t];
    }
    for (int t = 0; t < v->T; t++) {
        fixed[t] = fixed[t] || own[t];
    }
    return any;
}

static inline bool naive_stages(naive *v, bool maximin)
{
    bool fixed[CASE_TYPES] = {false}, all = true;
    int64_t num = 0, den = 1;
    int number = 0;
    while (naive_is(v, "stage")) {
        if ((maximin && num > 0) || !naive_stage(v, fixed, ++number, &num, &den)) {
            return false;
        }
    }
    for (int t = 0; t < v->T; t++) {
        all = all && fixed[t];
    }
    return maximin ? num > 0 : all;
}

static inline bool naive_levels(naive *v)
{
    bool told[CASE_TYPES] = {false};
    int64_t num = 0, den = 1, persons, old_num = -1, old_den = 1;
    while (naive_is(v, "level")) {
        const naive_line *l = &v->line[v->at++];
        if (l->n != 3 || !naive_ratio(l->word[1], &num, &den) ||
            !naive_int(l->word[2], strlen(l->word[2]), &persons) || persons == 0 ||
            (naive_wide)num * old_den <= (naive_wide)old_num * den) {
            return false;
        }
        for (int t = 0; t < v->T; t++) {
            if (naive_cmp(v, t, num, den) == 0) {
                persons -= v->p->persons[t];
                told[t] = true;
            }
        }
        if (persons != 0) {
            return false;
        }
        old_num = num;
        old_den = den;
    }
    for (int t = 0; t < v->T; t++) {
        if (!told[t]) {
            return false;
        }
    }
    return true;
}

static inline bool naive_head(const naive *v, const char *objective)
{
    const naive_line *l = v->line;
    char size[32];
    snprintf(size, sizeof size, "%d", (int)v->p->k);
    return v->n_lines > 4 && l[0].n == 2 && strcmp(l[0].word[0], "urne/1") == 0 &&
           strcmp(l[0].word[1], "panel-proof") == 0 && l[1].n == 2 &&
           strcmp(l[1].word[0], "ceremony") == 0 && strlen(l[1].word[1]) == 32 &&
           l[2].n == 2 && strcmp(l[2].word[0], "size") == 0 &&
           strcmp(l[2].word[1], size) == 0 && l[3].n == 2 &&
           strcmp(l[3].word[0], "objective") == 0 &&
           strcmp(l[3].word[1], objective) == 0;
}

static inline bool naive_accepts(naive *v, const urne_panel_problem *p,
                                 const char *text)
{
    static const int64_t nothing[CASE_TYPES];
    bool good;
    naive_begin(v, p);
    if (!naive_split(v, text)) {
        return false;
    }
    if (naive_head(v, "none")) {
        good = naive_proven(v, nothing, -1);
    } else {
        bool maximin = naive_head(v, "maximin");
        good = (maximin || naive_head(v, "leximin")) && naive_cuts(v) &&
               naive_panels(v) && naive_stages(v, maximin) && naive_levels(v);
    }
    return good && naive_is(v, "end") && v->line[v->at].n == 1 &&
           v->at + 1 == v->n_lines;
}

#endif

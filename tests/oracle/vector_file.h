/* oracle/vector_file: the lines of a file of vectors in tests/vectors, as words between
 * single blanks. Lines that begin with # say what the file is. Tests run at the root of
 * the tree. */
#ifndef ORACLE_VECTOR_FILE_H
#define ORACLE_VECTOR_FILE_H

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { VECTOR_WORDS = 20, VECTOR_LINE = 8192 };

typedef struct vector_file {
    FILE *f;
    size_t lines, n; /* lines with vectors so far; words of this one */
    char *word[VECTOR_WORDS];
    char line[VECTOR_LINE];
} vector_file;

static inline void vector_open(vector_file *v, const char *name)
{
    char path[256];
    memset(v, 0, sizeof *v);
    snprintf(path, sizeof path, "tests/vectors/%s", name);
    v->f = fopen(path, "r");
    ck_assert_msg(v->f != NULL, "%s: cannot be opened", path);
}

/* The next line of vectors; at the end it closes the file and returns false. */
static inline bool vector_next(vector_file *v)
{
    do {
        if (fgets(v->line, sizeof v->line, v->f) == NULL) {
            ck_assert(!ferror(v->f));
            fclose(v->f);
            return false;
        }
    } while (v->line[0] == '#');
    size_t length = strlen(v->line);
    ck_assert_msg(length > 1 && v->line[length - 1] == '\n', "a line is cut");
    v->line[length - 1] = '\0';
    v->lines++;
    v->n = 0;
    for (char *at = v->line; at != NULL;) {
        char *end = strchr(at, ' ');
        ck_assert_uint_lt(v->n, VECTOR_WORDS);
        v->word[v->n++] = at;
        if (end != NULL) {
            *end++ = '\0';
        }
        at = end;
    }
    return true;
}

#endif

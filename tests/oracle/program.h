/* oracle/program: the main of a Check program that speaks TAP. */
#ifndef ORACLE_PROGRAM_H
#define ORACLE_PROGRAM_H

#include "crypto/hash.h"

#include <check.h>
#include <stdlib.h>

typedef struct program_test {
    const char *name;
    const TTest *test;
    int loops; /* run with _i = 0 .. loops - 1; 0 = once */
    int exit;  /* the exit status it must end with; needs CK_FORK */
} program_test;

/* Every test is a case of its own, forked, with `seconds` to finish. */
static inline int program_run(const char *name, const program_test *tests, size_t n,
                              int seconds)
{
    urne_crypto_init();
    Suite *suite = suite_create(name);
    for (size_t i = 0; i < n; i++) {
        TCase *tc = tcase_create(tests[i].name);
        int loops = tests[i].loops == 0 ? 1 : tests[i].loops;
        tcase_set_timeout(tc, seconds);
        tcase_add_loop_exit_test(tc, tests[i].test, tests[i].exit, 0, loops);
        suite_add_tcase(suite, tc);
    }
    SRunner *sr = srunner_create(suite);
    srunner_set_tap(sr, "-");
    srunner_run_all(sr, CK_SILENT);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define PROGRAM_COUNT(a) (sizeof(a) / sizeof *(a))

#endif

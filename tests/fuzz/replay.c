/* Runs a fuzz target over files and folders, without libFuzzer and under any compiler:
 * what fuzzing once found stays found. TAP: one test for each argument. */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char current[4096];

/* Names the input that killed the target; only async-signal-safe calls. */
static void on_death(int number)
{
    static const char said[] = "# died on ";
    ssize_t n = write(STDERR_FILENO, said, sizeof said - 1);
    n = n < 0 ? n : write(STDERR_FILENO, current, strlen(current));
    n = n < 0 ? n : write(STDERR_FILENO, "\n", 1);
    signal(number, SIG_DFL);
    raise(n < 0 ? SIGABRT : number);
}

static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        return -1;
    }
    struct stat st;
    if (fstat(fileno(f), &st) != 0 || st.st_size < 0) {
        perror(path);
        fclose(f);
        return -1;
    }
    size_t size = (size_t)st.st_size;
    /* Exactly the size, so that a sanitizer sees a read one byte too far. */
    uint8_t *data = malloc(size ? size : 1);
    if (!data || fread(data, 1, size, f) != size) {
        perror(path);
        free(data);
        fclose(f);
        return -1;
    }
    fclose(f);
    snprintf(current, sizeof current, "%s", path);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 0;
}

/* Returns how many inputs ran, or -1. */
static long replay(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        perror(path);
        return -1;
    }
    if (!S_ISDIR(st.st_mode)) {
        return replay_file(path) == 0 ? 1 : -1;
    }
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort);
    long total = n < 0 ? -1 : 0;
    for (int i = 0; i < n; i++) {
        char inside[4096];
        snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && total >= 0) {
            long k = replay(inside);
            total = k < 0 ? -1 : total + k;
        }
        free(entries[i]);
    }
    if (n >= 0) {
        free(entries);
    }
    return total;
}

int main(int argc, char **argv)
{
    int failed = 0;
    signal(SIGABRT, on_death);
    signal(SIGSEGV, on_death);
    for (int i = 1; i < argc; i++) {
        long n = replay(argv[i]);
        /* An empty corpus tests nothing. */
        failed += n <= 0;
        printf("%sok %d - %s: %ld inputs\n", n <= 0 ? "not " : "", i, argv[i], n);
        fflush(stdout);
    }
    printf("1..%d\n", argc - 1);
    return failed != 0;
}

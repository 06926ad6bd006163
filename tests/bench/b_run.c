/* b_run COUNT PREPARE COMMAND [ARGUMENT]...: runs a command COUNT times, each after
 * `sh -c PREPARE`, whose cost does not count, and prints the least processor time in
 * microseconds (user and system), the least wall time in microseconds, the largest
 * memory in KiB, and the medians of processor and wall time. The command's stdout is
 * thrown away; it must exit 0. */
#define _DEFAULT_SOURCE /* wait4: the memory of this child alone */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds(struct timeval t)
{
    return (long)t.tv_sec * 1000000 + (long)t.tv_usec;
}

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b)
{
    const long *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void run_child(char **argv)
{
    int null = open("/dev/null", O_RDWR);
    if (null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDOUT_FILENO) >= 0) {
        execv(argv[0], argv);
    }
    perror(argv[0]);
    _exit(127);
}

enum { RUNS_MOST = 100 };

int main(int argc, char **argv)
{
    long cpu[RUNS_MOST], wall[RUNS_MOST], memory = 0;
    int runs = argc < 4 ? 0 : atoi(argv[1]);
    if (runs < 1 || runs > RUNS_MOST) {
        fprintf(stderr, "usage: b_run COUNT PREPARE COMMAND [ARGUMENT]...\n");
        return 2;
    }
    for (int i = 0; i < runs; i++) {
        struct rusage used;
        int status;
        if (system(argv[2]) != 0) {
            return 1;
        }
        long start = now();
        pid_t child = fork();
        if (child == 0) {
            run_child(argv + 3);
        }
        if (child < 0 || wait4(child, &status, 0, &used) != child) {
            perror("b_run");
            return 1;
        }
        wall[i] = now() - start;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            fprintf(stderr, "b_run: %s %s failed\n", argv[3], argc > 4 ? argv[4] : "");
            return 1;
        }
        cpu[i] = microseconds(used.ru_utime) + microseconds(used.ru_stime);
        memory = used.ru_maxrss > memory ? used.ru_maxrss : memory;
    }
    qsort(cpu, (size_t)runs, sizeof *cpu, by_size);
    qsort(wall, (size_t)runs, sizeof *wall, by_size);
    printf("%ld %ld %ld %ld %ld\n", cpu[0], wall[0], memory, cpu[(runs - 1) / 2],
           wall[(runs - 1) / 2]);
    return 0;
}

/* b_run COUNT PREPARE COMMAND [ARGUMENT]...: runs a command COUNT times, each after
 * `sh -c PREPARE`, whose cost does not count, and prints the least processor time in
 * microseconds (user and system), the least wall time in microseconds, and the largest
 * memory in KiB. The command's stdout is thrown away; it must exit 0. */
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

static void run_child(char **argv)
{
    int null = open("/dev/null", O_RDWR);
    if (null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDOUT_FILENO) >= 0) {
        execv(argv[0], argv);
    }
    perror(argv[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    long best = -1, wall = -1, memory = 0;
    if (argc < 4) {
        fprintf(stderr, "usage: b_run COUNT PREPARE COMMAND [ARGUMENT]...\n");
        return 2;
    }
    for (int left = atoi(argv[1]); left > 0; left--) {
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
        long took = now() - start;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            fprintf(stderr, "b_run: %s %s failed\n", argv[3], argc > 4 ? argv[4] : "");
            return 1;
        }
        long cpu = microseconds(used.ru_utime) + microseconds(used.ru_stime);
        best = best < 0 || cpu < best ? cpu : best;
        wall = wall < 0 || took < wall ? took : wall;
        memory = used.ru_maxrss > memory ? used.ru_maxrss : memory;
    }
    printf("%ld %ld %ld\n", best, wall, memory);
    return 0;
}

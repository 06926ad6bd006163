/* Runs a command several times and prints its least user + system time in microseconds
 * and its peak memory in KiB: the figures that other load on the machine moves least.
 *
 *     b_time TIMES COMMAND ARGUMENT... */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long microseconds(const struct rusage *u)
{
    return (long)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000L +
           (long)(u->ru_utime.tv_usec + u->ru_stime.tv_usec);
}

int main(int argc, char **argv)
{
    long least = -1, peak = 0;
    if (argc < 3) {
        return 2;
    }
    for (long i = strtol(argv[1], NULL, 10); i > 0; i--) {
        struct rusage u;
        int status;
        pid_t pid = fork();
        if (pid == 0) {
            int null = open("/dev/null", O_WRONLY);
            dup2(null, STDOUT_FILENO);
            dup2(null, STDERR_FILENO);
            execv(argv[2], argv + 2);
            _exit(127);
        }
        if (pid < 0 || wait4(pid, &status, 0, &u) != pid || !WIFEXITED(status)) {
            perror(argv[2]);
            return 4;
        }
        if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 6) {
            fprintf(stderr, "%s ended with %d\n", argv[2], WEXITSTATUS(status));
            return 1;
        }
        long t = microseconds(&u);
        least = least < 0 || t < least ? t : least;
        peak = u.ru_maxrss > peak ? u.ru_maxrss : peak;
    }
    printf("%ld %ld\n", least, peak);
    return 0;
}

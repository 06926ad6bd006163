/* The program as a server: what each command costs is a fork, not a start.
 *
 * Standard input has one command a line, its arguments separated by TAB. Each runs as
 * the program would, in a process of its own, its output in the file OUT; standard
 * output then has its exit status.
 *
 *     play OUT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MOST = 256 };

int __real_main(int argc, char **argv);
int __wrap_main(int argc, char **argv);

static int play(char *line, const char *out)
{
    static char name[] = "urne";
    char *argv[ARGUMENTS_MOST + 1] = {name};
    int argc = 1;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at != NULL && argc < ARGUMENTS_MOST; argc++) {
        argv[argc] = at;
        at = strchr(at, '\t');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600),
        from = open("/dev/null", O_RDONLY);
    if (to < 0 || from < 0 || dup2(from, 0) < 0 || dup2(to, 1) < 0 || dup2(to, 2) < 0) {
        _exit(127);
    }
    exit(__real_main(argc, argv));
}

int __wrap_main(int argc, char **argv)
{
    char *line = NULL;
    size_t room = 0;
    while (argc == 2 && getline(&line, &room, stdin) > 0) {
        int status = 0;
        pid_t child = fork();
        if (child == 0) {
            play(line, argv[1]);
        }
        if (child < 0 || waitpid(child, &status, 0) != child) {
            return EXIT_FAILURE;
        }
        printf("%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128);
        fflush(stdout);
    }
    free(line);
    return EXIT_SUCCESS;
}

#include "ask.h"

#include <errno.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

/* The terminal as it was, while its echo is off. */
static struct termios before;
static volatile sig_atomic_t silenced;

void ask_restore(void)
{
    if (silenced != 0) {
        silenced = 0;
        /* The end of the line was typed, or never came; it was not shown. */
        ssize_t ignored = write(STDERR_FILENO, "\n", 1);
        (void)ignored;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    }
}

/* A line without its LF or CRLF, byte by byte: stdio would keep a copy. What is beyond
 * `room` is read and left out, and counted as one byte. */
static ptrdiff_t read_line(char *to, size_t room)
{
    size_t n = 0;
    bool any = false;
    for (;;) {
        char c;
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 && !any) {
            return -1;
        }
        any = true;
        if (got <= 0 || c == '\n') {
            break;
        }
        if (n < room) {
            to[n] = c;
        }
        n += n <= room ? 1 : 0;
    }
    if (n > 0 && n <= room && to[n - 1] == '\r') {
        to[--n] = '\0';
    }
    return (ptrdiff_t)n;
}

ptrdiff_t ask_passphrase(char *to, size_t room, const char *path, bool again,
                         void *context)
{
    (void)context;
    if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before) != 0) {
        return read_line(to, room);
    }
    struct termios quiet = before;
    sigset_t stop, held;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    /* Stopped here, the shell would get a terminal without echo. */
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(SIG_BLOCK, &stop, &held);
    silenced = 1;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    fprintf(stderr,
            again ? _("passphrase of %s, typed again: ") : _("passphrase of %s: "),
            path);
    ptrdiff_t n = read_line(to, room);
    ask_restore();
    sigprocmask(SIG_SETMASK, &held, NULL);
    return n;
}

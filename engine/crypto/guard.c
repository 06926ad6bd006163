#include "crypto/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

urne_guard *urne_guard_new(void)
{
    urne_guard *g = sodium_malloc(sizeof *g);
    if (g == NULL) {
        urne_out_of_memory();
    }
    memset(g, 0, sizeof *g);
    return g;
}

void urne_guard_free(urne_guard *g)
{
    sodium_free(g); /* wipes first */
}

/* read(2) and no stdio, which keeps copies. */
static bool read_small(urne_guard *g, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return false;
    }
    for (;;) {
        ssize_t r = read(fd, g->p + g->n, sizeof g->p - g->n);
        if (r < 0 && errno == EINTR) {
            continue;
        }
        if (r < 0) {
            int why = errno;
            close(fd);
            errno = why;
            return false;
        }
        g->n += (size_t)r;
        if (r == 0 || g->n == sizeof g->p) {
            close(fd);
            return true;
        }
    }
}

urne_code urne_guard_read(urne_guard **out, const char *path, urne_err *err)
{
    urne_guard *g = urne_guard_new();
    if (!read_small(g, path)) {
        urne_guard_free(g);
        return urne_fail(err, URNE_E_IO_OPEN, URNE_IN(path), strerror(errno), NULL);
    }
    *out = g;
    return URNE_OK;
}

bool urne_guard_eq(const urne_guard *a, const urne_guard *b)
{
    return a->n == b->n && sodium_memcmp(a->p, b->p, a->n) == 0;
}

void urne_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
}

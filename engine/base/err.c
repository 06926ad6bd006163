#include "base/err.h"

#include <stdarg.h>

static const urne_code_info infos[] = {
#define URNE_CODE(name, value, id, exit, what, why, todo)                              \
    {URNE_E_##name, id, exit, what, why, todo},
#include "urne/err.def"
#undef URNE_CODE
};

const urne_code_info *urne_code_get(urne_code code)
{
    for (size_t i = 0; i < sizeof infos / sizeof *infos; i++) {
        if (infos[i].code == code) {
            return &infos[i];
        }
    }
    urne_bug("unknown error code");
}

/* Copies z into to[cap], cut before a character that does not fit. */
static void copy_cut(char *to, size_t cap, const char *z)
{
    size_t n = strlen(z);
    if (n >= cap) {
        n = cap - 1;
        while (n > 0 && ((unsigned char)z[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    memcpy(to, z, n);
    to[n] = '\0';
}

urne_code urne_fail(urne_err *err, urne_code code, urne_place at, ...)
{
    if (err == NULL) {
        return code;
    }
    err->count++;
    if (err->kept == URNE_ERR_KEPT) {
        return code;
    }
    urne_diag *d = &err->diag[err->kept++];
    *d = (urne_diag){.code = code, .line = at.line, .column = at.column};
    copy_cut(d->file, sizeof d->file, at.file == NULL ? "" : at.file);
    va_list args;
    va_start(args, at);
    for (size_t i = 0; i < 4; i++) {
        const char *arg = va_arg(args, const char *);
        if (arg == NULL) {
            break;
        }
        copy_cut(d->arg[i], sizeof d->arg[i], arg);
    }
    va_end(args);
    return code;
}

const char *urne_shown(char buf[URNE_SHOWN_MAX], urne_str s)
{
    size_t n = s.n < URNE_SHOWN_MAX - 1 ? s.n : URNE_SHOWN_MAX - 1;
    while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80) {
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        buf[i] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    buf[n] = '\0';
    return buf;
}

# Sourced by the tests that interrupt a step at every moment. A small library is put
# before libc: it counts the calls that change files and, at the Nth, kills the program
# in the middle of it, interrupts it, or lets the disk be full. The test defines step(),
# which takes the step named on the dossier `now`, and has before-STEP and after-STEP.
# shellcheck shell=sh disable=SC2086,SC2154

cat >shim.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int env(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : atoi(text);
}

/* 1: this call fails for want of space. Signals are not survived. */
static int moment(int fd, const void *half, size_t n)
{
    static int calls;
    ssize_t (*put)(int, const void *, size_t) =
        (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    if (++calls != env("CRASH_AT")) {
        return 0;
    }
    close(creat(getenv("CRASH_MARK"), 0600));
    if (half != NULL && n > 1 && put(fd, half, n / 2) < 0) {
        return 1;
    }
    if (env("CRASH_SIGNAL") != 0) {
        raise(env("CRASH_SIGNAL"));
    }
    errno = ENOSPC;
    return 1;
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;
    va_end(more);
    if ((flags & O_CREAT) && moment(-1, NULL, 0)) {
        return -1;
    }
    return NEXT(int (*)(const char *, int, ...), "open")(path, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    if (fd > 2 && moment(fd, bytes, n)) {
        return -1;
    }
    return NEXT(ssize_t (*)(int, const void *, size_t), "write")(fd, bytes, n);
}

int fsync(int fd)
{
    return moment(-1, NULL, 0) ? -1 : NEXT(int (*)(int), "fsync")(fd);
}

int rename(const char *from, const char *to)
{
    return moment(-1, NULL, 0)
               ? -1
               : NEXT(int (*)(const char *, const char *), "rename")(from, to);
}

int link(const char *from, const char *to)
{
    return moment(-1, NULL, 0) ? -1
                               : NEXT(int (*)(const char *, const char *), "link")(from, to);
}

int unlink(const char *path)
{
    return moment(-1, NULL, 0) ? -1 : NEXT(int (*)(const char *), "unlink")(path);
}

int mkdir(const char *path, mode_t mode)
{
    return moment(-1, NULL, 0) ? -1
                               : NEXT(int (*)(const char *, mode_t), "mkdir")(path, mode);
}
C
case ${BUILD##*/} in
asan | fuzz) no_shim='the sanitizer wants to be the first library' ;;
*) ${CC:-cc} -shared -fPIC -o shim.so shim.c -ldl 2>complaint || no_shim='no C compiler' ;;
esac

# Each file of public/ is whole: as after the step, or as before it.
whole() {
    for file in now/public/*; do
        name=${file#now/}
        [ -e "$file" ] || continue
        cmp -s "$file" "after-$step/$name" || cmp -s "$file" "before-$step/$name" || {
            echo "# $step, call $at: $name is neither as before nor as after"
            return 1
        }
    done
}

# The step given again ends as it would have; a step that was complete is refused, or
# waits for its signatures and ends with `complete`.
again() {
    step $step >said 2>complaint </dev/null
    status=$?
    case $status in 0 | 5 | ${complete:-5}) ;; *)
        echo "# $step, call $at: given again, it ends with $status"
        sed 's/^/# /' complaint
        return 1
        ;;
    esac
    rm -f now/private/attempts.txt
    find now -name '.*' ! -name . | grep . && return 1
    same now after-$step
}

# every SIGNAL STATUS: the step disturbed at its first call, at its second, ... until it
# runs through. SIGNAL 0 is a full disk.
every() {
    at=0
    while at=$((at + 1)); [ $at -lt 500 ]; do
        rm -rf now
        cp -R before-$step now
        [ $step != init ] || rm -rf now
        rm -f mark
        (
            LD_PRELOAD=$temp/shim.so CRASH_AT=$at CRASH_SIGNAL=$1 CRASH_MARK=$temp/mark
            export LD_PRELOAD CRASH_AT CRASH_SIGNAL CRASH_MARK
            step $step
        ) >said 2>complaint </dev/null
        status=$?
        case $status in
        0) ;;
        "$2") [ $1 -ne 0 ] || grep -q '\[E-IO-' complaint || return 1 ;;
        *)
            echo "# $step, call $at: exit status $status, not $2"
            sed 's/^/# /' complaint
            return 1
            ;;
        esac
        whole || return 1
        [ $1 -ne 0 ] || [ $status -eq 0 ] || [ ! -d now ] || [ -z "$(find now -name '*.urne-tmp')" ] || {
            echo "# $step, call $at: a full disk leaves a temporary file"
            return 1
        }
        again || return 1
        [ -e mark ] || break
    done
    echo "# $step: $at moments"
    [ $at -gt 5 ]
}

# The step `step` in all three ways.
disturbed() {
    if [ -n "${no_shim:-}" ]; then
        skip "$step, disturbed" "$no_shim"
        return
    fi
    ok "$step, killed at every call" every 9 137
    ok "$step, interrupted at every call" every 2 130
    ok "$step, every call out of disk" every 0 4
}

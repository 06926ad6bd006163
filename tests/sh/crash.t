#!/bin/sh
# Interrupted, killed or out of disk at any moment, a step leaves no half file: what is in
# public/ is as before or as after, and the same command given again ends the step with the
# bytes that it would have had.
#
# A small library is put before libc: it counts the calls that change files and, at the
# Nth, kills the program in the middle of it, interrupts it, or lets the disk be full.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

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

"$GEN" --rows 300 --seed 5 --dirt all -o roll.csv
decide roll.csv

step() {
    case $1 in
    init) opened now ;;
    seal) "$URNE" seal now roll.csv --decisions decisions.csv --roll-key key.txt --quiet \
        --time 2026-09-02T08:00:00Z ;;
    reveal) "$URNE" reveal now $dice $dice --quiet --time 2026-10-05T16:00:00Z ;;
    draw) "$URNE" draw now --quiet --time 2026-10-05T16:05:00Z ;;
    esac
}

# The dossier before and after each step.
mkdir before-init
for step in init seal reveal draw; do
    ok "$step, undisturbed" step $step
    cp -R now after-$step
    case $step in
    init) cp -R now before-seal ;;
    seal) cp -R now before-reveal ;;
    reveal) cp -R now before-draw ;;
    esac
done

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

# The step given again ends as it would have; a step that was complete is refused.
again() {
    step $step >said 2>complaint </dev/null
    status=$?
    case $status in 0 | 5) ;; *)
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

for step in init seal reveal draw; do
    if [ -n "${no_shim:-}" ]; then
        skip "$step, disturbed" "$no_shim"
        continue
    fi
    ok "$step, killed at every call" every 9 137
    ok "$step, interrupted at every call" every 2 130
    ok "$step, every call out of disk" every 0 4
done

# ---- without the library ----

# Files no longer than 4 KB: what the system refuses itself.
step=seal
at='file size'
rm -rf now
cp -R before-seal now
(
    trap '' XFSZ
    ulimit -f 8
    step seal
) >said 2>complaint
ok 'a limit on the size of files: exit status 4' test $? -eq 4
ok 'and the place is said' grep -q 'roll.txt\|index.tsv' complaint
ok 'and public/ is as it was' same before-seal/public now/public
ok 'then the seal is made' again

mkdir disk
if mount -t tmpfs -o size=64k none disk 2>said; then
    trap 'umount "$temp/disk"; rm -rf "$temp"' EXIT
    rm -rf now
    cp -R before-seal disk/now
    ln -s disk/now now
    step seal >said 2>complaint
    ok 'a disk that is full: exit status 4' test $? -eq 4
    ok 'and public/ is as it was' same before-seal/public now/public
    ok 'with nothing beside it' test -z "$(find disk -name '*.urne-tmp')"
    rm now
    umount disk
    trap 'rm -rf "$temp"' EXIT
else
    skip 'a disk that is full' 'no tmpfs can be mounted here'
fi

# Between an entry and sums.txt: the next command mends the sums and goes on.
step=reveal
rm -rf now
cp -R before-reveal now
step reveal
cp before-reveal/public/sums.txt now/public/sums.txt
ok 'an entry without its sum is not sound' exits 1 "$URNE" verify now/public --quiet
ok 'the next command goes on' step draw
ok 'with the bytes of an undisturbed draw' same now after-draw

# A real interrupt, somewhere in a real seal.
"$GEN" --rows 20000 --dirt none -o roll.csv
for tenth in 0 1 2 3; do
    rm -rf now
    cp -R before-seal now
    "$URNE" seal now roll.csv --roll-key key.txt --quiet --time 2026-09-02T08:00:00Z \
        >said 2>complaint &
    pid=$!
    sleep 0.0$((2 * tenth + 1))
    kill -TERM $pid 2>>complaint
    wait $pid
    status=$?
    case $status in 0 | 130) ;; *) echo "# exit status $status" ;; esac
    "$URNE" seal now roll.csv --roll-key key.txt --quiet --time 2026-09-02T08:00:00Z \
        >said 2>complaint
    case $? in 0 | 5) ;; *) sed 's/^/# /' complaint ;; esac
    ok "interrupted after $((2 * tenth + 1)) hundredths, then sealed" \
        exits 0 "$URNE" verify now/public --quiet
done
finish

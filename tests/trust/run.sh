# Sourced by the tests that compare the verifiers: judged LIST [--agree] runs each driver
# over a list of mutations and compares what they say.
# shellcheck shell=sh
. "$root/tests/sh/page.sh"
trust=$root/tests/trust

# True when all three can run; else `missing` says why not.
comparable() {
    if [ "${BUILD##*/}" != release ]; then
        missing='they are compared once, with the release'
    elif ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
        missing='there is no Python 3.8 here'
    elif ! packaged; then
        missing=$unpackaged
    else
        return 0
    fi
    return 1
}

# shellcheck disable=SC2086 # the option is there or not
judged() {
    "$BUILD/tests/trust/drive" "$1" >"$1.engine" &&
        python3 "$trust/drive.py" "$1" >"$1.python" &&
        node "$trust/drive.mjs" "$1" >"$1.page" &&
        python3 "$trust/compare.py" ${2:-} "$1" engine="$1.engine" python="$1.python" \
            page="$1.page"
}

# Sourced by the tests that compare the verifiers: judged LIST [--agree] runs each driver
# over a list of mutations and compares what they say.
# shellcheck shell=sh
. "$root/tests/sh/page.sh"
trust=$root/tests/trust

# True when lists of mutations can be made and compared; else `missing` says why not.
listable() {
    missing='there is no Python 3.9 here'
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null
}

# True when all three can run; else `missing` says why not.
comparable() {
    if [ "${BUILD##*/}" != release ]; then
        missing='they are compared once, with the release'
    elif ! listable; then
        return 1
    elif ! packaged; then
        missing=$unpackaged
    else
        return 0
    fi
    return 1
}

# compared LIST [--agree] NAME=OUTPUT...: what the drivers said; the figures are kept.
compared() {
    list=$1
    shift
    python3 "$trust/compare.py" "$@" >"$list.said"
    status=$?
    cat "$list.said"
    figures "$list.said"
    return $status
}

# judged_by_engine LIST, judged LIST [--agree]
judged_by_engine() {
    "$BUILD/tests/trust/drive" "$1" >"$1.engine" && compared "$1" "$1" engine="$1.engine"
}
# shellcheck disable=SC2086 # the option is there or not
judged() {
    "$BUILD/tests/trust/drive" "$1" >"$1.engine" &&
        python3 "$trust/drive.py" "$1" >"$1.python" &&
        node "$trust/drive.mjs" "$1" >"$1.page" &&
        compared "$1" ${2:-} "$1" engine="$1.engine" python="$1.python" page="$1.page"
}

# Sourced by the demos: numbered steps, and commands shown with what they say. Any
# status other than the one that is due stops the demo.
# shellcheck shell=sh disable=SC2034
root=$(cd "$(dirname "$0")/.." && pwd)
absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
URNE=$(absolute "${URNE:-$root/build/release/urne}")
GEN=$(absolute "${GEN:-$root/build/release/gen-roll}")
OUT=${OUT:-build/demo}
FIXTURE=$root/fixtures/demo
LC_ALL=C
export LC_ALL
unset LANGUAGE
umask 022

fail() {
    printf '\nthe demo failed: %s\n' "$1" >&2
    exit 1
}

step() {
    number=$((${number:-0} + 1))
    printf '\n%s. %s\n' "$number" "$1"
}

note() {
    printf '   %s\n' "$@"
}

# run STATUS ARGUMENT...: shows the command, runs it, indents what it says, and insists
# on its exit status. Standard input goes through.
run() {
    due=$1
    shift
    printf '   $ urne %s\n' "$*"
    "$URNE" "$@" >said 2>complaint
    status=$?
    sed 's/^/     /' said complaint
    [ $status -eq "$due" ] || fail "urne $1 ended with $status, not $due"
}

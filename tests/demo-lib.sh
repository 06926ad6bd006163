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

# The keys of the fixtures, which are no secret, and the published signature of round
# 657413 of drand quicknet, made at 2023-09-15T11:00:03Z.
KEYS=$root/fixtures/square/keys
BEACON=b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b

# attest ENTRY ROLE...: each of them verifies a copy of public/ and signs the entry.
attest() {
    entry=$1
    shift
    for role; do
        "$URNE" sign "$public/$entry" --key "$KEYS/$role.key" --role "$role" --quiet ||
            fail "$role does not sign $entry"
    done
    note "$entry is signed by: $*"
}

# pins ROLE...: --key as the public notice gives it.
pins() {
    for role; do
        printf '%s%s=%s' "${comma:-}" "$role" "$(sed -n 2p "$KEYS/$role.pub")"
        comma=,
    done
}

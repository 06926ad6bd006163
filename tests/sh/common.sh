# Sourced by every test of this folder: a folder of its own to work in, TAP on stdout,
# and a dossier with everything pinned.
# shellcheck shell=sh
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
: "${BUILD:=$root/build/release}"
: "${URNE:=$BUILD/urne}"
: "${GEN:=$BUILD/gen-roll}"
: "${FIXTURES:=$root/fixtures}"
LC_ALL=C
TZ=UTC
NO_COLOR=1
export URNE GEN FIXTURES LC_ALL TZ NO_COLOR
unset LANGUAGE LANG
umask 022
if [ ! -x "$URNE" ] || [ ! -x "$GEN" ]; then
    echo "Bail out! $URNE and $GEN must be built"
    exit 2
fi
temp=$(mktemp -d "${TMPDIR:-/tmp}/urne-sh.XXXXXX") || exit 2
trap 'chmod -R u+rwX "$temp"; rm -rf "$temp"' EXIT
trap 'exit 130' INT TERM HUP
cd "$temp" || exit 2
count=0
failed=0

# ok WHAT COMMAND...: one test, which passes when the command does.
ok() {
    what=$1
    shift
    count=$((count + 1))
    if "$@"; then
        echo "ok $count - $what"
    else
        echo "not ok $count - $what"
        failed=$((failed + 1))
    fi
}

# figures FILE: its diagnostics, which `make test` repeats at the end.
figures() {
    mkdir -p "$BUILD/figures"
    name=${0##*/}
    sed -n 's/^# *//p' "$1" | sed "s/^/${name%.t}: /" >>"$BUILD/figures/$name"
}

skip() {
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

finish() {
    echo "1..$count"
    [ $failed -eq 0 ]
    exit
}

# exits STATUS COMMAND...: true when the command ends with just this status; what it
# says is in `said` and `complaint`, and shown when it is another.
exits() {
    due=$1
    shift
    "$@" >"$temp/said" 2>"$temp/complaint" </dev/null
    status=$?
    [ $status -eq "$due" ] && return 0
    echo "# exit status $status, not $due: $*"
    sed 's/^/#   /' "$temp/complaint"
    return 1
}

same() {
    diff -r "$1" "$2" >"$temp/differs" && return 0
    sed 5q "$temp/differs" | sed 's/^/# /'
    return 1
}

# ---- a dossier with pinned key, dice and times ----

echo 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f >key.txt
dice=083920117465520938471112
cat >rules.json <<'RULES'
{
  "urne": "rules/1", "body": "Valbreuil", "title": "Essai",
  "roll": { "format": "auto" },
  "eligible": { "age": 18, "on": "2026-10-05", "lists": ["principale", "municipale"] },
  "strata": [ { "field": "sex" }, { "field": "birth-date", "bands": [18, 35, 60] } ],
  "draw": { "seats": 12, "substitutes": 6, "allocation": "hamilton",
            "unique": ["household"], "attributes": ["bureau"],
            "replace": "ticket-order" },
  "sources": [ { "dice": 24 } ],
  "kmin": 5
}
RULES

opened() {
    "$URNE" init "$1" --rules rules.json --quiet --time 2026-09-01T08:00:00Z \
        --ceremony 00112233445566778899aabbccddeeff
}

# sealed DIR FILE...: decisions.csv of the current folder decides.
sealed() {
    opened "$1" || return
    "$URNE" seal "$@" --decisions decisions.csv --roll-key key.txt --quiet \
        --time 2026-09-02T08:00:00Z
}

thrown() {
    sealed "$@" && "$URNE" reveal "$1" $dice $dice --quiet --time 2026-10-05T16:00:00Z
}

drawn() {
    thrown "$@" && "$URNE" draw "$1" --quiet --time 2026-10-05T16:05:00Z
}

# decide FILE...: decisions.csv, in the way of a clerk in a hurry.
decide() {
    "$URNE" roll check "$@" --rules rules.json --anomalies anomalies.csv --quiet \
        2>"$temp/complaint"
    awk -F ';' '
        BEGIN { print "case;decision;value" }
        $1 == "" || $1 in done { next }
        $2 == "E-ROLL-101" { print $1 ";distinct;address" }
        $2 == "E-ROLL-102" || $2 == "E-ROLL-103" || $2 == "E-ROLL-105" {
            print $1 ";set-aside;" }
        $2 == "E-ROLL-104" { print $1 ";keep;" }
        { done[$1] = 1 }' anomalies.csv >decisions.csv
}

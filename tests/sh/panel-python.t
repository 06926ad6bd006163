#!/bin/sh
# A panel in the verifier in Python (docs/verifier/urne_verify.py), which knows the
# specification alone: the worked certificates of panel-1 §8, and changes of them, each
# accepted or refused at its line and by its check; then dossiers of panels against the
# program, with and without what accredited observers receive, as they are and changed.
# Skipped, saying so, without Python 3.9.
#
#   DOSSIERS=500 SEED=7 sh tests/sh/panel-python.t      a longer comparison
#
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"
. "$root/tests/trust/run.sh"
verifier=$root/docs/verifier/urne_verify.py
PYTHONDONTWRITEBYTECODE=1
PYTHONIOENCODING=utf-8
export PYTHONDONTWRITEBYTECODE PYTHONIOENCODING

if ! listable; then
    skip 'panels in Python' "$missing"
    finish
fi

# ---- certificates ----

worked() {
    python3 "$root/docs/verifier/tests/certificates.py" "$root/docs/spec/panel-1.md" \
        >"$temp/found" 2>&1
    status=$?
    grep -v '^ok' "$temp/found" | sed 's/^/# /'
    return "$status"
}
ok 'the worked certificates, and changes of them' worked

# Every line that the text of pool-1 gives for the worked panel stands in its §12.
vectors() {
    python3 "$root/docs/verifier/tests/pool_vectors.py" "$FIXTURES/terrace" >"$temp/vectors" ||
        return 1
    sed -n '/^## 12 /,$p' "$root/docs/spec/pool-1.md" |
        grep -vxFf - "$temp/vectors" | sed 's/^/# not in pool-1: /' | grep . && return 1
    [ "$(wc -l <"$temp/vectors")" -eq 22 ]
}
ok 'the vectors of the worked panel' vectors

# ---- with the opened files, and without ----

# panel NAME PUBLICATION MORE: a dossier of the street, MORE going into panel.json.
panel() {
    cat >rules.json <<END
{ "urne": "panel/1", "body": "Valbreuil", "title": "Essai", "size": 5,
  "household": ["address1", "zip"], "publication": "$2", "lottery": 10, "number": "dice",
  $3 "sources": [ { "dice": 3 } ] }
END
    "$URNE" init "$1" --rules rules.json --quiet --time 2026-09-01T08:00:00Z \
        --ceremony 00112233445566778899aabbccddeeff &&
        "$URNE" panel seal "$1" --pool "$FIXTURES/panel/street.csv" \
            --quotas "$FIXTURES/panel/street-quotas.csv" --pool-key key.txt --quiet \
            --time 2026-09-02T08:00:00Z &&
        "$URNE" reveal "$1" 417 417 --quiet --time 2026-10-05T16:00:00Z &&
        "$URNE" panel draw "$1" --quiet --time 2026-10-05T16:05:00Z
}

# says TEXT OPTION...: the report has a line that begins with this.
says() {
    text=$1
    shift
    python3 "$verifier" "$@" | grep "^$text" >"$temp/line"
}

ok 'an open panel is made' panel open open ''
ok 'a sealed panel is made' panel sealed sealed '"kmin": 2,'
seal=$(sha256sum <sealed/public/20-pool-commit.txt | cut -c 1-64)
ok 'the open one is sound' exits 0 python3 "$verifier" open/public
ok 'and its chances are checked' says 'V22 panels *PASS' open/public
deviation=$(sed -n 's/^deviation //p' open/public/20-pool-commit.txt)
ok 'the deviation is said, however small' says \
    "V22 panels *PASS  *panels: 10, lowest chance: [0-9/]*, greatest deviation: $deviation\$" \
    open/public
ok 'the sealed one is sound, with its seal' exits 0 python3 "$verifier" sealed/public \
    --seal "$seal"
ok 'without the opened files its features are not checked' says 'V11 strata *NOT-CHECKED' \
    sealed/public
ok 'nor its chances' says 'V22 panels *NOT-CHECKED' sealed/public
ok 'with the opened files they are' says 'V11 strata *PASS' sealed/public \
    --opened sealed/private/opened
ok 'and the chances too' says 'V22 panels *PASS' sealed/public --opened sealed/private/opened
mkdir half
cp sealed/private/opened/pool-open.txt half
ok 'an opened file that is missing' says 'V22 panels *FAIL *panel-proof.txt absent' \
    sealed/public --opened half
sed '4,/^person/s/^\(person 1 [0-9a-f]*\) 1/\1 2/
    4,/^person/s/^\(person 1 [0-9a-f]*\) 3/\1 1/' half/pool-open.txt >changed
mv changed half/pool-open.txt
ok 'opened files that were not sealed' exits 1 python3 "$verifier" sealed/public \
    --opened half
ok 'no folder of opened files' exits 4 python3 "$verifier" sealed/public --opened nowhere

# ---- dossiers by chance, as they are and changed ----

by_chance() {
    python3 "$root/docs/verifier/tests/differ.py" --urne "$URNE" --only "$1" \
        --dossiers "$2" --mutations "${MUTATIONS:-10}" --seed "${SEED:-1}" \
        >"$temp/found" 2>&1 </dev/null
    status=$?
    [ "$status" -eq 0 ] || sed 40q "$temp/found" | sed 's/^/# /'
    tail -n 1 "$temp/found" | sed 's/^/# /'
    return "$status"
}
ok 'the program and it agree on panels by chance' by_chance panel "${DOSSIERS:-24}"
ok 'and on panels with keys and the beacon' by_chance panel-signed \
    $((${DOSSIERS:-24} / 6))

# ---- every line and file of two ----

# The seal binds what everybody sees: each change must be refused.
listed() {
    python3 "$trust/mutations.py" --bytes 100 "open=open/public=$(sha256sum \
        <open/public/20-pool-commit.txt | cut -c 1-64)" "sealed=sealed/public=$seal" >list
}
compared_two() {
    "$BUILD/tests/trust/drive" list >list.engine && python3 "$trust/drive.py" list \
        >list.python && compared list list engine=list.engine python=list.python
}
ok 'changes of both are listed' listed
ok 'every change is refused, for the same reason' compared_two
finish

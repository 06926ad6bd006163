#!/bin/sh
# Every small change of a dossier is refused by the three verifiers, and for the same
# reason: the engine, docs/verifier/urne_verify.py and the page's core go through one list
# of mutations (tests/trust) of a draw, a count, a draw with a timestamp, and two ceremonies
# with keys, contributions and the beacon. The engine goes through every byte besides.
#
#   EVERY=1 sh tests/sh/verifiers.t      every byte through all three (make exhaustive)
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"
. "$root/tests/trust/run.sh"
if ! listable; then
    skip 'the mutations of a dossier' "$missing"
    finish
fi

# ---- a ceremony with an audit and the end of the roll key ----

mkdir plain
cp -R "$FIXTURES/hamlet" "$FIXTURES/square" plain/
sed -i.old 's/^  "kmin"/  "audit": { "leaves": 3, "positions": 2 }, &/
    s/"sign": {/& "audit": ["clerk", "observer1"], "destroy": ["custodian"],/' \
    plain/square/rules.json
own=$FIXTURES
FIXTURES=$temp/plain
. "$own/square/play.sh"
FIXTURES=$own
audited() {
    play_to sign-draw && "$URNE" audit plan square --lines 8 --quiet || return
    sed -n -e 's/^leaf \([0-9]*\) .*/leaf;\1;clean/p' \
        -e 's/^position \([0-9]*\)$/position;\1;found/p' square/private/audit-plan.txt \
        >outcomes.csv
    "$URNE" audit record square --file outcomes.csv --full yes --quiet &&
        "$URNE" audit close square --time 2023-09-20T09:00:00Z --quiet &&
        attest 30-audit.txt clerk observer1 &&
        "$URNE" key destroy square --time 2023-09-21T09:00:00Z --quiet &&
        attest 31-destroy.txt custodian && play close && play sign-close
}
ok 'a ceremony with an audit' audited

# ---- a draw whose result has a timestamp ----

stamped() {
    cp -R "$FIXTURES/hamlet/public" stamped &&
        cp "$FIXTURES/tsa/03-result.txt.tsr" stamped/ && rm stamped/sums.txt &&
        (cd stamped && sha256sum ./* | sed 's,  \./,  ,' >../sums && mv ../sums sums.txt) &&
        "$URNE" verify stamped --tsa "$FIXTURES/tsa/ca.pem" --quiet
}
ok 'a draw with a timestamp' stamped

# ---- a count, and a draw that only gives files ----

mkdir made
made() {
    python3 "$trust/make.py" "$BUILD/tests/trust/play" made 1 "$1" "$2" >>names
}
ok 'a count' made 6 count
ok 'another draw' made 8 draw
poll=$(sed -n 's/^d6.*=//p' names)
seal=$(sha256sum <"$poll/10-ballots-commit.txt" | cut -c 1-64)

# Nothing that is ours alone binds a count to its ceremony: the seal does, on the poster.
listed() {
    python3 "$trust/mutations.py" "$@" --from elsewhere hamlet="$FIXTURES/hamlet/public" \
        square="$FIXTURES/square/public" stamped=stamped audited=square/public \
        poll="$poll=$seal" elsewhere="$(sed -n 's/^d8.*=//p' names)"
}
# Under sanitizers a verdict takes long: there the shorter list has to do.
if [ "${BUILD##*/}" = release ]; then every=--every; else every=; fi
# shellcheck disable=SC2086 # there or not
listed $every >all
ok 'every change is refused by the engine' judged_by_engine all
if comparable; then
    listed ${EVERY:+--every} >list
    ok 'every change is refused by all three, for the same reason' judged list
else
    skip 'the three verifiers' "$missing"
fi
finish

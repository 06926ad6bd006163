#!/bin/sh
# A thousand small dossiers by chance, of draws and counts, with and without keys, audits,
# replacements and aborts: as they are and with one change each, the engine, the Python
# verifier and the page's core give the same answer to every check.
#
#   COUNT=5000 SEED=2 sh tests/sh/verifiers-random.t      (make exhaustive)
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"
. "$root/tests/trust/run.sh"
if ! comparable; then
    skip 'the three verifiers' "$missing"
    finish
fi

# In memory where that can be: what is written is read once.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then
    made=$(mktemp -d /dev/shm/urne-random.XXXXXX) || exit 2
    trap 'rm -rf "$made"; chmod -R u+rwX "$temp"; rm -rf "$temp"' EXIT
else
    made=$temp/made
    mkdir "$made"
fi
count_due=${COUNT:-1000}
echo "# seed ${SEED:-1}"
make_all() {
    python3 "$trust/make.py" "$BUILD/tests/trust/play" "$made" "$count_due" "${SEED:-1}" >names
}
ok "$count_due dossiers are made" make_all
python3 "$trust/mutations.py" --one @names >list
ok 'each is there twice: as it is, and changed' test \
    "$(grep -c '^m' list)" -eq $((2 * count_due))
ok 'the verifiers agree on every check' judged list --agree
finish

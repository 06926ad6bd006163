#!/bin/sh
# The verifier in a page (docs/verifier): its core, the page in Chromium, and both against
# the program over random dossiers. Skipped, saying so, where Node 18 or Chromium is missing:
# `make test` installs them.
#
#   ROUNDS=500 SEED=7 sh tests/sh/verifier-page.t      a longer comparison
. "$(dirname "$0")/common.sh"
. "$root/tests/sh/page.sh"

# tests WHAT FILE: the tests of a file, renumbered; what they complain of as diagnostics.
tests() {
    node --test --test-reporter=tap "$page/test/$2" >"$temp/tap" 2>&1 </dev/null
    if ! grep -qE '^ *(not )?ok [0-9]+ - ' "$temp/tap"; then
        sed 's/^/# /' "$temp/tap"
        ok "$1: they run" false
        return
    fi
    grep -E '^ *not ok [0-9]+ - ' "$temp/tap" >/dev/null && sed 's/^/# /' "$temp/tap"
    grep -E '^ *(not )?ok [0-9]+ - ' "$temp/tap" >"$temp/lines"
    while IFS= read -r line; do
        name=$(printf '%s\n' "$line" | sed 's/^ *//; s/^not //; s/^ok [0-9]* - //')
        case $line in
        *'# SKIP'*) skip "$1: ${name%% # SKIP*}" "${name##*# SKIP }" ;;
        *'not ok '*) ok "$1: $name" false ;;
        *) ok "$1: $name" true ;;
        esac
    done <"$temp/lines"
}

if ! packaged; then
    skip 'the verifier page' "$unpackaged"
    finish
fi

ok 'the types hold' node "$page/node_modules/typescript/bin/tsc" --noEmit -p "$page"

mkdir demo
for demo in demo demo-count demo-panel; do
    OUT=$temp/demo sh "$root/tests/$demo.sh" >"$temp/said" 2>&1 || sed 's/^/# /' "$temp/said"
done
DEMO=$temp/demo
export DEMO
tests core core.test.mjs
tests panel panel.test.mjs

browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}
if [ ! -x "${browser:-/nowhere}" ]; then
    skip 'the page in a browser' 'there is no Chromium here'
elif [ "${BUILD##*/}" != release ]; then
    skip 'the page in a browser' 'it is tested once, with the release'
else
    CHROMIUM=$browser
    export CHROMIUM
    tests page browser.test.mjs
fi

node "$page/test/differential.mjs" "${ROUNDS:-24}" "${SEED:-1}" >"$temp/said" 2>&1 </dev/null
status=$?
sed 's/^/# /' "$temp/said"
ok 'the page and the program agree on every check' [ $status -eq 0 ]
node "$page/test/differential-panel.mjs" "${ROUNDS:-12}" "${SEED:-1}" >"$temp/said" 2>&1 </dev/null
status=$?
sed 's/^/# /' "$temp/said"
ok 'and on every check of random panels' [ $status -eq 0 ]
finish

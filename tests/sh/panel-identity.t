#!/bin/sh
# The same pool and quotas give the same proof and the same numbered panels, whatever the
# compiler, the optimisation and the processor: every build there is. BUILDS names those
# that must be there.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"

# ---- pools ----

# made NAME PEOPLE SIZE SLACK: people of six categories, the first values the most frequent,
# and quotas for a panel in between that and as many of each value, so that chances differ.
# Whole numbers below 2^53 alone, of which any awk makes the same.
made() {
    awk -v name="$1" -v people="$2" -v size="$3" -v slack="$4" '
        function lot(n) { seed = (seed * 16807) % 2147483647; return seed % n }
        function small(a, b) { return a < b ? a : b }
        function quotas(c,    v, both, share, left) {
            both = 2 * people * values[c]
            left = size
            for (v = 0; v < values[c]; v++) {
                share = size * (have[c, v] * values[c] + people)
                least[v] = (share - share % both) / both
                left -= least[v]
            }
            for (v = 0; v < values[c]; v++) {
                if (slack == 0) least[v] += v < left
                print "c" c ",v" v "," least[v] "," least[v] + slack >quota
            }
        }
        BEGIN {
            seed = 20260901
            pool = name ".csv"
            quota = name "-quotas.csv"
            categories = split("2 6 4 3 5 3", values, " ")
            line = "id"
            for (c = 1; c <= categories; c++) line = line ",c" c
            print line >pool
            for (p = 1; p <= people; p++) {
                line = "p" p
                for (c = 1; c <= categories; c++) {
                    v = small(lot(values[c]), lot(values[c]))
                    have[c, v]++
                    line = line ",v" v
                }
                print line >pool
            }
            print "category,feature,min,max" >quota
            for (c = 1; c <= categories; c++) quotas(c)
        }'
}

# solve NAME ARGUMENTS...: NAME.txt and NAME-panels.txt in the folder `to`, and the answer.
solve() {
    name=$1
    shift
    "$run" panel solve "$@" --proof "$to/$name.txt" --panels "$to/$name-panels.txt" --json \
        >"$to/$name.json"
}

# pools BUILD FOLDER: all of it by this build.
pools() {
    run=$1
    to=$2
    rm -rf "$to"
    mkdir "$to"
    eight=$FIXTURES/panel/respondents.csv
    street=$FIXTURES/panel/street.csv
    streets=$FIXTURES/panel/street-quotas.csv
    solve eight --pool "$eight" --quotas "$FIXTURES/panel/quotas.csv" --size 4 &&
        solve flex --pool "$eight" --quotas "$FIXTURES/panel/flex.csv" --size 4 --lottery 7 &&
        solve street --pool "$street" --quotas "$streets" --size 5 &&
        solve homes --pool "$street" --quotas "$streets" --size 5 --household address1,zip &&
        solve town --pool town.csv --quotas town-quotas.csv --size 40 &&
        solve maximin --pool town.csv --quotas town-quotas.csv --size 40 --objective maximin &&
        solve tight --pool tight.csv --quotas tight-quotas.csv --size 6
    status=$?
    # without a panel: exit 1, and a proof of that
    solve none --pool "$eight" --quotas "$FIXTURES/panel/quotas.csv" --size 5
    [ $? -eq 1 ] && [ "$status" -eq 0 ]
}

# Loose quotas ask for many levels; exact ones for people in no panel, cuts and their trees.
made town 400 40 1
made tight 60 6 0
ok 'the proofs and panels of seven pools, and of none' pools "$URNE" here
# has WORD NUMBER FILE: so many lines of the proof at least begin with the word.
has() {
    lines=$(grep -c "^$1 " "here/$3.txt")
    [ "$lines" -ge "$2" ] || { echo "# $lines lines '$1' in $3" && false; }
}
ok 'many levels' has level 10 town
ok 'many panels' has panel 30 town
for word in absent branch cut; do
    ok "lines '$word'" has $word 1 tight
done

# ---- other builds ----

builds=$(cd "$BUILD/.." && pwd)
for other in ${BUILDS-release debug o3 native clang clang-o0 clang-o3 clang-native asan cov}; do
    [ "$builds/$other" != "$BUILD" ] || continue
    if [ -z "${BUILDS-}" ] && [ ! -x "$builds/$other/urne" ]; then
        skip "build/$other: the same proofs and panels" 'not built'
    elif [ -n "$(find "$root/engine" "$root/cli" -newer "$builds/$other/urne" -name '*.[ch]')" ]
    then
        skip "build/$other: the same proofs and panels" 'built from older sources'
    else
        ok "build/$other: proofs and panels" pools "$builds/$other/urne" there
        ok "build/$other: the same proofs and panels" same here there
    fi
done
finish

#!/bin/sh
# The same inputs give the same public bytes, whatever the compiler, the optimisation, the
# locale and the time zone: every build there is, against fixed hashes.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

"$GEN" --rows 300 --seed 21 --dirt all -o roll.csv
decide roll.csv
sed 's/"allocation": "hamilton"/"allocation": "balanced", "chains": [["sex"], ["birth-date"]]/' \
    rules.json >with.json
mv with.json rules.json

ok 'a whole draw' drawn here roll.csv
ok 'it verifies' exits 0 "$URNE" verify here/public
ok 'its sums are those of every machine' grep -qx \
    '17132ad056c7f13728b8352d1beda3d1d99f569b9a412718e3dbb00a582db1a8  01-commit.txt' here/public/sums.txt
ok 'and its result' grep -qx 'bdbb90f79769e285d461660b4857a428114c3e0a2a29d00fa192e2904c39e510  03-result.txt' here/public/sums.txt

# ---- other builds ----

builds=$(cd "$BUILD/.." && pwd)
for other in release debug o3 clang asan cov; do
    [ "$builds/$other" != "$BUILD" ] || continue
    if [ ! -x "$builds/$other/urne" ]; then
        skip "build/$other: the same public bytes" 'not built'
    elif [ -n "$(find "$root/engine" "$root/cli" -newer "$builds/$other/urne" -name '*.[ch]')" ]
    then
        skip "build/$other: the same public bytes" 'built from older sources'
    else
        rm -rf there
        kept=$URNE
        URNE=$builds/$other/urne
        ok "build/$other: a whole draw" drawn there roll.csv
        URNE=$kept
        ok "build/$other: the same public bytes" same here/public there/public
    fi
    if [ -x "$builds/$other/gen-roll" ]; then
        "$builds/$other/gen-roll" --rows 300 --seed 21 --dirt all -o other.csv
        ok "build/$other: the same generated roll" cmp -s roll.csv other.csv
    fi
done

# ---- other places ----

# in_place WHAT VARIABLE=VALUE...
in_place() {
    place=$1
    shift
    rm -rf there
    ok "$place: a whole draw" eval "(export $* && drawn there roll.csv)"
    ok "$place: the same public bytes" same here/public there/public
}
has_locale() { locale -a 2>/dev/null | tr -d - | grep -qix "$(echo "$1" | tr -d -)"; }
for locale in fr_FR.UTF-8 tr_TR.UTF-8 C.UTF-8; do
    if has_locale $locale; then
        in_place $locale LC_ALL=$locale LANGUAGE=fr
    else
        skip "$locale: the same public bytes" 'no such locale here'
    fi
done
in_place 'TZ Pacific/Kiritimati' TZ=Pacific/Kiritimati
in_place 'TZ America/St_Johns' TZ=America/St_Johns
in_place 'in French' LC_ALL=C.UTF-8 LANG=fr_FR.UTF-8 LANGUAGE=fr

# The private lists as well.
for file in selected.csv substitutes.csv invites.csv index.tsv roll-key.txt; do
    ok "in French: the same private/$file" cmp -s here/private/$file there/private/$file
done
finish

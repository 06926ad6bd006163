#!/bin/sh
# Benchmarks: what urne costs beside what cannot be avoided. Processor time (user and
# system, the least of several runs) and the largest memory. Nothing fails by being slow.
#
#   make bench          ROWS and RUNS change the first roll; MANY=0 leaves out the second
#                       ROLLS=no leaves out both; URNE_DATA is a folder with a large real
#                       election to count: without it, one with BALLOTS ballots is made;
#                       quota panels are those of its panel/, and one of PEOPLE that is made
#                       (PEOPLE=0: none)
set -u
: "${BUILD:=build/release}"
: "${URNE:=$BUILD/urne}"
: "${GEN:=$BUILD/gen-roll}"
: "${GEN_BALLOTS:=$BUILD/gen-ballots}"
BENCH=$BUILD/tests/bench
ROWS=${ROWS:-52000}
RUNS=${RUNS:-7}
MANY=${MANY:-1000000}
BALLOTS=${BALLOTS:-90000}
PEOPLE=${PEOPLE:-10000}
LC_ALL=C
export LC_ALL
work=$(mktemp -d "${TMPDIR:-/tmp}/urne-bench.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

fail() {
    echo "bench: $1" >&2
    exit 1
}

# measure RUNS PREPARE COMMAND...: into cpu, wall, and their medians (microseconds), and
# memory (KiB).
measure() {
    # shellcheck disable=SC2046
    set -- $("$BENCH/b_run" "$@")
    [ $# -eq 5 ] || fail 'a command failed'
    cpu=$1
    wall=$2
    memory=$3
    cpu_median=$4
    wall_median=$5
}

row() {
    printf '  %-30s %9s ms %9s ms %7s MiB\n' "$1" "$((cpu / 1000)).$((cpu / 100 % 10))" \
        "$((wall / 1000)).$((wall / 100 % 10))" "$((memory / 1024))"
}

ratio() {
    printf '  %-30s %9s    (limit %s)\n' "$1" \
        "$(($2 / $3)).$((($2 * 10 / $3) % 10))$((($2 * 100 / $3) % 10))" "$4"
}

quotient() {
    printf '  %-30s %9s\n' "$1" "$(($2 / $3)).$((($2 * 10 / $3) % 10))$((($2 * 100 / $3) % 10))"
}

cat >"$work/rules.json" <<'RULES'
{
  "urne": "rules/1", "body": "Banc d'essai", "title": "Banc d'essai",
  "roll": { "format": "reu" },
  "eligible": { "age": 18, "on": "2026-10-05", "lists": ["principale", "municipale"] },
  "strata": [ { "field": "sex" }, { "field": "birth-date", "bands": [18, 25, 35, 50, 65, 75] } ],
  "draw": { "seats": 50, "substitutes": 15, "allocation": "balanced",
            "chains": [["sex"], ["birth-date"]], "unique": ["household"],
            "household": ["street-no", "street", "locality", "postcode", "commune"],
            "replace": "ticket-order" },
  "sources": [ { "dice": 24 } ],
  "kmin": 5
}
RULES
dice=083920117465520938471112

# bench ROWS DIRT RUNS
bench() {
    rows=$1
    runs=$3
    roll=$work/roll.csv
    "$GEN" --rows "$rows" --dirt "$2" -o "$roll" || fail gen-roll
    printf '\n%s rows, %s bytes: processor, wall, largest memory\n' "$rows" \
        "$(wc -c <"$roll" | tr -d ' ')"
    measure "$runs" : "$BENCH/b_csv" "$roll"
    row 'bare libcsv'
    csv=$cpu
    "$URNE" roll check "$roll" --rules "$work/rules.json" --anomalies "$work/anomalies.csv" \
        --quiet 2>"$work/said"
    awk -F ';' 'BEGIN { print "case;decision;value" }
        $1 != "" && !($1 in done) && $2 ~ /^E-ROLL-10/ {
            print $1 ";" ($2 == "E-ROLL-104" ? "keep" : "set-aside") ";"; done[$1] = 1 }' \
        "$work/anomalies.csv" >"$work/decisions.csv"
    measure "$runs" : "$URNE" roll check "$roll" --rules "$work/rules.json" \
        --decisions "$work/decisions.csv" --quiet
    row 'urne roll check'
    check=$cpu
    rm -rf "$work/base"
    "$URNE" init "$work/base" --rules "$work/rules.json" --quiet \
        --time 2026-09-01T08:00:00Z || fail init
    d=$work/d
    measure "$runs" "rm -rf $d && cp -R $work/base $d" "$URNE" seal "$d" "$roll" \
        --decisions "$work/decisions.csv" --time 2026-09-02T08:00:00Z --quiet
    seal=$cpu
    row 'urne seal'
    "$URNE" reveal "$d" $dice $dice --time 2026-10-05T16:00:00Z --quiet || fail reveal
    measure "$runs" "rm -rf $work/e && cp -R $d $work/e" "$URNE" draw "$work/e" \
        --time 2026-10-05T16:05:00Z --quiet
    draw=$cpu
    row 'urne draw'
    measure "$runs" : "$URNE" verify "$work/e/public" --quiet
    verify=$cpu
    row 'urne verify'
    measure "$runs" : "$BENCH/b_bare" "$roll" "$(wc -l <"$work/e/public/roll.txt")"
    row 'bare parsing and hashing'
    ratio 'roll check / bare libcsv' "$check" "$csv" 4
    ratio 'seal + draw + verify / bare' $((seal + draw + verify)) "$cpu" 3
}

# count FILE RUNS: Equal Shares, once and with Add1, parse included.
count() {
    printf '\n%s, %s bytes: processor, wall, largest memory\n' "${1##*/}" \
        "$(wc -c <"$1" | tr -d ' ')"
    measure "$2" : "$BENCH/b_csv" "$1"
    row 'bare libcsv'
    bare=$cpu
    measure "$2" : "$BENCH/b_count" read "$1"
    row 'urne_pb_read'
    measure "$2" : "$BENCH/b_count" mes "$1"
    row 'one Equal Shares'
    once=$cpu
    measure "$2" : "$BENCH/b_count" add1 "$1"
    row 'Add1'
    add1=$cpu
    quotient 'one Equal Shares / bare libcsv' "$once" "$bare"
    quotient 'Add1 / bare libcsv' "$add1" "$bare"
}

if [ "${ROLLS:-yes}" = yes ]; then
    bench "$ROWS" real "$RUNS"
    [ "$MANY" -eq 0 ] || bench "$MANY" real 1
fi
real=${URNE_DATA:-}/pabulib/Poland_Lodz_2022.pb
if [ -f "$real" ]; then
    count "$real" "$RUNS"
else
    "$GEN_BALLOTS" --ballots "$BALLOTS" --projects 160 --pb --out "$work/ballots" ||
        fail gen-ballots
    for file in "$work"/ballots/*.pb; do
        count "$file" "$RUNS"
    done
fi

# panel RUNS LIMIT FOLDER SIZE PANELS: levels alone, then the whole lottery, then the command,
# with certificate, check, words and so many numbered panels: the median, beside its limit in ms.
panel() {
    measure "$1" : "$BENCH/b_panel" stages "$3" "$4"
    row 'levels of the quotas'
    stages=$((cpu > 0 ? cpu : 1))
    measure "$1" : "$BENCH/b_panel" solve "$3" "$4"
    row 'lottery, exactly leximin'
    quotient 'lottery / levels' "$cpu" "$stages"
    measure "$1" "rm -f $work/proof.txt $work/panels.txt" "$URNE" panel solve \
        --pool "$3/respondents.csv" --quotas "$3/categories.csv" --size "$4" \
        --lottery "$5" --proof "$work/proof.txt" --panels "$work/panels.txt"
    cpu=$cpu_median
    wall=$wall_median
    row "urne panel solve, $5 panels"
    ratio "median of $1 runs / $2 ms" "$cpu" $(($2 * 1000)) 1
}

for pool in example_large_200:10:1000 sf_e_110:2000:1000 rnd01_165:20000:1000; do
    name=${pool%%:*}
    pool=${pool#*:}
    folder=${URNE_DATA:-}/panel/$name
    [ -f "$folder/respondents.csv" ] || continue
    printf '\nquota panel %s: processor, wall, largest memory\n' "$name"
    panel 5 "${pool%:*}" "$folder" "${name##*_}" "${pool#*:}"
done
if [ "$PEOPLE" -gt 0 ]; then
    printf '\nquota panel of 200, %s people, 8 categories: processor, wall, largest memory\n' \
        "$PEOPLE"
    mkdir "$work/panel"
    "$BENCH/b_panel" write "$work/panel" "$PEOPLE" 200 8 || fail b_panel
    panel 3 60000 "$work/panel" 200 1000
fi

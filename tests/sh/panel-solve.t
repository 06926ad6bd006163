#!/bin/sh
# What `urne panel solve` says of the pools in URNE_DATA/panel: the levels due, proven, and
# by name everybody who has the level 0. panel.t has the engine without the command, and
# those that take long.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
data=${URNE_DATA:-}/panel
if [ ! -f "$data/expected.json" ]; then
    echo "1..0 # SKIP URNE_DATA names no folder with panel/expected.json"
    exit 0
fi
data=$(cd "$data" && pwd)
. "$(dirname "$0")/common.sh"
long='rnd01_165'

# levels FILE NAME: of FILE, JSON on one line without blanks, what the first "levels"
# behind the member NAME has, as [[...]].
levels() {
    awk -v member="\"$2\":{" '
        index($0, member) > 0 {
            rest = substr($0, index($0, member))
            rest = substr(rest, index(rest, "\"levels\":[[") + 9)
            print substr(rest, 1, index(rest, "]]") + 1)
        }' "$1"
}

tr -d ' \n' <"$data/expected.json" >expected.json
echo >>expected.json
solves() {
    "$URNE" panel solve --pool "$data/$1/respondents.csv" --quotas "$data/$1/categories.csv" \
        --size "${1##*_}" --json >said.json || return 1
    { printf '{"said":' && tr -d ' ' <said.json; } >own.json
    levels expected.json "$1" >due
    levels own.json said >own
    diff due own >differs && [ -s due ] && return 0
    sed 's/^/# /' differs
    return 1
}
names() {
    zero=$(sed -n 's/^\[\["0",\([0-9]*\)\].*/\1/p' own)
    named=$(grep -o '"excluded_by":' said.json | wc -l)
    [ "${zero:-0}" -eq "$named" ] && return 0
    echo "# ${zero:-0} people at 0, $named named"
    return 1
}

seen=0
for pool in "$data"/*_*/; do
    pool=${pool%/}
    pool=${pool##*/}
    seen=$((seen + 1))
    case " $long " in
    *" $pool "*)
        skip "$pool" 'takes long; panel.t has it'
        continue
        ;;
    esac
    ok "$pool: the levels due" solves "$pool"
    ok "$pool: proven" grep -q '"certified":true' said.json
    ok "$pool: who has the level 0 is named" names
done
due=$(grep -o '"is":' expected.json | wc -l)
ok "all $due pools of expected.json are there" [ "$seen" -eq "$due" ]
finish

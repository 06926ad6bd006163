# After an abort the key goes without an entry; a count has none.
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
urne abort hamlet --reason other --quiet --time 2026-09-03T08:00:00Z
ask urne key destroy hamlet --time 2026-09-03T08:00:00Z
ls hamlet/public hamlet/private
urne verify hamlet/public | tail -1
sh "$FIXTURES/../tests/cli/village" counted
ask urne key destroy village --time 2026-09-06T08:00:00Z

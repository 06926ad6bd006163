# A sample that was sealed is done before the steps that nothing takes back: a close, and
# the end of the roll key.
sh "$FIXTURES/../tests/cli/sampled" recorded
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
ask urne close hamlet --time 2026-09-06T09:00:00Z
ask urne key destroy hamlet --time 2026-09-06T09:00:00Z
ls hamlet/private
urne audit close hamlet --quiet --time 2026-09-06T09:00:00Z
ask urne key destroy hamlet --quiet --time 2026-09-06T10:00:00Z
ask urne close hamlet --quiet --time 2026-09-06T11:00:00Z
urne verify hamlet/public | tail -1

# The roll key destroyed with what it left: not before the result; then an entry, and no
# step that needs it; said again, nothing more.
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
ask urne key destroy hamlet --time 2026-09-03T08:00:00Z
dice=083920117465520938471112
urne reveal hamlet $dice $dice --quiet --time 2026-09-05T16:00:00Z
ask urne key destroy hamlet --time 2026-09-05T16:01:00Z
urne draw hamlet --quiet --time 2026-09-05T16:05:00Z
cmp hamlet/private/roll-key.txt roll-key.txt
ask urne key destroy hamlet --time 2026-10-05T08:00:00Z
cat hamlet/public/30-destroy.txt
ls hamlet/private
grep -rl 000102030405060708090a0b0c0d0e0f hamlet
ask urne receipt hamlet 1
ask urne replace hamlet 7 --time 2026-10-06T08:00:00Z
ask urne key destroy hamlet --json --time 2026-10-06T08:00:00Z
urne verify hamlet/public | sed -n '/^V07/p;29,$p'
ask urne close hamlet --time 2026-10-07T08:00:00Z
urne verify hamlet/public | tail -1

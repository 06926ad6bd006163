# The second typing has one digit changed: nothing is recorded.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
printf '%s\n' 083920117465520938471112 083920117465520938471113 |
    urne reveal hamlet --time 2026-09-05T16:00:00Z
status=$?
ls hamlet/public
exit $status

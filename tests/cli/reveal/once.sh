# Once is not twice: the second typing is missing.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
echo 083920117465520938471112 |
    urne reveal hamlet --time 2026-09-05T16:00:00Z
status=$?
ls hamlet/public
exit $status

# Without dice there is no seed for the ties.
sh "$FIXTURES/../tests/cli/village" sealed
urne tally village --time 2026-09-05T16:05:00Z
status=$?
cat village/private/attempts.txt
exit $status

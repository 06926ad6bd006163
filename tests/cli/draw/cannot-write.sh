# A folder stands where a list should be: nothing is drawn; once it is gone, the draw goes on.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
mkdir hamlet/private/invites.csv
urne draw hamlet --time 2026-09-05T16:05:00Z
status=$?
ls hamlet/public
rmdir hamlet/private/invites.csv
urne draw hamlet --time 2026-09-05T16:05:00Z --quiet
diff -r "$FIXTURES/hamlet/public" hamlet/public
exit $status

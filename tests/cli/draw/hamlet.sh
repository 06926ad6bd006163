# The result is that of fixtures/hamlet, byte for byte.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
urne draw hamlet --time 2026-09-05T16:05:00Z
status=$?
diff -r "$FIXTURES/hamlet/public" hamlet/public
cat hamlet/private/selected.csv hamlet/private/substitutes.csv hamlet/private/invites.csv
find hamlet/private -type f ! -perm 600
exit $status

# One seal; the attempt is recorded.
sh "$FIXTURES/../tests/cli/village" sealed
cp -R village/public before
urne ballots commit village internet.csv --projects projects.csv --time 2026-09-03T08:00:00Z
status=$?
diff -r before village/public
cat village/private/attempts.txt
exit $status

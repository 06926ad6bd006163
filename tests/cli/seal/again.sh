# A second seal is refused, whatever the roll; the attempt is recorded.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
cp -R hamlet/public before
urne seal hamlet roll.csv --time 2026-09-03T08:00:00Z
status=$?
urne seal hamlet nowhere.csv --time 2026-09-03T09:00:00Z --json
urne seal hamlet roll.csv --time 2026-09-03T10:00:00Z --dry-run
diff -r before hamlet/public
cat hamlet/private/attempts.txt
exit $status

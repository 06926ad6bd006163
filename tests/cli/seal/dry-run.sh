# What would be sealed; nothing is written, and the seal depends on the key of the day.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
cp -R hamlet before
urne seal hamlet roll.csv --time 2026-09-02T08:00:00Z --dry-run
status=$?
rm -f before/private/lock hamlet/private/lock
diff -r before hamlet
exit $status

# No draw without a seal, none without dice; both attempts are recorded.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
urne draw hamlet --time 2026-09-01T09:00:00Z
urne seal hamlet roll.csv --quiet --time 2026-09-02T08:00:00Z
cp -R hamlet/public before
urne draw hamlet --time 2026-09-05T16:05:00Z
status=$?
diff -r before hamlet/public
cat hamlet/private/attempts.txt
exit $status

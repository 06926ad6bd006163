# One seal, one draw.
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
cp -R hamlet/public before
urne draw hamlet --time 2026-09-06T16:05:00Z
status=$?
urne reveal hamlet 1 1 --time 2026-09-06T16:06:00Z
urne seal hamlet roll.csv --time 2026-09-06T16:07:00Z
diff -r before hamlet/public
cat hamlet/private/attempts.txt
exit $status

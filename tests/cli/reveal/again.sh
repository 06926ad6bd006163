# A second throw is refused and recorded, before anybody types it.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
cp -R hamlet/public before
dice=111111111111111111111111
urne reveal hamlet $dice $dice --time 2026-09-06T16:00:00Z
status=$?
diff -r before hamlet/public
cat hamlet/private/attempts.txt
exit $status

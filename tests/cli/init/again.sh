# A second announcement is refused; the attempt is recorded and public/ stays.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
cp -R hamlet/public before
urne init hamlet --rules rules.json --time 2026-09-02T08:00:00Z
status=$?
diff -r before hamlet/public
cat hamlet/private/attempts.txt
exit $status

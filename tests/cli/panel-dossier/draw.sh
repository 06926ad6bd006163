# The number is what the dice show; byte for byte as in the fixture. Ids stay private.
sh "$FIXTURES/../tests/cli/terrace" sealed revealed
urne panel draw terrace --time 2026-09-05T16:05:00Z
diff -r terrace/public "$FIXTURES/terrace/public"
cat terrace/private/panel.csv
find terrace/private -type f ! -perm 600
urne verify terrace/public --opened terrace/private/opened --quiet

# The number comes from the seed; the counts are all shown.
sh "$FIXTURES/../tests/cli/terrace" open revealed
urne panel draw terrace --time 2026-09-05T16:05:00Z
diff -r terrace/public "$FIXTURES/terrace/open/public"
urne verify terrace/public --quiet

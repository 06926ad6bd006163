# The count, byte for byte as in the fixture.
sh "$FIXTURES/../tests/cli/village" revealed
urne tally village --time 2026-09-05T16:05:00Z
diff -r village/public "$FIXTURES/village/public"

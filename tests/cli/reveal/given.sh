# Values on the command line stand for typed lines, twice as well.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
dice=083920117465520938471112
urne reveal hamlet $dice $dice --time 2026-09-05T16:00:00Z --json
status=$?
cmp hamlet/public/02-reveals.txt "$FIXTURES/hamlet/public/02-reveals.txt"
exit $status

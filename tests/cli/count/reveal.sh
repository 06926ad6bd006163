# The dice of a count.
sh "$FIXTURES/../tests/cli/village" sealed
dice=083920117465520938471112
urne reveal village --dice $dice $dice --time 2026-09-05T16:00:00Z
cmp village/public/11-ballots-reveals.txt "$FIXTURES/village/public/11-ballots-reveals.txt"

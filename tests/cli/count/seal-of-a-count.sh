# The steps of a draw are not those of a count, and the other way round.
sh "$FIXTURES/../tests/cli/village" announced
urne seal village internet.csv --time 2026-09-02T08:00:00Z
sh "$FIXTURES/../tests/cli/stage" hamlet announced
urne tally hamlet --time 2026-09-02T08:00:00Z

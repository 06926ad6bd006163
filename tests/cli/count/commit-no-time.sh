# Entries are in the order of their times.
sh "$FIXTURES/../tests/cli/village" announced
urne ballots commit village internet.csv --projects projects.csv --time 2026-09-01T08:00:00Z

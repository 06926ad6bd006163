# Papers are keyed twice or not at all.
sh "$FIXTURES/../tests/cli/village" announced
urne ballots commit village internet.csv keying-a.csv --projects projects.csv --time 2026-09-02T08:00:00Z

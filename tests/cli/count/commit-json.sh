# The same for a program.
sh "$FIXTURES/../tests/cli/village" announced
urne ballots commit village internet.csv keying-a.csv keying-b.csv --projects projects.csv --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z --json

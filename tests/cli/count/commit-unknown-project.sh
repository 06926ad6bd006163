# A rule for a project that the ballots do not know.
sh "$FIXTURES/../tests/cli/village" announced
sed 's/"P1", "P2"/"P1", "p2"/' count.json >village/count.json
urne ballots commit village internet.csv keying-a.csv keying-b.csv --projects projects.csv --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z

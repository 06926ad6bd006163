# An envelope for nobody.
sh "$FIXTURES/../tests/cli/village" announced
sed 's/"Bourg"/"bourg"/' count.json >village/count.json
urne ballots commit village internet.csv keying-a.csv keying-b.csv --projects projects.csv --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z

# The worked count, byte for byte as in the fixture; the private files name the voters.
sh "$FIXTURES/../tests/cli/village" announced
urne ballots commit village internet.csv keying-a.csv keying-b.csv --projects projects.csv --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z
ls village/private village/public
cat village/private/ballots-index.csv village/private/set-aside.csv village/private/reconciled.csv
for file in 00-announce 10-ballots-commit ballots count-rules projects; do
    cmp village/public/$file.txt "$FIXTURES/village/public/$file.txt"
done

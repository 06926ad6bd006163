# A rehearsal writes nothing.
sh "$FIXTURES/../tests/cli/village" announced
cp -R village before
urne ballots commit village internet.csv keying-a.csv keying-b.csv --projects projects.csv --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z --dry-run
diff -r before village

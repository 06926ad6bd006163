# Two keyings that differ wait for a person; nothing is written, and nothing recorded.
sh "$FIXTURES/../tests/cli/village" announced
cp -R village before
urne ballots commit village internet.csv keying-a.csv keying-b.csv --projects projects.csv --time 2026-09-02T08:00:00Z
status=$?
diff -r before village
exit $status

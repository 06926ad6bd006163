# Ties without a last resort are said before the seal can no longer be changed.
sh "$FIXTURES/../tests/cli/village" announced
sed 's/\["lot"\]/["min-cost", "max-votes"]/' count.json >village/count.json
urne ballots commit village internet.csv --projects projects.csv --dry-run --time 2026-09-02T08:00:00Z

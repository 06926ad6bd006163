# As JSON; a dry run seals nothing and makes no folder.
sh "$FIXTURES/../tests/cli/terrace" sealed announced
seal() { urne panel seal terrace --pool respondents.csv --quotas quotas.csv "$@"; }
seal --dry-run --json --time 2026-09-02T08:00:00Z
seal --dry-run --time 2026-09-02T08:00:00Z
ls terrace/private terrace/public
seal --json --pool-key pool-key.txt --time 2026-09-02T08:00:00Z
rm -r terrace
sh "$FIXTURES/../tests/cli/terrace" open announced
seal --json --dry-run --time 2026-09-02T08:00:00Z

sh "$FIXTURES/../tests/cli/stage" hamlet announced
urne seal hamlet roll.csv --time 2026-09-02T08:00:00Z --dry-run --json

sh "$FIXTURES/../tests/cli/stage" sixty announced
urne seal sixty roll.csv --time 2026-09-02T08:00:00Z --quiet

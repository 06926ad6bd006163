sh "$FIXTURES/../tests/cli/stage" hamlet revealed
urne draw hamlet --time 2026-09-05T16:05:00Z --json

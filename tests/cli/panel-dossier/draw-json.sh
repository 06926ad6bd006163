sh "$FIXTURES/../tests/cli/terrace" sealed revealed
urne panel draw terrace --json --time 2026-09-05T16:05:00Z

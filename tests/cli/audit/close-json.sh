sh "$FIXTURES/../tests/cli/sampled" recorded
urne audit close hamlet --time 2026-09-06T09:00:00Z --json
urne verify hamlet/public --json | tr ',' '\n' | grep -A 20 '"audit"' | head -20

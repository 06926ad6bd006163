sh "$FIXTURES/../tests/cli/village" counted
urne tally village --time 2026-09-06T16:05:00Z

# The rule is sealed: no option changes it.
sh "$FIXTURES/../tests/cli/village" revealed
urne tally village --rule greedy --time 2026-09-05T16:05:00Z

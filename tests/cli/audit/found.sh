# A ghost, a missing line, a no of the full check: said loud, and no other answer.
sh "$FIXTURES/../tests/cli/sampled" planned
sed -n -e 's/^leaf \([0-9]*\) .*/leaf;\1;clean/p' -e 's/^position \([0-9]*\)$/position;\1;missing/p' \
    hamlet/private/audit-plan.txt | sed '1s/clean/ghost/;2s/clean/unopened/' >outcomes.csv
urne audit record hamlet --file outcomes.csv --full no --quiet --time 2026-09-06T08:00:00Z
urne audit close hamlet --time 2026-09-06T09:00:00Z
urne verify hamlet/public | sed -n '/^V19/p;29,$p'

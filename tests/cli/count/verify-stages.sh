# Before the count, what can be checked is checked.
for stage in announced sealed revealed; do
    sh "$FIXTURES/../tests/cli/village" $stage
    urne verify village/public | tail -n 12
    rm -r village
done

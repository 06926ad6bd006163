# Exit 1: no panel. A category whose limits cannot meet the seats, one of which the pool has
# too few, more seats than people, and a household rule that leaves too few.
cd "$FIXTURES/panel" || exit
urne panel check --pool respondents.csv --quotas quotas.csv --size 5 --json
echo "= $?"
urne panel check --pool respondents.csv --quotas quotas.csv --size 9 --quiet
echo "= $?"
urne panel check --pool street.csv --quotas street-quotas.csv --size 5 --household ZIP --quiet
echo "= $?"
urne panel check --pool respondents.csv --quotas quotas.csv --size 5

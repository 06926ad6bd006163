# Exit 4: a file that is not there.
cp "$FIXTURES/panel/quotas.csv" .
urne panel check --pool nowhere.csv --quotas quotas.csv --size 4 --quiet
echo "= $?"
urne panel check --pool quotas.csv --quotas nowhere.csv --size 4 --quiet

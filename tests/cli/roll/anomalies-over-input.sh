# --anomalies never replaces the roll, or any file that is not a list of anomalies.
cp "$FIXTURES/broken/sound.csv" sound.csv
cp sound.csv keep
urne roll check sound.csv --quiet --anomalies sound.csv
status=$?
cmp keep sound.csv
exit $status

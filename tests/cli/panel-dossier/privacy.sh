# Nothing of the file of respondents is public or said, but values of the quotas.
both='--pool respondents.csv --quotas quotas.csv'
for publication in sealed open; do
    rm -rf terrace
    sh "$FIXTURES/../tests/cli/terrace" $publication announced
    dice=417
    [ $publication = sealed ] || dice=083920117465520938471112
    # shellcheck disable=SC2086 # two options
    {
        urne panel seal terrace $both --pool-key pool-key.txt --time 2026-09-02T08:00:00Z
        urne reveal terrace $dice $dice --time 2026-09-05T16:00:00Z
        urne panel draw terrace --time 2026-09-05T16:05:00Z
        urne panel seal terrace $both --time 2026-09-06T08:00:00Z
    } >said 2>&1
    for column in 1 2 3 4; do
        sed 1d respondents.csv | cut -d ';' -f $column | grep . | LC_ALL=C sort -u >words
        echo "column $column: $(wc -l <words) words, public or said:"
        grep -rFwf words terrace/public said terrace/private/attempts.txt | wc -l
    done
    grep -cFwf words respondents.csv
done

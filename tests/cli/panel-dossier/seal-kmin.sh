# What kmin hides: levels are taken together, counts left out; with `counts all` those of
# every panel stand in counts.txt.
sh "$FIXTURES/../tests/cli/terrace" sealed announced
for kmin in 1 10 60; do
    rm -rf terrace
    sed "s/\"number\"/\"counts\": \"all\", \"kmin\": $kmin, \"number\"/" panel.json >kmin.json
    urne init terrace --rules kmin.json --quiet --time 2026-09-01T08:00:00Z \
        --ceremony 00112233445566778899aabbccddeeff
    urne panel seal terrace --pool respondents.csv --quotas quotas.csv \
        --pool-key pool-key.txt --time 2026-09-02T08:00:00Z | grep -v '^  *[0-9a-f ]*$'
    sed -n 418p terrace/public/counts.txt
    urne verify terrace/public --opened terrace/private/opened --quiet
done
urne reveal terrace 417 417 --quiet --time 2026-09-05T16:00:00Z
urne panel draw terrace --time 2026-09-05T16:05:00Z
grep -c salt terrace/public/22-panel-result.txt
urne verify terrace/public --opened terrace/private/opened --quiet

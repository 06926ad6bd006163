# What was sealed is as it was, or the draw is refused: public, private and the files given.
sh "$FIXTURES/../tests/cli/terrace" sealed revealed
try() {
    rm -rf now
    cp -R terrace now
    sed '2y/0123456789/9876543210/' "$1" >altered
    cat altered >"$1"
    urne panel draw now --time 2026-09-06T08:00:00Z 2>&1
    echo "= $?"
}
for file in panel.json private/pool-index.csv private/opened/pool-open.txt \
    private/opened/panel-proof.txt public/pool.txt public/quotas.txt public/panels.txt \
    public/counts.txt; do
    echo "--- $file"
    try now/$file
done 2>&1 | grep -v '^  do:'
rm -r now
cp -R terrace now
rm now/private/opened/pool-open.txt
urne panel draw now --time 2026-09-06T08:00:00Z
# A file that is no longer there is named.
rm -r now
cp -R terrace now
mv respondents.csv elsewhere.csv
urne panel draw now --quiet --time 2026-09-05T16:05:00Z
urne panel draw terrace --time 2026-09-05T16:05:00Z 2>&1 | sed "s|$(pwd)/|HERE/|" | head -n 3
# The certificate of a sealed pool is not for everybody.
cp now/private/opened/panel-proof.txt now/public
urne close now --time 2026-09-06T08:00:00Z

# Exit 5: a sealed pool is never sealed again, a panel never drawn again.
sh "$FIXTURES/../tests/cli/terrace" sealed announced
cp -R terrace now
both='--pool respondents.csv --quotas quotas.csv'
try() {
    echo "\$ urne $*"
    cp -R now/public was
    urne "$@" --time 2026-09-06T08:00:00Z 2>&1
    echo "= $?"
    diff -r was now/public
    rm -r was
}
# shellcheck disable=SC2086 # two options
{
    try panel draw now
    try reveal now 417 417
    cp -R terrace sealed
    urne panel seal sealed $both --pool-key pool-key.txt --quiet --time 2026-09-02T08:00:00Z
    rm -r now
    cp -R sealed now
    try panel seal now $both
    try panel draw now
    urne reveal sealed 417 417 --quiet --time 2026-09-05T16:00:00Z
    rm -r now
    cp -R sealed now
    try panel seal now $both
    try reveal now 417 417
    urne panel draw sealed --quiet --time 2026-09-05T16:05:00Z
    rm -r now
    cp -R sealed now
    try panel draw now
    cat now/private/attempts.txt
}

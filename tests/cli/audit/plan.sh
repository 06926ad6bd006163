# shellcheck disable=SC2086,SC2046
# The plan, the same each time, of as many lines as were read or as many as are given; the
# first one stands.
sh "$FIXTURES/../tests/cli/sampled" drawn
urne audit plan hamlet --time 2026-09-06T08:00:00Z
urne audit plan hamlet --lines 9 --time 2026-09-06T08:00:00Z 2>error
echo "= $?"
cat error
rm -r hamlet
sh "$FIXTURES/../tests/cli/sampled" drawn
urne audit plan hamlet --lines 9 --time 2026-09-06T08:00:00Z
cat hamlet/private/audit-plan.txt
urne audit plan hamlet --json --time 2026-09-06T08:00:00Z
cut -d ';' -f 1-5 hamlet/private/audit-leaves.csv
leaf=$(sed -n 's/^leaf \([0-9]*\) .*/\1/p' hamlet/private/audit-plan.txt | sed 1q)
urne audit record hamlet --leaf $leaf=clean --time 2026-09-06T08:00:00Z
urne audit plan hamlet --lines 10 --time 2026-09-06T08:00:00Z 2>error
echo "= $?"
cat error hamlet/private/attempts.txt
find hamlet/private -type f ! -perm 600

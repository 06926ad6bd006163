# A panel in a dossier, in French.
try() { echo "\$ urne $*"; urne "$@" --lang fr 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/terrace" sealed announced
at=--time
try panel tirer terrace $at 2026-09-02T08:00:00Z
try panel sceller terrace --pool respondents.csv --quotas quotas.csv --pool-key pool-key.txt $at 2026-09-02T08:00:00Z
try reveler terrace 417 417 $at 2026-09-05T16:00:00Z
try panel tirer terrace $at 2026-09-05T16:05:00Z
try tirer terrace $at 2026-09-05T16:05:00Z
try verifier terrace/public --opened terrace/private/opened | grep -v NON
urne rapport terrace/public --poster --lang fr | grep -A2 'panels de'
rm -r terrace
sh "$FIXTURES/../tests/cli/terrace" open announced
try panel sceller terrace --pool respondents.csv --quotas quotas.csv --dry-run $at 2026-09-02T08:00:00Z
sed 's/200/300/; s/"seed"/"dice"/; s/"dice": 24/"dice": 3/' panel.json >wrong.json
try ouvrir wrong --rules wrong.json $at 2026-09-02T08:00:00Z

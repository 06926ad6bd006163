try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/terrace" sealed announced
try panel seal
try panel seal terrace --pool respondents.csv
try panel seal terrace --quotas quotas.csv
try panel seal terrace --pool - --quotas quotas.csv
try panel seal terrace more --pool respondents.csv --quotas quotas.csv
try panel seal nowhere --pool respondents.csv --quotas quotas.csv --time 2026-09-02T08:00:00Z
try panel seal terrace --pool respondents.csv --quotas quotas.csv --time today
try panel seal terrace --pool respondents.csv --quotas quotas.csv --time 2026-09-01T08:00:00Z
try panel draw terrace --number 7
try panel draw terrace --pool respondents.csv
try panel draw --beacon x
try panel draw --time 2026-09-02T08:00:00Z
try panel draw --pool respondents.csv --quotas quotas.csv --size 16
try panel draw nowhere --time 2026-09-02T08:00:00Z
try panel seal --help
try panel draw --help

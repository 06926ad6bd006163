# The forms of the peers, with and without households; the same pool in each.
cd "$FIXTURES/panel" || exit
show() { urne panel check "$@"; echo "= $?"; }
show --pool respondents.csv --quotas quotas.csv --size 4
show --pool respondents.csv --quotas flex.csv --size 4
show --pool street.csv --quotas street-quotas.csv --size 5
show --pool street.csv --quotas street-quotas.csv --size 5 --household address1,zip
show --pool street.csv --quotas street-quotas.csv --size 5 --household address1 --household zip --quiet
show --pool street.csv --quotas street-quotas.csv --size 5 --household ' ZIP '
show --pool respondents.csv --quotas flex.csv --size 4 --json
show --pool street.csv --quotas street-quotas.csv --size 5 --household address1,zip --json
show --pool street.csv --quotas street-quotas.csv --size 5 --quiet
urne panel controler --pool - --quotas quotas.csv --size 4 --quiet <respondents.csv
echo "= $?"

# A file stands where the private key should be: nothing is sealed.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
mkdir hamlet/private/roll-key.txt
urne seal hamlet roll.csv --time 2026-09-02T08:00:00Z --quiet
status=$?
ls hamlet/public
exit $status

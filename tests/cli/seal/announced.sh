# Between the announcement and the seal the rules may be completed, not renamed.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
sed -i 's/Tirage au sort du hameau/Autre tirage/' hamlet/rules.json
urne seal hamlet roll.csv --time 2026-09-02T08:00:00Z --quiet
status=$?
ls hamlet/public
exit $status

# Six strata, households, decided homonyms.
sh "$FIXTURES/../tests/cli/stage" sixty revealed
urne draw sixty --time 2026-09-05T16:05:00Z
echo "= $?"
cat sixty/private/selected.csv sixty/private/substitutes.csv
urne verify sixty/public --quiet

# The roll was put away after the seal: said, and the draw goes on from what was sealed.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
rm roll.csv
urne draw hamlet --time 2026-09-05T16:05:00Z 2>error
status=$?
sed "s,$PWD,.," error
exit $status

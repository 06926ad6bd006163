# Dice before the seal prove nothing.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
dice=083920117465520938471112
urne reveal hamlet $dice $dice --time 2026-09-05T16:00:00Z
status=$?
ls hamlet/public
cat hamlet/private/attempts.txt
exit $status

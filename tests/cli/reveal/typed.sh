# Two lines of standard input; spaces between groups do not matter.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
urne reveal hamlet --dice --time 2026-09-05T16:00:00Z <<END
083920 117465 520938 471112
0839 2011 7465 5209 3847 1112
END
status=$?
cmp hamlet/public/02-reveals.txt "$FIXTURES/hamlet/public/02-reveals.txt"
exit $status

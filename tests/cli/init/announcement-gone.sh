# The announcement of a sealed dossier was removed: no new one takes its place.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
rm hamlet/public/00-announce.txt
cp -R hamlet/public before
urne init hamlet --ceremony 00112233445566778899aabbccddeeff --time 2026-09-03T08:00:00Z --quiet
status=$?
diff -r before hamlet/public
exit $status

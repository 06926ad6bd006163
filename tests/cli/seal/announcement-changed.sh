# An announcement that was edited, or removed.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
cp -R hamlet other
sed -i "s/Hameau d'Exemple/Hameau d'Ailleurs/" hamlet/public/00-announce.txt
urne seal hamlet roll.csv --time 2026-09-02T08:00:00Z --quiet
status=$?
cat hamlet/private/attempts.txt
rm other/public/00-announce.txt
urne seal other roll.csv --time 2026-09-02T08:00:00Z --quiet
exit $status

# What is refused, why, and what to do: in French, with the same codes.
h=$FIXTURES/hamlet
cp "$h/roll.csv" "$h/rules.json" "$h/roll-key.txt" .
for name in row-short quote-unclosed date-31-february list-unknown sex-x mixed-encoding \
    no-break-space header-duplicate; do
    cp "$FIXTURES/broken/$name.csv" .
done
cp "$FIXTURES/sixty/roll.csv" liste.csv
cp "$FIXTURES/sixty/rules.json" regles.json
for name in key-unknown strata-twice seats-zero sources-missing chains-not-a-stratum; do
    cp "$FIXTURES/broken/rules/$name.json" .
done
try() {
    echo "\$ urne $*"
    urne --lang fr "$@" 2>&1
    echo "= $?"
}
try trier
try tirer
try tirer hameau --vite
try tirer hameau --time
try tirer hameau village
try liste row-short.csv
try liste quote-unclosed.csv
try liste date-31-february.csv list-unknown.csv
try liste mixed-encoding.csv no-break-space.csv header-duplicate.csv
try liste sex-x.csv --rules regles.json
for name in key-unknown strata-twice seats-zero sources-missing chains-not-a-stratum; do
    try liste liste.csv --rules $name.json
done
try sceller hameau roll.csv
try ouvrir hameau
try ouvrir hameau --rules rules.json --time 2026-09-01T08:00:00Z
try ouvrir hameau --rules rules.json --time 2026-09-01T08:00:00Z
try reveler hameau --time 2026-09-01T08:30:00Z
try sceller hameau roll.csv --time 2026-09-01T08:00:00Z
try sceller hameau roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z --quiet
try sceller hameau roll.csv --time 2026-09-03T08:00:00Z
try tirer hameau --time 2026-09-05T16:05:00Z
try reveler hameau 083920117465520938471112 083920117465520938471113 \
    --time 2026-09-05T16:00:00Z
try reveler hameau 0839201174655209384711 --time 2026-09-05T16:00:00Z
try reveler hameau 083920117465520938471112 083920117465520938471112 \
    --time 2026-09-05T16:00:00Z --quiet
try recepisse hameau 9
try recepisse hameau --name INCONNU --given Jean --born 1950-01-01
try piocher liste.csv -n 5
try piocher liste.csv -n cinq --seed reunion
try ouvrir autre --preset nancy --body Nancy --on 2026-10-05 --seats douze
try recepisse hameau 0
try piocher liste.csv -n 61 --seed reunion
echo "autre" >>hameau/public/roll.txt
try tirer hameau --time 2026-09-05T16:05:00Z
try sceller hameau liste.csv --json --time 2026-09-07T08:00:00Z

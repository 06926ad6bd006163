# The whole count of the village, spoken in French; the public bytes do not change. Then a
# tie that the dice decide, and one that the rules leave open.
cp "$FIXTURES"/village/*.csv "$FIXTURES/village/count.json" "$FIXTURES/village/ballot-key.txt" .
dice=083920117465520938471112
try() {
    echo "\$ urne $*"
    urne --lang fr "$@" 2>&1
    echo "= $?"
}
try ouvrir village --rules count.json --ceremony 00112233445566778899aabbccddeeff \
    --time 2026-09-01T08:00:00Z
try verifier village/public
try bulletins rapprocher keying-a.csv keying-b.csv --columns vote=projets --differences d.csv
try bulletins sceller village internet.csv keying-a.csv keying-b.csv --projects projects.csv \
    --time 2026-09-02T08:00:00Z
try bulletins rapprocher keying-a.csv keying-b.csv --columns vote=projets \
    --resolutions resolutions.csv -o papier.csv
try bulletins sceller village internet.csv keying-a.csv keying-b.csv --projects projects.csv \
    --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z --dry-run
try bulletins sceller village internet.csv keying-a.csv keying-b.csv --projects projects.csv \
    --resolutions resolutions.csv --ballot-key ballot-key.txt --time 2026-09-02T08:00:00Z
try verifier village/public --quiet
try bulletins sceller village internet.csv --projects projects.csv --time 2026-09-03T08:00:00Z
try depouiller village --time 2026-09-04T16:05:00Z
try tirer village --time 2026-09-04T16:05:00Z
try reveler village $dice $dice --time 2026-09-05T16:00:00Z
try verifier village/public --quiet
try depouiller village --compare --rule greedy --time 2026-09-05T16:05:00Z
try depouiller village --compare --time 2026-09-05T16:05:00Z
try depouiller village --time 2026-09-06T16:05:00Z
try verifier village/public \
    --seal "$(sha256sum <village/public/10-ballots-commit.txt | cut -c 1-64)"
for file in "$FIXTURES"/village/public/*; do
    cmp "$file" "village/public/${file##*/}"
done
cp -R village/public copie
sed -i '2s/3,4/1,4/' copie/ballots.txt
sed -i '1s/^/extra /' copie/tally.txt
try verifier copie --quiet

# ---- ties ----

sed -e 's/"mes"/"greedy"/; s/"1000"/"500"/; s/"700"/"500"/; /"completion"/d' count.json >lot.json
printf 'numero;projets;voie;age\n1;P1;internet;30\n2;P2;internet;30\n' >egal.csv
try ouvrir egal --quiet --rules lot.json --ceremony 00112233445566778899aabbccddeeff \
    --time 2026-09-01T08:00:00Z
try bulletins sceller egal egal.csv --projects projects.csv --ballot-key ballot-key.txt \
    --time 2026-09-02T08:00:00Z --quiet
try reveler egal $dice $dice --time 2026-09-05T16:00:00Z --quiet
try depouiller egal --time 2026-09-05T16:05:00Z
urne --lang fr verifier egal/public | grep V27
sed '/"ties"/d' lot.json >open.json
urne init ouvert --quiet --rules open.json --time 2026-09-01T08:00:00Z
for file in egal seul; do
    [ $file = egal ] || sed 3d egal.csv >seul.csv
    try bulletins sceller ouvert $file.csv --projects projects.csv --time 2026-09-02T08:00:00Z \
        --dry-run
done

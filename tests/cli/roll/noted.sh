# What is said and changes nothing: another encoding, a byte order mark, spaces, an old
# date, a nationality that contradicts the list.
cp "$FIXTURES/broken/sound.csv" sound.csv
cp "$FIXTURES/broken/rules/sound.json" rules.json
check() {
    echo "--- $1"
    urne roll check "$1" --rules rules.json
    echo "= $?"
}
iconv -f UTF-8 -t CP1252 sound.csv >cp1252.csv
{ printf '\357\273\277' && cat sound.csv; } >bom.csv
sed 's/"ALBIN"/"  ALBIN "/; s/RUE HAUTE/RUE  HAUTE/' sound.csv >spaces.csv
sed 's,14/03/1961,14/03/1896,' sound.csv >old.csv
sed '2s/"Française"/"Belge"/' sound.csv >belge.csv
for file in sound.csv cp1252.csv bom.csv spaces.csv old.csv belge.csv; do
    check $file
done

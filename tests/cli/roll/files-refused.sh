# Files that are no roll at all.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sound=$FIXTURES/broken/sound.csv
cp "$sound" sound.csv
cp sound.csv again.csv
printf 'PK\003\004 and so on' >roll.xlsx
printf '%%PDF-1.7' >roll.pdf
iconv -f UTF-8 -t UTF-16 sound.csv >utf16.csv
mkdir folder
try roll check nowhere.csv
try roll check folder
try roll check /dev/null
try roll check roll.xlsx
try roll check roll.pdf
try roll check utf16.csv
try roll check sound.csv again.csv
try roll check sound.csv sound.csv
try roll check sound.csv --rules nowhere.json
try roll check sound.csv --anomalies nowhere/a.csv
try roll check sound.csv --anomalies folder
try roll check sound.csv --rules a --rules b
try roll check --rules
try roll check -- sound.csv --quiet

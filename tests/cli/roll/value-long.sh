# Columns joined to a value of more than 400 bytes: its receipt could not be written.
long=$(awk 'BEGIN { while (n++ < 41) printf "abcde"; print "" }')
printf 'birth-name;given-names;birth-date;birth-place;a;b\nROUX;Zoe;1980-01-01;Toul;%s;%s\n' \
    "$long" "$long" >roll.csv
sed 's/"hameau": "hameau"/"hameau": ["a", "b"]/; s/, "values": \[[^]]*\]//; s/"unique": \["household"\],//' \
    "$FIXTURES/hamlet/rules.json" >rules.json
urne roll check roll.csv --rules rules.json

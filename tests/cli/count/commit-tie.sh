# A tie that matters, and rules that know no lot: a person must decide before the seal.
cp "$FIXTURES/village/projects.csv" .
sed -e 's/"ties": \["lot"\],//' -e 's/"mes"/"greedy"/' -e '/"completion"/d' -e 's/"1000"/"500"/' \
    -e 's/"700"/"500"/' "$FIXTURES/village/count.json" >count.json
printf 'numero;projets;voie;age\n1;P1;internet;30\n2;P2;internet;30\n' >tie.csv
urne init d --rules count.json --quiet --time 2026-09-01T08:00:00Z
cp -R d before
urne ballots commit d tie.csv --projects projects.csv --quiet --time 2026-09-02T08:00:00Z
status=$?
diff -r before d
exit $status

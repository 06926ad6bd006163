# Thousands are apart by a space, in French; JSON has none.
gen-roll --rows 1200 --seed 7 --dirt none -o liste.csv
urne --lang fr liste liste.csv | sed -n 's/ *$//; 1,3p'
urne --lang fr liste liste.csv --json | grep -o '"lines":[0-9]*' | sort -u

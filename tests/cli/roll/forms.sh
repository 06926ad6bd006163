# The forms in which a roll comes: the same electors, the same canonical roll.
for dress in reu bom cp1252 comma shuffled elistelec; do
    gen-roll --rows 300 --seed 7 --dress $dress -o $dress.csv
    urne roll check $dress.csv | grep -E '^(format|canonical)'
done
for list in lce lp lcm; do
    gen-roll --rows 300 --seed 7 --lists $list -o $list.csv
done
urne roll check lce.csv lp.csv lcm.csv

# What gen-ballots makes is the same bytes for ever, and holds what its census says.
for type in approval cumulative ordinal; do
    gen-ballots --out $type --type $type --pb
    printf '%s %s\n' "$(cat $type/* | sha256sum | cut -c 1-16)" $type
done
gen-ballots --out poll --seed 3 --census census
cat census
tail -n +2 poll/internet.csv | awk -F ';' '
    $4 < 11 { n["under-age"]++ }
    $5 != "Nancy" { n["elsewhere"]++ }
    split($2, v, ",") > 3 { n["four-projects"]++ }
    s[$1]++ { n["twice"]++ }
    END { for (k in n) print k, n[k] }' | sort
gen-ballots --out few --ballots 40 --projects 5 --pb && grep -c ';paper$' few/election.pb
gen-ballots --projects 4 --out few 2>&1
echo "= $?"

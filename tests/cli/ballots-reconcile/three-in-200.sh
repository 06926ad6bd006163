# Two keyings of 200 ballots with three differences: exactly these are listed, nothing is
# written while one is open, and a batch is 100 ballots.
gen-ballots --ballots 377 --seed 7 --out poll --census census
sed -n '/-in-/p' census
urne ballots reconcile poll/paper-a.csv poll/paper-b.csv --differences d.csv -o ballots.csv
echo "= $?"
[ ! -e ballots.csv ] || echo 'ballots were written'
cat d.csv

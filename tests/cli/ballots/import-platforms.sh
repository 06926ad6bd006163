cp "$FIXTURES"/ballots/* .
urne ballots import stanford.csv --budget 60000 -o a.pb --quiet
cat a.pb
echo "== knapsack, with the projects by title"
urne ballots import knapsack.csv --projects projects.csv --budget 60000 --type approval -o b.pb --quiet
sed -n '/^VOTES/,$p' b.pb
for form in stanford decidim; do
    echo "== $form"
    urne ballots import $form.pb -o new-$form.pb --quiet
    diff $form.pb new-$form.pb
done

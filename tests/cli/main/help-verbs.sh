# The help of every verb; the other two ways to ask for it print the same.
for verb in roll init seal reveal draw receipt verify pick ballots tally key sign contribute \
    replace handover rekey abort close panel; do
    urne help $verb
    echo "= $?"
    urne help $verb >a
    urne $verb --help >b
    urne $verb -h some other words >c
    cmp a b
    cmp a c
done

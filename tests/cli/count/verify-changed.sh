# One change each, sums.txt set right by the cheat: the check that sees it names the line.
try() {
    rm -rf p
    cp -R "$FIXTURES/village/public" p
    sed -i "$2" "p/$1"
    (cd p && sha256sum [0-9bcpt]*.txt >sums.txt)
    echo "$1 $2"
    urne verify p --quiet | grep FAIL
}
try projects.txt 's/45000/44000/'
try count-rules.txt 's/^budget.*/budget 110000/'
try ballots.txt '2s/3,4/1,4/'
try ballots.txt '2{h;d};3G'
try ballots.txt '3p'
try 10-ballots-commit.txt 's/^received 15/received 16/'
try 11-ballots-reveals.txt 's/1112$/1113/'
try tie-seed-input.txt 's/1112$/1113/'
try tally.txt 's/^won 5/lost 5/'
try 12-tally.txt 's/^cost .*/cost 72000/'
try 12-tally.txt 's/^selected 3 5/selected 3 1/'
try 12-tally.txt '/^selected 3/d'

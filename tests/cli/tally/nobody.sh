# Only blank ballots, and none at all.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
hall=$FIXTURES/budget/hall.pb
{ sed '/^voter_id/q' "$hall" && printf '1;\n2;\n'; } | sed 's/^num_votes.*/num_votes;2/' >blank.pb
sed '/^voter_id/q; s/^num_votes.*/num_votes;0/' "$hall" >none.pb
for rule in 'greedy' 'greedy --unsupported keep --ties id' 'mes --completion add1u --comparison satisfaction' \
    'phragmen' 'max-welfare' 'greedy --threshold 5%'; do
    # shellcheck disable=SC2086
    try tally blank.pb --rule $rule
    # shellcheck disable=SC2086
    try tally none.pb --rule $rule --quiet
done
try tally none.pb --rule mes --completion add1 --add1-stop none --compare

# Ballots that cannot be read, or not in one way only.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
hall=$FIXTURES/budget/hall.pb
sed 's/^4;01,03,05/4;01,33,05/' "$hall" >unknown.pb
sed 's/^4;01,03,05/3;01,03,05/' "$hall" >twice.pb
sed 's/^01;40000/01;40,000/' "$hall" >comma.pb
sed 's/^budget;.*/budget;9007199254740993/' "$hall" >large.pb
sed '/^VOTES/,$d' "$hall" >no-votes.pb
sed 's/^vote_type;.*/vote_type;show of hands/' "$hall" >type.pb
: >empty.pb
for file in unknown twice comma large no-votes type empty nowhere; do
    try tally $file.pb --ties id
done

# The counted columns, the budget, and the outcome of each declared greedy rule.
town=$FIXTURES/ballots/town.pb
check() { urne ballots check - | sed '/^type/,$d'; }
echo "== counted"
sed 's/^P1;60000;4/P1;60000;5/' "$town" | check
echo "== score"
sed -e 's/vote_type;approval/vote_type;cumulative/' -e 's/cost;votes/cost;score/' \
    -e 's/^voter_id;vote/&;points/' -e 's/^\(10[0-9];[P0-9,]*\)/\1;\1/' "$town" |
    sed -e '/^10/s/;10[0-9];/;/' -e '/^10/s/;\([P0-9,]*\);\([P0-9,]*\)/;\1;\1/' |
    awk -F';' -v OFS=';' '/^10/ { gsub(/P[0-9]/, "2", $3) } { print }' | check
echo "== neither"
sed -e 's/cost;votes;name/cost;name/' -e 's/^\(P[0-9];[0-9.]*\);[0-9]/\1/' "$town" | check
echo "== overspent"
sed -e 's/park;safety;0/park;safety;1/' "$town" | check
echo "== not followed, and unspent"
sed -e 's/culture;1/culture;0/' "$town" | check
echo "== threshold"
sed -e 's/^rule;greedy/rule;greedy-threshold/' \
    -e 's/^max_length.*/&\nmin_project_score_threshold;3/' "$town" | check
echo "== no skip: P2 does not fit, and ends it; a withdrawn project does not"
sed -e 's/^rule;greedy/rule;greedy-no-skip/' "$town" | check
sed -e 's/^rule;greedy/rule;greedy-no-skip/' -e 's/^P2;50000/P2;999999999/' "$town" | check
echo "== all fit"
sed -e 's/^budget;.*/budget;200000/' -e 's/safety;0/safety;1/' "$town" | check
sed -e 's/^currency.*/&\nfully_funded;1/' "$town" | check

# Eight projects with one vote each, all affordable: no order of them matters. Of
# twenty-two of which half fit, some order does.
poll() {
    echo 'META
key;value
description;x
country;x
unit;x
instance;x'
    printf '%s\n' "num_projects;$1" "num_votes;$1" "budget;$2" 'vote_type;approval' \
        'rule;unknown' 'date_begin;2026' 'date_end;2026' PROJECTS 'project_id;cost'
    for p in $(seq "$1"); do echo "p$p;100"; done
    printf '%s\n' VOTES 'voter_id;vote'
    for p in $(seq "$1"); do echo "$p;p$p"; done
}
poll 8 8000 >eight.pb
poll 22 1150 >half.pb
for rule in greedy mes phragmen max-welfare; do
    urne tally eight.pb --rule $rule --quiet
    echo "$rule, eight = $?"
done
urne tally half.pb --rule greedy --quiet
echo "greedy, half = $?"
# Fourteen that are equal round after round: too many ways to follow without a last resort.
poll 14 14000 >fourteen.pb
urne tally fourteen.pb --rule phragmen --quiet
echo "phragmen, fourteen = $?"
urne tally fourteen.pb --rule phragmen --ties id --quiet
echo "with a last resort = $?"

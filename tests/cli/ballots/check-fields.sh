# Fields, their order and their values.
{
    sed -n '1,/^unit/p' "$FIXTURES/ballots/town.pb" | grep -v '^country'
    cat <<'END'
num_projects;x
budget; 1000,5
instance;2026
vote_type;approval
rule;dictatorship
date_begin;31.02.2026
date_end;2025
min_length;one
max_sum_cost;1,5
language;fra
currency;XYZ
fully_funded;0
comment;none
colour;red

PROJECTS
project_id;cost;name;votes;target;selected;latitude
P1;0;;2;  children ;4;x
P2; 2000;B;0;;1;-1.5
VOTES
voter_id;vote;voting_method;age;sex
a;P1, P1;post;9-1;X
END
} >town.pb
urne ballots check town.pb
echo "exit $?"
sed 's/^date_begin.*/date_begin;2026/' town.pb | urne ballots check - | grep -F 'E-PB-117'

# Limits of ballots, for each type; choose-1 has one of its own.
file() {
    printf 'META\nkey;value\nbudget;100\nvote_type;%s\n' "$1"
    cat
    printf 'PROJECTS\nproject_id;cost\nA;60\nB;50\nVOTES\n'
}
codes="E-PB-1(18|19|20|21|22)"
{
    printf 'min_length;1\nmax_length;1\nmin_sum_cost;55\nmax_sum_cost;100.005\n' | file approval
    printf 'voter_id;vote\n1;\n2;A\n3;B\n4;A,B\n'
} >approval.pb
urne ballots check approval.pb | grep -E "$codes"
{
    printf 'min_points;2\nmax_points;4\nmin_sum_points;5.5\nmax_sum_points;6\n' | file cumulative
    printf 'voter_id;vote;points\n1;A,B;2,3.5\n2;A,B;1,4.5\n3;B;4\n4;A,B;4,3\n'
} >cumulative.pb
urne ballots check cumulative.pb | grep -E "$codes"
{
    file choose-1 </dev/null
    printf 'voter_id;vote\n1;A,B\n2;B\n'
} >choose.pb
urne ballots check choose.pb | grep -E "$codes"

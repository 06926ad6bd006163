# Places shown of a kind, and how many more there are.
{
    printf 'META\nkey;value\nbudget;1\nvote_type;choose-1\nPROJECTS\nproject_id;cost\nA;1\nB;1\nVOTES\nvoter_id;vote\n'
    i=1
    while [ $i -le 30 ]; do
        echo "$i;A,B"
        i=$((i + 1))
    done
} >a.pb
urne ballots check a.pb --most 1
urne ballots check a.pb | grep -c E-PB-119

# People who are in no panel, however it is found out: because a quota says so, where the
# stage at 0 has multipliers and no line "absent" is needed; and because numbers of people
# are whole, where each has a tree. Words, JSON and the levels say the same of both.
{
    echo category,feature,min,max
    printf '%s\n' a,yes,1,1 a,no,1,1 b,yes,1,1 b,no,1,1 c,yes,1,1 c,no,1,1
} >whole.csv
{
    echo category,feature,min,max
    printf '%s\n' a,yes,0,1 a,no,0,2 b,yes,0,1 b,no,0,2 c,yes,0,0 c,no,0,2
} >quota.csv
{
    echo id,a,b,c
    printf '%s\n' r1,no,no,no r2,no,no,no r3,no,yes,yes r4,yes,no,yes r5,yes,yes,no
    echo r6,yes,yes,yes
} >pool.csv
for quotas in quota whole; do
    urne panel solve --pool pool.csv --quotas $quotas.csv --size 2 --proof $quotas.txt \
        --lottery 6 --panels panels.txt
    grep -E '^(absent|stage|level)' $quotas.txt
    urne panel solve --pool pool.csv --quotas $quotas.csv --size 2 --json --lottery 6
    urne panel solve --pool pool.csv --quotas $quotas.csv --size 2 --lottery 6 \
        --objective maximin | grep -E 'absent|lowest'
    rm panels.txt
done

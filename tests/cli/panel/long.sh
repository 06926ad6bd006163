# Long answers in few words: of many quotas that hold a chance down the first three and how
# many more (the lowest chance has them all); everybody whom the same quota keeps out on one
# list; and a conflict that is a sum, or where households count.
awk 'BEGIN {
    x = 7
    print "id,a,b,c,d"
    for (i = 1; i <= 90; i++) {
        for (k = 0; k < 4; k++) {
            x = (x * 1103 + 12345) % 65537
            v[k] = int((x / 65537) ^ 2 * 4)
        }
        print "p" i "," v[0] "," v[1] "," v[2] "," v[3]
    }
}' >pool.csv
{
    echo category,feature,min,max
    for c in a b c d; do
        printf '%s\n' $c,0,5,6 $c,1,4,5 $c,2,4,5 $c,3,4,5
    done
} >quotas.csv
urne panel solve --pool pool.csv --quotas quotas.csv --size 18 | grep -A 1 '^chance'
sed 's/^a,3,4,5/a,3,0,0/; s/^a,0,5,6/a,0,5,9/' quotas.csv >none.csv
urne panel solve --pool pool.csv --quotas none.csv --size 18 | grep -A 3 '^absent'
sed 's/Plaine;3;4/Plaine;10;12/; s/Coteau;4;6/Coteau;1;6/; s/Bourg;6;8/Bourg;1;8/' \
    "$FIXTURES/terrace/quotas.csv" >plain.csv
for household in adresse ''; do
    urne panel check --pool "$FIXTURES/terrace/respondents.csv" --quotas plain.csv \
        --size 16 ${household:+--household $household} | grep ^conflict
done
cut -d , -f 2- pool.csv >nameless.csv
urne panel check --pool nameless.csv --quotas quotas.csv --size 18 | tail -n 2

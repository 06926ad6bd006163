# One of everything is no plural; whoever is alone with a chance is told as one; chances
# that round to the same words are told apart by their fractions.
solve() { urne panel solve --pool people.csv --quotas quotas.csv "$@"; echo "= $?"; }
printf 'id,sex\nx,w\n' >people.csv
printf 'category,feature,min,max\nsex,w,0,1\nsex,m,0,1\n' >quotas.csv
solve --size 1 --lottery 1
solve --size 1 --lottery 1 --lang fr
printf 'id,sex,age\n1,w,y\n2,w,o\n3,w,o\n4,m,o\n' >people.csv
printf 'category,feature,min,max\nsex,w,1,1\nsex,m,1,1\nage,y,0,2\nage,o,0,2\n' >quotas.csv
solve --size 2 --lottery 3
printf 'category,feature,min,max\nsex,w,1,2\nsex,m,0,2\nage,y,0,0\nage,o,0,2\n' >quotas.csv
solve --size 2 --lottery 3
solve --size 2 --lottery 3 --lang fr
awk 'BEGIN { print "id,a"; for (i = 1; i <= 1000; i++) print i "," (i > 900 ? "few" : "many") }' \
    >people.csv
printf 'category,feature,min,max\na,many,0,310\na,few,0,100\n' >quotas.csv
solve --size 400 --lottery 1
solve --size 400 --lottery 1 --lang fr

# Panels within quotas, spoken in French: what the files say, the chances and what holds them
# down, one seat of slack, homes, quotas that allow no panel, people in none, the panel drawn,
# refusals. The proof and the panels do not change.
cp "$FIXTURES"/panel/*.csv .
try() {
    echo "\$ urne panel $*"
    urne --lang fr panel "$@" 2>&1
    echo "= $?"
}
people='--pool respondents.csv --quotas quotas.csv'
street='--pool street.csv --quotas street-quotas.csv --size 5 --household address1,zip'
# shellcheck disable=SC2086 # several words each
{
    try controler $people --size 4
    try controler $street
    try controler $people --size 5
    try resoudre $people --size 4 --proof preuve.txt --panels panels.txt
    try resoudre $people --size 4 --proof preuve.txt --panels panels.txt
    try resoudre $people --size 4 --objective maximin --lottery 7
    try resoudre $street
    try resoudre $people --size 5
    try resoudre --pool respondents.csv --quotas flex.csv --size 5
    try tirer $people --size 4 --number 007
    try tirer $people --size 4 --number 7 --lottery 7
    try tirer $people --size 4
    try tirer $people --size zero --number 7
    urne panel solve $people --size 4 --proof proof.txt --panels numbered.txt --quiet
}
cmp preuve.txt proof.txt
cmp panels.txt numbered.txt

# ---- people in no panel, by a quota and by whole numbers ----

{
    echo id,a,b,c
    printf '%s\n' r1,non,non,non r2,non,non,non r3,non,oui,oui r4,oui,non,oui r5,oui,oui,non
    echo r6,oui,oui,oui
} >vivier.csv
quotas() {
    echo category,feature,min,max
    printf 'a,oui,%s\na,non,%s\nb,oui,%s\nb,non,%s\nc,oui,%s\nc,non,%s\n' "$@"
}
quotas 0,1 0,2 0,1 0,2 0,0 0,2 >zero.csv
quotas 1,1 1,1 1,1 1,1 1,1 1,1 >entiers.csv
try resoudre --pool vivier.csv --quotas zero.csv --size 2
try resoudre --pool vivier.csv --quotas entiers.csv --size 2

# ---- files that are wrong ----

printf 'category,feature,min,max\ngender,woman,3,2\ngender,woman,1,1\nage,young,x,1\n' >faux.csv
try controler --pool respondents.csv --quotas faux.csv --size 4
printf 'id,gender,age\nr1,woman,young\nr1,man,enfant\nr2,,older\n' >faux.csv
try controler --pool faux.csv --quotas quotas.csv --size 4
try controler --pool respondents.csv --quotas street-quotas.csv --size 4

try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
printf '%s\n' 'id;section' '1;n' '2;n' '2;s' '4;' >members.csv
printf '%s\n' 'id;section' '1;n' ';n' >gap.csv
printf '%s\n' 'id;section' '1;n' '2;n;x' >wide.csv
printf '%s\n' 'id;section' >none.csv
: >empty.csv
try pick members.csv
try pick members.csv -n 2
try pick members.csv --seed x
try pick members.csv -n two --seed x
try pick members.csv -n -2 --seed x
try pick members.csv -n 0 --seed x
try pick members.csv -n 5 --seed x
try pick members.csv -n 2 --seed ''
try pick members.csv -n 2 --seed "$(printf 'a\nb')"
try pick members.csv -n 2 --seed x --id id
try pick members.csv -n 2 --seed x --id number
try pick members.csv -n 2 --seed x --by quarter
try pick gap.csv -n 1 --seed x --id id
try pick wide.csv -n 1 --seed x
try pick none.csv -n 1 --seed x
try pick empty.csv -n 1 --seed x
try pick nowhere.csv -n 1 --seed x
try pick members.csv gap.csv -n 1 --seed x
try pick members.csv -n 1 -n 2 --seed x

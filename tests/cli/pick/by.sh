# Seats in proportion to the sections; the same whatever the order of the rows.
printf '%s\n' 'id;section' 1\;n 2\;n 3\;n 4\;s 5\;s 6\;w >members.csv
urne pick members.csv -n 3 --seed x --id id --by section
printf '%s\n' 'id;section' 6\;w 4\;s 3\;n 2\;n 5\;s 1\;n >members.csv
urne pick members.csv -n 3 --seed x --id id --by section --quiet
urne pick members.csv -n 3 --seed x --id id --by section --json

cat >members.csv <<'END'
id,name,section
1,Ada,north
2,Blaise,south
3,Carl,north
4,Diophantus,south
5,Emmy,south
6,Fibonacci,west
END
urne pick members.csv -n 3 --seed 'general meeting 2026' --id id
echo "= $?"
urne pick members.csv -n 3 --seed 'general meeting 2026'
echo "= $?"
urne pick members.csv -n 3 --seed 'general meeting 2027' --id name --quiet
{ head -n 1 members.csv && sed 1d members.csv | sort -r; } >shuffled.csv
urne pick shuffled.csv -n 3 --seed 'general meeting 2026' --id id --quiet

# The panel whose number was drawn; leading zeros as dice show them; a number too high.
cp "$FIXTURES"/panel/*.csv .
draw() { urne panel draw --pool respondents.csv --quotas quotas.csv "$@" 2>&1; echo "= $?"; }
draw --size 4 --number 007
draw --size 4 --number 7 --json
draw --size 4 --number 000 --lottery 3
draw --size 4 --number 3 --lottery 3
draw --size 4 --number x
draw --size 4 --number -1
draw --size 4
draw --size 5 --number 1

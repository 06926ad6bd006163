# The eight people of panel-1 §8.1: chances, what holds them down, one seat of slack; the
# proof and the panels as files; the same as JSON; maximin; two homes; no panel at all.
cp "$FIXTURES"/panel/*.csv .
solve() { urne panel solve --pool respondents.csv --quotas quotas.csv "$@"; echo "= $?"; }
solve --size 4 --proof proof.txt --panels panels.txt --lottery 6
cat proof.txt panels.txt
solve --size 4 --proof proof.txt --quiet 2>&1
solve --size 4 --proof proof.txt --quiet --force
solve --size 4 --json
solve --size 4 --objective maximin
solve --size 4 --objective nash 2>&1
solve --size 4 --lottery 100001 2>&1
solve --size 5
solve --size 5 --json
urne panel solve --pool street.csv --quotas street-quotas.csv --size 5 --household address1,zip

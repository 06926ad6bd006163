# The sealed files are those of fixtures/hamlet, byte for byte.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
urne seal hamlet roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z
status=$?
for file in 00-announce.txt 01-commit.txt roll.txt rules.txt; do
    cmp hamlet/public/$file "$FIXTURES/hamlet/public/$file"
done
cmp roll-key.txt hamlet/private/roll-key.txt
(cd hamlet && ls public private && find private -type f ! -perm 600)
exit $status

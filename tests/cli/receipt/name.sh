# By name, from the seal on; the same bytes as by number.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
urne receipt hamlet --name ABÉLARD --given Théo --born 1989-07-02 -o theo.txt
echo "= $?"
urne receipt hamlet 4 -o four.txt --quiet
cmp theo.txt four.txt
urne receipt hamlet --name ABÉLARD --given Théo --born 1989-07-02 --place Nancy --json | cut -c 1-30
find theo.txt -perm 600

# Nobody fits: exit 1 and no word about who would.
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
urne receipt hamlet --name ABÉLARD --given Théo --born 1989-07-03
urne receipt hamlet --name ABELARD --given Théo --born 1989-07-02
urne receipt hamlet 9 --json
echo "= $?"
urne receipt hamlet 9

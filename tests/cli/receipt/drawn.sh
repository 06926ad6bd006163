# What a receipt says of its elector once the draw is made: member, substitute, neither.
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
for number in 7 2 5; do
    urne receipt hamlet $number -o "r$number.txt" --quiet
    urne verify hamlet/public --receipt "r$number.txt" --json | grep -o '{"id":"V28".*}'
done

# Usage faults, the first line of each.
for line in '' 'count' 'check' 'check a b' 'check a --most 0' 'import a' 'import -o b' '--json'; do
    # shellcheck disable=SC2086
    urne ballots $line 2>error
    echo "exit $?"
    head -n 1 error
done
urne ballots check none.pb 2>&1
echo "exit $?"

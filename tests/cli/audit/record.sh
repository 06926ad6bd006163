# shellcheck disable=SC2086,SC2046
# Outcomes typed and from a file; the last one counts; what is not in the plan is refused.
sh "$FIXTURES/../tests/cli/sampled" planned
plan=hamlet/private/audit-plan.txt
set -- $(sed -n 's/^leaf \([0-9]*\) .*/\1/p' $plan)
time='--time 2026-09-06T08:00:00Z'
ask() {
    echo "$ $*"
    "$@" $time 2>&1
    echo "= $?"
}
ask urne audit record hamlet --leaf $1=ghost --leaf $2=clean,$3=unopened
ask urne audit record hamlet --leaf $1=clean --full no --json
cat hamlet/private/audit.csv hamlet/private/audit-full.txt
ask urne audit record hamlet --leaf 99=clean
ask urne audit record hamlet --position $1=clean
ask urne audit record hamlet --leaf clean
ask urne audit record hamlet --full perhaps
printf 'what;number;outcome\nleaf;%s;clean\nleaf;%s\n' $1 $2 >list.csv
ask urne audit record hamlet --file list.csv
ask urne audit record hamlet
ask urne audit close hamlet

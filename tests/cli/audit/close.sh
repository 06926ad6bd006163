# The entry: counts, and what they prove; verify says the same. Then it stands.
sh "$FIXTURES/../tests/cli/sampled" recorded
urne audit close hamlet --time 2026-09-06T09:00:00Z
cat hamlet/public/30-audit.txt
urne verify hamlet/public | sed -n '/^V19/p;29,$p'
urne audit record hamlet --full no --time 2026-09-07T08:00:00Z 2>error
echo "= $?"
cat error

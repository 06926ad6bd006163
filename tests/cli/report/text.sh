# What a file says is text, never markup.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
rm -r hamlet
sed 's|"body": "[^"]*"|"body": "<script>1 \&\& \\"2\\"</script>"|' rules.json >odd.json
urne init hamlet --rules odd.json --quiet --time 2026-09-01T08:00:00Z
urne seal hamlet roll.csv --roll-key roll-key.txt --quiet --time 2026-09-02T08:00:00Z
urne report hamlet/public --poster | sed -n '/class="body"/p'

# Without --roll-key every seal has a key of its own.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
cp -R hamlet other
urne seal hamlet roll.csv --time 2026-09-02T08:00:00Z --quiet
urne seal other roll.csv --time 2026-09-02T08:00:00Z --quiet
cmp -s hamlet/private/roll-key.txt other/private/roll-key.txt && echo same key
cmp -s hamlet/public/01-commit.txt other/public/01-commit.txt && echo same seal
grep -cx '[0-9a-f]\{64\}' hamlet/private/roll-key.txt
urne verify hamlet/public --quiet
urne verify other/public --quiet

# A French locale speaks as --lang fr does, whether or not the machine has it; --lang en
# wins over the locale.
cp "$FIXTURES/sixty/roll.csv" liste.csv
cp "$FIXTURES/sixty/rules.json" .
cat >say.sh <<'END'
urne "$@" help
urne "$@" liste liste.csv --rules rules.json
urne "$@" liste absente.csv
urne "$@" verifier "$FIXTURES/hamlet/public"
urne "$@" tirer
END
sh say.sh --lang fr >french.txt 2>&1
sh say.sh >english.txt 2>&1
cmp -s french.txt english.txt && echo "French is English"
for locale in LC_ALL=fr_FR.UTF-8 LC_ALL=fr_FR LC_ALL=fr LC_ALL=fr_BE.UTF-8 LANG=fr_FR.UTF-8 \
    "LANG=C LC_MESSAGES=fr_FR.UTF-8"; do
    # shellcheck disable=SC2086
    env -u LC_ALL $locale sh say.sh >other.txt 2>&1
    cmp french.txt other.txt && echo "$locale"
done
env -u LC_ALL LANG=fr_FR.UTF-8 sh say.sh --lang en >other.txt 2>&1
cmp english.txt other.txt && echo "LANG=fr_FR.UTF-8 --lang en"

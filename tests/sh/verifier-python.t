#!/bin/sh
# The verifier in Python (docs/verifier/urne_verify.py), which knows the specification
# alone, against the program: the folders of the fixtures and of the demo of a count, and
# dossiers by chance, as they are and changed. Skipped, saying so, without Python 3.9.
#
#   DOSSIERS=1000 SEED=7 sh tests/sh/verifier-python.t      a longer comparison
#
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"
verifier=$root/docs/verifier/urne_verify.py
differ=$root/docs/verifier/tests/differ.py
PYTHONDONTWRITEBYTECODE=1
PYTHONIOENCODING=utf-8
export PYTHONDONTWRITEBYTECODE PYTHONIOENCODING

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>"$temp/complaint"; then
    skip 'the verifier in Python' 'there is no Python 3.9 here'
    finish
fi

# agrees WHAT DIFFER-ARGUMENT...: differ.py finds nothing; what it finds as diagnostics.
agrees() {
    what=$1
    shift
    python3 "$differ" --urne "$URNE" "$@" >"$temp/found" 2>&1 </dev/null
    status=$?
    [ $status -eq 0 ] || sed 40q "$temp/found" | sed 's/^/# /'
    tail -n 1 "$temp/found" | sed 's/^/# /'
    ok "$what" [ $status -eq 0 ]
}

# says TEXT FOLDER OPTION...: the report has a line that begins with this.
says() {
    text=$1
    shift
    python3 "$verifier" "$@" | grep "^$text" >"$temp/line"
}

cat >"$temp/old.py" <<'PYTHON'
import ast, sys
tree = ast.parse(open(sys.argv[1], encoding="utf-8").read(), feature_version=(3, 9))
names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import)
         for one in node.names}
names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
library = getattr(sys, "stdlib_module_names", None)
sys.exit(bool(library and names - library))
PYTHON
ok 'it is written for Python 3.9 and its library alone' python3 "$temp/old.py" "$verifier"

cat >"$temp/contents.py" <<'PYTHON'
import re, sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
head = lines[:lines.index('"""', 1)]
due = [(lines.index(line) + 1, line[7:-5]) for line in lines if re.match("# ---- .* ----$", line)]
said = [re.match(r" +(\d+) to +\d+  (.*)", line) for line in head]
sys.exit(due != [(int(one[1]), one[2]) for one in said if one])
PYTHON
ok 'its table of contents is right' python3 "$temp/contents.py" "$verifier"

# ---- folders that are known ----

cp -r "$FIXTURES/sixty" sixty
cp sixty/rules.json rules.json
decide sixty/roll.csv
ok 'a draw of sixty lines is made' drawn sixty60 sixty/roll.csv
mkdir demo
for demo in demo-count demo-panel; do
    OUT=$temp/demo sh "$root/tests/$demo.sh" >"$temp/said" 2>&1 || sed 's/^/# /' "$temp/said"
done
agrees 'the program and it agree on every folder that is known' --dossiers 0 \
    "$FIXTURES/hamlet/public" "$FIXTURES/square/public" "$FIXTURES/village/public" \
    sixty60/public demo/budget/public demo/panel/public

# ---- what it says, and how it ends ----

seal=$(sha256sum <"$FIXTURES/square/public/01-commit.txt" | cut -c 1-64)
key=$(sed -n 2p "$FIXTURES/square/keys/clerk.pub")
other=$(sed -n 2p "$FIXTURES/square/keys/observer1.pub")
ok 'the seal of the poster' exits 0 python3 "$verifier" "$FIXTURES/square/public" \
    --seal "$seal" --key "clerk=$key" --key "observer1=$other"
ok 'another seal' exits 1 python3 "$verifier" "$FIXTURES/hamlet/public" --seal "$seal"
ok 'another key' exits 1 python3 "$verifier" "$FIXTURES/square/public" --key "clerk=$other"
ok 'a role that is given twice' exits 2 python3 "$verifier" "$FIXTURES/square/public" \
    --key "clerk=$key" --key "clerk=$key"
ok 'an unknown option' exits 2 python3 "$verifier" "$FIXTURES/square/public" --tsa x
ok 'no folder' exits 4 python3 "$verifier" nowhere

cp -r "$FIXTURES/hamlet/public" forged
sed 's/^select member 1 \([0-9]\)/select member 1 1\1/' forged/03-result.txt >changed
mv changed forged/03-result.txt
ok 'a forged result' exits 1 python3 "$verifier" forged
cp -r "$FIXTURES/hamlet/public" stamped
cp "$FIXTURES/tsa/01-commit.txt.tsr" stamped
(cd stamped && sha256sum [0-9]* r* seed* | sort -k 2 >../sums && mv ../sums sums.txt)
ok 'a token is known' says 'V01 container *PASS' stamped
ok 'and not read, which is said' says 'V17 timestamp *NOT-CHECKED *this verifier lacks' stamped

"$URNE" bundle sixty60/public -o sixty.urne --quiet
ok 'a container' exits 0 python3 "$verifier" sixty.urne
ok 'a container and a roll that it has' exits 2 python3 "$verifier" sixty.urne \
    --roll sixty60/public/roll.txt
printf x >>sixty.urne
ok 'a container with a byte behind its end' exits 1 python3 "$verifier" sixty.urne
cp -r sixty60/public without
rm without/roll.txt
"$URNE" bundle without -o without.urne --quiet
ok 'a container without its roll' exits 1 python3 "$verifier" without.urne
ok 'and with the roll beside it' exits 0 python3 "$verifier" without.urne \
    --roll sixty60/public/roll.txt

# ---- dossiers by chance ----

agrees 'the program and it agree on dossiers by chance' --dossiers "${DOSSIERS:-36}" \
    --mutations "${MUTATIONS:-6}" --seed "${SEED:-1}"
finish

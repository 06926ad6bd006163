#!/bin/sh
# What checks a certificate needs no solver: whatever panel/check calls, and whatever that
# calls, is in no file that searches.
. "$(dirname "$0")/common.sh"
obj=$BUILD/obj/engine

# The object files that a program of these needs, by the symbols they lack.
needs() {
    find "$obj" -name '*.o' -exec nm -A {} + 2>/dev/null | awk -v start="$*" '
        {
            file = $1
            sub(/:[^:]*$/, "", file)
            name = $NF
            kind = $(NF - 1)
            if (kind == "U") lacks[file] = lacks[file] " " name
            else if (kind ~ /^[A-Z]$/) has[name] = file
        }
        END {
            n = split(start, queue, " ")
            for (i = 1; i <= n; i++) seen[queue[i]]
            for (i = 1; i <= n; i++) {
                m = split(lacks[queue[i]], names, " ")
                for (j = 1; j <= m; j++) {
                    f = has[names[j]]
                    if (f != "" && !(f in seen)) { seen[f]; queue[++n] = f }
                }
            }
            for (i = 1; i <= n; i++) print queue[i]
        }'
}
solvers='/exact/|/panel/(program|branch|round|presence|decompose|leximin|solve|proof)\.o$'

needs "$obj/panel/check.o" >checker
needs "$obj/panel/solve.o" >solver
grep -E "$solvers" checker >searching
ok 'the checker is found with its parts' grep -q '/panel/check_tree\.o$' checker
ok 'a solver is found where there is one' grep -q '/exact/simplex\.o$' solver
ok 'the checker needs no solver' test ! -s searching
sed 's/^/# /' searching
finish

# One letter changed anywhere in the receipt: no, with the line that fails, and no word
# about anybody else. The receipt of another ceremony fails too.
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
urne receipt hamlet 4 -o r.txt --quiet
wrong() {
    echo "--- $1"
    sed "$1" r.txt >wrong.txt
    cmp -s r.txt wrong.txt && echo unchanged
    urne receipt --check wrong.txt hamlet/public --quiet
    echo "= $?"
}
wrong 's/^ceremony 00/ceremony 01/'
wrong 's/^commit 92/commit 93/'
wrong 's/^number 4/number 5/'
wrong 's/^number 4/number 9/'
wrong 's/^pid c0/pid c1/'
wrong 's/^stratum 2/stratum 1/'
wrong 's/ABÉLARD/ABÉLARC/'
wrong 's/Théo/Theo/'
wrong 's/1989-07-02/1989-07-03/'
wrong 's/^salt cd/salt ce/'
wrong 's/^attr household 1/attr household 2/'
wrong 's/ da5d/ da5e/'
wrong 's/street-no 12/street-no 14/'
wrong 's/^hhsalt b/hhsalt c/'
wrong '0,/^path 0/s/^path 0/path 1/'
wrong '/^path 9/d'
wrong '/^end/d'
wrong 's/^number 4/number four/'
wrong 's/urne.1 receipt/urne\/1 commit/'
urne receipt --check wrong.txt hamlet/public --quiet

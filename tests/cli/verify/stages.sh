# What can be checked is checked at every stage. What is not says why: not sealed (E-CHECK-031),
# no dice (E-CHECK-032), not drawn (E-CHECK-033), no key (E-CHECK-034), no beacon
# (E-CHECK-035), no token (E-CHECK-036), no entry (E-CHECK-037), no audit (E-CHECK-038), no
# prior (E-CHECK-039), no receipt (E-CHECK-040). What is says what it found: E-CHECK-041 and
# E-CHECK-042, E-CHECK-043 once drawn, E-CHECK-044 for a receipt.
for stage in announced sealed revealed; do
    echo "--- $stage"
    sh "$FIXTURES/../tests/cli/stage" hamlet $stage
    urne verify hamlet/public
    echo "= $?"
    urne verify hamlet/public --json | cut -c 1-80
    urne verify hamlet/public --quiet
    rm -r hamlet
done
